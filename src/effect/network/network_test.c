// SPDX-License-Identifier: EUPL-1.2
// The measures of one wave against all relabellings of small networks, figures worked by hand, and
// the published networks where they are at hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/network/network.h"
#include "effect/test_expected.h"

static const struct effect_draws DRAWS = {1, 2000};

// ---- worked by hand ----------------------------------------------------------------------------

// Two squares with their diagonals, joined by one tie.
static const struct effect_tie TINY[] = {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}, {3, 4},
                                         {4, 5}, {4, 6}, {4, 7}, {5, 6}, {5, 7}, {6, 7}};
static const int32_t HALVES[] = {0, 0, 0, 0, 1, 1, 1, 1};
static const struct effect_roster SQUARES = {
    .n = 8, .n_groups = 2, .group = HALVES, .ties = TINY, .n_ties = 13, .is_mutual = true};

// By hand: 12 inside, 1 outside; by chance 12 of 28 pairs are inside, so 1 - 24/28. Only the two
// ways to name the squares are as closed: 2 of 70. At least one tie is outside, as there are only
// 12 pairs inside.
static void squares_are_counted_by_hand(void **state) {
    (void)state;
    struct effect_network net;
    effect_network_measure(arena, &SQUARES, &DRAWS, &net);
    assert_int_equal(net.refusal, EFFECT_NETWORK_FINE);
    assert_int_equal(net.any.internal, 12);
    assert_int_equal(net.any.external, 1);
    assert_close(net.any.ei, -11 / 13.0, 1e-15, "index");
    assert_close(net.any.expected, 1 - 24 / 28.0, 1e-15, "expected");
    assert_true(net.any.is_exact);
    assert_int_equal(net.any.draws, 70);
    assert_close(net.any.p_lower, 2 / 70.0, 1e-15, "p lower");
    assert_close(net.any.least, -11 / 13.0, 1e-15, "least");
    assert_close(net.density, 13 / 28.0, 1e-15, "density");
    assert_close(net.modularity, 12 / 13.0 - .5, 1e-15, "modularity");
    assert_close(net.assortativity, (12 / 13.0 - .5) / .5, 1e-15, "assortativity");
    assert_close(net.transitivity, 24 / 30.0, 1e-15, "closed triples"); // 6 of 3, 2 of 6; 24 closed
    assert_close(net.people[3].betweenness, 3 * 4, 1e-15, "the bridge");
    assert_int_equal(net.people[3].external, 1);
    // a third to each; via the two others, one of whom divides by 3 and the bridge by 4
    const double to_equal = 1 / 3.0 + 1 / 9.0 + 1 / 12.0, to_bridge = 1 / 3.0 + 1 / 9.0 + 1 / 9.0;
    assert_close(net.people[0].constraint, 2 * to_equal * to_equal + to_bridge * to_bridge, 1e-14,
                 "constraint");
}

// Mean and variance over every relabelling, counted one by one, of random small networks.
static void moments_are_those_of_all_relabellings(void **state) {
    (void)state;
    struct rng rng = rng_seeded(7);
    for (int32_t round = 0; round < 40; round++) {
        const int32_t n = 4 + (int32_t)rng_below(&rng, 4), n_groups = 2 + round % 2;
        struct effect_tie ties[64];
        int32_t group[8], n_ties = 0;
        for (int32_t i = 0; i < n; i++) {
            group[i] = i % n_groups;
            for (int32_t j = 0; j < n; j++) {
                if (i != j && rng_below(&rng, 3) == 0)
                    ties[n_ties++] = (struct effect_tie){i, j};
            }
        }
        const struct effect_roster roster = {
            .n = n, .n_groups = n_groups, .group = group, .ties = ties, .n_ties = n_ties};
        struct effect_network net;
        effect_network_measure(arena, &roster, &DRAWS, &net);
        if (net.refusal == EFFECT_NETWORK_NO_TIES)
            continue;
        bool tied[8][8] = {{false}};
        for (int32_t k = 0; k < n_ties; k++)
            tied[ties[k].from][ties[k].to] = tied[ties[k].to][ties[k].from] = true;
        // every way to give n people a group, kept when the sizes are right
        double count = 0, sum = 0, squares = 0, low = 0, far = 0;
        int64_t ways = 1;
        for (int32_t i = 0; i < n; i++)
            ways *= n_groups;
        for (int64_t way = 0; way < ways; way++) {
            int32_t label[8], size[3] = {0}, wanted[3] = {0};
            int64_t rest = way;
            for (int32_t i = 0; i < n; i++, rest /= n_groups) {
                label[i] = (int32_t)(rest % n_groups);
                size[label[i]]++;
                wanted[group[i]]++;
            }
            if (memcmp(size, wanted, sizeof size) != 0)
                continue;
            int32_t in = 0, out = 0;
            for (int32_t i = 0; i < n; i++) {
                for (int32_t j = 0; j < i; j++)
                    *(label[i] == label[j] ? &in : &out) += tied[i][j];
            }
            const double ei = (double)(out - in) / (out + in);
            count++;
            sum += ei;
            squares += ei * ei;
            low += ei <= net.any.ei + 1e-12;
            far += fabs(ei - net.any.expected) >= fabs(net.any.ei - net.any.expected) - 1e-12;
        }
        assert_close(net.any.expected, sum / count, 1e-12, "mean");
        assert_close(net.any.sd * net.any.sd, squares / count - sum / count * (sum / count), 1e-9,
                     "variance");
        assert_int_equal(net.any.draws, (int64_t)count);
        assert_close(net.any.p_lower, low / count, 1e-12, "share as low");
        assert_close(net.any.p, far / count, 1e-12, "share as far");
    }
}

