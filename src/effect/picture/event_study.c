// SPDX-License-Identifier: EUPL-1.2
// The picture of a staggered effect by time since the start; see effect_picture.h.
#include "effect/picture/picture.h"

#include <math.h>

enum { LEFT = 64, TOP = 24, BOTTOM = 320, COLUMN = 82, WIDTH_LEAST = 720, HEIGHT = 426 };

enum word {
    TITLE,
    BEFORE,
    BEFORE_HERE,
    AFTER,
    DIFFERENCE,
    AXIS,
    TOO_FEW,
    PEOPLE,
    TEAMS,
    POINT,
    OUTCOME,
    TO,
    TOGETHER,
    ALONE,
    OTHER,
    NOTHING,
    LEGEND,
    N_WORDS
};
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Verschil in {} tussen wie begon en wie nog niet begonnen was",
               "Difference in {} between those who began and those who had not"},
    [BEFORE] = {"voor de start:", "before the start:"},
    [BEFORE_HERE] = {"hier hoort ongeveer 0 te staan", "this should be about 0"},
    [AFTER] = {"na de start", "after the start"},
    [DIFFERENCE] = {"verschil in {}", "difference in {}"},
    [AXIS] = {"periodes voor en na de start (0 = start)",
              "periods before and after the start (0 = start)"},
    [TOO_FEW] = {"te weinig mensen", "too few people"},
    [PEOPLE] = {"mensen", "people"},
    [TEAMS] = {"teams", "teams"},
    [POINT] = {"punten", "points"},
    [OUTCOME] = {"de uitkomst", "the outcome"},
    [TO] = {"tot", "to"},
    [TOGETHER] = {"alle periodes samen", "all periods together"},
    [ALONE] = {"deze periode alleen", "this period alone"},
    [OTHER] = {"andere methode (Sun-Abraham)", "another method (Sun-Abraham)"},
    [NOTHING] = {"Er is geen periode met genoeg mensen.", "No period has enough people."},
    [LEGEND] = {"dikke streep: deze periode alleen; dunne streep: alle periodes samen; ruit: "
                "andere methode (Sun-Abraham)",
                "thick bar: this period alone; thin bar: all periods together; diamond: "
                "another method (Sun-Abraham)"},
};

struct event {
    int64_t lead;
    const struct effect_did_aggregate *figure; // NULL: too few people
    double other;                              // NaN: none
};
struct drawing {
    struct buf *b;
    const struct effect_did_result *result;
    const struct effect_picture *how;
    struct event *events;
    int n;
    struct picture_scale scale;
    double width;
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->how->language];
}

static const char *or_else(const char *text, const char *otherwise) {
    return text != NULL && *text != '\0' ? text : otherwise;
}

// The word with its {} filled in, NUL-terminated.
static char *filled(const struct drawing *d, enum word w, const char *inside) {
    struct buf b = buf_on(d->b->arena, 256);
    for (const char *c = word(d, w); *c != '\0'; c++) {
        if (*c != '{') {
            buf_char(&b, *c);
            continue;
        }
        buf_c(&b, inside);
        c++;
    }
    buf_char(&b, '\0');
    return b.p;
}

// ---- which times -------------------------------------------------------------------------------

static struct event *place_of(struct drawing *d, int64_t lead) {
    int at = 0;
    while (at < d->n && d->events[at].lead < lead)
        at++;
    if (at < d->n && d->events[at].lead == lead)
        return &d->events[at];
    for (int k = d->n++; k > at; k--)
        d->events[k] = d->events[k - 1];
    d->events[at] = (struct event){.lead = lead, .other = NAN};
    return &d->events[at];
}

// Every time that some cell has, with or without a figure.
static void find_events(struct arena *arena, struct drawing *d) {
    const struct effect_did_result *const r = d->result;
    d->events = NEW_ARRAY(arena, struct event, (size_t)(r->n_cells + r->n_aggregates));
    for (int32_t k = 0; k < r->n_cells; k++)
        (void)place_of(d, (int64_t)r->cells[k].time - r->cells[k].cohort);
    for (int32_t m = 0; m < r->n_aggregates; m++)
        if (r->aggregates[m].type == EFFECT_DID_DYNAMIC && !r->aggregates[m].is_overall)
            place_of(d, r->aggregates[m].key)->figure = &r->aggregates[m];
    for (int32_t e = 0; e < r->sun_abraham.n_events; e++)
        for (int k = 0; k < d->n; k++)
            if (d->events[k].lead == r->sun_abraham.event[e] && d->events[k].figure)
                d->events[k].other = r->sun_abraham.event_att[e];
}

