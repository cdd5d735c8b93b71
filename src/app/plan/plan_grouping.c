// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan grouping`: a problem from one of three formats to the engine, and its plan,
// certificate and reasons back. Decides nothing about groups.
// A plan has one line for each person in the order of the file: the group, counted from 0.
#include <math.h>

#include "app/plan/plan_grouping.h"

static enum rc run_grouping(struct plan_run *run);

static const struct cli_option OPTIONS[] = {
    PLAN_OPTIONS,
    {"groups", "G", NULL, "csv: groups, as equal as can be"},
    {"sizes", "A,B-C,...", NULL, "csv: people in each group, or least-most"},
    {"diverse", "COLUMN[:W],...", NULL, "csv: what people should differ in (all other columns)"},
    {"spread", "COLUMN[:N],...", NULL, "csv: values over all groups alike, but for N people (0)"},
    {"apart", "COLUMN,...", NULL, "csv: never two with the same value in one group"},
    {"together", "COLUMN,...", NULL, "csv: those with the same value always in one group"},
    {"balance", "COLUMN[:COST],...", NULL,
     "csv: values nearly alike; COST of a person too many (1)"},
    {"wish", "W", "1", "csv: what a wish in the columns `with` and `without` is worth"},
    {"change-cost", "C", "1", "with --from: what a person costs who changes group"},
};

const struct plan_problem plan_grouping_problem = {
    .name = "grouping",
    .formats = "csv mdgplib cohort",
    .usage = "FILE",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_grouping,
};

struct certificate {
    struct plan_run *run;
    struct grouping_input input;
    struct plan_answer answer;
    struct plan_grouping_score score;
};

// ---- what an engine says, in words -------------------------------------------------------------

// {p} and {q} are people, {g} a group, {v} a value of a column, {h} and {n} numbers.
static const char *const WORDS[PLAN_RULE_N] = {
    [PLAN_RULE_NUMBERS] = "a number lies outside its range",
    [PLAN_RULE_SEATS] = "{h} seats for {n} people",
    [PLAN_RULE_SEATS_LEAST] = "{h} people, and the groups must have {n}",
    [PLAN_RULE_APART_CLASS] = "{n} people, among them {p} and {q}, must be apart in {h} groups",
    [PLAN_RULE_TOGETHER_BLOCK] =
        "{n} people, among them {p} and {q}, stay together, and the largest group has {h} seats",
    [PLAN_RULE_TOGETHER_APART] = "{p} and {q} must be both together and apart",
    [PLAN_RULE_NOT_FOUND] =
        "no plan that keeps every rule was found with this effort; this is no proof. The nearest "
        "plan breaks the rules below",
    [PLAN_RULE_GROUP] = "{p} is in group {h} of {n}",
    [PLAN_RULE_SIZE] = "group {g} has {h} people instead of {n}",
    [PLAN_RULE_APART] = "{p} and {q} must be apart",
    [PLAN_RULE_TOGETHER] = "{p} and {q} must be together",
    [PLAN_RULE_FIXED] = "{p} belongs in group {n} and is in {h}",
    [PLAN_RULE_CLOSED] = "{p} cannot join {g}",
    [PLAN_RULE_QUOTA_LEAST] = "{v}: {h} in {g}, at least {n} must be",
    [PLAN_RULE_QUOTA_MOST] = "{v}: {h} in {g}, at most {n} may be",
};

static void name_person(struct buf *b, const struct grouping_input *input, int32_t i) {
    if (i >= 0 && input->ids)
        buf_str(b, input->ids[i]);
    else
        buf_fmt(b, "%d", i);
}

static void name_class(struct buf *b, const struct grouping_input *input, int32_t c, int32_t k) {
    buf_str(b, input->column_names[c]);
    if (k >= 0 && input->class_names)
        buf_fmt(b, " " STR_FMT, STR_ARG(input->class_names[c][k]));
    else if (k >= 0)
        buf_fmt(b, " %d", k);
}

