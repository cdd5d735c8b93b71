// SPDX-License-Identifier: EUPL-1.2
// Reads requests; see request.h. Refuses rather than repairs: what two readers could understand in
// two ways is RC_INVALID.
#define _GNU_SOURCE // memmem
#include "web/request.h"

// ---- texts -------------------------------------------------------------------------------------

static int hex_digit(char c) {
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    if (c >= 'A' && c <= 'F')
        return c - 'A' + 10;
    return -1;
}

static bool is_clean(struct str s) {
    return memchr(s.p, '\0', s.n) == NULL && utf8_valid(s);
}

static bool has_byte(struct str s, char c) {
    return s.n > 0 && memchr(s.p, c, s.n) != NULL;
}

enum rc percent_decode(struct arena *arena, struct str raw, bool plus_is_space,
                       struct str *ret_text) {
    if (raw.n == 0) {
        *ret_text = STR("");
        return RC_OK;
    }
    struct str text = raw;
    if (has_byte(raw, '%') || (plus_is_space && has_byte(raw, '+'))) {
        char *const to = NEW_ARRAY(arena, char, raw.n);
        size_t n = 0;
        for (size_t i = 0; i < raw.n; i++) {
            char c = raw.p[i];
            if (c == '+' && plus_is_space)
                c = ' ';
            if (raw.p[i] == '%') {
                if (i + 2 >= raw.n)
                    return RC_INVALID;
                const int high = hex_digit(raw.p[i + 1]), low = hex_digit(raw.p[i + 2]);
                if (high < 0 || low < 0)
                    return RC_INVALID;
                c = (char)(high * 16 + low);
                i += 2;
            }
            to[n++] = c;
        }
        text = (struct str){to, n};
    }
    if (!is_clean(text))
        return RC_INVALID;
    *ret_text = text;
    return RC_OK;
}

// ---- name=value --------------------------------------------------------------------------------

static size_t count_byte(struct str s, char c) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == c;
    return n;
}

enum rc pairs_read(struct arena *arena, struct str raw, const struct pair **ret_pairs,
                   size_t *ret_n) {
    const size_t n_max = count_byte(raw, '&') + 1;
    if (n_max > REQUEST_PAIRS_MAX)
        return RC_LIMIT;
    struct pair *const pairs = NEW_ARRAY(arena, struct pair, n_max);
    size_t n = 0;
    struct str part, name;
    while (str_cut(&raw, '&', &part)) {
        if (part.n == 0)
            continue;
        struct str value = part;
        (void)str_cut(&value, '=', &name);
        TRY(percent_decode(arena, name, true, &pairs[n].name));
        TRY(percent_decode(arena, value, true, &pairs[n].value));
        n++;
    }
    *ret_pairs = pairs;
    *ret_n = n;
    return RC_OK;
}

struct str pair_find(const struct pair *pairs, size_t n, struct str name) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(pairs[i].name, name))
            return pairs[i].value;
    return STR_NONE;
}

// ---- target ------------------------------------------------------------------------------------

static bool has_encoded_slash(struct str raw) {
    for (size_t i = 0; i + 2 < raw.n; i++) {
        if (raw.p[i] != '%')
            continue;
        const int byte = hex_digit(raw.p[i + 1]) * 16 + hex_digit(raw.p[i + 2]);
        if (byte == '/' || byte == '\\')
            return true;
    }
    return false;
}

static bool is_path(struct str path) {
    for (size_t i = 0; i < path.n; i++)
        if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7f || path.p[i] == '\\')
            return false;
    return path.n > 0 && path.p[0] == '/' && !str_starts(path, STR("//"));
}

enum rc target_read(struct arena *arena, struct str raw, struct request *request) {
    struct str path_raw = raw, query = STR_NONE, path;
    size_t at;
    if (str_find(raw, STR("?"), &at)) {
        path_raw = str_slice(raw, 0, at);
        query = str_slice(raw, at + 1, raw.n);
    }
    if (has_byte(raw, '#') || has_encoded_slash(path_raw))
        return RC_INVALID;
    TRY(percent_decode(arena, path_raw, false, &path));
    if (!is_path(path))
        return RC_INVALID;
    TRY(pairs_read(arena, query, &request->query, &request->n_query));
    request->path = path;
    return RC_OK;
}

