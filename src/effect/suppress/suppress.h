// SPDX-License-Identifier: EUPL-1.2
// What the parts of the suppression engine share: a table with its totals as a graph. Rows and
// columns are nodes, cells are edges, and the counts flow round: from row to column along the
// cells, from column to the row of totals, from there to the column of totals, and back to the
// rows. Every sum that holds in the table says that as much flows out of a node as into it. Tables
// under a table are one graph too; see suppress_levels.c.
#ifndef VLIEGWIEL_SUPPRESS_H
#define VLIEGWIEL_SUPPRESS_H
#include "base/arena.h"
#include "vliegwiel/effect_suppress.h"

struct suppress {
    struct arena *arena;
    int32_t rows, cols;    // with the totals; of tables under a table 0
    int32_t n_nodes, n;    // n cells, the last is the total of all
    int32_t *tail, *head;  // [n] nodes that a cell leads from and to
    int64_t *count;        // [n]
    uint8_t *state;        // [n] enum effect_cell
    bool *is_free;         // [n] may become complementary
    bool *must;            // [n] shown by a table above
    int32_t *first, *cell; // [n_nodes + 1], [2 * n]: cells at a node
};

static inline bool suppress_is_total(const struct suppress *s, int32_t cell) {
    return cell / s->cols == s->rows - 1 || cell % s->cols == s->cols - 1;
}
static inline int64_t suppress_width(int64_t count) {
    return count > 3 ? count : 3; // an interval narrower than this says too much
}

// Marks what can be worked out exactly: [n] hidden cells that lie on no cycle of hidden cells.
void suppress_bridges(const struct suppress *s, bool *ret_is_bridge);

// Room for flows over the hidden cells.
struct flow {
    const struct suppress *s;
    const int64_t *fall, *rise; // [n] by how much each may; rise NULL: by any
    int64_t *by;                // [n] by how much it has
    int32_t *queue;             // [n_nodes]
    int32_t *via;   // [n_nodes] cell through which a node was reached, -1: not reached, -2: start
    int32_t *moved; // [n_moved] cells whose count is not what it was
    bool *is_moved; // [n]
    int32_t n_moved;
};
struct flow flow_on(struct arena *arena, const struct suppress *s); // down to 0
struct flow flow_limited(struct arena *arena, const struct suppress *s, const int64_t *fall,
                         const int64_t *rise);
// How far a cell can rise (up) or fall, at most `most`. With less, flow.via tells which nodes can
// still be reached: only cells that leave that set would help.
int64_t flow_slack(struct flow *flow, int32_t cell, bool up, int64_t most);
bool flow_is_reached(const struct flow *flow, int32_t node);
// Would hiding this cell lead out of the nodes that can be reached?
bool flow_would_help(const struct flow *flow, int32_t cell);
struct effect_interval flow_interval(struct flow *flow, int32_t cell);
// The first primary cell from `from` on whose interval is too narrow, or -1.
int32_t flow_find_narrow(struct flow *flow, int32_t from);

// Chooses complementary cells; false when all of them together are not enough.
bool suppress_greedy(struct suppress *s);
// Adds to those that stand until nothing is narrow; false when all of them are not enough. Then
// shows again, the largest first, what is not needed.
bool suppress_widen(struct suppress *s, struct flow *flow);
void suppress_spare(struct suppress *s, struct flow *flow);
// Improves on the choice that stands; true when it is proved that none is better.
bool suppress_exact(struct suppress *s);

// Room for n cells over n_nodes nodes, all shown and none free.
struct suppress suppress_on(struct arena *arena, int32_t n_nodes, int32_t n);
// The same for a table with its totals, with its graph.
struct suppress suppress_table(struct arena *arena, int32_t n_rows, int32_t n_cols);
// The cells at each node, from tails and heads.
void suppress_list(struct suppress *s);
// Counts what is hidden, and audits each primary cell.
void suppress_report(const struct suppress *s, struct flow *flow, const int32_t *cells, int32_t n,
                     struct effect_suppression *suppression);
void suppress_begin(struct arena *arena, const struct effect_counts *counts,
                    const struct effect_suppress_options *options, struct suppress *ret_suppress,
                    struct effect_suppression *ret_suppression);
void suppress_finish(struct suppress *s, struct effect_suppression *ret_suppression);
#endif
