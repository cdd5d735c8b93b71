// SPDX-License-Identifier: EUPL-1.2
// Finds the route of a path. The tables of the features are all there is; nothing is registered.
#ifndef VLIEGWIEL_ROUTE_H
#define VLIEGWIEL_ROUTE_H
#include "web/ctx.h"

struct match {
    const struct route *route;
    enum format format; // HTML; under /api/v1 JSON, or CSV when the path ends in ".csv"
    int64_t arg[4];
    struct str word[2];
    unsigned allowed; // bits 1u << enum method of the routes that have this path
};
// RC_NOT_FOUND: no route has this path. RC_INVALID: one has, with other methods; ret_match->allowed
// is set then. Cost: one comparison per route, most end at the second character.
NODISCARD enum rc route_find(enum method method, struct str path, struct match *ret_match);
// Calls visit for each route of each feature, in order.
void route_each(void (*visit)(const struct route *route, void *argument), void *argument);
// Stops the program when a table contradicts itself: an open route with a right, an object without
// an id in the path, a handler that prepares but is not posted.
void routes_ensure(void);
#endif
