// SPDX-License-Identifier: EUPL-1.2
// A growing text on an arena: what pages, JSON and CSV are written into.
#ifndef VLIEGWIEL_BUF_H
#define VLIEGWIEL_BUF_H
#include "base/str.h"

struct buf {
    struct arena *arena;
    char *p;
    size_t n, capacity;
};
struct buf buf_on(struct arena *arena, size_t capacity);
void buf_grow(struct buf *b, size_t n); // to hold n more; only buf_add calls it
// Inline, because a literal of known length is then a few moves: pages are mostly literals.
static inline void buf_add(struct buf *b, const char *p, size_t n) {
    if (n == 0)
        return;
    if (b->capacity - b->n < n)
        buf_grow(b, n);
    memcpy(b->p + b->n, p, n);
    b->n += n;
}
void buf_str(struct buf *b, struct str s);
void buf_c(struct buf *b, const char *c);
void buf_char(struct buf *b, char c);
void buf_i64(struct buf *b, int64_t value);
void buf_fmt(struct buf *b, const char *format, ...) PRINTF_LIKE(2, 3);
struct str buf_done(const struct buf *b); // a view: valid until the next write
#define buf_lit(b, literal) buf_add((b), "" literal, sizeof(literal) - 1)
#endif
