// SPDX-License-Identifier: EUPL-1.2
// Worker threads and their queue; see pool.h.
#include "web/pool.h"

struct worker {
    struct pool *pool;
    struct reader *reader;
    pthread_t thread;
};
struct pool {
    struct worker *workers;
    size_t n_workers;
    size_t queue_max;
    pthread_mutex_t mutex; // guards all below
    pthread_cond_t filled;
    struct task *first, **last;
    size_t queued;
    bool stopping;
};

bool pool_submit(struct pool *pool, struct task *task) {
    task->next = NULL;
    pthread_mutex_lock(&pool->mutex);
    const bool fits = pool->queued < pool->queue_max && !pool->stopping;
    if (fits) {
        *pool->last = task;
        pool->last = &task->next;
        pool->queued++;
        pthread_cond_signal(&pool->filled);
    }
    pthread_mutex_unlock(&pool->mutex);
    return fits;
}

static struct task *pool_take(struct pool *pool) {
    pthread_mutex_lock(&pool->mutex);
    while (pool->first == NULL && !pool->stopping)
        pthread_cond_wait(&pool->filled, &pool->mutex);
    struct task *const task = pool->first;
    if (task != NULL) {
        pool->first = task->next;
        if (pool->first == NULL)
            pool->last = &pool->first;
        pool->queued--;
    }
    pthread_mutex_unlock(&pool->mutex);
    return task;
}

static void *worker_main(void *argument) {
    struct worker *const worker = argument;
    struct task *task;
    while ((task = pool_take(worker->pool)) != NULL)
        task->run(task, worker->reader);
    return NULL;
}

static void pool_stop(void *thing) {
    struct pool *const pool = thing;
    pthread_mutex_lock(&pool->mutex);
    pool->stopping = true;
    pthread_cond_broadcast(&pool->filled);
    pthread_mutex_unlock(&pool->mutex);
    for (size_t i = 0; i < pool->n_workers; i++) {
        pthread_join(pool->workers[i].thread, NULL);
        reader_close(pool->workers[i].reader);
    }
    pthread_cond_destroy(&pool->filled);
    pthread_mutex_destroy(&pool->mutex);
}

static enum rc worker_start(struct pool *pool, struct store *store, struct worker *worker) {
    worker->pool = pool;
    TRY(reader_open(store, &worker->reader));
    if (pthread_create(&worker->thread, NULL, worker_main, worker) == 0)
        return RC_OK;
    reader_close(worker->reader);
    return RC_IO;
}

enum rc pool_start(struct arena *arena, struct store *store, size_t n_threads, size_t queue_max,
                   struct pool **ret_pool) {
    struct pool *const pool = NEW(arena, struct pool);
    pool->workers = NEW_ARRAY(arena, struct worker, n_threads);
    pool->queue_max = queue_max;
    pool->last = &pool->first;
    pthread_mutex_init(&pool->mutex, NULL);
    pthread_cond_init(&pool->filled, NULL);
    arena_defer(arena, pool_stop, pool);
    for (; pool->n_workers < n_threads; pool->n_workers++)
        TRY(worker_start(pool, store, &pool->workers[pool->n_workers]));
    *ret_pool = pool;
    return RC_OK;
}
