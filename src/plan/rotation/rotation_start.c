// SPDX-License-Identifier: EUPL-1.2
// The state of a rotation search and its first plan: blocks first, then people with a wish, then
// the rest, each where it costs least. Improves nothing afterwards.
#include "plan/rotation/rotation_state.h"

static int32_t meeting_cost(int value) {
    const int32_t count = value & ROTATION_COUNT;
    if (value & ROTATION_APART)
        return APART_COST * count;
    return value & ROTATION_TOGETHER || count > 0 ? 0 : PAIR_COST;
}

static void fill_costs(struct rotation_state *s) {
    for (int value = 0; value < 256; value++) {
        const int count = value & ROTATION_COUNT;
        if (count < ROTATION_COUNT)
            s->more[value] = meeting_cost(value + 1) - meeting_cost(value);
        if (count > 0)
            s->less[value] = meeting_cost(value - 1) - meeting_cost(value);
    }
}

struct rotation_group *rotation_group_at(const struct rotation_state *s, int32_t w, int32_t g) {
    return s->groups + (ptrdiff_t)w * s->r->n_groups + g;
}

void rotation_count_meeting(struct rotation_state *s, int32_t i, int32_t j, int step) {
    uint8_t *ij = s->pair + (ptrdiff_t)i * s->r->n + j, *ji = s->pair + (ptrdiff_t)j * s->r->n + i;
    const int before = *ij & ROTATION_COUNT;
    if (*ij & ROTATION_APART)
        s->broken += step;
    else if (before == (step > 0 ? 0 : 1))
        s->met += step;
    *ij = *ji = (uint8_t)(*ij + step);
}

int32_t rotation_previous_group(const struct rotation_state *s, int32_t w, int32_t i) {
    const struct plan_rotation *p = s->r->problem;
    return p->previous ? p->previous[(ptrdiff_t)i * p->n_rounds + w] : -1;
}

// Counts a place that differs from the previous plan; people without one there do not change.
void rotation_count_place(struct rotation_state *s, int32_t w, int32_t i, int32_t g, int step) {
    const int32_t previous = rotation_previous_group(s, w, i);
    if (previous >= 0 && previous != g) {
        s->changed += step;
        s->moved += w == s->r->problem->n_fixed ? step : 0;
    }
}

struct rotation_state rotation_state_of(struct arena *arena, const struct rotation *r,
                                        uint64_t seed) {
    const size_t n = (size_t)r->n, n_places = (size_t)r->n_rounds * (size_t)r->n_groups;
    struct rotation_state s = {
        .r = r,
        .rng = rng_seeded(seed),
        .pair = NEW_ARRAY(arena, uint8_t, n * n),
        .groups = NEW_ARRAY(arena, struct rotation_group, n_places),
        .best = NEW_ARRAY(arena, int32_t, n * (size_t)r->n_rounds),
        .may_break = r->problem->previous && r->problem->moves_max >= 0,
    };
    fill_costs(&s);
    for (size_t k = 0; k < n * n; k++) {
        s.pair[k] = r->pair[k];
        s.may_break |= (r->pair[k] & ROTATION_APART) != 0;
        s.met += !(r->pair[k] & ROTATION_APART) && (r->pair[k] & ROTATION_COUNT);
    }
    s.met /= 2;
    for (size_t k = 0; k < n_places; k++) {
        s.groups[k].people = NEW_ARRAY(arena, int32_t, (size_t)r->room);
        s.groups[k].number = (int32_t)(k % (size_t)r->n_groups);
    }
    for (size_t k = 0; k < n * (size_t)r->n_rounds; k++)
        s.best[k] = -1;
    return s;
}

// ---- the first plan ----------------------------------------------------------------------------

static int64_t joining_cost(const struct rotation_state *s, const struct rotation_group *group,
                            int32_t i) {
    const uint8_t *row = s->pair + (ptrdiff_t)i * s->r->n;
    int64_t cost = 0;
    for (int32_t k = 0; k < group->n; k++)
        cost += s->more[row[group->people[k]]];
    return cost;
}

static void join(struct rotation_state *s, int32_t w, int32_t i, int32_t g) {
    struct rotation_group *group = rotation_group_at(s, w, g);
    for (int32_t k = 0; k < group->n; k++)
        rotation_count_meeting(s, i, group->people[k], 1);
    group->people[group->n++] = i;
    rotation_count_place(s, w, i, g, 1);
}

// The room in group g: up to its least size, and one more while `n_larger` groups may have that.
static int32_t room_left(const struct rotation_state *s, int32_t w, int32_t g, int32_t n_larger) {
    const ptrdiff_t at = (ptrdiff_t)w * s->r->n_groups + g;
    const int32_t most = n_larger > 0 ? s->r->size_most[at] : s->r->size_least[at];
    return most - s->groups[at].n;
}