// A dense network of many people takes the way over bits, a thin one the list: the same figures,
// near the exact moments; and the same seed gives the same bytes.
static void lots_agree_with_the_moments(void **state) {
    (void)state;
    static struct effect_tie ties[40000];
    static int32_t group[200];
    for (int32_t dense = 0; dense < 2; dense++) {
        struct rng rng = rng_seeded(3);
        int32_t n_ties = 0;
        for (int32_t i = 0; i < 200; i++) {
            group[i] = i % 7;
            for (int32_t j = 0; j < 200; j++) {
                if (i != j && rng_below(&rng, 100) < (dense ? 50 : 3))
                    ties[n_ties++] = (struct effect_tie){i, j};
            }
        }
        const struct effect_roster roster = {
            .n = 200, .n_groups = 7, .group = group, .ties = ties, .n_ties = n_ties};
        struct effect_network a, b;
        effect_network_measure(arena, &roster, &DRAWS, &a);
        effect_network_measure(arena, &roster, &DRAWS, &b);
        assert_true(a.any.p == b.any.p && a.any.p_lower == b.any.p_lower);
        assert_false(a.any.is_exact);
        assert_int_equal(a.any.draws, 2000);
        // one-sided share against the normal curve, which is close with so many ties
        const double normal = .5 * erfc(-a.any.z / sqrt(2));
        assert_true(fabs(a.any.p_lower - normal) < .05);
        for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
            assert_true(isnan(a.brokerage.sd[role]) || a.brokerage.sd[role] > 0);
    }
}

// Two groups of twelve, all ties within: no relabelling is as closed, but the one that was seen is
// one of the draws, and every draw is as open.
static void the_observed_labels_are_one_draw(void **state) {
    (void)state;
    struct effect_tie ties[132];
    int32_t group[24], n_ties = 0;
    for (int32_t i = 0; i < 24; i++) {
        group[i] = i / 12;
        for (int32_t j = 0; j < i; j++) {
            if (i / 12 == j / 12)
                ties[n_ties++] = (struct effect_tie){i, j};
        }
    }
    const struct effect_roster roster = {
        .n = 24, .n_groups = 2, .group = group, .ties = ties, .n_ties = n_ties, .is_mutual = true};
    struct effect_network net;
    effect_network_measure(arena, &roster, &DRAWS, &net);
    assert_false(net.any.is_exact);
    assert_true(net.any.p_lower == 1 / 2001.0 && net.any.p == 1 / 2001.0);
    assert_true(net.any.p_upper == 1);
}

// ---- the silent --------------------------------------------------------------------------------

// Three people, one silent. 0 -> 1, 0 -> 2, 1 -> 0; 2 says nothing, though the file has 2 -> 1.
// By hand: four cells answered, three ties; rebuilt 2 -> 0 but not 2 -> 1.
static void the_silent_are_missing(void **state) {
    (void)state;
    static const struct effect_tie TIES[] = {{0, 1}, {0, 2}, {1, 0}, {2, 1}};
    static const int32_t GROUP[] = {0, 0, 1};
    static const bool SILENT[] = {false, false, true};
    const struct effect_roster roster = {
        .n = 3, .n_groups = 2, .group = GROUP, .ties = TIES, .n_ties = 4, .silent = SILENT};
    struct effect_network net;
    effect_network_measure(arena, &roster, &DRAWS, &net);
    assert_int_equal(net.arcs_ignored, 1);
    assert_int_equal(net.n_silent, 1);
    assert_close(net.density, 3 / 4.0, 1e-15, "answered");
    assert_close(net.density_reconstructed, 4 / 6.0, 1e-15, "rebuilt");
    assert_int_equal(net.bounds.missing, 2);
    assert_close(net.bounds.density_lower, 3 / 6.0, 1e-15, "none of the missing");
    assert_close(net.bounds.density_upper, 5 / 6.0, 1e-15, "all of the missing");
    // known ties 0-1 inside and 0-2 outside; 1-2, outside, may or may not be
    assert_close(net.bounds.ei_lower, 0, 1e-15, "least index");
    assert_close(net.bounds.ei_upper, 1 / 3.0, 1e-15, "most index");
    assert_int_equal(net.blocks[0 * 2 + 1].cells, 2);
    assert_int_equal(net.blocks[1 * 2 + 0].cells, 0);
    assert_true(isnan(net.blocks[2].density));
    assert_int_equal(net.mutual, 1);
    assert_int_equal(net.one_way + net.none, 0);
}

