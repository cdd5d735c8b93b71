// SPDX-License-Identifier: EUPL-1.2
// What every result code means to a browser, to a shell and in a log, and how a bug ends the
// process. The one place where a code becomes a number of somebody else.
#include "base/base.h"

static const struct {
    const char *name;
    int http_status, exit_code;
} MEANING[RC_N] = {
    [RC_OK] = {"ok", 200, 0},
    [RC_INVALID] = {"invalid", 422, 65},
    [RC_NOT_FOUND] = {"not_found", 404, 1},
    [RC_FORBIDDEN] = {"forbidden", 403, 1},
    [RC_CONFLICT] = {"conflict", 409, 1},
    [RC_BUSY] = {"busy", 503, 1},
    [RC_LIMIT] = {"limit", 503, 1},
    [RC_INFEASIBLE] = {"infeasible", 422, 3},
    [RC_NUMERIC] = {"numeric", 500, 1},
    [RC_IO] = {"io", 500, 1},
    [RC_USAGE] = {"usage", 400, 2},
};

int rc_http_status(enum rc rc) {
    ENSURE(rc < RC_N);
    return MEANING[rc].http_status;
}

int rc_exit_code(enum rc rc) {
    ENSURE(rc < RC_N);
    return MEANING[rc].exit_code;
}

const char *rc_name(enum rc rc) {
    ENSURE(rc < RC_N);
    return MEANING[rc].name;
}

void ensure_failed(const char *file, int line, const char *condition) {
    fprintf(stderr, "%s:%d: this must hold: %s\n", file, line, condition);
    abort();
}
