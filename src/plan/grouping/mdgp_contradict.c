// SPDX-License-Identifier: EUPL-1.2
// Names the rules of a grouping problem that contradict each other, as far as counting shows it.
// Never searches.
#include "plan/grouping/mdgp.h"

static void report(struct arena *arena, struct plan_conflicts *conflicts, enum plan_rule rule,
                   int32_t column, int32_t person, int32_t other, int64_t have, int64_t need) {
    plan_conflict_add(arena, conflicts,
                      (struct plan_conflict){rule, column, person, other,
                                             (int32_t)(have > INT32_MAX ? INT32_MAX : have),
                                             (int32_t)(need > INT32_MAX ? INT32_MAX : need)});
}

static void check_sizes(struct arena *arena, const struct mdgp *r,
                        struct plan_conflicts *conflicts) {
    const struct plan_grouping *p = r->p;
    int64_t least = 0, most = 0;
    int32_t largest = 0;
    for (int32_t g = 0; g < r->m; g++) {
        least += p->size_least[g];
        most += p->size_most[g];
        largest = p->size_most[g] > largest ? p->size_most[g] : largest;
    }
    if (most < p->n_people)
        report(arena, conflicts, PLAN_RULE_SEATS, -1, -1, -1, most, p->n_people);
    if (least > p->n_people)
        report(arena, conflicts, PLAN_RULE_SEATS_LEAST, -1, -1, -1, p->n_people, least);
    for (int32_t k = 0; k < r->n; k++) {
        const int32_t *member = r->member + r->member_start[k];
        if (mdgp_people(r, k) > largest)
            report(arena, conflicts, PLAN_RULE_TOGETHER_BLOCK, -1, member[0],
                   mdgp_people(r, k) > 1 ? member[1] : -1, largest, mdgp_people(r, k));
    }
}

static void check_class(struct arena *arena, const struct mdgp *r, int32_t c, int32_t k,
                        struct plan_conflicts *conflicts) {
    const struct plan_column *column = &r->p->columns[c];
    int64_t least = 0, most = 0;
    for (int32_t g = 0; g < r->m; g++) {
        least += column->least[(ptrdiff_t)k * r->m + g];
        most += column->most[(ptrdiff_t)k * r->m + g];
    }
    const int32_t people = r->class_people[r->class_start[c] + k];
    if (people < least)
        report(arena, conflicts, PLAN_RULE_QUOTA_LEAST, c, k, -1, people, least);
    if (people > most)
        report(arena, conflicts, PLAN_RULE_QUOTA_MOST, c, k, -1, people, most);
}

// The classes of a column may not want more seats in a group than it has.
static void check_quotas(struct arena *arena, const struct mdgp *r,
                         struct plan_conflicts *conflicts) {
    for (int32_t c = 0; c < r->p->n_columns; c++) {
        const struct plan_column *column = &r->p->columns[c];
        if (!column->least)
            continue;
        for (int32_t k = 0; k < column->n_classes; k++)
            check_class(arena, r, c, k, conflicts);
        for (int32_t g = 0; g < r->m; g++) {
            int64_t least = 0;
            for (int32_t k = 0; k < column->n_classes; k++)
                least += column->least[(ptrdiff_t)k * r->m + g];
            if (least > r->p->size_most[g])
                report(arena, conflicts, PLAN_RULE_QUOTA_LEAST, c, -1, g, r->p->size_most[g],
                       least);
        }
    }
}

static int32_t *largest_quotas(struct arena *arena, const struct mdgp *r, int32_t c) {
    const struct plan_column *column = &r->p->columns[c];
    int32_t *largest = NEW_ARRAY(arena, int32_t, (size_t)column->n_classes);
    for (int32_t k = 0; k < column->n_classes; k++) {
        for (int32_t g = 0; g < r->m; g++) {
            const int32_t most = column->most[(ptrdiff_t)k * r->m + g];
            largest[k] = most > largest[k] ? most : largest[k];
        }
    }
    return largest;
}

// People who stay together may not be more of one class than any group can have.
static void check_item_quotas(struct arena *arena, const struct mdgp *r,
                              struct plan_conflicts *conflicts) {
    for (int32_t c = 0; c < r->p->n_columns; c++) {
        if (!r->p->columns[c].least)
            continue;
        const int32_t *class = r->p->columns[c].class;
        const int32_t *largest = largest_quotas(arena, r, c);
        int32_t *there = NEW_ARRAY(arena, int32_t, (size_t)r->p->columns[c].n_classes);
        for (int32_t i = 0; i < r->n; i++) {
            const int32_t *member = r->member + r->member_start[i];
            for (int32_t at = 0; at < mdgp_people(r, i); at++) {
                const int32_t k = class[member[at]];
                if (k >= 0 && ++there[k] == largest[k] + 1 && mdgp_people(r, i) > 1)
                    report(arena, conflicts, PLAN_RULE_QUOTA_MOST, c, k, -1, there[k], largest[k]);
            }
            for (int32_t at = 0; at < mdgp_people(r, i); at++) {
                if (class[member[at]] >= 0)
                    there[class[member[at]]] = 0;
            }
        }
    }
}

