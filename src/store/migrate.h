// SPDX-License-Identifier: EUPL-1.2
// Brings the schema of a database up to date: numbered migrations, each applied once, in order, in
// one transaction with the row that remembers it. Never goes back.
#ifndef VLIEGWIEL_MIGRATE_H
#define VLIEGWIEL_MIGRATE_H
#include "schema_sql.h"
#include "store/db.h"

// How many of `list` the database has. RC_CONFLICT, logged, when it has one that is not in the list
// (a newer program made it) or one whose text has changed since.
NODISCARD enum rc migrate_applied(struct db_ro *db, struct arena *arena,
                                  const struct migration *list, size_t n, size_t *ret_applied);
// Applies list[applied] to list[n - 1], each in its own transaction; none may be open.
NODISCARD enum rc migrate_apply(struct db *db, struct arena *arena, const struct migration *list,
                                size_t n, size_t applied);
// For `migrate --dry-run`: the same count for the database of `options`, which is only read. What
// store_open would apply is migrations[*ret_applied] to migrations[migrations_n - 1].
NODISCARD enum rc migrate_look(const struct store_options *options, size_t *ret_applied);
// The text of a migration for PostgreSQL: types and words replaced, outside comments and quotes.
struct str migrate_postgres(struct arena *arena, struct str sql);
#endif
