// SPDX-License-Identifier: EUPL-1.2
// Makes one page many times without a socket, so that a profiler sees nothing else:
// `page FILE KEYS PATH TOKEN TIMES` prints the queries, the bytes and the microseconds of CPU of
// one.
#include "base/log.h"
#include "web/handle.h"
#include "web/reply.h"

enum { APP_ARENA = 64 << 20, REQUEST_ARENA = 16 << 20 };

struct house {
    struct app *app;
    struct reader *reader;
    struct str path, cookie;
};

static size_t page(const struct house *house) {
    struct arena *const arena = arena_new(REQUEST_ARENA);
    struct exchange *const x = NEW(arena, struct exchange);
    x->app = house->app;
    x->arena = arena;
    x->request.now = instant_now();
    x->request.method = METHOD_GET;
    x->request.remote = STR("127.0.0.1");
    x->request.cookie = house->cookie;
    ENSURE(handle_admit(x, house->path, 0));
    handle_wait(x, house->reader);
    ENSURE(x->reply.status == 200);
    handle_done(x);
    const size_t n = reply_bytes(&x->reply).n;
    arena_free(arena);
    return n;
}

static int64_t calls(const struct house *house) {
    struct db_ro *db;
    ENSURE(reader_begin(house->reader, &db) == RC_OK);
    const int64_t n = db_calls(db);
    reader_end(house->reader);
    return n;
}

static void measure(const struct house *house, int64_t times) {
    const size_t n = page(house); // and prepares the statements
    const int64_t before = calls(house);
    const double from = cpu_seconds();
    for (int64_t i = 0; i < times; i++)
        ENSURE(page(house) == n);
    printf("%" PRId64 " %zu %.1f\n", (calls(house) - before) / times, n,
           (cpu_seconds() - from) / (double)times * 1e6);
}

int main(int argc, char **argv) {
    ENSURE(argc == 6);
    arena_keep_memory(); // as serve does
    struct arena *const arena = arena_new(APP_ARENA);
    const struct app_options options = {.version = "0", .unlimited = true};
    struct house house = {.path = str_from_c(argv[3])};
    struct store *store;
    int64_t times;
    log_quiet(true);
    house.cookie = str_join(arena, STR("s="), str_from_c(argv[4]));
    ENSURE(str_i64(str_from_c(argv[5]), &times) == RC_OK && times > 0);
    ENSURE(store_open(&(struct store_options){str_from_c(argv[1]), str_from_c(argv[2])}, &store) ==
           RC_OK);
    ENSURE(app_start(arena, store, &options, &house.app) == RC_OK);
    ENSURE(reader_open(store, &house.reader) == RC_OK);
    measure(&house, times);
    reader_close(house.reader);
    arena_free(arena);
    store_close(store);
}
