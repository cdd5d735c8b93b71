// SPDX-License-Identifier: EUPL-1.2
// Addresses that people can influence are taken only when they lead to a page of our own.
#include "web/url.h"

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
