// SPDX-License-Identifier: EUPL-1.2
// Jobs: work that takes longer than a request may. A job is a row with its whole input, so the same
// row gives the same answer again; one worker thread takes them in order, outside any transaction.
// Ask with q_job_ask (job_sql.h) inside a POST, cancel with q_job_cancel, look with q_job_get.
#ifndef VLIEGWIEL_JOB_H
#define VLIEGWIEL_JOB_H
#include "store/db.h"

struct job {
    int64_t id;
    struct str kind, input; // input is JSON
    int64_t seed, effort;
    struct opt_int asked_by;
    struct arena *arena;   // ends with the job
    struct store *store;   // to write: store_write
    struct reader *reader; // to read: begin, load, end; not open while the long work goes on
    struct str output;     // set by run: JSON
    struct str note;       // set by run: what to say beside the state
    struct job_watch *watch;
};
// What runs a kind of job. RC_OK: done. Any other: failed, with the rc's name as note when there is
// none. When job_goes_on() has said no, it returns soon, RC_OK with its best output so far or
// RC_CONFLICT with none; the job is then cancelled.
struct job_kind {
    const char *name;
    enum rc (*run)(struct job *job);
};
// Called by long work as often as it likes. In: progress 0..1000. Gives false when somebody
// cancelled or the program stops. Cost: a clock; the database is asked every 0.1 s and told every
// 0.25 s.
bool job_goes_on(struct job *job, int progress);

// Puts back what a dead process left running and starts the worker. find: the kind of this name, or
// NULL. Memory: on the arena, whose end stops the worker; a job that runs then is put back to wait.
NODISCARD enum rc jobs_start(struct arena *arena, struct store *store,
                             const struct job_kind *(*find)(struct str name));
#endif
