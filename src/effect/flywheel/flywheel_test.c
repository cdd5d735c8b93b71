// SPDX-License-Identifier: EUPL-1.2
// Referrals, growth and diffusion against figures worked by hand, a fine grid over the likelihood,
// curves without noise, and published values where they are at hand.
#include "base/testing.h"

#include "base/rng.h"
#include "effect/test_expected.h"
#include "vliegwiel/effect_flywheel.h"

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

// ---- referrals ---------------------------------------------------------------------------------

static const int32_t ONE_COHORT[20] = {0};

static struct effect_referral measure(int32_t n, const double *brought, const double *exposure) {
    struct effect_referral all, cohort;
    const struct effect_alumni alumni = {n, 1, ONE_COHORT, brought, exposure, 100};
    effect_flywheel(arena, &alumni, &all, &cohort);
    assert_close(cohort.r, all.r, 0, "the only cohort is all");
    assert_close(cohort.lower_nb, all.lower_nb, 0, "the only cohort is all");
    assert_close(cohort.upper, all.upper, 0, "the only cohort is all");
    return all;
}

// By hand: 10 of 5 alumni; a Gamma(1, scale 5) before gives (1 + 10) / (0.2 + 5) after; one of the
// five brought 6; five of a hundred staff are alumni.
static void referrals_by_hand(void **state) {
    (void)state;
    static const double BROUGHT[] = {6, 2, 2, 0, 0};
    const struct effect_referral r = measure(5, BROUGHT, NULL);
    assert_close(r.r, 2, 1e-15, "r");
    assert_close(r.posterior, 11 / 5.2, 1e-15, "after");
    assert_close(r.top_share, .6, 1e-15, "top fifth");
    assert_close(r.saturated, 2 * .95, 1e-15, "with fewer left");
    assert_false(r.is_open);
    assert_true(r.lower_nb < r.lower && r.upper < r.upper_nb);
}

static void nobody_brought_anybody(void **state) {
    (void)state;
    static const double BROUGHT[] = {0, 0, 0, 0};
    const struct effect_referral r = measure(4, BROUGHT, NULL);
    assert_close(r.r, 0, 1e-15, "r");
    assert_close(r.lower, 0, 1e-15, "lower");
    assert_close(r.upper, -log(.025) / 4, 1e-12, "upper"); // exp(-4 r) = .025
    assert_true(isnan(r.k) && isnan(r.top_share));
}

// Half a year of two is one year of one: exposure makes up for it, and the cohort is open.
static void young_cohorts_are_open(void **state) {
    (void)state;
    static const double BROUGHT[] = {1, 0, 1, 0}, HALF[] = {.5, .5, .5, .5};
    const struct effect_referral r = measure(4, BROUGHT, HALF);
    assert_true(r.is_open);
    assert_close(r.r, 1, 1e-15, "r");
    assert_close(r.r_nb, 1, 1e-9, "with differences");
}

// Alumni who all bring the same differ by less than chance: k has no end, and the interval is that
// of the Poisson likelihood: 2 (y log(y / m) - y + m) = 3.84.
static void alike_alumni_have_no_k(void **state) {
    (void)state;
    static const double BROUGHT[] = {2, 2, 2, 2, 2, 2};
    const struct effect_referral r = measure(6, BROUGHT, NULL);
    assert_true(isinf(r.k));
    static const double SIDES[] = {1, -1};
    const double ends[] = {r.upper_nb, r.lower_nb};
    for (int32_t k = 0; k < 2; k++) {
        const double m = 6 * ends[k];
        assert_close(2 * (12 * log(12 / m) - 12 + m), 3.841458820694124, 1e-4, "end");
        assert_true(SIDES[k] * (ends[k] - 2) > 0);
    }
}