static void stretch(double value, double *least, double *most) {
    if (!isfinite(value))
        return;
    *least = fmin(*least, value);
    *most = fmax(*most, value);
}

static void find_scale(struct drawing *d) {
    double least = 0, most = 0;
    for (int k = 0; k < d->n; k++) {
        const struct effect_did_aggregate *const a = d->events[k].figure;
        if (!a)
            continue;
        stretch(a->att, &least, &most);
        stretch(a->lower, &least, &most);
        stretch(a->upper, &least, &most);
        stretch(d->events[k].other, &least, &most);
    }
    d->scale = picture_scale_of(least, most, TOP + 48, BOTTOM - 8);
}

// ---- the text twin -----------------------------------------------------------------------------

static void say_interval(struct drawing *d, double lower, double upper, enum word what) {
    if (!isfinite(lower) || !isfinite(upper))
        return;
    buf_fmt(d->b, "; %s ", word(d, what));
    picture_number(d->b, lower, d->scale.decimals, d->how->language);
    buf_fmt(d->b, " %s ", word(d, TO));
    picture_number(d->b, upper, d->scale.decimals, d->how->language);
}

static void say_event(struct drawing *d, const struct event *e) {
    const struct effect_did_aggregate *const a = e->figure;
    buf_fmt(d->b, " %s%" PRId64 ": ", e->lead < 0 ? "\u2212" : "",
            e->lead < 0 ? -e->lead : e->lead);
    if (!a) {
        buf_fmt(d->b, "%s.", word(d, TOO_FEW));
        return;
    }
    picture_number(d->b, a->att, d->scale.decimals, d->how->language);
    say_interval(d, a->lower_single, a->upper_single, ALONE);
    say_interval(d, a->lower, a->upper, TOGETHER);
    if (isfinite(e->other)) {
        buf_fmt(d->b, "; %s ", word(d, OTHER));
        picture_number(d->b, e->other, d->scale.decimals, d->how->language);
    }
    buf_fmt(d->b, "; %" PRId64 " %s, %" PRId64 " %s.", a->n_treated, word(d, PEOPLE), a->n_clusters,
            word(d, TEAMS));
}

static struct str description(struct arena *arena, struct drawing *d) {
    struct buf text = buf_on(arena, 1024), *const kept = d->b;
    d->b = &text;
    buf_fmt(&text, "%s.", word(d, d->n > 0 ? AXIS : NOTHING));
    for (int k = 0; k < d->n; k++)
        say_event(d, &d->events[k]);
    d->b = kept;
    return buf_done(&text);
}

// ---- marks -------------------------------------------------------------------------------------

static double x_of(int k) {
    return LEFT + COLUMN * (k + 0.5);
}

static void text_at(struct drawing *d, const char *classes, double x, double y, const char *text) {
    buf_fmt(d->b, "<text class=\"%s\" x=\"%g\" y=\"%g\">", classes, x, y);
    picture_text(d->b, text);
    buf_c(d->b, "</text>");
}

static void draw_bar(struct drawing *d, const char *classes, double x, double lower, double upper) {
    if (isfinite(lower) && isfinite(upper))
        buf_fmt(d->b, "<line class=\"%s\" x1=\"%g\" x2=\"%g\" y1=\"%.1f\" y2=\"%.1f\"/>", classes,
                x, x, picture_y(&d->scale, lower), picture_y(&d->scale, upper));
}

static void draw_counts(struct drawing *d, double x, const struct effect_did_aggregate *a) {
    char text[64];
    snprintf(text, sizeof text, "%" PRId64 " %s", a->n_treated, word(d, PEOPLE));
    text_at(d, "t-s t-m", x, 364, text);
    if (a->n_clusters == a->n_treated)
        return;
    snprintf(text, sizeof text, "%" PRId64 " %s", a->n_clusters, word(d, TEAMS));
    text_at(d, "t-s t-m", x, 380, text);
}

