// SPDX-License-Identifier: EUPL-1.2
// Files and refusals of the generators. Never used by the program itself: it ends the process.
#include "tools/tool.h"

enum { MAX_SOURCE = 16 << 20 };

void tool_refuse(const char *file, int line, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    exit(1);
}

struct str tool_read(struct arena *arena, const char *file) {
    FILE *const in = fopen(file, "rb");
    if (in == NULL)
        tool_refuse(file, 1, "%s", strerror(errno));
    struct buf b = buf_on(arena, 4096);
    char part[4096];
    for (size_t n; (n = fread(part, 1, sizeof part, in)) > 0 && b.n < MAX_SOURCE;)
        buf_add(&b, part, n);
    const bool whole = feof(in) != 0;
    fclose(in);
    if (!whole)
        tool_refuse(file, 1, "cannot be read, or is too large");
    if (!utf8_valid(buf_done(&b)) || memchr(b.p, '\0', b.n) != NULL)
        tool_refuse(file, 1, "not a UTF-8 text");
    return buf_done(&b);
}

void tool_write(struct arena *arena, const char *directory, const char *name, struct str bytes) {
    const char *const file = str_c(arena, str_fmt(arena, "%s/%s", directory, name));
    FILE *const out = fopen(file, "wb");
    if (out == NULL)
        tool_refuse(file, 1, "%s", strerror(errno));
    const bool written = fwrite(bytes.p, 1, bytes.n, out) == bytes.n;
    if (fclose(out) != 0 || !written)
        tool_refuse(file, 1, "cannot be written");
}

void tool_c_string(struct buf *b, struct str text) {
    buf_char(b, '"');
    for (size_t i = 0; i < text.n; i++) {
        const char c = text.p[i];
        if (c == '\n')
            buf_c(b, i + 1 < text.n ? "\\n\"\n        \"" : "\\n");
        else if (c == '"' || c == '\\')
            buf_fmt(b, "\\%c", c);
        else if ((unsigned char)c < ' ')
            buf_fmt(b, "\\%03o", (unsigned)c);
        else
            buf_char(b, c);
    }
    buf_char(b, '"');
}

bool tool_is_name(struct str s) {
    if (s.n == 0 || s.p[0] < 'a' || s.p[0] > 'z')
        return false;
    for (size_t i = 1; i < s.n; i++)
        if (!islower((unsigned char)s.p[i]) && !isdigit((unsigned char)s.p[i]) && s.p[i] != '_')
            return false;
    return true;
}
