// SPDX-License-Identifier: EUPL-1.2
// The one thread that writes. Many works share one commit, because a commit waits for the disk and
// a work does not; each has a savepoint, so that one failure is undone alone. What must be run
// again joins the next batch, because only a new transaction sees what another one committed.
#include <signal.h>

#include "base/log.h"
#include "store/db_driver.h"

enum {
    QUEUE_MAX = 4096,
    BATCH_MAX = 64,
    TRIES_MAX = 8,
};

struct entry {
    struct work *work;
    int tries;
    enum rc rc;
};
struct batch {
    struct entry entries[BATCH_MAX];
    size_t n;
};
struct writer {
    struct db db;
    pthread_t thread;
    pthread_mutex_t mutex; // guards all below
    pthread_cond_t filled;
    struct work *first, **last;
    size_t queued;
    bool stopping;
};

// ---- the queue ---------------------------------------------------------------------------------
bool writer_submit(struct writer *writer, struct work *work) {
    work->next = NULL;
    pthread_mutex_lock(&writer->mutex);
    const bool fits = writer->queued < QUEUE_MAX && !writer->stopping;
    if (fits) {
        *writer->last = work;
        writer->last = &work->next;
        writer->queued++;
        pthread_cond_signal(&writer->filled);
    }
    pthread_mutex_unlock(&writer->mutex);
    return fits;
}

// Fills the batch up. Waits only for an empty batch; false when that will stay empty.
static bool batch_fill(struct writer *writer, struct batch *batch) {
    pthread_mutex_lock(&writer->mutex);
    while (batch->n == 0 && writer->first == NULL && !writer->stopping)
        pthread_cond_wait(&writer->filled, &writer->mutex);
    while (batch->n < BATCH_MAX && writer->first != NULL) {
        struct work *work = writer->first;
        writer->first = work->next;
        if (writer->first == NULL)
            writer->last = &writer->first;
        writer->queued--;
        batch->entries[batch->n++] = (struct entry){.work = work};
    }
    pthread_mutex_unlock(&writer->mutex);
    return batch->n > 0;
}

// ---- one batch ---------------------------------------------------------------------------------
// Gives whether the transaction of the batch survived.
static bool entry_run(struct db *db, struct entry *entry) {
    db->ro.failed = RC_OK;
    entry->rc = db_exec(&db->ro, "SAVEPOINT work");
    if (entry->rc != RC_OK)
        return false;
    entry->rc = entry->work->run(db, entry->work->argument);
    if (entry->rc == RC_OK)
        entry->rc = db_exec(&db->ro, "RELEASE SAVEPOINT work"); // a hidden failure comes out here
    if (entry->rc == RC_OK)
        return true;
    // SQLite drops the whole transaction after some errors; then there is no savepoint to go to.
    const struct driver *driver = db->ro.link->driver;
    return driver->exec(db->ro.link, "ROLLBACK TO SAVEPOINT work") == RC_OK &&
           driver->exec(db->ro.link, "RELEASE SAVEPOINT work") == RC_OK;
}

static void batch_answer_all(struct batch *batch, const struct entry *except, enum rc rc) {
    for (size_t i = 0; i < batch->n; i++)
        if (&batch->entries[i] != except)
            batch->entries[i].rc = rc;
}

// An answer may rest on what an earlier work of the batch wrote, so without a commit none stands.
static void batch_run(struct db *db, struct batch *batch) {
    const enum rc begun = db_begin(&db->ro);
    if (begun != RC_OK) {
        batch_answer_all(batch, NULL, begun);
        return;
    }
    for (size_t i = 0; i < batch->n; i++) {
        struct entry *entry = &batch->entries[i];
        if (!entry_run(db, entry)) {
            db_rollback(&db->ro);
            batch_answer_all(batch, entry, RC_BUSY);
            return;
        }
    }
    db->ro.failed = RC_OK;
    const enum rc rc = db_exec(&db->ro, "COMMIT");
    if (rc == RC_OK)
        return;
    db_rollback(&db->ro);
    log_event(LOG_WARN, "batch_undone", "works=%zu rc=%s", batch->n, rc_name(rc));
    batch_answer_all(batch, NULL, rc == RC_BUSY ? RC_BUSY : RC_IO);
}

// Calls back what is finished and keeps what must run again.
static void batch_answer(struct batch *batch) {
    size_t kept = 0;
    for (size_t i = 0; i < batch->n; i++) {
        struct entry entry = batch->entries[i];
        if (entry.rc == RC_BUSY && ++entry.tries < TRIES_MAX) {
            batch->entries[kept++] = entry;
            continue;
        }
        entry.work->rc = entry.rc;
        if (entry.work->done != NULL)
            entry.work->done(entry.work); // may end the work's memory
    }
    batch->n = kept;
}

static void *writer_main(void *argument) {
    struct writer *writer = argument;
    struct batch batch = {.n = 0};
    while (batch_fill(writer, &batch)) {
        batch_run(&writer->db, &batch);
        batch_answer(&batch);
    }
    return NULL;
}

// ---- life --------------------------------------------------------------------------------------
static void writer_stop(void *thing) {
    struct writer *writer = thing;
    pthread_mutex_lock(&writer->mutex);
    writer->stopping = true;
    pthread_cond_signal(&writer->filled);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    writer->db.ro.link->driver->checkpoint(writer->db.ro.link);
    pthread_cond_destroy(&writer->filled);
    pthread_mutex_destroy(&writer->mutex);
}

enum rc writer_start(struct arena *arena, struct connection *link, struct writer **ret_writer) {
    struct writer *writer = NEW(arena, struct writer);
    writer->db.ro.link = link;
    writer->last = &writer->first;
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_cond_init(&writer->filled, NULL);
    // Signals belong to the thread that runs the program.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int failed = pthread_create(&writer->thread, NULL, writer_main, writer);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (failed != 0) {
        log_event(LOG_ERROR, "thread", "errno=%d", failed);
        return RC_IO;
    }
    arena_defer(arena, writer_stop, writer);
    *ret_writer = writer;
    return RC_OK;
}

// ---- waiting for an answer ---------------------------------------------------------------------
struct wait {
    struct work work; // first: `waited` gets here from it
    pthread_mutex_t mutex;
    pthread_cond_t answered;
    bool is_answered;
};

static void waited(struct work *work) {
    struct wait *wait = (struct wait *)work;
    pthread_mutex_lock(&wait->mutex);
    wait->is_answered = true;
    pthread_cond_signal(&wait->answered);
    pthread_mutex_unlock(&wait->mutex);
}

enum rc writer_wait(struct writer *writer, enum rc (*run)(struct db *, void *), void *argument) {
    ENSURE(!pthread_equal(pthread_self(), writer->thread)); // it would wait for itself
    struct wait wait = {.work = {.run = run, .done = waited, .argument = argument}};
    pthread_mutex_init(&wait.mutex, NULL);
    pthread_cond_init(&wait.answered, NULL);
    const bool submitted = writer_submit(writer, &wait.work);
    pthread_mutex_lock(&wait.mutex);
    while (submitted && !wait.is_answered)
        pthread_cond_wait(&wait.answered, &wait.mutex);
    pthread_mutex_unlock(&wait.mutex);
    pthread_cond_destroy(&wait.answered);
    pthread_mutex_destroy(&wait.mutex);
    return submitted ? wait.work.rc : RC_BUSY;
}
