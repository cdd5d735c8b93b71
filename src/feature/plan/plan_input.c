// SPDX-License-Identifier: EUPL-1.2
// What a plan is made for, taken from the groups as they are now and what a person asks for. No
// HTML, no SQL text. As JSON: plan_json.c.
#include "feature/plan/plan.h"

static int by_number(const void *a, const void *b, void *context) {
    (void)context;
    const int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return left < right ? -1 : left > right;
}

static bool stays(const struct groups *groups, size_t module, struct day today) {
    return groups->n_groups[module] > 0 && groups_happened(&groups->modules.rows[module], today);
}

static size_t index_of(const struct plan_input *input, int64_t person) {
    size_t k = 0;
    while (k < input->n_people && input->people[k] != person)
        k++;
    ENSURE(k < input->n_people);
    return k;
}

// The past as it was; what is to come only where a repair starts from it.
static void round_fill(const struct groups *groups, size_t module, bool happened, struct day today,
                       struct plan_input *input, size_t round) {
    const size_t n = input->n_people;
    const bool comes = !groups_happened(&groups->modules.rows[module], today);
    for (size_t i = 0; i < n; i++) {
        const size_t at = round * n + index_of(input, groups->people.rows[i].id);
        if (happened)
            input->place[at] = groups_there(groups, module, i);
        else if (input->wish.repair)
            input->place[at] = groups_place(groups, module, i);
        input->absent[at] = comes && groups->away[module * n + i];
    }
}

static void rounds_fill(const struct groups *groups, struct day today, struct plan_input *input) {
    for (int happened = 1; happened >= 0; happened--)
        for (size_t m = 0; m < groups->modules.n; m++) {
            if (stays(groups, m, today) != happened)
                continue;
            round_fill(groups, m, happened, today, input, input->n_modules);
            input->modules[input->n_modules++] = groups->modules.rows[m].module_id;
            input->n_fixed += (size_t)happened;
        }
}

static void pairs_fill(const struct groups *groups, const struct grouping_pair *pairs, size_t n,
                       struct plan_input *input, int64_t *ret_pairs) {
    for (size_t k = 0; k < n; k++) {
        ret_pairs[2 * k] = (int64_t)index_of(input, groups->people.rows[pairs[k].a].id);
        ret_pairs[2 * k + 1] = (int64_t)index_of(input, groups->people.rows[pairs[k].b].id);
    }
}

static bool same_organisation(const struct groups *groups, size_t i, size_t j) {
    const struct opt_int a = groups->people.rows[i].organisation_id;
    const struct opt_int b = groups->people.rows[j].organisation_id;
    return a.is && b.is && a.v == b.v;
}

// What needs no group any more: for the subgroups who met in another cohort; for buddies who meet
// in the subgroups; for intervision colleagues, who see each other anyway.
static void met_fill(struct arena *arena, const struct groups *groups,
                     const struct groups *subgroups, struct day today, struct plan_input *input) {
    const size_t n = groups->people.n;
    const struct meeting *meetings =
        subgroups != NULL ? groups_meetings(arena, subgroups, today) : NULL;
    struct grouping_pair *pairs = NEW_ARRAY(arena, struct grouping_pair, n * n / 2 + 1);
    size_t n_pairs = 0;
    for (size_t i = 0; i < n; i++)
        for (size_t j = i + 1; j < n; j++)
            if (meetings != NULL ? meetings[i * n + j].times > 0 : same_organisation(groups, i, j))
                pairs[n_pairs++] = (struct grouping_pair){i, j};
    if (input->wish.kind == GROUPING_SUBGROUP) {
        pairs = groups->met_before;
        n_pairs = groups->n_met_before;
    }
    input->met = NEW_ARRAY(arena, int64_t, 2 * n_pairs + 1);
    input->n_met = n_pairs;
    pairs_fill(groups, pairs, n_pairs, input, input->met);
}

