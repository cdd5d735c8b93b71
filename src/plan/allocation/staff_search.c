// SPDX-License-Identifier: EUPL-1.2
// The search over teams: somebody enters a team, leaves it, takes another's place, goes to another
// package, or two people change places. After each change the hours of the packages around it are
// divided anew. What is worse is accepted within a margin that shrinks from some members' worth to
// nearly nothing; then the margin opens again, further each time.
// Source: threshold accepting of Dueck and Scheuer, Journal of Computational Physics 90(1), 1990,
// doi 10.1016/0021-9991(90)90201-B, over the teams of Walter and Zimmermann, Computers & Operations
// Research 70, 2016, doi 10.1016/j.cor.2015.11.011.
#include <math.h>

#include "plan/allocation/staff.h"

enum { STEPS_MOST = 12, CHAIN = 3, LONGER = 16 };
static const int64_t CYCLE_TICKS_PER_FIT = 12000, CYCLE_TICKS = 40000000;
static const double NEAR = 0.1, GOOD = 0.4;         // of what the bound leaves
static const double SAFE = 1e-6, SAFE_LEAST = 2e-5; // of proofs in numbers that are rounded
static const double HALVINGS = 4, PRICED_FROM = 0.8;
static const double MARGIN_FIRST = 0.5, MARGIN_MOST = 0.3, MARGIN_LEAST = 0.02; // of a member

struct change {
    int32_t person, package;
    bool is_entry;
    double hours; // that leaving gave back
};

struct walk {
    const struct staff *r;
    struct staff_clock *clock;
    struct rng rng;
    struct staff_state s;
    struct staff_state *best;
    struct staff_hours *h;
    struct change steps[STEPS_MOST];
    int32_t n_steps;
    double member;              // what a member costs about
    int32_t *fit, *n_near;      // as in the problem, those whom prices make likely in front; [n]
    int32_t *like_start, *like; // [m + 1]; packages that somebody wishes for or is in today
};

// ---- changes ------------------------------------------------------------------------------------

static int32_t below(struct walk *w, int32_t n) {
    return (int32_t)rng_below(&w->rng, (uint32_t)n);
}

static void enter(struct walk *w, int32_t i, int32_t j) {
    staff_enter(&w->s, i, j);
    w->steps[w->n_steps++] = (struct change){i, j, true, 0};
}

static void leave(struct walk *w, int32_t i, int32_t j) {
    const double hours = staff_leave(&w->s, i, j);
    w->steps[w->n_steps++] = (struct change){i, j, false, hours};
}

static void take_back(struct walk *w) {
    while (w->n_steps > 0) {
        const struct change *c = &w->steps[--w->n_steps];
        if (c->is_entry) {
            staff_leave(&w->s, c->person, c->package);
            continue;
        }
        staff_enter(&w->s, c->person, c->package);
        w->s.cost -= staff_strain(w->r, c->person, w->s.used[c->person]);
        w->s.hours[staff_cell(w->r, c->person, c->package)] = c->hours;
        w->s.used[c->person] += c->hours;
        w->s.cost += staff_strain(w->r, c->person, w->s.used[c->person]);
    }
}

static bool may_enter(const struct walk *w, int32_t i, int32_t j) {
    return !staff_is_in(&w->s, i, j) && w->s.load_n[i] < w->r->p->packages_most[i];
}

static bool may_leave(const struct walk *w, int32_t i, int32_t j) {
    return !w->r->is_pin[staff_cell(w->r, i, j)];
}

// Somebody who suits the package and is not in its team; -1: the draw failed.
static int32_t draw_fit(struct walk *w, int32_t j) {
    const int32_t start = w->r->fit_start[j], n = w->r->fit_start[j + 1] - start;
    const int32_t n_drawn = w->n_near[j] > 0 && below(w, 8) > 0 ? w->n_near[j] : n;
    const int32_t i = n > 0 ? w->fit[start + below(w, n_drawn)] : -1;
    return i >= 0 && !staff_is_in(&w->s, i, j) ? i : -1;
}

