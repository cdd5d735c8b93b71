// SPDX-License-Identifier: EUPL-1.2
// Ledger, decomposition and outflow against figures worked by hand and published values.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/test_expected.h"
#include "vliegwiel/effect_ledger.h"

static double known(const char *dataset, const char *measure) {
    struct csv_table expected;
    assert_true(load("e45_expected.csv", &expected));
    for (size_t row = 0; row < expected.n_rows; row++) {
        if (is_cell(&expected, row, 0, dataset) && is_cell(&expected, row, 1, measure))
            return number(&expected, row, 2);
    }
    fail_msg("%s %s: not there", dataset, measure);
    return 0;
}

// ---- ledger ------------------------------------------------------------------------------------

// By hand. A: would have cost 110, cost 80: 30, a third of it counted in B too, claimed 50 with
// payroll. B: 10 more than it would have: nothing supported. C: time only, in no sum. D: audited,
// but what it would have cost was set too late.
static void lines_by_hand(void **state) {
    (void)state;
    const struct effect_line lines[] = {
        {EFFECT_SAVING_HIRING, 100, NAN, .1, 1, 80, 50, 2, false, 1, 1 / 3.0},
        {EFFECT_SAVING_OUTFLOW, 50, 50, 0, 1, 60, 20, 3, false, -1, 0},
        {EFFECT_SAVING_PRODUCTIVITY, 10, 10, 0, 1, 0, 10, 3, false, -1, 0},
        {EFFECT_SAVING_NONSTAFF, 40, 40, 0, 1, 30, 10, 3, true, -1, 0},
    };
    struct effect_ledger l;
    effect_ledger(arena, 4, lines, &l);
    assert_int_equal(l.refusal, EFFECT_LEDGER_FINE);
    assert_close(l.lines[0].gross, 30, 1e-12, "gross");
    assert_close(l.lines[0].net, 20, 1e-12, "net");
    assert_close(l.lines[0].supported, 20, 1e-12, "supported");
    assert_close(l.gross, 30 - 10 + 10, 1e-12, "all");
    assert_close(l.net, 20, 1e-12, "all net");
    assert_close(l.supported, 20, 1e-12, "all supported");
    assert_close(l.gap, 80 - 20, 1e-12, "gap");
    assert_close(l.not_cash, 10, 1e-12, "time");
    assert_close(l.of_counterfactual, 30 / 200.0, 1e-12, "share");
    assert_close(l.of_baseline, 20 / 190.0, 1e-12, "naive share");
    assert_close(l.by_evidence[1], 10, 1e-12, "late is a plan");
    assert_int_equal(l.n_late, 1);
}

static void double_counting_has_an_end(void **state) {
    (void)state;
    struct effect_line lines[4];
    for (int32_t k = 0; k < 4; k++)
        lines[k] = (struct effect_line){EFFECT_SAVING_HIRING, 10, 10, 0, 1, 5, 5, 2, false, -1, 0};
    lines[0].overlaps = 1;
    lines[1].overlaps = 2;
    struct effect_ledger l;
    effect_ledger(arena, 4, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "");
    lines[2].overlaps = 1;
    effect_ledger(arena, 4, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "cycle");
    lines[2].overlaps = 2;
    effect_ledger(arena, 4, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "cycle");
    assert_int_equal(l.at, 2);
    lines[2].overlaps = 4;
    effect_ledger(arena, 4, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "overlap");
    lines[2].overlaps = -1;
    lines[3].evidence = 4;
    effect_ledger(arena, 4, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "range");
    effect_ledger(arena, 0, lines, &l);
    assert_string_equal(effect_ledger_refusal_name(l.refusal), "empty");
}

// Each number of a line alone outside its range.
static void lines_out_of_range(void **state) {
    (void)state;
    const struct effect_line good = {EFFECT_SAVING_HIRING, 10, 10, 0, 1, 5, 5, 2, false, -1, 0};
    struct effect_line bad[11];
    for (size_t k = 0; k < COUNT_OF(bad); k++)
        bad[k] = good;
    bad[0].kind = EFFECT_SAVING_N;
    bad[1].baseline = 1e14;
    bad[2].counterfactual = -1e14;
    bad[3].counterfactual = bad[3].index = NAN;
    bad[4].realised = INFINITY;
    bad[5].claimed = NAN;
    bad[6].evidence = -1;
    bad[7].overlap = .5; // with nothing
    bad[8].overlaps = -2;
    bad[9].overlap = -.1;
    bad[10].overlap = NAN;
    for (size_t k = 0; k < COUNT_OF(bad); k++) {
        const struct effect_line lines[] = {good, bad[k]};
        struct effect_ledger l;
        effect_ledger(arena, 2, lines, &l);
        assert_string_equal(effect_ledger_refusal_name(l.refusal), k < 7 ? "range" : "overlap");
        assert_int_equal(l.at, 1);
    }
}

