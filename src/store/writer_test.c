// SPDX-License-Identifier: EUPL-1.2
// The writer: shared commits, work that runs again, failures at every call, and who may write.
#include <semaphore.h>
#include <stdatomic.h>
#include <sys/wait.h>

#include "store/test_thing.h"

static const enum value_kind at_in[] = {VALUE_INT};
QUERY(at_set, 10, "UPDATE thing SET at = ?1", "UPDATE thing SET at = $1", .n_in = 1, .in = at_in,
      .writes = true);
SAME(at_get, 11, "SELECT at FROM thing", .out = &int_shape);
SAME(server_end, -1, "SELECT pg_terminate_backend(pg_backend_pid())", .out = &int_shape);

// ---- the writer --------------------------------------------------------------------------------
struct job { // work with what the tests want to know of it
    struct work work;
    struct fixture *fixture;
    struct reader *reader; // where `done` looks
    sem_t *started, *wait, *answered;
    enum rc break_with;
    int busy_runs, runs;
    int64_t seen; // things that a reader saw at the answer
    char name[16];
};

static enum rc run_job(struct db *db, void *argument) {
    struct job *job = argument;
    if (job->started != NULL)
        sem_post(job->started);
    if (job->wait != NULL)
        sem_wait(job->wait);
    job->runs++;
    TRY(add_name(db, job->name));
    return job->runs <= job->busy_runs ? RC_BUSY : RC_OK;
}

static enum rc run_job_invalid(struct db *db, void *argument) {
    TRY(run_job(db, argument));
    return RC_INVALID;
}

static void job_done(struct work *work) {
    struct job *job = work->argument;
    if (job->reader != NULL)
        job->seen = count_in(job->reader, &thing_count);
    sem_post(job->answered);
}

static void wait_for(sem_t *answered, int n) {
    for (int i = 0; i < n; i++)
        sem_wait(answered);
}

static void job_make(struct job *job, struct fixture *f, int number, sem_t *answered) {
    *job = (struct job){.fixture = f, .answered = answered};
    job->work = (struct work){.run = run_job, .done = job_done, .argument = job};
    snprintf(job->name, sizeof job->name, "job%d", number);
}

// jobs[0] holds the writer until all others wait, so that up to 64 of them become one batch.
static void jobs_make(struct job *jobs, int n, struct fixture *f, sem_t semaphores[3]) {
    for (int i = 0; i < 3; i++)
        sem_init(&semaphores[i], 0, 0);
    for (int i = 0; i < n; i++)
        job_make(&jobs[i], f, i, &semaphores[2]);
    jobs[0].started = &semaphores[0];
    jobs[0].wait = &semaphores[1];
}

static void jobs_run(struct job *jobs, int n) {
    assert_true(store_submit(jobs[0].fixture->store, &jobs[0].work));
    sem_wait(jobs[0].started);
    for (int i = 1; i < n; i++)
        assert_true(store_submit(jobs[0].fixture->store, &jobs[i].work));
    sem_post(jobs[0].wait);
    wait_for(jobs[0].answered, n);
}

static void test_many_works_share_one_commit(void **state) {
    struct fixture *f = *state;
    struct job jobs[65];
    sem_t semaphores[3];
    jobs_make(jobs, 65, f, semaphores);
    jobs[1].reader = f->reader;
    jobs[30].work.run = run_job_invalid;
    jobs_run(jobs, 65);
    for (int i = 0; i < 65; i++)
        assert_int_equal(jobs[i].work.rc, i == 30 ? RC_INVALID : RC_OK);
    assert_int_equal(jobs[1].seen, 64); // the first answer of the batch comes after all of it
    assert_int_equal(things(f), 64);
}

static void test_busy_work_runs_again(void **state) {
    struct fixture *f = *state;
    struct job jobs[3];
    sem_t answered;
    sem_init(&answered, 0, 0);
    for (int i = 0; i < 3; i++)
        job_make(&jobs[i], f, i, &answered);
    jobs[1].busy_runs = 2;
    jobs[2].busy_runs = 100;
    for (int i = 0; i < 3; i++)
        assert_true(store_submit(f->store, &jobs[i].work));
    wait_for(&answered, 3);
    assert_int_equal(jobs[0].work.rc, RC_OK);
    assert_int_equal(jobs[0].runs, 1);
    assert_int_equal(jobs[1].work.rc, RC_OK);
    assert_int_equal(jobs[1].runs, 3);
    assert_int_equal(jobs[2].work.rc, RC_BUSY);
    assert_int_equal(jobs[2].runs, 8);
    assert_int_equal(things(f), 2);
}

