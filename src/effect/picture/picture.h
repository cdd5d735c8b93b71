// SPDX-License-Identifier: EUPL-1.2
// What pictures are made of: an upright scale with round steps, numbers as people write them, texts
// that cannot break out. Classes are those of the pages.
#ifndef VLIEGWIEL_PICTURE_H
#define VLIEGWIEL_PICTURE_H
#include "base/buf.h"
#include "vliegwiel/effect.h"

struct picture_scale {
    double low, high, step; // round numbers; low <= 0 <= high
    int decimals;           // that the steps need, at least one
    double top, bottom;     // where high and low are drawn
};
// A scale that holds all from `least` to `most`, and zero.
struct picture_scale picture_scale_of(double least, double most, double top, double bottom);
double picture_y(const struct picture_scale *scale, double value);
// With a comma in Dutch, and a real minus.
void picture_number(struct buf *b, double value, int decimals, enum effect_language language);
void picture_text(struct buf *b, const char *text); // with & < > " written as entities
// <svg ...> with title and desc; the caller ends it. Style: the colours of the pages.
void picture_begin(struct buf *b, double width, double height, const char *title,
                   struct str description, const struct effect_picture *how);
#endif
