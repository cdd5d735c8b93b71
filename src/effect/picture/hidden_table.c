// SPDX-License-Identifier: EUPL-1.2
// The picture of a table of small groups: what is shown as numbers, what is hidden as marked
// fields, small counts and those that keep them hidden each in their own way. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 24, NAMES = 150, TOP = 84, CELL_WIDE = 86, CELL_HIGH = 32, ROWS_MOST = 40 };
enum { COLS_MOST = 14, FOOT = 64, WIDTH_LEAST = 560 };

enum word { TITLE, TOTAL, HIDDEN, KEEPS, MORE, NOTHING, N_WORDS };
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Wat er te zien is zonder dat mensen te herkennen zijn",
               "What can be shown without showing who people are"},
    [TOTAL] = {"totaal", "total"},
    [HIDDEN] = {"verborgen: te weinig mensen", "hidden: too few people"},
    [KEEPS] = {"verborgen: anders is de rest uit te rekenen",
               "hidden: the rest could be worked out otherwise"},
    [MORE] = {"de rest staat in de tabel", "the rest is in the table"},
    [NOTHING] = {"Deze tabel is te klein om iets te laten zien.",
                 "This table is too small to show anything."},
};

struct drawing {
    struct marks m;
    const struct effect_suppression *s;
    const char *const *row_names, *const *col_names;
    int32_t rows, cols; // that are drawn
};

static const char *word(const struct drawing *d, enum word w) {
    return WORDS[w][d->m.how->language];
}

static const char *row_name(const struct drawing *d, int32_t row) {
    return row < d->s->n_rows ? d->row_names[row] : word(d, TOTAL);
}
static const char *col_name(const struct drawing *d, int32_t col) {
    return col < d->s->n_cols ? d->col_names[col] : word(d, TOTAL);
}

static void draw_hidden(const struct drawing *d, double x, double y, bool is_primary) {
    if (is_primary)
        buf_fmt(d->m.b,
                "<rect fill=\"url(#es-o)\" stroke=\"#004a7c\" x=\"%.1f\" y=\"%.1f\" "
                "width=\"%d\" height=\"%d\"/>",
                x, y, CELL_WIDE - 8, CELL_HIGH - 8);
    else
        marks_rect(&d->m, "few", x, y, CELL_WIDE - 8, CELL_HIGH - 8);
}

static void draw_cell(const struct drawing *d, int32_t row, int32_t col) {
    const int32_t at = row * (d->s->n_cols + 1) + col;
    const double x = LEFT + NAMES + CELL_WIDE * col, y = TOP + CELL_HIGH * row;
    if (d->s->state[at] == EFFECT_CELL_SHOWN)
        marks_text(&d->m, row == d->s->n_rows || col == d->s->n_cols ? "t t-e t-b" : "t t-e",
                   x + CELL_WIDE - 12, y + 21,
                   marks_number(d->m.b->arena, (double)d->s->count[at], 0, d->m.how->language));
    else
        draw_hidden(d, x + 4, y + 4, d->s->state[at] == EFFECT_CELL_PRIMARY);
}

static void draw_legend(const struct drawing *d) {
    const double y = TOP + CELL_HIGH * d->rows + 14;
    draw_hidden(d, LEFT, y, true);
    marks_text(&d->m, "t-s", LEFT + CELL_WIDE, y + 16, word(d, HIDDEN));
    draw_hidden(d, LEFT, y + 28, false);
    marks_text(&d->m, "t-s", LEFT + CELL_WIDE, y + 44, word(d, KEEPS));
    if (d->rows <= d->s->n_rows || d->cols <= d->s->n_cols)
        marks_text(&d->m, "t-s t-e", d->m.width - 8, y + 16, word(d, MORE));
}

static void draw(const struct drawing *d) {
    for (int32_t col = 0; col < d->cols; col++)
        marks_text(&d->m, "t-s t-e", LEFT + NAMES + CELL_WIDE * (col + 1) - 12, TOP - 10,
                   col_name(d, col));
    for (int32_t row = 0; row < d->rows; row++) {
        const double y = TOP + CELL_HIGH * row;
        marks_line(&d->m, row == d->s->n_rows ? "ln-ink" : "ln", LEFT, y, d->m.width - 8, y);
        marks_text(&d->m, "t", LEFT, y + 21, row_name(d, row));
        for (int32_t col = 0; col < d->cols; col++)
            draw_cell(d, row, col);
    }
    draw_legend(d);
}

static struct str description(const struct drawing *d) {
    struct buf b = buf_on(d->m.b->arena, 1024);
    for (int32_t row = 0; row < d->rows; row++) {
        for (int32_t col = 0; col < d->cols; col++) {
            const int32_t at = row * (d->s->n_cols + 1) + col;
            picture_text(&b, row_name(d, row));
            buf_c(&b, ", ");
            picture_text(&b, col_name(d, col));
            if (d->s->state[at] == EFFECT_CELL_SHOWN)
                buf_fmt(&b, ": %" PRId64 ". ", d->s->count[at]);
            else
                buf_fmt(&b, ": %s. ",
                        word(d, d->s->state[at] == EFFECT_CELL_PRIMARY ? HIDDEN : KEEPS));
        }
    }
    return buf_done(&b);
}

char *effect_suppress_picture(struct arena *arena, const struct effect_suppression *suppression,
                              const char *const *row_names, const char *const *col_names,
                              const struct effect_picture *how) {
    struct buf b = buf_on(arena, 16384);
    struct drawing d = {.m = {.b = &b, .how = how},
                        .s = suppression,
                        .row_names = row_names,
                        .col_names = col_names};
    const bool is_fine = suppression->refusal == EFFECT_SUPPRESS_FINE;
    if (is_fine) {
        d.rows = suppression->n_rows < ROWS_MOST ? suppression->n_rows + 1 : ROWS_MOST;
        d.cols = suppression->n_cols < COLS_MOST ? suppression->n_cols + 1 : COLS_MOST;
    }
    d.m.width = fmax(WIDTH_LEAST, LEFT + NAMES + CELL_WIDE * d.cols + 8);
    picture_begin(&b, d.m.width, TOP + CELL_HIGH * fmax(2, d.rows) + FOOT + 16, word(&d, TITLE),
                  is_fine ? description(&d) : str_from_c(word(&d, NOTHING)), how);
    marks_stripes(&d.m);
    marks_text(&d.m, "t t-b", LEFT, 30, word(&d, TITLE));
    if (is_fine)
        draw(&d);
    else
        marks_text(&d.m, "t", LEFT, TOP, word(&d, NOTHING));
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
