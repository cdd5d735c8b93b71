// SPDX-License-Identifier: EUPL-1.2
// The mixed-integer programme of some packages that are staffed anew: a column for everybody's
// place in each, with hours by skill that need the place; rows for what packages ask and for what
// people have, as far as the other packages leave it.
#include <math.h>

#include "plan/allocation/staff_core.h"

static const double ROUNDING = 1e-6; // that a full row may lose inside the solver

// ---- columns, each with its value in the plan of now --------------------------------------------

static int32_t add_column(struct staff_model *x, double most, double cost, double start) {
    ENSURE(mip_n_columns(x->mip) < x->start_room);
    x->start[mip_n_columns(x->mip)] = start;
    return mip_add_column(x->mip, 0, most, cost, false);
}

static int32_t add_choice(struct staff_model *x, bool is_fixed, double cost, bool start) {
    ENSURE(mip_n_columns(x->mip) < x->start_room);
    x->start[mip_n_columns(x->mip)] = start;
    return mip_add_column(x->mip, is_fixed, 1, cost, true);
}

static bool works_on(const struct staff_model *x, int32_t i, int32_t j, int32_t skill) {
    return staff_level(x->r, i, skill) > 0 && staff_demand(x->r, j, skill) > 0;
}

static double hours_most(const struct staff_model *x, int32_t i, int32_t j, int32_t skill) {
    return fmin(x->free[i], staff_demand(x->r, j, skill) / staff_level(x->r, i, skill));
}

// Somebody's place in a package, and the hours there: none without the place.
static void add_place(struct staff_model *x, int32_t a, int32_t i) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a];
    const ptrdiff_t at = (ptrdiff_t)a * r->m + i;
    if (x->room[i] <= 0 || !staff_is_near(x->s, x->dear, x->dear_most, i, j))
        return;
    const int32_t place = add_choice(x, r->is_pin[staff_cell(r, i, j)],
                                     r->price[staff_cell(r, i, j)], staff_is_in(x->s, i, j));
    x->place[at] = place;
    x->work[at] = mip_n_columns(x->mip);
    double all = 0;
    for (int32_t s = 0; s < r->n_skills; s++) {
        if (!works_on(x, i, j, s))
            continue;
        const double most = hours_most(x, i, j, s);
        const int32_t hours = add_column(x, most, 0, 0),
                      row = mip_add_row(x->mip, -MIP_INFINITY, 0);
        mip_add_entry(x->mip, row, hours, 1);
        mip_add_entry(x->mip, row, place, -most);
        all += most;
    }
    if (all <= x->free[i])
        return;
    const int32_t row = mip_add_row(x->mip, -MIP_INFINITY, 0);
    for (int32_t c = x->work[at]; c < mip_n_columns(x->mip); c++)
        mip_add_entry(x->mip, row, c, 1);
    mip_add_entry(x->mip, row, place, -x->free[i]);
}

// The column of somebody's hours for a skill of a package.
static int32_t work_column(const struct staff_model *x, int32_t a, int32_t i, int32_t skill) {
    int32_t column = x->work[(ptrdiff_t)a * x->r->m + i];
    for (int32_t s = 0; s < skill; s++)
        column += works_on(x, i, x->package[a], s);
    return column;
}

static void start_hours(struct staff_model *x) {
    const struct staff_hours *h = x->h;
    for (int32_t e = 0; e < h->n_edges; e++) {
        const int32_t a = h->edge[e].ask / x->r->n_skills, skill = h->edge[e].ask % x->r->n_skills;
        const int32_t i = h->person[h->edge[e].person];
        x->start[work_column(x, a, i, skill)] = fmax(0, h->edge[e].hours);
    }
}

// ---- rows of packages ---------------------------------------------------------------------------

static void add_ask(struct staff_model *x, int32_t a, int32_t skill) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a];
    const double demand = staff_demand(r, j, skill);
    const int32_t row = mip_add_row(x->mip, demand, MIP_INFINITY);
    const int32_t unmet =
        add_column(x, demand, r->p->unmet_cost, fmax(0, x->h->open[a * r->n_skills + skill]));
    mip_add_entry(x->mip, row, unmet, 1);
    for (int32_t i = 0; i < r->m; i++) {
        if (x->place[(ptrdiff_t)a * r->m + i] >= 0 && works_on(x, i, j, skill))
            mip_add_entry(x->mip, row, work_column(x, a, i, skill), staff_level(r, i, skill));
    }
}

