// SPDX-License-Identifier: EUPL-1.2
// The picture of randomisation inference: the difference that every order would have given, and the
// one that the lot did give. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 72, RIGHT = 700, TOP = 76, BOTTOM = 300, WIDTH = 720, HEIGHT = 396, BINS = 41 };

enum word { TITLE, ORDERS, DRAWN, THIS, FAR, INTERVAL, TO, AXIS, NONE, CHECK, N_WORDS };
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Als het lot anders was gevallen", "Had the lot fallen otherwise"},
    [ORDERS] = {"volgordes, alle", "orders, all"},
    [DRAWN] = {"volgordes, door loting", "orders, drawn"},
    [THIS] = {"gevonden", "found"},
    [FAR] = {"minstens zo ver van 0", "at least as far from 0"},
    [INTERVAL] = {"effecten die hierbij passen", "effects that fit this"},
    [TO] = {"tot", "to"},
    [AXIS] = {"verschil", "difference"},
    [NONE] = {"Hoe het lot ook valt, er komt hetzelfde uit.",
              "However the lot falls, the same comes out."},
    [CHECK] = {"geen interval: met zo weinig volgordes valt niets uit te sluiten",
               "no interval: so few orders rule nothing out"},
};

struct drawing {
    struct marks m;
    const struct effect_ri_result *r;
    double most; // the scale runs from -most to most
    int64_t near[BINS], far[BINS], n_far;
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->m.how->language];
}

static char *number(const struct drawing *d, double value) {
    const double decimals = ceil(1 - log10(d->most));
    return marks_number(d->m.b->arena, value,
                        decimals < 1   ? 1
                        : decimals > 6 ? 6
                                       : (int)decimals,
                        d->m.how->language);
}

static bool has_interval(const struct drawing *d) {
    return isfinite(d->r->studentised.lower) && isfinite(d->r->studentised.upper);
}

// An odd number of bins, so that one stands around 0.
static void count(struct drawing *d) {
    const struct effect_ri_result *r = d->r;
    d->most = fabs(r->effect);
    for (int64_t k = 0; k < r->assignments; k++)
        d->most = fmax(d->most, fabs(r->coefficients[k]));
    if (has_interval(d))
        d->most = fmax(d->most, fmax(fabs(r->studentised.lower), fabs(r->studentised.upper)));
    d->most = d->most > 0 ? d->most : 1;
    for (int64_t k = 0; k < r->assignments; k++) {
        const double place = (r->coefficients[k] / d->most + 1) / 2 * BINS;
        const int bin = place < 0 ? 0 : place >= BINS ? BINS - 1 : (int)place;
        const bool is_far = fabs(r->coefficients[k]) >= fabs(r->effect) - 1e-9 * d->most;
        (is_far ? d->far : d->near)[bin]++;
        d->n_far += is_far;
    }
}

static double x_of(const struct drawing *d, double value) {
    return LEFT + (RIGHT - LEFT) * (value / d->most + 1) / 2;
}

static void draw_bins(const struct drawing *d) {
    const double width = (double)(RIGHT - LEFT) / BINS;
    for (int bin = 0; bin < BINS; bin++) {
        const double x = LEFT + width * bin, near = (double)d->near[bin];
        if (d->near[bin] > 0)
            marks_column(&d->m, "pre", x, width * .9, 0, near);
        if (d->far[bin] > 0)
            marks_column(&d->m, "post", x, width * .9, near, near + (double)d->far[bin]);
    }
}

static void draw_interval(const struct drawing *d) {
    const struct effect_ri_figure *f = &d->r->studentised;
    const double y = BOTTOM + 62;
    if (!has_interval(d)) {
        marks_text(&d->m, "t-s t-m", (LEFT + RIGHT) / 2.0, y, word(d, CHECK));
        return;
    }
    marks_line(&d->m, "ln-ink", x_of(d, f->lower), y, x_of(d, f->upper), y);
    marks_line(&d->m, "ln-ink", x_of(d, f->lower), y - 6, x_of(d, f->lower), y + 6);
    marks_line(&d->m, "ln-ink", x_of(d, f->upper), y - 6, x_of(d, f->upper), y + 6);
    marks_text(&d->m, "t-s", LEFT, y + 22, word(d, INTERVAL));
}

static void draw_axis(const struct drawing *d) {
    marks_grid(&d->m);
    for (int k = -2; k <= 2; k++)
        marks_text(&d->m, "t t-m", x_of(d, d->most * k / 2), BOTTOM + 22,
                   k == 0 ? "0" : number(d, d->most * k / 2));
    marks_text(&d->m, "t-s t-e", RIGHT, BOTTOM + 42,
               d->m.how->unit ? str_c(d->m.b->arena, str_fmt(d->m.b->arena, "%s, %s", word(d, AXIS),
                                                             d->m.how->unit))
                              : word(d, AXIS));
}

static void draw(const struct drawing *d) {
    char text[128];
    draw_axis(d);
    draw_bins(d);
    const double x = x_of(d, d->r->effect);
    marks_line(&d->m, "ln-ink", x, TOP - 8, x, BOTTOM);
    snprintf(text, sizeof text, "%s: %s", word(d, THIS), number(d, d->r->effect));
    marks_text(&d->m, x > (LEFT + RIGHT) / 2.0 ? "t t-b t-e" : "t t-b", x, TOP - 14, text);
    snprintf(text, sizeof text, "%" PRId64 " %s", d->n_far, word(d, FAR));
    marks_rect(&d->m, "post", 380, 20, 12, 12);
    marks_text(&d->m, "t-s", 398, 31, text);
    draw_interval(d);
}

static struct str description(const struct drawing *d) {
    struct arena *const arena = d->m.b->arena;
    const struct effect_ri_figure *f = &d->r->studentised;
    struct buf b = buf_on(arena, 256), plain = buf_on(arena, 256);
    buf_fmt(&b, "%" PRId64 " %s. %s: %s. %" PRId64 " %s. ", d->r->assignments,
            word(d, d->r->is_exact ? ORDERS : DRAWN), word(d, THIS), number(d, d->r->effect),
            d->n_far, word(d, FAR));
    if (has_interval(d))
        buf_fmt(&b, "%s: %s %s %s.", word(d, INTERVAL), number(d, f->lower), word(d, TO),
                number(d, f->upper));
    else
        buf_fmt(&b, "%s.", word(d, CHECK));
    buf_char(&b, '\0');
    picture_text(&plain, b.p);
    return buf_done(&plain);
}

char *effect_ri_picture(struct arena *arena, const struct effect_ri_result *result,
                        const struct effect_picture *how) {
    struct buf b = buf_on(arena, 8192);
    struct drawing d = {.m = {.b = &b, .how = how, .left = LEFT, .width = RIGHT}, .r = result};
    const bool is_fine = isfinite(result->effect) && result->assignments > 0;
    int64_t most = 1;
    if (is_fine)
        count(&d);
    for (int bin = 0; bin < BINS; bin++)
        most = d.near[bin] + d.far[bin] > most ? d.near[bin] + d.far[bin] : most;
    d.m.scale = picture_scale_of(0, (double)most, TOP, BOTTOM);
    picture_begin(&b, WIDTH, HEIGHT, word(&d, TITLE),
                  is_fine ? description(&d) : str_from_c(word(&d, NONE)), how);
    marks_text(&d.m, "t t-b", LEFT, 30, word(&d, TITLE));
    if (is_fine)
        draw(&d);
    else
        marks_text(&d.m, "t", LEFT, 160, word(&d, NONE));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
