// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the header Cookie. What is found lies inside what was sent, has no mark that ends a
// cookie, and a cookie that is put in front of it is found
// unless another of that name follows.
#include "web/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_found(struct str cookie, struct str found) {
    if (found.p == NULL)
        return;
    ENSURE(found.p >= cookie.p && found.p + found.n <= cookie.p + cookie.n);
    for (size_t i = 0; i < found.n; i++)
        ENSURE(found.p[i] != ';');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(16 << 20);
    const struct str cookie = {(const char *)data, n};
    check_found(cookie, cookie_find(cookie, STR("s")));
    check_found(cookie, cookie_find(cookie, STR("__Host-s")));
    const struct str known = str_join(arena, STR("s=abc; "), cookie);
    const struct str found = cookie_find(known, STR("s"));
    ENSURE(found.p == NULL || str_eq(found, STR("abc"))); // two of one name are none
    ENSURE(found.p != NULL || memchr(cookie.p, 's', cookie.n) != NULL);
    arena_free(arena);
    return 0;
}
