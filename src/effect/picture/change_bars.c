// SPDX-License-Identifier: EUPL-1.2
// The picture of a change in the same people: how many went up, stayed and went down, and the mean
// change with its interval beside zero. As many people as there are, as much is drawn. See
// effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 40, RIGHT = 680, WIDTH = 720, HEIGHT = 268, BAR_TOP = 62, BAR_HIGH = 34 };
enum { AXIS = 184, N_WAYS = 3 };

enum word { TITLE, UP, SAME, DOWN, PEOPLE, MEAN, TO, NOTHING, CLASS, N_WORDS };
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Dezelfde mensen, voor en na", "The same people, before and after"},
    [UP] = {"omhoog", "up"},
    [SAME] = {"gelijk", "the same"},
    [DOWN] = {"omlaag", "down"},
    [PEOPLE] = {"mensen", "people"},
    [MEAN] = {"gemiddelde verandering", "mean change"},
    [TO] = {"tot", "to"},
    [NOTHING] = {"Te weinig mensen om iets te laten zien.", "Too few people to show anything."},
    [CLASS] = {"of dit door de leergang komt, is hiermee niet te zeggen",
               "whether the programme caused this, these figures do not tell"},
};

struct drawing {
    struct marks m;
    const struct effect_change *c;
    double most; // the axis runs from -most to most
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->m.how->language];
}

static char *number(const struct drawing *d, double value) {
    return marks_number(d->m.b->arena, value, 1, d->m.how->language);
}

static bool has_interval(const struct drawing *d) {
    return isfinite(d->c->lower) && isfinite(d->c->upper);
}

static void draw_ways(const struct drawing *d) {
    const int32_t ways[N_WAYS] = {d->c->up, d->c->same, d->c->down};
    static const char *const CLASSES[N_WAYS] = {"post", "band", "pre"};
    double x = LEFT;
    char text[64];
    for (int k = 0; k < N_WAYS; k++) {
        const double wide = (double)(RIGHT - LEFT) * ways[k] / d->c->n;
        if (ways[k] == 0)
            continue;
        marks_rect(&d->m, CLASSES[k], x, BAR_TOP, fmax(wide - 2, 1), BAR_HIGH);
        snprintf(text, sizeof text, "%d %s", ways[k], word(d, (enum word)(UP + k)));
        const bool is_last = x + wide > RIGHT - 1;
        marks_text(&d->m, is_last && k > 0 ? "t-s t-e" : "t-s", is_last && k > 0 ? RIGHT : x,
                   BAR_TOP + BAR_HIGH + 18, text);
        x += wide;
    }
}

static double x_of(const struct drawing *d, double value) {
    return LEFT + (RIGHT - LEFT) * (value / d->most + 1) / 2;
}

static void draw_mean(const struct drawing *d) {
    const double zero = x_of(d, 0), mean = x_of(d, d->c->mean);
    marks_text(&d->m, "t-s", LEFT, AXIS - 28, word(d, MEAN));
    marks_line(&d->m, "ln", LEFT, AXIS + 20, RIGHT, AXIS + 20);
    marks_line(&d->m, "ln-ink", zero, AXIS - 16, zero, AXIS + 26);
    marks_text(&d->m, "t t-m", zero, AXIS + 44, "0");
    for (int end = -1; end <= 1; end += 2)
        marks_text(&d->m, end < 0 ? "t" : "t t-e", x_of(d, end * d->most), AXIS + 44,
                   number(d, end * d->most));
    if (has_interval(d)) {
        marks_line(&d->m, "ln-ink", x_of(d, d->c->lower), AXIS, x_of(d, d->c->upper), AXIS);
        marks_line(&d->m, "ln-ink", x_of(d, d->c->lower), AXIS - 6, x_of(d, d->c->lower), AXIS + 6);
        marks_line(&d->m, "ln-ink", x_of(d, d->c->upper), AXIS - 6, x_of(d, d->c->upper), AXIS + 6);
    }
    buf_fmt(d->m.b, "<circle class=\"post\" cx=\"%.1f\" cy=\"%d\" r=\"6\"/>", mean, AXIS);
    marks_text(&d->m, "t t-b t-m", mean, AXIS - 12, number(d, d->c->mean));
}

static struct str description(const struct drawing *d) {
    const struct effect_change *c = d->c;
    struct buf b = buf_on(d->m.b->arena, 256), plain = buf_on(d->m.b->arena, 256);
    buf_fmt(&b, "%d %s: %d %s, %d %s, %d %s. %s %s", c->n, word(d, PEOPLE), c->up, word(d, UP),
            c->same, word(d, SAME), c->down, word(d, DOWN), word(d, MEAN), number(d, c->mean));
    if (has_interval(d))
        buf_fmt(&b, " (%s %s %s)", number(d, c->lower), word(d, TO), number(d, c->upper));
    buf_fmt(&b, "; %s.", word(d, CLASS));
    buf_char(&b, '\0');
    picture_text(&plain, b.p);
    return buf_done(&plain);
}

char *effect_survey_picture(struct arena *arena, const struct effect_change *change,
                            const struct effect_picture *how) {
    struct buf b = buf_on(arena, 4096);
    struct drawing d = {.m = {.b = &b, .how = how, .left = LEFT, .width = RIGHT}, .c = change};
    const bool is_fine = change->rule != EFFECT_CHANGE_NOTHING;
    d.most = fmax(fabs(change->mean),
                  has_interval(&d) ? fmax(fabs(change->lower), fabs(change->upper)) : 0);
    d.most = d.most > 0 ? ceil(d.most * 10) / 10 : 1;
    picture_begin(&b, WIDTH, HEIGHT, word(&d, TITLE),
                  is_fine ? description(&d) : str_from_c(word(&d, NOTHING)), how);
    marks_text(&d.m, "t t-b", LEFT, 30, word(&d, TITLE));
    if (is_fine) {
        draw_ways(&d);
        draw_mean(&d);
        marks_text(&d.m, "t-s", LEFT, HEIGHT - 12, word(&d, CLASS));
    } else {
        marks_text(&d.m, "t", LEFT, BAR_TOP + 30, word(&d, NOTHING));
    }
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
