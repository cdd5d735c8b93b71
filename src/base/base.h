// SPDX-License-Identifier: EUPL-1.2
// The words every file speaks: texts with a length, result codes, ENSURE and TRY.
// Owns no state. Library headers (sqlite3.h, microhttpd.h, ...) are included before this one,
// because it poisons the C functions that this house does not use.
#ifndef VLIEGWIEL_BASE_H
#define VLIEGWIEL_BASE_H

#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// A text: bytes with a length, not NUL-terminated. `p == NULL` means "no value" (a database NULL).
struct str {
    const char *p;
    size_t n;
};
#define STR(literal) ((struct str){"" literal, sizeof(literal) - 1})
#define STR_NONE ((struct str){NULL, 0})
#define STR_FMT "%.*s"
#define STR_ARG(s) (int)(s).n, (s).p

// Why something did not succeed. rc.c maps each to a HTTP status and an exit code, once.
enum rc {
    RC_OK,
    RC_INVALID,    // what a person gave cannot be used; problems say where      422  65
    RC_NOT_FOUND,  // absent, or not to be seen by this viewer: the same answer  404  1
    RC_FORBIDDEN,  // no right, or a request that cannot be trusted              403  1
    RC_CONFLICT,   // somebody changed it in the meantime                        409  1
    RC_BUSY,       // try again: lock, serialisation failure, full queue         503  1
    RC_LIMIT,      // memory, time or size limit of this piece of work           503  1
    RC_INFEASIBLE, // the rules contradict each other; conflicts say which       422  3
    RC_NUMERIC,    // no finite answer exists                                    500  1
    RC_IO,         // disk, network, database or data that cannot be            500  1
    RC_USAGE,      // the command line was not understood                        400  2
    RC_N
};
int rc_http_status(enum rc rc);
int rc_exit_code(enum rc rc);
const char *rc_name(enum rc rc);

// A bug stops the process, in release too: print place and condition, then abort.
#define ENSURE(condition) ((condition) ? (void)0 : ensure_failed(__FILE__, __LINE__, #condition))
_Noreturn void ensure_failed(const char *file, int line, const char *condition);

// Leave the function with the callee's failure. Memory needs no care: arenas own it.
#define TRY(call)                                                                                  \
    do {                                                                                           \
        const enum rc try_rc_ = (call);                                                            \
        if (try_rc_ != RC_OK)                                                                      \
            return try_rc_;                                                                        \
    } while (0)

#define NODISCARD __attribute__((warn_unused_result))
#define PRINTF_LIKE(text, first) __attribute__((format(printf, text, first)))
#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#ifndef BASE_UNPOISONED
#undef alloca
#pragma GCC poison strcpy strcat sprintf vsprintf strtok atoi atol gets gmtime localtime rand      \
    srand qsort alloca strdup strndup
#endif
#endif
