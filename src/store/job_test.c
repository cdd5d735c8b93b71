// SPDX-License-Identifier: EUPL-1.2
// Jobs on a real store: done, failed, cancelled in time, put back after a stop and after a death.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <unistd.h>

#include "base/log.h"
#include "job_sql.h"
#include "store/job.h"

// ---- kinds -------------------------------------------------------------------------------------

static atomic_int steps;

static enum rc echo_run(struct job *job) {
    job->output = str_fmt(job->arena, "{\"in\":" STR_FMT ",\"seed\":%" PRId64 "}",
                          STR_ARG(job->input), job->seed);
    return RC_OK;
}

static enum rc fail_run(struct job *job) {
    (void)job;
    return RC_INFEASIBLE;
}

// Runs until it is told not to: then it gives the best it has.
static enum rc long_run(struct job *job) {
    while (job_goes_on(job, 500)) {
        atomic_fetch_add(&steps, 1);
        nanosleep(&(struct timespec){.tv_nsec = 1000000}, NULL);
    }
    job->output = STR("{\"best\":1}");
    return RC_OK;
}

static const struct job_kind kinds[] = {{"echo", echo_run}, {"fail", fail_run}, {"long", long_run}};

static const struct job_kind *find(struct str name) {
    for (size_t i = 0; i < COUNT_OF(kinds); i++)
        if (str_eq(str_from_c(kinds[i].name), name))
            return &kinds[i];
    return NULL;
}

// ---- a store with a worker ---------------------------------------------------------------------

static struct arena *arena, *worker;
static struct store *store;
static struct reader *reader;
static char file[] = "/tmp/job_test_XXXXXX";

static int make_store(void **state) {
    (void)state;
    log_quiet(true);
    memcpy(file + sizeof file - 7, "XXXXXX", 6);
    close(mkstemp(file));
    arena = arena_new(1 << 20);
    worker = arena_new(1 << 20);
    assert_int_equal(
        store_open(&(struct store_options){.url = str_from_c(file), .create = true}, &store),
        RC_OK);
    assert_int_equal(reader_open(store, &reader), RC_OK);
    return 0;
}

static int drop_store(void **state) {
    (void)state;
    static const char *const ends[] = {"", "-wal", "-shm", ".keys", ".lock"};
    arena_free(worker);
    reader_close(reader);
    store_close(store);
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        unlink(str_c(arena, str_join(arena, str_from_c(file), str_from_c(ends[i]))));
    arena_free(arena);
    return 0;
}

struct asking {
    struct str kind;
    int64_t id;
};

static enum rc ask_run(struct db *db, void *argument) {
    struct asking *const asking = argument;
    struct job_ask_row row;
    TRY(q_job_ask(db, arena, asking->kind, STR("[7]"), 3, 1, (struct opt_int){.is = false},
                  (struct instant){1000}, &row));
    asking->id = row.id;
    return RC_OK;
}

static int64_t ask(struct str kind) {
    struct asking asking = {kind, 0};
    assert_int_equal(store_write(store, ask_run, &asking), RC_OK);
    return asking.id;
}

static enum rc cancel_run(struct db *db, void *id) {
    return q_job_cancel(db, *(const int64_t *)id, (struct instant){2000}, NULL);
}

static struct job_get_row get(int64_t id) {
    struct db_ro *ro;
    struct job_get_row row;
    assert_int_equal(reader_begin(reader, &ro), RC_OK);
    assert_int_equal(q_job_get(ro, arena, id, &row), RC_OK);
    reader_end(reader);
    return row;
}

static struct job_get_row wait_for(int64_t id, struct str state) {
    const int64_t until = clock_mono_ms() + 10000;
    struct job_get_row row = get(id);
    while (!str_eq(row.state, state) && clock_mono_ms() < until) {
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
        row = get(id);
    }
    if (!str_eq(row.state, state))
        fail_msg("the job is " STR_FMT, STR_ARG(row.state));
    return row;
}

static void assert_text(struct str is, struct str wanted) {
    assert_int_equal(is.n, wanted.n);
    assert_memory_equal(is.p, wanted.p, wanted.n);
}

// ---- tests -------------------------------------------------------------------------------------

static void jobs_end_as_they_went(void **state) {
    (void)state;
    const int64_t echo = ask(STR("echo")), fails = ask(STR("fail")), unknown = ask(STR("unheard"));
    assert_int_equal(jobs_start(worker, store, find), RC_OK);
    const struct job_get_row done = wait_for(echo, STR("done"));
    assert_text(done.output, STR("{\"in\":[7],\"seed\":3}"));
    assert_int_equal(done.progress, 1000);
    assert_true(instant_is(done.started_at) && instant_is(done.ended_at));
    assert_text(wait_for(fails, STR("failed")).note, STR("infeasible"));
    assert_text(wait_for(unknown, STR("failed")).note, STR("not_found"));
}

static void a_cancelled_job_ends_in_time_with_its_best(void **state) {
    (void)state;
    assert_int_equal(jobs_start(worker, store, find), RC_OK);
    int64_t id = ask(STR("long")), next = ask(STR("echo"));
    (void)wait_for(id, STR("running"));
    const int64_t until = clock_mono_ms() + 5000; // progress is told within 0.25 s
    while (get(id).progress == 0 && clock_mono_ms() < until)
        nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
    assert_int_equal(get(id).progress, 500);
    const int64_t asked = clock_mono_ms();
    assert_int_equal(store_write(store, cancel_run, &id), RC_OK);
    assert_text(wait_for(id, STR("cancelled")).output, STR("{\"best\":1}"));
    assert_true(clock_mono_ms() - asked < 200 + 100); // 0.2 s, and the writing of it
    (void)wait_for(next, STR("done"));
}

static void a_waiting_job_is_cancelled_at_once(void **state) {
    (void)state;
    int64_t id = ask(STR("echo"));
    assert_int_equal(store_write(store, cancel_run, &id), RC_OK);
    assert_text(get(id).state, STR("cancelled"));
    assert_int_equal(jobs_start(worker, store, find), RC_OK);
    (void)wait_for(ask(STR("echo")), STR("done"));
    assert_text(get(id).state, STR("cancelled"));
}

static void a_stop_puts_the_job_back(void **state) {
    (void)state;
    assert_int_equal(jobs_start(worker, store, find), RC_OK);
    const int64_t id = ask(STR("long"));
    (void)wait_for(id, STR("running"));
    arena_reset(worker); // the worker ends
    const struct job_get_row row = get(id);
    assert_text(row.state, STR("waiting"));
    assert_false(instant_is(row.started_at));
}

static void what_a_dead_process_began_begins_again(void **state) {
    (void)state;
    const int64_t id = ask(STR("echo"));
    sqlite3 *direct;
    assert_int_equal(sqlite3_open(file, &direct), SQLITE_OK);
    assert_int_equal(
        sqlite3_exec(direct, "UPDATE job SET state = 'running', started_at = 5", NULL, NULL, NULL),
        SQLITE_OK);
    sqlite3_close(direct);
    assert_int_equal(jobs_start(worker, store, find), RC_OK);
    (void)wait_for(id, STR("done"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, make_store, drop_store)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(jobs_end_as_they_went),
        TEST(a_cancelled_job_ends_in_time_with_its_best),
        TEST(a_waiting_job_is_cancelled_at_once),
        TEST(a_stop_puts_the_job_back),
        TEST(what_a_dead_process_began_begins_again),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