static void test_full_queue_refuses(void **state) {
    struct fixture *f = *state;
    static struct job jobs[4098];
    sem_t semaphores[3];
    jobs_make(jobs, 4098, f, semaphores);
    assert_true(store_submit(f->store, &jobs[0].work));
    sem_wait(jobs[0].started);
    int accepted = 0;
    while (accepted < 4097 && store_submit(f->store, &jobs[1 + accepted].work))
        accepted++;
    sem_post(jobs[0].wait);
    wait_for(jobs[0].answered, 1 + accepted);
    assert_int_equal(accepted, 4096);
    assert_int_equal(things(f), 1 + 4096);
}

static void test_close_finishes_the_queue(void **state) {
    struct fixture *f = *state;
    static struct job jobs[200];
    sem_t answered;
    sem_init(&answered, 0, 0);
    for (int i = 0; i < 200; i++) {
        job_make(&jobs[i], f, i, &answered);
        assert_true(store_submit(f->store, &jobs[i].work));
    }
    reader_close(f->reader);
    store_close(f->store);
    wait_for(&answered, 200);
    assert_int_equal(store_open(&f->place.options, &f->store), RC_OK);
    assert_int_equal(reader_open(f->store, &f->reader), RC_OK);
    assert_int_equal(things(f), 200);
}

struct crowd {
    struct fixture *fixture;
    struct store *store;
    _Atomic int next, failed;
};

static void *crowd_write_and_read(void *argument) {
    struct crowd *crowd = argument;
    struct reader *reader = NULL;
    if (reader_open(crowd->store, &reader) != RC_OK)
        crowd->failed++;
    for (int i = 0; i < 30; i++) {
        char name[16];
        snprintf(name, sizeof name, "c%d", crowd->next++);
        if (store_write(crowd->store, run_add, name) != RC_OK ||
            count_in(reader, &thing_count) <= 0)
            crowd->failed++;
    }
    reader_close(reader);
    return NULL;
}

static void crowd_run(struct crowd *crowds, size_t n, void *(*body)(void *)) {
    pthread_t threads[8];
    ENSURE(n <= COUNT_OF(threads));
    for (size_t i = 0; i < n; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, body, &crowds[i % 2]), 0);
    for (size_t i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    assert_int_equal(crowds[0].failed + crowds[1].failed, 0);
}

static void test_many_threads(void **state) {
    struct fixture *f = *state;
    struct crowd crowds[2] = {{.fixture = f, .store = f->store, .next = 0},
                              {.fixture = f, .store = f->store, .next = 1000}};
    crowd_run(crowds, 8, crowd_write_and_read);
    assert_int_equal(things(f), 8 * 30);
}

// ---- failing calls -----------------------------------------------------------------------------
static enum rc run_two(struct db *db, void *argument) {
    const int64_t *round = argument;
    char name[2][32];
    for (int i = 0; i < 2; i++) {
        snprintf(name[i], sizeof name[i], "f%d-%" PRId64, i, *round);
        TRY(add_name(db, name[i]));
    }
    return RC_OK;
}

// begin, savepoint, two inserts, release, commit: six calls, and each may be the one that fails.
static void test_every_call_may_fail(void **state) {
    struct fixture *f = *state;
    for (int64_t n = 1; n <= 7; n++) {
        const int64_t before = things(f);
        db_fault_at(n, RC_IO);
        assert_int_equal(store_write(f->store, run_two, &n), n <= 6 ? RC_IO : RC_OK);
        assert_int_equal(db_fault_waits(), n == 7);
        db_fault_at(0, RC_OK);
        assert_int_equal(things(f), before + (n == 7 ? 2 : 0));
    }
}

static void test_every_call_may_be_busy_once(void **state) {
    struct fixture *f = *state;
    for (int64_t n = 1; n <= 6; n++) {
        db_fault_at(n, RC_BUSY);
        assert_int_equal(store_write(f->store, run_two, &n), RC_OK);
        assert_false(db_fault_waits());
        assert_int_equal(things(f), 2 * n);
    }
}

static enum rc run_job_and_break_commit(struct db *db, void *argument) {
    struct job *job = argument;
    TRY(run_job(db, argument));
    if (job->runs == 1)
        db_fault_at(2, job->break_with); // release is the next call, commit the one after it
    return RC_OK;
}

static void batch_with_broken_commit(struct fixture *f, struct job jobs[4], enum rc rc) {
    sem_t semaphores[3];
    jobs_make(jobs, 4, f, semaphores);
    jobs[2].work.run = run_job_invalid;
    jobs[3].work.run = run_job_and_break_commit;
    jobs[3].break_with = rc;
    jobs_run(jobs, 4);
}

static void test_failed_commit_answers_the_whole_batch(void **state) {
    struct fixture *f = *state;
    struct job jobs[4];
    batch_with_broken_commit(f, jobs, RC_IO);
    assert_int_equal(jobs[0].work.rc, RC_OK);
    for (int i = 1; i < 4; i++) // the invalid one too: it may have looked at what is undone now
        assert_int_equal(jobs[i].work.rc, RC_IO);
    assert_int_equal(things(f), 1);
}

