// SPDX-License-Identifier: EUPL-1.2
// Staffs some packages anew, all at once: whoever suits them may come or go, with the hours that
// the other packages leave. These small problems go to the mixed-integer solver with the teams of
// now as its start. Packages that share people go together, and places that the prices of the bound
// make dear are left out; the more such problems are solved to the end without a gain, the larger
// they become. All packages and places at once prove the plan best. Source: the kernel search of
// Angelelli, Mansini and Speranza, Computers & Operations Research 37(11), 2010,
// doi 10.1016/j.cor.2010.02.002, with packages that share people as its buckets.
#include <math.h>

#include "plan/allocation/staff_core.h"

enum { NODES = 400, TICKS_PER_COLUMN = 60000 };
static const size_t MEMORY_MAX = (size_t)1 << 30;
static const int64_t SECONDS_MAX = 600;
static const double COLUMNS_FIRST = 400, COLUMNS_LEAST = 100, GROWTH = 1.12, SHRINKING = 0.9;
static const double SHARE_FIRST = 0.2; // of what the bound leaves: dearer places are left out
static const double GAIN_LEAST = 0.1;  // of a member: less is not looked for among some packages

struct staff_core {
    const struct staff *r;
    struct staff_clock *clock;
    struct rng *rng;
    struct staff_state now; // on the way to another plan
    struct staff_hours *h;
    double bound;        // every plan costs this, and ..
    const double *dear;  // [n * m] .. so much more when somebody has that place
    double share;        // of what the bound leaves: dearer places are left out,
    double dear_most;    // that is, those from here
    double columns_most; // about
    int32_t *order, n;   // [n] packages; the first n of them are staffed anew
    double *unused;      // [n * m] 1: no plan of earlier turns takes this place, else 0
    bool is_merging;     // only places that some plan took
    bool is_proven;      // no plan is better
};

// The teams of the answer, with hours divided as they are best. False: too large for that.
static bool staff_anew(struct staff_core *c, const struct staff_model *x, const double *values) {
    struct staff_state *const s = &c->now;
    for (int pass = 0; pass < 2; pass++) { // leaving makes room for entering
        for (int32_t a = 0; a < x->n; a++) {
            for (int32_t i = 0; i < x->r->m; i++) {
                const int32_t place = x->place[(ptrdiff_t)a * x->r->m + i];
                const bool is_in = place >= 0 && values[place] > 0.5;
                if (pass == 0 && !is_in && staff_is_in(s, i, x->package[a]))
                    staff_leave(s, i, x->package[a]);
                if (pass == 1 && is_in && !staff_is_in(s, i, x->package[a]))
                    staff_enter(s, i, x->package[a]);
            }
        }
    }
    staff_hours_clear(c->h);
    for (int32_t a = 0; a < x->n; a++) {
        if (!staff_hours_add(s, c->h, x->package[a]))
            return false;
    }
    staff_hours_divide(s, c->h);
    staff_hours_commit(s, c->h);
    return true;
}

static bool ask(void *context, double cpu_seconds, double bound) {
    struct staff_core *const c = context;
    (void)bound;
    c->clock->cpu_seconds_child = cpu_seconds;
    staff_clock_look(c->clock);
    return !c->clock->is_cancelled;
}

// ---- which packages -----------------------------------------------------------------------------

static int32_t columns_of(const struct staff_core *c, int32_t j) {
    const struct staff *r = c->r;
    int32_t n = 0;
    for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++) {
        if (!staff_is_near(&c->now, c->is_merging ? c->unused : c->dear, c->dear_most, r->fit[k],
                           j))
            continue;
        n++;
        for (int32_t s = 0; s < r->n_skills; s++)
            n += staff_level(r, r->fit[k], s) > 0 && staff_demand(r, j, s) > 0;
    }
    return n;
}

// Takes the package in where there is room for it, or at least for one.
static int32_t bring_forward(struct staff_core *c, int32_t at, int32_t columns) {
    const int32_t j = c->order[at], own = columns_of(c, j);
    if ((c->n > 0 && columns + own > c->columns_most) || !staff_hours_add(&c->now, c->h, j))
        return 0;
    c->order[at] = c->order[c->n];
    c->order[c->n++] = j;
    return own;
}

// Another package of somebody in one of those chosen; -1: the draw failed.
static int32_t draw_near(struct staff_core *c) {
    const struct staff_state *s = &c->now;
    const int32_t j = c->order[rng_below(c->rng, (uint32_t)c->n)];
    if (s->team_n[j] == 0)
        return -1;
    const int32_t i =
        s->team[staff_cell(c->r, (int32_t)rng_below(c->rng, (uint32_t)s->team_n[j]), j)];
    return s->load[(ptrdiff_t)i * c->r->n + (int32_t)rng_below(c->rng, (uint32_t)s->load_n[i])];
}

