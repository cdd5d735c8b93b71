// SPDX-License-Identifier: EUPL-1.2
// A plan of a grouping on the way: who is where, what each item would add to each group, what the
// rules cost. Keeps the sums right under every change and decides nothing.
#include "plan/grouping/mdgp.h"

struct mdgp_state mdgp_state_new(struct arena *arena, const struct mdgp *r) {
    const size_t n = (size_t)r->n, m = (size_t)r->m;
    struct mdgp_state s = {
        .r = r,
        .group = NEW_ARRAY(arena, int32_t, n),
        .place = NEW_ARRAY(arena, int32_t, n),
        .seat_start = NEW_ARRAY(arena, int32_t, m + 1),
        .count = NEW_ARRAY(arena, int32_t, m),
        .size = NEW_ARRAY(arena, int32_t, m),
        .tally = NEW_ARRAY(arena, int32_t, m * (size_t)r->class_start[r->p->n_columns]),
        .delta = r->distance ? NEW_ARRAY(arena, int32_t, m * n) : NULL,
        .sum = NEW_ARRAY(arena, int32_t, m * (size_t)r->n_features),
        .square = NEW_ARRAY(arena, int64_t, m),
    };
    for (int32_t g = 0; g < r->m; g++) {
        const int32_t most = r->p->size_most[g];
        s.seat_start[g + 1] = s.seat_start[g] + (most < r->n ? most : r->n);
    }
    s.seat = NEW_ARRAY(arena, int32_t, (size_t)s.seat_start[r->m]);
    mdgp_state_clear(&s);
    return s;
}

static int64_t least_cost(const struct mdgp *r, int32_t g, int32_t size) {
    const int32_t least = r->p->size_least[g];
    return size < least ? (least - size) * MDGP_BROKEN : 0;
}

// ---- distances ---------------------------------------------------------------------------------

// The padding makes the inner loop one vector operation.
int32_t mdgp_dot(const int16_t *x, const int16_t *y, int32_t n) {
    int32_t sum = 0;
    for (int32_t k = 0; k < n; k += 8) {
        for (int32_t lane = 0; lane < 8; lane++)
            sum += x[k + lane] * y[k + lane];
    }
    return sum;
}

static const int16_t *feature_of(const struct mdgp *r, int32_t i) {
    return r->feature + (ptrdiff_t)i * r->n_features;
}

void mdgp_distances(const struct mdgp *r, int32_t i, const int32_t *list, int32_t n,
                    int32_t *ret_distance) {
    if (r->distance) {
        const int32_t *row = r->distance + (ptrdiff_t)i * r->n;
        for (int32_t k = 0; k < n; k++)
            ret_distance[k] = row[list[k]];
        return;
    }
    const int16_t *own = feature_of(r, i);
    for (int32_t k = 0; k < n; k++) {
        const int32_t j = list[k];
        ret_distance[k] =
            (int32_t)(mdgp_people(r, i) * r->square[j] + mdgp_people(r, j) * r->square[i] -
                      2 * mdgp_dot(own, feature_of(r, j), r->n_features));
    }
}

int64_t mdgp_to_group(const struct mdgp_state *s, int32_t i, int32_t g) {
    const struct mdgp *r = s->r;
    if (s->delta)
        return s->delta[(ptrdiff_t)g * r->n + i];
    const int16_t *own = feature_of(r, i);
    const int32_t *sum = s->sum + (ptrdiff_t)g * r->n_features;
    int64_t product = 0;
    for (int32_t k = 0; k < r->n_features; k++)
        product += (int64_t)own[k] * sum[k];
    int64_t distance = mdgp_people(r, i) * s->square[g] + s->size[g] * r->square[i] - 2 * product;
    if (s->group[i] == g && mdgp_people(r, i) > 1)
        distance -= 2 * (mdgp_people(r, i) * r->square[i] - mdgp_dot(own, own, r->n_features));
    return distance;
}