static void published_ledger_agrees(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e5_ledger.csv", &table)) {
        skip();
        return;
    }
    struct effect_line lines[16];
    for (size_t row = 0; row < table.n_rows; row++) {
        const double overlaps = number(&table, row, 8);
        lines[row] = (struct effect_line){
            .kind = EFFECT_SAVING_HIRING, // the kind is in no figure but that of time
            .baseline = number(&table, row, 3),
            .counterfactual = number(&table, row, 4),
            .realised = number(&table, row, 5),
            .claimed = number(&table, row, 6),
            .evidence = (int32_t)number(&table, row, 7),
            .overlaps = isnan(overlaps) ? -1 : (int32_t)overlaps - 1,
            .overlap = number(&table, row, 9),
        };
    }
    struct effect_ledger l;
    effect_ledger(arena, (int32_t)table.n_rows, lines, &l);
    static const char SET[] = "ledger";
    assert_close(l.gross, known(SET, "gross_realised"), 1e-10, "gross");
    assert_close(l.net, known(SET, "net_of_overlap"), 1e-10, "net");
    assert_close(l.claimed, known(SET, "claimed"), 1e-10, "claimed");
    assert_close(l.supported, known(SET, "supported_claim"), 1e-10, "supported");
    assert_close(l.gap, known(SET, "claim_gap"), 1e-10, "gap");
    assert_close(l.of_baseline, known(SET, "pct_vs_baseline_nominal"), 1e-10, "naive");
    assert_close(l.of_counterfactual, known(SET, "pct_vs_counterfactual"), 1e-10, "headline");
    assert_close(l.of_counterfactual_net, known(SET, "pct_net"), 1e-10, "net share");
}

// ---- decomposition
// -------------------------------------------------------------------------------

