// SPDX-License-Identifier: EUPL-1.2
// How values travel to and from PostgreSQL: in its binary format, so that nothing is parsed or
// escaped. Only db_postgres.c includes it.
#ifndef VLIEGWIEL_POSTGRES_WIRE_H
#define VLIEGWIEL_POSTGRES_WIRE_H
#include <libpq-fe.h>

#include "store/db_driver.h"

struct wire {                         // parameters as PQexecPrepared wants them
    uint64_t numbers[PARAMETERS_MAX]; // in the order of the network
    const char *values[PARAMETERS_MAX];
    int lengths[PARAMETERS_MAX], formats[PARAMETERS_MAX];
};

// A text or blob is pointed to, not copied.
void wire_value(struct wire *wire, size_t at, const struct value *value);
// Of cell->kind; a text points into the result.
void wire_cell(const PGresult *result, int row, int at, struct value *cell);
#endif
