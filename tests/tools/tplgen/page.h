// SPDX-License-Identifier: EUPL-1.2
// What the templates of page.html show.
#ifndef PAGE_H
#define PAGE_H
#include "web/html.h"

struct member {
    struct str name;
    struct url to;
    int64_t points;
    struct day since;
    bool chosen;
};
struct club {
    struct str title;
    const struct member *members;
    size_t n;
};
#endif
