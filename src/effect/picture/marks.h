// SPDX-License-Identifier: EUPL-1.2
// Texts, lines and columns of pictures, for those that stand columns beside each other.
#ifndef VLIEGWIEL_PICTURE_MARKS_H
#define VLIEGWIEL_PICTURE_MARKS_H
#include <math.h>

#include "effect/picture/picture.h"

struct marks {
    struct buf *b;
    const struct effect_picture *how;
    struct picture_scale scale;
    double left, width; // where the scale stands; of the whole picture
};
void marks_text(const struct marks *m, const char *classes, double x, double y, const char *text);
// A text of several words, one below the other.
void marks_words(const struct marks *m, const char *classes, double x, double y, const char *text);
void marks_line(const struct marks *m, const char *classes, double x1, double y1, double x2,
                double y2);
void marks_rect(const struct marks *m, const char *classes, double x, double y, double width,
                double height);
// From one value of the scale to another.
void marks_column(const struct marks *m, const char *classes, double x, double width, double from,
                  double to);
// The same with slanting stripes, for what is not finished; marks_stripes once before the first. It
// also has the pattern es-h, light hatching for who is missing.
void marks_stripes(const struct marks *m);
void marks_striped(const struct marks *m, double x, double width, double from, double to);
// Steps of the scale, with numbers before them.
void marks_grid(const struct marks *m);
// A number as text: `decimals`, or with spaces between thousands when there are none.
char *marks_number(struct arena *arena, double value, int decimals, enum effect_language language);
#endif
