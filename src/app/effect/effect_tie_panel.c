// SPDX-License-Identifier: EUPL-1.2
// See effect_tie_panel.h.
#include "app/effect/effect_tie_panel.h"

#include "base/csv.h"

enum { TEAM, COHORT };

static void put_name(struct buf *b, struct str name) {
    csv_text(b, name);
    buf_char(b, ',');
}

// Only who was there and answered says how many partners somebody has.
static void put_person(struct buf *b, const struct effect_tie_panel *panel, int32_t person,
                       const struct effect_column *columns) {
    const struct effect_nodes *const nodes = panel->nodes;
    for (size_t wave = 0; wave < panel->n_waves; wave++) {
        if (panel->waves[wave].silent[person] || panel->waves[wave].absent[person])
            continue;
        const int32_t team = columns[TEAM].numbers[person], start = columns[COHORT].numbers[person];
        put_name(b, nodes->id.names[nodes->id.numbers[person]]);
        buf_fmt(b, "%zu,", wave + 1);
        put_name(b, team == EFFECT_MISSING ? STR_NONE : columns[TEAM].names[team]);
        if (start != EFFECT_MISSING)
            buf_fmt(b, "%" PRId32, start);
        buf_fmt(b, ",%" PRId32 "\n", panel->measured[wave].people[person].external);
    }
}

enum rc effect_tie_panel_write(struct effect_run *run, const struct effect_tie_panel *panel) {
    const struct str name = effect_option(run, "panel");
    if (!str_is(name))
        return RC_OK;
    struct effect_column columns[] = {[TEAM] = {.name = STR("team"), .kind = EFFECT_NAME},
                                      [COHORT] = {.name = STR("cohort"), .kind = EFFECT_WHOLE}};
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, run->files[0], columns, 2, &rows));
    struct buf b = buf_on(run->arena, 4096);
    buf_c(&b, "person,wave,team,cohort,external\n");
    for (int32_t person = 0; person < panel->nodes->n; person++)
        put_person(&b, panel, person, columns);
    const struct str text = buf_done(&b);
    FILE *const file = fopen(str_c(run->arena, name), "wb");
    const bool is_written = file != NULL && fwrite(text.p, 1, text.n, file) == text.n;
    if ((file == NULL || fclose(file) == 0) && is_written)
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: cannot write " STR_FMT "\n", run->cli->verb, STR_ARG(name));
    return RC_IO;
}