static void test_busy_commit_runs_the_whole_batch_again(void **state) {
    struct fixture *f = *state;
    struct job jobs[4];
    batch_with_broken_commit(f, jobs, RC_BUSY);
    for (int i = 1; i < 4; i++) {
        assert_int_equal(jobs[i].runs, 2);
        assert_int_equal(jobs[i].work.rc, i == 2 ? RC_INVALID : RC_OK);
    }
    assert_int_equal(things(f), 3);
}

// ---- who may write
// ----------------------------------------------------------------------------------- The child
// holds the store open until the parent closes its end of the pipe.
static void hold_open(const struct place *place, int tell, int until) {
    struct store *store = NULL;
    char byte = store_open(&place->options, &store) == RC_OK ? 'y' : 'n';
    if (write(tell, &byte, 1) != 1)
        _exit(1);
    while (read(until, &byte, 1) > 0)
        ;
    if (store != NULL)
        store_close(store);
    _exit(0);
}

static void test_second_process_is_refused(void **state) {
    (void)state;
    struct place place = place_make(on_postgres);
    struct store *store = NULL;
    int said[2], held[2];
    char byte = 0;
    assert_int_equal(pipe(said), 0);
    assert_int_equal(pipe(held), 0);
    const pid_t child = fork();
    if (child == 0) {
        close(held[1]);
        hold_open(&place, said[1], held[0]);
    }
    assert_int_equal(read(said[0], &byte, 1), 1);
    assert_int_equal(byte, 'y');
    assert_int_equal(store_open(&place.options, &store), RC_BUSY);
    assert_null(store);
    struct store_options look = place.options;
    look.create = false;
    look.read_only = true;
    assert_int_equal(store_open(&look, &store), RC_OK); // reading is free
    store_close(store);
    close(held[1]);
    assert_int_equal(waitpid(child, NULL, 0), child);
    assert_int_equal(store_open(&place.options, &store), RC_OK);
    store_close(store);
    place_remove(&place);
}

// ---- PostgreSQL: other writers, and a server that goes away ------------------------------------
static enum rc run_count_up(struct db *db, void *argument) {
    (void)argument;
    struct arena *arena = arena_new(1 << 16);
    int64_t at = 0;
    enum rc rc = db_row(db_read(db), arena, &at_get, NULL, &at);
    if (rc == RC_OK)
        rc = db_change(db, &at_set, (struct value[]){value_int(at + 1)}, NULL);
    arena_free(arena);
    return rc;
}

static void *crowd_count(void *argument) {
    struct crowd *crowd = argument;
    for (int i = 0; i < 25;) {
        const enum rc rc = store_write(crowd->store, run_count_up, NULL);
        if (rc == RC_OK)
            i++;
        else if (rc != RC_BUSY)
            crowd->failed++;
    }
    return NULL;
}

// Two programs read, add one and write. Without serialisable transactions some would be lost.
static void test_two_programs_on_one_server(void **state) {
    struct fixture *f = *state;
    if (!on_postgres)
        return; // a second one is refused
    char name[] = "counter";
    assert_int_equal(store_write(f->store, run_add, name), RC_OK);
    struct store_options options = f->place.options;
    options.keys_path = str_join(f->place.arena, options.keys_path, STR("2"));
    struct store *second = NULL;
    assert_int_equal(store_open(&options, &second), RC_OK);
    struct crowd crowds[2] = {{.fixture = f, .store = f->store}, {.fixture = f, .store = second}};
    crowd_run(crowds, 4, crowd_count);
    store_close(second);
    assert_int_equal(count_in(f->reader, &at_get), 4 * 25);
}

static enum rc run_lose_server(struct db *db, void *argument) {
    struct job *job = argument;
    TRY(add_name(db, "survivor"));
    struct arena *arena = arena_new(1 << 16);
    int64_t ended = 0;
    const enum rc rc =
        job->runs++ > 0 ? RC_OK : db_row(db_read(db), arena, &server_end, NULL, &ended);
    arena_free(arena);
    return rc;
}

static void test_lost_connection_is_made_again(void **state) {
    struct fixture *f = *state;
    if (!on_postgres)
        return;
    struct job job = {.fixture = f};
    assert_int_equal(store_write(f->store, run_lose_server, &job), RC_OK);
    assert_int_equal(job.runs, 2);
    assert_int_equal(things(f), 1);
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_second_process_is_refused), // first: it forks
        TEST(test_many_works_share_one_commit),
        TEST(test_busy_work_runs_again),
        TEST(test_full_queue_refuses),
        TEST(test_close_finishes_the_queue),
        TEST(test_many_threads),
        TEST(test_every_call_may_fail),
        TEST(test_every_call_may_be_busy_once),
        TEST(test_failed_commit_answers_the_whole_batch),
        TEST(test_busy_commit_runs_the_whole_batch_again),
        TEST(test_two_programs_on_one_server),
        TEST(test_lost_connection_is_made_again),
    };
    return run_on_both("writer", tests, COUNT_OF(tests));
}