// ---- multipart/form-data -----------------------------------------------------------------------

static bool starts_fold(struct str s, struct str prefix) {
    return s.n >= prefix.n && strncasecmp(s.p, prefix.p, prefix.n) == 0;
}

// The value of `; name=value` or `; name="value"` in a header value. Browsers write a quote inside
// as %22 and never with a backslash, so a value ends at the first quote.
static bool parameter_find(struct str header, struct str name, struct str *ret_value) {
    for (size_t i = 0; i < header.n; i++) {
        if (header.p[i] == '"') { // a quoted value is skipped whole
            const char *end = memchr(header.p + i + 1, '"', header.n - i - 1);
            if (end == NULL)
                return false;
            i = (size_t)(end - header.p);
            continue;
        }
        if (header.p[i] != ';')
            continue;
        struct str rest = str_trim(str_slice(header, i + 1, header.n));
        if (!starts_fold(rest, name) || rest.n <= name.n || rest.p[name.n] != '=')
            continue;
        rest = str_slice(rest, name.n + 1, rest.n);
        const bool quoted = rest.n > 0 && rest.p[0] == '"';
        if (quoted)
            rest = str_slice(rest, 1, rest.n);
        size_t end;
        if (!str_find(rest, quoted ? STR("\"") : STR(";"), &end)) {
            if (quoted)
                return false;
            end = rest.n;
        }
        *ret_value = quoted ? str_slice(rest, 0, end) : str_trim(str_slice(rest, 0, end));
        return true;
    }
    return false;
}

static bool find_from(struct str s, size_t from, struct str part, size_t *ret_at) {
    const char *hit = from > s.n ? NULL : memmem(s.p + from, s.n - from, part.p, part.n);
    if (hit == NULL)
        return false;
    *ret_at = (size_t)(hit - s.p);
    return true;
}

struct parts { // of one body, while it is read
    struct pair *pairs;
    struct file_part *files;
    size_t n_pairs, n_files, n_max;
};

// The Content-Disposition of a part says the field's name and, of a file, the file's name.
static enum rc part_names(struct arena *arena, struct str head, struct str *ret_name,
                          struct str *ret_file_name) {
    struct str line, disposition = STR_NONE;
    while (str_cut(&head, '\n', &line))
        if (starts_fold(line, STR("content-disposition:"))) {
            if (disposition.p != NULL)
                return RC_INVALID;
            disposition = str_trim(str_slice(line, STR("content-disposition:").n, line.n));
        }
    struct str raw;
    if (!starts_fold(disposition, STR("form-data")) ||
        !parameter_find(disposition, STR("name"), &raw))
        return RC_INVALID;
    TRY(percent_decode(arena, raw, false, ret_name));
    if (parameter_find(disposition, STR("filename"), &raw)) {
        if (raw.n > 0 && !is_clean(raw))
            return RC_INVALID;
        *ret_file_name = raw;
    }
    return RC_OK;
}

static enum rc part_add(struct arena *arena, struct parts *parts, struct str head,
                        struct str bytes) {
    struct str name, file_name = STR_NONE;
    TRY(part_names(arena, head, &name, &file_name));
    if (file_name.p == NULL) {
        if (bytes.n > 0 && !is_clean(bytes))
            return RC_INVALID;
        if (parts->n_pairs == parts->n_max)
            return RC_LIMIT;
        parts->pairs[parts->n_pairs++] = (struct pair){name, bytes};
    } else if (file_name.n > 0 || bytes.n > 0) { // an empty file input counts as absent
        if (parts->n_files == REQUEST_FILES_MAX)
            return RC_LIMIT;
        parts->files[parts->n_files++] = (struct file_part){name, file_name, bytes};
    }
    return RC_OK;
}

static size_t parts_count(struct str body, struct str boundary) {
    size_t n = 0;
    for (size_t at = 0; find_from(body, at, boundary, &at); at += boundary.n)
        n++;
    return n;
}

