// SPDX-License-Identifier: EUPL-1.2
// Addresses of our own pages. A feature declares its addresses in its header with these macros, so
// a link is a function call with typed arguments, and nothing but an address becomes a struct url.
#ifndef VLIEGWIEL_URL_H
#define VLIEGWIEL_URL_H
#include "base/buf.h"
#include "web/html.h"

struct url url_id(struct arena *arena, struct str before, int64_t id, struct str after);

// URL_FIXED(url_cohorts, "/lichtingen")
#define URL_FIXED(name, path)                                                                      \
    static inline struct url name(void) {                                                          \
        return (struct url){STR(path)};                                                            \
    }
// URL_ID(url_cohort_groups, "/lichtingen/", "/groepen")
#define URL_ID(name, before, after)                                                                \
    static inline struct url name(struct arena *arena, int64_t id) {                               \
        return url_id(arena, STR(before), id, STR(after));                                         \
    }
// URL_ID2(url_module, "/leergangen/", "/modules/", "")
#define URL_ID2(name, before, between, after)                                                      \
    static inline struct url name(struct arena *arena, int64_t id, int64_t second) {               \
        return (struct url){                                                                       \
            str_fmt(arena, before "%" PRId64 between "%" PRId64 after, id, second)};               \
    }
// An address that came from a person (?terug=): only a path of our own, else `otherwise`.
struct url url_own(struct arena *arena, struct str path, struct url otherwise);
#endif
