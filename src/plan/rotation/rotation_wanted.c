// SPDX-License-Identifier: EUPL-1.2
// Where the search for a plan starts: the previous plan, or a design, with people on its places.
// Designs are for full equal groups; where there are fewer people, places that no two share a group
// are left out, so that the groups stay equal.
#include "plan/rotation/rotation.h"

enum { LOOKS_MAX = 20000000, DESIGNS_MAX = 8, SCRATCH_MAX = 1 << 26 };

// ---- who stands where --------------------------------------------------------------------------

// People of one apart class stand in one column of a design, where they do not meet.
static void order_by_class(struct arena *arena, const struct rotation *r, int32_t *ret_order) {
    const int32_t *class = r->problem->n_apart_columns > 0 ? r->problem->apart : NULL;
    bool *done = NEW_ARRAY(arena, bool, (size_t)r->n);
    int32_t n = 0;
    for (int32_t i = 0; i < r->n; i++) {
        for (int32_t j = i; j < r->n; j++) {
            if (!done[j] && (j == i || (class && class[i] != 0 && class[j] == class[i]))) {
                done[j] = true;
                ret_order[n++] = j;
            }
            if (!class)
                break;
        }
    }
}

static bool share_a_group(const struct design *d, int32_t n_known, int32_t a, int32_t b) {
    const int32_t *ga = d->group + (ptrdiff_t)a * d->n_rounds;
    const int32_t *gb = d->group + (ptrdiff_t)b * d->n_rounds;
    for (int32_t w = 0; w < n_known; w++) {
        if (ga[w] == gb[w])
            return true;
    }
    return false;
}

// Marks up to n_out places from `last` down of which no two share a group; returns how many.
static int32_t leave_out_from(const struct design *d, int32_t n_known, int32_t n_out, int32_t last,
                              int32_t *out, bool *ret_is_out) {
    const int32_t n = d->n_groups * d->size;
    int32_t n_found = 0;
    memset(ret_is_out, 0, (size_t)n);
    for (int32_t k = 0; k < n && n_found < n_out; k++) {
        const int32_t place = (last + n - k) % n;
        bool is_free = true;
        for (int32_t o = 0; o < n_found && is_free; o++)
            is_free = !share_a_group(d, n_known, place, out[o]);
        if (is_free) {
            ret_is_out[place] = true;
            out[n_found++] = place;
        }
    }
    return n_found;
}

// The places that stay empty. Where too few keep clear of each other the last ones are taken too;
// false then.
static bool leave_out(struct arena *arena, const struct design *d, int32_t n_known, int32_t n_out,
                      bool *ret_is_out) {
    const int32_t n = d->n_groups * d->size;
    int32_t *out = NEW_ARRAY(arena, int32_t, (size_t)n_out);
    const int64_t work =
        1 + (int64_t)n * n_out * n_known; // of one try; a callback has to wait for it
    int32_t n_found = 0, n_tries = 0;
    for (int32_t last = n - 1; last >= 0 && n_found < n_out; last--) {
        if (n_tries++ > 0 && n_tries * work > LOOKS_MAX)
            break;
        n_found = leave_out_from(d, n_known, n_out, last, out, ret_is_out);
    }
    const bool is_clear = n_found == n_out;
    for (int32_t place = n - 1; n_found < n_out; place--) {
        n_found += !ret_is_out[place];
        ret_is_out[place] = true;
    }
    return is_clear;
}

