// SPDX-License-Identifier: EUPL-1.2
// How far a hidden cell can move while everything shown stays and no count falls below zero: what
// it gains must flow back through other hidden cells, which can give only what they have and can
// take any more, unless there is a limit. Shortest augmenting paths.
#include "effect/suppress/suppress.h"

struct flow flow_limited(struct arena *arena, const struct suppress *s, const int64_t *fall,
                         const int64_t *rise) {
    return (struct flow){
        .s = s,
        .fall = fall,
        .rise = rise,
        .by = NEW_ARRAY(arena, int64_t, (size_t)s->n),
        .queue = NEW_ARRAY(arena, int32_t, (size_t)s->n_nodes),
        .via = NEW_ARRAY(arena, int32_t, (size_t)s->n_nodes),
        .moved = NEW_ARRAY(arena, int32_t, (size_t)s->n),
        .is_moved = NEW_ARRAY(arena, bool, (size_t)s->n),
    };
}

struct flow flow_on(struct arena *arena, const struct suppress *s) {
    return flow_limited(arena, s, s->count, NULL);
}

// What a cell can still give or take where it stands now.
static int64_t room_of(const struct flow *flow, int32_t cell, bool up) {
    if (!up)
        return flow->fall[cell] + flow->by[cell];
    return flow->rise ? flow->rise[cell] - flow->by[cell] : INT64_MAX;
}

bool flow_is_reached(const struct flow *flow, int32_t node) {
    return flow->via[node] != -1;
}

// Can anything go from `from` through the cell, and where does it come out?
static bool leads(const struct flow *flow, int32_t cell, int32_t from, int32_t *ret_to) {
    const int32_t tail = flow->s->tail[cell];
    *ret_to = from == tail ? flow->s->head[cell] : tail;
    return room_of(flow, cell, from == tail) > 0;
}

static bool reach(struct flow *flow, int32_t start, int32_t goal, int32_t without) {
    const struct suppress *s = flow->s;
    for (int32_t node = 0; node < s->n_nodes; node++)
        flow->via[node] = -1;
    int32_t n = 0;
    flow->queue[n++] = start;
    flow->via[start] = -2;
    for (int32_t at = 0; at < n && flow->via[goal] == -1; at++) {
        const int32_t node = flow->queue[at];
        for (int32_t k = s->first[node]; k < s->first[node + 1]; k++) {
            const int32_t cell = s->cell[k];
            int32_t to;
            if (cell == without || s->state[cell] == EFFECT_CELL_SHOWN ||
                !leads(flow, cell, node, &to) || flow->via[to] != -1)
                continue;
            flow->via[to] = cell;
            flow->queue[n++] = to;
        }
    }
    return flow->via[goal] != -1;
}

static int32_t step_back(const struct flow *flow, int32_t node, bool *ret_is_forward) {
    const int32_t cell = flow->via[node];
    *ret_is_forward = flow->s->head[cell] == node;
    return *ret_is_forward ? flow->s->tail[cell] : flow->s->head[cell];
}

static int64_t room(const struct flow *flow, int32_t start, int32_t goal, int64_t most) {
    bool is_forward;
    for (int32_t node = goal; node != start;) {
        const int32_t cell = flow->via[node];
        node = step_back(flow, node, &is_forward);
        const int64_t here = room_of(flow, cell, is_forward);
        most = here < most ? here : most;
    }
    return most;
}

static void push(struct flow *flow, int32_t start, int32_t goal, int64_t amount) {
    bool is_forward;
    for (int32_t node = goal; node != start;) {
        const int32_t cell = flow->via[node];
        node = step_back(flow, node, &is_forward);
        flow->by[cell] += is_forward ? amount : -amount;
        if (!flow->is_moved[cell])
            flow->moved[flow->n_moved++] = cell;
        flow->is_moved[cell] = true;
    }
}

static void put_back(struct flow *flow) {
    while (flow->n_moved > 0) {
        const int32_t cell = flow->moved[--flow->n_moved];
        flow->by[cell] = 0;
        flow->is_moved[cell] = false;
    }
}

int64_t flow_slack(struct flow *flow, int32_t cell, bool up, int64_t most) {
    const struct suppress *s = flow->s;
    const int32_t start = up ? s->head[cell] : s->tail[cell];
    const int32_t goal = up ? s->tail[cell] : s->head[cell];
    put_back(flow);
    int64_t slack = 0;
    while (slack < most && reach(flow, start, goal, cell)) {
        const int64_t amount = room(flow, start, goal, most - slack);
        push(flow, start, goal, amount);
        slack += amount;
    }
    return slack;
}

bool flow_would_help(const struct flow *flow, int32_t cell) {
    const bool tail = flow_is_reached(flow, flow->s->tail[cell]);
    const bool head = flow_is_reached(flow, flow->s->head[cell]);
    return (tail && !head) || (head && !tail && flow->s->count[cell] > 0);
}

int32_t flow_find_narrow(struct flow *flow, int32_t from) {
    const struct suppress *s = flow->s;
    for (int32_t k = from; k < s->n; k++) {
        if (s->state[k] != EFFECT_CELL_PRIMARY)
            continue;
        const int64_t width = suppress_width(s->count[k]);
        const int64_t down = flow_slack(flow, k, false, s->count[k]);
        if (down < width && flow_slack(flow, k, true, width - down) < width - down)
            return k;
    }
    return -1;
}

struct effect_interval flow_interval(struct flow *flow, int32_t cell) {
    const int64_t count = flow->s->count[cell];
    // more than everything there is can only come from a cycle that takes any amount
    const int64_t endless = 4 * flow->s->count[flow->s->n - 1] + 4;
    const int64_t down = flow_slack(flow, cell, false, count);
    const int64_t up = flow_slack(flow, cell, true, endless);
    return (struct effect_interval){
        .cell = cell,
        .lower = count - down,
        .upper = up >= endless ? INT64_MAX : count + up,
        .is_wide = up >= endless || up + down >= suppress_width(count),
    };
}

struct effect_interval effect_suppress_audit(struct arena *arena, int32_t n_rows, int32_t n_cols,
                                             const int64_t *count, const uint8_t *state,
                                             int32_t cell) {
    struct suppress s = suppress_table(arena, n_rows, n_cols);
    memcpy(s.count, count, (size_t)s.n * sizeof *count);
    memcpy(s.state, state, (size_t)s.n * sizeof *state);
    struct flow flow = flow_on(arena, &s);
    return flow_interval(&flow, cell);
}
