// SPDX-License-Identifier: EUPL-1.2
// Simulated annealing for the rotation: in one round, people of two groups change places. The
// change in cost is read from the pair counts in O(group size), and nothing else is kept up.
// Decisions use integers only, so that a seed gives the same plan with every compiler.
// Source: Kirkpatrick, Gelatt and Vecchi, Science 220, 1983; the logarithm by shifts is Mitchell's,
// IRE Transactions EC-11, 1962.
#include "plan/rotation/rotation_state.h"

enum {
    HOT = 30,
    COLD = 20, // per halving of the chance of acceptance; found by trial on 24..36 people
    CYCLE_TICKS_PER_PLACE = 100000, // from hot to cold once
    EFFORT_TICKS_PER_PLACE = 4000000,
    EFFORT_TICKS_MAX = 1000000000, // about 1.5 s
    DESIGN_TICKS_MAX = 1000000000, // of these for a design, when it is not in the catalogue
};

// ---- one move ----------------------------------------------------------------------------------

static void swap_people(struct rotation_group *group, int32_t a, int32_t b) {
    const int32_t i = group->people[a];
    group->people[a] = group->people[b];
    group->people[b] = i;
}

// Puts the person at `at`, with the own block, among the moving at the end of the group.
static void set_moving(const struct rotation *r, struct rotation_group *group, int32_t at) {
    const int32_t block = r->block[group->people[at]];
    swap_people(group, at, group->n - ++group->n_moving);
    if (r->n_block[block] == 1)
        return;
    for (int32_t k = 0; k < group->n - group->n_moving;) {
        if (r->block[group->people[k]] == block)
            swap_people(group, k, group->n - ++group->n_moving);
        else
            k++;
    }
}

// May group have `change` people more?
static bool size_fits(const struct rotation *r, const struct rotation_group *group, int32_t w,
                      int32_t change) {
    const ptrdiff_t at = (ptrdiff_t)w * r->n_groups + group->number;
    return group->n + change >= r->size_least[at] && group->n + change <= r->size_most[at];
}

// Evens a move out: the side with fewer gives further people, unless the sizes may change so.
static bool even_out(struct rotation_state *s, int32_t w, struct rotation_group *g,
                     struct rotation_group *h) {
    for (int tries = 0; tries < 8; tries++) {
        const int32_t change = h->n_moving - g->n_moving;
        if (change == 0 || (size_fits(s->r, g, w, change) && size_fits(s->r, h, w, -change)))
            return true;
        struct rotation_group *giver = change > 0 ? g : h;
        const int32_t left = giver->n - giver->n_moving;
        if (left == 0)
            return false;
        set_moving(s->r, giver, (int32_t)rng_below(&s->rng, (uint32_t)left));
    }
    return false;
}

// Cost of the moving people of `from` leaving for the staying people of `to`.
static int32_t leaving_cost(const struct rotation_state *s, const struct rotation_group *from,
                            const struct rotation_group *to) {
    const int32_t n_from = from->n - from->n_moving, n_to = to->n - to->n_moving;
    int32_t cost = 0;
    for (int32_t m = n_from; m < from->n; m++) {
        const uint8_t *row = s->pair + (ptrdiff_t)from->people[m] * s->r->n;
        for (int32_t k = 0; k < n_from; k++)
            cost += s->less[row[from->people[k]]];
        for (int32_t k = 0; k < n_to; k++)
            cost += s->more[row[to->people[k]]];
    }
    return cost;
}

// People of `from` that differ from the previous plan after the move, less those before it.
static int32_t change_of_places(const struct rotation_state *s, int32_t w,
                                const struct rotation_group *from,
                                const struct rotation_group *to) {
    int32_t change = 0;
    for (int32_t m = from->n - from->n_moving; m < from->n; m++) {
        const int32_t previous = rotation_previous_group(s, w, from->people[m]);
        change += (previous == from->number) - (previous == to->number);
    }
    return change;
}

static int32_t change_cost(const struct rotation_state *s, int32_t w,
                           const struct rotation_group *g, const struct rotation_group *h) {
    const struct plan_rotation *p = s->r->problem;
    if (!p->previous)
        return 0;
    const int32_t change = change_of_places(s, w, g, h) + change_of_places(s, w, h, g);
    const bool too_many =
        w == p->n_fixed && p->moves_max >= 0 && change > 0 && s->moved + change > p->moves_max;
    return change * p->change_cost + (too_many ? MOVE_COST * change : 0);
}