// Nor may those who are fixed in a group be more of one class than it can have.
static void check_fixed_quotas(struct arena *arena, const struct mdgp *r,
                               struct plan_conflicts *conflicts) {
    for (int32_t c = 0; r->p->fixed && c < r->p->n_columns; c++) {
        const struct plan_column *column = &r->p->columns[c];
        if (!column->least)
            continue;
        int32_t *there = NEW_ARRAY(arena, int32_t, (size_t)column->n_classes * (size_t)r->m);
        for (int32_t i = 0; i < r->p->n_people; i++) {
            const int32_t g = r->fixed[r->item_of[i]], k = column->class[i];
            const ptrdiff_t at = (ptrdiff_t)k * r->m + g;
            if (g >= 0 && k >= 0 && ++there[at] == column->most[at] + 1)
                report(arena, conflicts, PLAN_RULE_QUOTA_MOST, c, k, g, there[at],
                       column->most[at]);
        }
    }
}

// Everybody needs an open group, and who is fixed in one group must fit there.
static void check_places(struct arena *arena, const struct mdgp *r,
                         struct plan_conflicts *conflicts) {
    int32_t *seated = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    for (int32_t i = 0; i < r->n; i++) {
        int32_t g = r->fixed[i] < 0 ? 0 : r->fixed[i];
        while (g < r->m && (!mdgp_may_join(r, i, g) || r->p->size_most[g] < mdgp_people(r, i)))
            g++;
        if (g == r->m)
            report(arena, conflicts, PLAN_RULE_CLOSED, -1, r->member[r->member_start[i]],
                   r->fixed[i], -1, -1);
        if (r->fixed[i] >= 0)
            seated[r->fixed[i]] += mdgp_people(r, i);
    }
    for (int32_t g = 0; g < r->m; g++) {
        if (seated[g] > r->p->size_most[g])
            report(arena, conflicts, PLAN_RULE_SIZE, -1, -1, g, seated[g], r->p->size_most[g]);
    }
}

static void check_apart(struct arena *arena, const struct mdgp *r,
                        struct plan_conflicts *conflicts) {
    for (int32_t k = 0; k < r->p->n_apart; k++) {
        const int32_t a = r->p->apart[k].a, b = r->p->apart[k].b;
        const int32_t i = r->item_of[a], j = r->item_of[b];
        if (i == j)
            report(arena, conflicts, PLAN_RULE_TOGETHER_APART, -1, a, b, -1, -1);
        else if (r->fixed[i] >= 0 && r->fixed[i] == r->fixed[j])
            report(arena, conflicts, PLAN_RULE_APART, -1, a, b, -1, -1);
    }
}

static bool are_apart(const struct mdgp *r, int32_t i, int32_t j) {
    for (int32_t k = r->tie_start[i]; k < r->tie_start[i + 1]; k++) {
        if (r->tie[k].other == j && r->tie[k].cost == MDGP_BROKEN)
            return true;
    }
    return false;
}

static bool joins_clique(const struct mdgp *r, const int32_t *clique, int32_t n, int32_t i,
                         int64_t *steps_left) {
    for (int32_t at = 0; at < n; at++) {
        *steps_left -= r->tie_start[clique[at] + 1] - r->tie_start[clique[at]];
        if (!are_apart(r, clique[at], i))
            return false;
    }
    return true;
}

// More people than groups, all apart from each other: grown greedily from each, within so many
// steps, so not every such set is seen.
static void check_cliques(struct arena *arena, const struct mdgp *r,
                          struct plan_conflicts *conflicts) {
    int64_t steps_left = 1 << 26;
    int32_t *clique = NEW_ARRAY(arena, int32_t, (size_t)r->m + 1);
    for (int32_t i = 0; i < r->n && steps_left > 0; i++) {
        const int32_t n_ties = r->tie_start[i + 1] - r->tie_start[i];
        int32_t n = 0;
        clique[n++] = i;
        for (int32_t k = 0; k < n_ties && n <= r->m && steps_left > 0; k++) {
            const int32_t other = r->tie[r->tie_start[i] + k].other;
            if (joins_clique(r, clique, n, other, &steps_left))
                clique[n++] = other;
        }
        if (n > r->m) {
            report(arena, conflicts, PLAN_RULE_APART_CLASS, -1, r->member[r->member_start[i]],
                   r->member[r->member_start[clique[1]]], r->m, n);
            return; // one is enough to see it
        }
    }
}

void mdgp_contradict(struct arena *arena, const struct mdgp *r, struct plan_conflicts *conflicts) {
    check_sizes(arena, r, conflicts);
    check_quotas(arena, r, conflicts);
    check_item_quotas(arena, r, conflicts);
    check_fixed_quotas(arena, r, conflicts);
    check_places(arena, r, conflicts);
    check_apart(arena, r, conflicts);
    check_cliques(arena, r, conflicts);
}
