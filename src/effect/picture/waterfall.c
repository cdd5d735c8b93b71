// SPDX-License-Identifier: EUPL-1.2
// The picture of a ledger: from what was spent before, over what would have been spent, down by
// the evidence behind each saving, to what was spent; and beside it what was claimed without
// support. See effect_picture.h.
#include "effect/picture/marks.h"
#include "vliegwiel/effect_picture.h"

enum { LEFT = 88, TOP = 40, BOTTOM = 300, COLUMN = 84, BAR = 52, HEIGHT = 404, N_STEPS = 9 };

struct step {
    const char *name[2], *class;
    double from, to;
    bool is_change; // a change is written with its sign, a level without
};

static void steps_of(const struct effect_ledger *l, struct step *steps) {
    static const struct step SHAPES[N_STEPS] = {
        {{"jaar ervoor", "year before"}, "pre", 0, 0, false},
        {{"had gekost", "would have cost"}, "open", 0, 0, false},
        {{"gecontroleerd (3)", "audited (3)"}, "e3", 0, 0, true},
        {{"geboekt (2)", "booked (2)"}, "e2", 0, 0, true},
        {{"gepland (1)", "planned (1)"}, "e1", 0, 0, true},
        {{"mening (0)", "opinion (0)"}, "e0", 0, 0, true},
        {{"telt dubbel", "counted twice"}, "few", 0, 0, true},
        {{"uitgegeven", "spent"}, "post", 0, 0, false},
        {{"geclaimd, niet gestaafd", "claimed, not backed"}, "few", 0, 0, false},
    };
    memcpy(steps, SHAPES, sizeof SHAPES);
    double level = l->counterfactual;
    steps[0].to = l->baseline;
    steps[1].to = l->counterfactual;
    for (int k = 2; k < 7; k++) {
        const double saved = k < 6 ? l->by_evidence[5 - k] : l->gross - l->net;
        steps[k].from = level;
        steps[k].to = level -= saved;
    }
    steps[7].to = l->realised;
    steps[8].to = l->gap;
}

static double size_of(const struct step *step) {
    return step->is_change ? step->to - step->from : step->to;
}

static struct str description(struct arena *arena, const struct step *steps,
                              enum effect_language language) {
    struct buf b = buf_on(arena, 512);
    for (int k = 0; k < N_STEPS; k++)
        buf_fmt(&b, "%s%s: %s euro.", k > 0 ? " " : "", steps[k].name[language],
                marks_number(arena, size_of(&steps[k]), 0, language));
    return buf_done(&b);
}

static void draw(const struct marks *m, const struct step *steps) {
    marks_grid(m);
    for (int k = 0; k < N_STEPS; k++) {
        const double x = LEFT + COLUMN * k + 16;
        marks_column(m, steps[k].class, x, BAR, steps[k].from, steps[k].to);
        marks_text(m, "t-s t-m t-b", x + BAR / 2.0,
                   picture_y(&m->scale, fmax(steps[k].from, steps[k].to)) - 6,
                   marks_number(m->b->arena, size_of(&steps[k]), 0, m->how->language));
        marks_words(m, "t-s t-m", x + BAR / 2.0, BOTTOM + 20, steps[k].name[m->how->language]);
    }
}

static const char STYLE[] = "<style>.e3{fill:#004a7c}.e2{fill:#3f7fae}.e1{fill:#a9c7de}"
                            ".e0{fill:#fff;stroke:#004a7c;stroke-width:1.5}</style>";

char *effect_ledger_picture(struct arena *arena, const struct effect_ledger *ledger,
                            const struct effect_picture *how) {
    static const char *const TITLE[] = {
        "Van wat er was uitgegeven naar wat er is uitgegeven, in euro",
        "From what was spent to what is spent, in euro"};
    static const char *const NOTHING[] = {"Deze rekening klopt niet.",
                                          "These books do not add up."};
    struct buf b = buf_on(arena, 8192);
    struct step steps[N_STEPS];
    struct marks m = {.b = &b, .how = how, .left = LEFT, .width = LEFT + COLUMN * N_STEPS};
    const bool is_fine = ledger->refusal == EFFECT_LEDGER_FINE;
    double least = 0, most = 0;
    steps_of(ledger, steps);
    for (int k = 0; k < N_STEPS; k++) {
        least = fmin(least, fmin(steps[k].from, steps[k].to));
        most = fmax(most, fmax(steps[k].from, steps[k].to));
    }
    m.scale = picture_scale_of(least, most, TOP, BOTTOM);
    picture_begin(&b, m.width, HEIGHT, TITLE[how->language],
                  is_fine ? description(arena, steps, how->language)
                          : str_from_c(NOTHING[how->language]),
                  how);
    if (how->has_style)
        buf_c(&b, STYLE);
    if (is_fine)
        draw(&m, steps);
    else
        marks_text(&m, "t", LEFT, 160, NOTHING[how->language]);
    buf_c(&b, "</svg>\n");
    buf_char(&b, '\0');
    return b.p;
}