static void refusals_have_names(void **state) {
    (void)state;
    static const struct effect_tie BEYOND[] = {{0, 3}}, LOOP[] = {{1, 1}}, FINE[] = {{0, 1}};
    static const int32_t GROUP[] = {0, 1, 0}, BAD_GROUP[] = {0, 5, 0}, ONE[] = {0, 0, 0};
    static const bool ABSENT[] = {true, true, true};
    const struct {
        struct effect_roster roster;
        const char *name;
    } cases[] = {
        {{.n = 0, .n_groups = 1}, "size"},
        {{.n = EFFECT_NETWORK_PEOPLE_MAX + 1, .n_groups = 2}, "size"},
        {{.n = 3, .n_groups = 2, .group = BAD_GROUP}, "group"},
        {{.n = 3, .n_groups = 2, .group = GROUP, .ties = BEYOND, .n_ties = 1}, "tie"},
        {{.n = 3, .n_groups = 2, .group = GROUP, .ties = LOOP, .n_ties = 1}, "loop"},
        {{.n = 3, .n_groups = 2, .group = GROUP}, "no_ties"},
        {{.n = 3, .n_groups = 1, .group = ONE, .ties = FINE, .n_ties = 1}, "one_group"},
        {{.n = 3, .n_groups = 2, .group = GROUP, .absent = ABSENT}, "size"},
        {{.n = 3, .n_groups = 2, .group = GROUP, .ties = FINE, .n_ties = 1}, ""},
    };
    for (size_t k = 0; k < COUNT_OF(cases); k++) {
        struct effect_network net;
        effect_network_measure(arena, &cases[k].roster, &DRAWS, &net);
        assert_string_equal(effect_network_refusal_name(net.refusal), cases[k].name);
    }
}

// ---- brokers -----------------------------------------------------------------------------------

// 0 -> 1 -> 2, 0 -> 1 -> 3 with 0 -> 3 there, 4 -> 1. Groups a a b b a. By hand: 0-1-2 and 4-1-2,
// 4-1-3 are representatives of a. Over all relabellings: counted below.
static void brokers_are_counted_by_hand(void **state) {
    (void)state;
    static const struct effect_tie TIES[] = {{0, 1}, {1, 2}, {1, 3}, {0, 3}, {4, 1}};
    static const int32_t GROUP[] = {0, 0, 1, 1, 0};
    const struct effect_roster roster = {
        .n = 5, .n_groups = 2, .group = GROUP, .ties = TIES, .n_ties = 5};
    struct effect_network net;
    effect_network_measure(arena, &roster, &(struct effect_draws){5, 20000}, &net);
    assert_int_equal(net.brokerage.total[EFFECT_BROKER_REPRESENTATIVE], 3);
    assert_int_equal(net.brokerage.person[1 * EFFECT_BROKER_N + EFFECT_BROKER_REPRESENTATIVE], 3);
    static const int32_t PATHS[3][3] = {{0, 1, 2}, {4, 1, 2}, {4, 1, 3}};
    double mean = 0, squares = 0, ways = 0, far = 0;
    int32_t label[] = {0, 0, 0, 1, 1}, counts[10];
    do {
        int32_t count = 0;
        for (int32_t k = 0; k < 3; k++) {
            const int32_t *p = PATHS[k];
            count += label[p[0]] == label[p[1]] && label[p[1]] != label[p[2]];
        }
        mean += count;
        squares += count * count;
        counts[(int32_t)ways++] = count;
    } while (labels_next(label, 5));
    assert_true(ways == 10);
    mean /= ways;
    assert_close(net.brokerage.expected[EFFECT_BROKER_REPRESENTATIVE], mean, 1e-12, "mean");
    assert_close(net.brokerage.sd[EFFECT_BROKER_REPRESENTATIVE], sqrt(squares / ways - mean * mean),
                 .03, "spread by lot");
    for (int32_t k = 0; k < 10; k++)
        far += fabs(counts[k] - mean) >= fabs(3 - mean) - 1e-9;
    assert_true(fabs(net.brokerage.p[EFFECT_BROKER_REPRESENTATIVE] - far / ways) < .02);
    double sum = 0;
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
        sum += net.brokerage.expected[role];
    assert_close(sum, 3, 1e-12, "every path has a role");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(squares_are_counted_by_hand),
        cmocka_unit_test(moments_are_those_of_all_relabellings),
        cmocka_unit_test(lots_agree_with_the_moments),
        cmocka_unit_test(the_observed_labels_are_one_draw),
        cmocka_unit_test(the_silent_are_missing),
        cmocka_unit_test(refusals_have_names),
        cmocka_unit_test(brokers_are_counted_by_hand),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
