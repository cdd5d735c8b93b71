// SPDX-License-Identifier: EUPL-1.2
// Small exact search: a few people and their packages are divided anew, branching on a package that
// prices leave in doubt, with the bound of the whole at every node. Depth first, on a stack.
#include "plan/allocation/gap_tree.h"

enum {
    ROUNDS_FIRST = 40,
    ROUNDS = 10,
    ROUNDS_DIVE = 15,
    DIVE_SHARE = 12,
    DIVE_LEAST = 40,
    PRICES_KEPT = 1 << 20
};

bool gap_tree_fits(const struct gap *r) {
    return r->m <= GAP_TREE_PEOPLE && r->n <= GAP_TREE_PACKAGES &&
           r->pair_start[r->n] <= GAP_TREE_LEAVES;
}

// The table of a sack holds every package of a part twice.
static int64_t cells_for(const struct gap *r, int32_t n_packages) {
    int64_t hours = 0;
    for (int32_t i = 0; i < r->m; i++)
        hours = r->hours[i] > hours ? r->hours[i] : hours;
    const int64_t cells = 2 * (n_packages + 1) * (hours + 17);
    return cells < 2 * GAP_SACK_CELLS ? cells : 2 * GAP_SACK_CELLS;
}

static size_t least(int32_t a, int32_t b) {
    return (size_t)(a < b ? a : b);
}

struct gap_tree *gap_tree_new(struct arena *arena, const struct gap *r, struct gap_clock *clock,
                              int32_t worker) {
    const size_t leaves = least(r->pair_start[r->n], GAP_TREE_LEAVES);
    const size_t n = least(r->n, GAP_TREE_PACKAGES) + 1, m = least(r->m, GAP_TREE_PEOPLE) + 1;
    struct gap_tree *t = NEW(arena, struct gap_tree);
    *t = (struct gap_tree){
        .r = r,
        .clock = clock,
        .worker = worker,
        .leaf = NEW_ARRAY(arena, struct gap_leaf, leaves),
        .leaf_start = NEW_ARRAY(arena, int32_t, n),
        .open = NEW_ARRAY(arena, int32_t, n),
        .choice = NEW_ARRAY(arena, int32_t, n),
        .item_start = NEW_ARRAY(arena, int32_t, m),
        .item = NEW_ARRAY(arena, int32_t, leaves),
        .left = NEW_ARRAY(arena, int32_t, m),
        .grid = NEW_ARRAY(arena, int32_t, m),
        .trail = NEW_ARRAY(arena, int32_t, leaves + n),
        .price = NEW_ARRAY(arena, int32_t, n),
        .best_price = NEW_ARRAY(arena, int32_t, n),
        .cover = NEW_ARRAY(arena, int32_t, n),
        .taken = NEW_ARRAY(arena, bool, leaves),
        .chosen = NEW_ARRAY(arena, int32_t, leaves),
        .chosen_n = NEW_ARRAY(arena, int32_t, m),
        .mean = NEW_ARRAY(arena, int32_t, leaves),
        .earned = NEW_ARRAY(arena, int64_t, m),
        .is_stale = NEW_ARRAY(arena, bool, m),
        .sack = gap_sack_new(arena, (int32_t)n, cells_for(r, (int32_t)n)),
        .sack_leaf = NEW_ARRAY(arena, int32_t, n),
        .in = NEW_ARRAY(arena, int32_t, n),
        .out = NEW_ARRAY(arena, int32_t, n),
        .certain = NEW_ARRAY(arena, int32_t, leaves),
        .node = NEW_ARRAY(arena, struct gap_node, n),
        .node_price = NEW_ARRAY(arena, int32_t, least((int32_t)(n * n), PRICES_KEPT)),
        .local_person = NEW_ARRAY(arena, int32_t, (size_t)r->m),
    };
    int32_t *children = NEW_ARRAY(arena, int32_t, n * m);
    for (size_t k = 0; k < n; k++)
        t->node[k].child = children + k * m;
    memset(t->local_person, 0xff, (size_t)r->m * sizeof t->local_person[0]);
    return t;
}

