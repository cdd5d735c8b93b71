// SPDX-License-Identifier: EUPL-1.2
// The picture of a plan before it starts: on the left who begins when, on the right how often an
// effect of some size would be seen. See effect_picture.h.
#include "effect/dist/dist.h"
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { GRID_LEFT = 40, GRID_TOP = 76, GRID_SIDE = 224, ROWS_MOST = 40, COLUMNS_MOST = 60 };
enum { LEFT = 372, RIGHT = 740, TOP = 76, BOTTOM = 300, WIDTH = 760, HEIGHT = 372, POINTS = 60 };

enum word { TITLE, WHO, TEAMS, PERIODS, SEEN, AXIS, SMALLEST, HOPED, SAYS, OF_100, NONE, N_WORDS };
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Welk effect is te zien met dit plan?", "Which effect can this plan show?"},
    [WHO] = {"wie begint wanneer (donker: begonnen)", "who begins when (dark: begun)"},
    [TEAMS] = {"teams", "teams"},
    [PERIODS] = {"periodes", "periods"},
    [SEEN] = {"keren van de 100 gezien", "times of 100 seen"},
    [AXIS] = {"werkelijk effect", "true effect"},
    [SMALLEST] = {"80 van de 100 keer", "80 times of 100"},
    [HOPED] = {"gehoopt", "hoped for"},
    [SAYS] = {"een effect van", "an effect of"},
    [OF_100] = {"van de 100 keer gezien", "times of 100 seen"},
    [NONE] = {"Met dit plan is een effect niet van de tijd te onderscheiden.",
              "With this plan an effect cannot be told from time."},
};

struct drawing {
    struct marks m;
    const struct effect_power *design;
    const struct effect_power_result *result;
    int32_t n_periods;
    double se, most; // the largest effect drawn
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->m.how->language];
}

static double seen(const struct drawing *d, double effect) {
    return 100 * dist_normal(effect / d->se - dist_normal_quantile(.975)).lower;
}

static char *effect_text(const struct drawing *d, double effect) {
    const double decimals = ceil(1 - log10(d->most));
    return marks_number(d->m.b->arena, effect,
                        decimals < 1   ? 1
                        : decimals > 6 ? 6
                                       : (int)decimals,
                        d->m.how->language);
}

// ---- text --------------------------------------------------------------------------------------

static void say_point(const struct drawing *d, struct buf *b, double effect) {
    buf_fmt(b, " %s %s %s: %s %s.", word(d, SAYS), effect_text(d, effect),
            d->m.how->unit ? d->m.how->unit : "",
            marks_number(b->arena, seen(d, effect), 0, d->m.how->language), word(d, OF_100));
}

static struct str description(const struct drawing *d) {
    struct buf b = buf_on(d->m.b->arena, 512);
    buf_fmt(&b, "%d %s, %d %s.", d->design->n_clusters, word(d, TEAMS), d->n_periods,
            word(d, PERIODS));
    for (int k = 1; k <= 4; k++)
        say_point(d, &b, d->result->mde * k / 2);
    if (isfinite(d->design->effect))
        say_point(d, &b, fabs(d->design->effect));
    struct buf plain = buf_on(d->m.b->arena, 512);
    buf_char(&b, '\0');
    picture_text(&plain, b.p);
    return buf_done(&plain);
}

// ---- who begins when ---------------------------------------------------------------------------

static double begun_at(const struct drawing *d, int32_t team, int32_t period) {
    if (d->design->begun)
        return d->design->begun[(ptrdiff_t)team * d->n_periods + period];
    return period >= 1 + team * d->design->n_waves / d->design->n_clusters;
}

// Of many teams or periods every so-manieth is drawn.
static void draw_grid(const struct drawing *d) {
    const int32_t n = d->design->n_clusters, rows = n < ROWS_MOST ? n : ROWS_MOST;
    const int32_t columns = d->n_periods < COLUMNS_MOST ? d->n_periods : COLUMNS_MOST;
    const double width = (double)GRID_SIDE / columns, height = fmin(28, (double)GRID_SIDE / rows);
    marks_text(&d->m, "t-s", GRID_LEFT, GRID_TOP - 12, word(d, WHO));
    for (int32_t row = 0; row < rows; row++) {
        for (int32_t column = 0; column < columns; column++) {
            const double begun = begun_at(d, row * n / rows, column * d->n_periods / columns);
            marks_rect(&d->m, begun > .5 ? "post" : "open", GRID_LEFT + width * column,
                       GRID_TOP + height * row, width * .92, height * .86);
        }
    }
    char text[64];
    snprintf(text, sizeof text, "%d %s, %d %s", n, word(d, TEAMS), d->n_periods, word(d, PERIODS));
    marks_text(&d->m, "t-s", GRID_LEFT, GRID_TOP + height * rows + 20, text);
}

