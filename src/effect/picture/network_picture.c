// SPDX-License-Identifier: EUPL-1.2
// The picture of a network, in one wave or two on the same places. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { PANEL = 440, SIDE = 380, TOP = 56, BELOW = 92, N_COLOURS = 6, GROUP_LEAST = 5 };

enum word {
    TITLE,
    WAVE_1,
    WAVE_2,
    TIES,
    BETWEEN,
    CHANCE,
    INSIDE,
    ACROSS,
    SILENT,
    DENSITY,
    FEW,
    TO,
    N_WORDS
};
static const char *const WORDS[N_WORDS][2] = {
    [TITLE] = {"Wie werkt met wie", "Who works with whom"},
    [WAVE_1] = {"eerste meting", "first wave"},
    [WAVE_2] = {"tweede meting", "second wave"},
    [TIES] = {"contacten", "contacts"},
    [BETWEEN] = {"tussen groepen", "between groups"},
    [CHANCE] = {"grijs: wat toeval geeft", "grey: what chance gives"},
    [INSIDE] = {"alles binnen groepen", "all within groups"},
    [ACROSS] = {"alles ertussen", "all between"},
    [SILENT] = {"gearceerd: gaf geen antwoord", "hatched: gave no answer"},
    [DENSITY] = {"dichtheid", "density"},
    [FEW] = {"te weinig mensen", "too few people"},
    [TO] = {"naar", "to"},
};

static const char *word(const struct marks *m, enum word w) {
    return WORDS[w][m->how->language];
}

struct drawing {
    struct marks m;
    const struct effect_roster *waves;
    const struct effect_network *measured;
    const char *const *group_names;
    const double *x, *y;
};

// ---- the text twin -----------------------------------------------------------------------------

static int32_t size_of(const struct effect_roster *wave, int32_t group) {
    int32_t n = 0;
    for (int32_t i = 0; i < wave->n; i++)
        n += wave->group[i] == group && !(wave->absent && wave->absent[i]);
    return n;
}

static void say_blocks(const struct drawing *d, struct buf *b, int32_t which) {
    const struct effect_roster *wave = &d->waves[which];
    const int32_t n = wave->n_groups;
    for (int32_t k = 0; k < n * n; k++) {
        const struct effect_block *block = &d->measured[which].blocks[k];
        const bool is_few =
            size_of(wave, k / n) < GROUP_LEAST || size_of(wave, k % n) < GROUP_LEAST;
        picture_text(b, d->group_names[k / n]);
        buf_fmt(b, " %s ", word(&d->m, TO));
        picture_text(b, d->group_names[k % n]);
        buf_fmt(b, ": %s. ",
                is_few || isnan(block->density)
                    ? word(&d->m, FEW)
                    : marks_number(b->arena, block->density, 2, d->m.how->language));
    }
}

static void say_wave(const struct drawing *d, struct buf *b, int32_t which) {
    const struct effect_network *net = &d->measured[which];
    const enum effect_language l = d->m.how->language;
    buf_fmt(b, "%s: %" PRId64 " %s, %" PRId64 " %s. ", word(&d->m, which ? WAVE_2 : WAVE_1),
            net->any.ties, word(&d->m, TIES), net->any.external, word(&d->m, BETWEEN));
    if (isfinite(net->any.ei))
        buf_fmt(b, "E-I %s (%s %s). ", marks_number(b->arena, net->any.ei, 2, l),
                l == EFFECT_DUTCH ? "toeval" : "chance",
                marks_number(b->arena, net->any.expected, 2, l));
    buf_fmt(b, "%s: ", word(&d->m, DENSITY));
    if (net->blocks)
        say_blocks(d, b, which);
}

// ---- people and ties ---------------------------------------------------------------------------

static double px(const struct drawing *d, int32_t which, int32_t i) {
    return PANEL * which + 30 + SIDE * d->x[i];
}
static double py(const struct drawing *d, int32_t i) {
    return TOP + SIDE * d->y[i];
}

static bool is_absent(const struct effect_roster *wave, int32_t i) {
    return wave->absent && wave->absent[i];
}

static void draw_ties(const struct drawing *d, int32_t which) {
    const struct effect_roster *wave = &d->waves[which];
    for (int32_t k = 0; k < wave->n_ties; k++) {
        const struct effect_tie tie = wave->ties[k];
        const bool is_ignored =
            is_absent(wave, tie.from) || is_absent(wave, tie.to) ||
            (wave->silent && wave->silent[tie.from] && !(wave->is_mutual && !wave->silent[tie.to]));
        if (!is_ignored)
            marks_line(&d->m, wave->group[tie.from] == wave->group[tie.to] ? "tie" : "tie across",
                       px(d, which, tie.from), py(d, tie.from), px(d, which, tie.to),
                       py(d, tie.to));
    }
}