// Counts item i into group g (step 1) or out of it (step -1).
static void count_distances(struct mdgp_state *s, int32_t i, int32_t g, int step) {
    const struct mdgp *r = s->r;
    if (s->delta) {
        int32_t *delta = s->delta + (ptrdiff_t)g * r->n;
        const int32_t *row = r->distance + (ptrdiff_t)i * r->n;
        for (int32_t k = 0; k < r->n; k++)
            delta[k] += step * row[k];
        return;
    }
    int32_t *sum = s->sum + (ptrdiff_t)g * r->n_features;
    for (int32_t k = 0; k < r->n_features; k++)
        sum[k] += step * feature_of(r, i)[k];
    s->square[g] += step * r->square[i];
}

// ---- rules -------------------------------------------------------------------------------------

static int64_t tie_cost(const struct mdgp_state *s, int32_t i, int32_t g, int32_t without) {
    const struct mdgp *r = s->r;
    int64_t cost = 0;
    for (int32_t k = r->tie_start[i]; k < r->tie_start[i + 1]; k++) {
        const struct mdgp_tie *tie = &r->tie[k];
        if (s->group[tie->other] == g && tie->other != without)
            cost += tie->cost;
    }
    return cost;
}

// What it costs that item i stands in g, other than in the draft.
static int64_t change_cost(const struct mdgp_state *s, int32_t i, int32_t g) {
    const struct mdgp *r = s->r;
    int64_t cost = 0;
    for (int32_t k = r->member_start[i]; k < r->member_start[i + 1]; k++) {
        const int32_t previous = r->p->previous[r->member[k]];
        cost += previous >= 0 && previous != g ? r->change_cost : 0;
    }
    return cost;
}

// The cost of `there` people of class k of column c in a group g of `size` people.
static int64_t class_cost(const struct mdgp *r, int32_t c, int32_t k, int32_t g, int32_t there,
                          int32_t size) {
    const struct plan_column *column = &r->p->columns[c];
    int64_t cost = 0;
    if (column->least) {
        const ptrdiff_t at = (ptrdiff_t)k * r->m + g;
        if (there < column->least[at])
            cost += (column->least[at] - there) * MDGP_BROKEN;
        if (there > column->most[at])
            cost += (there - column->most[at]) * MDGP_BROKEN;
    }
    if (r->balance_cost[c] > 0) {
        const int64_t all = r->p->n_people, in_class = r->class_people[r->class_start[c] + k];
        cost += r->balance_cost[c] * llabs(there * all - size * in_class) / all;
    }
    return cost;
}

static int32_t *tally_of(const struct mdgp_state *s, int32_t c, int32_t g) {
    const struct mdgp *r = s->r;
    return s->tally + (ptrdiff_t)g * r->class_start[r->p->n_columns] + r->class_start[c];
}

static int64_t column_cost(const struct mdgp_state *s, int32_t c, int32_t g, int32_t size) {
    const int32_t *tally = tally_of(s, c, g);
    int64_t cost = 0;
    for (int32_t k = 0; k < s->r->p->columns[c].n_classes; k++)
        cost += class_cost(s->r, c, k, g, tally[k], size);
    return cost;
}

// One person of class k more or less in group g, which keeps its size.
static int64_t step_cost(const struct mdgp_state *s, int32_t c, int32_t k, int32_t g, int step) {
    if (k < 0)
        return 0;
    const int32_t there = tally_of(s, c, g)[k], size = s->size[g];
    return class_cost(s->r, c, k, g, there + step, size) - class_cost(s->r, c, k, g, there, size);
}

static int32_t class_of(const struct mdgp *r, int32_t c, int32_t i) {
    return r->p->columns[c].class[r->member[r->member_start[i]]];
}

// Two people of two groups change places.
static int64_t swap_cost(const struct mdgp_state *s, int32_t c, int32_t i, int32_t j) {
    const int32_t ki = class_of(s->r, c, i), kj = class_of(s->r, c, j);
    const int32_t g = s->group[i], h = s->group[j];
    if (ki == kj)
        return 0;
    return step_cost(s, c, ki, g, -1) + step_cost(s, c, kj, g, 1) + step_cost(s, c, ki, h, 1) +
           step_cost(s, c, kj, h, -1);
}

