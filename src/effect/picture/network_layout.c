// SPDX-License-Identifier: EUPL-1.2
// Places for the people of a network, by Graphviz in a process of its own: it may crash, hang or
// eat memory without harm. What comes back is numbers only. See effect_picture.h.
#include <fcntl.h>
#include <gvc.h>
#include <math.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "vliegwiel/effect_picture.h"

enum { SECONDS_MAX = 20, LARGE = 400, PIPE = 3 };
static const size_t MEMORY_MAX = (size_t)1 << 30;

struct problem {
    struct arena *arena;
    int32_t n, n_ties;
    const struct effect_tie *ties;
    uint64_t seed;
};

// ---- in the child ------------------------------------------------------------------------------

static char empty[] = "", graph_name[] = "g", start_key[] = "start", overlap_key[] = "overlap";
static char no_overlap[] = "false", shape_key[] = "shape", dot[] = "point";
static char width_key[] = "width", width[] = "0.4";

static Agraph_t *make_graph(const struct problem *p, Agnode_t **people) {
    char text[32];
    Agraph_t *graph = agopen(graph_name, Agstrictundirected, NULL);
    snprintf(text, sizeof text, "%" PRIu64, p->seed % 1000000 + 1);
    agattr(graph, AGRAPH, start_key, text);
    agattr(graph, AGRAPH, overlap_key, no_overlap);
    agattr(graph, AGNODE, shape_key, dot);
    agattr(graph, AGNODE, width_key, width);
    for (int32_t i = 0; i < p->n; i++) {
        snprintf(text, sizeof text, "%d", i);
        people[i] = agnode(graph, text, 1);
    }
    for (int32_t k = 0; k < p->n_ties; k++)
        agedge(graph, people[p->ties[k].from], people[p->ties[k].to], empty, 1);
    return graph;
}

static void write_all(const void *bytes, size_t n) {
    const char *at = bytes;
    while (n > 0) {
        const ssize_t written = write(PIPE, at, n);
        if (written <= 0)
            _exit(1); // nobody listens
        at += written;
        n -= (size_t)written;
    }
}

static void lay_out(const struct problem *p) {
    Agnode_t **people = NEW_ARRAY(p->arena, Agnode_t *, (size_t)p->n);
    double *places = NEW_ARRAY(p->arena, double, 2 * (size_t)p->n);
    Agraph_t *graph = make_graph(p, people);
    if (gvLayout(gvContext(), graph, p->n > LARGE ? "sfdp" : "neato") != 0)
        _exit(1);
    for (int32_t i = 0; i < p->n; i++) {
        places[2 * i] = ND_coord(people[i]).x;
        places[2 * i + 1] = ND_coord(people[i]).y;
    }
    write_all(places, 2 * (size_t)p->n * sizeof *places);
}

// No word from the library, no file or socket of the parent, no life without it. The limit is on
// what the library adds to the memory that is mapped already.
_Noreturn static void run_child(const struct problem *p, int to) {
    char text[64] = {0};
    (void)prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int nowhere = open("/dev/null", O_RDWR), file = open("/proc/self/statm", O_RDONLY);
    if (nowhere < 0 || file < 0 || read(file, text, sizeof text - 1) <= 0 || dup2(to, PIPE) < 0)
        _exit(1);
    for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++)
        (void)dup2(nowhere, fd);
    closefrom(PIPE + 1);
    const rlim_t pages = strtoull(text, NULL, 10);
    const rlim_t bytes = pages * (rlim_t)sysconf(_SC_PAGESIZE) + MEMORY_MAX;
    (void)setrlimit(RLIMIT_AS, &(struct rlimit){bytes, bytes});
    (void)setrlimit(RLIMIT_CPU, &(struct rlimit){SECONDS_MAX, SECONDS_MAX});
    (void)setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
    lay_out(p);
    _exit(0);
}

// ---- in the parent -----------------------------------------------------------------------------

static bool read_all(int from, void *bytes, size_t n) {
    char *at = bytes;
    while (n > 0) {
        const ssize_t got = read(from, at, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        n -= (size_t)got;
    }
    return true;
}

static bool ask_child(const struct problem *p, double *places) {
    int ends[2];
    if (pipe(ends) != 0)
        return false;
    (void)fcntl(ends[0], F_SETFD, FD_CLOEXEC); // not for programs that others start meanwhile
    (void)fcntl(ends[1], F_SETFD, FD_CLOEXEC);
    fflush(NULL); // or the child would hold what the parent has still to write
    const pid_t child = fork();
    if (child == 0)
        run_child(p, ends[1]);
    close(ends[1]);
    bool is_whole = child > 0 && read_all(ends[0], places, 2 * (size_t)p->n * sizeof *places);
    close(ends[0]);
    while (child > 0 && waitpid(child, NULL, 0) < 0 && errno == EINTR) {
    }
    for (int32_t k = 0; k < 2 * p->n && is_whole; k++)
        is_whole = isfinite(places[k]);
    return is_whole;
}

// In the order of the groups, round a circle.
static void go_round(int32_t n, const int32_t *group, double *places) {
    int32_t at = 0;
    for (int32_t g = 0; g < n; g++) {
        for (int32_t i = 0; i < n; i++) {
            if (group[i] != g)
                continue;
            const double turn = 6.283185307179586 * at++ / n;
            places[2 * i] = cos(turn);
            places[2 * i + 1] = sin(turn);
        }
    }
}

// The library adds up in the order of addresses, which differ from run to run: the last digits go.
static double rounded(double x) {
    return round(x * 1e4) / 1e4;
}

// Into the unit square, with one measure for both directions.
static void fit_in(int32_t n, const double *places, double *ret_x, double *ret_y) {
    double least[2] = {INFINITY, INFINITY}, most[2] = {-INFINITY, -INFINITY};
    for (int32_t k = 0; k < 2 * n; k++) {
        least[k % 2] = fmin(least[k % 2], places[k]);
        most[k % 2] = fmax(most[k % 2], places[k]);
    }
    const double span = fmax(fmax(most[0] - least[0], most[1] - least[1]), 1e-9);
    for (int32_t i = 0; i < n; i++) {
        ret_x[i] = rounded(.5 + (places[2 * i] - (least[0] + most[0]) / 2) / span);
        ret_y[i] = rounded(.5 - (places[2 * i + 1] - (least[1] + most[1]) / 2) / span);
    }
}

bool effect_network_layout(struct arena *arena, int32_t n, const int32_t *group,
                           const struct effect_tie *ties, int32_t n_ties, uint64_t seed,
                           double *ret_x, double *ret_y) {
    double *places = NEW_ARRAY(arena, double, 2 * (size_t)n);
    const struct problem p = {arena, n, n_ties, ties, seed};
    const bool is_laid_out = ask_child(&p, places);
    if (!is_laid_out)
        go_round(n, group, places);
    fit_in(n, places, ret_x, ret_y);
    return is_laid_out;
}
