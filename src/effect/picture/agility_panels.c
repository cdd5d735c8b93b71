// SPDX-License-Identifier: EUPL-1.2
// The picture of agility: three panels that stay apart, each only where its figures are known. How
// evenly hours lie within and between people; how many people can do each package; how long
// requests wait. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 72, RIGHT = 700, WIDTH = 720, SPREAD_HIGH = 116, DEPTH_HIGH = 230, WAIT_HIGH = 320 };
enum { PACKAGES_MOST = 24, CURVES_MOST = 4, DEEP = 2 };

enum word {
    TITLE,
    SPREAD,
    WITHIN,
    BETWEEN,
    DEPTH,
    PEOPLE,
    MORE,
    WAIT,
    DAYS,
    MEDIAN,
    NOT_YET,
    NONE,
    N_WORDS
};
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Wendbaarheid: drie beelden, niet opgeteld",
               "Agility: three pictures, not added up"},
    [SPREAD] = {"Spreiding van uren over soorten werk", "Spread of hours over kinds of work"},
    [WITHIN] = {"binnen een mens", "within a person"},
    [BETWEEN] = {"tussen mensen", "between people"},
    [DEPTH] = {"Mensen die een werkpakket kunnen en er zijn",
               "People who can do a work package and are there"},
    [PEOPLE] = {"mensen", "people"},
    [MORE] = {"meer werkpakketten staan in de tabel", "more work packages are in the table"},
    [WAIT] = {"Aanvragen die nog wachten, van de 100", "Requests still waiting, of 100"},
    [DAYS] = {"dagen", "days"},
    [MEDIAN] = {"de helft is bezet na", "half are staffed after"},
    [NOT_YET] = {"de helft is nog niet bezet", "fewer than half are staffed"},
    [NONE] = {"Er zijn geen cijfers om te tekenen.", "There are no figures to draw."},
};

struct drawing {
    struct marks m;
    const struct effect_agility_figures *f;
    struct buf *text;
    double y; // where the next panel begins
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->m.how->language];
}

static char *number(const struct drawing *d, double value, int decimals) {
    return marks_number(d->m.b->arena, value, decimals, d->m.how->language);
}

static void say(const struct drawing *d, const char *name, const char *value) {
    picture_text(d->text, name);
    buf_fmt(d->text, ": %s. ", value);
}

// ---- hours -------------------------------------------------------------------------------------

static void draw_spread(struct drawing *d) {
    const struct effect_hours *h = d->f->hours;
    const double most = fmax(h->gamma, 1e-9), wide = RIGHT - LEFT;
    const double alpha = wide * fmax(0, h->alpha) / most, y = d->y + 40;
    marks_text(&d->m, "t t-b", LEFT, d->y + 20, word(d, SPREAD));
    marks_rect(&d->m, "post", LEFT, y, fmax(alpha, 1), 28);
    marks_rect(&d->m, "open", LEFT + alpha, y, fmax(wide - alpha, 1), 28);
    const enum word words[] = {WITHIN, BETWEEN};
    const double values[] = {h->alpha, h->beta};
    for (int k = 0; k < 2; k++) {
        char *const value = number(d, values[k], 2);
        marks_text(
            &d->m, k == 0 ? "t-s" : "t-s t-e", k == 0 ? LEFT : RIGHT, y + 46,
            str_c(d->m.b->arena, str_fmt(d->m.b->arena, "%s: %s", word(d, words[k]), value)));
        say(d, word(d, words[k]), value);
    }
    d->y += SPREAD_HIGH;
}

// ---- packages ----------------------------------------------------------------------------------

static void draw_depth(struct drawing *d) {
    const struct effect_bench *bench = d->f->bench;
    const int32_t n = bench->n_packages < PACKAGES_MOST ? bench->n_packages : PACKAGES_MOST;
    struct marks own = d->m;
    double most = 1;
    marks_text(&d->m, "t t-b", LEFT, d->y + 20, word(d, DEPTH));
    for (int32_t k = 0; k < n; k++)
        most = fmax(most, bench->depth[k]);
    own.scale = picture_scale_of(0, most, d->y + 40, d->y + 150);
    own.scale.step = fmax(1, own.scale.step); // people come whole
    own.scale.high = own.scale.step * ceil(most / own.scale.step);
    marks_grid(&own);
    const double wide = (RIGHT - LEFT) / (double)n;
    for (int32_t k = 0; k < n; k++) {
        const double x = LEFT + wide * k + wide * .15, middle = LEFT + wide * (k + .5);
        if (bench->depth[k] > 0)
            marks_column(&own, bench->depth[k] < DEEP ? "open" : "post", x, wide * .7, 0,
                         bench->depth[k]);
        buf_fmt(d->m.b, "<text class=\"t-s t-e\" transform=\"translate(%.1f %.1f) rotate(-35)\">",
                middle + 4, d->y + 168);
        picture_text(d->m.b, d->f->package_names[k]);
        buf_c(d->m.b, "</text>");
        say(d, d->f->package_names[k], number(d, bench->depth[k], 0));
    }
    if (n < bench->n_packages) {
        marks_text(&d->m, "t-s t-e", RIGHT, d->y + 20, word(d, MORE));
        buf_fmt(d->text, "%s. ", word(d, MORE));
    }
    d->y += DEPTH_HIGH;
}

