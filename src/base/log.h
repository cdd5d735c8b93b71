// SPDX-License-Identifier: EUPL-1.2
// One line per event on stderr: time, level, event, typed fields. Never free text from input,
// never names of people.
#ifndef VLIEGWIEL_LOG_H
#define VLIEGWIEL_LOG_H
#include "base/base.h"

enum log_level { LOG_INFO, LOG_WARN, LOG_ERROR };
void log_event(enum log_level level, const char *event, const char *format, ...) PRINTF_LIKE(3, 4);
void log_quiet(bool quiet); // tests silence info and warn
#endif
