// SPDX-License-Identifier: EUPL-1.2
// A good choice of complementary cells for tables of any size: around each primary cell that can be
// worked out the cheapest cycle; then the cheapest cells that widen what is too narrow; then
// whatever turned out not to be needed is shown again.
#include "effect/suppress/suppress.h"

enum { SPARE_FLOWS = 100000 };

struct cheapest {
    struct suppress *s;
    int64_t *cost; // [n_nodes]
    int32_t *via;  // [n_nodes]
    bool *done;
};

// One more cell weighs more than a larger one: fewest first. Cells already hidden cost nothing.
static int64_t price(const struct suppress *s, int32_t cell) {
    return s->state[cell] == EFFECT_CELL_SHOWN ? 2 * s->count[s->n - 1] + s->count[cell] : 0;
}

static int32_t nearest(const struct cheapest *c) {
    int32_t best = -1;
    for (int32_t node = 0; node < c->s->n_nodes; node++) {
        if (!c->done[node] && c->cost[node] != INT64_MAX &&
            (best < 0 || c->cost[node] < c->cost[best]))
            best = node;
    }
    return best;
}

static void relax(struct cheapest *c, int32_t node, int32_t without) {
    const struct suppress *s = c->s;
    for (int32_t k = s->first[node]; k < s->first[node + 1]; k++) {
        const int32_t cell = s->cell[k];
        const int32_t to = s->tail[cell] + s->head[cell] - node;
        if (cell == without || (s->state[cell] == EFFECT_CELL_SHOWN && !s->is_free[cell]))
            continue;
        const int64_t cost = c->cost[node] + price(s, cell);
        if (cost < c->cost[to]) {
            c->cost[to] = cost;
            c->via[to] = cell;
        }
    }
}

// Hides the cheapest way round from one end of the cell to the other (Dijkstra).
static bool close_cycle(struct cheapest *c, int32_t cell) {
    struct suppress *s = c->s;
    const int32_t start = s->tail[cell], goal = s->head[cell];
    for (int32_t node = 0; node < s->n_nodes; node++) {
        c->cost[node] = node == start ? 0 : INT64_MAX;
        c->done[node] = false;
    }
    for (int32_t node; (node = nearest(c)) >= 0 && node != goal;) {
        c->done[node] = true;
        relax(c, node, cell);
    }
    if (c->cost[goal] == INT64_MAX)
        return false;
    for (int32_t node = goal; node != start;) {
        const int32_t way = c->via[node];
        if (s->state[way] == EFFECT_CELL_SHOWN)
            s->state[way] = EFFECT_CELL_COMPLEMENTARY;
        node = s->tail[way] + s->head[way] - node;
    }
    return true;
}

static bool close_cycles(struct suppress *s) {
    const size_t n = (size_t)s->n_nodes;
    struct cheapest c = {s, NEW_ARRAY(s->arena, int64_t, n), NEW_ARRAY(s->arena, int32_t, n),
                         NEW_ARRAY(s->arena, bool, n)};
    struct arena *scratch = arena_child(s->arena, (size_t)1 << 30);
    bool is_whole = true;
    for (int32_t k = 0; k < s->n && is_whole; k++) {
        if (s->state[k] != EFFECT_CELL_PRIMARY)
            continue;
        bool *is_bridge = NEW_ARRAY(scratch, bool, (size_t)s->n);
        struct suppress view = *s;
        view.arena = scratch;
        suppress_bridges(&view, is_bridge);
        if (is_bridge[k])
            is_whole = close_cycle(&c, k);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return is_whole;
}

// The cheapest free cell that leads out of what the cell's rise or fall can reach; -1: none.
static int32_t find_help(struct flow *flow, int32_t narrow) {
    const struct suppress *s = flow->s;
    int32_t best = -1;
    for (int32_t up = 0; up < 2; up++) {
        const int64_t most = up ? suppress_width(s->count[narrow]) : s->count[narrow];
        if (flow_slack(flow, narrow, up, most) >= most)
            continue;
        for (int32_t k = 0; k < s->n; k++) {
            if (s->is_free[k] && s->state[k] == EFFECT_CELL_SHOWN && flow_would_help(flow, k) &&
                (best < 0 || s->count[k] < s->count[best]))
                best = k;
        }
    }
    return best;
}

bool suppress_widen(struct suppress *s, struct flow *flow) {
    // hiding more never makes another narrow again
    for (int32_t narrow = 0; (narrow = flow_find_narrow(flow, narrow)) >= 0;) {
        const int32_t help = find_help(flow, narrow);
        if (help < 0)
            return false;
        s->state[help] = EFFECT_CELL_COMPLEMENTARY;
    }
    return true;
}

// In a very large table only so many are tried.
void suppress_spare(struct suppress *s, struct flow *flow) {
    bool *tried = NEW_ARRAY(s->arena, bool, (size_t)s->n);
    int64_t n_primary = 1;
    for (int32_t k = 0; k < s->n; k++)
        n_primary += s->state[k] == EFFECT_CELL_PRIMARY;
    for (int64_t left = SPARE_FLOWS / n_primary; left > 0; left--) {
        int32_t largest = -1;
        for (int32_t k = 0; k < s->n; k++) {
            if (s->state[k] == EFFECT_CELL_COMPLEMENTARY && !tried[k] &&
                (largest < 0 || s->count[k] > s->count[largest]))
                largest = k;
        }
        if (largest < 0)
            return;
        tried[largest] = true;
        s->state[largest] = EFFECT_CELL_SHOWN;
        if (flow_find_narrow(flow, 0) >= 0)
            s->state[largest] = EFFECT_CELL_COMPLEMENTARY;
    }
}

bool suppress_greedy(struct suppress *s) {
    for (int32_t k = 0; k < s->n; k++) {
        if (s->state[k] == EFFECT_CELL_COMPLEMENTARY)
            s->state[k] = EFFECT_CELL_SHOWN;
    }
    struct flow flow = flow_on(s->arena, s);
    if (!close_cycles(s) || !suppress_widen(s, &flow))
        return false;
    suppress_spare(s, &flow);
    return true;
}
