// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan rotation`: people and rules from CSV to the engine, and its plan, certificate and
// reasons back. Decides nothing about groups.
// A plan is CSV with person, round and group, both counted from 1.
#include "app/plan/plan_rotation.h"

static const struct cli_option OPTIONS[] = {
    PLAN_OPTIONS,
    {"groups", "G", NULL, "groups in each round"},
    {"size", "P", NULL, "people in each group, when there is no FILE"},
    {"rounds", "W", NULL, "rounds"},
    {"sizes", "A,B,...", NULL, "seats of each group; without it groups are as equal as can be"},
    {"apart", "COLUMN,...", NULL, "never two with the same value in one group"},
    {"together", "COLUMN,...", NULL, "those with the same value always in one group"},
    {"fixed", "N", "0", "with --from: the first N rounds have happened and stay"},
    {"moves", "N", NULL, "with --from: most people that change group in the next round"},
    {"change-cost", "N", "100", "with --from: what a changed place costs, in hundredths of a pair"},
};

const struct plan_problem plan_rotation_problem = {
    .name = "rotation",
    .formats = "csv",
    .usage = "FILE --groups G --rounds W, or --groups G --size P --rounds W",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = plan_rotation_run,
};

// ---- what an engine says, in words -------------------------------------------------------------

static struct str name_of(const struct rotation_people *people, int32_t i) {
    return i >= 0 ? people->ids[i] : STR("?");
}

static struct str conflict_detail(struct arena *arena, const struct rotation_people *people,
                                  const struct plan_conflict *c) {
    const struct str a = name_of(people, c->person), b = name_of(people, c->other);
    const int w = c->round + 1;
    switch ((int)c->rule) { // not the rules of other problems
    case PLAN_RULE_SEATS:
        return str_fmt(arena, "round %d: %d seats for %d people", w, c->have, c->need);
    case PLAN_RULE_APART_CLASS:
        return str_fmt(arena,
                       "round %d: %d people, among them " STR_FMT " and " STR_FMT
                       ", must be apart in %d groups",
                       w, c->need, STR_ARG(a), STR_ARG(b), c->have);
    case PLAN_RULE_TOGETHER_BLOCK:
        return str_fmt(arena,
                       "round %d: %d people, among them " STR_FMT " and " STR_FMT
                       ", stay together, and the largest group has %d seats",
                       w, c->need, STR_ARG(a), STR_ARG(b), c->have);
    case PLAN_RULE_TOGETHER_APART:
        return str_fmt(arena, STR_FMT " and " STR_FMT " must be both together and apart",
                       STR_ARG(a), STR_ARG(b));
    case PLAN_RULE_NOT_FOUND:
        return STR("no plan that keeps every rule was found with this effort; this is no proof");
    case PLAN_RULE_PLACE:
        return str_fmt(arena, "round %d: " STR_FMT " %s", w, STR_ARG(a),
                       c->have < 0 ? "is present and has no group" : "is absent and has a group");
    case PLAN_RULE_GROUP:
        return str_fmt(arena, "round %d: " STR_FMT " is in group %d of %d", w, STR_ARG(a),
                       c->have + 1, c->need);
    case PLAN_RULE_SIZE:
        return str_fmt(arena, "round %d: group %d has %d people instead of %d", w, c->other + 1,
                       c->have, c->need);
    case PLAN_RULE_APART:
        return str_fmt(arena, "round %d: " STR_FMT " and " STR_FMT " must be apart", w, STR_ARG(a),
                       STR_ARG(b));
    case PLAN_RULE_TOGETHER:
        return str_fmt(arena, "round %d: " STR_FMT " and " STR_FMT " must be together", w,
                       STR_ARG(a), STR_ARG(b));
    case PLAN_RULE_FIXED:
        return str_fmt(arena, "round %d: " STR_FMT " was elsewhere", w, STR_ARG(a));
    case PLAN_RULE_MOVES:
        return str_fmt(arena, "round %d: %d people move, at most %d may", w, c->have, c->need);
    default:
        return STR("a number lies outside its range");
    }
}

static void add_conflicts(struct arena *arena, const struct rotation_people *people,
                          const struct plan_conflicts *conflicts, struct plan_answer *answer) {
    for (int32_t k = 0; k < conflicts->n; k++) {
        const struct plan_conflict *c = &conflicts->list[k];
        plan_remark_add(arena, &answer->conflicts,
                        (struct plan_remark){.rule = plan_rule_name(c->rule),
                                             .detail = conflict_detail(arena, people, c)});
    }
}

static bool ever_present(const struct plan_rotation *p, const int32_t *group, int32_t i,
                         int32_t j) {
    for (int32_t w = 0; w < p->n_rounds; w++) {
        if (group[i * p->n_rounds + w] >= 0 && group[j * p->n_rounds + w] >= 0)
            return true;
    }
    return false;
}

static bool are_apart(const struct plan_rotation *p, int32_t i, int32_t j) {
    for (int32_t c = 0; c < p->n_apart_columns; c++) {
        const int32_t *class = p->apart + c * p->n_people;
        if (class[i] != 0 && class[i] == class[j])
            return true;
    }
    return false;
}

static bool have_met(const struct plan_rotation *p, const int32_t *group, int32_t i, int32_t j) {
    for (int32_t w = 0; w < p->n_rounds; w++) {
        if (group[i * p->n_rounds + w] >= 0 &&
            group[i * p->n_rounds + w] == group[j * p->n_rounds + w])
            return true;
    }
    return false;
}

