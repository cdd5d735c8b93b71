// SPDX-License-Identifier: EUPL-1.2
// Exact knapsacks. Items are sorted by profit per hour; those that the linear bound shows to be in
// or out of some best choice are settled, and the few in between are solved by dynamic programming
// over hours. Hours are a small whole number, so this is fast and always exact.
// Source: Martello and Toth, Knapsack Problems, Wiley 1990, chapter 2.
#include "plan/allocation/gap.h"

enum { LANES = 8 };

struct gap_sack gap_sack_new(struct arena *arena, int32_t items_most, int64_t cells) {
    const size_t n = (size_t)items_most + 1;
    return (struct gap_sack){
        .profit = NEW_ARRAY(arena, int32_t, n),
        .load = NEW_ARRAY(arena, int32_t, n),
        .order = NEW_ARRAY(arena, int32_t, n),
        .rate = NEW_ARRAY(arena, double, n),
        .taken = NEW_ARRAY(arena, bool, n),
        .core = NEW_ARRAY(arena, int32_t, n),
        .table = NEW_ARRAY(arena, int32_t, (size_t)cells),
        .table_cells = cells,
    };
}

// Shell's sort: short lists, nearly in order; ties by place, so the order is always the same.
static void sort_by_rate(struct gap_sack *s, int32_t n) {
    static const int32_t GAPS[] = {3905, 1744, 701, 301, 132, 57, 23, 10, 4, 1};
    for (size_t g = 0; g < COUNT_OF(GAPS); g++) {
        for (int32_t k = GAPS[g]; k < n; k++) {
            const int32_t item = s->order[k];
            const double rate = s->rate[item];
            int32_t at = k;
            for (; at >= GAPS[g]; at -= GAPS[g]) {
                const int32_t other = s->order[at - GAPS[g]];
                if (s->rate[other] > rate || (!(s->rate[other] < rate) && other < item))
                    break;
                s->order[at] = other;
            }
            s->order[at] = item;
        }
    }
}

// One more item: the best profit for every number of hours, from that without it.
static void add_row(const int32_t *restrict old, int32_t *restrict new, int32_t width, int32_t load,
                    int32_t profit) {
    const int32_t kept = load < width ? load : width;
    memcpy(new, old, (size_t)kept * sizeof new[0]);
    const int32_t *from = old + kept;
    new += kept;
    for (int32_t w = kept; w < width; w += LANES, from += LANES, new += LANES, old += LANES) {
        for (int32_t k = 0; k < LANES; k++)
            new[k] = from[k] > old[k] + profit ? from[k] : old[k] + profit;
    }
}

static int64_t solve_core(struct gap_sack *s, int32_t n, int32_t hours) {
    const int32_t width = hours + 1, stride = width + LANES;
    ENSURE((int64_t)(n + 1) * stride <= s->table_cells);
    memset(s->table, 0, (size_t)stride * sizeof s->table[0]);
    for (int32_t k = 0; k < n; k++)
        add_row(s->table + (ptrdiff_t)k * stride, s->table + (ptrdiff_t)(k + 1) * stride, width,
                s->load[s->core[k]], s->profit[s->core[k]]);
    s->work += (int64_t)n * width / 8;
    return s->table[(ptrdiff_t)n * stride + hours];
}

static void take_core(struct gap_sack *s, int32_t n, int32_t hours) {
    const int32_t stride = hours + 1 + LANES;
    for (int32_t k = n; k > 0; k--) {
        const int32_t *row = s->table + (ptrdiff_t)k * stride;
        const int32_t item = s->core[k - 1];
        s->taken[item] = row[hours] != row[hours - stride];
        hours -= s->taken[item] ? s->load[item] : 0;
    }
}

static int64_t floor_div(int64_t a, int64_t b) { // b > 0
    return a >= 0 ? a / b : -((-a + b - 1) / b);
}

// The items in order of rate that fit, skipping those that do not. Gives profit and the first item
// that did not fit, with what the items before it leave.
static int64_t fill(struct gap_sack *s, int32_t n, int32_t hours, int32_t *ret_break,
                    int64_t *ret_value, int64_t *ret_rest) {
    int64_t value = 0, rest = hours;
    *ret_break = -1;
    for (int32_t k = 0; k < n; k++) {
        const int32_t item = s->order[k];
        s->taken[item] = s->load[item] <= rest;
        if (!s->taken[item] && *ret_break < 0) {
            *ret_break = k;
            *ret_value = value;
            *ret_rest = rest;
        }
        if (s->taken[item]) {
            value += s->profit[item];
            rest -= s->load[item];
        }
    }
    return value;
}