static int32_t draw_member(struct walk *w, int32_t j) {
    const int32_t n = w->s.team_n[j];
    const int32_t i = n > 0 ? w->s.team[staff_cell(w->r, below(w, n), j)] : -1;
    return i >= 0 && may_leave(w, i, j) ? i : -1;
}

// A package of somebody that is not `but`.
static int32_t draw_load(struct walk *w, int32_t i, int32_t but) {
    const int32_t n = w->s.load_n[i];
    const int32_t j = n > 0 ? w->s.load[(ptrdiff_t)i * w->r->n + below(w, n)] : -1;
    return j >= 0 && j != but && may_leave(w, i, j) ? j : -1;
}

// Somebody joins; who has no room leaves another package for it.
static bool join(struct walk *w, int32_t j) {
    const int32_t i = draw_fit(w, j);
    if (i < 0)
        return false;
    const bool is_full = !may_enter(w, i, j);
    if (is_full || below(w, 3) == 0) {
        const int32_t other = draw_load(w, i, j);
        if (other >= 0)
            leave(w, i, other);
        else if (is_full)
            return false;
    }
    if (w->r->p->packages_most[i] == 0)
        return false;
    enter(w, i, j);
    return true;
}

static bool drop(struct walk *w, int32_t j) {
    const int32_t i = draw_member(w, j);
    if (i >= 0)
        leave(w, i, j);
    return i >= 0;
}

static bool replace(struct walk *w, int32_t j) {
    return drop(w, j) && join(w, j) && w->s.team_n[j] > 0;
}

// Two people change packages.
static bool change_places(struct walk *w, int32_t j) {
    const int32_t a = draw_member(w, j), b = draw_fit(w, j);
    const int32_t other = b >= 0 ? draw_load(w, b, j) : -1;
    if (a < 0 || other < 0 || staff_is_in(&w->s, a, other))
        return false;
    leave(w, a, j);
    leave(w, b, other);
    enter(w, b, j);
    enter(w, a, other);
    return true;
}

// One leaves, and nobody, for two; or two leave for one.
static bool merge(struct walk *w, int32_t j) {
    for (int k = 0; k < 2; k++)
        if (!drop(w, j))
            return false;
    return join(w, j);
}

static int32_t draw_like(struct walk *w, int32_t i) {
    const int32_t start = w->like_start[i], n = w->like_start[i + 1] - start;
    const int32_t j = n > 0 ? w->like[start + below(w, n)] : -1;
    return j >= 0 && !staff_is_in(&w->s, i, j) ? j : -1;
}

// Somebody goes where he likes to be, somebody of that team where he likes to be, and so on; the
// last one goes to the package that the first one left, or nowhere.
static bool grant(struct walk *w) {
    int32_t i = below(w, w->r->m), to = draw_like(w, i);
    const int32_t left = draw_load(w, i, to);
    if (to < 0 || (left < 0 && !may_enter(w, i, to)))
        return false;
    if (left >= 0)
        leave(w, i, left);
    enter(w, i, to);
    for (int32_t step = 0; step < CHAIN && below(w, 5) > 0; step++) {
        const int32_t other = draw_member(w, to);
        if (other < 0 || other == i)
            break;
        leave(w, other, to);
        i = other;
        to = draw_like(w, i);
        if (step == CHAIN - 1 || below(w, 2) == 0 || to < 0)
            to = left;
        if (to < 0 || !may_enter(w, i, to))
            break;
        enter(w, i, to);
        if (to == left)
            break;
    }
    return true;
}

// Somebody hands everything over to somebody else, or to nobody.
static bool hand_over(struct walk *w) {
    const int32_t i = below(w, w->r->m), to = below(w, w->r->m);
    const bool is_dropped = below(w, 4) == 0;
    int32_t list[STEPS_MOST / 2], n = 0;
    for (; n < w->s.load_n[i] && n < STEPS_MOST / 2; n++)
        list[n] = w->s.load[(ptrdiff_t)i * w->r->n + n];
    for (int32_t k = 0; k < n; k++) {
        if (!may_leave(w, i, list[k]))
            continue;
        leave(w, i, list[k]);
        if (!is_dropped && to != i && may_enter(w, to, list[k]))
            enter(w, to, list[k]);
    }
    return w->n_steps > 0;
}

