// SPDX-License-Identifier: EUPL-1.2
// The inside of a search, which its two halves share: moving groups (dates_search.c) and finding
// the place of one (dates_place.c).
#ifndef VLIEGWIEL_DATES_SEARCH_H
#define VLIEGWIEL_DATES_SEARCH_H
#include "base/rng.h"
#include "plan/dates/dates.h"

enum { OUT_MAX = 8 };

struct dates_search {
    const struct dates *d;
    struct rng rng;
    struct dates_state now, best;
    bool *nearest; // [n_groups] who had a place when most had one
    int32_t n_nearest;
    bool has_best;
    struct dates_path path;
    int64_t *weight;  // [n_slots] of sitting on a full slot
    int64_t *own;     // [n_groups] the cheapest path if it were alone, in people
    int32_t *waiting; // [n_groups] a queue in a ring
    int32_t n_waiting, head;
    int32_t *slot, *lead; // [n_modules] of the path found last
    int32_t *try_slot, *try_lead;
    int32_t out[OUT_MAX], n_out;
    int32_t *old_slot, *old_lead; // [OUT_MAX * n_modules]
    int64_t idle;
};

// Adds the group at its cheapest place, with `share` / 256 of the prices; false when there is none.
bool dates_place(struct dates_search *s, int32_t g, const struct dates_prices *prices,
                 int32_t share, struct dates_clock *clock);
// Improves try_slot session by session, where the path is open. (dates_polish.c)
void dates_polish(struct dates_search *s, int32_t g, struct dates_clock *clock);
#endif
