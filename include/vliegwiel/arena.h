// SPDX-License-Identifier: EUPL-1.2
// Arenas: the memory that the library is given. Whoever calls an engine makes one, gives it to the
// engine, and ends it when the answer is no longer needed: everything in the answer ends with it.
#ifndef VLIEGWIEL_PUBLIC_ARENA_H
#define VLIEGWIEL_PUBLIC_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena; // one owner at a time: two threads take one each

// In: a limit in bytes, above 0, for what is handed out until the next reset.
// Out: an empty arena.
// Memory: end it with arena_free.
// Errors: past the limit arena_over() turns true and what asks it gives up; at four times the
// limit, and when the machine has no memory left, the process is stopped with a message.
// Cost: O(1).
struct arena *arena_new(size_t limit);

// In: an arena. Out: nothing of it is left. Memory: gives all back. Errors: none.
// Cost: O(blocks), of which a megabyte is the usual size.
void arena_free(struct arena *arena);

// In: an arena. Out: it is empty again. Memory: keeps one block for the next use. Errors: none.
// Cost: as arena_free.
void arena_reset(struct arena *arena);

// In: an arena. Out: whether more was asked than its limit; the bytes handed out since it was made
// or reset. Memory: none. Errors: none. Cost: O(1).
bool arena_over(const struct arena *arena);
size_t arena_used(const struct arena *arena);
#endif
