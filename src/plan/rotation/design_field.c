// SPDX-License-Identifier: EUPL-1.2
// Finite fields of any order up to some thousands: tables of powers and logarithms.
// Source: Lidl and Niederreiter, Introduction to finite fields and their applications, 1994, doi
// 10.1017/CBO9781139172769; a primitive polynomial is found by trying them in order.
#include "plan/rotation/design.h"

int32_t field_prime_of(int32_t q) {
    int32_t prime = 2;
    while (prime * prime <= q && q % prime != 0)
        prime++;
    return q % prime == 0 ? prime : q;
}

int32_t field_power_of(int32_t q) {
    const int32_t prime = field_prime_of(q);
    int32_t power = prime;
    while (q / power % prime == 0)
        power *= prime;
    return power;
}

int32_t field_add(const struct field *f, int32_t a, int32_t b) {
    int32_t sum = 0;
    for (int32_t digit = 1; digit < f->q; digit *= f->prime) {
        sum += (a + b) % f->prime * digit;
        a /= f->prime;
        b /= f->prime;
    }
    return sum;
}

int32_t field_times(const struct field *f, int32_t a, int32_t b) {
    return a == 0 || b == 0 ? 0 : f->power[(f->log[a] + f->log[b]) % (f->q - 1)];
}

// Fills the powers of x, where x^m is the polynomial with the digits of `tail`; true when they run
// through everything but 0.
static bool fill_powers(const struct field *f, int32_t tail) {
    int32_t a = 1;
    for (int32_t k = 0; k < f->q - 1; k++) {
        if (a == 0 || (k > 0 && a == 1))
            return false;
        f->power[k] = a;
        f->log[a] = k;
        const int32_t top = (int32_t)((int64_t)a * f->prime / f->q);
        a = (int32_t)((int64_t)a * f->prime % f->q);
        for (int32_t t = 0; t < top; t++)
            a = field_add(f, a, tail);
    }
    return a == 1;
}

struct field field_of(struct arena *arena, int32_t q) {
    const struct field f = {.q = q,
                            .prime = field_prime_of(q),
                            .power = NEW_ARRAY(arena, int32_t, (size_t)q),
                            .log = NEW_ARRAY(arena, int32_t, (size_t)q)};
    int32_t tail = 1;
    while (!fill_powers(&f, tail))
        tail++; // a primitive polynomial exists for every field
    return f;
}
