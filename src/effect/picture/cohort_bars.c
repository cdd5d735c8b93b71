// SPDX-License-Identifier: EUPL-1.2
// The picture of the flywheel: a bar for each cohort, how many applications each alumnus brought,
// with its interval, against the line at one; cohorts whose year is not over are open. See
// effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 64, TOP = 48, BOTTOM = 300, COLUMN = 104, BAR = 48, WIDTH_LEAST = 560, HEIGHT = 400 };

enum word { TITLE, ALL, LINE, ALUMNI, BROUGHT, OPEN, TO, FEW, NOTHING, N_WORDS };
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Aanmeldingen per alumnus", "Applications for each alumnus"},
    [ALL] = {"samen", "together"},
    [LINE] = {"1: genoeg om vanzelf door te gaan", "1: enough to go on by itself"},
    [ALUMNI] = {"alumni", "alumni"},
    [BROUGHT] = {"aangebracht", "brought"},
    [OPEN] = {"jaar nog niet om", "year not over"},
    [TO] = {"tot", "to"},
    [FEW] = {"te weinig alumni", "too few alumni"},
    [NOTHING] = {"Er zijn geen alumni.", "There are no alumni."},
};
enum { ALUMNI_LEAST = 5 };

struct bar {
    const char *name;
    const struct effect_referral *r;
};

static const char *word(const struct marks *m, enum word w) {
    return WORDS[w][m->how->language];
}

static bool is_few(const struct bar *bar) {
    return bar->r->n < ALUMNI_LEAST;
}

static double lower_of(const struct bar *bar) {
    return isfinite(bar->r->lower_nb) ? bar->r->lower_nb : bar->r->lower;
}
static double upper_of(const struct bar *bar) {
    return isfinite(bar->r->upper_nb) ? bar->r->upper_nb : bar->r->upper;
}

static void say(const struct marks *m, struct buf *b, const struct bar *bar) {
    struct arena *arena = b->arena;
    picture_text(b, bar->name);
    if (is_few(bar)) {
        buf_fmt(b, ": %s. ", word(m, FEW));
        return;
    }
    const enum effect_language l = m->how->language;
    buf_fmt(
        b, ": %s (%s %s %s); %d %s, %s %s%s%s. ", marks_number(arena, bar->r->r, 1, l),
        marks_number(arena, lower_of(bar), 1, l), word(m, TO),
        marks_number(arena, upper_of(bar), 1, l), bar->r->n, word(m, ALUMNI),
        marks_number(arena, bar->r->brought, bar->r->brought == floor(bar->r->brought) ? 0 : 1, l),
        word(m, BROUGHT), bar->r->is_open ? ", " : "", bar->r->is_open ? word(m, OPEN) : "");
}

static void draw_bar(const struct marks *m, const struct bar *bar, double x) {
    const double middle = x + BAR / 2.0;
    char text[64];
    marks_text(m, "t t-m", middle, BOTTOM + 20, bar->name);
    if (is_few(bar)) {
        marks_rect(m, "few", x, TOP + 40, BAR, BOTTOM - TOP - 80);
        marks_words(m, "t-s t-m", middle, TOP + 90, word(m, FEW));
        return;
    }
    marks_column(m, bar->r->is_open ? "few" : "post", x, BAR, 0, bar->r->r);
    marks_line(m, "ln-ink", middle, picture_y(&m->scale, lower_of(bar)), middle,
               picture_y(&m->scale, upper_of(bar)));
    for (int end = 0; end < 2; end++) {
        const double y = picture_y(&m->scale, end ? upper_of(bar) : lower_of(bar));
        marks_line(m, "ln-ink", middle - 8, y, middle + 8, y);
    }
    marks_text(m, "t t-b", middle + 12, picture_y(&m->scale, bar->r->r) - 6,
               marks_number(m->b->arena, bar->r->r, 1, m->how->language));
    snprintf(text, sizeof text, "%d %s", bar->r->n, word(m, ALUMNI));
    marks_text(m, "t-s t-m", middle, BOTTOM + 38, text);
    if (bar->r->is_open)
        marks_text(m, "t-s t-m", middle, BOTTOM + 54, word(m, OPEN));
}

static void draw(const struct marks *m, const struct bar *bars, int32_t n) {
    const double one = picture_y(&m->scale, 1);
    marks_grid(m);
    for (int32_t k = 0; k < n; k++)
        draw_bar(m, &bars[k], LEFT + COLUMN * k + 28);
    marks_line(m, "ln-dash", LEFT, one, m->width, one);
    marks_text(m, "t-s", LEFT, TOP - 30, word(m, LINE));
}

static const char STYLE[] = "<style>.ln-dash{fill:none;stroke:#1f1f1f;stroke-dasharray:4 4;"
                            "stroke-width:1.5}</style>";

char *effect_flywheel_picture(struct arena *arena, const struct effect_referral *all,
                              const struct effect_referral *cohorts,
                              const char *const *cohort_names, int32_t n_cohorts,
                              const struct effect_picture *how) {
    struct buf b = buf_on(arena, 8192), text = buf_on(arena, 1024);
    struct bar *bars = NEW_ARRAY(arena, struct bar, (size_t)n_cohorts + 1);
    struct marks m = {.b = &b, .how = how, .left = LEFT};
    double most = 1;
    for (int32_t k = 0; k <= n_cohorts; k++) {
        bars[k].name = k < n_cohorts ? cohort_names[k] : word(&m, ALL);
        bars[k].r = k < n_cohorts ? &cohorts[k] : all;
        if (!is_few(&bars[k]) && isfinite(upper_of(&bars[k])))
            most = fmax(most, upper_of(&bars[k]));
        say(&m, &text, &bars[k]);
    }
    m.width = fmax(WIDTH_LEAST, LEFT + COLUMN * (n_cohorts + 1));
    m.scale = picture_scale_of(0, most, TOP, BOTTOM);
    const bool is_fine = all->refusal == EFFECT_FLYWHEEL_FINE;
    picture_begin(&b, m.width, HEIGHT, word(&m, TITLE),
                  is_fine ? buf_done(&text) : str_from_c(word(&m, NOTHING)), how);
    if (how->has_style)
        buf_c(&b, STYLE);
    if (is_fine)
        draw(&m, bars, n_cohorts + 1);
    else
        marks_text(&m, "t", LEFT, 160, word(&m, NOTHING));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
