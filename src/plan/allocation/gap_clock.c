// SPDX-License-Identifier: EUPL-1.2
// Counts the work of the allocation and shares it among threads. Parts are the same whatever the
// number of threads, and each writes only what is its own, so the outcome is the same too.
#include "plan/allocation/gap.h"

static const int64_t LOOK_EVERY = 1500000; // ticks, well under 0.05 s
static const double LOOK_SECONDS = 0.03;   // where parts are shared

static double seconds_now(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

void gap_clock_look(struct gap_clock *c) {
    const double done = (double)c->ticks / (double)c->total;
    const struct plan_progress progress = {done < 1 ? done : 1, c->cost, c->bound};
    c->look = c->ticks + LOOK_EVERY;
    c->seconds = seconds_now();
    if (c->search->progress && !c->search->progress(c->search->context, &progress)) {
        __atomic_store_n(&c->is_cancelled, true, __ATOMIC_RELAXED);
        c->is_over = true;
    }
}

// Time only decides when the callback is asked, never what is done.
bool gap_clock_pulse(struct gap_clock *c, int32_t worker) {
    if (worker == 0 && c->search->progress && seconds_now() > c->seconds + LOOK_SECONDS)
        gap_clock_look(c);
    return __atomic_load_n(&c->is_cancelled, __ATOMIC_RELAXED);
}

void gap_clock_work(struct gap_clock *c, int64_t ticks) {
    c->ticks += ticks;
    if (c->ticks >= c->look)
        gap_clock_look(c);
    if (c->ticks >= c->total)
        c->is_over = true;
}

int32_t gap_workers(const struct plan_search *search) {
    return search->threads < 1                 ? 1
           : search->threads > GAP_WORKERS_MAX ? GAP_WORKERS_MAX
                                               : search->threads;
}

struct team {
    struct gap_clock *clock;
    int32_t n_parts, next, done;
    void (*work)(void *context, int32_t worker, int32_t part);
    void *context;
};

struct member {
    struct team *team;
    int32_t worker;
};

static bool take_part(struct team *t, int32_t worker) {
    if (gap_clock_pulse(t->clock, worker))
        return false;
    const int32_t part = __atomic_fetch_add(&t->next, 1, __ATOMIC_RELAXED);
    if (part >= t->n_parts)
        return false;
    t->work(t->context, worker, part);
    __atomic_fetch_add(&t->done, 1, __ATOMIC_RELAXED);
    return true;
}

static void *run_member(void *of) {
    const struct member *m = of;
    while (take_part(m->team, m->worker))
        continue;
    return NULL;
}

bool gap_share(struct gap_clock *clock, int32_t n_parts,
               void (*work)(void *context, int32_t worker, int32_t part), void *context) {
    struct team team = {.clock = clock, .n_parts = n_parts, .work = work, .context = context};
    struct member members[GAP_WORKERS_MAX];
    pthread_t threads[GAP_WORKERS_MAX];
    const int32_t wanted = gap_workers(clock->search), most = wanted < n_parts ? wanted : n_parts;
    int32_t n = 1;
    for (; n < most; n++) {
        members[n] = (struct member){&team, n};
        if (pthread_create(&threads[n], NULL, run_member, &members[n]) != 0)
            break; // fewer workers do the same
    }
    while (take_part(&team, 0))
        continue;
    for (int32_t k = 1; k < n; k++)
        pthread_join(threads[k], NULL);
    return team.done == n_parts;
}
