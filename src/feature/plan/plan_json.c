// SPDX-License-Identifier: EUPL-1.2
// The JSON of plans: the input in the job, the conflicts in the plan. Two equal inputs are two
// equal texts.
#include <jansson.h>

#include "feature/plan/plan.h"

// ---- as JSON ---------------------------------------------------------------------------------

static void write_numbers(struct json *j, const int64_t *numbers, size_t n) {
    json_open_array(j);
    for (size_t i = 0; i < n; i++)
        json_i64(j, numbers[i]);
    json_end(j);
}

static void write_rounds(struct json *j, const char *key, const struct plan_input *input,
                         const int64_t *numbers, size_t from, size_t to) {
    json_key(j, str_from_c(key));
    json_open_array(j);
    for (size_t w = from; w < to; w++)
        write_numbers(j, numbers + w * input->n_people, input->n_people);
    json_end(j);
}

static void write_list(struct json *j, const char *key, const int64_t *numbers, size_t n) {
    json_key(j, str_from_c(key));
    write_numbers(j, numbers, n);
}

static void write_wish(struct json *j, const struct groups_wish *wish) {
    json_key(j, STR("kind"));
    json_str(j, grouping_word(wish->kind));
    json_key(j, STR("groups"));
    json_i64(j, wish->n_groups);
    json_key(j, STR("apart"));
    json_bool(j, wish->apart);
    json_key(j, STR("repair"));
    json_bool(j, wish->repair);
}

static bool any_absent(const struct plan_input *input) {
    for (size_t k = 0; k < input->n_modules * input->n_people; k++)
        if (input->absent[k])
            return true;
    return false;
}

struct str plan_input_write(struct arena *arena, const struct plan_input *input) {
    struct buf b = buf_on(arena, 1024);
    struct json j = json_on(&b);
    json_open_object(&j);
    write_wish(&j, &input->wish);
    write_list(&j, "people", input->people, input->n_people);
    write_list(&j, "modules", input->modules, input->n_modules);
    write_rounds(&j, "fixed", input, input->place, 0, input->n_fixed);
    if (input->wish.repair)
        write_rounds(&j, "previous", input, input->place, input->n_fixed, input->n_modules);
    if (any_absent(input))
        write_rounds(&j, "absent", input, input->absent, 0, input->n_modules);
    if (input->wish.apart)
        write_list(&j, "organisations", input->organisation, input->n_people);
    write_list(&j, "apart_pairs", input->apart, 2 * input->n_apart);
    write_list(&j, "met_before", input->met, 2 * input->n_met);
    json_end(&j);
    return buf_done(&b);
}

static void json_release(void *root) {
    json_decref(root);
}

static enum rc read_numbers(struct arena *arena, const json_t *array, int64_t **ret_numbers,
                            size_t *ret_n) {
    const size_t n = json_array_size(array);
    int64_t *numbers = NEW_ARRAY(arena, int64_t, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *item = json_array_get(array, i);
        if (!json_is_integer(item))
            return RC_IO;
        numbers[i] = json_integer_value(item);
    }
    *ret_numbers = numbers;
    *ret_n = n;
    return RC_OK;
}

// Rounds of one number per person; none where the key is missing.
static enum rc read_rounds(struct arena *arena, const json_t *rounds, size_t n_people,
                           int64_t *place, size_t room, size_t *ret_n) {
    const size_t n_rounds = json_array_size(rounds);
    if (n_rounds > room)
        return RC_IO;
    for (size_t w = 0; w < n_rounds; w++) {
        int64_t *round;
        size_t n;
        TRY(read_numbers(arena, json_array_get(rounds, w), &round, &n));
        if (n != n_people)
            return RC_IO;
        memcpy(place + w * n, round, n * sizeof *round);
    }
    *ret_n = n_rounds;
    return RC_OK;
}

static enum rc read_pairs(struct arena *arena, const json_t *array, size_t n_people,
                          int64_t **ret_pairs, size_t *ret_n) {
    size_t n;
    TRY(read_numbers(arena, array, ret_pairs, &n));
    for (size_t k = 0; k < n; k++)
        if ((*ret_pairs)[k] < 0 || (size_t)(*ret_pairs)[k] >= n_people)
            return RC_IO;
    *ret_n = n / 2;
    return n % 2 == 0 ? RC_OK : RC_IO;
}

static enum rc read_wish(const json_t *root, struct groups_wish *ret_wish) {
    const char *const kind = json_string_value(json_object_get(root, "kind"));
    struct groups_wish wish = {
        .n_groups = json_integer_value(json_object_get(root, "groups")),
        .apart = json_is_true(json_object_get(root, "apart")),
        .repair = json_is_true(json_object_get(root, "repair")),
    };
    if (kind != NULL && !grouping_from_word(str_from_c(kind), &wish.kind))
        return RC_IO;
    *ret_wish = wish;
    return RC_OK;
}

