// SPDX-License-Identifier: EUPL-1.2
// The page that says what went wrong, and what to do now.
#ifndef VLIEGWIEL_PROBLEM_H
#define VLIEGWIEL_PROBLEM_H
#include "web/layout.h"

struct problem_view {
    struct layout layout;
    struct str title, advice;
};
#endif
