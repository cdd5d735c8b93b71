// SPDX-License-Identifier: EUPL-1.2
// The worker of jobs; see job.h. A job is claimed by one guarded UPDATE, so two workers, or two
// processes on one PostgreSQL, never run the same one.
#include <stdatomic.h>

#include "base/log.h"
#include "job_sql.h"
#include "store/job.h"

enum {
    JOB_ARENA = 256 << 20,
    POLL_MS = 200,
    CANCEL_MS = 100,
    PROGRESS_MS = 250,
};

struct worker {
    struct store *store;
    const struct job_kind *(*find)(struct str name);
    struct reader *reader; // the job's
    struct reader *watch;  // the worker's own: a job may have the other one open
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop;
    atomic_bool stopping;
};
struct job_watch { // over one job that runs
    struct worker *worker;
    struct arena *scratch;
    int64_t asked_ms, told_ms;
    bool cancelled;
};

// ---- one writing step of the worker: what to do, and with which job ----------------------------

struct step {
    struct job *job;
    struct str state;
    int progress;
    bool claimed;
};

static enum rc step_claim(struct db *db, void *argument) {
    struct step *const step = argument;
    struct job_claim_row row;
    const enum rc rc = q_job_claim(db, step->job->arena, instant_now(), &row);
    step->claimed = rc == RC_OK;
    if (rc != RC_OK)
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    step->job->id = row.id;
    step->job->kind = row.kind;
    step->job->input = row.input;
    step->job->seed = row.seed;
    step->job->effort = row.effort;
    step->job->asked_by = row.asked_by;
    return RC_OK;
}

static enum rc step_progress(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_job_progress(db, step->job->id, step->progress, step->job->note, NULL);
}

static enum rc step_end(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_job_end(db, step->job->id, step->state, step->job->output, step->job->note,
                     instant_now(), NULL);
}

static enum rc step_put_back(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_job_put_back(db, step->job->id, NULL);
}

static enum rc step_put_back_all(struct db *db, void *argument) {
    (void)argument;
    return q_job_put_back_all(db, NULL);
}

static void step_take(struct worker *worker, enum rc (*run)(struct db *, void *),
                      struct step *step) {
    const enum rc rc = store_write(worker->store, run, step);
    if (rc != RC_OK)
        log_event(LOG_ERROR, "job_step", "job=%" PRId64 " rc=%s", step->job->id, rc_name(rc));
}

// ---- while a job runs --------------------------------------------------------------------------

static bool ask_cancelled(struct job *job) {
    struct db_ro *ro;
    struct job_is_cancelled_row row = {.cancel = false};
    arena_reset(job->watch->scratch);
    if (reader_begin(job->watch->worker->watch, &ro) != RC_OK)
        return false;
    const enum rc rc = q_job_is_cancelled(ro, job->watch->scratch, job->id, &row);
    reader_end(job->watch->worker->watch);
    return rc == RC_OK && row.cancel;
}

bool job_goes_on(struct job *job, int progress) {
    struct job_watch *const watch = job->watch;
    const int64_t now = clock_mono_ms();
    if (now - watch->asked_ms >= CANCEL_MS) {
        watch->asked_ms = now;
        watch->cancelled |= ask_cancelled(job);
    }
    if (now - watch->told_ms >= PROGRESS_MS) {
        watch->told_ms = now;
        step_take(watch->worker, step_progress, &(struct step){.job = job, .progress = progress});
    }
    return !watch->cancelled && !atomic_load(&watch->worker->stopping);
}

static void job_finish(struct worker *worker, struct job *job, enum rc rc) {
    if (rc != RC_OK && !str_is(job->note))
        job->note = str_from_c(rc_name(rc));
    const bool cancelled = job->watch->cancelled;
    const struct str state = cancelled     ? STR("cancelled")
                             : rc == RC_OK ? STR("done")
                                           : STR("failed");
    if (!cancelled && atomic_load(&worker->stopping))
        step_take(worker, step_put_back, &(struct step){.job = job});
    else
        step_take(worker, step_end, &(struct step){.job = job, .state = state});
}

static void job_run(struct worker *worker, struct job *job) {
    const struct job_kind *const kind = worker->find(job->kind);
    const int64_t now = clock_mono_ms();
    job->watch = NEW(job->arena, struct job_watch);
    *job->watch = (struct job_watch){
        .worker = worker,
        .scratch = arena_child(job->arena, 1 << 20),
        .asked_ms = now,
        .told_ms = now,
    };
    job_finish(worker, job, kind == NULL ? RC_NOT_FOUND : kind->run(job));
}

// ---- the thread --------------------------------------------------------------------------------

static bool is_one_waiting(struct worker *worker, struct arena *arena) {
    struct db_ro *ro;
    struct job_waiting_row row = {.n = 0};
    if (reader_begin(worker->watch, &ro) != RC_OK)
        return false;
    const enum rc rc = q_job_waiting(ro, arena, &row);
    reader_end(worker->watch);
    return rc == RC_OK && row.n > 0;
}

// Gives whether there was a job.
static bool work_once(struct worker *worker) {
    struct arena *const arena = arena_new(JOB_ARENA);
    struct job job = {.arena = arena, .store = worker->store, .reader = worker->reader};
    struct step claim = {.job = &job};
    if (is_one_waiting(worker, arena))
        step_take(worker, step_claim, &claim);
    if (claim.claimed)
        job_run(worker, &job);
    arena_free(arena);
    return claim.claimed;
}

static void rest(struct worker *worker) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += POLL_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&worker->mutex);
    if (!atomic_load(&worker->stopping))
        pthread_cond_timedwait(&worker->stop, &worker->mutex, &until);
    pthread_mutex_unlock(&worker->mutex);
}

static void *worker_main(void *argument) {
    struct worker *const worker = argument;
    while (!atomic_load(&worker->stopping))
        if (!work_once(worker))
            rest(worker);
    return NULL;
}

static void worker_stop(void *thing) {
    struct worker *const worker = thing;
    pthread_mutex_lock(&worker->mutex);
    atomic_store(&worker->stopping, true);
    pthread_cond_signal(&worker->stop);
    pthread_mutex_unlock(&worker->mutex);
    pthread_join(worker->thread, NULL);
    pthread_cond_destroy(&worker->stop);
    pthread_mutex_destroy(&worker->mutex);
}

static void reader_release(void *reader) {
    reader_close(reader);
}

static enum rc reader_on(struct arena *arena, struct store *store, struct reader **ret_reader) {
    TRY(reader_open(store, ret_reader));
    arena_defer(arena, reader_release, *ret_reader);
    return RC_OK;
}

enum rc jobs_start(struct arena *arena, struct store *store,
                   const struct job_kind *(*find)(struct str name)) {
    struct worker *const worker = NEW(arena, struct worker);
    worker->store = store;
    worker->find = find;
    TRY(reader_on(arena, store, &worker->reader));
    TRY(reader_on(arena, store, &worker->watch));
    TRY(store_write(store, step_put_back_all, NULL));
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&worker->stop, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&worker->mutex, NULL);
    if (pthread_create(&worker->thread, NULL, worker_main, worker) != 0) {
        pthread_cond_destroy(&worker->stop);
        pthread_mutex_destroy(&worker->mutex);
        return RC_IO;
    }
    arena_defer(arena, worker_stop, worker);
    return RC_OK;
}
