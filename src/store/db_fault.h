// SPDX-License-Identifier: EUPL-1.2
// Lets a test fail the n-th database call of the process: a query, or the begin, savepoint, release
// or commit around it. A rollback never fails this way.
#ifndef VLIEGWIEL_DB_FAULT_H
#define VLIEGWIEL_DB_FAULT_H
#include "base/base.h"

// n = 1 fails the next call, once, with `rc` (RC_BUSY or RC_IO); n = 0 switches it off.
void db_fault_at(int64_t n, enum rc rc);
bool db_fault_waits(void); // armed and not reached yet
enum rc db_fault(void);    // db.c asks it at every call
#endif
