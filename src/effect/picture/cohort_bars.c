// SPDX-License-Identifier: EUPL-1.2
// The picture of the flywheel: a bar for each cohort, how many applications each alumnus brought,
// with its interval, against the line at one; cohorts whose year is not over are striped. Below it
// where applicants came from, and what else may have made their number. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 64, TOP = 48, BOTTOM = 300, COLUMN = 104, BAR = 48, WIDTH_LEAST = 560, HEIGHT = 380 };
enum { SOURCES_TOP = 436, SOURCES_BOTTOM = 540, SOURCES_HEIGHT = 600 };

enum word {
    TITLE,
    ALL,
    LINE,
    ALUMNI,
    BROUGHT,
    OPEN,
    TO,
    FEW,
    NOTHING,
    APPLICANTS,
    THROUGH,
    OTHERS,
    FULL,
    CAMPAIGN,
    N_WORDS
};
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
    [APPLICANTS] = {"Aanmeldingen naar bron", "Applicants by source"},
    [THROUGH] = {"via alumni", "through alumni"},
    [OTHERS] = {"anders", "otherwise"},
    [FULL] = {"lichting vol", "cohort full"},
    [CAMPAIGN] = {"campagne", "campaign"},
};
enum { ALUMNI_LEAST = 5 };

struct bar {
    const char *name;
    const struct effect_referral *r;
    const struct effect_cohort_sources *sources; // NULL: not known
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

// A referral without alumni of its own is not drawn: the first cohort has none before it.
static bool has_r(const struct bar *bar) {
    return isfinite(bar->r->r);
}

static bool has_sources(const struct bar *bar) {
    return bar->sources && isfinite(bar->sources->applicants) &&
           isfinite(bar->sources->from_alumni);
}

static void say_sources(const struct marks *m, struct buf *b, const struct bar *bar) {
    const struct effect_cohort_sources *s = bar->sources;
    const enum effect_language l = m->how->language;
    if (has_sources(bar))
        buf_fmt(b, "%s %s, %s %s. ", marks_number(b->arena, s->from_alumni, 0, l), word(m, THROUGH),
                marks_number(b->arena, s->applicants - s->from_alumni, 0, l), word(m, OTHERS));
    if (s->is_full)
        buf_fmt(b, "%s. ", word(m, FULL));
    if (s->campaign) {
        buf_fmt(b, "%s ", word(m, CAMPAIGN));
        picture_text(b, s->campaign);
        buf_c(b, ". ");
    }
}

static void say_referral(const struct marks *m, struct buf *b, const struct bar *bar) {
    struct arena *arena = b->arena;
    if (is_few(bar)) {
        buf_fmt(b, ": %s. ", word(m, FEW));
        return;
    }
    const enum effect_language l = m->how->language;
    if (!isfinite(upper_of(bar))) {
        buf_fmt(b, ": %s; %d %s. ", marks_number(arena, bar->r->r, 1, l), bar->r->n,
                word(m, ALUMNI));
        return;
    }
    buf_fmt(
        b, ": %s (%s %s %s); %d %s, %s %s%s%s. ", marks_number(arena, bar->r->r, 1, l),
        marks_number(arena, lower_of(bar), 1, l), word(m, TO),
        marks_number(arena, upper_of(bar), 1, l), bar->r->n, word(m, ALUMNI),
        marks_number(arena, bar->r->brought, bar->r->brought == floor(bar->r->brought) ? 0 : 1, l),
        word(m, BROUGHT), bar->r->is_open ? ", " : "", bar->r->is_open ? word(m, OPEN) : "");
}

static void say(const struct marks *m, struct buf *b, const struct bar *bar) {
    picture_text(b, bar->name);
    if (has_r(bar))
        say_referral(m, b, bar);
    else
        buf_c(b, ": ");
    if (bar->sources)
        say_sources(m, b, bar);
}

static void draw_interval(const struct marks *m, const struct bar *bar, double middle) {
    if (!isfinite(upper_of(bar)))
        return;
    marks_line(m, "ln-ink", middle, picture_y(&m->scale, lower_of(bar)), middle,
               picture_y(&m->scale, upper_of(bar)));
    for (int end = 0; end < 2; end++) {
        const double y = picture_y(&m->scale, end ? upper_of(bar) : lower_of(bar));
        marks_line(m, "ln-ink", middle - 8, y, middle + 8, y);
    }
}

static void draw_bar(const struct marks *m, const struct bar *bar, double x) {
    const double middle = x + BAR / 2.0;
    char text[64];
    marks_text(m, "t t-m", middle, BOTTOM + 20, bar->name);
    if (!has_r(bar))
        return;
    if (is_few(bar)) {
        marks_rect(m, "few", x, TOP + 40, BAR, BOTTOM - TOP - 80);
        marks_words(m, "t-s t-m", middle, TOP + 90, word(m, FEW));
        return;
    }
    if (bar->r->is_open)
        marks_striped(m, x, BAR, 0, bar->r->r);
    else
        marks_column(m, "post", x, BAR, 0, bar->r->r);
    draw_interval(m, bar, middle);
    snprintf(text, sizeof text, "%d %s", bar->r->n, word(m, ALUMNI));
    marks_text(m, "t-s t-m", middle, BOTTOM + 38, text);
    if (bar->r->is_open)
        marks_text(m, "t-s t-m", middle, BOTTOM + 54, word(m, OPEN));
}

// ---- where applicants came from ----------------------------------------------------------------

static void draw_source(const struct marks *m, const struct bar *bar, double x) {
    const struct effect_cohort_sources *s = bar->sources;
    const double middle = x + BAR / 2.0;
    char text[128];
    if (has_sources(bar)) {
        marks_column(m, "post", x, BAR, 0, s->from_alumni);
        marks_column(m, "open", x, BAR, s->from_alumni, s->applicants);
        snprintf(text, sizeof text, "%.0f + %.0f", s->from_alumni, s->applicants - s->from_alumni);
        marks_text(m, "t-s t-m", middle, picture_y(&m->scale, s->applicants) - 6, text);
    }
    if (s->is_full)
        marks_text(m, "t-s t-m", middle, SOURCES_BOTTOM + 18, word(m, FULL));
    if (s->campaign) {
        marks_text(m, "t-s t-m", middle, SOURCES_BOTTOM + 34, word(m, CAMPAIGN));
        marks_text(m, "t-s t-m", middle, SOURCES_BOTTOM + 50, s->campaign);
    }
}

static void draw_sources(const struct marks *m, const struct bar *bars, int32_t n) {
    struct marks own = *m;
    double most = 1;
    for (int32_t k = 0; k < n; k++)
        most = bars[k].sources && has_sources(&bars[k]) ? fmax(most, bars[k].sources->applicants)
                                                        : most;
    own.scale = picture_scale_of(0, most, SOURCES_TOP, SOURCES_BOTTOM);
    marks_line(&own, "ln-ink", LEFT, SOURCES_BOTTOM, m->width, SOURCES_BOTTOM);
    marks_text(&own, "t t-b", LEFT, SOURCES_TOP - 40, word(m, APPLICANTS));
    marks_rect(&own, "post", LEFT + 220, SOURCES_TOP - 51, 12, 12);
    marks_text(&own, "t-s", LEFT + 238, SOURCES_TOP - 41, word(m, THROUGH));
    marks_rect(&own, "open", LEFT + 340, SOURCES_TOP - 51, 12, 12);
    marks_text(&own, "t-s", LEFT + 358, SOURCES_TOP - 41, word(m, OTHERS));
    for (int32_t k = 0; k < n; k++) {
        if (bars[k].sources)
            draw_source(&own, &bars[k], LEFT + COLUMN * k + 28);
    }
}

// ---- the whole ---------------------------------------------------------------------------------

static void draw(const struct marks *m, const struct bar *bars, int32_t n) {
    const double one = picture_y(&m->scale, 1);
    marks_grid(m);
    for (int32_t k = 0; k < n; k++)
        draw_bar(m, &bars[k], LEFT + COLUMN * k + 28);
    marks_line(m, "ln-dash", LEFT, one, m->width, one);
    for (int32_t k = 0; k < n; k++) {
        if (has_r(&bars[k]) && !is_few(&bars[k]))
            marks_text(m, "t t-b halo", LEFT + COLUMN * k + 28 + BAR / 2.0 + 12,
                       picture_y(&m->scale, bars[k].r->r) - 6,
                       marks_number(m->b->arena, bars[k].r->r, 1, m->how->language));
    }
    marks_text(m, "t-s", LEFT, TOP - 30, word(m, LINE));
    if (n > 0 && bars[0].sources)
        draw_sources(m, bars, n);
}

static const char STYLE[] = "<style>.ln-dash{fill:none;stroke:#1f1f1f;stroke-dasharray:4 4;"
                            "stroke-width:1.5}.halo{paint-order:stroke;stroke:#fff;"
                            "stroke-width:4px}</style>";

// Bars of cohorts, and of all together where that is known: how many there are.
static int32_t make_bars(struct marks *m, struct bar *bars, const struct effect_referral *all,
                         const struct effect_referral *cohorts, const char *const *cohort_names,
                         int32_t n_cohorts, const struct effect_cohort_sources *sources) {
    for (int32_t k = 0; k < n_cohorts; k++)
        bars[k] = (struct bar){cohort_names[k], &cohorts[k], sources ? &sources[k] : NULL};
    if (!all)
        return n_cohorts;
    bars[n_cohorts] = (struct bar){word(m, ALL), all, NULL};
    return n_cohorts + 1;
}

char *effect_flywheel_picture(struct arena *arena, const struct effect_referral *all,
                              const struct effect_referral *cohorts,
                              const char *const *cohort_names, int32_t n_cohorts,
                              const struct effect_cohort_sources *sources,
                              const struct effect_picture *how) {
    struct buf b = buf_on(arena, 8192), text = buf_on(arena, 1024);
    struct bar *bars = NEW_ARRAY(arena, struct bar, (size_t)n_cohorts + 1);
    struct marks m = {.b = &b, .how = how, .left = LEFT};
    const int32_t n = make_bars(&m, bars, all, cohorts, cohort_names, n_cohorts, sources);
    double most = 1;
    for (int32_t k = 0; k < n; k++) {
        if (has_r(&bars[k]) && !is_few(&bars[k]))
            most = fmax(most, isfinite(upper_of(&bars[k])) ? upper_of(&bars[k]) : bars[k].r->r);
        say(&m, &text, &bars[k]);
    }
    m.width = fmax(WIDTH_LEAST, LEFT + COLUMN * n);
    m.scale = picture_scale_of(0, most, TOP, BOTTOM);
    const bool is_fine = !all || all->refusal == EFFECT_FLYWHEEL_FINE;
    picture_begin(&b, m.width, sources ? SOURCES_HEIGHT : HEIGHT, word(&m, TITLE),
                  is_fine ? buf_done(&text) : str_from_c(word(&m, NOTHING)), how);
    marks_stripes(&m);
    if (how->has_style)
        buf_c(&b, STYLE);
    if (is_fine)
        draw(&m, bars, n);
    else
        marks_text(&m, "t", LEFT, 160, word(&m, NOTHING));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
