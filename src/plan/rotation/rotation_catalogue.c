// SPDX-License-Identifier: EUPL-1.2
// Designs in which no pair meets twice, built by arithmetic: the round robin for groups of two, and
// lines over a finite field, or over the integers modulo the number of groups. Never searches.
// Source: Bose, On the application of the properties of Galois fields to the problem of
// construction of hyper-Graeco-Latin squares, Sankhya 3, 1938; the circle method is Kirkman's.
#include "plan/rotation/rotation.h"

struct design {
    int32_t n_groups, size, n_rounds; // n_rounds: the row length of `group`, and the most wanted
    int32_t *group;                   // [n_groups * size * n_rounds]
};

static void put(const struct design *d, int32_t person, int32_t w, int32_t g) {
    d->group[(ptrdiff_t)person * d->n_rounds + w] = g;
}

static int32_t smaller(int32_t a, int32_t b) {
    return a < b ? a : b;
}

// The last person stands still, the others walk round the table.
static int32_t round_robin(const struct design *d) {
    const int32_t circle = 2 * d->n_groups - 1, n_rounds = smaller(circle, d->n_rounds);
    for (int32_t w = 0; w < n_rounds; w++) {
        put(d, circle, w, 0);
        put(d, w, w, 0);
        for (int32_t k = 1; k < d->n_groups; k++) {
            put(d, (w + k) % circle, w, k);
            put(d, (w + circle - k) % circle, w, k);
        }
    }
    return n_rounds;
}

// The numbers 0..q-1 with an addition and a multiplication. When q is a power of a prime they are
// the field: digits to the base of the prime, times by logarithms. Else they count modulo q.
struct numbers {
    int32_t q, prime;
    int32_t *power; // [q - 1] of a primitive element; NULL: modulo q
    int32_t *log;   // [q]
};

static int32_t add(const struct numbers *f, int32_t a, int32_t b) {
    if (!f->power)
        return (a + b) % f->q;
    int32_t sum = 0;
    for (int32_t digit = 1; digit < f->q; digit *= f->prime) {
        sum += (a + b) % f->prime * digit;
        a /= f->prime;
        b /= f->prime;
    }
    return sum;
}

static int32_t times(const struct numbers *f, int32_t a, int32_t b) {
    if (!f->power)
        return (int32_t)((int64_t)a * b % f->q);
    return a == 0 || b == 0 ? 0 : f->power[(f->log[a] + f->log[b]) % (f->q - 1)];
}

// Fills the powers of x, where x^m is the polynomial with the digits of `tail`; true when they run
// through everything but 0.
static bool fill_powers(const struct numbers *f, int32_t tail) {
    int32_t a = 1;
    for (int32_t k = 0; k < f->q - 1; k++) {
        if (a == 0 || (k > 0 && a == 1))
            return false;
        f->power[k] = a;
        f->log[a] = k;
        const int32_t top = (int32_t)((int64_t)a * f->prime / f->q);
        a = (int32_t)((int64_t)a * f->prime % f->q);
        for (int32_t t = 0; t < top; t++)
            a = add(f, a, tail);
    }
    return a == 1;
}

static struct numbers numbers_below(struct arena *arena, int32_t q) {
    int32_t prime = 2, rest = q;
    while (q % prime != 0)
        prime++;
    while (rest % prime == 0)
        rest /= prime;
    if (rest > 1)
        return (struct numbers){.q = q};
    const struct numbers f = {.q = q,
                              .prime = prime,
                              .power = NEW_ARRAY(arena, int32_t, (size_t)q),
                              .log = NEW_ARRAY(arena, int32_t, (size_t)q)};
    int32_t tail = 1;
    while (!fill_powers(&f, tail))
        tail++; // a primitive polynomial exists for every field
    return f;
}

// Person x of column c is in group x + k * c in round k. Columns c and d meet in rounds k and l at
// the same two people only if (k - l) * (c - d) = 0: how many rounds keep clear of that?
static int32_t clear_rounds(const struct numbers *f, int32_t size, int32_t n_rounds) {
    if (f->power)
        return size <= f->q ? smaller(f->q, n_rounds) : 1; // one round never repeats
    for (int32_t k = 1; k < n_rounds; k++) {
        for (int32_t c = 1; c < size; c++) {
            if (times(f, k, c) == 0)
                return k;
        }
    }
    return n_rounds;
}

static int32_t lines(struct arena *arena, const struct design *d) {
    const struct numbers f = numbers_below(arena, d->n_groups);
    const int32_t n_rounds = clear_rounds(&f, d->size, d->n_rounds);
    for (int32_t w = 0; w < n_rounds; w++) {
        for (int32_t c = 0; c < d->size; c++) {
            for (int32_t x = 0; x < d->n_groups; x++)
                put(d, c * d->n_groups + x, w, add(&f, x, times(&f, w, c)));
        }
    }
    return n_rounds;
}

// People of one column have not met: where the size divides the number of groups, each column goes
// on with a smaller design of its own, in rounds from `first`.
// NOLINTNEXTLINE(misc-no-recursion): the deeper design is at least twice as small
static int32_t inside_columns(struct arena *arena, const struct design *d, int32_t first) {
    const int32_t n_groups = d->n_groups / d->size;
    int32_t *inner = NEW_ARRAY(arena, int32_t, (size_t)d->n_groups * (size_t)d->n_rounds);
    const int32_t known = rotation_design(arena, n_groups, d->size, d->n_rounds, inner);
    const int32_t n_rounds = smaller(known, d->n_rounds - first);
    for (int32_t w = 0; w < n_rounds; w++) {
        for (int32_t person = 0; person < d->n_groups * d->size; person++) {
            const int32_t c = person / d->n_groups, x = person % d->n_groups;
            put(d, person, first + w, c * n_groups + inner[(ptrdiff_t)x * d->n_rounds + w]);
        }
    }
    return first + n_rounds;
}

// NOLINTNEXTLINE(misc-no-recursion): see inside_columns()
int32_t rotation_design(struct arena *arena, int32_t n_groups, int32_t size, int32_t n_rounds,
                        int32_t *ret_group) {
    const struct design d = {n_groups, size, n_rounds, ret_group};
    if (n_groups == 1) {
        for (int32_t person = 0; person < size; person++)
            put(&d, person, 0, 0);
        return 1;
    }
    if (size == 2)
        return round_robin(&d);
    const int32_t n_lines = lines(arena, &d);
    // groups of one never meet anybody: the lines are the whole answer
    return size > 1 && n_groups % size == 0 ? inside_columns(arena, &d, n_lines) : n_lines;
}