static void choose(struct staff_core *c) {
    const int32_t n = c->r->n;
    c->n = 0;
    staff_hours_clear(c->h);
    int32_t columns = bring_forward(c, (int32_t)rng_below(c->rng, (uint32_t)n), 0);
    for (int32_t tries = 0; c->n < n && tries < 4 * STAFF_PACKAGES; tries++) {
        int32_t at = c->n + (int32_t)rng_below(c->rng, (uint32_t)(n - c->n));
        const int32_t near = rng_below(c->rng, 4) > 0 ? draw_near(c) : -1;
        for (int32_t k = c->n; near >= 0 && k < n; k++)
            at = c->order[k] == near ? k : at;
        columns += bring_forward(c, at, columns);
    }
}

// ---- turns --------------------------------------------------------------------------------------

struct staff_core *staff_core_new(struct arena *arena, const struct staff *r,
                                  struct staff_clock *clock, struct rng *rng, double bound,
                                  const double *dear) {
    struct staff_core *c = NEW(arena, struct staff_core);
    *c = (struct staff_core){.r = r,
                             .clock = clock,
                             .rng = rng,
                             .now = staff_state_new(arena, r),
                             .h = staff_hours_new(arena, r),
                             .order = NEW_ARRAY(arena, int32_t, (size_t)r->n),
                             .bound = bound,
                             .dear = dear,
                             .unused = NEW_ARRAY(arena, double, (size_t)r->n *(size_t)r->m),
                             .share = SHARE_FIRST,
                             .columns_most = COLUMNS_FIRST};
    for (int32_t j = 0; j < r->n; j++)
        c->order[j] = j;
    for (ptrdiff_t k = 0; k < (ptrdiff_t)r->n * r->m; k++)
        c->unused[k] = 1;
    return c;
}

static bool is_whole(const struct staff_core *c) {
    return c->n == c->r->n && c->share >= 1 && !c->is_merging;
}

// Larger where all is proven and nothing gained, smaller where it takes too long.
static void learn(struct staff_core *c, const struct mip_result *result, double gain) {
    if (c->is_merging)
        return;
    c->is_proven |= is_whole(c) && result->end == MIP_OPTIMAL;
    if (result->end != MIP_OPTIMAL)
        c->columns_most = fmax(COLUMNS_LEAST, SHRINKING * c->columns_most);
    else if (gain <= 0 && c->n < c->r->n)
        c->columns_most *= GROWTH;
    else if (gain <= 0)
        c->share = fmin(1, 2 * c->share);
}

static void solve(struct arena *arena, struct staff_core *c, struct staff_state *plan) {
    struct staff_model x = {.r = c->r,
                            .s = &c->now,
                            .h = c->h,
                            .n = c->n,
                            .package = c->order,
                            .dear = c->is_merging ? c->unused : c->dear,
                            .dear_most = c->dear_most};
    staff_hours_divide(&c->now, c->h);
    staff_model_build(arena, &x);
    const struct mip_search search = {.start = x.start,
                                      .nodes_max = NODES,
                                      .gain_least =
                                          is_whole(c) ? 0 : GAIN_LEAST * c->r->p->member_cost,
                                      .memory_max = MEMORY_MAX,
                                      .seconds_max = SECONDS_MAX,
                                      .progress = ask,
                                      .context = c};
    struct mip_result result;
    mip_solve(x.mip, &search, &result);
    c->clock->cpu_seconds_child = 0;
    if (c->clock->is_cancelled)
        return;
    staff_clock_work(c->clock, (int64_t)TICKS_PER_COLUMN * mip_n_columns(x.mip));
    const double before = plan->cost;
    if (result.x && staff_anew(c, &x, result.x) && c->now.cost < before - 1e-7) {
        staff_copy(plan, &c->now);
        c->clock->cost = fmin(c->clock->cost, plan->cost);
    }
    learn(c, &result, before - plan->cost);
}

void staff_core_note(struct staff_core *c, const struct staff_state *plan) {
    for (int32_t j = 0; j < c->r->n; j++) {
        for (int32_t q = 0; q < plan->team_n[j]; q++)
            c->unused[staff_cell(c->r, plan->team[staff_cell(c->r, q, j)], j)] = 0;
    }
}

static void improve(struct staff_core *c, struct staff_state *plan) {
    struct arena *const arena = arena_new((size_t)1 << 30);
    staff_copy(&c->now, plan);
    c->dear_most = c->is_merging ? 0.5 : c->share * (c->clock->cost - c->bound);
    choose(c);
    solve(arena, c, plan);
    arena_free(arena);
}

// The best of all places that the plans noted take: small, and often better than each of them.
static void merge(struct staff_core *c, struct staff_state *plan) {
    staff_core_note(c, plan);
    c->is_merging = true;
    if (!c->clock->is_over && !c->is_proven && plan->broken_all == 0)
        improve(c, plan);
    c->is_merging = false;
}

bool staff_core_improve(struct staff_core *c, struct staff_state *plan, int64_t ticks) {
    const int64_t until = c->clock->ticks + ticks;
    merge(c, plan);
    while (!c->clock->is_over && c->clock->ticks < until && !c->is_proven && plan->broken_all == 0)
        improve(c, plan);
    staff_core_note(c, plan);
    return c->is_proven;
}
