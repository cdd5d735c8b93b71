// SPDX-License-Identifier: EUPL-1.2
// Arenas: blocks that only grow, cut from the front, and given back together. The only file that
// calls malloc. Under AddressSanitizer whatever is not handed out is poisoned, with a guard behind
// every piece, so that use after a reset and reading past an end are seen at once.
#include "base/arena.h"
#include <malloc.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_ASAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(UNDER_ASAN)
#include <sanitizer/asan_interface.h>
#define GUARD 16u
#else
#define ASAN_POISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define ASAN_UNPOISON_MEMORY_REGION(p, n) ((void)(p), (void)(n))
#define GUARD 0u
#endif

#define ALIGNMENT 16u
#define BLOCK_FIRST 4096u
#define KEPT_MEMORY (4 << 20)
#define BLOCK_DOUBLED_TO ((size_t)1 << 20) // larger pieces get a block of their own size

struct block {
    struct block *older;
    size_t size, used;
    _Alignas(ALIGNMENT) char bytes[];
};

// A ring, newest first behind the arena's own head, so that a child can leave from the middle.
struct deferred {
    struct deferred *older, *newer;
    void (*release)(void *);
    void *thing;
};

struct arena {
    struct deferred deferred;  // head of the ring
    struct deferred in_parent; // this arena among the parent's releases; alone when there is none
    struct block *newest;
    size_t limit, used;
};

static void *memory_get(size_t size) {
    void *const memory = malloc(size);
    ENSURE(memory != NULL);
    return memory;
}

void arena_keep_memory(void) {
    mallopt(M_TRIM_THRESHOLD, KEPT_MEMORY);
    mallopt(M_MMAP_THRESHOLD, KEPT_MEMORY);
}

static void deferred_alone(struct deferred *d) {
    d->older = d->newer = d;
}

static void deferred_add(struct deferred *head, struct deferred *d) {
    d->older = head->older;
    d->newer = head;
    head->older->newer = d;
    head->older = d;
}

static void deferred_leave(struct deferred *d) {
    d->older->newer = d->newer;
    d->newer->older = d->older;
    deferred_alone(d);
}

struct arena *arena_new(size_t limit) {
    ENSURE(limit > 0);
    struct arena *const arena = memory_get(sizeof *arena);
    *arena = (struct arena){.limit = limit};
    deferred_alone(&arena->deferred);
    deferred_alone(&arena->in_parent);
    return arena;
}

static void child_free(void *child) {
    arena_free(child);
}

struct arena *arena_child(struct arena *parent, size_t limit) {
    struct arena *const child = arena_new(limit);
    child->in_parent.release = child_free;
    child->in_parent.thing = child;
    deferred_add(&parent->deferred, &child->in_parent);
    return child;
}

static void run_deferred(struct arena *arena) {
    while (arena->deferred.older != &arena->deferred) {
        struct deferred *const d = arena->deferred.older;
        deferred_leave(d);
        d->release(d->thing);
    }
}

void arena_free(struct arena *arena) {
    run_deferred(arena);
    deferred_leave(&arena->in_parent);
    for (struct block *b = arena->newest; b != NULL;) {
        struct block *const older = b->older;
        free(b);
        b = older;
    }
    free(arena);
}

// The newest block of ordinary size is the largest such block.
void arena_reset(struct arena *arena) {
    run_deferred(arena);
    struct block *kept = NULL;
    for (struct block *b = arena->newest; b != NULL;) {
        struct block *const older = b->older;
        if (kept == NULL && b->size <= BLOCK_DOUBLED_TO)
            kept = b;
        else
            free(b);
        b = older;
    }
    if (kept != NULL) {
        kept->older = NULL;
        kept->used = 0;
        ASAN_POISON_MEMORY_REGION(kept->bytes, kept->size);
    }
    arena->newest = kept;
    arena->used = 0;
}

static void block_add(struct arena *arena, size_t needed) {
    size_t size = arena->newest == NULL ? BLOCK_FIRST : arena->newest->size * 2;
    if (size > BLOCK_DOUBLED_TO)
        size = BLOCK_DOUBLED_TO;
    if (size < needed)
        size = needed;
    struct block *const block = memory_get(sizeof *block + size);
    *block = (struct block){.older = arena->newest, .size = size};
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    arena->newest = block;
}

void *arena_bytes(struct arena *arena, size_t asked) {
    ENSURE(asked <= PTRDIFF_MAX / 2);
    const size_t taken = asked == 0 ? ALIGNMENT : (asked + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    arena->used += taken;
    ENSURE(arena->used / 4 <= arena->limit); // past this a loop forgot ARENA_CHECK

    const size_t needed = taken + GUARD;
    if (arena->newest == NULL || arena->newest->size - arena->newest->used < needed)
        block_add(arena, needed);
    char *const piece = arena->newest->bytes + arena->newest->used;
    arena->newest->used += needed;
    ASAN_UNPOISON_MEMORY_REGION(piece, asked);
    return piece;
}

void *arena_alloc(struct arena *arena, size_t n, size_t size) {
    size_t asked;
    ENSURE(!__builtin_mul_overflow(n, size, &asked));
    return memset(arena_bytes(arena, asked), 0, asked);
}

void arena_defer(struct arena *arena, void (*release)(void *), void *thing) {
    struct deferred *const d = NEW(arena, struct deferred);
    d->release = release;
    d->thing = thing;
    deferred_add(&arena->deferred, d);
}

bool arena_over(const struct arena *arena) {
    return arena->used > arena->limit;
}

size_t arena_used(const struct arena *arena) {
    return arena->used;
}
