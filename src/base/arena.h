// SPDX-License-Identifier: EUPL-1.2
// An arena is a lifetime: it owns memory and deferred releases, and ends them together.
// A function that returns memory takes the arena as a parameter. Not thread-safe: one owner.
// To make, empty, measure and end one is public (vliegwiel/arena.h); to take from it is not.
#ifndef VLIEGWIEL_ARENA_H
#define VLIEGWIEL_ARENA_H
#include "base/base.h"
#include "vliegwiel/arena.h"

// A child ends with its parent, or earlier by arena_free. Its bytes count for the child only.
struct arena *arena_child(struct arena *parent, size_t limit);

// Zeroed memory for `n` things of `size` bytes, aligned to 16. Never NULL; n may be 0.
void *arena_alloc(struct arena *arena, size_t n, size_t size);
// The same without the zeroes, for texts: whoever asks writes every byte before it is read.
void *arena_bytes(struct arena *arena, size_t asked);
#define NEW(arena, type) ((type *)arena_alloc((arena), 1, sizeof(type)))
#define NEW_ARRAY(arena, type, n) ((type *)arena_alloc((arena), (n), sizeof(type)))

// Calls release(thing) when the arena ends or is reset, in reverse order of registration.
void arena_defer(struct arena *arena, void (*release)(void *), void *thing);

// For a program that serves: what one arena gave back serves the next, instead of going to the
// kernel and coming again, page by page. For the whole process, before its threads begin.
void arena_keep_memory(void);

// RC_LIMIT once the limit is passed: loops over input ask this.
#define ARENA_CHECK(arena) (arena_over(arena) ? RC_LIMIT : RC_OK)
#endif
