// SPDX-License-Identifier: EUPL-1.2
// Values as PostgreSQL's binary format has them; see postgres_wire.h.
#include <endian.h>
#include <math.h>

#include "store/postgres_wire.h"

enum { BINARY = 1 };

static void wire_number(struct wire *wire, size_t at, uint64_t bits) {
    wire->numbers[at] = htobe64(bits);
    wire->values[at] = (const char *)&wire->numbers[at];
    wire->lengths[at] = sizeof wire->numbers[at];
}

void wire_value(struct wire *wire, size_t at, const struct value *value) {
    wire->formats[at] = BINARY;
    wire->values[at] = NULL;
    wire->lengths[at] = 0;
    if (!value->is)
        return;
    uint64_t bits = 0;
    switch (value_storage(value->kind)) {
    case STORED_INT:
        wire_number(wire, at, (uint64_t)value->i);
        break;
    case STORED_REAL:
        memcpy(&bits, &value->r, sizeof bits);
        if (!isnan(value->r)) // SQLite stores NULL for it
            wire_number(wire, at, bits);
        break;
    case STORED_TEXT:
    case STORED_BLOB:
        ENSURE(value->s.n <= INT_MAX);
        wire->values[at] = value->s.p;
        wire->lengths[at] = (int)value->s.n;
        break;
    }
}

static uint64_t big_endian(const char *p, int n) {
    uint64_t bits = 0;
    for (int i = 0; i < n; i++)
        bits = bits << 8 | (unsigned char)p[i];
    return bits;
}

void wire_cell(const PGresult *result, int row, int at, struct value *cell) {
    cell->is = !PQgetisnull(result, row, at);
    if (!cell->is)
        return;
    const char *p = PQgetvalue(result, row, at);
    const int n = PQgetlength(result, row, at);
    uint64_t bits = 0;
    switch (value_storage(cell->kind)) {
    case STORED_INT: // of 8 bytes, of 4, or a boolean of 1
        bits = big_endian(p, n);
        cell->i = n == 4 ? (int32_t)(uint32_t)bits : (int64_t)bits;
        break;
    case STORED_REAL:
        bits = big_endian(p, n);
        memcpy(&cell->r, &bits, sizeof cell->r);
        break;
    case STORED_TEXT:
    case STORED_BLOB:
        cell->s = (struct str){p, (size_t)n};
        break;
    }
}
