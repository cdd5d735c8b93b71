// SPDX-License-Identifier: EUPL-1.2
// Schemes: tables of elements of a group, one row for each round and one column for each column of
// people, of which any two rows differ by another element in every column. Made from parts: the
// multiplication table of a finite field, of the integers modulo g, or a table that is kept; the
// product of two schemes has a row for each pair of rows.
// Source: Bose, On the application of the properties of Galois fields to the problem of
// construction of hyper-Graeco-Latin squares, Sankhya 3, 1938; MacNeish, Euler squares, Annals of
// Mathematics 23(3), 1922; Johnson, Dulmage and Mendelsohn, Orthomorphisms of groups and orthogonal
// latin squares, Canadian Journal of Mathematics 13, 1961.
#include "plan/rotation/design_kept.h"

enum { PARTS_MAX = 16 };

struct part {
    int32_t order, n_rows; // of the group, and of the scheme
    struct field field;    // where q > 0
    const struct kept_scheme *kept;
    bool is_transposed; // of `kept`, rows and columns change places
};

struct scheme {
    struct part part[PARTS_MAX];
    int32_t n_parts;
    int64_t n_rows;
};

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

// ---- parts -------------------------------------------------------------------------------------

static int32_t cell_of(const struct part *p, int32_t row, int32_t column) {
    if (p->field.q > 0)
        return field_times(&p->field, row, column % p->field.q);
    if (p->kept && p->is_transposed)
        return p->kept->cells[column * p->kept->size + row] - 'a';
    if (p->kept)
        return p->kept->cells[row * p->kept->size + column] - 'a';
    return (int32_t)((int64_t)row * column % p->order);
}

static int32_t add_modulo(const int32_t *moduli, int32_t n_moduli, int32_t a, int32_t b) {
    int32_t sum = 0, digit = 1;
    for (int32_t k = 0; k < n_moduli; k++) {
        sum += (a + b) % moduli[k] * digit;
        digit *= moduli[k];
        a /= moduli[k];
        b /= moduli[k];
    }
    return sum;
}

static int32_t add_in(const struct part *p, int32_t a, int32_t b) {
    if (p->field.q > 0)
        return field_add(&p->field, a, b);
    return p->kept ? add_modulo(p->kept->moduli, COUNT_OF(p->kept->moduli), a, b)
                   : (a + b) % p->order;
}

// Modulo g, rows k and l are the same in columns c and d when (k - l) * (c - d) is 0.
static int32_t clear_rows(int32_t g, int32_t size, int32_t n_rounds) {
    for (int32_t k = 1; k < smaller(g, n_rounds); k++) {
        for (int32_t c = 1; c < size; c++) {
            if ((int64_t)k * c % g == 0)
                return k;
        }
    }
    return smaller(g, n_rounds);
}

// ---- schemes -----------------------------------------------------------------------------------

static void add_part(struct scheme *s, struct part part, int32_t n_rounds) {
    s->part[s->n_parts++] = part;
    s->n_rows *= part.n_rows;
    if (s->n_rows > n_rounds)
        s->n_rows = n_rounds; // no more is wanted
}

// A field for each power of a prime in `order`. More columns than elements leave one row.
static void add_fields(struct arena *arena, struct scheme *s, int32_t order,
                       const struct design *d) {
    while (order > 1) {
        const int32_t q = field_power_of(order);
        const struct part part = {
            .order = q, .n_rows = d->size <= q ? q : 1, .field = field_of(arena, q)};
        add_part(s, part, d->n_rounds);
        order /= q;
    }
}

static void keep_better(const struct scheme *s, struct scheme *best) {
    if (s->n_rows > best->n_rows)
        *best = *s;
}

static struct scheme best_scheme(struct arena *arena, const struct design *d) {
    struct scheme best = {.n_rows = 1};
    add_fields(arena, &best, d->n_groups, d);
    struct scheme s = {.n_rows = 1};
    add_part(&s,
             (struct part){.order = d->n_groups,
                           .n_rows = clear_rows(d->n_groups, d->size, d->n_rounds)},
             d->n_rounds);
    keep_better(&s, &best);
    for (const struct kept_scheme *kept = KEPT_SCHEMES; kept->size > 0; kept++) {
        if (d->n_groups % kept->order != 0)
            continue;
        for (int turn = 0; turn < 2; turn++) {
            if (d->size > (turn ? kept->n_rows : kept->size))
                continue;
            s = (struct scheme){.n_rows = 1};
            add_part(&s,
                     (struct part){.order = kept->order,
                                   .n_rows = turn ? kept->size : kept->n_rows,
                                   .kept = kept,
                                   .is_transposed = turn},
                     d->n_rounds);
            add_fields(arena, &s, d->n_groups / kept->order, d);
            keep_better(&s, &best);
        }
    }
    return best;
}

// Where person x of column c stands in round w: digit by digit, each in its part.
static int32_t group_of(const struct scheme *s, int32_t w, int32_t c, int32_t x) {
    int32_t group = 0, digit = 1;
    for (int32_t k = 0; k < s->n_parts; k++) {
        const struct part *p = &s->part[k];
        const int32_t cell = cell_of(p, w % p->n_rows, c);
        group += add_in(p, x % p->order, cell) * digit;
        digit *= p->order;
        x /= p->order;
        w /= p->n_rows;
    }
    return group;
}

int32_t design_scheme(struct arena *arena, const struct design *d) {
    const struct scheme s = best_scheme(arena, d);
    const int32_t n_rounds = (int32_t)s.n_rows;
    for (int32_t w = 0; w < n_rounds; w++) {
        for (int32_t c = 0; c < d->size; c++) {
            for (int32_t x = 0; x < d->n_groups; x++)
                design_put(d, c * d->n_groups + x, w, group_of(&s, w, c, x));
        }
    }
    return n_rounds;
}
