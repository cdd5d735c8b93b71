// SPDX-License-Identifier: EUPL-1.2
// The parts of pictures; see picture.h.
#include "effect/picture/picture.h"

#include <math.h>

enum { STEPS_MOST = 7 };

static const char STYLE[] =
    "<style>svg{background:#fff;font-family:\"Noto Sans\",sans-serif}"
    ".t{fill:#1f1f1f;font-size:14px}.t-s{fill:#595959;font-size:12px}.t-b{font-weight:700}"
    ".t-m{text-anchor:middle}.t-e{text-anchor:end}"
    ".ln{fill:none;stroke:#d6d6d6;stroke-width:1}.ln-ink{fill:none;stroke:#1f1f1f;stroke-width:1.5}"
    ".band{fill:#eff1f3}.few{fill:#fff;stroke:#6b7280;stroke-dasharray:4 4;stroke-width:1}"
    ".pre{fill:#6b7280;stroke:#6b7280}.post{fill:#004a7c;stroke:#004a7c}"
    ".thin{stroke-width:5}.wide{stroke-width:1.5}"
    ".open{fill:#fff;stroke:#1f1f1f;stroke-width:1.5}</style>";

struct picture_scale picture_scale_of(double least, double most, double top, double bottom) {
    struct picture_scale s = {.top = top, .bottom = bottom};
    least = fmin(least, 0);
    most = fmax(most, 0);
    const double span = most - least > 0 ? most - least : 1;
    const double tens = pow(10, floor(log10(span / STEPS_MOST)));
    const double rest = span / STEPS_MOST / tens;
    s.step = tens * (rest <= 1 ? 1 : rest <= 2 ? 2 : rest <= 5 ? 5 : 10);
    s.low = s.step * floor(least / s.step + 1e-9);
    s.high = s.step * ceil(most / s.step - 1e-9);
    if (!(s.high > s.low))
        s.high = s.low + s.step;
    const double decimals = -floor(log10(s.step) + 1e-9);
    s.decimals = decimals < 1 ? 1 : decimals > 9 ? 9 : (int)decimals;
    return s;
}

double picture_y(const struct picture_scale *scale, double value) {
    const double share = (value - scale->low) / (scale->high - scale->low);
    return scale->bottom - share * (scale->bottom - scale->top);
}

void picture_number(struct buf *b, double value, int decimals, enum effect_language language) {
    char digits[400];
    snprintf(digits, sizeof digits, "%.*f", decimals, fabs(value));
    if (value < 0 && strspn(digits, "0.") < strlen(digits))
        buf_c(b, "\u2212");
    for (const char *c = digits; *c != '\0'; c++)
        buf_char(b, *c == '.' && language == EFFECT_DUTCH ? ',' : *c);
}

void picture_text(struct buf *b, const char *text) {
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '&')
            buf_c(b, "&amp;");
        else if (*c == '<')
            buf_c(b, "&lt;");
        else if (*c == '>')
            buf_c(b, "&gt;");
        else if (*c == '"')
            buf_c(b, "&quot;");
        else if ((unsigned char)*c >= ' ')
            buf_char(b, *c);
    }
}

void picture_begin(struct buf *b, double width, double height, const char *title,
                   struct str description, const struct effect_picture *how) {
    buf_fmt(b,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %g %g\" role=\"img\" "
            "lang=\"%s\" aria-labelledby=\"es-t es-d\"><title id=\"es-t\">",
            width, height, how->language == EFFECT_DUTCH ? "nl" : "en");
    picture_text(b, title);
    buf_c(b, "</title><desc id=\"es-d\">");
    buf_str(b, description);
    buf_c(b, "</desc>");
    if (how->has_style)
        buf_c(b, STYLE);
}