// Two who can do it without help, or what it costs that there are fewer.
static void add_backup(struct staff_model *x, int32_t a, int32_t skill) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a];
    int32_t n = 0;
    for (int32_t q = 0; q < x->s->team_n[j]; q++)
        n += staff_level(r, x->s->team[staff_cell(r, q, j)], skill) >= 1;
    const int32_t twice = mip_add_row(x->mip, 2, MIP_INFINITY);
    mip_add_entry(x->mip, twice, add_choice(x, false, r->p->backup_cost, n < 2), 2);
    for (int32_t i = 0; i < r->m; i++) {
        if (x->place[(ptrdiff_t)a * r->m + i] >= 0 && staff_level(r, i, skill) >= 1)
            mip_add_entry(x->mip, twice, x->place[(ptrdiff_t)a * r->m + i], 1);
    }
}

static int32_t n_asked(const struct staff *r, int32_t j) {
    int32_t n = 0;
    for (int32_t s = 0; s < r->n_skills; s++)
        n += staff_demand(r, j, s) > 0;
    return n;
}

// How much somebody does alone, with all hours that are left.
static double done_alone(const struct staff_model *x, int32_t a, int32_t i) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a];
    double hours = x->free[i], done = 0, below = INFINITY;
    while (hours > 0) { // the best level first
        double best = 0, all = 0;
        for (int32_t s = 0; s < r->n_skills; s++)
            best = works_on(x, i, j, s) && staff_level(r, i, s) < below
                       ? fmax(best, staff_level(r, i, s))
                       : best;
        for (int32_t s = 0; s < r->n_skills; s++)
            all += works_on(x, i, j, s) && staff_level(r, i, s) == best ? staff_demand(r, j, s) : 0;
        if (best <= 0)
            break;
        const double more = fmin(hours, all / best);
        done += more * best;
        hours -= more;
        below = best;
    }
    return done;
}

// What its people can do alone and what is left undone make up a package: implied, but tighter than
// what is implied by hours.
static void add_reach(struct staff_model *x, int32_t a, int32_t unmet, double asked) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a], row = mip_add_row(x->mip, asked, MIP_INFINITY);
    for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++) {
        const int32_t place = x->place[(ptrdiff_t)a * r->m + r->fit[k]];
        if (place >= 0)
            mip_add_entry(x->mip, row, place, done_alone(x, a, r->fit[k]));
    }
    for (int32_t c = unmet; c < unmet + n_asked(r, j); c++)
        mip_add_entry(x->mip, row, c, 1);
}

// Who cannot do it all alone needs somebody else, or leaves as much undone as is missing. A hair
// less is asked: with nobody there the row is exactly full, and the solver has been seen to round
// such plans away.
static void add_pairs(struct staff_model *x, int32_t a, int32_t unmet, double asked) {
    const struct staff *r = x->r;
    const int32_t j = x->package[a];
    double least = INFINITY;
    const double nearly = 0.01 * asked;
    for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++) {
        const double lack = asked - done_alone(x, a, r->fit[k]);
        if (x->place[(ptrdiff_t)a * r->m + r->fit[k]] >= 0 && lack > nearly)
            least = fmin(least, lack);
    }
    if (least == INFINITY)
        return;
    const int32_t row = mip_add_row(x->mip, 2 - ROUNDING, MIP_INFINITY);
    const double worth = fmax(1 / least, 2 / asked);
    for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++) {
        const int32_t i = r->fit[k], place = x->place[(ptrdiff_t)a * r->m + i];
        if (place >= 0)
            mip_add_entry(x->mip, row, place, asked - done_alone(x, a, i) > nearly ? 1 : 2);
    }
    for (int32_t c = unmet; c < unmet + n_asked(r, j); c++)
        mip_add_entry(x->mip, row, c, worth);
}

