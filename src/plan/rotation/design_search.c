// SPDX-License-Identifier: EUPL-1.2
// Searches a starter: rounds that can be turned round a circle. Turning shrinks the search, since
// one round stands for `turn` rounds, and a distance for `turn` pairs; what a plain search cannot
// find it often finds at once. People change places inside a round; what counts is how often a
// distance occurs twice. Every way to divide the people into circles has its turn, each for longer.
// Source: simulated annealing after Kirkpatrick, Gelatt and Vecchi, Science 220, 1983, doi
// 10.1126/science.220.4598.671; starters as in design_starter.c.
#include "plan/rotation/design_search.h"

enum {
    PEOPLE_MAX = 255, // a place is one byte
    SHAPES_MAX = 64,
    HOT = 45000,      // 1/65536 repeats for each halving of the chance of acceptance
    LEVELS = 128,     // steps down from hot, each by a part of what is left
    PART = 61,        // which ends at an eighth of hot
    FIRST_STEPS = 60, // of the first cycle, per person and person
};

struct searched {
    struct starter shape;
    int32_t n, n_circles;
    int32_t *distance; // [n * n] number of the distance of two people
    int32_t *count;    // of each distance, from 1 where none is allowed
    int32_t n_distances;
    uint8_t *place; // [n_classes * n]
    int64_t cost;
};

// ---- distances ---------------------------------------------------------------------------------

// Of i and a later j. Two of one circle: the shorter way round. Two circles: the way from the first
// to the second. Two who stand still are the last number.
static int32_t distance_of(const struct searched *s, int32_t i, int32_t j) {
    const int32_t turn = s->shape.turn, a = i / turn, b = j / turn;
    if (i >= s->n_circles * turn)
        return s->n_distances - 1;
    if (j >= s->n_circles * turn)
        return s->n_circles * s->n_circles * turn + (j - s->n_circles * turn) * s->n_circles + a;
    const int32_t way = (j - b * turn - (i - a * turn) + turn) % turn;
    return (a * s->n_circles + b) * turn + (a == b && 2 * way > turn ? turn - way : way);
}

// Half a circle would bring the same two together twice, and two who stand still every time.
static void forbid(struct searched *s) {
    const int32_t turn = s->shape.turn;
    for (int32_t k = 0; k < s->n_distances; k++)
        s->count[k] = k == s->n_distances - 1;
    for (int32_t a = 0; turn % 2 == 0 && a < s->n_circles; a++)
        s->count[(a * s->n_circles + a) * turn + turn / 2] = 1;
}

static struct searched searched_of(struct arena *arena, const struct starter *shape) {
    struct searched s = {.shape = *shape, .n = shape->size * shape->n_groups};
    const size_t n = (size_t)s.n;
    s.n_circles = (s.n - shape->n_fixed) / shape->turn;
    s.n_distances = s.n_circles * (s.n_circles * shape->turn + shape->n_fixed) + 1;
    s.distance = NEW_ARRAY(arena, int32_t, n * n);
    s.count = NEW_ARRAY(arena, int32_t, (size_t)s.n_distances);
    s.place = NEW_ARRAY(arena, uint8_t, n * (size_t)shape->n_classes);
    s.shape.place = s.place;
    for (int32_t j = 0; j < s.n; j++) {
        for (int32_t i = 0; i < j; i++)
            s.distance[i * s.n + j] = s.distance[j * s.n + i] = distance_of(&s, i, j);
    }
    return s;
}

// ---- moves -------------------------------------------------------------------------------------

// Counts the distances of the person at `at` to the others of the group, or takes them back;
// returns the change in cost.
static int32_t count_person(struct searched *s, int32_t at, int32_t step) {
    const int32_t size = s->shape.size, first = at / size * size;
    const int32_t *row = s->distance + s->place[at] * s->n;
    int32_t change = 0;
    for (int32_t k = first; k < first + size; k++) {
        if (k == at)
            continue;
        int32_t *count = &s->count[row[s->place[k]]];
        change += step > 0 ? *count > 0 : -(*count > 1);
        *count += step;
    }
    return change;
}

static void swap_places(struct searched *s, int32_t a, int32_t b) {
    const uint8_t i = s->place[a];
    s->place[a] = s->place[b];
    s->place[b] = i;
}

static int32_t exchange(struct searched *s, int32_t a, int32_t b) {
    int32_t change = count_person(s, a, -1) + count_person(s, b, -1);
    swap_places(s, a, b);
    change += count_person(s, a, 1) + count_person(s, b, 1);
    return change;
}

