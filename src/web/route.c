// SPDX-License-Identifier: EUPL-1.2
// Matches paths against the route tables; see route.h. Arguments are typed here, so that no handler
// ever sees an id that is not a number above 0.
#include "web/route.h"

enum {
    ARGS_MAX = COUNT_OF(((struct match){0}).arg),
    WORDS_MAX = COUNT_OF(((struct match){0}).word)
};
enum { WORD_LENGTH_MAX = 64 };

static bool is_id(struct str s, int64_t *ret_id) {
    return s.n > 0 && s.p[0] >= '1' && s.p[0] <= '9' && str_i64(s, ret_id) == RC_OK;
}

static bool is_word(struct str s) {
    for (size_t i = 0; i < s.n; i++)
        if (!isalnum((unsigned char)s.p[i]) && s.p[i] != '-')
            return false;
    return s.n > 0 && s.n <= WORD_LENGTH_MAX;
}

static bool argument_fits(const char *name, struct str part, size_t *n_args, size_t *n_words,
                          struct match *match) {
    const size_t length = strcspn(name, ":}");
    if (name[length] == '}') {
        ENSURE(*n_args < ARGS_MAX);
        return is_id(part, &match->arg[(*n_args)++]);
    }
    ENSURE(*n_words < WORDS_MAX && strncmp(name + length, ":word}", 6) == 0);
    match->word[(*n_words)++] = part;
    return is_word(part);
}

static bool path_fits(const char *pattern, struct str path, struct match *match) {
    size_t at = 0, n_args = 0, n_words = 0;
    while (*pattern != '\0') {
        if (*pattern != '{') {
            if (at == path.n || path.p[at] != *pattern)
                return false;
            pattern++, at++;
            continue;
        }
        const size_t from = at;
        while (at < path.n && path.p[at] != '/')
            at++;
        if (!argument_fits(pattern + 1, str_slice(path, from, at), &n_args, &n_words, match))
            return false;
        pattern = strchr(pattern, '}') + 1;
    }
    return at == path.n;
}

// Cuts off what says the format, so that what is left can be compared with a pattern.
static enum format format_of(struct str *path) {
    if (!str_starts(*path, STR("/api/v1/")))
        return FORMAT_HTML;
    *path = str_slice(*path, STR("/api/v1").n, path->n);
    if (!str_ends(*path, STR(".csv")))
        return FORMAT_JSON;
    *path = str_slice(*path, 0, path->n - STR(".csv").n);
    return FORMAT_CSV;
}

enum rc route_find(enum method method, struct str path, struct match *ret_match) {
    const enum format format = format_of(&path);
    unsigned allowed = 0;
    for (size_t f = 0; f < features_n; f++)
        for (size_t r = 0; r < features[f]->n_routes; r++) {
            const struct route *const route = &features[f]->routes[r];
            const char *const pattern = format == FORMAT_HTML ? route->path : route->api;
            struct match match = {.route = route, .format = format};
            if (pattern == NULL || !path_fits(pattern, path, &match))
                continue;
            match.allowed = allowed |= 1u << route->method;
            if (route->method == method) {
                *ret_match = match;
                return RC_OK;
            }
        }
    *ret_match = (struct match){.format = format, .allowed = allowed};
    return allowed == 0 ? RC_NOT_FOUND : RC_INVALID;
}

void route_each(void (*visit)(const struct route *route, void *argument), void *argument) {
    for (size_t f = 0; f < features_n; f++)
        for (size_t r = 0; r < features[f]->n_routes; r++)
            visit(&features[f]->routes[r], argument);
}

static void route_ensure(const struct route *route, void *argument) {
    (void)argument;
    const char *const first = strchr(route->path, '{');
    ENSURE(route->path[0] == '/' && route->handle != NULL);
    ENSURE((route->entry == ENTRY_OPEN) == (route->right == RIGHT_public));
    ENSURE(route->object == OBJECT_NONE || first != NULL);
    ENSURE(route->prepare == NULL || route->method == METHOD_POST);
    ENSURE(route->api == NULL || (route->api[0] == '/' && route->summary != NULL));
}

void routes_ensure(void) {
    route_each(route_ensure, NULL);
}
