// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect network qap` and `network mrqap`: do networks over the same people go together?
#include <math.h>

#include "app/effect/effect_methods.h"
#include "app/effect/effect_network_read.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"permutations", "R", "5000", "orders to draw, where not all can be tried"},
};

static enum rc run_qap(struct effect_run *run);
static enum rc run_mrqap(struct effect_run *run);

const struct effect_method effect_network_qap_method = {
    .name = "network qap",
    .usage = "A B",
    .n_files_least = 2,
    .n_files_most = 2,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_qap,
};
const struct effect_method effect_network_mrqap_method = {
    .name = "network mrqap",
    .usage = "Y X1 [X2 ...]",
    .n_files_least = 2,
    .n_files_most = EFFECT_MRQAP_MAX + 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_mrqap,
};

static enum rc read_matrices(struct effect_run *run, struct effect_matrices *ret_matrices,
                             struct effect_draws *ret_draws) {
    ret_draws->seed = run->seed;
    TRY(cli_number(run->cli, "permutations", 1, 10000000, &ret_draws->n));
    return effect_matrices_read(run, run->files, run->n_files, ret_matrices);
}

static void refuse(struct effect_run *run, enum effect_network_refusal refusal, size_t file) {
    if (refusal != EFFECT_NETWORK_FINE)
        effect_refuse(run, effect_network_refusal_name(refusal), STR_FMT,
                      STR_ARG(run->files[file < run->n_files ? file : 0]));
}

static enum rc run_qap(struct effect_run *run) {
    struct effect_matrices m;
    struct effect_draws draws;
    struct effect_qap qap;
    TRY(effect_no_picture(run));
    TRY(read_matrices(run, &m, &draws));
    effect_qap(run->arena, m.n, m.cells[0], m.cells[1], &draws, &qap);
    refuse(run, qap.refusal, qap.at < 0 ? 0 : (size_t)qap.at);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    effect_json_whole(&j, "nodes", m.n);
    effect_json_whole(&j, "cells", qap.cells);
    effect_json_real(&j, "correlation", qap.r);
    effect_json_real(&j, "mean", qap.mean);
    effect_json_real(&j, "sd", qap.sd);
    effect_json_real(&j, "p_lower", qap.p_lower);
    effect_json_real(&j, "p_upper", qap.p_upper);
    effect_json_real(&j, "p", qap.p);
    effect_json_whole(&j, "permutations", qap.draws);
    json_key(&j, STR("exact"));
    json_bool(&j, qap.is_exact);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_qap, &qap));
    return effect_json_end(run, &j, qap.refusal != EFFECT_NETWORK_FINE);
}

static void terms_json(struct effect_run *run, struct json *j, const struct effect_mrqap *fit) {
    const bool is_fine = fit->refusal == EFFECT_NETWORK_FINE;
    json_key(j, STR("terms"));
    json_open_array(j);
    for (int32_t k = 0; k < fit->n_terms; k++) {
        json_open_object(j);
        json_key(j, STR("term"));
        json_str(j, k == 0 ? STR("constant") : run->files[k]);
        effect_json_real(j, "b", is_fine ? fit->b[k] : NAN);
        effect_json_real(j, "t", is_fine ? fit->t[k] : NAN);
        effect_json_real(j, "p_lower", is_fine ? fit->p_lower[k] : NAN);
        effect_json_real(j, "p_upper", is_fine ? fit->p_upper[k] : NAN);
        effect_json_real(j, "p", is_fine ? fit->p[k] : NAN);
        json_end(j);
    }
    json_end(j);
}

static enum rc run_mrqap(struct effect_run *run) {
    struct effect_matrices m;
    struct effect_draws draws;
    struct effect_mrqap fit;
    TRY(effect_no_picture(run));
    TRY(read_matrices(run, &m, &draws));
    const double *x[EFFECT_MRQAP_MAX];
    for (size_t k = 1; k < run->n_files; k++)
        x[k - 1] = m.cells[k];
    effect_mrqap(run->arena, m.n, m.cells[0], x, (int32_t)run->n_files - 1, &draws, &fit);
    refuse(run, fit.refusal, fit.at < 0 ? 0 : (size_t)fit.at + 1);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    effect_json_whole(&j, "nodes", m.n);
    effect_json_whole(&j, "cells", fit.cells);
    effect_json_whole(&j, "permutations", fit.draws);
    effect_json_real(&j, "r2", fit.refusal == EFFECT_NETWORK_FINE ? fit.r2 : NAN);
    terms_json(run, &j, &fit);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_mrqap, &fit));
    return effect_json_end(run, &j, fit.refusal != EFFECT_NETWORK_FINE);
}
