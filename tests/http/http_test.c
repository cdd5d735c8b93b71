// SPDX-License-Identifier: EUPL-1.2
// Runs every document of tests/http on both databases, in process; then again with failing database
// calls: a part of them, or all with --faults.
#include <dirent.h>

#include "tests/http/document.h"

enum { PATHS_MAX = 64 };
struct paths {
    struct arena *arena;
    char *at[PATHS_MAX];
    size_t n;
};

static int by_name(const void *a, const void *b, void *context) {
    (void)context;
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static struct paths documents(struct arena *arena) {
    struct paths paths = {.arena = arena};
    DIR *const folder = opendir("tests/http");
    ENSURE(folder != NULL);
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        const struct str name = str_from_c(entry->d_name);
        if (!str_ends(name, STR(".t")))
            continue;
        ENSURE(paths.n < PATHS_MAX);
        paths.at[paths.n++] = str_c(arena, str_join(arena, STR("tests/http/"), name));
    }
    closedir(folder);
    sort_stable(arena, paths.at, paths.n, sizeof paths.at[0], by_name, NULL);
    return paths;
}

static struct document_count run_all(struct world *world, const struct paths *paths,
                                     const char *only, const struct document_faults *faults) {
    struct document_count count = {0};
    const int64_t from = clock_mono_ms();
    for (size_t i = 0; i < paths->n; i++)
        if (only == NULL || strstr(paths->at[i], only) != NULL)
            document_run(world, paths->at[i], faults, &count);
    printf("%-10s %-7s step %2" PRId64 " at %2" PRId64 ": %3d passed %3d failed, %5" PRId64
           " requests, %5" PRId64 " failing calls, %6" PRId64 " ms\n",
           world->postgres ? "PostgreSQL" : "SQLite", rc_name(faults->rc), faults->step, faults->at,
           count.passed, count.failed, count.n_requests, count.n_faults, clock_mono_ms() - from);
    fflush(stdout);
    return count;
}

static void run_with(bool postgres, const struct paths *paths, const char *only, bool all,
                     struct document_count *total) {
    const struct document_faults none = {RC_OK, 0, 0};
    const struct document_faults io = {RC_IO, all ? 1 : 7, 0};
    struct document_faults passes[32] = {none, io};
    size_t n = 2;
    for (int64_t at = 4; at <= 40 && (all || (!postgres && at <= 12)); at += all ? 2 : 8)
        passes[n++] = (struct document_faults){RC_BUSY, 0, at};
    struct world *const world = world_make(postgres);
    for (size_t i = 0; i < n; i++) {
        const struct document_count count = run_all(world, paths, only, &passes[i]);
        total->passed += count.passed;
        total->failed += count.failed;
    }
    world_end(world);
}

// [--faults] [part of a document's name]
int main(int argc, char **argv) {
    struct arena *const arena = arena_new(1 << 20);
    const bool all = argc > 1 && strcmp(argv[1], "--faults") == 0;
    const char *const only = argv[1 + all];
    const struct paths paths = documents(arena);
    struct document_count total = {0};
    run_with(false, &paths, only, all, &total);
    if (place_server().p != NULL)
        run_with(true, &paths, only, all, &total);
    else
        printf("SKIPPED: PostgreSQL, because VLIEGWIEL_TEST_PG is not set\n");
    printf("%d passed, %d failed\n", total.passed, total.failed);
    arena_free(arena);
    return total.failed > 0 || total.passed == 0;
}