// ---- the part -----------------------------------------------------------------------------------

static void load_people(struct gap_tree *t, const struct gap_part *part) {
    t->m = part->n_people;
    for (int32_t i = 0; i < t->m; i++) {
        const int32_t hours = t->r->hours[part->person[i]];
        // The table of the sack must hold every package of the part twice.
        const int32_t width = (int32_t)(GAP_SACK_CELLS / (part->n_packages + 1)) - 16;
        t->local_person[part->person[i]] = i;
        t->grid[i] = 1 + hours / (width + 1);
        t->left[i] = hours / t->grid[i];
        t->item_start[i] = t->item_start[i + 1] = 0;
        t->is_stale[i] = true;
        t->earned[i] = 0;
        t->chosen_n[i] = 0;
    }
}

static void load_packages(struct gap_tree *t, const struct gap_part *part, const int32_t *price) {
    t->n = part->n_packages;
    t->n_leaves = 0;
    for (int32_t j = 0; j < t->n; j++) {
        const int32_t package = part->package[j];
        t->leaf_start[j] = t->n_leaves;
        t->price[j] = price[package];
        t->choice[j] = -1;
        t->cover[j] = 0;
        for (int32_t k = t->r->pair_start[package]; k < t->r->pair_start[package + 1]; k++) {
            const struct gap_pair *pair = &t->r->pair[k];
            const int32_t i = t->local_person[pair->person];
            if (i < 0)
                continue;
            t->taken[t->n_leaves] = false;
            t->leaf[t->n_leaves++] =
                (struct gap_leaf){j, i, gap_units(t->r, pair->cost), pair->load, k, true};
            t->item_start[i + 1]++;
        }
        t->open[j] = t->n_leaves - t->leaf_start[j];
    }
    t->leaf_start[t->n] = t->n_leaves;
}

static void load(struct gap_tree *t, const struct gap_part *part, const int32_t *price) {
    load_people(t, part);
    load_packages(t, part, price);
    for (int32_t i = 0; i < t->m; i++)
        t->item_start[i + 1] += t->item_start[i];
    int32_t at[GAP_TREE_PEOPLE] = {0};
    for (int32_t k = 0; k < t->n_leaves; k++) {
        const int32_t i = t->leaf[k].person;
        t->item[t->item_start[i] + at[i]++] = k;
    }
    for (int32_t i = 0; i < t->m; i++)
        t->local_person[part->person[i]] = -1;
    t->fixed_cost = 0;
    t->trail_n = 0;
    t->sack.work = 0;
}

// ---- branching ----------------------------------------------------------------------------------

static void undo(struct gap_tree *t, int32_t trail) {
    while (t->trail_n > trail) {
        const int32_t mark = t->trail[--t->trail_n];
        if (mark >= 0) {
            t->leaf[mark].is_open = true;
            t->open[t->leaf[mark].package]++;
            t->is_stale[t->leaf[mark].person] = true;
            continue;
        }
        const int32_t j = ~mark;
        const struct gap_leaf *l = &t->leaf[t->choice[j]];
        t->left[l->person] += l->load / t->grid[l->person];
        t->fixed_cost -= l->cost;
        t->choice[j] = -1;
        for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++)
            t->is_stale[t->leaf[k].person] = true;
    }
}

// The package that prices leave most in doubt: few people, none of them chosen all the time.
static int32_t package_in_doubt(const struct gap_tree *t) {
    int32_t chosen = -1;
    int64_t most = -1;
    for (int32_t j = 0; j < t->n; j++) {
        if (t->choice[j] >= 0)
            continue;
        int32_t largest = 0, sum = 0, load = 0;
        for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++) {
            if (!t->leaf[k].is_open)
                continue;
            largest = t->mean[k] > largest ? t->mean[k] : largest;
            sum += t->mean[k];
            load = t->leaf[k].load > load ? t->leaf[k].load : load;
        }
        const int64_t doubt =
            ((int64_t)(t->cover[j] != 1) << 40) + ((int64_t)(sum - largest) << 20) + load;
        if (doubt > most) {
            most = doubt;
            chosen = j;
        }
    }
    return chosen;
}