// Whom somebody met, of those who could be met, and the names of the others.
static struct plan_remark reason_of(struct arena *arena, const struct rotation_people *people,
                                    const int32_t *group, int32_t i) {
    enum { NAMES_MAX = 20 };
    const struct plan_rotation *p = &people->problem;
    struct buf names = buf_on(arena, 64);
    int32_t n_possible = 0, n_met = 0;
    for (int32_t j = 0; j < p->n_people; j++) {
        if (j == i || are_apart(p, i, j) || !ever_present(p, group, i, j))
            continue;
        n_possible++;
        if (have_met(p, group, i, j))
            n_met++;
        else if (n_possible - n_met <= NAMES_MAX)
            buf_fmt(&names, "%s" STR_FMT, names.n ? ", " : "; not: ", STR_ARG(people->ids[j]));
    }
    if (n_possible - n_met > NAMES_MAX)
        buf_fmt(&names, " and %d more", n_possible - n_met - NAMES_MAX);
    return (struct plan_remark){
        .about = "person",
        .who = people->ids[i],
        .rule = n_met == n_possible ? "met_all" : "met_some",
        .detail =
            str_fmt(arena, "met %d of %d" STR_FMT, n_met, n_possible, STR_ARG(buf_done(&names))),
    };
}

// ---- answers -----------------------------------------------------------------------------------

struct certificate {
    const struct plan_run *run;
    const struct rotation_people *people;
    struct plan_answer answer;
    struct plan_rotation_score score;
    int64_t bound;
};

static void number_json(struct json *j, struct str key, bool is_known, int64_t value) {
    json_key(j, key);
    is_known ? json_i64(j, value) : json_none(j);
}

static struct str certificate_json(const struct certificate *c) {
    struct arena *arena = c->run->arena;
    const bool is_known = c->answer.feasible;
    const struct plan_rotation_baseline baseline =
        is_known ? plan_rotation_baseline(arena, &c->people->problem, c->run->search.seed)
                 : (struct plan_rotation_baseline){0};
    struct buf b = buf_on(arena, 4096);
    struct json j = json_on(&b);
    json_open_object(&j);
    plan_answer_json(c->run, &plan_rotation_problem, &c->answer, &j);
    number_json(&j, STR("pairs_met"), is_known, c->score.pairs_met);
    number_json(&j, STR("pairs_possible"), is_known, c->score.pairs_possible);
    number_json(&j, STR("pairs_bound"), is_known, c->bound);
    number_json(&j, STR("repeats"), is_known, c->score.repeats);
    json_key(&j, STR("baseline_mean"));
    is_known ? json_f64(&j, baseline.mean) : json_none(&j);
    number_json(&j, STR("baseline_min"), is_known, baseline.least);
    number_json(&j, STR("baseline_max"), is_known, baseline.most);
    number_json(&j, STR("changed"), is_known, c->score.changed);
    json_end(&j);
    buf_char(&b, '\n');
    return buf_done(&b);
}

// Recounts `group`, and says what it is worth and why everybody met whom.
static void certify(struct certificate *c, const int32_t *group) {
    struct arena *arena = c->run->arena;
    const struct plan_rotation *p = &c->people->problem;
    struct plan_conflicts conflicts;
    struct plan_answer *answer = &c->answer;
    const bool is_valid = plan_rotation_check(arena, p, group, &c->score, &conflicts);
    add_conflicts(arena, c->people, &conflicts, answer);
    answer->checked = true;
    answer->feasible = is_valid && answer->conflicts.n == 0;
    if (!answer->feasible)
        return;
    const int64_t met = c->score.pairs_met;
    c->bound = plan_rotation_bound(arena, p);
    answer->objective = (double)met;
    answer->bound = (double)c->bound;
    answer->gap = (double)(c->bound - met) / (double)(met > 1 ? met : 1);
    for (int32_t i = 0; i < p->n_people; i++)
        plan_remark_add(arena, &answer->reasons, reason_of(arena, c->people, group, i));
}

static enum rc print_answer(const struct certificate *c) {
    if (str_is(cli_value(c->run->cli, "json"))) {
        const struct str json = certificate_json(c);
        fwrite(json.p, 1, json.n, stdout);
    } else if (c->answer.feasible) {
        fprintf(stderr, "%" PRId64 " of %" PRId64 " pairs meet; no plan exceeds %" PRId64 "\n",
                c->score.pairs_met, c->score.pairs_possible, c->bound);
    } else {
        plan_say_conflicts(&c->answer);
    }
    return c->answer.feasible ? RC_OK : RC_INFEASIBLE;
}

static enum rc solve(struct certificate *c) {
    struct arena *arena = c->run->arena;
    struct plan_rotation_result result;
    plan_rotation_solve(arena, &c->people->problem, &c->run->search, &result);
    add_conflicts(arena, c->people, &result.conflicts, &c->answer);
    if (result.end == PLAN_INFEASIBLE)
        return print_answer(c);
    certify(c, result.group);
    ENSURE(c->answer.feasible && c->score.pairs_met == result.score.pairs_met &&
           c->score.repeats == result.score.repeats && c->score.changed == result.score.changed);
    const bool to_stdout = !str_is(cli_value(c->run->cli, "json"));
    if (to_stdout || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, rotation_plan_csv(arena, c->people, result.group)));
    return print_answer(c);
}

enum rc plan_rotation_run(struct plan_run *run) {
    struct rotation_people people;
    struct certificate c = {.run = run, .people = &people};
    if (!run->is_check) {
        TRY(rotation_read_people(run, NULL, &people));
        return solve(&c);
    }
    struct rotation_rows rows = {0};
    TRY(rotation_read_rows(run->arena, run->plan, &rows));
    TRY(rotation_read_people(run, &rows, &people));
    const int32_t *group = rotation_places(run->arena, &people, &rows, &c.answer.conflicts);
    certify(&c, group);
    return print_answer(&c);
}
