// SPDX-License-Identifier: EUPL-1.2
// Token buckets; see limit.h. The table has a fixed size: in each set of eight the bucket that is
// nearest to full makes room, which forgets the least.
#include <arpa/inet.h>
#include <sodium.h>

#include "web/app.h"
#include "web/limit.h"

enum { SETS = 4096, WAYS = 8 };
enum { TOKEN = 3600 * 1000 }; // in parts, so that per_hour parts come back each millisecond

struct rule {
    int64_t burst;    // tokens in a full bucket
    int64_t per_hour; // tokens that come back
};
static const struct rule rules[][2] = {
    [RATE_PAGE] = {[LIMIT_NETWORK] = {5000, 3600000}, [LIMIT_ACCOUNT] = {300, 72000}},
    [RATE_WRITE] = {[LIMIT_NETWORK] = {500, 180000}, [LIMIT_ACCOUNT] = {120, 18000}},
    [RATE_SIGN_IN] = {[LIMIT_NETWORK] = {200, 72000}, [LIMIT_ACCOUNT] = {10, 10}},
    [RATE_EXPORT] = {[LIMIT_NETWORK] = {60, 600}, [LIMIT_ACCOUNT] = {10, 10}},
};

struct bucket {
    uint64_t key; // 0: free
    int64_t tokens, at_ms;
    const struct rule *rule;
};
struct limits {
    pthread_mutex_t mutex;
    unsigned char hash_key[crypto_shorthash_KEYBYTES]; // so that nobody can aim at a set
    struct bucket buckets[SETS][WAYS];
};

static void limits_end(void *thing) {
    pthread_mutex_destroy(&((struct limits *)thing)->mutex);
}

struct limits *limits_new(struct arena *arena) {
    struct limits *const limits = NEW(arena, struct limits);
    ENSURE(sodium_init() >= 0);
    crypto_shorthash_keygen(limits->hash_key);
    pthread_mutex_init(&limits->mutex, NULL);
    arena_defer(arena, limits_end, limits);
    return limits;
}

static int64_t refilled(const struct bucket *bucket, int64_t now_ms) {
    const int64_t full = bucket->rule->burst * TOKEN;
    const int64_t passed = now_ms - bucket->at_ms;
    if (passed >= full / bucket->rule->per_hour)
        return full;
    const int64_t tokens = bucket->tokens + passed * bucket->rule->per_hour;
    return tokens < full ? tokens : full;
}

static int64_t missing(const struct bucket *bucket, int64_t now_ms) {
    return bucket->key == 0 ? -1 : bucket->rule->burst * TOKEN - refilled(bucket, now_ms);
}

static struct bucket *bucket_of(struct bucket *set, uint64_t key, const struct rule *rule,
                                int64_t now_ms) {
    struct bucket *room = &set[0];
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key == key)
            return &set[i];
        if (missing(&set[i], now_ms) < missing(room, now_ms))
            room = &set[i];
    }
    *room = (struct bucket){key, rule->burst * TOKEN, now_ms, rule};
    return room;
}

static uint64_t key_of(const struct limits *limits, const struct rule *rule, struct str id) {
    uint64_t key;
    unsigned char hash[crypto_shorthash_BYTES];
    _Static_assert(sizeof key == sizeof hash, "a key is one hash");
    crypto_shorthash(hash, (const unsigned char *)(id.n > 0 ? id.p : ""), id.n, limits->hash_key);
    memcpy(&key, hash, sizeof key);
    key ^= (uint64_t)(rule - &rules[0][0]) + 1;
    return key == 0 ? 1 : key;
}

int limit_take(struct limits *limits, enum rate_class rate, enum limit_key kind, struct str id,
               int64_t now_ms) {
    const struct rule *const rule = &rules[rate][kind];
    const uint64_t key = key_of(limits, rule, id);
    int wait = 0;
    pthread_mutex_lock(&limits->mutex);
    struct bucket *const bucket = bucket_of(limits->buckets[key % SETS], key, rule, now_ms);
    bucket->tokens = refilled(bucket, now_ms);
    bucket->at_ms = now_ms;
    if (bucket->tokens >= TOKEN)
        bucket->tokens -= TOKEN;
    else
        wait = (int)((TOKEN - bucket->tokens) / rule->per_hour / 1000) + 1;
    pthread_mutex_unlock(&limits->mutex);
    return wait;
}

int limit_ask(struct app *app, enum rate_class rate, enum limit_key key, struct str id) {
    if (app->options.unlimited)
        return 0;
    const int wait = limit_take(app->limits, rate, key, id, clock_mono_ms());
    if (wait > 0)
        atomic_fetch_add(&app->counters.limited, 1);
    return wait;
}

bool limit_allows(struct ctx *c, struct str id) {
    c->reply->retry_after = limit_ask(c->app, c->route->rate, LIMIT_ACCOUNT, id);
    if (c->reply->retry_after == 0)
        return true;
    reply_problem(c, 429);
    return false;
}

struct str limit_network(struct arena *arena, struct str remote) {
    unsigned char six[sizeof(struct in6_addr)], four[sizeof(struct in_addr)];
    const char *const text = str_c(arena, remote);
    if (inet_pton(AF_INET, text, four) == 1)
        return str_fmt(arena, "%d.%d.%d", four[0], four[1], four[2]);
    if (inet_pton(AF_INET6, text, six) == 1)
        return str_copy(arena, (struct str){(const char *)six, 8});
    return remote;
}
