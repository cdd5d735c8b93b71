// SPDX-License-Identifier: EUPL-1.2
// Designs: rounds of equal groups in which no pair meets twice. One constructor for each family;
// rotation_design() takes the one with the most rounds. The checker does not include this file.
#ifndef VLIEGWIEL_DESIGN_H
#define VLIEGWIEL_DESIGN_H
#include "base/arena.h"

struct design {
    int32_t n_groups, size, n_rounds; // n_rounds: the row length of `group`, and the most wanted
    int32_t *group;                   // [n_groups * size * n_rounds], by person
};

static inline void design_put(const struct design *d, int32_t person, int32_t w, int32_t g) {
    d->group[(ptrdiff_t)person * d->n_rounds + w] = g;
}

// ---- finite fields -----------------------------------------------------------------------------

// The elements are 0..q-1, read as digits to the base of the prime; they are added digit by digit,
// and multiplied by logarithms.
struct field {
    int32_t q, prime;
    int32_t *power; // [q - 1] of a primitive element
    int32_t *log;   // [q]
};
// The least prime that divides q, for q > 1.
int32_t field_prime_of(int32_t q);
// The largest power of a prime that divides q, with that prime the least; q > 1.
int32_t field_power_of(int32_t q);
// q is a power of a prime.
struct field field_of(struct arena *arena, int32_t q);
int32_t field_add(const struct field *f, int32_t a, int32_t b);
int32_t field_times(const struct field *f, int32_t a, int32_t b);

// ---- families ----------------------------------------------------------------------------------
// Each fills the rounds that it knows, at most n_rounds, and returns how many: 0 when it knows
// none.

// Groups of two.
int32_t design_round_robin(const struct design *d);

// A scheme gives each of `size` columns an element of a group of n_groups elements in every round,
// so that the difference of two rounds is another one in each column. Person x of column c then
// stands in group x + element: two columns meet once at most. People of one column never meet.
int32_t design_scheme(struct arena *arena, const struct design *d);

// A few rounds that are turned round a circle of `turn` places give all others.
struct starter {
    int32_t size, n_groups, turn;
    int32_t n_fixed;      // people who stand outside the circles, the last ones
    int32_t n_classes;    // rounds that are turned
    int32_t n_across;     // rounds of which one group is turned: it has one place of each circle
    const uint8_t *place; // [n_classes * size * n_groups] people, then [n_across * size] places
};
// People stand in circles of `turn`, then the fixed ones.
int32_t design_turn(const struct design *d, const struct starter *starter);
// The starters that are kept here.
int32_t design_starter(const struct design *d);

// Points of an affine plane of even order of which every line holds none or exactly `size`.
int32_t design_arc(struct arena *arena, const struct design *d);
#endif
