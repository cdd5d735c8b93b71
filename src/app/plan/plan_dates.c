// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan dates`: a problem from one of two formats to the engine, and its plan,
// certificate and reasons back. Decides nothing about dates.
#include <math.h>

#include "app/plan/plan_dates.h"

static enum rc run_dates(struct plan_run *run);

static const struct cli_option OPTIONS[] = {
    PLAN_OPTIONS,
    {"start", "DAY", NULL, "csv: the first day"},
    {"end", "DAY", NULL, "csv: the last day"},
    {"closed", "WORDS", "", "csv: days without sessions, as in the column `absent`"},
    {"modules", "M", "6", "csv: modules of each group"},
    {"gap", "A-B", "3-5", "csv: weeks from one module to the next; A: at least"},
    {"rhythm", "W:COST", NULL, "csv: wanted weeks between; COST (1) of each full week off"},
    {"shifts", "NAME:HALF,...", "early:pm,late:am", "csv: when people of a shift can start"},
    {"least-present", "N", NULL, "csv: people at each session, or their share as in 85%"},
    {"least-each", "N", "0", "csv: people of each organisation at each session"},
    {"fair", "COST", "2", "csv: of each session that somebody misses after the first"},
    {"rooms", "N or FILE", NULL, "csv: rooms in each half-day, or a sheet: id, seats, absent"},
    {"facilitators", "FILE", NULL, "csv: a sheet: id, modules, absent"},
    {"needed", "M:N,...", "", "csv: facilitators at a module, where that is not 1"},
    {"handover", "COST", "0", "csv: of changing facilitator within a group; or `never`"},
    {"move-cost", "C", "1", "with --from: what a session costs that is moved"},
    {"past", "WHEN", NULL, "with --from: what was planned before this day or slot has happened"},
};

const struct plan_problem plan_dates_problem = {
    .name = "dates",
    .formats = "csv dates",
    .usage = "FILE",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_dates,
};

struct certificate {
    struct plan_run *run;
    struct dates_input input;
    struct plan_answer answer;
    struct plan_dates_score score;
};

static void number_json(struct json *j, struct str key, bool is_known, int64_t value) {
    json_key(j, key);
    is_known ? json_i64(j, value) : json_none(j);
}

static void print_json(const struct certificate *c) {
    struct buf b = buf_on(c->run->arena, 4096);
    struct json j = json_on(&b);
    const bool is_known = c->answer.feasible;
    json_open_object(&j);
    plan_answer_json(c->run, &plan_dates_problem, &c->answer, &j);
    number_json(&j, STR("absent"), is_known, c->score.absent);
    number_json(&j, STR("missed_again"), is_known, c->score.missed);
    number_json(&j, STR("moved"), is_known, c->score.moved);
    number_json(&j, STR("off_rhythm"), is_known, c->score.off_rhythm);
    number_json(&j, STR("handovers"), is_known, c->score.handovers);
    json_end(&j);
    buf_char(&b, '\n');
    const struct str json = buf_done(&b);
    fwrite(json.p, 1, json.n, stdout);
}

static enum rc print_answer(const struct certificate *c) {
    if (str_is(cli_value(c->run->cli, "json")))
        print_json(c);
    else if (c->answer.feasible)
        fprintf(stderr, "cost %.0f (%" PRId64 " absences); no plan costs less than %.0f\n",
                c->answer.objective, c->score.absent, c->answer.bound);
    else
        plan_say_conflicts(&c->answer);
    return c->answer.feasible ? RC_OK : RC_INFEASIBLE;
}

// Recounts the plan and says what it costs.
static void certify(struct certificate *c, const int32_t *slot, const int32_t *facilitators,
                    int64_t bound) {
    struct arena *const arena = c->run->arena;
    struct plan_conflicts conflicts;
    struct plan_answer *answer = &c->answer;
    answer->feasible =
        plan_dates_check(arena, &c->input.problem, slot, facilitators, &c->score, &conflicts);
    answer->checked = true;
    dates_say_conflicts(arena, &c->input, &conflicts, answer);
    if (!answer->feasible)
        return;
    answer->objective = (double)c->score.cost;
    answer->bound = (double)bound;
    answer->gap = fabs(answer->objective - answer->bound) / fmax(1, fabs(answer->objective));
}

static enum rc solve(struct certificate *c) {
    struct arena *const arena = c->run->arena;
    struct plan_dates_result result;
    plan_dates_solve(arena, &c->input.problem, &c->run->search, &result);
    dates_say_conflicts(arena, &c->input, &result.conflicts, &c->answer);
    if (result.end == PLAN_INFEASIBLE)
        return print_answer(c);
    certify(c, result.slot, result.facilitators, result.bound);
    ENSURE(c->answer.feasible && c->score.cost == result.score.cost);
    const bool is_json = str_is(cli_value(c->run->cli, "json"));
    if (is_json)
        dates_say_reasons(arena, &c->input, &result, &c->answer);
    if (!is_json || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, dates_plan_csv(arena, &c->input, result.slot, result.facilitators)));
    return print_answer(c);
}

static enum rc check(struct certificate *c) {
    struct arena *const arena = c->run->arena;
    struct dates_plan plan;
    TRY(dates_read_plan(arena, c->run->plan, &c->input.problem, &plan));
    certify(c, plan.slot, plan.facilitators, plan_dates_bound(arena, &c->input.problem));
    return print_answer(c);
}

static enum rc read_past(struct plan_run *run, struct dates_input *input) {
    struct plan_dates *const p = &input->problem;
    const struct str text = cli_value(run->cli, "past");
    struct day day;
    int64_t past = 0;
    if (!str_is(text))
        return RC_OK;
    if (!input->days || day_from_text(text, &day) != RC_OK) {
        TRY(cli_number(run->cli, "past", 0, p->n_slots, &past));
    } else {
        while (past < p->n_slots && input->days[past / 2].n < day.n)
            past += 2;
    }
    p->fixed_before = (int32_t)past;
    return RC_OK;
}

static enum rc read_previous(struct plan_run *run, struct dates_input *input) {
    const struct str file = cli_value(run->cli, "from");
    struct plan_dates *const p = &input->problem;
    struct dates_plan plan;
    int64_t cost;
    if (!str_is(file))
        return RC_OK;
    TRY(cli_number(run->cli, "move-cost", 0, PLAN_DATES_COST_MAX, &cost));
    TRY(dates_read_plan(run->arena, file, p, &plan));
    TRY(read_past(run, input));
    const int32_t n = p->n_groups * p->n_modules;
    for (int32_t k = 0; k < n * PLAN_DATES_NEEDED_MAX; k++)
        if (plan.slot[k / PLAN_DATES_NEEDED_MAX] >= p->n_slots ||
            plan.facilitators[k] >= p->n_facilitators)
            return plan_unreadable(file, 1, 1,
                                   "session %d is planned with numbers that this "
                                   "problem does not have",
                                   k / PLAN_DATES_NEEDED_MAX);
    p->previous = plan.slot;
    p->previous_facilitators = plan.facilitators;
    p->move_cost = (int32_t)cost;
    return RC_OK;
}

static enum rc run_dates(struct plan_run *run) {
    struct certificate c = {.run = run};
    if (!str_is(run->input)) {
        fprintf(stderr, "vliegwiel plan dates: give FILE\n");
        return RC_USAGE;
    }
    if (str_eq(cli_value(run->cli, "format"), STR("dates")))
        TRY(dates_read_instance(run, &c.input));
    else
        TRY(dates_read_csv(run, &c.input));
    TRY(read_previous(run, &c.input));
    return run->is_check ? check(&c) : solve(&c);
}