// The profile against the best of a grid of k for every r, on random alumni.
static void profile_agrees_with_a_grid(void **state) {
    (void)state;
    struct rng rng = rng_seeded(31);
    for (int32_t round = 0; round < 5; round++) {
        enum { N = 12 };
        double brought[N];
        for (int32_t i = 0; i < N; i++)
            brought[i] = rng_below(&rng, 3) == 0 ? rng_below(&rng, 7) : rng_below(&rng, 2);
        brought[0] = 5;
        for (int32_t i = 1; i < N && round > 2; i += 3)
            brought[i] += .5; // named together with somebody else
        const struct effect_referral r = measure(N, brought, NULL);
        const double points[] = {r.lower_nb, r.r_nb, r.upper_nb};
        double height[3];
        for (int32_t p = 0; p < 3; p++) {
            height[p] = -INFINITY;
            for (double log_k = -6; log_k < 12; log_k += .001) {
                const double k = exp(log_k);
                double sum = 0;
                for (int32_t i = 0; i < N; i++)
                    sum += lgamma(brought[i] + k) - lgamma(k) - lgamma(brought[i] + 1) +
                           k * log(k / (k + points[p])) +
                           brought[i] * log(points[p] / (k + points[p]));
                height[p] = sum > height[p] ? sum : height[p];
            }
        }
        assert_close(height[1], r.loglik, 1e-6, "height");
        assert_close(2 * (height[1] - height[0]), 3.841458820694124, 1e-3, "lower");
        assert_close(2 * (height[1] - height[2]), 3.841458820694124, 1e-3, "upper");
    }
}

static void compare_referral(const char *set, const struct effect_referral *r) {
    const struct {
        const char *name;
        double value, tolerance;
    } figures[] = {
        {"R_hat", r->r, 1e-10},
        {"R_poisson_exact_lo95", r->lower, 1e-10},
        {"R_poisson_exact_hi95", r->upper, 1e-10},
        {"nb_k_mle", r->k, 1e-3},
        {"nb_loglik", r->loglik, 1e-6},
        {"R_nb_profile_lo95", r->lower_nb, 1e-4},
        {"R_nb_profile_hi95", r->upper_nb, 1e-4},
        {"R_gamma_post_mean", r->posterior, 1e-10},
        {"R_gamma_post_lo95", r->posterior_lower, 1e-10},
        {"R_gamma_post_hi95", r->posterior_upper, 1e-10},
        {"P_R_gt_1", r->p_above_1, 1e-10},
        {"share_of_referrals_from_top20pct", r->top_share, 1e-10},
    };
    for (size_t k = 0; k < COUNT_OF(figures); k++)
        assert_close(figures[k].value, known(set, figures[k].name), figures[k].tolerance,
                     figures[k].name);
    if (r->r > 1)
        assert_close(r->extinction, known(set, "extinction_prob_one_seed"), 1e-4, "extinction");
}

static void published_referrals_agree(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e4_offspring.csv", &table)) {
        skip();
        return;
    }
    int32_t cohort[64];
    double brought[64];
    for (size_t row = 0; row < table.n_rows; row++) {
        cohort[row] = csv_cell(&table, row, 0).p[6] - '1';
        brought[row] = number(&table, row, 2);
    }
    const struct effect_alumni alumni = {(int32_t)table.n_rows, 3, cohort, brought, NULL, NAN};
    struct effect_referral all, own[3];
    effect_flywheel(arena, &alumni, &all, own);
    compare_referral("pooled", &all);
    compare_referral("cohort1", &own[0]);
    compare_referral("cohort2", &own[1]);
    compare_referral("cohort3", &own[2]);
}

// Every number of an alumnus alone outside its range.
static void alumni_out_of_range(void **state) {
    (void)state;
    static const int32_t COHORTS[][2] = {{0, -1}, {0, 2}, {0, 1}, {0, 1}, {0, 1}, {0, 1}, {0, 1}};
    static const double BROUGHT[][2] = {{1, 1}, {1, 1},           {1, -1}, {1, 1e9},
                                        {1, 1}, {1, (double)NAN}, {1, 1}};
    static const double EXPOSURE[][2] = {{1, 1}, {1, 1}, {1, 1}, {1, 1}, {1, 0}, {1, 1}, {1, 1.1}};
    for (size_t k = 0; k < COUNT_OF(COHORTS); k++) {
        struct effect_referral all, own[2];
        effect_flywheel(arena,
                        &(struct effect_alumni){2, 2, COHORTS[k], BROUGHT[k], EXPOSURE[k], NAN},
                        &all, own);
        assert_string_equal(effect_flywheel_refusal_name(all.refusal), "range");
        assert_int_equal(all.at, 1);
        assert_true(isnan(all.r) && isnan(own[0].r));
    }
}

// ---- growth ------------------------------------------------------------------------------------