// delimiter = CRLF "--" boundary; the first one stands at the start, without its CRLF.
static enum rc multipart_read(struct arena *arena, struct str delimiter, struct str body,
                              struct parts *parts) {
    size_t at = delimiter.n - 2;
    if (!str_starts(body, str_slice(delimiter, 2, delimiter.n)))
        return RC_INVALID;
    while (str_starts(str_slice(body, at, body.n), STR("\r\n"))) {
        size_t head_end, end;
        if (!find_from(body, at, STR("\r\n\r\n"), &head_end) ||
            head_end - at > REQUEST_PART_HEAD_MAX ||
            !find_from(body, head_end + 2, delimiter, &end))
            return RC_INVALID;
        // Where the part is empty, the delimiter's CRLF is the one that ends the head.
        const struct str bytes =
            str_slice(body, head_end + 4, end < head_end + 4 ? head_end + 4 : end);
        TRY(part_add(arena, parts, str_slice(body, at + 2, head_end), bytes));
        at = end + delimiter.n;
    }
    return str_starts(str_slice(body, at, body.n), STR("--")) ? RC_OK : RC_INVALID;
}

static enum rc body_multipart(struct arena *arena, struct str content_type, struct str body,
                              struct request *request) {
    struct str boundary;
    if (!parameter_find(content_type, STR("boundary"), &boundary) || boundary.n == 0 ||
        boundary.n > REQUEST_BOUNDARY_MAX)
        return RC_INVALID;
    const struct str delimiter = str_join(arena, STR("\r\n--"), boundary);
    const size_t n_max = parts_count(body, str_slice(delimiter, 2, delimiter.n));
    if (n_max > REQUEST_PAIRS_MAX)
        return RC_LIMIT;
    struct parts parts = {
        .pairs = NEW_ARRAY(arena, struct pair, n_max),
        .files = NEW_ARRAY(arena, struct file_part, REQUEST_FILES_MAX),
        .n_max = n_max,
    };
    TRY(multipart_read(arena, delimiter, body, &parts));
    request->body = parts.pairs;
    request->n_body = parts.n_pairs;
    request->files = parts.files;
    request->n_files = parts.n_files;
    return RC_OK;
}

enum rc body_read(struct arena *arena, struct str content_type, struct str body,
                  struct request *request) {
    if (starts_fold(content_type, STR("multipart/form-data")))
        return body_multipart(arena, content_type, body, request);
    if (starts_fold(content_type, STR("application/x-www-form-urlencoded")))
        return pairs_read(arena, body, &request->body, &request->n_body);
    return RC_OK;
}

// ---- headers -----------------------------------------------------------------------------------

struct str cookie_find(struct str header, struct str name) {
    struct str part, key, found = STR_NONE;
    while (str_cut(&header, ';', &part)) {
        struct str value = str_trim(part);
        if (!str_cut(&value, '=', &key) || !str_eq(key, name))
            continue;
        if (found.p != NULL)
            return STR_NONE;
        found = value;
    }
    return found;
}

// One item of a comma-separated header: its name, and its weight in thousandths.
static struct str accept_item(struct str item, int *ret_weight) {
    struct str name = STR(""), weight;
    double q = 1;
    const bool weighted = parameter_find(item, STR("q"), &weight);
    (void)str_cut(&item, ';', &name);
    if (weighted && str_real(weight, &q) != RC_OK)
        q = 0;
    *ret_weight = q <= 0 ? 0 : q >= 1 ? 1000 : (int)(q * 1000);
    return str_trim(name);
}

enum lang accept_language(struct str header, enum lang otherwise) {
    enum lang best = otherwise;
    int best_weight = 0, weight;
    struct str item;
    while (str_cut(&header, ',', &item)) {
        const struct str name = accept_item(item, &weight);
        const bool dutch = starts_fold(name, STR("nl")), english = starts_fold(name, STR("en"));
        if ((dutch || english) && weight > best_weight) {
            best = dutch ? LANG_NL : LANG_EN;
            best_weight = weight;
        }
    }
    return best;
}

bool accept_names(struct str header, struct str what) {
    struct str item;
    int weight;
    while (str_cut(&header, ',', &item))
        if (str_eq(accept_item(item, &weight), what))
            return weight > 0;
    return false;
}