static void count_classes(const struct mdgp_state *s, int32_t c, int32_t i, int32_t g, int step) {
    const struct mdgp *r = s->r;
    int32_t *tally = tally_of(s, c, g);
    for (int32_t k = r->member_start[i]; k < r->member_start[i + 1]; k++) {
        const int32_t class = r->p->columns[c].class[r->member[k]];
        if (class >= 0)
            tally[class] += step;
    }
}

static void count_both(const struct mdgp_state *s, int32_t c, int32_t i, int32_t h, int32_t j,
                       int step) {
    const int32_t g = s->group[i];
    if (g >= 0)
        count_classes(s, c, i, g, -step);
    if (h >= 0)
        count_classes(s, c, i, h, step);
    if (j >= 0) {
        count_classes(s, c, j, h, -step);
        count_classes(s, c, j, g, step);
    }
}

// Any other exchange: counted as if it were done, then undone.
static int64_t column_change(const struct mdgp_state *s, int32_t c, int32_t i, int32_t h, int32_t j,
                             int32_t change) {
    const int32_t g = s->group[i];
    int64_t cost = 0;
    if (g >= 0)
        cost -= column_cost(s, c, g, s->size[g]);
    if (h >= 0)
        cost -= column_cost(s, c, h, s->size[h]);
    count_both(s, c, i, h, j, 1);
    if (g >= 0)
        cost += column_cost(s, c, g, s->size[g] - change);
    if (h >= 0)
        cost += column_cost(s, c, h, s->size[h] + change);
    count_both(s, c, i, h, j, -1);
    return cost;
}

// How many people more leave i's group than come.
static int32_t size_change(const struct mdgp *r, int32_t i, int32_t j) {
    return mdgp_people(r, i) - (j >= 0 ? mdgp_people(r, j) : 0);
}

bool mdgp_fits(const struct mdgp_state *s, int32_t i, int32_t h, int32_t j) {
    const struct mdgp *r = s->r;
    const int32_t change = size_change(r, i, j), g = s->group[i];
    return mdgp_may_join(r, i, h) && s->size[h] + change <= r->p->size_most[h] &&
           (j < 0 || (mdgp_may_join(r, j, g) && s->size[g] - change <= r->p->size_most[g]));
}

int64_t mdgp_rule_cost(const struct mdgp_state *s, int32_t i, int32_t h, int32_t j) {
    const struct mdgp *r = s->r;
    const int32_t g = s->group[i], change = size_change(r, i, j);
    int64_t cost = 0;
    if (change != 0 && g >= 0)
        cost += least_cost(r, g, s->size[g] - change) - least_cost(r, g, s->size[g]);
    if (change != 0 && h >= 0)
        cost += least_cost(r, h, s->size[h] + change) - least_cost(r, h, s->size[h]);
    if (!r->has_rules)
        return cost;
    const bool is_plain = j >= 0 && mdgp_people(r, i) == 1 && mdgp_people(r, j) == 1;
    for (int32_t c = 0; c < r->p->n_columns; c++)
        cost += is_plain ? swap_cost(s, c, i, j) : column_change(s, c, i, h, j, change);
    if (h >= 0)
        cost += tie_cost(s, i, h, j);
    if (g >= 0)
        cost -= tie_cost(s, i, g, -1);
    if (j >= 0)
        cost += tie_cost(s, j, g, i) - tie_cost(s, j, h, -1);
    if (r->change_cost > 0) {
        cost += (h >= 0 ? change_cost(s, i, h) : 0) - (g >= 0 ? change_cost(s, i, g) : 0);
        cost += j >= 0 ? change_cost(s, j, g) - change_cost(s, j, h) : 0;
    }
    return cost;
}

// ---- changes -----------------------------------------------------------------------------------

static void sit(struct mdgp_state *s, int32_t i, int32_t g, int32_t place) {
    s->group[i] = g;
    s->place[i] = place;
    s->seat[s->seat_start[g] + place] = i;
}

