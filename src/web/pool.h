// SPDX-License-Identifier: EUPL-1.2
// A few threads with a reader each, behind a queue with an end: what must not run on an event loop.
#ifndef VLIEGWIEL_POOL_H
#define VLIEGWIEL_POOL_H
#include "store/db.h"

struct task {
    void (*run)(struct task *task, struct reader *reader); // may end the task's memory
    struct task *next;
};
struct pool;
// Memory: on the arena, whose end lets the queue run empty and joins the threads.
NODISCARD enum rc pool_start(struct arena *arena, struct store *store, size_t n_threads,
                             size_t queue_max, struct pool **ret_pool);
bool pool_submit(struct pool *pool, struct task *task); // false: queue_max tasks wait already
#endif
