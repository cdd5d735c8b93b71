// SPDX-License-Identifier: EUPL-1.2
// Inside of the small exact search: one part of the problem with what is still open in it. The
// bound of a node is in gap_tree_node.c, branching in gap_tree.c.
#ifndef VLIEGWIEL_PLAN_GAP_TREE_H
#define VLIEGWIEL_PLAN_GAP_TREE_H
#include "plan/allocation/gap.h"

struct gap_leaf { // a pair within the part; cost in units
    int32_t package, person, cost, load;
    int32_t pair; // in the whole problem
    bool is_open;
};

struct gap_node {
    int32_t trail, package; // trail when this package was branched on; -1: not yet
    int32_t *child;         // leaves of the package, in the order to try
    int32_t n_children, at;
};

struct gap_tree {
    const struct gap *r;
    struct gap_clock *clock;
    int32_t worker;
    int32_t m, n, n_leaves; // of the part
    struct gap_leaf *leaf;  // by package
    int32_t *leaf_start;    // [n + 1]
    int32_t *open;          // [n] leaves of a package that are open
    int32_t *choice;        // [n] leaf, -1: free
    int32_t *item_start;    // [m + 1] into item
    int32_t *item;          // leaves by person
    int32_t *left;          // [m] hours, in steps
    int32_t *grid;          // [m]
    int64_t fixed_cost;     // of the choices, in units
    int32_t *trail;         // leaves closed, or ~package when chosen
    int32_t trail_n;

    int32_t *price, *best_price; // [n]
    int32_t *cover;              // [n]
    bool *taken;                 // [leaves]
    int32_t *chosen, *chosen_n;  // what each person takes, at item_start; [m]
    int32_t *mean;               // [leaves] how often taken in this node
    int32_t rounds;              // of this node
    int32_t *certain;            // [leaves]
    int64_t *earned;             // [m]
    bool *is_stale;              // [m] something of the person changed
    int64_t limit;               // a plan must stay below it, in units
    int64_t value;               // bound of the last node
    struct gap_sack sack;
    int32_t *sack_leaf, *in, *out;

    struct gap_node *node; // [GAP_TREE_PACKAGES + 1]
    int32_t *node_price;   // of nodes that are not too deep
    int32_t *local_person; // [m of the whole] place in the part, -1: not in it
};

enum gap_verdict { GAP_OPEN, GAP_CLOSED, GAP_FOUND, GAP_STOPPED };
// Climbs `rounds` steps and closes what cannot lead below the limit. GAP_FOUND: everybody's choice
// divides the packages, in `taken`.
enum gap_verdict gap_node_bound(struct gap_tree *t, int32_t rounds);
void gap_tree_close(struct gap_tree *t, int32_t leaf);
void gap_tree_price(struct gap_tree *t, int32_t j, int32_t price);
void gap_tree_choose(struct gap_tree *t, int32_t leaf);
#endif
