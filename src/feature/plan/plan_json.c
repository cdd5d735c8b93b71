// SPDX-License-Identifier: EUPL-1.2
// What a rotation is planned for, taken from the groups as they are, and the JSON of plans: the
// input in the job, the conflicts in the plan. Two equal inputs are two equal texts.
#include <jansson.h>

#include "feature/plan/plan.h"

// ---- from the groups -------------------------------------------------------------------------

static int by_number(const void *a, const void *b, void *context) {
    (void)context;
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static bool stays(const struct groups *groups, size_t module, struct day today) {
    return groups->n_groups[module] > 0 && groups_happened(&groups->modules.rows[module], today);
}

static void fix_round(const struct groups *groups, size_t module, struct plan_input *input) {
    int64_t *round = input->fixed + input->n_fixed++ * input->n_people;
    for (size_t i = 0; i < input->n_people; i++)
        for (size_t k = 0; k < input->n_people; k++)
            if (input->people[k] == groups->people.rows[i].id)
                round[k] = groups_place(groups, module, i);
}

struct plan_input plan_input_of(struct arena *arena, const struct groups *groups, int64_t n_groups,
                                struct day today) {
    const size_t n = groups->people.n, n_modules = groups->modules.n;
    struct plan_input input = {
        .people = NEW_ARRAY(arena, int64_t, n),
        .modules = NEW_ARRAY(arena, int64_t, n_modules),
        .fixed = NEW_ARRAY(arena, int64_t, n_modules * n),
        .n_people = n,
        .n_groups = n_groups,
    };
    ENSURE(groups->everyone);
    for (size_t i = 0; i < n; i++)
        input.people[i] = groups->people.rows[i].id;
    sort_stable(arena, input.people, n, sizeof(int64_t), by_number, NULL);
    for (int free = 0; free < 2; free++)
        for (size_t m = 0; m < n_modules; m++)
            if (stays(groups, m, today) == !free)
                input.modules[input.n_modules++] = groups->modules.rows[m].module_id;
    for (size_t m = 0; m < n_modules; m++)
        if (stays(groups, m, today))
            fix_round(groups, m, &input);
    return input;
}

bool plan_input_enough(const struct plan_input *input) {
    return input->n_modules > 0 && input->n_groups > 0 && input->n_people >= 2 &&
           input->n_people >= 2 * (size_t)input->n_groups;
}

// ---- as JSON ---------------------------------------------------------------------------------

static void write_numbers(struct json *j, const int64_t *numbers, size_t n) {
    json_open_array(j);
    for (size_t i = 0; i < n; i++)
        json_i64(j, numbers[i]);
    json_end(j);
}

struct str plan_input_write(struct arena *arena, const struct plan_input *input) {
    struct buf b = buf_on(arena, 1024);
    struct json j = json_on(&b);
    json_open_object(&j);
    json_key(&j, STR("people"));
    write_numbers(&j, input->people, input->n_people);
    json_key(&j, STR("groups"));
    json_i64(&j, input->n_groups);
    json_key(&j, STR("modules"));
    write_numbers(&j, input->modules, input->n_modules);
    json_key(&j, STR("fixed"));
    json_open_array(&j);
    for (size_t w = 0; w < input->n_fixed; w++)
        write_numbers(&j, input->fixed + w * input->n_people, input->n_people);
    json_end(&j);
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

static enum rc read_fixed(struct arena *arena, const json_t *rounds, struct plan_input *input) {
    input->n_fixed = json_array_size(rounds);
    input->fixed = NEW_ARRAY(arena, int64_t, input->n_fixed * input->n_people);
    for (size_t w = 0; w < input->n_fixed; w++) {
        int64_t *round;
        size_t n;
        TRY(read_numbers(arena, json_array_get(rounds, w), &round, &n));
        if (n != input->n_people)
            return RC_IO;
        memcpy(input->fixed + w * n, round, n * sizeof *round);
    }
    return RC_OK;
}

enum rc plan_input_read(struct arena *arena, struct str text, struct plan_input *ret_input) {
    json_t *root = json_loadb(text.p, text.n, 0, NULL);
    if (root == NULL)
        return RC_IO;
    arena_defer(arena, json_release, root);
    struct plan_input input = {.n_groups = json_integer_value(json_object_get(root, "groups"))};
    TRY(read_numbers(arena, json_object_get(root, "people"), &input.people, &input.n_people));
    TRY(read_numbers(arena, json_object_get(root, "modules"), &input.modules, &input.n_modules));
    TRY(read_fixed(arena, json_object_get(root, "fixed"), &input));
    if (!plan_input_enough(&input) || input.n_people > INT16_MAX || input.n_modules > INT16_MAX ||
        input.n_fixed > input.n_modules)
        return RC_IO;
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
