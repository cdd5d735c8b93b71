// SPDX-License-Identifier: EUPL-1.2
// A node of the small exact search: prices climb as in the bound of the whole, and whatever would
// bring the bound to the limit when it is forced in, or left out, is settled.
// Source: Posta, Ferland and Michelon, An exact method with variable fixing for solving the
// generalized assignment problem, Computational Optimization and Applications 52, 2012,
// doi 10.1007/s10589-011-9432-0.
#include <math.h>

#include "plan/allocation/gap_tree.h"

void gap_tree_close(struct gap_tree *t, int32_t leaf) {
    struct gap_leaf *l = &t->leaf[leaf];
    l->is_open = false;
    t->open[l->package]--;
    t->is_stale[l->person] = true;
    t->trail[t->trail_n++] = leaf;
}

// The package is done by that person: hours and cost are settled, other leaves stay as they are.
void gap_tree_choose(struct gap_tree *t, int32_t leaf) {
    const struct gap_leaf *l = &t->leaf[leaf];
    t->choice[l->package] = leaf;
    t->left[l->person] -= l->load / t->grid[l->person];
    t->fixed_cost += l->cost;
    for (int32_t k = t->leaf_start[l->package]; k < t->leaf_start[l->package + 1]; k++)
        t->is_stale[t->leaf[k].person] = true;
    t->trail[t->trail_n++] = ~l->package;
}

// ---- bound --------------------------------------------------------------------------------------

static bool is_free(const struct gap_tree *t, int32_t leaf) {
    return t->leaf[leaf].is_open && t->choice[t->leaf[leaf].package] < 0;
}

// Takes back what person i chose.
static void drop_choice(struct gap_tree *t, int32_t i) {
    const int32_t *list = t->chosen + t->item_start[i];
    for (int32_t k = 0; k < t->chosen_n[i]; k++) {
        t->cover[t->leaf[list[k]].package]--;
        t->taken[list[k]] = false;
    }
    t->chosen_n[i] = 0;
}

static void choose(struct gap_tree *t, int32_t i) {
    drop_choice(t, i);
    t->sack.n = 0;
    for (int32_t k = t->item_start[i]; k < t->item_start[i + 1]; k++) {
        const int32_t leaf = t->item[k];
        const int32_t profit = t->price[t->leaf[leaf].package] - t->leaf[leaf].cost;
        if (profit <= 0 || !is_free(t, leaf))
            continue;
        t->sack_leaf[t->sack.n] = leaf;
        gap_sack_add(&t->sack, profit, t->leaf[leaf].load / t->grid[i]);
    }
    t->earned[i] = gap_sack_solve(&t->sack, t->left[i]);
    for (int32_t k = 0; k < t->sack.n; k++) {
        if (!t->sack.taken[k])
            continue;
        const int32_t leaf = t->sack_leaf[k];
        t->taken[leaf] = true;
        t->cover[t->leaf[leaf].package]++;
        t->chosen[t->item_start[i] + t->chosen_n[i]++] = leaf;
    }
    t->is_stale[i] = false;
}

static int64_t value_now(struct gap_tree *t) {
    int64_t value = t->fixed_cost;
    for (int32_t i = 0; i < t->m; i++) {
        if (t->is_stale[i])
            choose(t, i);
        value -= t->earned[i];
    }
    for (int32_t j = 0; j < t->n; j++)
        value += t->choice[j] < 0 ? t->price[j] : 0;
    t->sack.work += t->n + t->m;
    return value;
}

void gap_tree_price(struct gap_tree *t, int32_t j, int32_t price) {
    if (price == t->price[j])
        return;
    t->price[j] = price;
    for (int32_t k = t->leaf_start[j]; k < t->leaf_start[j + 1]; k++) {
        if (t->leaf[k].is_open)
            t->is_stale[t->leaf[k].person] = true;
    }
}

static int32_t off_count(const struct gap_tree *t) {
    int32_t square = 0;
    for (int32_t j = 0; j < t->n; j++)
        square += t->choice[j] < 0 ? (1 - t->cover[j]) * (1 - t->cover[j]) : 0;
    return square;
}

