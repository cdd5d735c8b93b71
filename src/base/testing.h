// SPDX-License-Identifier: EUPL-1.2
// What tests say beyond cmocka: one arena for a test or a group of them, texts compared with a
// readable failure, and code that must stop the process. Included first in a test; never in the
// program.
#ifndef VLIEGWIEL_TESTING_H
#define VLIEGWIEL_TESTING_H
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/arena.h"
#include "base/str.h"

// `arena`, which may hold so many bytes, and its begin and end for cmocka.
#define TEST_ARENA(most)                                                                           \
    static struct arena *arena;                                                                    \
    static int begin(void **state) {                                                               \
        (void)state;                                                                               \
        arena = arena_new(most);                                                                   \
        return 0;                                                                                  \
    }                                                                                              \
    static int end(void **state) {                                                                 \
        (void)state;                                                                               \
        arena_free(arena);                                                                         \
        return 0;                                                                                  \
    }                                                                                              \
    _Static_assert((most) > 0, "an arena holds something")

#define assert_str(got, wanted)                                                                    \
    do {                                                                                           \
        struct arena *const arena_ = arena_new((size_t)64 << 20);                                  \
        const struct str got_ = (got);                                                             \
        assert_non_null(got_.p);                                                                   \
        assert_string_equal(str_c(arena_, got_), (wanted));                                        \
        arena_free(arena_);                                                                        \
    } while (0)

// The statement runs in a process of its own, whose last words nobody hears.
#define assert_stops(statement)                                                                    \
    do {                                                                                           \
        const pid_t child_ = fork();                                                               \
        if (child_ == 0) {                                                                         \
            close(STDERR_FILENO);                                                                  \
            statement;                                                                             \
            _exit(0);                                                                              \
        }                                                                                          \
        int status_ = 0;                                                                           \
        assert_int_equal(waitpid(child_, &status_, 0), child_);                                    \
        assert_true(WIFSIGNALED(status_) && WTERMSIG(status_) == SIGABRT);                         \
    } while (0)
#endif
