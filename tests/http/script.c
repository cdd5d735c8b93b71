// SPDX-License-Identifier: EUPL-1.2
// Names in documents, and what else every part of a script needs; see script.h.
#include "tests/http/script.h"

void script_fail(struct script *s, const char *format, ...) {
    va_list list;
    va_start(list, format);
    if (!s->failed) { // what follows the first is noise
        printf("%s:%d: %s: ", s->path, s->line, s->world->postgres ? "PostgreSQL" : "SQLite");
        vprintf(format, list);
        printf("\n");
    }
    va_end(list);
    s->failed = true;
}

// ---- names ----------------------------------------------------------------------------------

struct str script_kept(const struct script *s, struct str name) {
    for (size_t i = 0; i < s->n_kept; i++)
        if (str_eq(s->kept[i].name, name))
            return s->kept[i].value;
    return STR_NONE;
}

void script_keep(struct script *s, struct str name, struct str value) {
    ENSURE(s->n_kept < KEPT_MAX);
    s->kept[s->n_kept++] = (struct kept){name, value};
}

static bool is_name(struct str name) {
    bool upper = true, colon = false;
    for (size_t i = 0; i < name.n; i++) {
        upper &= isupper((unsigned char)name.p[i]) || name.p[i] == '_';
        colon |= name.p[i] == ':';
    }
    return name.n > 0 && (upper || colon);
}

// "{cohort:north}" or "{VERSION}" somewhere in the text: what stands before, between and after.
static bool name_cut(struct str text, struct str *ret_before, struct str *ret_name,
                     struct str *ret_after) {
    for (size_t at = 0; at < text.n; at++) {
        size_t end = at + 1;
        while (text.p[at] == '{' && end < text.n &&
               (isalnum((unsigned char)text.p[end]) || strchr(":-_", text.p[end]) != NULL))
            end++;
        const struct str name = str_slice(text, at + 1, end);
        if (end == text.n || text.p[end] != '}' || !is_name(name))
            continue;
        *ret_before = str_slice(text, 0, at);
        *ret_name = name;
        *ret_after = str_slice(text, end + 1, text.n);
        return true;
    }
    return false;
}

static struct str name_value(const struct script *s, struct str name) {
    const int64_t id = world_find(s->world, name);
    return id != 0 ? str_fmt(s->arena, "%" PRId64, id) : script_kept(s, name);
}

// The text with every known name replaced; one that is not known yet stays as it is.
struct str script_filled(struct script *s, struct str text) {
    struct buf b = buf_on(s->arena, text.n + 64);
    struct str before, name, after;
    while (name_cut(text, &before, &name, &after)) {
        const struct str value = name_value(s, name);
        buf_str(&b, before);
        if (value.p != NULL)
            buf_str(&b, value);
        else
            buf_fmt(&b, "{" STR_FMT "}", STR_ARG(name));
        text = after;
    }
    buf_str(&b, text);
    return buf_done(&b);
}

// Does the text start with the pattern? A name that is not known yet takes the word that stands in
// its place. Gives the length of what fits, SIZE_MAX when it does not.
static size_t fits_at(struct script *s, struct str pattern, struct str text) {
    struct str before, name, after;
    if (!name_cut(pattern, &before, &name, &after))
        return str_starts(text, pattern) ? pattern.n : SIZE_MAX;
    size_t end = before.n;
    while (end < text.n && (isalnum((unsigned char)text.p[end]) || text.p[end] == '-'))
        end++;
    if (!str_starts(text, before) || end == before.n)
        return SIZE_MAX;
    const struct str word = str_slice(text, before.n, end);
    const size_t rest = fits_at(s, after, str_slice(text, end, text.n));
    if (rest != SIZE_MAX)
        script_keep(s, name, str_copy(s->arena, word));
    return rest == SIZE_MAX ? SIZE_MAX : end + rest;
}

// Is the pattern somewhere in the text, or all of it?
bool script_fits(struct script *s, struct str pattern, struct str text, bool whole) {
    pattern = script_filled(s, pattern);
    if (whole)
        return fits_at(s, pattern, text) == text.n;
    for (size_t at = 0; at <= text.n; at++)
        if (fits_at(s, pattern, str_slice(text, at, text.n)) != SIZE_MAX)
            return true;
    return false;
}

bool script_after(struct str line, const char *word, struct str *ret_rest) {
    if (!str_starts(line, str_from_c(word)))
        return false;
    *ret_rest = str_slice(line, strlen(word), line.n);
    return true;
}

struct str script_file(struct script *s, struct str path) {
    FILE *const file = fopen(str_c(s->arena, path), "rb");
    char *const bytes = NEW_ARRAY(s->arena, char, DOCUMENT_MAX);
    if (file == NULL) {
        script_fail(s, "no file " STR_FMT, STR_ARG(path));
        return STR("");
    }
    const size_t n = fread(bytes, 1, DOCUMENT_MAX, file);
    fclose(file);
    return (struct str){bytes, n};
}