static void begin(struct searched *s, struct rng *rng) {
    int32_t order[PEOPLE_MAX];
    forbid(s);
    s->cost = 0;
    for (int32_t class = 0; class < s->shape.n_classes; class ++) {
        for (int32_t i = 0; i < s->n; i++)
            order[i] = i;
        rng_shuffle(rng, order, (size_t)s->n);
        for (int32_t i = 0; i < s->n; i++)
            s->place[class * s->n + i] = (uint8_t)order[i];
    }
    const int32_t n_places = s->n * s->shape.n_classes;
    for (int32_t a = 0; a < n_places; a++) {
        for (int32_t b = a / s->shape.size * s->shape.size; b < a; b++)
            s->cost += s->count[s->distance[s->place[a] * s->n + s->place[b]]]++ > 0;
    }
}

// Tries to exchange two people of one round; returns the work in look-ups.
static int64_t try_exchange(struct searched *s, struct rng *rng, int64_t temperature) {
    const uint64_t bits = rng_u64(rng);
    const int32_t size = s->shape.size;
    const int32_t a = chance_part(bits, s->n * s->shape.n_classes);
    const int32_t b = a / s->n * s->n + chance_part(bits >> 16, s->n);
    if (a / size == b / size)
        return 4;
    const int32_t change = exchange(s, a, b);
    if (change > 0 && (int64_t)change * 65536 * 256 > temperature * chance_halvings(rng)) {
        exchange(s, a, b);
        return 8 + 16 * (int64_t)size;
    }
    s->cost += change;
    return 8 + 8 * (int64_t)size;
}

// ---- the search --------------------------------------------------------------------------------

// One cycle from hot to cold, or until no distance occurs twice.
static void run_cycle(struct searched *s, struct rng *rng, int64_t n_steps, struct chance *chance) {
    begin(s, rng);
    int64_t slice = 0, temperature = HOT;
    for (int level = 0; level < LEVELS && s->cost > 0 && !chance->is_over; level++) {
        for (int64_t step = 0; step < n_steps / LEVELS && s->cost > 0; step++)
            slice += try_exchange(s, rng, temperature);
        temperature -= temperature / PART;
        if (slice >= CHANCE_SLICE) {
            chance_spend(chance, slice);
            slice = 0;
        }
    }
    if (slice > 0)
        chance_spend(chance, slice);
}

// Circles of `turn` so that n_rounds come from whole classes. Those who stand still must be in
// different groups, and meet each circle once at most.
static bool fits(const struct starter *s) {
    const int32_t n_circles = (s->size * s->n_groups - s->n_fixed) / s->turn;
    return s->n_fixed <= s->n_groups &&
           (s->n_fixed == 0 || s->n_classes * (s->size - 1) <= n_circles);
}

static int32_t list_shapes(const struct design *d, struct starter *ret_shapes) {
    int32_t n_shapes = 0;
    const int32_t n = d->size * d->n_groups;
    for (int32_t turn = d->n_rounds; turn > 1; turn--) {
        if (d->n_rounds % turn != 0 || turn > n)
            continue;
        for (int32_t n_fixed = n % turn; n_fixed <= d->n_groups && n_shapes < SHAPES_MAX;
             n_fixed += turn) {
            const struct starter shape = {d->size, d->n_groups, turn, n_fixed, d->n_rounds / turn,
                                          0,       NULL};
            if (fits(&shape))
                ret_shapes[n_shapes++] = shape;
        }
    }
    return n_shapes;
}

bool design_search(struct arena *arena, const struct design *d, struct rng *rng,
                   struct chance *chance) {
    struct starter shapes[SHAPES_MAX];
    struct searched searched[SHAPES_MAX];
    const int32_t n = d->size * d->n_groups;
    if (n > PEOPLE_MAX || (int64_t)d->n_rounds * (d->size - 1) > n - 1)
        return false;
    const int32_t n_shapes = list_shapes(d, shapes);
    for (int32_t k = 0; k < n_shapes; k++)
        searched[k] = searched_of(arena, &shapes[k]);
    for (int64_t n_steps = (int64_t)FIRST_STEPS * n * n; n_shapes > 0; n_steps *= 2) {
        for (int32_t k = 0; k < n_shapes; k++) {
            if (chance->is_over)
                return false;
            run_cycle(&searched[k], rng, n_steps, chance);
            if (searched[k].cost == 0)
                return design_turn(d, &searched[k].shape) == d->n_rounds;
        }
    }
    return false;
}