// ---- waiting -----------------------------------------------------------------------------------

static double last_of(const struct drawing *d) {
    double last = 1;
    for (int32_t g = 0; g < d->f->n_groups; g++) {
        const struct effect_curve *c = &d->f->survival->curves[g];
        last = c->n_steps > 0 ? fmax(last, c->steps[c->n_steps - 1].time) : last;
    }
    return last;
}

static double x_of(double time, double last) {
    return LEFT + (RIGHT - LEFT) * time / last;
}

static void draw_curve(const struct marks *m, const struct effect_curve *c, double last,
                       int32_t which) {
    double y = picture_y(&m->scale, 100);
    buf_fmt(m->b, "<polyline class=\"curve c%d\" points=\"%d,%.1f", which, LEFT, y);
    for (int32_t k = 0; k < c->n_steps; k++) {
        const double x = x_of(c->steps[k].time, last);
        buf_fmt(m->b, " %.1f,%.1f", x, y);
        y = picture_y(&m->scale, 100 * c->steps[k].waiting);
        buf_fmt(m->b, " %.1f,%.1f", x, y);
    }
    buf_fmt(m->b, " %d,%.1f\"/>", RIGHT, y);
}

static void say_curve(struct drawing *d, const struct effect_curve *c, const char *name, double y,
                      int32_t which) {
    struct arena *const arena = d->m.b->arena;
    const char *const said = isfinite(c->median)
                                 ? str_c(arena, str_fmt(arena, "%s %s %s", word(d, MEDIAN),
                                                        number(d, c->median, 1), word(d, DAYS)))
                                 : word(d, NOT_YET);
    say(d, name, said);
    buf_fmt(d->m.b, "<line class=\"curve c%d\" x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"/>",
            which, LEFT, y - 4, LEFT + 28, y - 4);
    marks_text(&d->m, "t-s", LEFT + 36, y, str_c(arena, str_fmt(arena, "%s: %s", name, said)));
}

static void draw_waiting(struct drawing *d) {
    const struct effect_survival *s = d->f->survival;
    const int32_t n = d->f->n_groups < CURVES_MOST ? d->f->n_groups : CURVES_MOST;
    const double last = last_of(d);
    struct marks own = d->m;
    marks_text(&d->m, "t t-b", LEFT, d->y + 20, word(d, WAIT));
    own.scale = picture_scale_of(0, 100, d->y + 40, d->y + 200);
    marks_grid(&own);
    for (int k = 0; k <= 4; k++)
        marks_text(&d->m, "t-s t-m", x_of(last * k / 4, last), d->y + 220,
                   number(d, last * k / 4, 0));
    marks_text(&d->m, "t-s t-e", RIGHT, d->y + 238, word(d, DAYS));
    for (int32_t g = 0; g < n; g++) {
        draw_curve(&own, &s->curves[g], last, g);
        say_curve(d, &s->curves[g], d->f->group_names ? d->f->group_names[g] : word(d, WAIT),
                  d->y + 240 + 18 * g, g);
    }
    d->y += WAIT_HIGH;
}

// ---- the whole ---------------------------------------------------------------------------------

static const char STYLE[] =
    "<style>.curve{fill:none;stroke-width:2.5}.c0{stroke:#004a7c}.c1{stroke:#8a5200;"
    "stroke-dasharray:8 4}.c2{stroke:#5b2a86;stroke-dasharray:2 4}.c3{stroke:#00665a;"
    "stroke-dasharray:12 4 2 4}</style>";

char *effect_agility_picture(struct arena *arena, const struct effect_agility_figures *figures,
                             const struct effect_picture *how) {
    struct buf b = buf_on(arena, 16384), body = buf_on(arena, 16384), text = buf_on(arena, 1024);
    struct drawing d = {.m = {.b = &body, .how = how, .left = LEFT, .width = RIGHT},
                        .f = figures,
                        .text = &text,
                        .y = 44};
    marks_text(&d.m, "t t-b", LEFT, 30, word(&d, TITLE));
    const double empty = d.y;
    if (figures->hours && figures->hours->refusal == EFFECT_AGILITY_FINE)
        draw_spread(&d);
    if (figures->bench && figures->bench->refusal == EFFECT_AGILITY_FINE)
        draw_depth(&d);
    if (figures->survival && figures->survival->curves)
        draw_waiting(&d);
    if (d.y == empty) {
        marks_text(&d.m, "t", LEFT, d.y + 40, word(&d, NONE));
        buf_c(&text, word(&d, NONE));
        d.y += 80;
    }
    picture_begin(&b, WIDTH, d.y, word(&d, TITLE), buf_done(&text), how);
    if (how->has_style)
        buf_c(&b, STYLE);
    buf_str(&b, buf_done(&body));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