static void add_team(struct staff_model *x, int32_t a) {
    const struct plan_staffing *p = x->r->p;
    const int32_t j = x->package[a];
    const bool is_led = p->needs_lead && p->needs_lead[j];
    const double least = p->team_least ? p->team_least[j] : 0;
    const int32_t team =
        mip_add_row(x->mip, least, p->team_most ? (double)p->team_most[j] : MIP_INFINITY);
    const int32_t lead = mip_add_row(x->mip, is_led ? 1 : 0, MIP_INFINITY);
    for (int32_t i = 0; i < x->r->m; i++) {
        const int32_t place = x->place[(ptrdiff_t)a * x->r->m + i];
        if (place >= 0)
            mip_add_entry(x->mip, team, place, 1);
        if (place >= 0 && is_led && p->can_lead && p->can_lead[i])
            mip_add_entry(x->mip, lead, place, 1);
    }
    const int32_t unmet = mip_n_columns(x->mip);
    double asked = 0;
    for (int32_t s = 0; s < x->r->n_skills; s++) {
        asked += staff_demand(x->r, j, s);
        if (staff_demand(x->r, j, s) > 0)
            add_ask(x, a, s);
    }
    for (int32_t s = 0; p->backup_cost > 0 && s < x->r->n_skills; s++) {
        if (staff_demand(x->r, j, s) > 0)
            add_backup(x, a, s);
    }
    if (asked > 0) {
        add_reach(x, a, unmet, asked);
        add_pairs(x, a, unmet, asked);
    }
}

// ---- rows of people -----------------------------------------------------------------------------

static void add_day(struct staff_model *x, int32_t i) {
    const struct plan_staffing *p = x->r->p;
    const int32_t packages = mip_add_row(x->mip, -MIP_INFINITY, x->room[i]);
    const int32_t hours = mip_add_row(x->mip, -MIP_INFINITY, x->free[i]);
    const double easy = x->free[i] - 0.05 * p->hours[i];
    const int32_t at_ease =
        mip_add_row(x->mip, -MIP_INFINITY, p->strain_cost > 0 ? easy : MIP_INFINITY);
    double given = 0;
    for (int32_t a = 0; a < x->n; a++) {
        const ptrdiff_t at = (ptrdiff_t)a * x->r->m + i;
        if (x->place[at] < 0)
            continue;
        mip_add_entry(x->mip, packages, x->place[at], 1);
        int32_t column = x->work[at];
        for (int32_t s = 0; s < x->r->n_skills; s++) {
            if (!works_on(x, i, x->package[a], s))
                continue;
            given += x->start[column];
            mip_add_entry(x->mip, hours, column, 1);
            mip_add_entry(x->mip, at_ease, column++, 1);
        }
    }
    mip_add_entry(x->mip, at_ease,
                  add_column(x, MIP_INFINITY, p->strain_cost, fmax(0, given - easy)), -1);
}

static int32_t granted_elsewhere(const struct staff_model *x, int32_t i) {
    int32_t n = x->s->granted[i];
    for (int32_t a = 0; a < x->n; a++) {
        const ptrdiff_t cell = staff_cell(x->r, i, x->package[a]);
        n -= x->r->is_wish[cell] && x->s->place[cell] >= 0;
    }
    return n;
}

static void add_wish(struct staff_model *x, int32_t i) {
    const struct staff *r = x->r;
    if (!r->has_wish[i] || r->p->unheard_cost <= 0 || granted_elsewhere(x, i) > 0)
        return;
    const int32_t row = mip_add_row(x->mip, 1, MIP_INFINITY);
    mip_add_entry(x->mip, row, add_column(x, 1, r->p->unheard_cost, x->s->granted[i] == 0), 1);
    for (int32_t a = 0; a < x->n; a++) {
        const int32_t place = x->place[(ptrdiff_t)a * r->m + i];
        if (place >= 0 && r->is_wish[staff_cell(r, i, x->package[a])])
            mip_add_entry(x->mip, row, place, 1);
    }
}