static void draw_figure(struct drawing *d, const struct event *e, double x) {
    const struct effect_did_aggregate *const a = e->figure;
    const bool is_before = e->lead < 0;
    const double y = picture_y(&d->scale, a->att);
    draw_bar(d, is_before ? "pre wide" : "post wide", x, a->lower, a->upper);
    draw_bar(d, is_before ? "pre thin" : "post thin", x, a->lower_single, a->upper_single);
    if (is_before)
        buf_fmt(d->b, "<rect class=\"pre\" x=\"%g\" y=\"%.1f\" width=\"14\" height=\"14\"/>", x - 7,
                y - 7);
    else
        buf_fmt(d->b, "<circle class=\"post\" cx=\"%g\" cy=\"%.1f\" r=\"8\"/>", x, y);
    if (isfinite(e->other))
        buf_fmt(d->b, "<path class=\"open\" d=\"M%g %.1fl5 6l-5 6l-5 -6z\"/>", x + 20,
                picture_y(&d->scale, e->other) - 6);
    draw_counts(d, x, a);
}

static void draw_event(struct drawing *d, int k) {
    const struct event *const e = &d->events[k];
    const double x = x_of(k);
    char text[32];
    snprintf(text, sizeof text, "%s%" PRId64, e->lead < 0 ? "\u2212" : "",
             e->lead < 0 ? -e->lead : e->lead);
    text_at(d, "t t-m", x, 344, text);
    if (e->figure) {
        draw_figure(d, e, x);
        return;
    }
    buf_fmt(d->b, "<rect class=\"few\" x=\"%g\" y=\"%d\" width=\"%d\" height=\"%d\"/>", x - 36,
            TOP + 60, 72, BOTTOM - TOP - 120);
    struct str rest = str_from_c(word(d, TOO_FEW)), part;
    for (int line = 0; str_cut(&rest, ' ', &part); line++) {
        snprintf(text, sizeof text, STR_FMT, STR_ARG(part));
        text_at(d, "t-s t-m", x, 156 + 16 * line, text);
    }
}

static void draw_grid(struct drawing *d) {
    const struct picture_scale *const s = &d->scale;
    const int n = (int)lround((s->high - s->low) / s->step);
    for (int k = 0; k <= n; k++) {
        const double value = s->low + k * s->step, y = picture_y(s, value);
        const bool is_zero = fabs(value) < 1e-9 * s->step;
        buf_fmt(d->b, "<line class=\"%s\" x1=\"%d\" x2=\"%g\" y1=\"%.1f\" y2=\"%.1f\"/>",
                is_zero ? "ln-ink" : "ln", LEFT, d->width, y, y);
        buf_fmt(d->b, "<text class=\"t t-e\" x=\"%d\" y=\"%.1f\">", LEFT - 10, y + 5);
        if (is_zero)
            buf_char(d->b, '0');
        else
            picture_number(d->b, value, s->decimals, d->how->language);
        buf_c(d->b, "</text>");
    }
}

static void draw_heads(struct drawing *d, int n_before) {
    const double edge = LEFT + COLUMN * n_before;
    text_at(d, "t-s", 0, 14, filled(d, DIFFERENCE, or_else(d->how->unit, word(d, POINT))));
    if (n_before > 0)
        buf_fmt(d->b, "<rect class=\"band\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\"/>", LEFT,
                TOP, COLUMN * n_before, BOTTOM - TOP);
    if (n_before > 0) {
        text_at(d, "t-s t-b", LEFT + 10, 44, word(d, BEFORE));
        text_at(d, "t-s", LEFT + 10, 60, word(d, BEFORE_HERE));
    }
    if (n_before < d->n)
        text_at(d, "t-s t-b", edge + 10, n_before < 3 ? 76 : 44, word(d, AFTER));
}

static void draw(struct drawing *d) {
    int n_before = 0;
    while (n_before < d->n && d->events[n_before].lead < 0)
        n_before++;
    draw_heads(d, n_before);
    draw_grid(d);
    for (int k = 0; k < d->n; k++)
        draw_event(d, k);
    text_at(d, "t-s t-m", d->width / 2, 398, word(d, AXIS));
    text_at(d, "t-s t-m", d->width / 2, 418, word(d, LEGEND));
}

char *effect_did_picture(struct arena *arena, const struct effect_did_result *result,
                         const struct effect_picture *how) {
    struct buf b = buf_on(arena, 8192);
    struct drawing d = {.b = &b, .result = result, .how = how};
    find_events(arena, &d);
    find_scale(&d);
    d.width = fmax(WIDTH_LEAST, LEFT + COLUMN * d.n);
    const char *const title = filled(&d, TITLE, or_else(how->label, word(&d, OUTCOME)));
    picture_begin(&b, d.width, HEIGHT, title, description(arena, &d), how);
    if (d.n > 0)
        draw(&d);
    else
        text_at(&d, "t", LEFT, 160, word(&d, NOTHING));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