static void name_group(struct buf *b, const struct plan_conflict *c) {
    if (c->rule == PLAN_RULE_SIZE)
        buf_i64(b, c->other);
    else if (c->other >= 0)
        buf_fmt(b, "group %d", c->other);
    else
        buf_c(b, c->rule == PLAN_RULE_CLOSED ? "any group" : "all groups");
}

static struct str conflict_detail(struct arena *arena, const struct grouping_input *input,
                                  const struct plan_conflict *c) {
    ENSURE(WORDS[c->rule]);
    struct buf b = buf_on(arena, 128);
    for (const char *at = WORDS[c->rule]; *at != '\0'; at++) {
        if (*at != '{') {
            buf_char(&b, *at);
            continue;
        }
        switch (at[1]) {
        case 'p':
            name_person(&b, input, c->person);
            break;
        case 'q':
            name_person(&b, input, c->other);
            break;
        case 'g':
            name_group(&b, c);
            break;
        case 'v':
            name_class(&b, input, c->round, c->person);
            break;
        case 'h':
            buf_i64(&b, c->have);
            break;
        default:
            buf_i64(&b, c->need);
        }
        at += 2;
    }
    return buf_done(&b);
}

static void add_conflicts(struct certificate *c, const struct plan_conflicts *conflicts) {
    struct arena *arena = c->run->arena;
    for (int32_t k = 0; k < conflicts->n; k++) {
        const struct plan_conflict *conflict = &conflicts->list[k];
        plan_remark_add(
            arena, &c->answer.conflicts,
            (struct plan_remark){.rule = plan_rule_name(conflict->rule),
                                 .detail = conflict_detail(arena, &c->input, conflict)});
    }
}

static double distance_of(const struct plan_grouping *p, int32_t i, int32_t j) {
    if (p->distance)
        return p->distance[i > j ? (ptrdiff_t)i * (i - 1) / 2 + j : (ptrdiff_t)j * (j - 1) / 2 + i];
    double sum = 0;
    for (int32_t k = 0; k < p->n_features; k++) {
        const double x = p->features[(ptrdiff_t)i * p->n_features + k] -
                         p->features[(ptrdiff_t)j * p->n_features + k];
        sum += x * x;
    }
    return sum;
}

// For everybody: how different the others in the own group are. Only counts and means: nothing
// tells of another person.
static void add_reasons(struct certificate *c, const int32_t *group) {
    struct arena *arena = c->run->arena;
    const struct plan_grouping *p = &c->input.problem;
    const size_t n = (size_t)p->n_people;
    int32_t *next = NEW_ARRAY(arena, int32_t, n);
    int32_t *first = NEW_ARRAY(arena, int32_t, (size_t)p->n_groups);
    for (int32_t i = 0; i < p->n_people; i++) {
        next[i] = first[group[i]] - 1;
        first[group[i]] = i + 1;
    }
    for (int32_t i = 0; i < p->n_people; i++) {
        double sum = 0;
        int32_t others = 0;
        for (int32_t j = first[group[i]] - 1; j >= 0; j = next[j]) {
            sum += j == i ? 0 : distance_of(p, i, j);
            others += j != i;
        }
        struct buf who = buf_on(arena, 16);
        name_person(&who, &c->input, i);
        plan_remark_add(
            arena, &c->answer.reasons,
            (struct plan_remark){.about = "person",
                                 .who = buf_done(&who),
                                 .rule = "diverse",
                                 .detail =
                                     str_fmt(arena, "group %d: mean distance %.3f to the %d others",
                                             group[i], sum / (others > 0 ? others : 1), others)});
    }
}

// ---- answers -----------------------------------------------------------------------------------

static void real_json(struct json *j, struct str key, bool is_known, double value) {
    json_key(j, key);
    json_f64(j, is_known ? value : NAN); // not finite: null
}

