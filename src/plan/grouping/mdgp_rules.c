// SPDX-License-Identifier: EUPL-1.2
// Works out the rules of a grouping problem: which numbers make sense, who is one item, who is tied
// to whom. Never searches.
#include <math.h>

#include "plan/grouping/mdgp.h"

static bool in_range(int32_t value, int32_t low, int32_t high) {
    return value >= low && value <= high;
}

static bool is_real(double value) {
    return isfinite(value) && fabs(value) <= 1e9;
}

static bool reals_in_range(const double *list, int64_t n) {
    for (int64_t k = 0; list && k < n; k++) {
        if (!is_real(list[k]))
            return false;
    }
    return true;
}

static bool list_in_range(const int32_t *list, int32_t n, int32_t low, int32_t high) {
    for (int32_t k = 0; list && k < n; k++) {
        if (!in_range(list[k], low, high))
            return false;
    }
    return true;
}

static bool pair_in_range(int32_t a, int32_t b, int32_t n) {
    return in_range(a, 0, n - 1) && in_range(b, 0, n - 1) && a != b;
}

static bool pairs_in_range(const struct plan_grouping *p) {
    if (p->n_together < 0 || p->n_apart < 0 || p->n_wishes < 0)
        return false;
    for (int32_t k = 0; k < p->n_together; k++) {
        if (!pair_in_range(p->together[k].a, p->together[k].b, p->n_people))
            return false;
    }
    for (int32_t k = 0; k < p->n_apart; k++) {
        if (!pair_in_range(p->apart[k].a, p->apart[k].b, p->n_people))
            return false;
    }
    for (int32_t k = 0; k < p->n_wishes; k++) {
        if (!pair_in_range(p->wishes[k].a, p->wishes[k].b, p->n_people) ||
            !is_real(p->wishes[k].worth))
            return false;
    }
    return true;
}

static bool column_in_range(const struct plan_grouping *p, const struct plan_column *column) {
    const int32_t n = p->n_people;
    return in_range(column->n_classes, 1, n) && (!column->least == !column->most) &&
           (int64_t)column->n_classes * p->n_groups <= 1 << 26 && column->balance_cost >= 0 &&
           is_real(column->balance_cost) &&
           list_in_range(column->class, n, -1, column->n_classes - 1) &&
           list_in_range(column->least, column->n_classes * p->n_groups, 0, n) &&
           list_in_range(column->most, column->n_classes * p->n_groups, 0, n);
}

static bool numbers_in_range(const struct plan_grouping *p) {
    const int32_t n = p->n_people, m = p->n_groups;
    if (!in_range(n, 1, PLAN_GROUPING_PEOPLE_MAX) || !in_range(m, 1, n) ||
        !in_range(p->n_features, 0, PLAN_GROUPING_FEATURES_MAX) ||
        !in_range(p->n_columns, 0, PLAN_GROUPING_COLUMNS_MAX) ||
        (p->distance && n > PLAN_GROUPING_MATRIX_MAX) ||
        !reals_in_range(p->distance, (int64_t)n * (n - 1) / 2) ||
        !reals_in_range(p->features, (int64_t)n * p->n_features) ||
        !list_in_range(p->size_least, m, 0, n) || !list_in_range(p->size_most, m, 0, n) ||
        !list_in_range(p->fixed, n, -1, m - 1) || !list_in_range(p->previous, n, -1, m - 1) ||
        p->change_cost < 0 || !is_real(p->change_cost) || !pairs_in_range(p))
        return false;
    for (int32_t c = 0; c < p->n_columns; c++) {
        if (!column_in_range(p, &p->columns[c]))
            return false;
    }
    for (int32_t g = 0; g < m; g++) {
        if (p->size_least[g] > p->size_most[g])
            return false;
    }
    return true;
}

// ---- items -------------------------------------------------------------------------------------

static int32_t root_of(int32_t *root, int32_t i) {
    while (root[i] != i)
        i = root[i] = root[root[i]];
    return i;
}

// Together is transitive. Items are numbered in the order of their first person.
static void expand_items(struct arena *arena, struct mdgp *r) {
    const struct plan_grouping *p = r->p;
    const int32_t n_people = p->n_people;
    int32_t *root = NEW_ARRAY(arena, int32_t, (size_t)n_people);
    for (int32_t i = 0; i < n_people; i++)
        root[i] = i;
    for (int32_t k = 0; k < p->n_together; k++) {
        const int32_t a = root_of(root, p->together[k].a), b = root_of(root, p->together[k].b);
        root[a > b ? a : b] = a > b ? b : a;
    }
    r->item_of = NEW_ARRAY(arena, int32_t, (size_t)n_people);
    r->member_start = NEW_ARRAY(arena, int32_t, (size_t)n_people + 1);
    r->member = NEW_ARRAY(arena, int32_t, (size_t)n_people);
    for (int32_t i = 0; i < n_people; i++) {
        const int32_t first = root_of(root, i);
        r->item_of[i] = first == i ? r->n++ : r->item_of[first];
        r->member_start[r->item_of[i] + 1]++;
    }
    for (int32_t k = 0; k < r->n; k++)
        r->member_start[k + 1] += r->member_start[k];
    int32_t *filled = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    for (int32_t i = 0; i < n_people; i++) {
        const int32_t k = r->item_of[i];
        r->member[r->member_start[k] + filled[k]++] = i;
    }
}

