// SPDX-License-Identifier: EUPL-1.2
// Rules of plans: asking for one, whether it still fits, and what confirming it does. No HTML, no
// SQL text. Solving is the worker's: plan_job.c.
#include "feature/plan/plan.h"
#include "feature/decision/decision.h"
#include "job_sql.h"

enum { PLAN_SEED = 1, PLAN_EFFORT = 1 };

// ---- asking ----------------------------------------------------------------------------------

static bool waits_or_runs(const struct plan_get_row *plan) {
    return str_eq(plan->state, STR("waiting")) || str_eq(plan->state, STR("running"));
}

enum rc plan_ask(struct db *db, struct arena *arena, const struct scope *cohort,
                 struct groups_wish wish, struct day today, struct instant now, int64_t *ret_plan) {
    struct plan_marks_row marks;
    struct plan_input input;
    TRY(q_plan_marks(db_read(db), arena, cohort, grouping_word(wish.kind), &marks));
    if (marks.newest.is) {
        struct plan_get_row newest;
        TRY(q_plan_get(db_read(db), arena, cohort, marks.newest.v, &newest));
        if (waits_or_runs(&newest)) {
            *ret_plan = newest.id;
            return RC_OK;
        }
    }
    TRY(plan_input_load(db_read(db), arena, cohort, wish, today, &input));
    if (!plan_input_enough(&input))
        return RC_INVALID;
    struct job_ask_row job;
    struct plan_add_row plan;
    TRY(q_job_ask(db, arena, STR("rotation"), plan_input_write(arena, &input), PLAN_SEED,
                  PLAN_EFFORT, (struct opt_int){cohort->viewer, true}, now, &job));
    TRY(q_plan_add(db, arena, job.id, cohort->object, STR(PLAN_ENGINE_VERSION),
                   grouping_word(wish.kind), now, &plan));
    *ret_plan = plan.id;
    return RC_OK;
}

// ---- confirming ------------------------------------------------------------------------------

enum rc plan_stale(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                   const struct plan_get_row *plan, struct day today, bool *ret_stale) {
    struct plan_input then, now;
    TRY(plan_input_read(arena, plan->input, &then));
    TRY(plan_input_load(db, arena, cohort, then.wish, today, &now));
    *ret_stale = !str_eq(plan_input_write(arena, &now), plan->input);
    return RC_OK;
}

// The groups of one round of the plan, instead of those that stood there.
static enum rc round_apply(struct db *db, struct arena *arena, int64_t cohort,
                           const struct plan_input *input, size_t w,
                           const struct plan_places *places,
                           const struct confirmation *confirmation) {
    const struct str kind = grouping_word(input->wish.kind);
    const struct opt_int module = {input->modules[w], input->wish.kind == GROUPING_SUBGROUP};
    const int64_t round = (int64_t)w + 1;
    int64_t n_groups = 0;
    TRY(q_grouping_clear_members(db, cohort, kind, module, NULL));
    TRY(q_grouping_clear(db, cohort, kind, module, NULL));
    for (size_t k = 0; k < places->n; k++)
        if (places->rows[k].round == round && places->rows[k].group_number > n_groups)
            n_groups = places->rows[k].group_number;
    for (int64_t number = 1; number <= n_groups; number++) {
        struct grouping_add_row group;
        TRY(q_grouping_add(db, arena, cohort, kind, module, number, confirmation->plan,
                           confirmation->now, &group));
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
        TRY(round_apply(db, arena, cohort->object, &input, w, &places, confirmation));
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
