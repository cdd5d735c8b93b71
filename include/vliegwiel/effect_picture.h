// SPDX-License-Identifier: EUPL-1.2
// Pictures of results as SVG, each with the same figures as text in it.
#ifndef VLIEGWIEL_EFFECT_PICTURE_H
#define VLIEGWIEL_EFFECT_PICTURE_H
#include "vliegwiel/effect.h"

struct effect_picture {
    const char *label; // what is measured; NULL: not named
    const char *unit;  // NULL: point(s)
    enum effect_language language;
    bool has_style; // with its own colours, to stand alone; else with the classes of a page
};

// In: a result with combinations by time since the start; how to name things.
// Out: an SVG document, NUL-terminated: a point for each time, thin bars for all times together,
// thick ones for each alone, the time before in grey, people and teams under each; times without
// enough people stay empty and say so; Sun-Abraham as open diamonds beside the points. `title` says
// what is measured, `desc` every figure.
// Memory: on `arena`, about 1 kB for each time.
// Errors: none; a result without any such time gives a picture that says so.
// Cost: proportional to the number of times.
// Source: docs/effect-did.md.
// Check: the tests read the figures back from the text.
char *effect_did_picture(struct arena *arena, const struct effect_did_result *result,
                         const struct effect_picture *how);
#endif
