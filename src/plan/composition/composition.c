// SPDX-License-Identifier: EUPL-1.2
// Exact composition of a cohort: branch on the people whose choice is coupled, fill in the rest by
// weight. No I/O, no clock, no randomness.
#include "plan/composition/composition.h"

enum { NODES_MAX = 1 << 20 };
enum choice { FREE, IN, OUT };

struct search {
    const struct composition_problem *p;
    int32_t *coupled; // first member of each coupled block, in order of application
    int32_t n_coupled;
    enum choice *choice; // [n] of coupled people
    bool *placed, *best; // [n]
    int32_t *count;      // [n_units]
    int64_t best_score;
    int64_t nodes;
    bool complete;
};

static int64_t weight(const struct composition_problem *p, int32_t i) {
    return p->n - i;
}

static bool is_coupled(const struct composition_problem *p, int32_t i) {
    if (p->together[i] >= 0)
        return true;
    for (size_t k = 0; k < p->n_apart; k++)
        if (p->apart[k][0] == i || p->apart[k][1] == i)
            return true;
    return false;
}

static bool same_block(const struct composition_problem *p, int32_t i, int32_t j) {
    return i == j || (p->together[i] >= 0 && p->together[i] == p->together[j]);
}

static bool block_may_enter(const struct search *s, int32_t first) {
    for (int32_t i = 0; i < s->p->n; i++)
        if (same_block(s->p, first, i) && !s->p->eligible[i])
            return false;
    for (size_t k = 0; k < s->p->n_apart; k++) {
        const int32_t a = s->p->apart[k][0], b = s->p->apart[k][1];
        const bool a_in = same_block(s->p, first, a) || s->choice[a] == IN;
        const bool b_in = same_block(s->p, first, b) || s->choice[b] == IN;
        if (a_in && b_in)
            return false;
    }
    return true;
}

static void block_set(struct search *s, int32_t first, enum choice choice) {
    for (int32_t i = 0; i < s->p->n; i++)
        if (same_block(s->p, first, i))
            s->choice[i] = choice;
}

// Places the coupled people who are in, then the heaviest others: first up to each unit's minimum,
// then up to its maximum. False when that does not fill the places within the bounds.
static bool fill(struct search *s, int64_t *ret_score) {
    const struct composition_problem *p = s->p;
    int32_t n = 0;
    int64_t score = 0;
    memset(s->count, 0, (size_t)p->n_units * sizeof *s->count);
    for (int32_t i = 0; i < p->n; i++) {
        s->placed[i] = s->choice[i] == IN;
        if (s->placed[i]) {
            n++;
            s->count[p->unit[i]]++;
            score += weight(p, i);
        }
    }
    for (int pass = 0; pass < 2; pass++) {
        const int32_t limit = pass == 0 ? p->unit_min : p->unit_max;
        for (int32_t i = 0; i < p->n && n < p->places; i++) {
            if (s->placed[i] || !p->eligible[i] || s->choice[i] != FREE ||
                s->count[p->unit[i]] >= limit)
                continue;
            s->placed[i] = true;
            n++;
            s->count[p->unit[i]]++;
            score += weight(p, i);
        }
    }
    for (int32_t u = 0; u < p->n_units; u++)
        if (s->count[u] < p->unit_min || s->count[u] > p->unit_max)
            return false;
    *ret_score = score;
    return n == p->places;
}

// The heaviest `places` people who are not out: no completion of this branch can be heavier.
static int64_t branch_bound(const struct search *s) {
    int64_t score = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < s->p->n && n < s->p->places; i++)
        if (s->choice[i] != OUT && s->p->eligible[i]) {
            score += weight(s->p, i);
            n++;
        }
    return score;
}

static bool is_decided(const struct search *s, int32_t first) {
    return s->choice[first] != FREE;
}

// Depth is bounded by the coupled blocks; `stack` holds how far each level has come.
static void search_run(struct search *s, struct arena *arena) {
    unsigned char *tried = NEW_ARRAY(arena, unsigned char, (size_t)s->n_coupled + 1);
    int32_t level = 0;
    while (level >= 0) {
        if (++s->nodes > NODES_MAX) {
            s->complete = false;
            return;
        }
        if (level == s->n_coupled) {
            int64_t score;
            if (fill(s, &score) && score > s->best_score) {
                s->best_score = score;
                memcpy(s->best, s->placed, (size_t)s->p->n * sizeof *s->best);
            }
            level--;
        } else if (tried[level] == 2 || branch_bound(s) <= s->best_score) {
            block_set(s, s->coupled[level], FREE);
            tried[level] = 0;
            level--;
        } else {
            const int32_t first = s->coupled[level];
            block_set(s, first, FREE);
            const enum choice choice = tried[level]++ == 0 ? IN : OUT;
            if (choice == OUT || block_may_enter(s, first)) {
                block_set(s, first, choice);
                level++;
            }
        }
    }
}

static void find_coupled(struct search *s) {
    for (int32_t i = 0; i < s->p->n; i++) {
        if (!is_coupled(s->p, i) || is_decided(s, i))
            continue;
        s->coupled[s->n_coupled++] = i;
        block_set(s, i, IN); // marks the block as seen
    }
    for (int32_t i = 0; i < s->p->n; i++)
        s->choice[i] = FREE;
}

