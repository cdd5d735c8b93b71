// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan allocation` for teams: a staffing problem to the engine, and its plan,
// certificate and reasons back. A plan is CSV with the columns person, package, skill and hours,
// counted from 0 in the order of the file. Decides nothing about people.
#include <math.h>

#include "app/plan/plan_allocation.h"

struct certificate {
    struct plan_run *run;
    struct staffing_input input;
    struct plan_answer answer;
    struct plan_staffing_score score;
};

static struct str name_of(struct arena *arena, const struct str *names, int32_t k) {
    return k < 0 ? STR("?") : names ? names[k] : str_fmt(arena, "%d", k);
}

// ---- what the engine says, in words -------------------------------------------------------------

static struct str conflict_detail(struct certificate *c, const struct plan_conflict *k) {
    struct arena *arena = c->run->arena;
    const struct plan_staffing *p = &c->input.problem;
    const bool is_person = k->person >= 0 && k->person < p->n_people;
    const bool is_package = k->other >= 0 && k->other < p->n_packages;
    const struct str who = name_of(arena, c->input.people, is_person ? k->person : -1);
    const struct str what = name_of(arena, c->input.packages, is_package ? k->other : -1);
    switch ((int)k->rule) {
    case PLAN_RULE_HOURS:
        return str_fmt(arena, STR_FMT " works %d hours and has %d", STR_ARG(who), k->have, k->need);
    case PLAN_RULE_PACKAGES:
        return str_fmt(arena, STR_FMT " has %d packages and may have %d", STR_ARG(who), k->have,
                       k->need);
    case PLAN_RULE_TEAM:
        return str_fmt(arena, STR_FMT ": a team of %d; the rule is %s %d", STR_ARG(what), k->have,
                       k->have < k->need ? "at least" : "at most", k->need);
    case PLAN_RULE_LEAD:
        return str_fmt(arena, STR_FMT ": nobody %s can lead it", STR_ARG(what),
                       k->have < 0 ? "at all" : "of the team");
    case PLAN_RULE_PINNED:
        return str_fmt(arena, STR_FMT " was to stay with " STR_FMT, STR_ARG(who), STR_ARG(what));
    case PLAN_RULE_CHANGES:
        return str_fmt(arena, "the packages of %d people change, of at most %d they may", k->have,
                       k->need);
    case PLAN_RULE_WORK:
        return str_fmt(arena, STR_FMT " cannot do skill %d of " STR_FMT, STR_ARG(who), k->have,
                       STR_ARG(what));
    case PLAN_RULE_PERSON:
        return str_fmt(arena, "a line of the plan names person %d of %d, package %d", k->have,
                       k->need, k->other);
    case PLAN_RULE_NOT_FOUND:
        return STR(
            "no plan that keeps every rule was found with this effort; this is no proof. The "
            "nearest plan breaks the rules below");
    default:
        return STR("a number lies outside its range");
    }
}

static void add_conflicts(struct certificate *c, const struct plan_conflicts *conflicts) {
    for (int32_t k = 0; k < conflicts->n; k++)
        plan_remark_add(c->run->arena, &c->answer.conflicts,
                        (struct plan_remark){.rule = plan_rule_name(conflicts->list[k].rule),
                                             .detail = conflict_detail(c, &conflicts->list[k])});
}

// ---- reasons ------------------------------------------------------------------------------------

static void add_reason(struct certificate *c, const char *about, struct str who, const char *rule,
                       struct str detail) {
    plan_remark_add(
        c->run->arena, &c->answer.reasons,
        (struct plan_remark){.about = about, .who = who, .rule = rule, .detail = detail});
}

