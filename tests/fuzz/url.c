// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the target of a request, as an address to come back to, and as the path of a route.
// What is taken as our own begins with one slash and ends at nothing that a browser reads
// otherwise.
#include "web/request.h"
#include "web/route.h"
#include "web/url.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_own(struct arena *arena, struct str path) {
    const struct url own = url_own(arena, path, (struct url){STR_NONE});
    if (own.text.p == NULL)
        return;
    ENSURE(str_eq(own.text, path) && own.text.p[0] == '/');
    ENSURE(own.text.n == 1 || (own.text.p[1] != '/' && own.text.p[1] != '\\'));
    for (size_t i = 0; i < own.text.n; i++)
        ENSURE((unsigned char)own.text.p[i] > ' ' && own.text.p[i] != '\\');
}

static void check_route(struct str path) {
    for (enum method method = METHOD_GET; method < METHOD_OTHER; method++) {
        struct match match = {.route = NULL};
        if (route_find(method, path, &match) != RC_OK)
            continue;
        ENSURE(match.route->method == method);
        ENSURE(match.route->object == OBJECT_NONE || match.arg[0] > 0);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    struct arena *const arena = arena_new(16 << 20);
    const struct str bytes = {(const char *)data, n};
    struct request r = {.method = METHOD_GET};
    check_own(arena, bytes);
    check_route(bytes);
    if (target_read(arena, bytes, &r) == RC_OK) {
        ENSURE(r.path.n > 0 && r.path.p[0] == '/' && utf8_valid(r.path));
        check_route(r.path);
    }
    arena_free(arena);
    return 0;
}
