// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan allocation`: a problem to the engine, and its plan, certificate and reasons back.
// Decides nothing about people. In the format gap a plan has one line for each package: the person,
// counted from 0.
#include <math.h>

#include "app/plan/plan_allocation.h"

static enum rc run_allocation(struct plan_run *run);

static const struct cli_option OPTIONS[] = {
    PLAN_OPTIONS,
    {"change-cost", "C", NULL,
     "gap: of a package that changes hands (1); csv: of a new member (4)"},
    {"member-cost", "C", NULL, "csv: of everybody in a team (10)"},
    {"wish-worth", "W", NULL, "csv: of a wish of weight 1 that comes true (2)"},
    {"unmet-cost", "C", NULL, "csv: of an hour that is not done (50)"},
    {"backup-cost", "C", NULL, "csv: of a skill with fewer than two people at level 1 (0)"},
    {"unheard-cost", "C", NULL, "csv: of somebody of whom no wish comes true (0)"},
    {"strain-cost", "C", NULL, "csv: of an hour above 95 % of somebody's hours (0)"},
    {"changed-most", "N", NULL, "csv: people whose packages may change, at most (any number)"},
};

const struct plan_problem plan_allocation_problem = {
    .name = "allocation",
    .formats = "csv gap staff",
    .usage = "FILE",
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_allocation,
};

struct certificate {
    struct plan_run *run;
    struct plan_allocation problem;
    struct plan_answer answer;
    int32_t changed;
};

// ---- what the engine says, in words -------------------------------------------------------------

static struct str conflict_detail(struct arena *arena, const struct plan_conflict *c) {
    switch ((int)c->rule) {
    case PLAN_RULE_NOBODY:
        if (c->need == INT32_MAX)
            return str_fmt(arena, "package %d has no candidates", c->other);
        return str_fmt(arena, "package %d takes at least %d hours, its candidates have at most %d",
                       c->other, c->need, c->have);
    case PLAN_RULE_HOURS_SHORT:
        return str_fmt(arena,
                       "%d packages, among them %d, take at least %d hours; only %d people can do "
                       "them, who have %d",
                       c->round, c->other, c->need, c->person, c->have);
    case PLAN_RULE_IMPOSSIBLE:
        return STR("every division was searched: none keeps within everybody's hours");
    case PLAN_RULE_NOT_FOUND:
        return STR("no division within everybody's hours was found with this effort; this is no "
                   "proof");
    case PLAN_RULE_PERSON:
        return str_fmt(arena, "package %d goes to person %d of %d", c->other, c->have, c->need);
    case PLAN_RULE_UNABLE:
        return str_fmt(arena, "person %d is no candidate for package %d", c->person, c->other);
    case PLAN_RULE_HOURS:
        return str_fmt(arena, "person %d has %d hours of work and %d to give", c->person, c->have,
                       c->need);
    default:
        return STR("a number lies outside its range");
    }
}

static void add_conflicts(struct certificate *c, const struct plan_conflicts *conflicts) {
    for (int32_t k = 0; k < conflicts->n; k++)
        plan_remark_add(
            c->run->arena, &c->answer.conflicts,
            (struct plan_remark){.rule = plan_rule_name(conflicts->list[k].rule),
                                 .detail = conflict_detail(c->run->arena, &conflicts->list[k])});
}

// For each package: whether it went to the cheapest candidate, and if not what stood in the way.
static void add_reasons(struct certificate *c, const int32_t *person) {
    struct arena *arena = c->run->arena;
    const struct plan_allocation *p = &c->problem;
    int64_t *load = NEW_ARRAY(arena, int64_t, (size_t)p->n_people);
    for (int pass = 0; pass < 2; pass++) {
        for (int32_t j = 0; j < p->n_packages; j++) {
            const struct plan_candidate *own = NULL, *least = NULL;
            for (int32_t k = p->start[j]; k < p->start[j + 1]; k++) {
                const struct plan_candidate *x = &p->candidates[k];
                own = x->person == person[j] ? x : own;
                least = !least || x->cost < least->cost ? x : least;
            }
            ENSURE(own && least); // the plan was recounted
            if (pass == 0) {
                load[own->person] += own->load;
                continue;
            }
            const int64_t free = p->hours[least->person] - load[least->person];
            const bool is_first = own->cost == least->cost;
            plan_remark_add(
                arena, &c->answer.reasons,
                (struct plan_remark){
                    .about = "package",
                    .who = str_fmt(arena, "%d", j),
                    .rule = is_first ? "first_choice" : "hours",
                    .detail = is_first
                                  ? str_fmt(arena, "person %d costs %d, the least of %d candidates",
                                            own->person, own->cost, p->start[j + 1] - p->start[j])
                                  : str_fmt(arena,
                                            "person %d costs %d; person %d would cost %d, takes %d "
                                            "hours for it and has %" PRId64 " left",
                                            own->person, own->cost, least->person, least->cost,
                                            least->load, free)});
        }
    }
}

