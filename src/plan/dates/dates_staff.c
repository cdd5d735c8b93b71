// SPDX-License-Identifier: EUPL-1.2
// Who gives which session: a matching in each slot, by augmenting paths. Who gave the session in
// the earlier plan keeps it where that is possible, and then who gave the last session of the
// group.
#include "plan/dates/dates.h"

enum { FREE = -1, AWAY = -2 };

struct matching {
    const struct dates *d;
    const struct dates_state *s;
    int32_t t;
    int32_t n;                  // places to fill
    int32_t *session;           // [places] group * n_modules + module
    int32_t *of_place;          // [places] facilitator, FREE = none yet
    int32_t *of_facilitator;    // [n_facilitators] place, FREE or AWAY
    int32_t *seen_from, *queue; // [n_facilitators] place; [places]
    int32_t *facilitators;      // the answer so far
};

static bool can_give(const struct matching *x, int32_t f, int32_t session) {
    return (x->d->able[f] >> session % x->d->n_modules & 1) != 0;
}

static void give(struct matching *x, int32_t place, int32_t f) {
    x->of_place[place] = f;
    x->of_facilitator[f] = place;
}

static bool prefer(struct matching *x, int32_t place, int32_t f) {
    if (f < 0 || x->of_facilitator[f] != FREE || !can_give(x, f, x->session[place]))
        return false;
    give(x, place, f);
    return true;
}

static bool prefer_known(struct matching *x, int32_t place) {
    const struct plan_dates *p = x->d->problem;
    const ptrdiff_t session = x->session[place];
    for (int32_t k = 0; k < PLAN_DATES_NEEDED_MAX; k++)
        if (p->previous_facilitators && p->previous[session] == x->t &&
            prefer(x, place, p->previous_facilitators[session * PLAN_DATES_NEEDED_MAX + k]))
            return true;
    for (int32_t k = 0; session % x->d->n_modules > 0 && k < PLAN_DATES_NEEDED_MAX; k++)
        if (prefer(x, place, x->facilitators[(session - 1) * PLAN_DATES_NEEDED_MAX + k]))
            return true;
    return false;
}

static void turn_over(struct matching *x, int32_t f, int32_t start) {
    for (;;) {
        const int32_t place = x->seen_from[f], next = x->of_place[place];
        give(x, place, f);
        if (place == start)
            return;
        f = next;
    }
}

// Finds a free facilitator for the place, others changing places if they must.
static bool fill(struct matching *x, int32_t start) {
    int32_t head = 0, tail = 0;
    for (int32_t f = 0; f < x->d->n_facilitators; f++)
        x->seen_from[f] = -1;
    x->queue[tail++] = start;
    while (head < tail) {
        const int32_t place = x->queue[head++];
        for (int32_t f = 0; f < x->d->n_facilitators; f++) {
            if (x->of_facilitator[f] == AWAY || x->seen_from[f] >= 0 ||
                !can_give(x, f, x->session[place]))
                continue;
            x->seen_from[f] = place;
            if (x->of_facilitator[f] == FREE) {
                turn_over(x, f, start);
                return true;
            }
            x->queue[tail++] = x->of_facilitator[f];
        }
    }
    return false;
}

static void open_slot(struct matching *x) {
    const struct dates *d = x->d;
    x->n = 0;
    for (int32_t f = 0; f < d->n_facilitators; f++)
        x->of_facilitator[f] = d->problem->free[(ptrdiff_t)f * d->n_slots + x->t] ? FREE : AWAY;
    for (int32_t k = 0; k < d->n_groups * d->n_modules; k++) {
        if (x->s->slot[k] != x->t || k % d->n_modules < d->n_past[k / d->n_modules])
            continue;
        if (d->is_named)
            x->of_facilitator[x->s->lead[k]] = AWAY;
        for (int32_t n = d->needed[k % d->n_modules] - d->is_named; n > 0; n--) {
            x->of_place[x->n] = FREE;
            x->session[x->n++] = k;
        }
    }
}

static void put(int32_t *list, int32_t f) {
    int32_t k = 0;
    for (; list[k] >= 0; k++)
        if (list[k] > f) {
            const int32_t larger = list[k];
            list[k] = f;
            f = larger;
        }
    list[k] = f;
}

static void fill_slot(struct matching *x) {
    open_slot(x);
    for (int32_t place = 0; place < x->n; place++)
        (void)prefer_known(x, place);
    for (int32_t place = 0; place < x->n; place++)
        ENSURE(x->of_place[place] >= 0 || fill(x, place));
    for (int32_t place = 0; place < x->n; place++)
        put(x->facilitators + (ptrdiff_t)x->session[place] * PLAN_DATES_NEEDED_MAX,
            x->of_place[place]);
}

static void put_known(struct matching *x) {
    const struct dates *d = x->d;
    const int32_t *known = d->problem->previous_facilitators;
    for (ptrdiff_t k = 0; k < (ptrdiff_t)d->n_groups * d->n_modules; k++) {
        const bool is_past = k % d->n_modules < d->n_past[k / d->n_modules];
        if (is_past && known)
            memcpy(x->facilitators + k * PLAN_DATES_NEEDED_MAX, known + k * PLAN_DATES_NEEDED_MAX,
                   PLAN_DATES_NEEDED_MAX * sizeof known[0]);
        else if (!is_past && d->is_named)
            put(x->facilitators + k * PLAN_DATES_NEEDED_MAX, x->s->lead[k]);
    }
}

void dates_staff_assign(struct arena *arena, const struct dates *d, const struct dates_state *s,
                        int32_t *ret_facilitators) {
    const size_t n = (size_t)d->n_groups * (size_t)d->n_modules * PLAN_DATES_NEEDED_MAX,
                 f = (size_t)d->n_facilitators;
    struct matching x = {
        .d = d,
        .s = s,
        .session = NEW_ARRAY(arena, int32_t, n),
        .of_place = NEW_ARRAY(arena, int32_t, n),
        .of_facilitator = NEW_ARRAY(arena, int32_t, f),
        .seen_from = NEW_ARRAY(arena, int32_t, f),
        .queue = NEW_ARRAY(arena, int32_t, n),
        .facilitators = ret_facilitators,
    };
    for (size_t k = 0; k < n; k++)
        ret_facilitators[k] = -1;
    put_known(&x);
    for (x.t = 0; d->n_facilitators > 0 && x.t < d->n_slots; x.t++)
        fill_slot(&x);
}
