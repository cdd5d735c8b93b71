// SPDX-License-Identifier: EUPL-1.2
// The best choice of complementary cells: fewest, then least sum. Some primary cell is too narrow;
// then one of the free cells that lead out of what its rise or fall can reach must be hidden. Each
// is tried in turn, and not again beside the later ones. Rows and columns with a lone hidden cell
// say how many more are needed at least.
#include "effect/suppress/suppress.h"

enum { LOOKS_MAX = 200000 };

struct search {
    struct suppress *s;
    struct flow flow;
    bool *is_out;  // [n] may not be hidden below this point of the search
    uint8_t *best; // [n] state
    int32_t n, best_n;
    int64_t sum, best_sum;
    int32_t looks;
};

// A lone hidden cell in a row or column gives itself away. A cell more serves one row and one
// column.
static int32_t need_at_least(const struct suppress *s) {
    int32_t rows = 0, cols = 0;
    for (int32_t node = 0; node < s->n_nodes; node++) {
        int32_t n_hidden = 0;
        bool is_primary = false;
        for (int32_t k = s->first[node]; k < s->first[node + 1]; k++) {
            n_hidden += s->state[s->cell[k]] != EFFECT_CELL_SHOWN;
            is_primary |= s->state[s->cell[k]] == EFFECT_CELL_PRIMARY;
        }
        *(node < s->rows ? &rows : &cols) += n_hidden == 1 && is_primary;
    }
    return rows > cols ? rows : cols;
}

static int64_t cheapest(const struct search *search) {
    const struct suppress *s = search->s;
    int64_t least = INT64_MAX;
    for (int32_t k = 0; k < s->n; k++) {
        if (s->is_free[k] && !search->is_out[k] && s->state[k] == EFFECT_CELL_SHOWN &&
            s->count[k] < least)
            least = s->count[k];
    }
    return least;
}

// Can what stands here still become better than the best?
static bool is_hopeful(const struct search *search, int32_t least) {
    if (search->n + least != search->best_n)
        return search->n + least < search->best_n;
    const int64_t each = least > 0 ? cheapest(search) : 0;
    return each != INT64_MAX && search->sum + least * each < search->best_sum;
}

static void keep(struct search *search) {
    search->best_n = search->n;
    search->best_sum = search->sum;
    memcpy(search->best, search->s->state, (size_t)search->s->n);
}

static void mark_help(struct search *search, int32_t narrow, bool *ret_helps) {
    const struct suppress *s = search->s;
    for (int32_t up = 0; up < 2; up++) {
        const int64_t most = up ? suppress_width(s->count[narrow]) : s->count[narrow];
        if (flow_slack(&search->flow, narrow, up, most) >= most)
            continue;
        for (int32_t k = 0; k < s->n; k++)
            ret_helps[k] |= s->is_free[k] && !search->is_out[k] &&
                            s->state[k] == EFFECT_CELL_SHOWN && flow_would_help(&search->flow, k);
    }
}

static int32_t next_help(const struct suppress *s, const bool *helps) {
    int32_t best = -1;
    for (int32_t k = 0; k < s->n; k++) {
        if (helps[k] && (best < 0 || s->count[k] < s->count[best]))
            best = k;
    }
    return best;
}

// NOLINTNEXTLINE(misc-no-recursion): EFFECT_SUPPRESS_EXACT deep, as each level hides a free cell
static void descend(struct search *search, struct arena *arena) {
    struct suppress *s = search->s;
    if (++search->looks > LOOKS_MAX)
        return;
    const int32_t narrow = flow_find_narrow(&search->flow, 0);
    if (narrow < 0) {
        if (is_hopeful(search, 0))
            keep(search);
        return;
    }
    const int32_t least = need_at_least(s);
    if (!is_hopeful(search, least > 0 ? least : 1))
        return;
    struct arena *here = arena_child(arena, (size_t)1 << 24);
    bool *helps = NEW_ARRAY(here, bool, (size_t)s->n), *tried = NEW_ARRAY(here, bool, (size_t)s->n);
    mark_help(search, narrow, helps);
    for (int32_t cell; (cell = next_help(s, helps)) >= 0;) {
        s->state[cell] = EFFECT_CELL_COMPLEMENTARY;
        search->n++;
        search->sum += s->count[cell];
        descend(search, here);
        search->sum -= s->count[cell];
        search->n--;
        s->state[cell] = EFFECT_CELL_SHOWN;
        helps[cell] = false;
        tried[cell] = search->is_out[cell] = true;
    }
    for (int32_t k = 0; k < s->n; k++)
        search->is_out[k] &= !tried[k];
    arena_free(here);
}

bool suppress_exact(struct suppress *s) {
    struct search search = {.s = s,
                            .flow = flow_on(s->arena, s),
                            .is_out = NEW_ARRAY(s->arena, bool, (size_t)s->n),
                            .best = NEW_ARRAY(s->arena, uint8_t, (size_t)s->n)};
    for (int32_t k = 0; k < s->n; k++) {
        search.best[k] = s->state[k];
        if (s->state[k] != EFFECT_CELL_COMPLEMENTARY)
            continue;
        search.best_n++;
        search.best_sum += s->count[k];
        s->state[k] = EFFECT_CELL_SHOWN;
    }
    descend(&search, s->arena);
    memcpy(s->state, search.best, (size_t)s->n);
    return search.looks <= LOOKS_MAX;
}
