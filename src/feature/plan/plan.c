// SPDX-License-Identifier: EUPL-1.2
// Rules of plans: asking for one, whether it still fits, and what confirming it does. No HTML, no
// SQL text. Solving is the worker's: plan_job.c.
#include "feature/plan/plan.h"
#include "feature/decision/decision.h"
#include "job_sql.h"

enum { PLAN_SEED = 1, PLAN_EFFORT = 1 };

// ---- asking ----------------------------------------------------------------------------------

static enum rc input_now(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                         struct day today, struct plan_input *ret_input) {
    struct cohort_get_row row;
    struct groups groups;
    TRY(q_cohort_get(db, arena, cohort, &row));
    TRY(groups_load(db, arena, cohort, today, true, &groups));
    *ret_input = plan_input_of(arena, &groups, row.n_groups, today);
    return RC_OK;
}

static bool waits_or_runs(const struct plan_get_row *plan) {
    return str_eq(plan->state, STR("waiting")) || str_eq(plan->state, STR("running"));
}

enum rc plan_ask(struct db *db, struct arena *arena, const struct scope *cohort, struct day today,
                 struct instant now, int64_t *ret_plan) {
    struct plan_marks_row marks;
    struct plan_input input;
    TRY(q_plan_marks(db_read(db), arena, cohort, &marks));
    if (marks.newest.is) {
        struct plan_get_row newest;
        TRY(q_plan_get(db_read(db), arena, cohort, marks.newest.v, &newest));
        if (waits_or_runs(&newest)) {
            *ret_plan = newest.id;
            return RC_OK;
        }
    }
    TRY(input_now(db_read(db), arena, cohort, today, &input));
    if (!plan_input_enough(&input))
        return RC_INVALID;
    struct job_ask_row job;
    struct plan_add_row plan;
    TRY(q_job_ask(db, arena, STR("rotation"), plan_input_write(arena, &input), PLAN_SEED,
                  PLAN_EFFORT, (struct opt_int){cohort->viewer, true}, now, &job));
    TRY(q_plan_add(db, arena, job.id, cohort->object, STR(PLAN_ENGINE_VERSION), now, &plan));
    *ret_plan = plan.id;
    return RC_OK;
}

// ---- confirming ------------------------------------------------------------------------------

enum rc plan_stale(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                   const struct plan_get_row *plan, struct day today, bool *ret_stale) {
    struct plan_input input;
    TRY(input_now(db, arena, cohort, today, &input));
    *ret_stale = !str_eq(plan_input_write(arena, &input), plan->input);
    return RC_OK;
}

static enum rc round_apply(struct db *db, struct arena *arena, int64_t cohort, int64_t module,
                           int64_t round, const struct plan_places *places,
                           const struct confirmation *confirmation) {
    int64_t n_groups = 0;
    TRY(q_grouping_clear_members(db, cohort, module, NULL));
    TRY(q_grouping_clear(db, cohort, module, NULL));
    for (size_t k = 0; k < places->n; k++)
        if (places->rows[k].round == round && places->rows[k].group_number > n_groups)
            n_groups = places->rows[k].group_number;
    for (int64_t number = 1; number <= n_groups; number++) {
        struct grouping_add_row group;
        TRY(q_grouping_add(db, arena, cohort, module, number, confirmation->plan, confirmation->now,
                           &group));
        for (size_t k = 0; k < places->n; k++)
            if (places->rows[k].round == round && places->rows[k].group_number == number)
                TRY(q_grouping_member_add(db, group.id, places->rows[k].person_id,
                                          confirmation->today, NULL));
    }
    return RC_OK;
}

// Modules that happened keep their groups: the plan was made around them.
static enum rc groups_apply(struct db *db, struct arena *arena, const struct scope *cohort,
                            const struct plan_get_row *plan,
                            const struct confirmation *confirmation) {
    struct plan_input input;
    struct plan_places places;
    TRY(plan_input_read(arena, plan->input, &input));
    TRY(q_plan_places(db_read(db), arena, cohort, plan->id, confirmation->today, &places));
    for (size_t w = input.n_fixed; w < input.n_modules; w++)
        TRY(round_apply(db, arena, cohort->object, input.modules[w], (int64_t)w + 1, &places,
                        confirmation));
    return RC_OK;
}

enum rc plan_confirm(struct db *db, struct arena *arena, const struct scope *cohort,
                     const struct confirmation *confirmation) {
    struct plan_get_row plan;
    bool stale;
    int64_t decision;
    TRY(q_plan_get(db_read(db), arena, cohort, confirmation->plan, &plan));
    TRY(plan_stale(db_read(db), arena, cohort, &plan, confirmation->today, &stale));
    if (!plan.objective.is || waits_or_runs(&plan) || stale)
        return RC_INVALID;
    TRY(groups_apply(db, arena, cohort, &plan, confirmation));
    return decision_record(db, arena,
                           &(struct decision){.kind = STR("plan"),
                                              .subject = plan.id,
                                              .outcome = STR("confirmed"),
                                              .by_person = cohort->viewer,
                                              .as_role = confirmation->as_role,
                                              .day = confirmation->today,
                                              .now = confirmation->now,
                                              .reason = STR_NONE},
                           &decision);
}
