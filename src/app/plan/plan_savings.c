// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan savings`: a problem from one of two formats to the engine, in every scenario of
// who leaves, and its plan, certificate and reasons back. Decides nothing about savings.
#include <math.h>

#include "app/plan/plan_savings.h"

static enum rc run_savings(struct plan_run *run);

static const struct cli_option OPTIONS[] = {
    PLAN_OPTIONS,
    {"quarters", "T", "12", "csv: quarters until the target must be reached"},
    {"save", "PERCENT", "20", "csv: of what staff, vacancies and external hire cost now"},
    {"target", "EURO", NULL, "csv: what staff and external hire may cost a year, instead"},
    {"hire", "N", "0", "csv: people hired in a quarter, at most"},
    {"seats", "N", NULL, "csv: people that begin a course in a quarter, at most (any)"},
    {"learner", "SHARE", "0.7", "csv: what somebody counts for who has just moved"},
    {"learning-quarters", "N", "2", "csv: for so long, the quarter of the move included"},
    {"interest", "PERCENT", "0", "csv: a year, by which later cost counts less"},
    {"change-cost", "C", "1000", "with --from: what each FTE hired or moved otherwise costs"},
    {"scenario", "NAME", "p50", "csv: p10 (few leave), p50 or p90 (many): which plan is written"},
};

const struct plan_problem plan_savings_problem = {
    .name = "savings",
    .formats = "csv savings",
    .usage = "FILE",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_savings,
};

const char *const SCENARIO_NAMES[N_SCENARIOS] = {"p10", "p50", "p90"};

struct certificate {
    struct plan_run *run;
    struct savings_input input;
    struct plan_answer answer;
    struct plan_savings_score score;
    struct plan_savings_result results[N_SCENARIOS];
    bool is_solved[N_SCENARIOS];
};

static const struct plan_savings_result *chosen(const struct certificate *c) {
    return &c->results[c->input.scenario];
}

// ---- conflicts and reasons ---------------------------------------------------------------------

static void add_conflicts(struct certificate *c, const struct plan_conflicts *conflicts) {
    struct arena *arena = c->run->arena;
    for (int32_t k = 0; k < conflicts->n; k++)
        plan_remark_add(arena, &c->answer.conflicts,
                        (struct plan_remark){.rule = plan_rule_name(conflicts->list[k].rule),
                                             .detail = savings_conflict_words(
                                                 arena, &c->input, &conflicts->list[k])});
}

// By how much the target is out of reach, before what is in the way.
static void explain_infeasible(struct certificate *c) {
    const struct plan_savings_result *r = chosen(c);
    struct arena *arena = c->run->arena;
    add_conflicts(c, &r->conflicts);
    if (isnan(r->least_running))
        return;
    c->answer.checked = r->least_running > c->input.problem.target; // a bound, proven by its prices
    const double year = c->input.year, target = c->input.problem.target;
    c->answer.conflicts.list[0].detail =
        str_fmt(arena,
                "not feasible without dismissals: %.2f short, for at least %.2f is spent "
                "where %.2f may be",
                (r->least_running - target) * year, r->least_running * year, target * year);
    savings_add_limits(arena, &c->input, r, &c->answer.conflicts);
}

// ---- JSON --------------------------------------------------------------------------------------

static double cents(double money) {
    return round(money * 100) / 100;
}

static void real_json(struct json *j, struct str key, double value) {
    json_key(j, key);
    json_f64(j, value); // not finite: null
}

static void quarter_json(struct json *j, struct str key, int32_t quarter) {
    json_key(j, key);
    quarter >= 0 ? json_i64(j, quarter + 1) : json_none(j);
}

