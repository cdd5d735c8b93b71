// SPDX-License-Identifier: EUPL-1.2
// A number of pairs that no valid plan exceeds, by counting from the rules alone; never looks at a
// plan. Three ways to count, and the least of them:
// - the pairs that may meet at all;
// - per person: who was met, and the seats beside the own one in the rounds to come;
// - per round: meetings, less those that must be repeats. Two rounds with a and b groups divide the
//   people present in both over a * b cells; people in one cell meet twice, and an even division
//   over the cells has the fewest such pairs.
// Source for the last: the pigeonhole count behind the bounds of the social golfer problem.
#include "plan/rotation.h"

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

// Largest size of a group in round w, and in *ret_meetings the meetings of the round.
static int32_t round_sizes(const struct rotation *r, int32_t w, int64_t *ret_meetings) {
    int32_t largest = 0, n_larger = r->n_larger[w];
    int64_t meetings = 0;
    for (int32_t g = 0; g < r->n_groups; g++) {
        const ptrdiff_t at = (ptrdiff_t)w * r->n_groups + g;
        const bool is_larger = n_larger > 0 && r->size_most[at] > r->size_least[at];
        const int32_t size = r->size_least[at] + is_larger;
        n_larger -= is_larger;
        largest = size > largest ? size : largest;
        meetings += pairs_of(size);
    }
    *ret_meetings = meetings;
    return largest;
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

// What the rounds to come hold for the pair i, j.
struct pair_outlook {
    bool is_met, is_possible;
    int32_t repeats; // of two who stay together
};

static struct pair_outlook look_at_pair(const struct rotation *r, int32_t i, int32_t j) {
    const uint8_t pair = r->pair[(ptrdiff_t)i * r->n + j];
    struct pair_outlook look = {.is_met = !(pair & ROTATION_APART) && (pair & ROTATION_COUNT)};
    look.is_possible = look.is_met;
    if ((pair & ROTATION_TOGETHER) == 0) {
        for (int32_t w = r->problem->n_fixed; !look.is_possible && w < r->n_rounds; w++)
            look.is_possible = rotation_can_meet(r, w, i, j);
        return look;
    }
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        const bool together = rotation_can_meet(r, w, i, j);
        look.repeats += together && look.is_possible;
        look.is_possible |= together;
    }
    return look;
}

int64_t rotation_bound(struct arena *arena, const struct rotation *r) {
    int64_t *beside = NEW_ARRAY(arena, int64_t, (size_t)r->n_rounds);
    int64_t from_rounds = 0, from_blocks = 0, met = 0;
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        int64_t meetings;
        beside[w] = round_sizes(r, w, &meetings) - 1;
        from_rounds += meetings - forced_repeats(r, w);
        from_blocks += meetings;
    }
    int64_t possible = 0, from_people = 0, block_repeats = 0;
    for (int32_t i = 0; i < r->n; i++) {
        int64_t own_possible = 0, own = 0;
        for (int32_t j = 0; j < r->n; j++) {
            if (j == i)
                continue;
            const struct pair_outlook look = look_at_pair(r, i, j);
            own_possible += look.is_possible;
            own += look.is_met - look.repeats;
            met += look.is_met;
            block_repeats += look.repeats;
        }
        for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++)
            own += r->here[(ptrdiff_t)w * r->n + i] ? beside[w] : 0;
        from_people += smaller(own, own_possible);
        possible += own_possible;
    }
    const int64_t least = smaller(possible / 2, from_people / 2);
    return smaller(least, met / 2 + smaller(from_rounds, from_blocks - block_repeats / 2));
}