// The group for i: the wanted one, else for a block the one with most room, else the cheapest.
static int32_t choose_group(const struct rotation_state *s, int32_t w, int32_t i,
                            int32_t n_together, int32_t wanted, int32_t n_larger) {
    if (wanted >= 0 && room_left(s, w, wanted, n_larger) >= n_together)
        return wanted;
    int32_t best = -1;
    int64_t best_cost = INT64_MAX;
    for (int32_t g = 0; g < s->r->n_groups; g++) {
        const int32_t left = room_left(s, w, g, n_larger);
        if (left < n_together)
            continue;
        const int64_t cost = joining_cost(s, rotation_group_at(s, w, g), i) -
                             (n_together > 1 ? (int64_t)left * APART_COST * s->r->n : 0);
        if (cost < best_cost) {
            best_cost = cost;
            best = g;
        }
    }
    return best;
}

static int32_t present_of_block(const struct rotation_state *s, int32_t w, int32_t i) {
    const struct rotation *r = s->r;
    const bool *here = r->here + (ptrdiff_t)w * r->n;
    if (r->n_block[r->block[i]] == 1)
        return here[i];
    int32_t n = 0;
    for (int32_t j = r->block[i]; j < r->n; j++)
        n += r->block[j] == r->block[i] && here[j];
    return n;
}

// Looks at the callback when much was done; false when it said stop.
static bool goes_on(struct rotation_state *s, int64_t work, struct chance *chance) {
    s->unasked += work;
    if (s->unasked >= CHANCE_SLICE) {
        chance_look(chance);
        s->unasked = 0;
    }
    return !chance->is_cancelled;
}

// Puts the present people of i's block into a group; false when none has the room.
static bool place_block(struct rotation_state *s, int32_t w, int32_t i, int32_t wanted,
                        int32_t *n_larger) {
    const int32_t n_together = present_of_block(s, w, i);
    const int32_t g = choose_group(s, w, i, n_together, wanted, *n_larger);
    if (g < 0)
        return false;
    for (int32_t j = s->r->block[i], left = n_together; left > 0; j++) {
        if (s->r->block[j] == s->r->block[i] && s->r->here[(ptrdiff_t)w * s->r->n + j]) {
            join(s, w, j, g);
            left--;
        }
    }
    const ptrdiff_t at = (ptrdiff_t)w * s->r->n_groups + g;
    *n_larger -= rotation_group_at(s, w, g)->n > s->r->size_least[at];
    return true;
}

static bool leads_block(const struct rotation_state *s, int32_t w, int32_t i) {
    const struct rotation *r = s->r;
    const bool *here = r->here + (ptrdiff_t)w * r->n;
    for (int32_t j = r->block[i]; j < i; j++) {
        if (r->block[j] == r->block[i] && here[j])
            return false;
    }
    return here[i];
}

static void empty_round(struct rotation_state *s, int32_t w) {
    for (int32_t g = 0; g < s->r->n_groups; g++) {
        struct rotation_group *group = rotation_group_at(s, w, g);
        while (group->n > 0) {
            const int32_t i = group->people[--group->n];
            rotation_count_place(s, w, i, g, -1);
            for (int32_t k = 0; k < group->n; k++)
                rotation_count_meeting(s, i, group->people[k], -1);
        }
    }
}

// Blocks first, then who has a wish, then the rest; within these in random order.
static bool fill_round(struct rotation_state *s, int32_t w, const int32_t *wanted, int32_t *order,
                       struct chance *chance) {
    const struct rotation *r = s->r;
    int32_t n_larger = r->n_larger[w];
    rng_shuffle(&s->rng, order, (size_t)r->n);
    for (int pass = 0; pass < 3; pass++) {
        for (int32_t k = 0; k < r->n; k++) {
            const int32_t i = order[k];
            const int32_t wish = wanted[(ptrdiff_t)i * r->n_rounds + w];
            const int of_pass = r->n_block[r->block[i]] > 1 ? 0 : wish >= 0 ? 1 : 2;
            if (of_pass != pass || !leads_block(s, w, i))
                continue;
            // who has no wish is compared with everybody; a meeting is counted from both sides
            const int64_t work = 16 + 2 * (int64_t)r->room + (of_pass == 1 ? 0 : r->n);
            if (!place_block(s, w, i, wish, &n_larger) || !goes_on(s, work, chance))
                return false;
        }
    }
    return true;
}

bool rotation_first_plan(struct rotation_state *s, struct arena *arena, const int32_t *wanted,
                         struct chance *chance) {
    const struct rotation *r = s->r;
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    for (int32_t i = 0; i < r->n; i++)
        order[i] = i;
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++)
        empty_round(s, w);
    for (int32_t w = r->problem->n_fixed; w < r->n_rounds; w++) {
        int tries = 0;
        while (!fill_round(s, w, wanted, order, chance)) {
            empty_round(s, w);
            if (++tries == 1000 || chance->is_cancelled)
                return false;
        }
    }
    return true;
}
