// SPDX-License-Identifier: EUPL-1.2
// May a team have a score? Do its people agree, and do teams differ?
#include <math.h>

#include "effect/survey/survey.h"

struct sums {
    double *mean;    // [n_teams]
    double *squares; // [n_teams] around the mean of the team
    double n, mean_all;
};

static bool counts(const double *score, const int32_t *team, int32_t n_teams, int32_t i) {
    return isfinite(score[i]) && team[i] >= 0 && team[i] < n_teams;
}

static struct sums add_up(struct arena *arena, int32_t n, const double *score, const int32_t *team,
                          int32_t n_teams, int32_t *size) {
    struct sums sums = {NEW_ARRAY(arena, double, (size_t)n_teams),
                        NEW_ARRAY(arena, double, (size_t)n_teams), 0, 0};
    for (int32_t i = 0; i < n; i++) {
        if (!counts(score, team, n_teams, i))
            continue;
        size[team[i]]++;
        sums.mean[team[i]] += score[i];
        sums.mean_all += score[i];
        sums.n += 1;
    }
    sums.mean_all /= sums.n;
    for (int32_t t = 0; t < n_teams; t++)
        sums.mean[t] /= size[t];
    for (int32_t i = 0; i < n; i++) {
        if (counts(score, team, n_teams, i))
            sums.squares[team[i]] +=
                (score[i] - sums.mean[team[i]]) * (score[i] - sums.mean[team[i]]);
    }
    return sums;
}

static void add_icc(const struct sums *sums, int32_t n_teams, struct effect_teams *teams) {
    double between = 0, within = 0, sizes = 0;
    const double j = teams->n_teams;
    for (int32_t t = 0; t < n_teams; t++) {
        const double size = teams->size[t], off = sums->mean[t] - sums->mean_all;
        between += size > 0 ? size * off * off : 0;
        within += sums->squares[t];
        sizes += size * size;
    }
    const double between_mean = between / (j - 1), within_mean = within / (sums->n - j);
    teams->n0 = (sums->n - sizes / sums->n) / (j - 1);
    teams->icc1 = (between_mean - within_mean) / (between_mean + (teams->n0 - 1) * within_mean);
    teams->icc2 = (between_mean - within_mean) / between_mean;
}

// Against answers spread evenly over the categories; below 0 there is no agreement at all.
static void add_rwg(const struct sums *sums, int32_t n_teams, double categories,
                    struct effect_teams *teams) {
    const double even = (categories * categories - 1) / 12;
    for (int32_t t = 0; t < n_teams; t++) {
        teams->rwg[t] = (double)NAN;
        if (teams->size[t] > 1)
            teams->rwg[t] = fmax(0, 1 - sums->squares[t] / (teams->size[t] - 1) / even);
    }
}

static double median_of(struct arena *arena, const double *x, int32_t n) {
    double *sorted = NEW_ARRAY(arena, double, (size_t)n);
    int32_t count = 0;
    for (int32_t i = 0; i < n; i++) {
        if (isnan(x[i]))
            continue;
        int32_t at = count++;
        for (; at > 0 && sorted[at - 1] > x[i]; at--)
            sorted[at] = sorted[at - 1];
        sorted[at] = x[i];
    }
    return count > 0 ? (sorted[(count - 1) / 2] + sorted[count / 2]) / 2 : (double)NAN;
}

void effect_survey_teams(struct arena *arena, int32_t n, const double *score, const int32_t *team,
                         int32_t n_teams, double categories, struct effect_teams *ret_teams) {
    const double none = (double)NAN;
    *ret_teams = (struct effect_teams){.icc1 = none, .icc2 = none, .n0 = none, .rwg_median = none};
    if (n_teams < 1 || n < 0 || !(categories >= 2)) {
        ret_teams->refusal = EFFECT_SURVEY_RANGE;
        return;
    }
    ret_teams->rwg = NEW_ARRAY(arena, double, (size_t)n_teams);
    ret_teams->size = NEW_ARRAY(arena, int32_t, (size_t)n_teams);
    const struct sums sums = add_up(arena, n, score, team, n_teams, ret_teams->size);
    int32_t n_large = 0;
    for (int32_t t = 0; t < n_teams; t++) {
        ret_teams->n_teams += ret_teams->size[t] > 0;
        n_large += ret_teams->size[t] > 1;
    }
    ret_teams->n = (int32_t)sums.n;
    add_rwg(&sums, n_teams, categories, ret_teams);
    ret_teams->rwg_median = median_of(arena, ret_teams->rwg, n_teams);
    if (n_large < 2) {
        ret_teams->refusal = EFFECT_SURVEY_TEAMS;
        return;
    }
    add_icc(&sums, n_teams, ret_teams);
    ret_teams->may_aggregate = ret_teams->rwg_median >= .70 && ret_teams->icc1 > .05;
}
