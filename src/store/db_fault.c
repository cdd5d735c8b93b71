// SPDX-License-Identifier: EUPL-1.2
// Counts down to the database call that must fail. Off, it costs one relaxed load a call.
#include <stdatomic.h>

#include "store/db_fault.h"

static _Atomic int64_t calls_left;
static _Atomic int fault_rc;

void db_fault_at(int64_t n, enum rc rc) {
    atomic_store(&fault_rc, (int)rc);
    atomic_store(&calls_left, n);
}

bool db_fault_waits(void) {
    return atomic_load(&calls_left) > 0;
}

enum rc db_fault(void) {
    if (atomic_load_explicit(&calls_left, memory_order_relaxed) <= 0)
        return RC_OK;
    return atomic_fetch_sub(&calls_left, 1) == 1 ? (enum rc)atomic_load(&fault_rc) : RC_OK;
}