void mdgp_enter(struct mdgp_state *s, int32_t i, int32_t g) {
    const struct mdgp *r = s->r;
    s->cost += mdgp_rule_cost(s, i, g, -1);
    s->distance += mdgp_to_group(s, i, g);
    for (int32_t c = 0; c < r->p->n_columns; c++)
        count_classes(s, c, i, g, 1);
    sit(s, i, g, s->count[g]++);
    s->size[g] += mdgp_people(r, i);
    count_distances(s, i, g, 1);
}

void mdgp_leave(struct mdgp_state *s, int32_t i) {
    const struct mdgp *r = s->r;
    const int32_t g = s->group[i];
    s->cost += mdgp_rule_cost(s, i, -1, -1);
    s->distance -= mdgp_to_group(s, i, g);
    for (int32_t c = 0; c < r->p->n_columns; c++)
        count_classes(s, c, i, g, -1);
    const int32_t last = s->seat[s->seat_start[g] + --s->count[g]];
    sit(s, last, g, s->place[i]);
    s->group[i] = -1;
    s->size[g] -= mdgp_people(r, i);
    count_distances(s, i, g, -1);
}

// Both columns of the table in one pass: the many small steps of the search are spent here.
static void swap_distances(struct mdgp_state *s, int32_t i, int32_t j) {
    const struct mdgp *r = s->r;
    const int32_t g = s->group[i], h = s->group[j];
    if (!s->delta) {
        count_distances(s, i, g, -1);
        count_distances(s, j, h, -1);
        count_distances(s, i, h, 1);
        count_distances(s, j, g, 1);
        return;
    }
    int32_t *restrict from = s->delta + (ptrdiff_t)g * r->n;
    int32_t *restrict to = s->delta + (ptrdiff_t)h * r->n;
    const int32_t *restrict row_i = r->distance + (ptrdiff_t)i * r->n;
    const int32_t *restrict row_j = r->distance + (ptrdiff_t)j * r->n;
    for (int32_t k = 0; k < r->n; k++) {
        const int32_t change = row_j[k] - row_i[k];
        from[k] += change;
        to[k] -= change;
    }
}

static void swap(struct mdgp_state *s, int32_t i, int32_t j) {
    const struct mdgp *r = s->r;
    const int32_t g = s->group[i], h = s->group[j], change = size_change(r, i, j);
    int32_t between;
    mdgp_distances(r, i, &j, 1, &between);
    s->cost += mdgp_rule_cost(s, i, h, j);
    s->distance += mdgp_to_group(s, i, h) - mdgp_to_group(s, i, g) + mdgp_to_group(s, j, g) -
                   mdgp_to_group(s, j, h) - 2 * (int64_t)between;
    for (int32_t c = 0; c < r->p->n_columns; c++)
        count_both(s, c, i, h, j, 1);
    swap_distances(s, i, j);
    const int32_t place = s->place[i];
    sit(s, i, h, s->place[j]);
    sit(s, j, g, place);
    s->size[g] -= change;
    s->size[h] += change;
}

void mdgp_exchange(struct mdgp_state *s, int32_t i, int32_t h, int32_t j) {
    if (j >= 0) {
        swap(s, i, j);
        return;
    }
    mdgp_leave(s, i);
    mdgp_enter(s, i, h);
}

void mdgp_state_clear(struct mdgp_state *s) {
    const struct mdgp *r = s->r;
    const size_t n = (size_t)r->n, m = (size_t)r->m;
    for (size_t i = 0; i < n; i++)
        s->group[i] = -1;
    memset(s->count, 0, m * sizeof s->count[0]);
    memset(s->size, 0, m * sizeof s->size[0]);
    memset(s->tally, 0, m * (size_t)r->class_start[r->p->n_columns] * sizeof s->tally[0]);
    if (s->delta)
        memset(s->delta, 0, m * n * sizeof s->delta[0]);
    memset(s->sum, 0, m * (size_t)r->n_features * sizeof s->sum[0]);
    memset(s->square, 0, m * sizeof s->square[0]);
    s->distance = s->cost = 0;
    for (int32_t g = 0; g < r->m; g++) {
        s->cost += least_cost(r, g, 0);
        for (int32_t c = 0; c < r->p->n_columns; c++)
            s->cost += column_cost(s, c, g, 0);
    }
}
