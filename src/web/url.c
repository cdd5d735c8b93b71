// SPDX-License-Identifier: EUPL-1.2
// Addresses that people can influence are taken only when they lead to a page of our own.
#include "web/url.h"

enum { INT_CHARS = 20 };

// A table has one in each row: printf costs more than the rest of the cell.
struct url url_id(struct arena *arena, struct str before, int64_t id, struct str after) {
    struct buf b = buf_on(arena, before.n + INT_CHARS + after.n);
    buf_str(&b, before);
    buf_i64(&b, id);
    buf_str(&b, after);
    return (struct url){buf_done(&b)};
}

struct url url_own(struct arena *arena, struct str path, struct url otherwise) {
    const bool own = path.n > 0 && path.n <= 512 && path.p[0] == '/' &&
                     (path.n == 1 || (path.p[1] != '/' && path.p[1] != '\\'));
    if (!own)
        return otherwise;
    for (size_t i = 0; i < path.n; i++)
        if (path.p[i] <= ' ' || path.p[i] == 0x7f || path.p[i] == '\\')
            return otherwise;
    return (struct url){str_copy(arena, path)};
}