// Twice the people at the same rate is volume alone; a scale that ends has no rest either; the six
// orders are walked one by one.
static void parts_add_up(void **state) {
    (void)state;
    const struct effect_scale twice[] = {{10, 5, 20, 5}, {10, 7, 20, 7}};
    struct effect_decomposition d;
    effect_decompose(2, twice, &d);
    assert_close(d.lmdi.volume, 120, 1e-10, "volume");
    assert_close(d.lmdi.mix, 0, 1e-10, "no mix");
    assert_close(d.shapley.volume, 120, 1e-10, "volume");
    // twice the people at half the rate: the cost stays, and so does the logarithmic mean, 80
    const struct effect_scale even[] = {{10, 8, 20, 4}};
    effect_decompose(1, even, &d);
    assert_close(d.lmdi.volume, 80 * log(2), 1e-10, "more people");
    assert_close(d.lmdi.rate, -80 * log(2), 1e-10, "cheaper");
    struct rng rng = rng_seeded(17);
    for (int32_t round = 0; round < 200; round++) {
        struct effect_scale s[3];
        double fte[2] = {0}, by_order[3] = {0};
        for (int32_t k = 0; k < 3; k++) {
            s[k] = (struct effect_scale){rng_below(&rng, 9), 1 + rng_real(&rng), rng_below(&rng, 9),
                                         1 + rng_real(&rng)};
            fte[0] += s[k].fte_0;
            fte[1] += s[k].fte_1;
        }
        effect_decompose(3, s, &d);
        if (d.refusal != EFFECT_LEDGER_FINE)
            continue;
        static const int32_t ORDERS[6][3] = {{0, 1, 2}, {0, 2, 1}, {1, 0, 2},
                                             {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
        for (int32_t k = 0; k < 3; k++) {
            const double x[2][3] = {{fte[0], s[k].fte_0 / fte[0], s[k].rate_0},
                                    {fte[1], s[k].fte_1 / fte[1], s[k].rate_1}};
            for (int32_t o = 0; o < 6; o++) {
                double now[3] = {x[0][0], x[0][1], x[0][2]};
                for (int32_t step = 0; step < 3; step++) {
                    const int32_t which = ORDERS[o][step];
                    const double was = now[0] * now[1] * now[2];
                    now[which] = x[1][which];
                    by_order[which] += (now[0] * now[1] * now[2] - was) / 6;
                }
            }
        }
        assert_close(d.shapley.volume, by_order[0], 1e-9, "volume");
        assert_close(d.shapley.mix, by_order[1], 1e-9, "mix");
        assert_close(d.shapley.rate, by_order[2], 1e-9, "rate");
        assert_close(d.lmdi.volume + d.lmdi.mix + d.lmdi.rate, d.change, 1e-8, "no rest");
        assert_close(by_order[0] + by_order[1] + by_order[2], d.change, 1e-9, "no rest");
    }
    const struct effect_scale gone[] = {{10, 5, 0, 5}}, bad[] = {{10, -5, 10, 5}};
    effect_decompose(1, gone, &d);
    assert_string_equal(effect_ledger_refusal_name(d.refusal), "empty");
    effect_decompose(1, bad, &d);
    assert_string_equal(effect_ledger_refusal_name(d.refusal), "range");
}

static void published_parts_agree(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e5_workforce.csv", &table)) {
        skip();
        return;
    }
    struct effect_scale s[8];
    for (size_t row = 0; row < table.n_rows; row++)
        s[row] = (struct effect_scale){number(&table, row, 1), number(&table, row, 2),
                                       number(&table, row, 3), number(&table, row, 4)};
    struct effect_decomposition d;
    effect_decompose((int32_t)table.n_rows, s, &d);
    static const char SET[] = "workforce";
    assert_close(d.change, known(SET, "total_change"), 1e-10, "change");
    assert_close(d.lmdi.volume, known(SET, "lmdi_volume"), 1e-10, "lmdi volume");
    assert_close(d.lmdi.mix, known(SET, "lmdi_mix"), 1e-9, "lmdi mix");
    assert_close(d.lmdi.rate, known(SET, "lmdi_rate"), 1e-10, "lmdi rate");
    assert_close(d.shapley.volume, known(SET, "shapley_volume"), 1e-10, "shapley volume");
    assert_close(d.shapley.mix, known(SET, "shapley_mix"), 1e-9, "shapley mix");
    assert_close(d.shapley.rate, known(SET, "shapley_rate"), 1e-10, "shapley rate");
    assert_close(d.at_new_rates, known(SET, "real_change_at_5pct_rate_counterfactual"), 1e-10,
                 "at new rates");
}

// ---- outflow
// -------------------------------------------------------------------------------------

// By hand: 100 + 5 - 9 = 96. With no dismissal the rate is at most ln 20 over the mean of heads.
static void leavers_by_hand(void **state) {
    (void)state;
    const struct effect_leavers leavers[] = {{EFFECT_EXIT_NATURAL, 3},
                                             {EFFECT_EXIT_VOLUNTARY, 4},
                                             {EFFECT_EXIT_EMPLOYER, 2},
                                             {EFFECT_EXIT_REDUNDANT, 0},
                                             {EFFECT_EXIT_MOVE, 6}};
    struct effect_outflow o;
    effect_outflow(5, leavers, &(struct effect_staff){100, 5, 96}, &o);
    assert_string_equal(effect_ledger_refusal_name(o.refusal), "");
    assert_int_equal(o.exits, 9);
    assert_int_equal(o.forced_strict, 0);
    assert_int_equal(o.forced_broad, 2);
    assert_int_equal(o.voluntary, 4);
    assert_int_equal(o.moves, 6);
    assert_close(o.outflow_rate, 9 / 98.0, 1e-12, "rate");
    assert_close(o.mobility_rate, 6 / 98.0, 1e-12, "moves");
    assert_close(o.strict_rate_upper, log(20) / 98, 1e-12, "at most");
    effect_outflow(5, leavers, &(struct effect_staff){100, 5, 97}, &o);
    assert_string_equal(effect_ledger_refusal_name(o.refusal), "identity");
    effect_outflow(5, leavers, &(struct effect_staff){NAN, NAN, NAN}, &o);
    assert_int_equal(o.forced_broad, 2);
    assert_true(isnan(o.outflow_rate));
    effect_outflow(1, &(struct effect_leavers){EFFECT_EXIT_NATURAL, -1},
                   &(struct effect_staff){100, 5, 96}, &o);
    assert_string_equal(effect_ledger_refusal_name(o.refusal), "range");
}

static void published_outflow_agrees(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e5_outflow.csv", &table)) {
        skip();
        return;
    }
    struct effect_leavers leavers[16];
    for (size_t row = 0; row < table.n_rows; row++) {
        const enum effect_exit exit =
            is_cell(&table, row, 0, "dismissal_redundancy") ? EFFECT_EXIT_REDUNDANT
            : is_cell(&table, row, 0, "internal_move_out")  ? EFFECT_EXIT_MOVE
            : number(&table, row, 1) > 0                    ? EFFECT_EXIT_EMPLOYER
                                                            : EFFECT_EXIT_NATURAL;
        leavers[row] = (struct effect_leavers){exit, (int64_t)number(&table, row, 2)};
    }
    struct effect_outflow o;
    effect_outflow((int32_t)table.n_rows, leavers, &(struct effect_staff){240, 22, NAN}, &o);
    static const char SET[] = "outflow";
    assert_close(o.closing, known(SET, "end_headcount"), 1e-12, "closing");
    assert_close((double)o.forced_strict, known(SET, "forced_strict"), 1e-12, "strict");
    assert_close((double)o.forced_broad, known(SET, "forced_broad"), 1e-12, "broad");
    assert_close(o.outflow_rate, known(SET, "outflow_rate"), 1e-10, "outflow");
    assert_close(o.mobility_rate, known(SET, "internal_mobility_rate"), 1e-10, "mobility");
    assert_close(o.strict_rate_upper, known(SET, "forced_strict_upper95"), 1e-10, "at most");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_by_hand),      cmocka_unit_test(double_counting_has_an_end),
        cmocka_unit_test(lines_out_of_range), cmocka_unit_test(published_ledger_agrees),
        cmocka_unit_test(parts_add_up),       cmocka_unit_test(published_parts_agree),
        cmocka_unit_test(leavers_by_hand),    cmocka_unit_test(published_outflow_agrees),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
