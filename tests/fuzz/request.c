// SPDX-License-Identifier: EUPL-1.2
// Any bytes to the readers of requests; the first one chooses which. Every text that comes out is
// clean UTF-8, and pairs that are written again are read as the same pairs.
#include "web/request.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void ensure_clean(struct str s) {
    ENSURE(utf8_valid(s));
    for (size_t i = 0; i < s.n; i++)
        ENSURE(s.p[i] != '\0');
}

static void write_escaped(struct buf *b, struct str s) {
    for (size_t i = 0; i < s.n; i++)
        buf_fmt(b, "%%%02x", (unsigned)(unsigned char)s.p[i]);
}

static void ensure_same_again(struct arena *arena, const struct pair *pairs, size_t n) {
    struct buf b = buf_on(arena, 1024);
    const struct pair *again;
    size_t n_again;
    for (size_t i = 0; i < n; i++) {
        ensure_clean(pairs[i].name);
        ensure_clean(pairs[i].value);
        write_escaped(&b, pairs[i].name);
        buf_char(&b, '=');
        write_escaped(&b, pairs[i].value);
        buf_char(&b, '&');
    }
    ENSURE(n == REQUEST_PAIRS_MAX || pairs_read(arena, buf_done(&b), &again, &n_again) == RC_OK);
    for (size_t i = 0; i < n && n < REQUEST_PAIRS_MAX; i++) {
        ENSURE(n_again == n && str_eq(again[i].name, pairs[i].name));
        ENSURE(str_eq(again[i].value, pairs[i].value));
    }
}

static void read_body(struct arena *arena, struct str type, struct str body) {
    struct request r = {.method = METHOD_POST};
    if (body_read(arena, type, body, &r) != RC_OK)
        return;
    ensure_same_again(arena, r.body, r.n_body);
    for (size_t i = 0; i < r.n_files; i++) {
        ensure_clean(r.files[i].field);
        ensure_clean(r.files[i].file_name);
        ENSURE(r.files[i].bytes.p >= body.p);
        ENSURE(r.files[i].bytes.p + r.files[i].bytes.n <= body.p + body.n);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n == 0)
        return 0;
    struct arena *const arena = arena_new(64 << 20);
    const struct str bytes = {(const char *)data + 1, n - 1};
    struct request r = {.method = METHOD_GET};
    switch (data[0] % 5) {
    case 0:
        if (target_read(arena, bytes, &r) == RC_OK) {
            ensure_clean(r.path);
            ENSURE(r.path.n > 0 && r.path.p[0] == '/');
            ensure_same_again(arena, r.query, r.n_query);
        }
        break;
    case 1:
        read_body(arena, STR("application/x-www-form-urlencoded"), bytes);
        break;
    case 2:
        read_body(arena, STR("multipart/form-data; boundary=b"), bytes);
        break;
    case 3: // the content type itself, up to the first line's end
        read_body(arena, bytes,
                  STR("--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--"));
        break;
    default:
        (void)cookie_find(bytes, STR("s"));
        (void)accept_names(bytes, STR("gzip"));
        ENSURE(accept_language(bytes, LANG_NL) < LANG_N);
    }
    arena_free(arena);
    return 0;
}
