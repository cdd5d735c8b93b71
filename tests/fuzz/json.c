// SPDX-License-Identifier: EUPL-1.2
// Any bytes as texts, numbers and nesting written as JSON: jansson reads it, and reads back what
// was put in.
#include <jansson.h>
#include <math.h>

#include "base/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static void check_text(struct str text) {
    struct arena *const arena = arena_new(16 << 20);
    struct buf b = buf_on(arena, 256);
    struct json j = json_on(&b);
    int64_t number = 0;
    double real = 0;
    memcpy(&number, text.p, text.n < sizeof number ? text.n : sizeof number);
    memcpy(&real, text.p, text.n < sizeof real ? text.n : sizeof real);
    json_open_object(&j);
    json_key(&j, STR("text"));
    json_str(&j, text);
    json_key(&j, STR("list"));
    json_open_array(&j);
    json_i64(&j, number);
    json_f64(&j, real);
    json_end(&j);
    json_end(&j);
    json_error_t error;
    json_t *root = json_loadb(b.p, b.n, JSON_ALLOW_NUL, &error);
    ENSURE(root != NULL);
    const json_t *read = json_object_get(root, "text"), *list = json_object_get(root, "list");
    ENSURE(json_string_length(read) == text.n &&
           memcmp(json_string_value(read), text.p, text.n) == 0);
    ENSURE(json_integer_value(json_array_get(list, 0)) == number);
    ENSURE(!isfinite(real) || json_number_value(json_array_get(list, 1)) == real);
    json_decref(root);
    arena_free(arena);
}

// A key is a text like any other.
static void check_key(struct str text) {
    struct arena *const arena = arena_new(16 << 20);
    struct buf b = buf_on(arena, 256);
    struct json j = json_on(&b);
    json_open_object(&j);
    json_key(&j, text);
    json_bool(&j, true);
    json_end(&j);
    json_t *root = json_loadb(b.p, b.n, 0, NULL);
    if (memchr(text.p, '\0', text.n) == NULL) // jansson's keys end at a NUL
        ENSURE(root != NULL && json_object_size(root) == 1);
    json_decref(root);
    arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    const struct str text = {(const char *)data, n};
    if (n == 0 || !utf8_valid(text))
        return 0;
    check_text(text);
    check_key(text);
    return 0;
}