static void branch(struct gap_tree *t, struct gap_node *node) {
    const int32_t j = node->package = package_in_doubt(t);
    node->n_children = node->at = 0;
    for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++) {
        if (!t->leaf[k].is_open)
            continue;
        int32_t at = node->n_children++;
        for (; at > 0 && t->mean[node->child[at - 1]] < t->mean[k]; at--)
            node->child[at] = node->child[at - 1];
        node->child[at] = k;
    }
}

// Everybody's choice as a plan of the part, if it keeps the true hours and costs less.
static bool take(struct gap_tree *t, int64_t *cost, int32_t *ret_pair) {
    int64_t sum = 0, load[GAP_TREE_PEOPLE] = {0};
    int32_t found[GAP_TREE_PACKAGES];
    for (int32_t k = 0; k < t->n_leaves; k++) {
        const struct gap_leaf *l = &t->leaf[k];
        if (t->choice[l->package] < 0 ? !t->taken[k] : t->choice[l->package] != k)
            continue;
        found[l->package] = l->pair;
        load[l->person] += l->load;
        sum += t->r->pair[l->pair].cost;
        if (load[l->person] > t->r->hours[t->r->pair[l->pair].person])
            return false;
    }
    if (sum >= *cost)
        return false;
    *cost = sum;
    memcpy(ret_pair, found, (size_t)t->n * sizeof found[0]);
    return true;
}

// Bounds are in units, rounded down; a plan that costs one less must stay below.
static int64_t limit_of(const struct gap *r, int64_t cost) {
    const int64_t limit = ((cost - 1) * r->unit_mul) >> r->unit_shift;
    return limit + 1;
}

// Of the packages that are free and go to one person nearly all the time, a share is settled there.
static int32_t settle_certain(struct gap_tree *t) {
    int32_t n_free = 0, n_certain = 0;
    int32_t *certain = t->certain;
    for (int32_t j = 0; j < t->n; j++) {
        if (t->choice[j] >= 0)
            continue;
        n_free++;
        for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++) {
            if (!t->leaf[k].is_open || 2 * t->mean[k] <= t->rounds || !t->taken[k] ||
                t->cover[j] != 1)
                continue;
            int32_t at = n_certain++;
            for (; at > 0 && t->mean[certain[at - 1]] < t->mean[k]; at--)
                certain[at] = certain[at - 1];
            certain[at] = k;
        }
    }
    const int32_t most = n_free / DIVE_SHARE;
    int32_t n = 0;
    for (int32_t q = 0; q < n_certain && n < most && n_free - n > DIVE_LEAST; q++) {
        const struct gap_leaf *l = &t->leaf[certain[q]];
        if (l->load / t->grid[l->person] > t->left[l->person])
            continue;
        gap_tree_choose(t, certain[q]);
        n++;
    }
    return n;
}

// Never beyond `hard`, however far.
static int64_t further(int64_t limit, int64_t room, int64_t hard) {
    int64_t sum;
    return __builtin_add_overflow(limit, room, &sum) || sum > hard ? hard : sum;
}