// Numbers the groups of a round anew, so that a group of a design stands where there are as many
// seats; what finds none keeps any number that is left.
static void number_groups(struct arena *arena, const struct rotation *r, int32_t w,
                          int32_t *wanted) {
    const int32_t *size = r->size + (ptrdiff_t)w * r->n_groups;
    int32_t *count = NEW_ARRAY(arena, int32_t, (size_t)r->n_groups);
    int32_t *to = NEW_ARRAY(arena, int32_t, (size_t)r->n_groups);
    int32_t *next = NEW_ARRAY(arena, int32_t, (size_t)r->n + 1); // to look at, for each size
    bool *is_taken = NEW_ARRAY(arena, bool, (size_t)r->n_groups);
    for (int32_t i = 0; i < r->n; i++)
        count[wanted[(ptrdiff_t)i * r->n_rounds + w]] += r->here[(ptrdiff_t)w * r->n + i];
    for (int32_t g = 0; g < r->n_groups; g++) {
        int32_t *h = &next[count[g]];
        while (*h < r->n_groups && size[*h] != count[g])
            ++*h;
        to[g] = *h < r->n_groups ? (*h)++ : -1;
        if (to[g] >= 0)
            is_taken[to[g]] = true;
    }
    for (int32_t g = 0, h = 0; g < r->n_groups; g++) {
        while (to[g] < 0 && is_taken[h])
            h++;
        to[g] = to[g] < 0 ? h++ : to[g];
    }
    for (int32_t i = 0; i < r->n; i++)
        wanted[(ptrdiff_t)i * r->n_rounds + w] = to[wanted[(ptrdiff_t)i * r->n_rounds + w]];
}

// Gives people the places of the first n_known rounds; false when groups will not be equal.
static bool take_places(struct arena *arena, const struct rotation *r, const struct design *d,
                        int32_t n_known, int32_t *wanted) {
    const int32_t n_places = d->n_groups * d->size;
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)r->n);
    bool *is_out = NEW_ARRAY(arena, bool, (size_t)n_places);
    order_by_class(arena, r, order);
    const bool is_clear = leave_out(arena, d, n_known, n_places - r->n, is_out);
    for (int32_t place = 0, k = 0; place < n_places; place++) {
        if (is_out[place])
            continue;
        const int32_t i = order[k++];
        for (int32_t w = 0; w < n_known; w++)
            wanted[(ptrdiff_t)i * r->n_rounds + w] = d->group[(ptrdiff_t)place * d->n_rounds + w];
    }
    for (int32_t w = 0; w < n_known; w++)
        number_groups(arena, r, w, wanted);
    return is_clear;
}

// ---- the start ---------------------------------------------------------------------------------

static struct design empty_design(struct arena *arena, const struct rotation *r) {
    const int32_t size = (r->n + r->n_groups - 1) / r->n_groups;
    const size_t n_places = (size_t)size * (size_t)r->n_groups * (size_t)r->n_rounds;
    return (struct design){r->n_groups, size, r->n_rounds, NEW_ARRAY(arena, int32_t, n_places)};
}

int32_t *rotation_wanted(struct arena *arena, const struct rotation *r) {
    const size_t n_places = (size_t)r->n * (size_t)r->n_rounds;
    int32_t *wanted = NEW_ARRAY(arena, int32_t, n_places);
    for (size_t k = 0; k < n_places; k++)
        wanted[k] = r->problem->previous ? r->problem->previous[k] : -1;
    if (r->problem->previous)
        return wanted;
    const struct design d = empty_design(arena, r);
    take_places(arena, r, &d, rotation_design(arena, d.n_groups, d.size, d.n_rounds, d.group),
                wanted);
    return wanted;
}

// Pairs with a rule of their own would have to fall into place in a design.
static bool has_pair_rules(const struct plan_rotation *p) {
    return p->previous || p->n_apart_columns > 0 || p->n_together_columns > 0 ||
           p->n_apart_pairs > 0 || p->n_met_before > 0;
}

// Another design is searched while nobody can be left out of the last one.
int32_t *rotation_wanted_searched(struct arena *arena, const struct rotation *r, struct rng *rng,
                                  struct chance *chance) {
    if (has_pair_rules(r->problem))
        return NULL;
    const struct design d = empty_design(arena, r);
    int32_t *wanted = NEW_ARRAY(arena, int32_t, (size_t)r->n * (size_t)r->n_rounds);
    struct arena *scratch = arena_child(arena, SCRATCH_MAX);
    bool is_found = false;
    bool is_clear = false;
    for (int try = 0; try < DESIGNS_MAX && !is_clear; try++) {
        if (!design_search(scratch, &d, rng, chance))
            break;
        is_clear = take_places(scratch, r, &d, r->n_rounds, wanted);
        is_found = true;
        arena_reset(scratch);
    }
    arena_free(scratch);
    return is_found ? wanted : NULL;
}
