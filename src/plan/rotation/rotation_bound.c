// SPDX-License-Identifier: EUPL-1.2
// A number of pairs that no valid plan exceeds, by counting from the rules alone; never looks at a
// plan. Ways to count, and the least of them:
// - the pairs that may meet at all;
// - per person: who was met, and the seats beside the own one in the rounds to come; added up over
//   all, and for the one person who must miss most (somebody who comes late);
// - per round: meetings, less those that must be repeats. Two rounds with a and b groups divide the
//   people present in both over a * b cells; people in one cell meet twice, and an even division
//   over the cells has the fewest such pairs.
// Source for the last: the pigeonhole count behind the bounds of the social golfer problem.
#include "plan/rotation/rotation.h"

static int64_t smaller(int64_t a, int64_t b) {
    return a < b ? a : b;
}

static int64_t pairs_of(int64_t n) {
    return n * (n - 1) / 2;
}

// Pairs inside cells when n people are divided evenly.
static int64_t fewest_pairs(int64_t n, int64_t n_cells) {
    const int64_t each = n / n_cells, larger = n % n_cells;
    return larger * pairs_of(each + 1) + (n_cells - larger) * pairs_of(each);
}

static int64_t meetings_in(const struct rotation *r, int32_t w) {
    int64_t meetings = 0;
    for (int32_t g = 0; g < r->n_groups; g++)
        meetings += pairs_of(r->size[(ptrdiff_t)w * r->n_groups + g]);
    return meetings;
}

// The most people that anybody finds in the own group in round w.
static int32_t most_beside(const struct rotation *r, int32_t w) {
    int32_t largest = 1;
    for (int32_t g = 0; g < r->n_groups; g++) {
        const int32_t size = r->size[(ptrdiff_t)w * r->n_groups + g];
        largest = size > largest ? size : largest;
    }
    return largest - 1;
}

static int64_t people_in_both(const struct rotation *r, int32_t v, int32_t w) {
    int64_t n = 0;
    for (int32_t i = 0; i < r->n; i++)
        n += r->here[(ptrdiff_t)v * r->n + i] && r->here[(ptrdiff_t)w * r->n + i];
    return n;
}

static int64_t groups_used(const struct rotation *r, int32_t w) {
    int64_t n = 0;
    for (int32_t g = 0; g < r->n_groups; g++)
        n += r->size_most[(ptrdiff_t)w * r->n_groups + g] > 0;
    return n;
}

// Meetings of round w that must repeat one of an earlier round.
static int64_t forced_repeats(const struct rotation *r, int32_t w) {
    int64_t most = 0;
    for (int32_t v = 0; v < w; v++) {
        const int64_t n_cells = groups_used(r, v) * groups_used(r, w);
        const int64_t n = n_cells ? fewest_pairs(people_in_both(r, v, w), n_cells) : 0;
        most = n > most ? n : most;
    }
    return most;
}

// Meetings to come of two who stay together that add nothing: all but a first one.
static int32_t block_repeats(const struct rotation *r, int32_t i, int32_t j) {
    const uint8_t pair = r->pair[(ptrdiff_t)i * r->n + j];
    if (!(pair & ROTATION_TOGETHER) || (pair & ROTATION_APART))
        return 0;
    const int32_t meetings =
        ((pair & ROTATION_COUNT) > 0) + __builtin_popcountll(rotation_both_there(r, i, j));
    return meetings > 1 ? meetings - 1 : 0;
}

// Sums over pairs, each pair counted from both sides.
struct tally {
    int64_t met, possible, block_repeats;
};

static struct tally tally_person(const struct rotation *r, int32_t i) {
    struct tally t = {0};
    for (int32_t j = 0; j < r->n; j++) {
        if (j == i)
            continue;
        const uint8_t pair = r->pair[(ptrdiff_t)i * r->n + j];
        t.met += !(pair & ROTATION_APART) && (pair & ROTATION_COUNT);
        t.possible += rotation_is_possible(r, i, j);
        t.block_repeats += block_repeats(r, i, j);
    }
    return t;
}

int64_t rotation_bound(struct arena *arena, const struct rotation *r) {
    int64_t *beside = NEW_ARRAY(arena, int64_t, (size_t)r->n_rounds);
    int64_t meetings = 0, repeats = 0;
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        beside[w] = most_beside(r, w);
        meetings += meetings_in(r, w);
        repeats += forced_repeats(r, w);
    }
    struct tally all = {0};
    int64_t from_people = 0, missed = 0;
    for (int32_t i = 0; i < r->n; i++) {
        const struct tally own = tally_person(r, i);
        int64_t most = own.met - own.block_repeats;
        for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++)
            most += r->here[(ptrdiff_t)w * r->n + i] ? beside[w] : 0;
        from_people += smaller(most, own.possible);
        missed = own.possible - most > missed ? own.possible - most : missed;
        all.met += own.met;
        all.possible += own.possible;
        all.block_repeats += own.block_repeats;
    }
    const int64_t repeated = repeats > all.block_repeats / 2 ? repeats : all.block_repeats / 2;
    const int64_t from_rounds = all.met / 2 + meetings - repeated;
    return smaller(smaller(all.possible / 2 - missed, from_people / 2), from_rounds);
}