static void causes_json(const struct certificate *c, struct json *j) {
    const struct plan_savings_score *s = &c->score;
    const double year = c->input.year;
    json_key(j, STR("saved"));
    json_open_object(j);
    real_json(j, STR("external"), cents(s->saved_external * year));
    real_json(j, STR("vacancies"), cents(s->saved_vacancies * year));
    real_json(j, STR("attrition"), cents(s->saved_leaving * year));
    real_json(j, STR("moves"), cents(s->saved_moves * year));
    real_json(j, STR("dismissals"), 0);
    json_end(j);
    real_json(j, STR("running_before"), cents(s->running_before * year));
    real_json(j, STR("running"), cents(s->running * year));
    real_json(j, STR("idle"), s->idle);
    real_json(j, STR("changed"), s->changed);
}

static void scenario_json(const struct certificate *c, int k, struct json *j) {
    const struct plan_savings_result *r = &c->results[k];
    const bool is_feasible = r->end != PLAN_INFEASIBLE;
    const double over = r->least_running - c->input.problem.target;
    json_open_object(j);
    json_key(j, STR("scenario"));
    json_str(j, str_from_c(SCENARIO_NAMES[k]));
    json_key(j, STR("feasible"));
    json_bool(j, is_feasible);
    real_json(j, STR("objective"), is_feasible ? r->score.cost : NAN);
    real_json(j, STR("bound"), is_feasible ? r->bound : NAN);
    real_json(j, STR("short"), cents((is_feasible ? r->score.short_by : over) * c->input.year));
    real_json(j, STR("least_running"), cents(r->least_running * c->input.year));
    quarter_json(j, STR("earliest_quarter"), r->earliest);
    json_key(j, STR("first_quarter_whole"));
    json_bool(j, r->is_whole);
    json_end(j);
}

static void price_json(const struct certificate *c, const char *limit, int32_t f,
                       const double *price, double sign, struct json *j) {
    for (int32_t t = 0; price && t < c->input.problem.n_quarters; t++) {
        if (fabs(price[t]) < 1e-9)
            continue;
        json_open_object(j);
        json_key(j, STR("limit"));
        json_str(j, str_from_c(limit));
        json_key(j, STR("family"));
        json_str(j, f < 0 ? STR_NONE : savings_family_name(c->run->arena, &c->input, f));
        json_key(j, STR("quarter"));
        json_i64(j, t + 1);
        real_json(j, STR("price"), sign * price[t]);
        json_end(j);
    }
}

// By how much the cost of the plan falls, or that of the last quarter when infeasible, for one more
// that is hired, trained, or leaves.
static void prices_json(const struct certificate *c, struct json *j) {
    const struct plan_savings_prices *p = &chosen(c)->prices;
    const ptrdiff_t n = c->input.problem.n_quarters;
    json_key(j, STR("prices"));
    json_open_array(j);
    price_json(c, "hiring", -1, p->hires, -1, j);
    price_json(c, "training_seats", -1, p->seats, -1, j);
    for (int32_t f = 0; p->staff && f < c->input.problem.n_families; f++) {
        price_json(c, "training_seats", f, p->seats_to ? p->seats_to + f * n : NULL, -1, j);
        price_json(c, "attrition", f, p->staff + f * n, 1, j);
    }
    json_end(j);
}

static void change_json(const struct certificate *c, const struct plan_savings_change *change,
                        struct json *j) {
    struct arena *arena = c->run->arena;
    json_open_object(j);
    json_key(j, STR("kind"));
    json_str(j, str_from_c(SAVINGS_CHANGE_NAMES[change->kind]));
    json_key(j, STR("family"));
    json_str(j, savings_family_name(arena, &c->input, change->family));
    json_key(j, STR("from"));
    json_str(j, change->from < 0 ? STR_NONE : savings_family_name(arena, &c->input, change->from));
    json_key(j, STR("quarter"));
    json_i64(j, change->quarter + 1);
    real_json(j, STR("people"), round(change->people * 1e4) / 1e4);
    json_key(j, STR("detail"));
    json_str(j, savings_change_words(arena, &c->input, change));
    json_end(j);
}