static void print_json(const struct certificate *c) {
    struct buf b = buf_on(c->run->arena, 4096);
    struct json j = json_on(&b);
    const bool is_known = c->answer.feasible;
    json_open_object(&j);
    plan_answer_json(c->run, &plan_grouping_problem, &c->answer, &j);
    real_json(&j, STR("distance"), is_known, c->score.distance);
    real_json(&j, STR("wishes"), is_known, c->score.wishes);
    real_json(&j, STR("balance"), is_known, c->score.balance);
    real_json(&j, STR("changed"), is_known, c->score.moved);
    json_end(&j);
    buf_char(&b, '\n');
    const struct str json = buf_done(&b);
    fwrite(json.p, 1, json.n, stdout);
}

static enum rc print_answer(const struct certificate *c) {
    if (str_is(cli_value(c->run->cli, "json")))
        print_json(c);
    else if (c->answer.feasible)
        fprintf(stderr, "worth %.3f; no plan exceeds %.3f\n", c->answer.objective, c->answer.bound);
    else
        plan_say_conflicts(&c->answer);
    return c->answer.feasible ? RC_OK : RC_INFEASIBLE;
}

// Recounts `group` and says what it is worth.
static void certify(struct certificate *c, const int32_t *group) {
    struct arena *arena = c->run->arena;
    struct plan_conflicts conflicts;
    struct plan_answer *answer = &c->answer;
    answer->feasible = plan_grouping_check(arena, &c->input.problem, group, &c->score, &conflicts);
    answer->checked = true;
    add_conflicts(c, &conflicts);
    if (!answer->feasible)
        return;
    answer->objective = c->score.worth;
    answer->bound = plan_grouping_bound(arena, &c->input.problem);
    answer->gap = fabs(answer->objective - answer->bound) / fmax(1, fabs(answer->objective));
    if (str_is(cli_value(c->run->cli, "json")))
        add_reasons(c, group);
}

static enum rc solve(struct certificate *c) {
    struct arena *arena = c->run->arena;
    struct plan_grouping_result result;
    plan_grouping_solve(arena, &c->input.problem, &c->run->search, &result);
    add_conflicts(c, &result.conflicts);
    if (result.end == PLAN_INFEASIBLE)
        return print_answer(c);
    certify(c, result.group);
    ENSURE(c->answer.feasible && c->score.worth == result.score.worth);
    const bool to_stdout = !str_is(cli_value(c->run->cli, "json"));
    if (to_stdout || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, grouping_plan_text(arena, result.group, c->input.problem.n_people)));
    return print_answer(c);
}

static enum rc read_input(struct plan_run *run, struct grouping_input *ret_input) {
    const struct str format = cli_value(run->cli, "format");
    if (!str_is(run->input)) {
        fprintf(stderr, "vliegwiel plan grouping: give FILE\n");
        return RC_USAGE;
    }
    if (str_eq(format, STR("mdgplib")))
        return grouping_read_mdgplib(run, ret_input);
    if (str_eq(format, STR("cohort")))
        return grouping_read_cohort(run, ret_input);
    return grouping_read_csv(run, ret_input);
}

static enum rc read_previous(struct plan_run *run, struct plan_grouping *problem) {
    const struct str file = cli_value(run->cli, "from"), cost = cli_value(run->cli, "change-cost");
    if (!str_is(file))
        return RC_OK;
    if (str_real(cost, &problem->change_cost) != RC_OK || problem->change_cost < 0) {
        fprintf(stderr, "vliegwiel plan: --change-cost takes a number from 0\n");
        return RC_USAGE;
    }
    int32_t *previous;
    TRY(grouping_read_plan(run->arena, file, problem->n_people, problem->n_groups - 1, &previous));
    problem->previous = previous;
    return RC_OK;
}

static enum rc run_grouping(struct plan_run *run) {
    struct certificate c = {.run = run};
    TRY(read_input(run, &c.input));
    TRY(read_previous(run, &c.input.problem));
    if (!run->is_check)
        return solve(&c);
    int32_t *group;
    TRY(grouping_read_plan(run->arena, run->plan, c.input.problem.n_people, INT32_MAX, &group));
    certify(&c, group);
    return print_answer(&c);
}
