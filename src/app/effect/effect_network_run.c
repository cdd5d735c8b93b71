// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect network`: who works with whom, against what chance gives, and what changed
// between two waves.
#include <math.h>

#include "app/effect/effect_methods.h"
#include "app/effect/effect_network_read.h"
#include "app/effect/effect_tie_panel.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"group", "C", NULL, "column of NODES: organisation or team"},
    {"permutations", "R", "10000", "relabellings to draw, where not all can be tried"},
    {"answered", "C", NULL,
     "column of NODES: 1 if somebody answered (answered, where it is there)"},
    {"answered2", "C", NULL, "the same for the second wave"},
    {"present", "C", NULL, "column of NODES: 1 if somebody was on the roster (present)"},
    {"present2", "C", NULL, "the same for the second wave"},
    {"participant", "C", NULL, "column of NODES: 1 if somebody takes part (participant)"},
    {"mutual", NULL, NULL, "a tie that one of the two states holds for both"},
    {"least", "F", "1", "frequency from which a tie counts, where EDGES has a column frequency"},
    {"people", NULL, NULL, "figures of each person too, for that person's eyes"},
    {"panel", "FILE", NULL,
     "partners in other groups by person and wave, for did and ri; NODES has team and cohort"},
};

static enum rc run_network(struct effect_run *run);

const struct effect_method effect_network_method = {
    .name = "network",
    .usage = "NODES EDGES [EDGES2] --group C",
    .n_files_least = 2,
    .n_files_most = 3,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_network,
};

enum { GROUP_LEAST = 5, RESPONSE_LEAST = 75 };

// ---- what must be known before a figure is believed
// ----------------------------------------------

// Whole networks need an answer from three of four in every group.
static bool has_response(struct effect_run *run, const struct effect_nodes *nodes,
                         const struct effect_roster *wave) {
    bool is_enough = true;
    for (int32_t g = 0; g < wave->n_groups; g++) {
        int32_t n = 0, silent = 0;
        for (int32_t i = 0; i < wave->n; i++) {
            const bool counts = wave->group[i] == g && !wave->absent[i];
            n += counts;
            silent += counts && wave->silent[i];
        }
        if (100 * (n - silent) >= RESPONSE_LEAST * n)
            continue;
        effect_refuse(run, "response", STR_FMT ": %d of %d answered, and %d in 100 are needed",
                      STR_ARG(nodes->group.names[g]), n - silent, n, RESPONSE_LEAST);
        is_enough = false;
    }
    return is_enough;
}

static void warn_small(struct effect_run *run, const struct effect_nodes *nodes) {
    for (int32_t g = 0; g < nodes->group.n_names; g++) {
        int32_t n = 0;
        for (int32_t i = 0; i < nodes->n; i++)
            n += nodes->group.numbers[i] == g;
        if (n < GROUP_LEAST)
            effect_warn(run, "small_group",
                        STR_FMT ": %d people; its densities are not for others to see",
                        STR_ARG(nodes->group.names[g]), n);
    }
}

// ---- answering
// -----------------------------------------------------------------------------------

static void densities_json(struct json *j, const struct effect_network *net,
                           const struct effect_nodes *nodes) {
    const int32_t n = nodes->group.n_names;
    json_key(j, STR("densities"));
    json_open_array(j);
    for (int32_t k = 0; k < n * n; k++) {
        json_open_object(j);
        json_key(j, STR("from"));
        json_str(j, nodes->group.names[k / n]);
        json_key(j, STR("to"));
        json_str(j, nodes->group.names[k % n]);
        effect_json_whole(j, "ties", net->blocks[k].ties);
        effect_json_whole(j, "cells", net->blocks[k].cells);
        effect_json_real(j, "density", net->blocks[k].density);
        json_end(j);
    }
    json_end(j);
}

static void index_json(struct json *j, const struct effect_ei *ei) {
    effect_json_real(j, "ei", ei->ei);
    effect_json_real(j, "ei_expected", ei->expected);
    effect_json_real(j, "ei_sd", ei->sd);
    effect_json_real(j, "ei_z", ei->z);
    effect_json_real(j, "ei_min", ei->least);
    effect_json_real(j, "ei_max", ei->most);
    effect_json_real(j, "p_lower", ei->p_lower);
    effect_json_real(j, "p_upper", ei->p_upper);
    effect_json_real(j, "p", ei->p);
    effect_json_whole(j, "permutations", ei->draws);
    json_key(j, STR("exact"));
    json_bool(j, ei->is_exact);
    effect_json_whole(j, "ties", ei->ties);
    effect_json_whole(j, "external", ei->external);
    effect_json_whole(j, "internal", ei->internal);
    effect_json_real(j, "density_internal", ei->density_internal);
    effect_json_real(j, "density_external", ei->density_external);
}