static bool propose(struct walk *w) {
    const int32_t j = below(w, w->r->n);
    w->n_steps = 0;
    switch (below(w, 16)) {
    case 0:
        return join(w, j);
    case 1:
        return drop(w, j);
    case 2:
    case 3:
    case 4:
        return replace(w, j);
    case 5:
        return merge(w, j);
    case 6:
    case 7:
        return change_places(w, j);
    case 8:
        return hand_over(w);
    default:
        return grant(w);
    }
}

// ---- hours around a change ----------------------------------------------------------------------

static void gather(struct walk *w, bool is_wide) {
    staff_hours_clear(w->h);
    for (int32_t k = 0; k < w->n_steps; k++)
        staff_hours_add(&w->s, w->h, w->steps[k].package);
    for (int32_t k = 0; k < w->n_steps; k++) {
        const int32_t i = w->steps[k].person;
        for (int32_t q = 0; i >= 0 && q < w->s.load_n[i]; q++)
            staff_hours_add(&w->s, w->h, w->s.load[(ptrdiff_t)i * w->r->n + q]);
    }
    for (int32_t k = 0, n = w->h->n_people; is_wide && k < n; k++) {
        const int32_t i = w->h->person[k];
        for (int32_t q = 0; q < w->s.load_n[i]; q++)
            staff_hours_add(&w->s, w->h, w->s.load[(ptrdiff_t)i * w->r->n + q]);
    }
}

// What can at most be gained in hours around the change.
static double unmet_around(const struct walk *w) {
    double unmet = 0;
    for (int32_t a = 0; a < w->h->n_packages; a++)
        unmet += w->s.unmet[w->h->package[a]];
    return unmet * w->s.unmet_price;
}

// Packages left by somebody lack those hours now; the division is against what they had.
static bool try_division(struct walk *w, double limit, bool is_wide) {
    gather(w, is_wide);
    if (w->s.cost - unmet_around(w) > limit && w->r->p->strain_cost <= 0)
        return false;
    w->h->work = 4 * w->n_steps;
    staff_hours_divide(&w->s, w->h);
    staff_clock_work(w->clock, w->h->work + w->h->n_edges);
    if (w->s.cost - w->h->gain > limit)
        return false;
    staff_hours_commit(&w->s, w->h);
    return true;
}

static void note_best(struct walk *w) {
    if (staff_true_cost(&w->s) > w->best->cost - 1e-7)
        return;
    staff_copy(w->best, &w->s);
    staff_set_prices(w->best, w->r->p->unmet_cost, STAFF_BROKEN);
    w->clock->cost = w->best->cost;
}

// Hours of all packages anew, each with those around it.
static void renew_hours(struct walk *w) {
    for (int32_t j = 0; j < w->r->n && !w->clock->is_cancelled; j++) {
        w->n_steps = 1;
        w->steps[0] = (struct change){.person = -1, .package = j};
        gather(w, true);
        w->h->work = 0;
        staff_hours_divide(&w->s, w->h);
        if (w->h->gain > 0)
            staff_hours_commit(&w->s, w->h);
        staff_clock_work(w->clock, w->h->work);
    }
    w->n_steps = 0;
}

static void step(struct walk *w, double margin) {
    const double before = w->s.cost, draw = rng_real(&w->rng);
    staff_clock_work(w->clock, 3);
    if (!propose(w)) {
        take_back(w);
        w->s.cost = before;
        return;
    }
    const double limit = before + margin * draw * draw * 3;
    if (!try_division(w, limit, false) && !try_division(w, limit, true)) {
        take_back(w);
        w->s.cost = before; // without the rounding of going there and back
        return;
    }
    note_best(w);
}

// ---- the walk -----------------------------------------------------------------------------------

