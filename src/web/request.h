// SPDX-License-Identifier: EUPL-1.2
// Reads what a client sends: target, form bodies, cookies, preferences. Pure functions over bytes,
// no I/O and no state, so that each can be fuzzed. Every text they give is valid UTF-8 without NUL.
// Sources: RFC 9110, RFC 9112, RFC 7578 (multipart/form-data), RFC 6265 (cookies), WHATWG URL 5
// (urlencoded).
#ifndef VLIEGWIEL_REQUEST_H
#define VLIEGWIEL_REQUEST_H
#include "web/ctx.h"

enum {
    REQUEST_PAIRS_MAX = 4096,     // fields in one query or body
    REQUEST_FILES_MAX = 8,        // files in one body
    REQUEST_PART_HEAD_MAX = 2048, // bytes of headers of one part
    REQUEST_BOUNDARY_MAX = 70,    // RFC 2046 5.1.1
};

// Memory: the result lies on the arena, or is `raw` itself when nothing was encoded.
// Errors: RC_INVALID for a broken escape, a NUL, or bytes that are not UTF-8.
NODISCARD enum rc percent_decode(struct arena *arena, struct str raw, bool plus_is_space,
                                 struct str *ret_text);
// "name=value&..." as in a query and in application/x-www-form-urlencoded.
// Errors: RC_INVALID as above; RC_LIMIT past REQUEST_PAIRS_MAX.
NODISCARD enum rc pairs_read(struct arena *arena, struct str raw, const struct pair **ret_pairs,
                             size_t *ret_n);
// "/path?query" as it stands in the request line: sets path, query and n_query. The path starts
// with one '/', has no control characters, and an encoded '/' or '\' is refused, because it would
// say something else to a proxy.
NODISCARD enum rc target_read(struct arena *arena, struct str raw, struct request *request);
// A body of the two kinds that forms send: sets body, files and their counts. Another content type
// leaves the request without fields; the CSRF check then refuses it. File bytes are views on
// `body`.
NODISCARD enum rc body_read(struct arena *arena, struct str content_type, struct str body,
                            struct request *request);

// The value of a cookie in a Cookie header; STR_NONE when absent or sent twice.
struct str cookie_find(struct str header, struct str name);
// The value of the first pair with this name; STR_NONE when absent.
struct str pair_find(const struct pair *pairs, size_t n, struct str name);
// The language that an Accept-Language header prefers of those we have; `otherwise` when none.
enum lang accept_language(struct str header, enum lang otherwise);
// Does an Accept-Encoding header name this, other than with q=0?
bool accept_names(struct str header, struct str what);
#endif