static void draw_people(const struct drawing *d, int32_t which) {
    const struct effect_roster *wave = &d->waves[which];
    char class[32], letter[2] = "A";
    for (int32_t i = 0; i < wave->n; i++) {
        if (is_absent(wave, i))
            continue;
        const bool is_silent = wave->silent && wave->silent[i];
        snprintf(class, sizeof class, "g%d", wave->group[i] % N_COLOURS);
        letter[0] = (char)('A' + wave->group[i] % 26);
        buf_fmt(d->m.b, "<circle %s%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"9\"/>",
                is_silent ? "fill=\"url(#es-h)\" stroke=\"#6b7280" : "class=\"",
                is_silent ? "" : class, px(d, which, i), py(d, i));
        marks_text(&d->m, is_silent ? "t-s t-m" : "t-s t-m t-w", px(d, which, i), py(d, i) + 4,
                   letter);
    }
}

// ---- the index under a panel -------------------------------------------------------------------

static double at_index(int32_t which, double index) {
    return PANEL * which + 30 + SIDE * (index + 1) / 2;
}

static void draw_index(const struct drawing *d, int32_t which) {
    const struct effect_ei *ei = &d->measured[which].any;
    const double y = TOP + SIDE + 44;
    const struct marks *m = &d->m;
    if (!isfinite(ei->ei) || !isfinite(ei->expected))
        return;
    const double low = fmax(-1, ei->expected - 2 * ei->sd);
    const double high = fmin(1, ei->expected + 2 * ei->sd);
    marks_rect(m, "band", at_index(which, low), y - 12,
               at_index(which, high) - at_index(which, low), 24);
    marks_line(m, "ln-ink", at_index(which, -1), y, at_index(which, 1), y);
    buf_fmt(m->b, "<circle class=\"post\" cx=\"%.1f\" cy=\"%.1f\" r=\"7\"/>",
            at_index(which, ei->ei), y);
    marks_text(m, "t t-b t-m", at_index(which, ei->ei), y - 14,
               marks_number(m->b->arena, ei->ei, 1, m->how->language));
    marks_text(m, "t-s", at_index(which, -1), y + 28, word(m, INSIDE));
    marks_text(m, "t-s t-e", at_index(which, 1), y + 28, word(m, ACROSS));
}

static void draw_wave(const struct drawing *d, int32_t which, int32_t n_waves) {
    if (n_waves > 1)
        marks_text(&d->m, "t t-b", PANEL * which + 30, 40, word(&d->m, which ? WAVE_2 : WAVE_1));
    draw_ties(d, which);
    draw_people(d, which);
    draw_index(d, which);
}

static void draw_legend(const struct drawing *d, int32_t n_groups, double y) {
    char text[256];
    for (int32_t g = 0; g < n_groups && g < 26; g++) {
        const int32_t line = g / 4;
        snprintf(text, sizeof text, "%c %s", 'A' + g, d->group_names[g]);
        marks_text(&d->m, "t-s", 30 + 200 * (g % 4), y + 18 * line, text);
    }
    snprintf(text, sizeof text, "%s; %s", word(&d->m, SILENT), word(&d->m, CHANCE));
    marks_text(&d->m, "t-s", 30, 16, text);
}

static const char STYLE[] =
    "<style>.tie{stroke:#6b7280;stroke-width:1;stroke-opacity:.45}.across{stroke:#1f1f1f;"
    "stroke-width:1.5}.t-w{fill:#fff}.g0{fill:#003f7f}.g1{fill:#8a5200}.g2{fill:#5b2a86}"
    ".g3{fill:#00665a}.g4{fill:#a8124a}.g5{fill:#4a4a4a}</style>";

char *effect_network_picture(struct arena *arena, const struct effect_roster *waves,
                             const struct effect_network *measured, int32_t n_waves,
                             const char *const *group_names, const double *x, const double *y,
                             const struct effect_picture *how) {
    struct buf b = buf_on(arena, 32768), text = buf_on(arena, 1024);
    const int32_t n_groups = waves[0].n_groups, n_lines = (n_groups + 3) / 4;
    struct drawing d = {{.b = &b, .how = how, .width = fmax(PANEL * n_waves, 2 * PANEL)},
                        waves,
                        measured,
                        group_names,
                        x,
                        y};
    for (int32_t which = 0; which < n_waves; which++)
        say_wave(&d, &text, which);
    const double foot = TOP + SIDE + BELOW + 12;
    picture_begin(&b, d.m.width, foot + 18 * n_lines, word(&d.m, TITLE), buf_done(&text), how);
    marks_stripes(&d.m);
    if (how->has_style)
        buf_c(&b, STYLE);
    for (int32_t which = 0; which < n_waves; which++)
        draw_wave(&d, which, n_waves);
    draw_legend(&d, n_groups, foot);
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
