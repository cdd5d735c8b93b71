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

enum { CHANGE_COST = 25 }; // of a hundred: four changed places for one pair that meets

static int32_t *previous_places(struct arena *arena, const struct plan_input *input) {
    if (input->n_fixed == 0 && !input->wish.repair)
        return NULL;
    int32_t *places = NEW_ARRAY(arena, int32_t, input->n_people * input->n_modules);
    for (size_t i = 0; i < input->n_people; i++)
        for (size_t w = 0; w < input->n_modules; w++)
            places[i * input->n_modules + w] = (int32_t)input->place[w * input->n_people + i] - 1;
    return places;
}

static bool *absences(struct arena *arena, const struct plan_input *input) {
    bool *absent = NEW_ARRAY(arena, bool, input->n_people * input->n_modules);
    for (size_t i = 0; i < input->n_people; i++)
        for (size_t w = 0; w < input->n_modules; w++)
            absent[i * input->n_modules + w] = input->absent[w * input->n_people + i] != 0;
    return absent;
}

// People of one organisation are one class, numbered from 1.
static int32_t *classes(struct arena *arena, const struct plan_input *input) {
    int32_t *class = NEW_ARRAY(arena, int32_t, input->n_people), n = 0;
    for (size_t i = 0; i < input->n_people; i++) {
        size_t j = 0;
        while (input->organisation[j] != input->organisation[i])
            j++;
        if (input->organisation[i] != 0)
            class[i] = j < i ? class[j] : ++n;
    }
    return class;
}

static struct plan_pair *pairs_of(struct arena *arena, const int64_t *pairs, size_t n) {
    struct plan_pair *ret = NEW_ARRAY(arena, struct plan_pair, n + 1);
    for (size_t k = 0; k < n; k++)
        ret[k] = (struct plan_pair){(int32_t)pairs[2 * k], (int32_t)pairs[2 * k + 1]};
    return ret;
}

// Where the past had more groups than are wished now, those beyond stay empty. NULL: it had not.
static int32_t *seats_of(struct arena *arena, const struct plan_input *input, int32_t n_groups) {
    const int32_t n = (int32_t)input->n_people, wished = (int32_t)input->wish.n_groups;
    if (n_groups == wished)
        return NULL;
    int32_t *seats = NEW_ARRAY(arena, int32_t, input->n_modules * (size_t)n_groups);
    for (size_t w = 0; w < input->n_modules; w++)
        for (int32_t g = 0; g < wished; g++)
            seats[w * (size_t)n_groups + (size_t)g] = n / wished + (g < n % wished);
    return seats;
}

static int32_t groups_ever(const struct plan_input *input) {
    int64_t most = input->wish.n_groups;
    for (size_t k = 0; k < input->n_modules * input->n_people; k++)
        most = input->place[k] > most ? input->place[k] : most;
    return (int32_t)most;
}

struct plan_rotation plan_problem_of(struct arena *arena, const struct plan_input *input) {
    const int32_t n_groups = groups_ever(input);
    return (struct plan_rotation){
        .n_people = (int32_t)input->n_people,
        .n_rounds = (int32_t)input->n_modules,
        .n_groups = n_groups,
        .seats = seats_of(arena, input, n_groups),
        .absent = absences(arena, input),
        .apart = input->wish.apart ? classes(arena, input) : NULL,
        .n_apart_columns = input->wish.apart,
        .apart_pairs = pairs_of(arena, input->apart, input->n_apart),
        .n_apart_pairs = (int32_t)input->n_apart,
        .met_before = pairs_of(arena, input->met, input->n_met),
        .n_met_before = (int32_t)input->n_met,
        .previous = previous_places(arena, input),
        .n_fixed = (int32_t)input->n_fixed,
        .change_cost = input->wish.repair ? CHANGE_COST : 0,
        .moves_max = input->wish.repair ? PLAN_MOVES_MAX : -1,
    };
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
    const struct plan_rotation problem = plan_problem_of(arena, input);
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
                         (struct opt_int){r->score.pairs_possible, found},
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
