// SPDX-License-Identifier: EUPL-1.2
// Puts the running program together; see app.h.
#include <sodium.h>

#include "web/app.h"
#include "web/limit.h"
#include "web/pool.h"
#include "web/route.h"

enum { HASHING_QUEUE = 8, READING_THREADS = 8, READING_QUEUE = 1024 };

enum rc app_start(struct arena *arena, struct store *store, const struct app_options *options,
                  struct app **ret_app) {
    ENSURE(sodium_init() >= 0);
    routes_ensure();
    struct app *const app = NEW(arena, struct app);
    app->options = *options;
    app->secure = str_starts(options->base_url, STR("https://"));
    app->store = store;
    app->limits = limits_new(arena);
    TRY(pool_start(arena, store, 1, HASHING_QUEUE, &app->hashing));
    if (store_is_postgres(store))
        TRY(pool_start(arena, store, READING_THREADS, READING_QUEUE, &app->reading));
    *ret_app = app;
    return RC_OK;
}
