// SPDX-License-Identifier: EUPL-1.2
// A growing text: doubles on its arena, so that writing n bytes costs O(n). Never frees: the
// outgrown copies end with the arena.
#include "base/buf.h"

struct buf buf_on(struct arena *arena, size_t capacity) {
    return (struct buf){.arena = arena, .p = arena_bytes(arena, capacity), .capacity = capacity};
}

void buf_grow(struct buf *b, size_t n) {
    const size_t doubled = b->capacity * 2;
    b->capacity = doubled - b->n >= n ? doubled : b->n + n;
    char *const p = arena_bytes(b->arena, b->capacity);
    memcpy(p, b->p, b->n);
    b->p = p;
}

void buf_str(struct buf *b, struct str s) {
    buf_add(b, s.p, s.n);
}

void buf_c(struct buf *b, const char *c) {
    buf_add(b, c, strlen(c));
}

void buf_char(struct buf *b, char c) {
    buf_add(b, &c, 1);
}

void buf_i64(struct buf *b, int64_t value) {
    char digits[20]; // of 2^63, and its sign
    size_t at = sizeof digits;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    do {
        digits[--at] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        digits[--at] = '-';
    buf_add(b, digits + at, sizeof digits - at);
}

// Written in place when it fits; the length of the first attempt tells the room otherwise.
void buf_fmt(struct buf *b, const char *format, ...) {
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    const int length = vsnprintf(b->p + b->n, b->capacity - b->n, format, arguments);
    ENSURE(length >= 0);
    if ((size_t)length >= b->capacity - b->n) {
        buf_grow(b, (size_t)length + 1); // one more for the NUL of vsnprintf
        vsnprintf(b->p + b->n, b->capacity - b->n, format, again);
    }
    b->n += (size_t)length;
    va_end(again);
    va_end(arguments);
}

struct str buf_done(const struct buf *b) {
    return (struct str){b->p, b->n};
}