// What each package lacks and could get from nobody, or from people who are busy elsewhere.
static void explain_packages(struct certificate *c, const double *done, const double *used) {
    struct arena *arena = c->run->arena;
    const struct plan_staffing *p = &c->input.problem;
    for (int32_t j = 0; j < p->n_packages; j++) {
        bool is_whole = true;
        for (int32_t s = 0; s < p->n_skills; s++) {
            const double lack = p->demand[j * p->n_skills + s] - done[j * p->n_skills + s];
            if (lack <= 1e-6)
                continue;
            double idle = 0;
            int32_t n = 0;
            for (int32_t i = 0; i < p->n_people; i++) {
                if (p->level[i * p->n_skills + s] <= 0)
                    continue;
                n++;
                idle += p->hours[i] - used[i];
            }
            is_whole = false;
            add_reason(c, "package", name_of(arena, c->input.packages, j), "unmet",
                       str_fmt(arena,
                               "%.2f hours of skill " STR_FMT
                               " are not done; %d people have it, with %.1f hours left together",
                               lack, STR_ARG(name_of(arena, c->input.skills, s)), n, idle));
        }
        if (is_whole)
            add_reason(c, "package", name_of(arena, c->input.packages, j), "done",
                       STR("everything that it asks is done"));
    }
}

struct person_sums {
    double used;
    int32_t packages, new, wishes, granted;
};

// For everybody: hours, packages, and how many of the own wishes came true. Nothing of others.
static void explain_people(struct certificate *c, const struct person_sums *sums) {
    struct arena *arena = c->run->arena;
    const struct plan_staffing *p = &c->input.problem;
    for (int32_t i = 0; i < p->n_people; i++) {
        const struct person_sums *s = &sums[i];
        const char *rule = s->used >= p->hours[i] - 1e-6        ? "hours"
                           : s->packages == p->packages_most[i] ? "packages"
                           : s->packages == 0                   ? "idle"
                                                                : "placed";
        add_reason(c, "person", name_of(arena, c->input.people, i), rule,
                   str_fmt(arena,
                           "%d packages, %d of them new; %.2f of %.2f hours; %d of %d wishes",
                           s->packages, s->new, s->used, p->hours[i], s->granted, s->wishes));
    }
}

static void add_reasons(struct certificate *c, const struct plan_work *work, int32_t n) {
    struct arena *arena = c->run->arena;
    const struct plan_staffing *p = &c->input.problem;
    const size_t m = (size_t)p->n_people;
    bool *is_in = NEW_ARRAY(arena, bool, m *(size_t)p->n_packages);
    struct person_sums *sums = NEW_ARRAY(arena, struct person_sums, m);
    double *done = NEW_ARRAY(arena, double, (size_t)p->n_packages *(size_t)p->n_skills);
    double *used = NEW_ARRAY(arena, double, m);
    for (int32_t k = 0; k < n; k++) {
        const struct plan_work *w = &work[k];
        bool *in = &is_in[(size_t)w->package * m + (size_t)w->person];
        sums[w->person].packages += !*in;
        sums[w->person].new += !*in;
        *in = true;
        used[w->person] += w->hours;
        done[w->package * p->n_skills + w->skill] +=
            w->hours * p->level[w->person * p->n_skills + w->skill];
    }
    for (int32_t k = 0; k < p->n_now; k++)
        sums[p->now[k].person].new -=
            is_in[(size_t)p->now[k].package * m + (size_t)p->now[k].person];
    for (int32_t k = 0; k < p->n_wishes; k++) {
        sums[p->wishes[k].person].wishes++;
        sums[p->wishes[k].person].granted +=
            is_in[(size_t)p->wishes[k].package * m + (size_t)p->wishes[k].person];
    }
    for (size_t i = 0; i < m; i++)
        sums[i].used = used[i];
    explain_packages(c, done, used);
    explain_people(c, sums);
}

// ---- answers ------------------------------------------------------------------------------------

static void score_json(const struct plan_staffing_score *s, struct json *j) {
    const struct {
        const char *key;
        double value;
    } parts[] = {{"unmet_hours", s->unmet},       {"members", s->members},
                 {"new_members", s->changes},     {"people_changed", s->changed},
                 {"wishes", s->wishes},           {"people_unheard", s->unheard},
                 {"backups_missing", s->backups}, {"strain_hours", s->strain}};
    for (size_t k = 0; k < COUNT_OF(parts); k++) {
        json_key(j, str_from_c(parts[k].key));
        json_f64(j, parts[k].value);
    }
}