static void arcs_json(struct json *j, const struct effect_network *net) {
    effect_json_whole(j, "nodes", net->n_people);
    effect_json_whole(j, "silent", net->n_silent);
    effect_json_whole(j, "arcs", net->arcs);
    effect_json_whole(j, "arcs_ignored", net->arcs_ignored);
    effect_json_real(j, "density", net->density);
    effect_json_real(j, "density_undirected", net->density_any);
    effect_json_real(j, "density_reconstructed", net->density_reconstructed);
    effect_json_whole(j, "dyads_mutual", net->mutual);
    effect_json_whole(j, "dyads_asymmetric", net->one_way);
    effect_json_whole(j, "dyads_null", net->none);
    effect_json_real(j, "reciprocity", net->reciprocity);
    effect_json_real(j, "reciprocity_nonnull", net->reciprocity_nonempty);
    effect_json_real(j, "reciprocity_dyadic", net->reciprocity_dyadic);
}

static void mixing_json(struct json *j, const struct effect_network *net) {
    effect_json_real(j, "assortativity", net->assortativity);
    effect_json_real(j, "assortativity_directed", net->assortativity_directed);
    effect_json_real(j, "assortativity_degree", net->assortativity_degree);
    effect_json_real(j, "modularity", net->modularity);
    effect_json_real(j, "modularity_directed", net->modularity_directed);
    effect_json_real(j, "ei_directed", net->arc.ei);
    effect_json_whole(j, "external_directed", net->arc.external);
    effect_json_whole(j, "internal_directed", net->arc.internal);
    effect_json_real(j, "transitivity", net->transitivity);
    effect_json_real(j, "transitivity_local", net->transitivity_local);
    effect_json_real(j, "distance", net->distance);
}

static void brokerage_json(struct json *j, const struct effect_brokerage *b) {
    json_key(j, STR("brokerage"));
    json_open_object(j);
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++) {
        json_key(j, str_from_c(effect_broker_name((enum effect_broker)role)));
        json_open_object(j);
        effect_json_whole(j, "total", b->total[role]);
        effect_json_real(j, "expected", b->expected[role]);
        effect_json_real(j, "sd", b->sd[role]);
        effect_json_real(j, "z",
                         b->sd[role] > 0
                             ? ((double)b->total[role] - b->expected[role]) / b->sd[role]
                             : (double)NAN);
        effect_json_real(j, "p", b->p[role]);
        json_end(j);
    }
    json_end(j);
}

static void bounds_json(struct json *j, const struct effect_network_bounds *bounds) {
    json_key(j, STR("bounds"));
    json_open_object(j);
    effect_json_whole(j, "missing", bounds->missing);
    effect_json_real(j, "density_lower", bounds->density_lower);
    effect_json_real(j, "density_upper", bounds->density_upper);
    effect_json_real(j, "ei_lower", bounds->ei_lower);
    effect_json_real(j, "ei_upper", bounds->ei_upper);
    json_end(j);
}

static void people_json(struct json *j, const struct effect_network *net,
                        const struct effect_nodes *nodes) {
    json_key(j, STR("people"));
    json_open_array(j);
    for (int32_t i = 0; i < nodes->n; i++) {
        const struct effect_person_network *p = &net->people[i];
        json_open_object(j);
        json_key(j, STR("id"));
        json_str(j, nodes->id.names[nodes->id.numbers[i]]);
        effect_json_whole(j, "named", p->named);
        effect_json_whole(j, "named_by", p->named_by);
        effect_json_whole(j, "external", p->external);
        effect_json_real(j, "betweenness", p->betweenness);
        effect_json_real(j, "constraint", p->constraint);
        for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
            effect_json_whole(j, effect_broker_name((enum effect_broker)role),
                              net->brokerage.person[(ptrdiff_t)i * EFFECT_BROKER_N + role]);
        json_end(j);
    }
    json_end(j);
}