static void count_move(struct rotation_state *s, int32_t w, const struct rotation_group *from,
                       const struct rotation_group *to) {
    const int32_t n_from = from->n - from->n_moving, n_to = to->n - to->n_moving;
    for (int32_t m = n_from; m < from->n; m++) {
        const int32_t i = from->people[m];
        for (int32_t k = 0; k < n_from; k++)
            rotation_count_meeting(s, i, from->people[k], -1);
        for (int32_t k = 0; k < n_to; k++)
            rotation_count_meeting(s, i, to->people[k], 1);
        rotation_count_place(s, w, i, from->number, -1);
        rotation_count_place(s, w, i, to->number, 1);
    }
}

static void exchange(struct rotation_state *s, int32_t w, struct rotation_group *g,
                     struct rotation_group *h) {
    count_move(s, w, g, h);
    count_move(s, w, h, g);
    const int32_t n_g = g->n_moving, n_h = h->n_moving;
    struct rotation_group *fewer = n_g < n_h ? g : h, *more = n_g < n_h ? h : g;
    const int32_t n_even = fewer->n_moving;
    for (int32_t k = 0; k < n_even; k++) {
        int32_t *a = fewer->people + fewer->n - n_even + k;
        int32_t *b = more->people + more->n - more->n_moving + k;
        const int32_t i = *a;
        *a = *b;
        *b = i;
    }
    while (more->n_moving > n_even) {
        fewer->people[fewer->n++] = more->people[--more->n];
        more->n_moving--;
    }
}

// ---- the best plan so far ----------------------------------------------------------------------

static int64_t value_of(const struct rotation_state *s) {
    return s->met * PAIR_COST - s->changed * s->r->problem->change_cost;
}

static bool is_valid(const struct rotation_state *s) {
    const int32_t moves_max = s->r->problem->moves_max;
    return s->broken == 0 && (!s->r->problem->previous || moves_max < 0 || s->moved <= moves_max);
}

static void note_best(struct rotation_state *s) {
    if (!is_valid(s) || (s->has_best && value_of(s) <= s->best_value))
        return;
    s->has_best = s->is_best_current = true;
    s->best_value = value_of(s);
    s->best_met = s->met;
}

// Copies the best plan before a move away from it; a climb is copied once, at its top.
static void keep_best(struct rotation_state *s) {
    const struct rotation *r = s->r;
    if (!s->is_best_current)
        return;
    for (int32_t w = 0; w < r->n_rounds; w++) {
        for (int32_t g = 0; g < r->n_groups; g++) {
            const struct rotation_group *group = rotation_group_at(s, w, g);
            for (int32_t k = 0; k < group->n; k++)
                s->best[(ptrdiff_t)group->people[k] * r->n_rounds + w] = g;
        }
    }
    s->is_best_current = false;
    s->unasked += (int64_t)r->n * r->n_rounds;
}

// ---- the search --------------------------------------------------------------------------------

// Chooses who moves between two groups of round w; false when nothing fits.
static bool choose_move(struct rotation_state *s, int32_t w, struct rotation_group **ret_g,
                        struct rotation_group **ret_h) {
    const struct rotation *r = s->r;
    const uint64_t bits = rng_u64(&s->rng);
    const int32_t a = chance_part(bits, r->n_groups), b = chance_part(bits >> 16, r->n_groups - 1);
    struct rotation_group *g = rotation_group_at(s, w, a),
                          *h = rotation_group_at(s, w, b + (b >= a));
    if (g->n == 0)
        return false;
    g->n_moving = h->n_moving = 0;
    set_moving(r, g, chance_part(bits >> 32, g->n));
    // one past the last person stands for an empty seat
    const int32_t at = chance_part(bits >> 48, h->n + size_fits(r, h, w, 1));
    if (at < h->n)
        set_moving(r, h, at);
    *ret_g = g;
    *ret_h = h;
    return g->n_moving == h->n_moving || even_out(s, w, g, h);
}

// Tries one exchange in round w; returns the work done in pair look-ups.
static int64_t try_move(struct rotation_state *s, int32_t w, int64_t temperature) {
    struct rotation_group *g, *h;
    if (!choose_move(s, w, &g, &h))
        return 8;
    const int64_t cost = leaving_cost(s, g, h) + leaving_cost(s, h, g) + change_cost(s, w, g, h);
    const int64_t ticks = 8 + (g->n_moving + h->n_moving) * (int64_t)(g->n + h->n - 2);
    if (cost > 0 && cost * 65536 > temperature * chance_halvings(&s->rng))
        return ticks;
    if (cost > 0 || s->may_break)
        keep_best(s);
    exchange(s, w, g, h);
    note_best(s);
    return ticks;
}

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t places_to_fill(const struct rotation *r) {
    return (int64_t)r->n * (r->n_rounds - r->problem->n_fixed);
}