static enum rc print_answer(struct certificate *c) {
    const struct plan_answer *answer = &c->answer;
    if (str_is(cli_value(c->run->cli, "json"))) {
        struct buf b = buf_on(c->run->arena, 4096);
        struct json j = json_on(&b);
        json_open_object(&j);
        plan_answer_json(c->run, &plan_allocation_problem, answer, &j);
        if (answer->feasible)
            score_json(&c->score, &j);
        json_end(&j);
        fwrite(b.p, 1, b.n, stdout);
        fputc('\n', stdout);
    } else {
        plan_say_conflicts(answer);
        if (answer->feasible)
            fprintf(stderr, "cost %.4f  bound %.4f  gap %.3f %%  hours not done %.2f\n",
                    answer->objective, answer->bound, 100 * answer->gap, c->score.unmet);
    }
    return answer->feasible ? RC_OK : RC_INFEASIBLE;
}

// Recounts the plan. Called for what the engine found and for what is to be checked.
static void certify(struct certificate *c, const struct plan_work *work, int32_t n, double bound) {
    struct plan_answer *answer = &c->answer;
    struct plan_conflicts conflicts;
    answer->checked = true;
    answer->feasible =
        plan_staffing_check(c->run->arena, &c->input.problem, work, n, &c->score, &conflicts);
    add_conflicts(c, &conflicts);
    if (!answer->feasible)
        return;
    answer->objective = c->score.cost;
    answer->bound = bound;
    answer->gap = fabs(answer->objective - bound) / fmax(1, fabs(answer->objective));
    if (str_is(cli_value(c->run->cli, "json")))
        add_reasons(c, work, n);
}

static enum rc solve(struct certificate *c) {
    struct plan_staffing_result result;
    plan_staffing_solve(c->run->arena, &c->input.problem, &c->run->search, &result);
    add_conflicts(c, &result.conflicts);
    if (result.end == PLAN_INFEASIBLE)
        return print_answer(c);
    certify(c, result.work, result.n_work, result.bound);
    ENSURE(c->answer.feasible);
    const bool to_stdout = !str_is(cli_value(c->run->cli, "json"));
    if (to_stdout || str_is(cli_value(c->run->cli, "out")))
        TRY(plan_write(c->run, staffing_plan_text(c->run->arena, result.work, result.n_work)));
    return print_answer(c);
}

// The teams of an earlier plan are those of today.
static enum rc read_previous(struct plan_run *run, struct plan_staffing *p) {
    if (!str_is(cli_value(run->cli, "from")))
        return RC_OK;
    struct plan_work *work;
    int32_t n;
    TRY(staffing_read_plan(run, cli_value(run->cli, "from"), &work, &n));
    struct plan_place *now = NEW_ARRAY(run->arena, struct plan_place, (size_t)n);
    for (int32_t k = 0; k < n; k++) {
        if (work[k].person < 0 || work[k].person >= p->n_people || work[k].package < 0 ||
            work[k].package >= p->n_packages)
            return plan_unreadable(cli_value(run->cli, "from"), (size_t)k + 2, 1,
                                   "a person and a package of the problem belong here");
        now[k] = (struct plan_place){work[k].person, work[k].package};
    }
    p->now = now;
    p->n_now = n;
    return RC_OK;
}

enum rc staffing_run(struct plan_run *run) {
    struct certificate c = {.run = run};
    const bool is_staff = str_eq(cli_value(run->cli, "format"), STR("staff"));
    TRY(is_staff ? staffing_read_staff(run, &c.input) : staffing_read_csv(run, &c.input));
    TRY(read_previous(run, &c.input.problem));
    if (!run->is_check)
        return solve(&c);
    struct plan_work *work;
    int32_t n;
    TRY(staffing_read_plan(run, run->plan, &work, &n));
    certify(&c, work, n, plan_staffing_bound(run->arena, &c.input.problem));
    return print_answer(&c);
}
