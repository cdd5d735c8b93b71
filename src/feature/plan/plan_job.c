// SPDX-License-Identifier: EUPL-1.2
// The worker's part of a rotation: from the job's input to a recounted answer, outside any
// transaction, and then into the database in one.
#include "feature/plan/plan.h"

static int64_t thread_cpu_ms(void) {
    struct timespec t;
    ENSURE(clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t) == 0);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

// ---- solving ---------------------------------------------------------------------------------

static int32_t *fixed_places(struct arena *arena, const struct plan_input *input) {
    int32_t *places = NEW_ARRAY(arena, int32_t, input->n_people * input->n_modules);
    for (size_t i = 0; i < input->n_people; i++)
        for (size_t w = 0; w < input->n_modules; w++)
            places[i * input->n_modules + w] =
                w < input->n_fixed ? (int32_t)input->fixed[w * input->n_people + i] - 1 : -1;
    return places;
}

static void ensure_recounted(struct arena *arena, const struct plan_rotation *problem,
                             const struct plan_rotation_result *result) {
    struct plan_rotation_score score;
    struct plan_conflicts broken;
    ENSURE(plan_rotation_check(arena, problem, result->group, &score, &broken));
    ENSURE(score.pairs_met == result->score.pairs_met && score.repeats == result->score.repeats &&
           score.pairs_possible == result->score.pairs_possible);
    ENSURE(score.pairs_met <= result->pairs_bound);
}

enum rc plan_solve(struct arena *arena, const struct plan_input *input,
                   const struct plan_search *search, struct plan_answer *ret_answer) {
    const struct plan_rotation problem = {
        .n_people = (int32_t)input->n_people,
        .n_rounds = (int32_t)input->n_modules,
        .n_groups = (int32_t)input->n_groups,
        .previous = input->n_fixed > 0 ? fixed_places(arena, input) : NULL,
        .n_fixed = (int32_t)input->n_fixed,
        .moves_max = -1,
    };
    struct plan_answer answer = {0};
    const int64_t started = thread_cpu_ms();
    plan_rotation_solve(arena, &problem, search, &answer.result);
    answer.cpu_ms = thread_cpu_ms() - started;
    if (answer.result.group == NULL && answer.result.end == PLAN_CANCELLED)
        return RC_CONFLICT;
    if (answer.result.group != NULL) {
        ensure_recounted(arena, &problem, &answer.result);
        answer.baseline = plan_rotation_baseline(arena, &problem, search->seed);
    }
    *ret_answer = answer;
    return RC_OK;
}

// ---- storing ---------------------------------------------------------------------------------

static enum rc rows_store(struct db *db, int64_t plan, const struct plan_input *input,
                          const int32_t *group) {
    for (size_t i = 0; i < input->n_people; i++)
        for (size_t w = 0; w < input->n_modules; w++) {
            const int32_t number = group[i * input->n_modules + w];
            if (number >= 0)
                TRY(q_plan_row_add(db, plan, input->people[i], (int64_t)w + 1, number + 1, NULL));
        }
    return RC_OK;
}

enum rc plan_store(struct db *db, struct arena *arena, int64_t plan, const struct plan_input *input,
                   const struct plan_answer *answer) {
    const struct plan_rotation_result *const r = &answer->result;
    const bool found = r->group != NULL;
    TRY(q_plan_rows_clear(db, plan, NULL));
    if (found)
        TRY(rows_store(db, plan, input, r->group));
    return q_plan_solved(db, plan, (struct opt_int){r->score.pairs_met, found},
                         (struct opt_int){r->pairs_bound, found},
                         (struct opt_int){r->score.repeats, found}, answer->baseline.mean,
                         (struct opt_int){answer->baseline.least, found},
                         (struct opt_int){answer->baseline.most, found}, answer->cpu_ms,
                         found ? STR_NONE : plan_conflicts_write(arena, &r->conflicts), NULL);
}

// ---- the job ---------------------------------------------------------------------------------

static bool goes_on(void *context, const struct plan_progress *progress) {
    return job_goes_on(context, (int)(progress->done * 1000));
}

struct storing {
    const struct job *job;
    const struct plan_input *input;
    const struct plan_answer *answer;
};

static enum rc store_run(struct db *db, void *argument) {
    const struct storing *const s = argument;
    struct plan_of_job_row plan;
    TRY(q_plan_of_job(db_read(db), s->job->arena, s->job->id, &plan));
    return plan_store(db, s->job->arena, plan.id, s->input, s->answer);
}

enum rc plan_job_run(struct job *job) {
    struct plan_input input;
    struct plan_answer answer;
    TRY(plan_input_read(job->arena, job->input, &input));
    const struct plan_search search = {
        .seed = (uint64_t)job->seed, .effort = job->effort, .progress = goes_on, .context = job};
    TRY(plan_solve(job->arena, &input, &search, &answer));
    return store_write(job->store, store_run, &(struct storing){job, &input, &answer});
}
