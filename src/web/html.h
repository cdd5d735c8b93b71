// SPDX-License-Identifier: EUPL-1.2
// Typed output for pages: what is written is escaped for the place where it stands. Only compiled
// templates call these; a URL has a type of its own, so that a text cannot become a link.
#ifndef VLIEGWIEL_HTML_H
#define VLIEGWIEL_HTML_H
#include "base/day.h"

enum lang { LANG_NL, LANG_EN, LANG_N };

struct url {
    struct str text;
}; // made by url_* functions only: a path of our own, or a checked mailto/https
struct page {
    struct buf b;
    struct arena *arena;
    enum lang lang;
    struct str csrf;       // hidden field's value; STR_NONE on pages without a session
    struct str nonce_form; // idempotency key for forms on this page
};

void html_text_str(struct page *p, struct str s);
void html_text_int(struct page *p, int64_t value);
void html_text_size(struct page *p, size_t value);
void html_text_day(struct page *p, struct day d);
void html_text_clock(struct page *p, struct clock c);
void html_text_instant(struct page *p, struct instant i);
void html_attr_str(struct page *p, struct str s);
void html_attr_day(struct page *p, struct day d);     // ISO, for inputs
void html_attr_clock(struct page *p, struct clock c); // HH:MM, for inputs
void html_url(struct page *p, struct url u);
void html_csrf(struct page *p);
#define html_raw(p, literal) buf_add(&(p)->b, "" literal, sizeof(literal) - 1)

#define html_text(p, x)                                                                            \
    _Generic((x), struct str                                                                       \
             : html_text_str, struct day                                                           \
             : html_text_day, struct clock                                                         \
             : html_text_clock, struct instant                                                     \
             : html_text_instant, size_t                                                           \
             : html_text_size, default                                                             \
             : html_text_int)(p, x)
#define html_attr(p, x)                                                                            \
    _Generic((x), struct str                                                                       \
             : html_attr_str, struct day                                                           \
             : html_attr_day, struct clock                                                         \
             : html_attr_clock, size_t                                                             \
             : html_text_size, default                                                             \
             : html_text_int)(p, x)
#endif