static void expand_places(struct arena *arena, struct mdgp *r, struct plan_conflicts *conflicts) {
    const struct plan_grouping *p = r->p;
    r->fixed = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    r->closed = p->closed ? NEW_ARRAY(arena, bool, (size_t)r->n *(size_t)r->m) : NULL;
    for (int32_t k = 0; k < r->n; k++) {
        int32_t first = -1;
        r->fixed[k] = -1;
        for (int32_t at = r->member_start[k]; at < r->member_start[k + 1]; at++) {
            const int32_t i = r->member[at];
            for (int32_t g = 0; p->closed && g < r->m; g++)
                r->closed[(ptrdiff_t)k * r->m + g] |= p->closed[(ptrdiff_t)i * r->m + g];
            if (!p->fixed || p->fixed[i] < 0)
                continue;
            if (r->fixed[k] >= 0 && r->fixed[k] != p->fixed[i])
                plan_conflict_add(
                    arena, conflicts,
                    (struct plan_conflict){PLAN_RULE_TOGETHER_APART, -1, first, i, -1, -1});
            r->fixed[k] = p->fixed[i];
            first = i;
        }
    }
}

// ---- ties --------------------------------------------------------------------------------------

static void count_tie(struct mdgp *r, int32_t a, int32_t b) {
    r->tie_start[r->item_of[a] + 1] += r->item_of[a] != r->item_of[b];
    r->tie_start[r->item_of[b] + 1] += r->item_of[a] != r->item_of[b];
}

static void add_tie(struct mdgp *r, int32_t *filled, int32_t a, int32_t b, int64_t cost) {
    const int32_t i = r->item_of[a], j = r->item_of[b];
    if (i == j)
        return;
    r->tie[r->tie_start[i] + filled[i]++] = (struct mdgp_tie){j, cost};
    r->tie[r->tie_start[j] + filled[j]++] = (struct mdgp_tie){i, cost};
}

// Wishes get their cost when the units are known; until then they have none.
static void expand_ties(struct arena *arena, struct mdgp *r) {
    const struct plan_grouping *p = r->p;
    r->tie_start = NEW_ARRAY(arena, int32_t, (size_t)r->n + 1);
    for (int32_t k = 0; k < p->n_apart; k++)
        count_tie(r, p->apart[k].a, p->apart[k].b);
    for (int32_t k = 0; k < p->n_wishes; k++)
        count_tie(r, p->wishes[k].a, p->wishes[k].b);
    for (int32_t i = 0; i < r->n; i++)
        r->tie_start[i + 1] += r->tie_start[i];
    r->tie = NEW_ARRAY(arena, struct mdgp_tie, (size_t)r->tie_start[r->n]);
    int32_t *filled = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    for (int32_t k = 0; k < p->n_apart; k++)
        add_tie(r, filled, p->apart[k].a, p->apart[k].b, MDGP_BROKEN);
    for (int32_t k = 0; k < p->n_wishes; k++)
        add_tie(r, filled, p->wishes[k].a, p->wishes[k].b,
                -(int64_t)llround(p->wishes[k].worth * r->units));
}

// No exchange of two items gains more by rules while none is broken: their wishes, eight counts or
// shares in each column, two changes undone.
static int64_t exchange_slack(const struct mdgp *r) {
    int64_t wishes = 0, counts = 0;
    int32_t largest = 1;
    for (int32_t i = 0; i < r->n; i++) {
        int64_t own = 0;
        for (int32_t k = r->tie_start[i]; k < r->tie_start[i + 1]; k++)
            own += r->tie[k].cost < MDGP_BROKEN ? llabs(r->tie[k].cost) : 0;
        wishes = own > wishes ? own : wishes;
        largest = mdgp_people(r, i) > largest ? mdgp_people(r, i) : largest;
    }
    for (int32_t c = 0; c < r->p->n_columns; c++)
        counts += r->balance_cost[c];
    return 2 * wishes + largest * (8 * counts + 2 * r->change_cost);
}

static void expand_classes(struct arena *arena, struct mdgp *r) {
    const struct plan_grouping *p = r->p;
    r->class_start = NEW_ARRAY(arena, int32_t, (size_t)p->n_columns + 1);
    for (int32_t c = 0; c < p->n_columns; c++)
        r->class_start[c + 1] = r->class_start[c] + p->columns[c].n_classes;
    r->class_people = NEW_ARRAY(arena, int32_t, (size_t)r->class_start[p->n_columns]);
    for (int32_t c = 0; c < p->n_columns; c++) {
        for (int32_t i = 0; i < p->n_people; i++) {
            if (p->columns[c].class[i] >= 0)
                r->class_people[r->class_start[c] + p->columns[c].class[i]]++;
        }
    }
}

void mdgp_expand(struct arena *arena, const struct plan_grouping *p, struct mdgp *ret_mdgp,
                 struct plan_conflicts *conflicts) {
    struct mdgp r = {.p = p, .m = p->n_groups};
    if (!numbers_in_range(p)) {
        plan_conflict_add(arena, conflicts,
                          (struct plan_conflict){PLAN_RULE_NUMBERS, -1, -1, -1, -1, -1});
        return;
    }
    expand_items(arena, &r);
    expand_places(arena, &r, conflicts);
    expand_classes(arena, &r);
    mdgp_measure(arena, &r);
    expand_ties(arena, &r);
    r.slack = exchange_slack(&r);
    mdgp_contradict(arena, &r, conflicts);
    *ret_mdgp = r;
}