// Settles share after share. Where the limit turns out too near, it is set further off.
static bool dive(struct gap_tree *t, int64_t hard) {
    // Costs may be below zero, and with them the limit.
    int64_t room = t->limit > 0 ? t->limit : t->limit < 0 ? -t->limit : 1;
    for (bool is_first = true;; is_first = false) {
        const int32_t trail = t->trail_n;
        const enum gap_verdict verdict = gap_node_bound(t, is_first ? ROUNDS_FIRST : ROUNDS_DIVE);
        if (verdict == GAP_STOPPED)
            return false;
        if (verdict == GAP_CLOSED) {
            if (t->limit == hard)
                return false;
            undo(t, trail);
            if (__builtin_mul_overflow(room, 2, &room))
                room = hard;
            t->limit = further(t->limit, room, hard);
            continue;
        }
        if (is_first)
            room = t->limit - t->value;
        if (verdict == GAP_FOUND || settle_certain(t) == 0)
            return true;
        if (t->value + room > t->limit)
            t->limit = t->value + room < hard ? t->value + room : hard;
    }
}

// Bounds a node that was just entered. True: it has children.
static bool enter(struct gap_tree *t, int32_t depth, struct gap_find *find) {
    struct gap_node *node = &t->node[depth];
    const enum gap_verdict verdict = gap_node_bound(t, depth == 0 ? ROUNDS_FIRST : ROUNDS);
    if (verdict == GAP_FOUND) {
        const bool is_better = take(t, &find->cost, find->pair);
        find->is_found |= is_better;
        // Where units are coarse, a plan like this one might still cost less.
        find->is_proven &= is_better && t->r->unit_shift == 0;
        const int64_t limit = limit_of(t->r, find->cost);
        t->limit = limit < t->limit ? limit : t->limit;
    }
    if (verdict != GAP_OPEN)
        return false;
    branch(t, node);
    node->trail = t->trail_n;
    if ((depth + 1) * t->n <= PRICES_KEPT)
        memcpy(t->node_price + (ptrdiff_t)depth * t->n, t->price,
               (size_t)t->n * sizeof t->price[0]);
    return true;
}

// Goes on with the next child of a node that fits. False: there is none.
static bool descend(struct gap_tree *t, int32_t depth) {
    struct gap_node *node = &t->node[depth];
    undo(t, node->trail);
    while (node->at < node->n_children) {
        const int32_t leaf = node->child[node->at++], i = t->leaf[leaf].person;
        if (t->leaf[leaf].load / t->grid[i] > t->left[i])
            continue;
        for (int32_t j = 0; j < t->n && (depth + 1) * t->n <= PRICES_KEPT; j++)
            gap_tree_price(t, j, t->node_price[(ptrdiff_t)depth * t->n + j]);
        gap_tree_choose(t, leaf);
        t->node[depth + 1].package = -1;
        return true;
    }
    return false;
}

// Everything below the limit, depth first. False: the nodes are spent.
static bool search_out(struct gap_tree *t, int64_t *nodes, struct gap_find *find) {
    t->node[0].package = -1;
    for (int32_t depth = 0; depth >= 0;) {
        if (t->node[depth].package < 0) {
            if ((*nodes)-- == 0 || gap_clock_pulse(t->clock, t->worker))
                return false;
            if (!enter(t, depth, find)) {
                depth--;
                continue;
            }
        }
        depth += descend(t, depth) ? 1 : -1;
    }
    return true;
}

void gap_tree_search(struct gap_tree *t, const struct gap_part *part, const int32_t *price,
                     struct gap_find *find) {
    load(t, part, price);
    const int64_t hard = limit_of(t->r, find->cost), aim = limit_of(t->r, find->aim);
    int64_t nodes = part->nodes;
    find->is_found = false;
    find->is_proven = true;
    t->limit = aim < hard ? aim : hard;
    const bool is_under_way = !find->is_dive || dive(t, hard);
    const int32_t trail = t->trail_n;
    while (is_under_way) {
        const int64_t value = t->value;
        if (!search_out(t, &nodes, find)) {
            find->is_proven = false;
            break;
        }
        if (find->is_found || t->limit == hard)
            break;
        undo(t, trail);
        const int64_t room = t->limit - value > 0 ? 2 * (t->limit - value) : t->r->unit_mul;
        t->limit = value + room < hard ? value + room : hard;
    }
    find->is_proven &= !find->is_dive;
    find->work = t->sack.work;
}
