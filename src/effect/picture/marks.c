// SPDX-License-Identifier: EUPL-1.2
// See marks.h.
#include "effect/picture/marks.h"

void marks_text(const struct marks *m, const char *classes, double x, double y, const char *text) {
    buf_fmt(m->b, "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\">", classes, x, y);
    picture_text(m->b, text);
    buf_c(m->b, "</text>");
}

void marks_words(const struct marks *m, const char *classes, double x, double y, const char *text) {
    struct str rest = str_from_c(text), word;
    for (int line = 0; str_cut(&rest, ' ', &word); line++)
        marks_text(m, classes, x, y + 16 * line, str_c(m->b->arena, word));
}

void marks_line(const struct marks *m, const char *classes, double x1, double y1, double x2,
                double y2) {
    buf_fmt(m->b, "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>", classes,
            x1, y1, x2, y2);
}

void marks_rect(const struct marks *m, const char *classes, double x, double y, double width,
                double height) {
    buf_fmt(m->b, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            classes, x, y, width, height);
}

void marks_column(const struct marks *m, const char *classes, double x, double width, double from,
                  double to) {
    const double y1 = picture_y(&m->scale, from), y2 = picture_y(&m->scale, to);
    marks_rect(m, classes, x, fmin(y1, y2), width, fmax(fabs(y1 - y2), 1));
}

void marks_stripes(const struct marks *m) {
    buf_c(m->b, "<defs><pattern id=\"es-o\" width=\"8\" height=\"8\" "
                "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
                "<rect width=\"8\" height=\"8\" fill=\"#fff\"/>"
                "<rect width=\"3\" height=\"8\" fill=\"#004a7c\"/></pattern>"
                "<pattern id=\"es-h\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" "
                "patternTransform=\"rotate(45)\"><rect width=\"5\" height=\"5\" fill=\"#fff\"/>"
                "<rect width=\"1.5\" height=\"5\" fill=\"#9aa3ad\"/></pattern></defs>");
}

// The pattern is no class: a page's own colours must not take it away.
void marks_striped(const struct marks *m, double x, double width, double from, double to) {
    const double y1 = picture_y(&m->scale, from), y2 = picture_y(&m->scale, to);
    buf_fmt(m->b,
            "<rect fill=\"url(#es-o)\" stroke=\"#004a7c\" stroke-width=\"1\" x=\"%.1f\" "
            "y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            x, fmin(y1, y2), width, fmax(fabs(y1 - y2), 1));
}

void marks_grid(const struct marks *m) {
    const struct picture_scale *s = &m->scale;
    const int n = (int)lround((s->high - s->low) / s->step);
    for (int k = 0; k <= n; k++) {
        const double value = s->low + k * s->step, y = picture_y(s, value);
        const bool is_zero = fabs(value) < 1e-9 * s->step;
        marks_line(m, is_zero ? "ln-ink" : "ln", m->left, y, m->width, y);
        marks_text(m, "t t-e", m->left - 10, y + 5,
                   is_zero ? "0"
                           : marks_number(m->b->arena, value, s->step >= 1 ? 0 : s->decimals,
                                          m->how->language));
    }
}

char *marks_number(struct arena *arena, double value, int decimals, enum effect_language language) {
    struct buf plain = buf_on(arena, 64), spaced = buf_on(arena, 64);
    picture_number(&plain, value, decimals, language);
    const struct str digits = buf_done(&plain);
    for (size_t k = 0; k < digits.n; k++) {
        const size_t left = digits.n - k;
        const bool is_first = k == 0 || !isdigit((unsigned char)digits.p[k - 1]);
        if (decimals == 0 && !is_first && left % 3 == 0)
            buf_c(&spaced, "\u00a0");
        buf_char(&spaced, digits.p[k]);
    }
    buf_char(&spaced, '\0');
    return spaced.p;
}
