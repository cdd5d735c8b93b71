// SPDX-License-Identifier: EUPL-1.2
// Writes JSON as it goes. Each level is two bits: whether it is an object, and whether something
// stands before. The output is always valid: text that is not UTF-8 is read as Windows-1252.
#include "base/json.h"

#include <math.h>

static uint64_t level(const struct json *j) {
    return UINT64_C(1) << j->depth;
}

static bool in_object(const struct json *j) {
    return j->depth > 0 && (j->objects & level(j)) != 0;
}

struct json json_on(struct buf *b) {
    return (struct json){.b = b};
}

static void comma(struct json *j) {
    if ((j->started & level(j)) != 0) {
        ENSURE(j->depth > 0); // a document is one value
        buf_char(j->b, ',');
    }
    j->started |= level(j);
}

static void before_value(struct json *j) {
    ENSURE(in_object(j) == j->after_key);
    if (!j->after_key)
        comma(j);
    j->after_key = false;
}

static void open(struct json *j, char bracket) {
    before_value(j);
    ENSURE(j->depth < 63);
    j->depth++;
    j->started &= ~level(j);
    buf_char(j->b, bracket);
}

void json_open_object(struct json *j) {
    open(j, '{');
    j->objects |= level(j);
}

void json_open_array(struct json *j) {
    open(j, '[');
    j->objects &= ~level(j);
}

void json_end(struct json *j) {
    ENSURE(j->depth > 0 && !j->after_key);
    buf_char(j->b, in_object(j) ? '}' : ']');
    j->depth--;
}

static bool is_special(char c) {
    return c == '"' || c == '\\' || (unsigned char)c < ' ';
}

static void write_escaped(struct buf *b, char c) {
    if (c == '"' || c == '\\')
        buf_fmt(b, "\\%c", c);
    else
        buf_fmt(b, "\\u%04x", (unsigned)c);
}

static void write_text(struct json *j, struct str text) {
    const struct str s = utf8_valid(text) ? text : str_from_cp1252(j->b->arena, text);
    buf_char(j->b, '"');
    size_t written = 0;
    for (size_t i = 0; i < s.n; i++) {
        if (!is_special(s.p[i]))
            continue;
        buf_str(j->b, str_slice(s, written, i));
        write_escaped(j->b, s.p[i]);
        written = i + 1;
    }
    buf_str(j->b, str_slice(s, written, s.n));
    buf_char(j->b, '"');
}

void json_key(struct json *j, struct str key) {
    ENSURE(in_object(j) && !j->after_key);
    comma(j);
    write_text(j, key);
    buf_char(j->b, ':');
    j->after_key = true;
}

static void write_bare(struct json *j, const char *word) {
    before_value(j);
    buf_c(j->b, word);
}

void json_str(struct json *j, struct str s) {
    if (s.p == NULL) {
        json_none(j);
        return;
    }
    before_value(j);
    write_text(j, s);
}

void json_i64(struct json *j, int64_t value) {
    before_value(j);
    buf_i64(j->b, value);
}

void json_f64(struct json *j, double value) {
    if (!isfinite(value)) {
        json_none(j);
        return;
    }
    char c[32];
    for (int digits = 15; digits <= 17; digits++) { // 17 always read back
        snprintf(c, sizeof c, "%.*g", digits, value);
        if (strtod(c, NULL) == value)
            break;
    }
    write_bare(j, c);
}

void json_bool(struct json *j, bool value) {
    write_bare(j, value ? "true" : "false");
}

void json_none(struct json *j) {
    write_bare(j, "null");
}

void json_day(struct json *j, struct day d) {
    json_str(j, day_iso(j->b->arena, d));
}

void json_instant(struct json *j, struct instant i) {
    json_str(j, instant_iso(j->b->arena, i));
}