static void wave_json(struct effect_run *run, struct json *j, const struct effect_network *net,
                      const struct effect_nodes *nodes) {
    arcs_json(j, net);
    index_json(j, &net->any);
    mixing_json(j, net);
    densities_json(j, net, nodes);
    brokerage_json(j, &net->brokerage);
    bounds_json(j, &net->bounds);
    if (str_is(effect_option(run, "people")))
        people_json(j, net, nodes);
}

static void change_json(struct json *j, const struct effect_network_change *c) {
    json_key(j, STR("change"));
    json_open_object(j);
    effect_json_whole(j, "n_compared", c->n_compared);
    effect_json_whole(j, "n_joined", c->n_joined);
    effect_json_whole(j, "n_left", c->n_left);
    effect_json_whole(j, "n_silent", c->n_silent);
    effect_json_whole(j, "cells", c->cells);
    effect_json_whole(j, "kept", c->kept);
    effect_json_whole(j, "gained", c->gained);
    effect_json_whole(j, "lost", c->lost);
    effect_json_whole(j, "hamming", c->hamming);
    json_key(j, STR("is_stable"));
    json_bool(j, c->is_stable);
    effect_json_whole(j, "gained_participants", c->gained_by[2]);
    effect_json_whole(j, "gained_mixed", c->gained_by[1]);
    effect_json_whole(j, "gained_others", c->gained_by[0]);
    json_end(j);
}

// ---- the method
// ----------------------------------------------------------------------------------

struct waves {
    struct effect_nodes nodes;
    struct effect_roster roster[2];
    struct effect_network net[2];
    struct effect_network_change change;
    size_t n;
};

static enum rc read_waves(struct effect_run *run, struct waves *w) {
    double least;
    TRY(effect_option_needed(run, "group"));
    TRY(effect_option_real(run, "least", -1e9, 1e9, 1, &least));
    TRY(effect_nodes_read(run, run->files[0], &w->nodes));
    w->n = run->n_files - 1;
    for (size_t k = 0; k < w->n; k++) {
        struct effect_tie *ties;
        w->roster[k] = (struct effect_roster){.n = w->nodes.n,
                                              .n_groups = w->nodes.group.n_names,
                                              .group = w->nodes.group.numbers,
                                              .silent = w->nodes.silent[k],
                                              .absent = w->nodes.absent[k],
                                              .is_mutual = str_is(effect_option(run, "mutual"))};
        TRY(effect_ties_read(run, run->files[k + 1], &w->nodes, least, &ties,
                             &w->roster[k].n_ties));
        w->roster[k].ties = ties;
    }
    return RC_OK;
}

static void refuse(struct effect_run *run, enum effect_network_refusal refusal) {
    const char *const why = refusal == EFFECT_NETWORK_ONE_GROUP ? "everybody is in one group"
                            : refusal == EFFECT_NETWORK_NO_TIES ? "nobody named anybody"
                            : refusal == EFFECT_NETWORK_FEW     ? "nobody answered both times"
                                                                : "nobody is on the roster";
    if (refusal != EFFECT_NETWORK_FINE)
        effect_refuse(run, effect_network_refusal_name(refusal), "%s", why);
}

// With too few answers nothing is said of the whole: bounds and people stay.
static void blank_whole(struct effect_network *net, int32_t n_groups) {
    const double none = (double)NAN;
    struct effect_ei nothing = {.ei = none,
                                .expected = none,
                                .sd = none,
                                .z = none,
                                .least = none,
                                .most = none,
                                .p_lower = none,
                                .p_upper = none,
                                .p = none,
                                .density_internal = none,
                                .density_external = none};
    net->any = net->arc = nothing;
    net->density = net->density_any = net->density_reconstructed = none;
    net->reciprocity = net->reciprocity_nonempty = net->reciprocity_dyadic = none;
    net->assortativity = net->assortativity_directed = net->assortativity_degree = none;
    net->modularity = net->modularity_directed = none;
    net->transitivity = net->transitivity_local = net->distance = none;
    for (int32_t k = 0; k < n_groups * n_groups && net->blocks; k++)
        net->blocks[k].density = none;
    for (int32_t role = 0; role < EFFECT_BROKER_N; role++)
        net->brokerage.expected[role] = net->brokerage.sd[role] = net->brokerage.p[role] = none;
    net->refusal = EFFECT_NETWORK_FEW;
}

