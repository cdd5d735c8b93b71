// SPDX-License-Identifier: EUPL-1.2
// A hidden cell can be worked out exactly when it lies on no cycle of hidden cells: a bridge. Found
// in one walk by the lowest number that can be reached from behind it (Tarjan).
#include "effect/suppress/suppress.h"

struct walk {
    const struct suppress *s;
    int32_t *number, *low; // [n_nodes] 0: not seen
    int32_t *next;         // [n_nodes] place in the list of cells
    int32_t *from;         // [n_nodes] cell through which it was entered
    int32_t *stack;
    int32_t n_seen, depth;
    bool *is_bridge;
};

static void enter(struct walk *w, int32_t node, int32_t cell) {
    w->number[node] = w->low[node] = ++w->n_seen;
    w->next[node] = w->s->first[node];
    w->from[node] = cell;
    w->stack[w->depth++] = node;
}

static void leave(struct walk *w) {
    const int32_t node = w->stack[--w->depth];
    if (w->depth == 0)
        return;
    const int32_t above = w->stack[w->depth - 1];
    w->low[above] = w->low[node] < w->low[above] ? w->low[node] : w->low[above];
    w->is_bridge[w->from[node]] = w->low[node] > w->number[above];
}

static void step(struct walk *w) {
    const struct suppress *s = w->s;
    const int32_t node = w->stack[w->depth - 1];
    if (w->next[node] == s->first[node + 1]) {
        leave(w);
        return;
    }
    const int32_t cell = s->cell[w->next[node]++];
    if (s->state[cell] == EFFECT_CELL_SHOWN || cell == w->from[node])
        return;
    const int32_t to = s->tail[cell] + s->head[cell] - node;
    if (w->number[to] == 0)
        enter(w, to, cell);
    else if (w->number[to] < w->low[node])
        w->low[node] = w->number[to];
}

void suppress_bridges(const struct suppress *s, bool *ret_is_bridge) {
    const size_t n = (size_t)s->n_nodes;
    struct walk w = {.s = s,
                     .number = NEW_ARRAY(s->arena, int32_t, n),
                     .low = NEW_ARRAY(s->arena, int32_t, n),
                     .next = NEW_ARRAY(s->arena, int32_t, n),
                     .from = NEW_ARRAY(s->arena, int32_t, n),
                     .stack = NEW_ARRAY(s->arena, int32_t, n),
                     .is_bridge = ret_is_bridge};
    for (int32_t k = 0; k < s->n; k++)
        ret_is_bridge[k] = false;
    for (int32_t node = 0; node < s->n_nodes; node++) {
        if (w.number[node] != 0)
            continue;
        enter(&w, node, -1);
        while (w.depth > 0)
            step(&w);
    }
}
