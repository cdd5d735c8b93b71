// SPDX-License-Identifier: EUPL-1.2
// Writes JSON as it goes, without a tree. Commas and nesting are kept by the writer; a bug in the
// caller's nesting is an ENSURE. Reading JSON is jansson's work, whose names (json_object,
// json_array, json_real, json_null) must not be defined a second time here.
#ifndef VLIEGWIEL_JSON_H
#define VLIEGWIEL_JSON_H
#include "base/day.h"

struct json {
    struct buf *b;
    uint64_t objects; // one bit a level: 1 = object
    uint64_t started; // one bit a level: something stands before
    int depth;        // at most 63
    bool after_key;
};
struct json json_on(struct buf *b);
void json_open_object(struct json *j);
void json_open_array(struct json *j);
void json_end(struct json *j);
void json_key(struct json *j, struct str key);
void json_str(struct json *j, struct str s); // STR_NONE writes null
void json_i64(struct json *j, int64_t value);
void json_f64(struct json *j,
              double value); // shortest form that reads back; not finite writes null
void json_bool(struct json *j, bool value);
void json_none(struct json *j);
void json_day(struct json *j, struct day d);
void json_instant(struct json *j, struct instant i);
#endif
