// SPDX-License-Identifier: EUPL-1.2
// Tables that no arithmetic gives: schemes and starters that were searched for once. The last of
// each list has size 0.
#ifndef VLIEGWIEL_DESIGN_KEPT_H
#define VLIEGWIEL_DESIGN_KEPT_H
#include "plan/rotation/design.h"

struct kept_scheme {
    int32_t order, moduli[3]; // the group: numbers with digits below these
    int32_t size, n_rows;
    const char *cells; // [n_rows * size] elements, a = 0
};
extern const struct kept_scheme KEPT_SCHEMES[];
extern const struct starter KEPT_STARTERS[];
#endif