// ---- how often it is seen ----------------------------------------------------------------------

static double x_of(const struct drawing *d, double effect) {
    return LEFT + (RIGHT - LEFT) * effect / d->most;
}

static void draw_curve(const struct drawing *d) {
    struct buf *const b = d->m.b;
    buf_c(b, "<polyline class=\"curve\" points=\"");
    for (int k = 0; k <= POINTS; k++) {
        const double effect = d->most * k / POINTS;
        buf_fmt(b, "%s%.1f,%.1f", k > 0 ? " " : "", x_of(d, effect),
                picture_y(&d->m.scale, seen(d, effect)));
    }
    buf_c(b, "\"/>");
}

static void draw_mark(const struct drawing *d, double effect, enum word w, double y) {
    const double x = x_of(d, effect);
    marks_line(&d->m, "ln-dash", x, picture_y(&d->m.scale, seen(d, effect)), x, BOTTOM);
    char *const text =
        str_c(d->m.b->arena, str_fmt(d->m.b->arena, "%s (%s)", effect_text(d, effect), word(d, w)));
    const bool is_left = x > (LEFT + RIGHT) / 2.0;
    marks_text(&d->m, is_left ? "t-s t-e" : "t-s", x, y, text);
    buf_fmt(d->m.b, "<circle class=\"post\" cx=\"%.1f\" cy=\"%.1f\" r=\"5\"/>", x,
            picture_y(&d->m.scale, seen(d, effect)));
}

static void draw(const struct drawing *d) {
    draw_grid(d);
    marks_text(&d->m, "t-s", LEFT, TOP - 12, word(d, SEEN));
    marks_grid(&d->m);
    draw_curve(d);
    draw_mark(d, d->result->mde, SMALLEST, BOTTOM + 20);
    if (isfinite(d->design->effect))
        draw_mark(d, fabs(d->design->effect), HOPED, BOTTOM + 38);
    char *const axis = str_c(d->m.b->arena, str_fmt(d->m.b->arena, "%s%s%s", word(d, AXIS),
                                                    d->m.how->unit ? ", " : "",
                                                    d->m.how->unit ? d->m.how->unit : ""));
    marks_text(&d->m, "t-s t-e", RIGHT, BOTTOM + 58, axis);
}

static const char STYLE[] =
    "<style>.curve{fill:none;stroke:#004a7c;stroke-width:2.5}.ln-dash{fill:none;stroke:#1f1f1f;"
    "stroke-dasharray:4 4;stroke-width:1.5}</style>";

char *effect_power_picture(struct arena *arena, const struct effect_power *design,
                           const struct effect_power_result *result,
                           const struct effect_picture *how) {
    struct buf b = buf_on(arena, 16384);
    const bool is_fine = isfinite(result->variance) && result->mde > 0;
    const double hoped = isfinite(design->effect) ? fabs(design->effect) : 0;
    struct drawing d = {.m = {.b = &b, .how = how, .left = LEFT, .width = RIGHT},
                        .design = design,
                        .result = result,
                        .n_periods = design->begun ? design->n_periods : design->n_waves + 1,
                        .se = sqrt(result->variance),
                        .most = fmax(2 * result->mde, 1.1 * hoped)};
    d.m.scale = picture_scale_of(0, 100, TOP, BOTTOM);
    picture_begin(&b, WIDTH, HEIGHT, word(&d, TITLE),
                  is_fine ? description(&d) : str_from_c(word(&d, NONE)), how);
    if (how->has_style)
        buf_c(&b, STYLE);
    marks_text(&d.m, "t t-b", GRID_LEFT, 30, word(&d, TITLE));
    if (is_fine)
        draw(&d);
    else
        marks_text(&d.m, "t", GRID_LEFT, 160, word(&d, NONE));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