static enum rc read_organisations(struct arena *arena, const json_t *root,
                                  struct plan_input *input) {
    size_t n;
    TRY(read_numbers(arena, json_object_get(root, "organisations"), &input->organisation, &n));
    if (n != 0 && n != input->n_people)
        return RC_IO;
    if (n == 0)
        input->organisation = NEW_ARRAY(arena, int64_t, input->n_people + 1);
    return RC_OK;
}

static enum rc read_places(struct arena *arena, const json_t *root, struct plan_input *input) {
    const size_t n = input->n_people, n_modules = input->n_modules;
    size_t n_others;
    input->place = NEW_ARRAY(arena, int64_t, n_modules * n + 1);
    input->absent = NEW_ARRAY(arena, int64_t, n_modules * n + 1);
    TRY(read_rounds(arena, json_object_get(root, "fixed"), n, input->place, n_modules,
                    &input->n_fixed));
    TRY(read_rounds(arena, json_object_get(root, "previous"), n, input->place + input->n_fixed * n,
                    n_modules - input->n_fixed, &n_others));
    TRY(read_rounds(arena, json_object_get(root, "absent"), n, input->absent, n_modules,
                    &n_others));
    for (size_t k = 0; k < n_modules * n; k++)
        if (input->place[k] < 0 || (size_t)input->place[k] > n)
            return RC_IO;
    return RC_OK;
}

enum rc plan_input_read(struct arena *arena, struct str text, struct plan_input *ret_input) {
    json_t *root = json_loadb(text.p, text.n, 0, NULL);
    if (root == NULL)
        return RC_IO;
    arena_defer(arena, json_release, root);
    struct plan_input input = {.n_people = 0};
    TRY(read_wish(root, &input.wish));
    TRY(read_numbers(arena, json_object_get(root, "people"), &input.people, &input.n_people));
    TRY(read_numbers(arena, json_object_get(root, "modules"), &input.modules, &input.n_modules));
    if (!plan_input_enough(&input) || input.n_people > INT16_MAX || input.n_modules > INT16_MAX)
        return RC_IO;
    TRY(read_places(arena, root, &input));
    TRY(read_organisations(arena, root, &input));
    TRY(read_pairs(arena, json_object_get(root, "apart_pairs"), input.n_people, &input.apart,
                   &input.n_apart));
    TRY(read_pairs(arena, json_object_get(root, "met_before"), input.n_people, &input.met,
                   &input.n_met));
    *ret_input = input;
    return RC_OK;
}

// ---- conflicts -------------------------------------------------------------------------------

static void write_index(struct json *j, const char *key, int32_t index) {
    if (index < 0)
        return;
    json_key(j, str_from_c(key));
    json_i64(j, index);
}

struct str plan_conflicts_write(struct arena *arena, const struct plan_conflicts *conflicts) {
    struct buf b = buf_on(arena, 256);
    struct json j = json_on(&b);
    json_open_array(&j);
    for (int32_t i = 0; i < conflicts->n; i++) {
        const struct plan_conflict *conflict = &conflicts->list[i];
        json_open_object(&j);
        json_key(&j, STR("rule"));
        json_str(&j, str_from_c(plan_rule_name(conflict->rule)));
        write_index(&j, "round", conflict->round);
        write_index(&j, "person", conflict->person);
        write_index(&j, "other", conflict->other);
        write_index(&j, "have", conflict->have);
        write_index(&j, "need", conflict->need);
        json_end(&j);
    }
    json_end(&j);
    return buf_done(&b);
}

static enum plan_rule rule_of(const char *name) {
    enum plan_rule rule = 0;
    while (rule < PLAN_RULE_N && (name == NULL || strcmp(plan_rule_name(rule), name) != 0))
        rule++;
    return rule;
}

enum rc plan_conflicts_read(struct arena *arena, struct str text, enum plan_rule **ret_rules,
                            size_t *ret_n) {
    json_t *root = json_loadb(text.p, text.n, 0, NULL);
    if (root == NULL)
        return RC_IO;
    arena_defer(arena, json_release, root);
    const size_t n = json_array_size(root);
    enum plan_rule *rules = NEW_ARRAY(arena, enum plan_rule, n);
    for (size_t i = 0; i < n; i++) {
        const json_t *name = json_object_get(json_array_get(root, i), "rule");
        rules[i] = rule_of(json_string_value(name));
        if (rules[i] == PLAN_RULE_N)
            return RC_IO;
    }
    *ret_rules = rules;
    *ret_n = n;
    return RC_OK;
}