struct plan_input plan_input_of(struct arena *arena, const struct groups *groups,
                                const struct groups *subgroups, struct groups_wish wish,
                                struct day today) {
    const size_t n = groups->people.n, n_modules = groups->modules.n;
    struct plan_input input = {
        .wish = wish,
        .people = NEW_ARRAY(arena, int64_t, n + 1),
        .modules = NEW_ARRAY(arena, int64_t, n_modules + 1),
        .place = NEW_ARRAY(arena, int64_t, n_modules * n + 1),
        .absent = NEW_ARRAY(arena, int64_t, n_modules * n + 1),
        .organisation = NEW_ARRAY(arena, int64_t, n + 1),
        .apart = NEW_ARRAY(arena, int64_t, 2 * groups->n_apart + 1),
        .n_people = n,
        .n_apart = groups->n_apart,
    };
    ENSURE(groups->everyone && groups->kind == wish.kind);
    for (size_t i = 0; i < n; i++)
        input.people[i] = groups->people.rows[i].id;
    sort_stable(arena, input.people, n, sizeof(int64_t), by_number, NULL);
    for (size_t i = 0; i < n; i++) {
        const struct opt_int organisation = groups->people.rows[i].organisation_id;
        input.organisation[index_of(&input, groups->people.rows[i].id)] =
            wish.apart && organisation.is ? organisation.v : 0;
    }
    rounds_fill(groups, today, &input);
    pairs_fill(groups, groups->apart, groups->n_apart, &input, input.apart);
    met_fill(arena, groups, subgroups, today, &input);
    return input;
}

enum rc plan_input_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                        struct groups_wish wish, struct day today, struct plan_input *ret_input) {
    struct groups groups, subgroups;
    const bool buddies = wish.kind == GROUPING_BUDDY;
    TRY(groups_load(db, arena, cohort, today, true, wish.kind, &groups));
    if (buddies)
        TRY(groups_load(db, arena, cohort, today, true, GROUPING_SUBGROUP, &subgroups));
    *ret_input = plan_input_of(arena, &groups, buddies ? &subgroups : NULL, wish, today);
    return RC_OK;
}

bool plan_input_enough(const struct plan_input *input) {
    return input->n_modules > 0 && input->wish.n_groups > 0 && input->n_people >= 2 &&
           input->n_people >= 2 * (size_t)input->wish.n_groups;
}

// ---- what to ask for -------------------------------------------------------------------------

// People stand by organisation.
static int64_t largest_organisation(const struct groups *groups) {
    int64_t largest = 0;
    for (size_t i = 0; i < groups->people.n; i++) {
        int64_t n = 0;
        for (size_t j = 0; j < groups->people.n; j++)
            n += same_organisation(groups, i, j);
        largest = n > largest ? n : largest;
    }
    return largest;
}

static int64_t groups_most(const struct groups *groups, struct day today) {
    int64_t most = 0;
    for (size_t m = 0; m < groups->modules.n; m++)
        if (!groups_happened(&groups->modules.rows[m], today) && groups->n_groups[m] > most)
            most = groups->n_groups[m];
    return most;
}

struct groups_wish groups_wish_of(const struct groups *groups, int64_t n_groups, struct day today) {
    const int64_t n = (int64_t)groups->people.n;
    struct groups_wish wish = {.kind = groups->kind, .n_groups = n_groups};
    if (groups->kind == GROUPING_INTERVISION)
        wish.n_groups = (n + PLAN_INTERVISION_SIZE - 1) / PLAN_INTERVISION_SIZE;
    if (groups->kind == GROUPING_BUDDY)
        wish.n_groups = n / PLAN_BUDDY_SIZE;
    if (groups_most(groups, today) > 0 && groups->kind != GROUPING_BUDDY)
        wish.n_groups = groups_most(groups, today);
    wish.apart = groups->kind == GROUPING_BUDDY && largest_organisation(groups) <= wish.n_groups;
    return wish;
}