static int64_t cycle_of(const struct rotation *r) {
    return places_to_fill(r) * CYCLE_TICKS_PER_PLACE;
}

static int64_t budget_of(const struct rotation *r, const struct plan_search *search) {
    return search->effort * smaller(places_to_fill(r) * EFFORT_TICKS_PER_PLACE, EFFORT_TICKS_MAX);
}

struct progress {
    const struct plan_search *search;
    const struct rotation_state *state;
    int64_t bound;
};

static bool go_on(void *context, double done) {
    const struct progress *p = context;
    const struct plan_progress progress = {.done = done < 1 ? done : 1,
                                           .objective =
                                               p->state->has_best ? p->state->best_met : -1,
                                           .bound = p->bound};
    return !p->search->progress || p->search->progress(p->search->context, &progress);
}

static bool is_enough(const struct rotation_state *s, int64_t bound) {
    return s->has_best && s->best_value >= bound * PAIR_COST;
}

// Cools from HOT to COLD and starts again, until the effort is spent, the bound is reached or the
// callback says stop. The first cycle begins at `ticks`: a plan that is nearly right would melt.
static void anneal(struct rotation_state *s, int64_t bound, struct chance *chance, int64_t ticks) {
    const struct rotation *r = s->r;
    const int64_t cycle = cycle_of(r);
    int32_t w = r->problem->n_fixed;
    while (!chance->is_over && !is_enough(s, bound)) {
        const int64_t cooled = (HOT - COLD) * 256 * (ticks % cycle) / cycle, before = ticks;
        s->unasked = 0;
        while (ticks + s->unasked < before + CHANCE_SLICE &&
               !(s->is_best_current && is_enough(s, bound))) {
            ticks += try_move(s, w, HOT * 256 - cooled);
            w = w + 1 < r->n_rounds ? w + 1 : r->problem->n_fixed;
        }
        chance_spend(chance, ticks - before);
    }
}

// Looks for a design, and begins anew with it; false when there is none.
static bool try_design(struct rotation_state *s, struct arena *arena, struct chance *chance) {
    const int32_t *wanted = rotation_wanted_searched(arena, s->r, &s->rng, chance);
    if (!wanted)
        return false;
    keep_best(s);
    if (rotation_first_plan(s, arena, wanted, chance))
        note_best(s);
    return true;
}

static void copy_best(const struct rotation_state *s, int32_t *ret_group) {
    const struct rotation *r = s->r;
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t w = 0; w < r->n_rounds; w++) {
            const ptrdiff_t at = (ptrdiff_t)i * r->n_rounds + w;
            ret_group[at] = w < r->problem->n_fixed ? r->problem->previous[at] : s->best[at];
        }
    }
}

// Plain search for one cycle, which often is enough; then for a design; then to the end.
bool rotation_search(struct arena *arena, const struct rotation *r,
                     const struct plan_search *search, int64_t bound, int32_t *ret_group,
                     bool *ret_cancelled) {
    struct rotation_state s = rotation_state_of(arena, r, search->seed);
    struct progress progress = {search, &s, bound};
    struct chance chance = {.budget = budget_of(r, search), .go_on = go_on, .context = &progress};
    *ret_cancelled = false;
    if (!rotation_first_plan(&s, arena, rotation_wanted(arena, r), &chance)) {
        *ret_cancelled = chance.is_cancelled;
        return false;
    }
    note_best(&s);
    if (r->n_groups > 1) {
        chance_begin(&chance, cycle_of(r));
        anneal(&s, bound, &chance, 0);
        chance_begin(&chance, smaller(chance.budget / 2, DESIGN_TICKS_MAX));
        const bool has_design = !is_enough(&s, bound) && try_design(&s, arena, &chance);
        chance_begin(&chance, chance.budget);
        anneal(&s, bound, &chance, has_design ? cycle_of(r) / 2 : 0);
    }
    *ret_cancelled = chance.is_cancelled;
    keep_best(&s);
    copy_best(&s, ret_group);
    return s.has_best;
}