static void ways_json(const struct certificate *c, struct json *j) {
    const struct plan_savings_result *r = chosen(c);
    json_key(j, STR("ways"));
    json_open_array(j);
    for (int32_t k = 0; k < r->n_ways; k++) {
        double people = 0;
        for (int32_t i = 0; i < r->ways[k].n; i++)
            people += r->ways[k].changes[i].people;
        json_open_object(j);
        real_json(j, STR("people"), round(people * 1e4) / 1e4);
        json_key(j, STR("changes"));
        json_open_array(j);
        for (int32_t i = 0; i < r->ways[k].n; i++)
            change_json(c, &r->ways[k].changes[i], j);
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

static void print_json(const struct certificate *c) {
    const struct plan_savings_result *r = chosen(c);
    struct buf b = buf_on(c->run->arena, 4096);
    struct json j = json_on(&b);
    json_open_object(&j);
    plan_answer_json(c->run, &plan_savings_problem, &c->answer, &j);
    real_json(&j, STR("target"), cents(c->input.problem.target * c->input.year));
    if (c->answer.feasible)
        causes_json(c, &j);
    if (c->is_solved[c->input.scenario]) {
        quarter_json(&j, STR("earliest_quarter"), r->earliest);
        real_json(&j, STR("short"),
                  cents(c->input.year * (c->answer.feasible
                                             ? c->score.short_by
                                             : r->least_running - c->input.problem.target)));
        prices_json(c, &j);
        ways_json(c, &j);
    }
    json_key(&j, STR("scenarios"));
    json_open_array(&j);
    for (int k = 0; k < N_SCENARIOS; k++)
        if (c->is_solved[k])
            scenario_json(c, k, &j);
    json_end(&j);
    json_end(&j);
    buf_char(&b, '\n');
    const struct str json = buf_done(&b);
    fwrite(json.p, 1, json.n, stdout);
}

// ---- answers -----------------------------------------------------------------------------------

static void say_scenarios(const struct certificate *c) {
    if (c->run->is_check && c->answer.feasible)
        fprintf(stderr, "cost %.2f, at least %.2f\n", c->answer.objective, c->answer.bound);
    for (int k = 0; k < N_SCENARIOS; k++) {
        const struct plan_savings_result *r = &c->results[k];
        if (!c->is_solved[k])
            continue;
        fprintf(stderr, "%s: ", SCENARIO_NAMES[k]);
        if (r->end == PLAN_INFEASIBLE)
            fprintf(stderr, "not feasible\n");
        else if (r->earliest >= 0)
            fprintf(stderr, "cost %.2f, at least %.2f; the target can be reached in quarter %d\n",
                    r->score.cost, r->bound, r->earliest + 1);
        else
            fprintf(stderr, "cost %.2f, at least %.2f\n", r->score.cost, r->bound);
    }
}

static void say_ways(const struct certificate *c) {
    const struct plan_savings_result *r = chosen(c);
    for (int32_t k = 0; k < r->n_ways; k++) {
        fprintf(stderr, k == 0 ? "It would be feasible to\n" : "or to\n");
        for (int32_t i = 0; i < r->ways[k].n; i++) {
            const struct str words =
                savings_change_words(c->run->arena, &c->input, &r->ways[k].changes[i]);
            fprintf(stderr, "  - " STR_FMT "\n", STR_ARG(words));
        }
    }
}

static enum rc print_answer(const struct certificate *c) {
    if (str_is(cli_value(c->run->cli, "json"))) {
        print_json(c);
    } else {
        plan_say_conflicts(&c->answer);
        say_ways(c);
        say_scenarios(c);
    }
    return c->answer.feasible ? RC_OK : RC_INFEASIBLE;
}

// Recounts a plan of the chosen scenario.
static void certify(struct certificate *c, const struct plan_savings_plan *plan) {
    struct plan_conflicts conflicts;
    struct plan_answer *answer = &c->answer;
    const struct plan_savings_result *r = chosen(c);
    answer->feasible =
        plan_savings_check(c->run->arena, &c->input.problem, plan, &c->score, &conflicts);
    answer->checked = true;
    add_conflicts(c, &conflicts);
    if (!answer->feasible)
        return;
    answer->objective = c->score.cost;
    answer->bound = r->bound;
    answer->gap = fabs(answer->objective - answer->bound) / fmax(1, fabs(answer->objective));
    savings_add_limits(c->run->arena, &c->input, r, &answer->reasons);
}

static void solve_scenario(struct certificate *c, int k) {
    struct plan_savings problem = c->input.problem;
    problem.families = c->input.families[k];
    plan_savings_solve(c->run->arena, &problem, &c->run->search, &c->results[k]);
    c->is_solved[k] = true;
}

static enum rc solve(struct certificate *c) {
    for (int k = 0; k < N_SCENARIOS; k++)
        if (c->input.n_scenarios > 1 || k == SCENARIO_P50)
            solve_scenario(c, k);
    const struct plan_savings_result *r = chosen(c);
    if (r->end == PLAN_INFEASIBLE) {
        explain_infeasible(c);
        return print_answer(c);
    }
    certify(c, &r->plan);
    ENSURE(c->answer.feasible && c->score.cost == r->score.cost);
    const bool to_stdout = !str_is(cli_value(c->run->cli, "json"));
    if (to_stdout || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, savings_plan_text(c->run->arena, &c->input, &r->plan)));
    return print_answer(c);
}

// The bound of the chosen scenario tells how good the plan is.
static enum rc check(struct certificate *c) {
    struct plan_savings_plan plan;
    int32_t unexplained;
    TRY(savings_read_plan(c->run->arena, c->run->plan, &c->input, &plan, &unexplained));
    if (unexplained >= 0) {
        c->answer.checked = true;
        plan_remark_add(
            c->run->arena, &c->answer.conflicts,
            (struct plan_remark){.rule = plan_rule_name(PLAN_RULE_SAVINGS_COURSE),
                                 .detail = str_fmt(c->run->arena,
                                                   "quarter %d: no courses explain who moved",
                                                   unexplained + 1)});
        return print_answer(c);
    }
    struct plan_savings problem = c->input.problem;
    problem.whole_first = false;
    struct plan_savings_result *r = &c->results[c->input.scenario];
    plan_savings_solve(c->run->arena, &problem, &c->run->search, r);
    certify(c, &plan);
    return print_answer(c);
}

static enum rc read_input(struct plan_run *run, struct savings_input *ret_input) {
    if (!str_is(run->input)) {
        fprintf(stderr, "vliegwiel plan savings: give FILE\n");
        return RC_USAGE;
    }
    if (str_eq(cli_value(run->cli, "format"), STR("savings")))
        return savings_read_instance(run, ret_input);
    return savings_read_csv(run, ret_input);
}

static enum rc read_previous(struct plan_run *run, struct savings_input *input) {
    const struct str file = cli_value(run->cli, "from"), cost = cli_value(run->cli, "change-cost");
    struct plan_savings *p = &input->problem;
    struct plan_savings_plan *previous = NEW(run->arena, struct plan_savings_plan);
    int32_t unexplained;
    if (!str_is(file))
        return RC_OK;
    if (str_real(cost, &p->change_cost) != RC_OK || p->change_cost < 0) {
        fprintf(stderr, "vliegwiel plan: --change-cost takes a number from 0\n");
        return RC_USAGE;
    }
    TRY(savings_read_plan(run->arena, file, input, previous, &unexplained));
    if (unexplained >= 0)
        return plan_unreadable(file, 1, 1, "no courses explain who moved in quarter %d",
                               unexplained + 1);
    p->previous = previous;
    return RC_OK;
}

static enum rc run_savings(struct plan_run *run) {
    struct certificate c = {.run = run};
    TRY(read_input(run, &c.input));
    TRY(read_previous(run, &c.input));
    return run->is_check ? check(&c) : solve(&c);
}
