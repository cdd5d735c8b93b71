// SPDX-License-Identifier: EUPL-1.2
// Exact composition of a cohort: branch on the people whose choice is coupled, fill in the rest by
// weight. No I/O, no clock, no randomness.
#include "plan/composition/composition.h"
#include "plan/composition/composition_rules.h"

enum { NODES_MAX = 1 << 20 };
enum choice { FREE, IN, OUT };

struct search {
    const struct composition_problem *p;
    int32_t *coupled; // first member of each coupled block, in order of application
    int32_t n_coupled;
    enum choice *choice; // [n] of coupled people
    bool *placed, *best; // [n]
    int32_t *count;      // [n_units]
    int32_t *seats;      // [n_organisations]
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

static bool block_may_enter(const struct search *s, int32_t first) {
    for (int32_t i = 0; i < s->p->n; i++)
        if (composition_same_block(s->p, first, i) && !s->p->eligible[i])
            return false;
    for (size_t k = 0; k < s->p->n_apart; k++) {
        const int32_t a = s->p->apart[k][0], b = s->p->apart[k][1];
        const bool a_in = composition_same_block(s->p, first, a) || s->choice[a] == IN;
        const bool b_in = composition_same_block(s->p, first, b) || s->choice[b] == IN;
        if (a_in && b_in)
            return false;
    }
    return true;
}

static void block_set(struct search *s, int32_t first, enum choice choice) {
    for (int32_t i = 0; i < s->p->n; i++)
        if (composition_same_block(s->p, first, i))
            s->choice[i] = choice;
}

static void place(struct search *s, int32_t i) {
    s->placed[i] = true;
    s->count[s->p->unit[i]]++;
    if (s->p->n_organisations > 0)
        s->seats[s->p->organisation[s->p->unit[i]]]++;
}

// Who may still be placed in a pass: up to each unit's minimum, then up to each organisation's,
// then up to the maxima.
enum pass { PASS_UNIT, PASS_SEATS, PASS_REST, PASS_N };
static bool fits(const struct search *s, int32_t i, enum pass pass) {
    const struct composition_problem *p = s->p;
    const int32_t u = p->unit[i];
    if (s->count[u] >= (pass == PASS_UNIT ? p->unit_min : p->unit_max))
        return false;
    if (p->n_organisations == 0 || pass == PASS_UNIT)
        return pass != PASS_SEATS;
    const int32_t o = p->organisation[u];
    return s->seats[o] < (pass == PASS_SEATS ? p->seats_min[o] : p->seats_max[o]);
}

static bool within_bounds(const struct search *s) {
    const struct composition_problem *p = s->p;
    for (int32_t u = 0; u < p->n_units; u++)
        if (s->count[u] < p->unit_min || s->count[u] > p->unit_max)
            return false;
    for (int32_t o = 0; o < p->n_organisations; o++)
        if (s->seats[o] < p->seats_min[o] || s->seats[o] > p->seats_max[o])
            return false;
    return true;
}

// Places the coupled people who are in, then the heaviest others, from the smallest sets up. False
// when that does not fill the places within the bounds.
static bool fill(struct search *s, int64_t *ret_score) {
    const struct composition_problem *p = s->p;
    int32_t n = 0;
    int64_t score = 0;
    memset(s->count, 0, (size_t)p->n_units * sizeof *s->count);
    memset(s->seats, 0, (size_t)p->n_organisations * sizeof *s->seats);
    memset(s->placed, 0, (size_t)p->n * sizeof *s->placed);
    for (int32_t i = 0; i < p->n; i++)
        if (s->choice[i] == IN) {
            place(s, i);
            n++;
        }
    for (enum pass pass = 0; pass < PASS_N; pass++)
        for (int32_t i = 0; i < p->n && n < p->places; i++)
            if (!s->placed[i] && p->eligible[i] && s->choice[i] == FREE && fits(s, i, pass)) {
                place(s, i);
                n++;
            }
    for (int32_t i = 0; i < p->n; i++)
        score += s->placed[i] ? weight(p, i) : 0;
    *ret_score = score;
    return n == p->places && within_bounds(s);
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

static struct search search_of(struct arena *arena, const struct composition_problem *p) {
    const size_t n = (size_t)p->n;
    struct search s = {
        .p = p,
        .coupled = NEW_ARRAY(arena, int32_t, n + 1),
        .choice = NEW_ARRAY(arena, enum choice, n + 1),
        .placed = NEW_ARRAY(arena, bool, n + 1),
        .best = NEW_ARRAY(arena, bool, n + 1),
        .count = NEW_ARRAY(arena, int32_t, (size_t)p->n_units + 1),
        .seats = NEW_ARRAY(arena, int32_t, (size_t)p->n_organisations + 1),
        .best_score = -1,
        .complete = true,
    };
    find_coupled(&s);
    return s;
}

enum rc composition_solve(struct arena *arena, const struct composition_problem *p,
                          struct composition *ret) {
    ENSURE(p->n >= 0 && p->n <= 2000 && p->n_units >= 0);
    struct search s = search_of(arena, p);
    const int64_t bound = branch_bound(&s);
    search_run(&s, arena);
    struct composition result = {.placed = s.best, .score = s.best_score, .bound = bound};
    if (s.best_score < 0) {
        result.n_breaches = composition_explain(arena, p, &result.breaches);
        *ret = result;
        return RC_INFEASIBLE;
    }
    if (s.complete)
        result.bound = result.score;
    *ret = result;
    return RC_OK;
}

bool composition_feasible(struct arena *arena, const struct composition_problem *p) {
    struct search s = search_of(arena, p);
    search_run(&s, arena);
    return s.best_score >= 0;
}
