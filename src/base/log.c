// SPDX-License-Identifier: EUPL-1.2
// Composes an event on the stack and hands it to stderr in one write, so that lines of different
// threads never mix. Takes no arena: an error must be heard when memory is the trouble.
#include "base/log.h"

#include <stdatomic.h>

static const char *const LEVEL[] = {
    [LOG_INFO] = "info", [LOG_WARN] = "warn", [LOG_ERROR] = "error"};
static atomic_bool only_errors;

void log_quiet(bool quiet) {
    atomic_store(&only_errors, quiet);
}

static size_t write_start(char *line, size_t size, enum log_level level, const char *event) {
    struct tm utc;
    const time_t now = time(NULL);
    ENSURE(gmtime_r(&now, &utc) != NULL);
    char instant[sizeof "2026-11-24T02:49:57Z"];
    ENSURE(strftime(instant, sizeof instant, "%Y-%m-%dT%H:%M:%SZ", &utc) > 0);
    const int n = snprintf(line, size, "%s %s %s ", instant, LEVEL[level], event);
    ENSURE(n > 0 && (size_t)n < size);
    return (size_t)n;
}

void log_event(enum log_level level, const char *event, const char *format, ...) {
    if (level < LOG_ERROR && atomic_load(&only_errors))
        return;
    char line[1024];
    const size_t start = write_start(line, sizeof line - 1, level, event);
    va_list arguments;
    va_start(arguments, format);
    const int fields = vsnprintf(line + start, sizeof line - 1 - start, format, arguments);
    va_end(arguments);
    ENSURE(fields >= 0);

    const size_t n = strlen(line); // a field that is too long is cut
    for (size_t i = 0; i < n; i++)
        if ((unsigned char)line[i] < ' ')
            line[i] = ' '; // one event stays one line
    line[n] = '\n';
    fwrite(line, 1, n + 1, stderr);
}