int64_t gap_sack_solve(struct gap_sack *s, int32_t hours) {
    int64_t free_profit = 0;
    int32_t n = 0;
    for (int32_t k = 0; k < s->n; k++) {
        s->taken[k] = s->load[k] == 0;
        if (s->load[k] == 0) {
            free_profit += s->profit[k];
        } else if (s->load[k] <= hours) {
            s->rate[k] = (double)s->profit[k] / s->load[k];
            s->order[n++] = k;
        }
    }
    sort_by_rate(s, n);
    s->work += 4 * (int64_t)s->n;
    int32_t at_break;
    int64_t value, rest;
    const int64_t least = fill(s, n, hours, &at_break, &value, &rest);
    if (at_break < 0)
        return free_profit + least;
    const int64_t p = s->profit[s->order[at_break]], a = s->load[s->order[at_break]];
    int32_t n_core = 0, hours_left = hours;
    int64_t sure = 0;
    for (int32_t k = 0; k < n; k++) {
        const int32_t item = s->order[k];
        const int64_t sign = k < at_break ? -1 : 1;
        const int64_t most =
            value + sign * s->profit[item] + floor_div((rest - sign * s->load[item]) * p, a);
        if (most > least) {
            s->core[n_core++] = item;
        } else if (k < at_break) {
            sure += s->profit[item];
            hours_left -= s->load[item];
        }
    }
    const int64_t exact = n_core > 0 ? sure + solve_core(s, n_core, hours_left) : least;
    if (exact <= least)
        return free_profit + least;
    for (int32_t k = 0; k < n; k++)
        s->taken[s->order[k]] = k < at_break;
    take_core(s, n_core, hours_left);
    return free_profit + exact;
}

// ---- with and without each item -----------------------------------------------------------------

// Best profit without item k: some hours before it, the rest behind it.
static int32_t joined(const int32_t *front, const int32_t *back, int32_t hours) {
    int32_t best = INT32_MIN;
    for (int32_t w = 0; w <= hours; w++) {
        const int32_t sum = front[w] + back[hours - w];
        best = sum > best ? sum : best;
    }
    return best;
}

int64_t gap_sack_force(struct gap_sack *s, int32_t hours, int32_t *ret_in, int32_t *ret_out) {
    const int32_t width = hours + 1, stride = width + LANES, n = s->n;
    int32_t n_core = 0;
    for (int32_t k = 0; k < n; k++) {
        if (s->profit[k] > 0 && s->load[k] <= hours)
            s->core[n_core++] = k;
    }
    ENSURE((int64_t)2 * (n_core + 1) * stride <= s->table_cells);
    int32_t *const front = s->table, *const back = front + (ptrdiff_t)(n_core + 1) * stride;
    memset(front, 0, (size_t)stride * sizeof front[0]);
    memset(back + (ptrdiff_t)n_core * stride, 0, (size_t)stride * sizeof back[0]);
    for (int32_t k = 0; k < n_core; k++) {
        const int32_t item = s->core[k], last = s->core[n_core - 1 - k];
        add_row(front + (ptrdiff_t)k * stride, front + (ptrdiff_t)(k + 1) * stride, width,
                s->load[item], s->profit[item]);
        add_row(back + (ptrdiff_t)(n_core - k) * stride,
                back + (ptrdiff_t)(n_core - k - 1) * stride, width, s->load[last], s->profit[last]);
    }
    const int32_t *const full = front + (ptrdiff_t)n_core * stride;
    for (int32_t k = 0; k < n; k++) {
        ret_out[k] = full[hours];
        ret_in[k] = s->load[k] <= hours ? full[hours - s->load[k]] + s->profit[k] : INT32_MIN / 2;
    }
    for (int32_t k = 0; k < n_core; k++) {
        const int32_t item = s->core[k], left = hours - s->load[item];
        const int32_t *before = front + (ptrdiff_t)k * stride;
        const int32_t *behind = back + (ptrdiff_t)(k + 1) * stride;
        ret_out[item] = joined(before, behind, hours);
        ret_in[item] = joined(before, behind, left) + s->profit[item];
    }
    s->work += (int64_t)n_core * width / 3 + n;
    return full[hours];
}
