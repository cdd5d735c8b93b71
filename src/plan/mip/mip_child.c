// SPDX-License-Identifier: EUPL-1.2
// The child process around the solvers: limits, a pipe back, silence, and its end. The parent asks
// its caller every 0.02 s whether to go on.
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "plan/mip/mip_model.h"

enum { ASK_MS = 20, FIRST_FREE = MIP_PIPE + 1 };

// ---- in the child ------------------------------------------------------------------------------

static void write_all(const void *bytes, size_t n) {
    const char *at = bytes;
    while (n > 0) {
        const ssize_t written = write(MIP_PIPE, at, n);
        if (written < 0 && errno != EINTR)
            _exit(1); // nobody listens
        at += written > 0 ? written : 0;
        n -= written > 0 ? (size_t)written : 0;
    }
}

void mip_say(enum mip_message message, double first, const double *rest, int32_t n_rest) {
    const struct mip_head head = {(int32_t)message, n_rest + 1};
    write_all(&head, sizeof head);
    write_all(&first, sizeof first);
    if (n_rest > 0)
        write_all(rest, (size_t)n_rest * sizeof rest[0]);
}

// Pages that the process has mapped already, so that the limit is on what the solver adds.
static size_t bytes_mapped(void) {
    char text[64] = {0};
    const int file = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    const bool is_read = file >= 0 && read(file, text, sizeof text - 1) > 0;
    if (file >= 0)
        close(file);
    return is_read ? strtoull(text, NULL, 10) * (size_t)sysconf(_SC_PAGESIZE) : 0;
}

static void limit(const struct mip_search *search) {
    if (search->memory_max > 0) {
        const rlim_t bytes = bytes_mapped() + search->memory_max;
        (void)setrlimit(RLIMIT_AS, &(struct rlimit){bytes, bytes});
    }
    if (search->seconds_max > 0) {
        const rlim_t seconds = (rlim_t)search->seconds_max;
        (void)setrlimit(RLIMIT_CPU, &(struct rlimit){seconds, seconds});
    }
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
}

// No word from the solvers, no file or socket of the parent, no life without it.
_Noreturn static void run_child(const struct mip *mip, const struct mip_search *search, int to) {
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_RDWR);
    if (nowhere < 0 || dup2(to, MIP_PIPE) < 0)
        _exit(1);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        (void)dup2(nowhere, fd);
    closefrom(FIRST_FREE);
    signal(SIGINT, SIG_IGN); // the parent decides
    limit(search);
    mip_run_coin(mip, search);
    _exit(0);
}

// ---- in the parent -----------------------------------------------------------------------------

struct listener {
    const struct mip *mip;
    const struct mip_search *search;
    pid_t child;
    int from;
    double bound;
    bool is_cancelled;
};

static double cpu_of(pid_t process) {
    clockid_t clock;
    struct timespec t;
    if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &t) != 0)
        return 0;
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool may_go_on(struct listener *l) {
    if (l->search->progress && !l->search->progress(l->search->context, cpu_of(l->child), l->bound))
        l->is_cancelled = true;
    return !l->is_cancelled;
}

// False at the end of the pipe, and when the caller wants no more.
static bool read_all(struct listener *l, void *bytes, size_t n) {
    char *at = bytes;
    while (n > 0) {
        struct pollfd watch = {.fd = l->from, .events = POLLIN};
        const int ready = poll(&watch, 1, ASK_MS);
        if (ready <= 0) {
            if (!may_go_on(l))
                return false;
            continue;
        }
        const ssize_t got = read(l->from, at, n);
        if (got == 0 || (got < 0 && errno != EINTR))
            return false;
        at += got > 0 ? got : 0;
        n -= got > 0 ? (size_t)got : 0;
    }
    return true;
}

static void take_answer(const struct mip *mip, double *numbers, struct mip_result *result) {
    result->objective = numbers[0];
    result->x = numbers + 1;
    for (int32_t c = 0; c < mip->n_columns; c++)
        if (mip->is_whole[c])
            result->x[c] = round(result->x[c]);
}

static bool take(struct listener *l, enum mip_message message, double *numbers,
                 struct mip_result *result) {
    switch (message) {
    case MIP_SAYS_BOUND:
        l->bound = fmax(l->bound, numbers[0]);
        return may_go_on(l);
    case MIP_SAYS_ANSWER:
        take_answer(l->mip, numbers, result);
        return true;
    case MIP_SAYS_PRICES:
        *(numbers[0] == 0 ? &result->price : &result->reduced) = numbers + 1;
        return true;
    case MIP_SAYS_END:
        result->end = (enum mip_end)numbers[0];
        l->bound = fmax(l->bound, numbers[1]);
        return false;
    default:
        return false;
    }
}

// What the child tells is kept as it comes, so that a child that is ended was not for nothing.
static void listen_to(struct listener *l, struct mip_result *result) {
    const int32_t most = l->mip->n_columns + l->mip->n_rows + 2;
    struct mip_head head;
    double *numbers = NULL;
    do {
        if (!read_all(l, &head, sizeof head) || head.n < 1 || head.n > most)
            return;
        numbers = NEW_ARRAY(l->mip->arena, double, (size_t)head.n + 1);
        if (!read_all(l, numbers, (size_t)head.n * sizeof numbers[0]))
            return;
    } while (take(l, (enum mip_message)head.message, numbers, result));
}

static void end_child(pid_t child) {
    (void)kill(child, SIGKILL);
    while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
}

void mip_solve(struct mip *mip, const struct mip_search *search, struct mip_result *ret_result) {
    *ret_result = (struct mip_result){.end = MIP_BROKEN, .bound = -MIP_INFINITY};
    int ends[2];
    if (pipe(ends) != 0)
        return;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC); // not for programs that others start meanwhile
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fflush(NULL); // or the child would hold what the parent has still to write
    const pid_t child = fork();
    if (child == 0)
        run_child(mip, search, ends[1]);
    close(ends[1]);
    struct listener l = {mip, search, child, ends[0], -MIP_INFINITY, false};
    if (child > 0) {
        listen_to(&l, ret_result);
        end_child(child);
    }
    close(ends[0]);
    ret_result->bound = l.bound;
    if (l.is_cancelled)
        ret_result->end = MIP_CANCELLED;
}
