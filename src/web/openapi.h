// SPDX-License-Identifier: EUPL-1.2
// The OpenAPI document of the routes that have a twin under /api/v1: made from the table that also
// dispatches, so it cannot say anything else than what happens.
// Source: OpenAPI Specification 3.1.0.
#ifndef VLIEGWIEL_OPENAPI_H
#define VLIEGWIEL_OPENAPI_H
#include "base/buf.h"

void openapi_write(struct buf *b, struct str version);
#endif