// Which rules, taken one by one, leave no choice; or only all of them together.
static void explain(struct arena *arena, const struct composition_problem *p,
                    struct composition *result) {
    struct composition_breach *breaches =
        NEW_ARRAY(arena, struct composition_breach, (size_t)p->n_units + 4);
    int32_t *eligible = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1);
    int32_t n_eligible = 0, capacity = 0;
    size_t n = 0;
    for (int32_t i = 0; i < p->n; i++)
        if (p->eligible[i]) {
            eligible[p->unit[i]]++;
            n_eligible++;
        }
    for (int32_t u = 0; u < p->n_units; u++) {
        capacity += eligible[u] < p->unit_max ? eligible[u] : p->unit_max;
        if (eligible[u] < p->unit_min)
            breaches[n++] =
                (struct composition_breach){COMPOSITION_UNIT_MIN, u, -1, eligible[u], p->unit_min};
    }
    if (p->n_units * p->unit_min > p->places)
        breaches[n++] = (struct composition_breach){COMPOSITION_UNIT_MIN, -1, -1,
                                                    p->n_units * p->unit_min, p->places};
    if (n_eligible < p->places)
        breaches[n++] =
            (struct composition_breach){COMPOSITION_PLACES, -1, -1, n_eligible, p->places};
    else if (capacity < p->places)
        breaches[n++] =
            (struct composition_breach){COMPOSITION_UNIT_MAX, -1, -1, capacity, p->places};
    if (n == 0)
        breaches[n++] =
            (struct composition_breach){COMPOSITION_RULES, -1, -1, n_eligible, p->places};
    result->breaches = breaches;
    result->n_breaches = n;
}

enum rc composition_solve(struct arena *arena, const struct composition_problem *p,
                          struct composition *ret) {
    ENSURE(p->n >= 0 && p->n <= 2000 && p->n_units >= 0);
    const size_t n = (size_t)p->n;
    struct search s = {
        .p = p,
        .coupled = NEW_ARRAY(arena, int32_t, n + 1),
        .choice = NEW_ARRAY(arena, enum choice, n + 1),
        .placed = NEW_ARRAY(arena, bool, n + 1),
        .best = NEW_ARRAY(arena, bool, n + 1),
        .count = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1),
        .best_score = -1,
        .complete = true,
    };
    find_coupled(&s);
    const int64_t bound = branch_bound(&s);
    search_run(&s, arena);
    struct composition result = {.placed = s.best, .score = s.best_score, .bound = bound};
    if (s.best_score < 0) {
        explain(arena, p, &result);
        *ret = result;
        return RC_INFEASIBLE;
    }
    if (s.complete)
        result.bound = result.score;
    *ret = result;
    return RC_OK;
}

static int32_t missing_partner(const struct composition_problem *p, const bool *placed, int32_t i,
                               bool wanted) {
    for (int32_t j = 0; j < p->n; j++)
        if (j != i && same_block(p, i, j) && placed[j] == wanted)
            return j;
    return -1;
}

size_t composition_breaches(struct arena *arena, const struct composition_problem *p,
                            const bool *placed, const struct composition_breach **ret_breaches) {
    struct composition_breach *breaches = NEW_ARRAY(
        arena, struct composition_breach, 2 * (size_t)p->n + p->n_apart + (size_t)p->n_units + 1);
    int32_t *count = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1);
    int32_t n_placed = 0;
    size_t n = 0;
    for (int32_t i = 0; i < p->n; i++) {
        if (!placed[i])
            continue;
        n_placed++;
        count[p->unit[i]]++;
        if (!p->eligible[i])
            breaches[n++] = (struct composition_breach){COMPOSITION_CONSENT, i, -1, 0, 1};
        const int32_t left_out = missing_partner(p, placed, i, false);
        if (left_out >= 0)
            breaches[n++] = (struct composition_breach){COMPOSITION_TOGETHER, i, left_out, 0, 1};
    }
    for (size_t k = 0; k < p->n_apart; k++)
        if (placed[p->apart[k][0]] && placed[p->apart[k][1]])
            breaches[n++] = (struct composition_breach){COMPOSITION_APART, p->apart[k][0],
                                                        p->apart[k][1], 2, 1};
    for (int32_t u = 0; u < p->n_units; u++) {
        if (count[u] < p->unit_min)
            breaches[n++] =
                (struct composition_breach){COMPOSITION_UNIT_MIN, u, -1, count[u], p->unit_min};
        if (count[u] > p->unit_max)
            breaches[n++] =
                (struct composition_breach){COMPOSITION_UNIT_MAX, u, -1, count[u], p->unit_max};
    }
    if (n_placed != p->places)
        breaches[n++] =
            (struct composition_breach){COMPOSITION_PLACES, -1, -1, n_placed, p->places};
    *ret_breaches = breaches;
    return n;
}

struct composition_breach composition_why(const struct composition_problem *p, const bool *placed,
                                          int32_t i) {
    if (!p->eligible[i])
        return (struct composition_breach){COMPOSITION_CONSENT, i, -1, 0, 1};
    for (size_t k = 0; k < p->n_apart; k++) {
        const int32_t a = p->apart[k][0], b = p->apart[k][1];
        if ((a == i && placed[b]) || (b == i && placed[a]))
            return (struct composition_breach){COMPOSITION_APART, i, a == i ? b : a, 1, 1};
    }
    const int32_t partner = missing_partner(p, placed, i, false);
    if (partner >= 0)
        return (struct composition_breach){COMPOSITION_TOGETHER, i, partner, 0, 1};
    int32_t in_unit = 0;
    for (int32_t j = 0; j < p->n; j++)
        in_unit += placed[j] && p->unit[j] == p->unit[i];
    if (in_unit >= p->unit_max)
        return (struct composition_breach){COMPOSITION_UNIT_MAX, p->unit[i], -1, in_unit,
                                           p->unit_max};
    return (struct composition_breach){COMPOSITION_PLACES, i, -1, p->places, p->places};
}
