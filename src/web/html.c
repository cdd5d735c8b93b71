// SPDX-License-Identifier: EUPL-1.2
// Writes values into pages, escaped for the place where they stand. The only file that knows what
// HTML and URLs hold unsafe; it never decides what a page says.
// Source of the rules: OWASP Cross Site Scripting Prevention Cheat Sheet, output encoding.
#include "web/format.h"

enum { IN_TEXT = 1, IN_ATTR = 2 };

// Where a byte needs its entity. The quotes matter only inside an attribute.
static const unsigned char unsafe_in[256] = {
    ['&'] = IN_TEXT | IN_ATTR, ['<'] = IN_TEXT | IN_ATTR, ['>'] = IN_TEXT | IN_ATTR,
    ['"'] = IN_ATTR,           ['\''] = IN_ATTR,
};

static const char *entity_of(char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

// Where the first byte from `from` on stands that needs an escape. Few do: it looks at four at a
// time.
static size_t safe_end(struct str s, size_t from, int place) {
    const unsigned char *const p = (const unsigned char *)s.p;
    size_t i = from;
    while (i + 4 <= s.n &&
           ((unsafe_in[p[i]] | unsafe_in[p[i + 1]] | unsafe_in[p[i + 2]] | unsafe_in[p[i + 3]]) &
            place) == 0)
        i += 4;
    while (i < s.n && (unsafe_in[p[i]] & place) == 0)
        i++;
    return i;
}

static void write_escaped(struct buf *b, struct str s, int place) {
    for (size_t from = 0; from < s.n;) {
        const size_t end = safe_end(s, from, place);
        buf_add(b, s.p + from, end - from);
        if (end < s.n)
            buf_c(b, entity_of(s.p[end]));
        from = end + 1;
    }
}

void html_text_str(struct page *p, struct str s) {
    write_escaped(&p->b, s, IN_TEXT);
}

void html_attr_str(struct page *p, struct str s) {
    write_escaped(&p->b, s, IN_ATTR);
}

void html_text_int(struct page *p, int64_t value) {
    buf_i64(&p->b, value);
}

void html_text_size(struct page *p, size_t value) {
    ENSURE(value <= INT64_MAX);
    buf_i64(&p->b, (int64_t)value);
}

void html_text_day(struct page *p, struct day d) {
    html_text_str(p, format_day(p->arena, p->lang, d));
}

void html_text_clock(struct page *p, struct clock c) {
    html_text_str(p, format_clock(p->arena, p->lang, c));
}

void html_text_instant(struct page *p, struct instant i) {
    html_text_str(p, format_instant(p->arena, p->lang, i));
}

void html_attr_day(struct page *p, struct day d) {
    if (day_is(d))
        html_attr_str(p, day_iso(p->arena, d));
}

void html_attr_clock(struct page *p, struct clock c) {
    if (clock_is(c))
        html_attr_str(p, clock_iso(p->arena, c));
}

// A path of our own, a place on this page, or a checked scheme. "//host" and "/\host" look like a
// path and lead elsewhere.
static bool url_is_safe(struct str s) {
    if (str_starts(s, STR("/")))
        return s.n == 1 || (s.p[1] != '/' && s.p[1] != '\\');
    return str_starts(s, STR("#")) || str_starts(s, STR("mailto:")) || str_starts(s, STR("https:"));
}

// The characters of RFC 3986, with % for what is encoded already; a quote is left out on purpose,
// and & has an entity of its own.
static const bool url_keeps[256] = {
    ['0' ... '9'] = true, ['A' ... 'Z'] = true, ['a' ... 'z'] = true, ['-'] = true, ['.'] = true,
    ['_'] = true,         ['~'] = true,         [':'] = true,         ['/'] = true, ['?'] = true,
    ['#'] = true,         ['['] = true,         [']'] = true,         ['@'] = true, ['!'] = true,
    ['$'] = true,         ['('] = true,         [')'] = true,         ['*'] = true, ['+'] = true,
    [','] = true,         [';'] = true,         ['='] = true,         ['%'] = true,
};

void html_url(struct page *p, struct url u) {
    ENSURE(url_is_safe(u.text));
    size_t from = 0;
    for (size_t i = 0; i < u.text.n; i++) {
        const char c = u.text.p[i];
        if (url_keeps[(unsigned char)c])
            continue;
        buf_add(&p->b, u.text.p + from, i - from);
        if (c == '&')
            buf_lit(&p->b, "&amp;");
        else
            buf_fmt(&p->b, "%%%02X", (unsigned)(unsigned char)c);
        from = i + 1;
    }
    buf_add(&p->b, u.text.p + from, u.text.n - from);
}

void html_csrf(struct page *p) {
    if (str_is(p->csrf)) {
        html_raw(p, "<input type=\"hidden\" name=\"_csrf\" value=\"");
        html_attr_str(p, p->csrf);
        html_raw(p, "\">");
    }
    if (str_is(p->nonce_form)) {
        html_raw(p, "<input type=\"hidden\" name=\"_once\" value=\"");
        html_attr_str(p, p->nonce_form);
        html_raw(p, "\">");
    }
}