// Who differs from today in other packages does so anyway.
static bool is_off_elsewhere(const struct staff_model *x, int32_t i) {
    int32_t off = x->s->off[i];
    for (int32_t a = 0; a < x->n; a++) {
        const ptrdiff_t cell = staff_cell(x->r, i, x->package[a]);
        const bool may_come = x->place[(ptrdiff_t)a * x->r->m + i] >= 0;
        off -= may_come && (x->s->place[cell] >= 0) != x->r->is_now[cell];
    }
    return off > 0;
}

static void add_changes(struct staff_model *x) {
    const struct staff *r = x->r;
    if (r->p->changed_most < 0)
        return;
    const int32_t all = mip_add_row(x->mip, -MIP_INFINITY, r->p->changed_most);
    for (int32_t i = 0; i < r->m; i++) {
        const bool is_off = is_off_elsewhere(x, i);
        const int32_t changed = add_column(x, 1, 0, is_off || x->s->off[i] > 0);
        mip_add_entry(x->mip, all, changed, 1);
        const int32_t off = mip_add_row(x->mip, is_off, MIP_INFINITY);
        mip_add_entry(x->mip, off, changed, 1);
        for (int32_t a = 0; a < x->n; a++) {
            const int32_t place = x->place[(ptrdiff_t)a * r->m + i];
            if (place < 0)
                continue;
            const bool is_now = r->is_now[staff_cell(r, i, x->package[a])];
            const int32_t row = mip_add_row(x->mip, is_now, MIP_INFINITY);
            mip_add_entry(x->mip, row, changed, 1);
            mip_add_entry(x->mip, row, place, is_now ? 1 : -1);
        }
    }
}

// ---- a problem ----------------------------------------------------------------------------------

static int32_t columns_most(const struct staff_model *x) {
    int32_t n = x->n * (2 * x->r->n_skills) + 3 * x->r->m;
    for (int32_t a = 0; a < x->n; a++) {
        const int32_t j = x->package[a];
        for (int32_t s = 0; s < x->r->n_skills; s++)
            n += staff_demand(x->r, j, s) > 0 ? x->r->fit_start[j + 1] - x->r->fit_start[j] : 0;
        n += x->r->fit_start[j + 1] - x->r->fit_start[j];
    }
    return n;
}

// What the other packages leave of everybody.
static void list_rooms(struct staff_model *x) {
    const struct staff *r = x->r;
    for (int32_t i = 0; i < r->m; i++) {
        x->room[i] = r->p->packages_most[i] - x->s->load_n[i];
        x->free[i] = r->p->hours[i] - x->s->used[i];
        for (int32_t a = 0; a < x->n; a++) {
            const ptrdiff_t cell = staff_cell(r, i, x->package[a]);
            x->room[i] += x->s->place[cell] >= 0;
            x->free[i] += x->s->place[cell] >= 0 ? x->s->hours[cell] : 0;
        }
        x->free[i] = fmax(0, x->free[i]);
    }
}

void staff_model_build(struct arena *arena, struct staff_model *x) {
    const struct staff *r = x->r;
    const size_t cells = (size_t)x->n * (size_t)r->m;
    x->mip = mip_begin(arena);
    x->place = NEW_ARRAY(arena, int32_t, cells);
    x->work = NEW_ARRAY(arena, int32_t, cells);
    x->free = NEW_ARRAY(arena, double, (size_t)r->m);
    x->room = NEW_ARRAY(arena, int32_t, (size_t)r->m);
    x->start_room = columns_most(x);
    x->start = NEW_ARRAY(arena, double, (size_t)x->start_room);
    memset(x->place, 0xff, cells * sizeof x->place[0]);
    list_rooms(x);
    for (int32_t a = 0; a < x->n; a++) {
        const int32_t j = x->package[a];
        for (int32_t k = r->fit_start[j]; k < r->fit_start[j + 1]; k++)
            add_place(x, a, r->fit[k]);
    }
    start_hours(x);
    for (int32_t a = 0; a < x->n; a++)
        add_team(x, a);
    for (int32_t i = 0; i < r->m; i++) {
        add_day(x, i);
        add_wish(x, i);
    }
    add_changes(x);
}