// Applicants that double exactly: the factor is 2, and nothing is left over.
static void doubling_is_a_factor_of_two(void **state) {
    (void)state;
    static const double APPLICANTS[] = {5, 10, 20, 40}, SIZE[] = {4, 8, 8, 8},
                        ALUMNI[] = {0, 2, 4, 8};
    struct effect_growth g;
    effect_growth(arena, 4, APPLICANTS, SIZE, ALUMNI, &g);
    assert_close(g.factor, 2, 1e-10, "factor");
    assert_close(g.deviance, 0, 1e-10, "left");
    assert_int_equal(g.n, 4);
    assert_close(g.r[1], .5, 1e-15, "r");
    assert_true(isnan(g.r[0]));
    effect_growth(arena, 2, APPLICANTS, NULL, NULL, &g);
    assert_string_equal(effect_flywheel_refusal_name(g.refusal), "short");
    static const double NONE[] = {0, 0, 0}, NEGATIVE[] = {1, 2, -1}, MISSING[] = {NAN, 1, 2};
    effect_growth(arena, 3, NONE, NULL, NULL, &g);
    assert_string_equal(effect_flywheel_refusal_name(g.refusal), "nobody");
    effect_growth(arena, 3, NEGATIVE, NULL, NULL, &g);
    assert_string_equal(effect_flywheel_refusal_name(g.refusal), "range");
    effect_growth(arena, 3, MISSING, NULL, NULL, &g);
    assert_string_equal(effect_flywheel_refusal_name(g.refusal), "range");
    assert_true(isnan(g.factor) && isnan(g.dispersion));
}

// At the answer what is seen and what is expected agree in sum, and in sum by number of the cohort;
// the dispersion is that of Pearson.
static void growth_is_where_the_sums_agree(void **state) {
    (void)state;
    static const double SEEN[] = {4, 11, 9, 17, 30};
    struct effect_growth g;
    effect_growth(arena, 5, SEEN, NULL, NULL, &g);
    double weights = 0, pearson = 0, deviance = 0, along = 0, information = 0, middle = 0;
    for (int32_t t = 0; t < 5; t++)
        weights += pow(g.factor, t);
    for (int32_t t = 0; t < 5; t++)
        middle += t * pow(g.factor, t) / weights;
    for (int32_t t = 0; t < 5; t++) {
        const double mean = 71 * pow(g.factor, t) / weights;
        along += t * (SEEN[t] - mean);
        pearson += (SEEN[t] - mean) * (SEEN[t] - mean) / mean / 3;
        deviance += 2 * SEEN[t] * log(SEEN[t] / mean);
        information += mean * (t - middle) * (t - middle);
    }
    assert_close(along / 100 + 1, 1, 1e-12, "sums agree");
    assert_close(g.dispersion, pearson, 1e-10, "dispersion");
    assert_close(g.deviance, deviance, 1e-10, "deviance");
    assert_close(g.se, 1 / sqrt(information), 1e-10, "error");
    assert_close(g.log_growth, log(g.factor), 1e-12, "growth");
}

static void published_growth_agrees(void **state) {
    (void)state;
    struct csv_table table;
    if (!load("e4_cohort_growth.csv", &table)) {
        skip();
        return;
    }
    double size[8], applicants[8], from_alumni[8];
    for (size_t row = 0; row < table.n_rows; row++) {
        size[row] = number(&table, row, 1);
        applicants[row] = number(&table, row, 2);
        from_alumni[row] = number(&table, row, 3);
    }
    struct effect_growth g;
    effect_growth(arena, (int32_t)table.n_rows, applicants, size, from_alumni, &g);
    static const char SET[] = "cohort_growth";
    assert_close(g.log_growth, known(SET, "log_growth"), 1e-9, "growth");
    assert_close(g.se, known(SET, "se_log_growth"), 1e-6, "error");
    assert_close(g.factor, known(SET, "growth_factor"), 1e-9, "factor");
    assert_close(g.deviance, known(SET, "deviance"), 1e-9, "deviance");
    assert_close(g.dispersion, known(SET, "pearson_dispersion"), 1e-9, "dispersion");
    assert_close(g.r[1], known(SET, "R_cohort2"), 1e-12, "second");
    assert_close(g.r[2], known(SET, "R_cohort3"), 1e-12, "third");
    assert_close(g.r[3], known(SET, "R_cohort4"), 1e-12, "fourth");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(referrals_by_hand),
        cmocka_unit_test(nobody_brought_anybody),
        cmocka_unit_test(young_cohorts_are_open),
        cmocka_unit_test(alike_alumni_have_no_k),
        cmocka_unit_test(profile_agrees_with_a_grid),
        cmocka_unit_test(published_referrals_agree),
        cmocka_unit_test(alumni_out_of_range),
        cmocka_unit_test(doubling_is_a_factor_of_two),
        cmocka_unit_test(growth_is_where_the_sums_agree),
        cmocka_unit_test(published_growth_agrees),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