static void climb(struct gap_tree *t, double length) {
    for (int32_t j = 0; j < t->n; j++) {
        if (t->choice[j] >= 0 || t->cover[j] == 1)
            continue;
        const double price = t->price[j] + floor(length * (1 - t->cover[j]) + 0.5);
        gap_tree_price(t, j, (int32_t)fmax(fmin(price, t->r->price_most), -t->r->price_most));
    }
}

// ---- settling -----------------------------------------------------------------------------------

// Closes leaves of person i whose choice would reach the limit. False: a package has none left.
static bool settle_person(struct gap_tree *t, int32_t i, int64_t slack) {
    t->sack.n = 0;
    for (int32_t k = t->item_start[i]; k < t->item_start[i + 1]; k++) {
        const int32_t leaf = t->item[k];
        if (!is_free(t, leaf))
            continue;
        t->sack_leaf[t->sack.n] = leaf;
        gap_sack_add(&t->sack, t->price[t->leaf[leaf].package] - t->leaf[leaf].cost,
                     t->leaf[leaf].load / t->grid[i]);
    }
    if (t->sack.n == 0)
        return true;
    const int64_t best = gap_sack_force(&t->sack, t->left[i], t->in, t->out);
    for (int32_t k = 0; k < t->sack.n; k++) {
        const int32_t leaf = t->sack_leaf[k], j = t->leaf[leaf].package;
        if (best - t->in[k] >= slack) {
            gap_tree_close(t, leaf);
            if (t->open[j] == 0)
                return false;
        } else if (best - t->out[k] >= slack) {
            for (int32_t q = t->leaf_start[j]; q < t->leaf_start[j + 1]; q++) {
                if (q != leaf && t->leaf[q].is_open)
                    gap_tree_close(t, q);
            }
        }
    }
    return true;
}

// Packages with one leaf left are done there.
static bool choose_single(struct gap_tree *t) {
    for (int32_t j = 0; j < t->n; j++) {
        if (t->choice[j] >= 0 || t->open[j] != 1)
            continue;
        int32_t leaf = t->leaf_start[j];
        while (!t->leaf[leaf].is_open)
            leaf++;
        const struct gap_leaf *l = &t->leaf[leaf];
        if (l->load / t->grid[l->person] > t->left[l->person])
            return false;
        gap_tree_choose(t, leaf);
    }
    return true;
}

static bool settle(struct gap_tree *t, int64_t slack) {
    for (int32_t i = 0; i < t->m; i++) {
        if (!settle_person(t, i, slack))
            return false;
    }
    return choose_single(t);
}

static void count_choices(struct gap_tree *t) {
    for (int32_t i = 0; i < t->m; i++) {
        for (int32_t k = 0; k < t->chosen_n[i]; k++)
            t->mean[t->chosen[t->item_start[i] + k]]++;
    }
}

enum gap_verdict gap_node_bound(struct gap_tree *t, int32_t rounds) {
    int64_t best = INT64_MIN;
    double factor = 1;
    int32_t in_vain = 0;
    t->rounds = rounds;
    memset(t->mean, 0, (size_t)t->n_leaves * sizeof t->mean[0]);
    for (int32_t round = 0;; round++) {
        const int64_t value = t->value = value_now(t);
        const int32_t off = off_count(t);
        if (gap_clock_pulse(t->clock, t->worker))
            return GAP_STOPPED;
        if (value >= t->limit)
            return GAP_CLOSED;
        if (off == 0)
            return GAP_FOUND;
        count_choices(t);
        if (value > best) {
            best = value;
            in_vain = 0;
            memcpy(t->best_price, t->price, (size_t)t->n * sizeof t->price[0]);
        } else if (++in_vain == 4) {
            in_vain = 0;
            factor *= 0.5;
        }
        if (round == rounds)
            break;
        climb(t, factor * (double)(t->limit - value) / off);
    }
    for (int32_t j = 0; j < t->n; j++)
        gap_tree_price(t, j, t->best_price[j]);
    best = t->value = value_now(t);
    if (best >= t->limit || !settle(t, t->limit - best))
        return GAP_CLOSED;
    const int64_t value = value_now(t);
    return value >= t->limit ? GAP_CLOSED : off_count(t) == 0 ? GAP_FOUND : GAP_OPEN;
}