// ---- answers ------------------------------------------------------------------------------------

static enum rc print_answer(struct certificate *c) {
    const struct plan_answer *answer = &c->answer;
    if (str_is(cli_value(c->run->cli, "json"))) {
        struct buf b = buf_on(c->run->arena, 4096);
        struct json j = json_on(&b);
        json_open_object(&j);
        plan_answer_json(c->run, &plan_allocation_problem, answer, &j);
        json_key(&j, STR("changed"));
        answer->feasible ? json_i64(&j, c->changed) : json_none(&j);
        json_end(&j);
        fwrite(b.p, 1, b.n, stdout);
        fputc('\n', stdout);
    } else {
        plan_say_conflicts(answer);
        if (answer->feasible)
            fprintf(stderr, "cost %.0f  bound %.0f  gap %.3f %%\n", answer->objective,
                    answer->bound, 100 * answer->gap);
    }
    return answer->feasible ? RC_OK : RC_INFEASIBLE;
}

// Recounts the plan. Called for what the engine found and for what is to be checked.
static void certify(struct certificate *c, const int32_t *person, int64_t bound) {
    struct plan_answer *answer = &c->answer;
    struct plan_conflicts conflicts;
    int64_t cost;
    answer->checked = true;
    answer->feasible =
        plan_allocation_check(c->run->arena, &c->problem, person, &cost, &c->changed, &conflicts);
    add_conflicts(c, &conflicts);
    if (!answer->feasible)
        return;
    answer->objective = (double)cost;
    answer->bound = (double)bound;
    answer->gap = fabs(answer->objective - answer->bound) / fmax(1, fabs(answer->objective));
    if (str_is(cli_value(c->run->cli, "json")))
        add_reasons(c, person);
}

static struct str plan_text(struct arena *arena, const int32_t *person, int32_t n) {
    struct buf b = buf_on(arena, 4 * (size_t)n);
    for (int32_t j = 0; j < n; j++)
        buf_fmt(&b, "%d\n", person[j]);
    return buf_done(&b);
}

static enum rc solve(struct certificate *c) {
    struct plan_allocation_result result;
    plan_allocation_solve(c->run->arena, &c->problem, &c->run->search, &result);
    add_conflicts(c, &result.conflicts);
    if (result.end == PLAN_INFEASIBLE)
        return print_answer(c);
    certify(c, result.person, result.bound);
    ENSURE(c->answer.feasible && c->answer.objective == (double)result.cost);
    const bool to_stdout = !str_is(cli_value(c->run->cli, "json"));
    if (to_stdout || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, plan_text(c->run->arena, result.person, c->problem.n_packages)));
    return print_answer(c);
}

static enum rc read_previous(struct plan_run *run, struct plan_allocation *problem) {
    const struct str file = cli_value(run->cli, "from");
    if (!str_is(file))
        return RC_OK;
    int64_t cost = 1;
    if (str_is(cli_value(run->cli, "change-cost")))
        TRY(cli_number(run->cli, "change-cost", 0, PLAN_ALLOCATION_COST_MAX, &cost));
    int32_t *previous;
    TRY(allocation_read_plan(run->arena, file, problem->n_packages, problem->n_people - 1,
                             &previous));
    problem->previous = previous;
    problem->change_cost = (int32_t)cost;
    return RC_OK;
}

static enum rc run_allocation(struct plan_run *run) {
    struct certificate c = {.run = run};
    if (!str_is(run->input)) {
        fprintf(stderr, "vliegwiel plan allocation: give FILE\n");
        return RC_USAGE;
    }
    if (!str_eq(cli_value(run->cli, "format"), STR("gap")))
        return staffing_run(run);
    TRY(allocation_read_gap(run, &c.problem));
    TRY(read_previous(run, &c.problem));
    if (!run->is_check)
        return solve(&c);
    int32_t *person;
    TRY(allocation_read_plan(run->arena, run->plan, c.problem.n_packages, INT32_MAX, &person));
    certify(&c, person, plan_allocation_bound(run->arena, &c.problem));
    return print_answer(&c);
}