static bool measure(struct effect_run *run, struct waves *w, int64_t permutations) {
    const struct effect_draws draws = {run->seed, permutations};
    bool is_fine = true;
    for (size_t k = 0; k < w->n; k++) {
        effect_network_measure(run->arena, &w->roster[k], &draws, &w->net[k]);
        refuse(run, w->net[k].refusal);
        is_fine = is_fine && w->net[k].refusal == EFFECT_NETWORK_FINE;
    }
    if (w->n == 2) {
        effect_network_compare(run->arena, &w->roster[0], &w->roster[1], w->nodes.takes_part,
                               &w->change);
        refuse(run, w->change.refusal);
    }
    for (size_t k = 0; k < w->n; k++) {
        if (has_response(run, &w->nodes, &w->roster[k]))
            continue;
        blank_whole(&w->net[k], w->nodes.group.n_names);
        is_fine = false;
    }
    return is_fine;
}

static struct effect_said said_of(struct effect_run *run, const struct waves *w) {
    struct effect_said said = EFFECT_SAID(effect_say_network, &w->net[0]);
    if (w->n < 2)
        return said;
    const struct effect_said change = EFFECT_SAID(effect_say_network_change, &w->change);
    for (int l = 0; l < 2; l++)
        said.text[l] =
            str_c(run->arena, str_fmt(run->arena, "%s %s", said.text[l], change.text[l]));
    return said;
}

static void answer(struct effect_run *run, struct json *j, struct waves *w) {
    if (w->net[0].blocks) // counted, even where the index cannot be
        wave_json(run, j, &w->net[0], &w->nodes);
    effect_json_real(j, "jaccard", w->n == 2 ? w->change.jaccard : NAN);
    if (w->n == 2) {
        change_json(j, &w->change);
        json_key(j, STR("second"));
        json_open_object(j);
        if (w->net[1].blocks)
            wave_json(run, j, &w->net[1], &w->nodes);
        json_end(j);
    }
    const struct effect_said said = said_of(run, w);
    effect_answer_said(run, j, EFFECT_CLASS_C, &said);
}

// Both waves on the places that all ties together give.
static enum rc draw(struct effect_run *run, const struct waves *w) {
    const struct effect_picture how = effect_picture_how(run);
    const int32_t n = w->nodes.n, n_groups = w->nodes.group.n_names;
    if (!str_is(effect_option(run, "svg")))
        return RC_OK;
    int32_t n_ties = 0;
    struct effect_tie *ties = NEW_ARRAY(run->arena, struct effect_tie,
                                        (size_t)w->roster[0].n_ties + (size_t)w->roster[1].n_ties);
    for (size_t k = 0; k < w->n; k++) {
        for (int32_t t = 0; t < w->roster[k].n_ties; t++)
            ties[n_ties++] = w->roster[k].ties[t];
    }
    double *x = NEW_ARRAY(run->arena, double, (size_t)n);
    double *y = NEW_ARRAY(run->arena, double, (size_t)n);
    const char **names = NEW_ARRAY(run->arena, const char *, (size_t)n_groups);
    for (int32_t g = 0; g < n_groups; g++)
        names[g] = str_c(run->arena, w->nodes.group.names[g]);
    if (!effect_network_layout(run->arena, n, w->nodes.group.numbers, ties, n_ties, run->seed, x,
                               y))
        effect_warn(run, "layout", "no layout could be made: people stand on a circle");
    return effect_picture(run,
                          str_from_c(effect_network_picture(run->arena, w->roster, w->net,
                                                            (int32_t)w->n, names, x, y, &how)));
}

static enum rc run_network(struct effect_run *run) {
    struct waves w = {0};
    int64_t permutations;
    TRY(cli_number(run->cli, "permutations", 1, 10000000, &permutations));
    TRY(read_waves(run, &w));
    warn_small(run, &w.nodes);
    const bool is_fine = measure(run, &w, permutations);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    answer(run, &j, &w);
    TRY(draw(run, &w));
    if (w.net[0].people && (w.n == 1 || w.net[1].people))
        TRY(effect_tie_panel_write(run,
                                   &(struct effect_tie_panel){&w.nodes, w.roster, w.net, w.n}));
    return effect_json_end(run, &j, !is_fine);
}