// Teams of today, pinned places first, then whoever is pinned elsewhere.
static void start(struct walk *w) {
    const struct staff *r = w->r;
    staff_empty(&w->s);
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t j = 0; j < r->n; j++) {
            for (int32_t i = 0; i < r->m; i++) {
                const ptrdiff_t at = staff_cell(r, i, j);
                if ((pass == 0 ? r->is_pin[at] : r->is_now[at]) && may_enter(w, i, j))
                    staff_enter(&w->s, i, j);
            }
        }
    }
    renew_hours(w);
    staff_copy(w->best, &w->s);
    w->clock->cost = w->best->cost;
}

// Hours that are not done and rules that are broken are cheap at first, so that teams can be taken
// apart, and cost what they cost long before the end.
static void set_prices(struct walk *w, double done) {
    const double halvings = fmax(0, HALVINGS * (1 - done / PRICED_FROM)), whole = floor(halvings);
    const double share = ldexp(1 - (halvings - whole) / 2, -(int)whole);
    const double squared = share * share;
    staff_set_prices(&w->s, w->r->p->unmet_cost * share,
                     STAFF_BROKEN * squared * squared + w->r->p->member_cost);
}

static void run_cycle(struct walk *w, int64_t length, double margin) {
    const int64_t from = w->clock->ticks;
    for (int64_t look = 0; !w->clock->is_over && w->clock->ticks - from < length;) {
        const double done = (double)(w->clock->ticks - from) / (double)length;
        if (w->clock->ticks >= look) {
            set_prices(w, done);
            look = w->clock->ticks + length / 256;
        }
        step(w, w->member * (MARGIN_LEAST + (margin - MARGIN_LEAST) * (1 - done)));
    }
    staff_set_prices(&w->s, w->r->p->unmet_cost, STAFF_BROKEN);
    renew_hours(w);
    note_best(w);
}

void staff_search(struct arena *arena, const struct staff *r, struct staff_clock *clock,
                  struct staff_state *best) {
    struct walk w = {
        .r = r,
        .clock = clock,
        .rng = rng_seeded(clock->search->seed),
        .s = staff_state_new(arena, r),
        .best = best,
        .h = staff_hours_new(arena, r),
        .member = fmax(1, r->p->member_cost),
        .fit = NEW_ARRAY(arena, int32_t, (size_t)r->fit_start[r->n]),
        .n_near = NEW_ARRAY(arena, int32_t, (size_t)r->n),
    };
    staff_list_likes(arena, r, &w.like_start, &w.like);
    memcpy(w.fit, r->fit, (size_t)r->fit_start[r->n] * sizeof w.fit[0]);
    start(&w);
    int64_t length = CYCLE_TICKS_PER_FIT * (r->fit_start[r->n] + 1);
    run_cycle(&w, length < clock->total / 4 ? length : clock->total / 4, MARGIN_FIRST);
    double *dear = NEW_ARRAY(arena, double, (size_t)r->n *(size_t)r->m);
    const double bound = staff_bound(arena, r, clock, best->cost, dear);
    staff_list_near(r, dear, NEAR * (best->cost - bound), w.fit, w.n_near);
    struct staff_core *core = staff_core_new(arena, r, clock, &w.rng, bound, dear);
    const int64_t longer = LONGER * length < CYCLE_TICKS ? LONGER * length : CYCLE_TICKS;
    length = length > longer ? length : longer;
    struct staff_state plan = staff_state_new(arena, r);
    for (int32_t turn = 0; !clock->is_over; turn++) {
        const int64_t left = clock->total - clock->ticks;
        run_cycle(&w, length < left ? length : left, MARGIN_MOST);
        const bool is_good = w.s.cost < best->cost + NEAR * (best->cost - bound);
        staff_copy(&plan, turn % 2 == 1 && is_good ? &w.s : best);
        if (w.s.cost < best->cost + GOOD * (best->cost - bound))
            staff_core_note(core, &w.s);
        staff_core_note(core, best);
        const bool is_proven = staff_core_improve(core, &plan, 2 * length);
        if (plan.cost < best->cost)
            staff_copy(best, &plan);
        if (is_proven) {
            clock->bound = fmax(clock->bound, best->cost - SAFE_LEAST - SAFE * fabs(best->cost));
            return;
        }
        length += length / 16;
        if (below(&w, 2) == 0)
            staff_copy(&w.s, best);
    }
}
