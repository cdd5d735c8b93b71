// SPDX-License-Identifier: EUPL-1.2
// Writes every text of nl.po and en.po once, for textgen_test to compare with texts.expected, which
// was written by hand.
#include "texts.h"

static void write_line(struct str text) {
    printf(STR_FMT "\n", STR_ARG(text));
}

int main(void) {
    struct arena *const arena = arena_new(1 << 20);
    const struct day day = day_from_ymd(2026, 12, 10);
    const struct clock time = {9 * 60 + 5};
    const struct instant noted = {1796891400}; // 2026-12-10T08:30:00Z, by date(1)
    const struct str who = STR("Noor");
    for (enum lang lang = LANG_NL; lang < LANG_N; lang++) {
        write_line(text_of(lang, T(club)));
        write_line(text_motto(arena, lang));
        // the arguments in the order of nl.po: form 0 first
        write_line(text_members(arena, lang, day, 1, who));
        write_line(text_members(arena, lang, day, 12345, who));
        write_line(text_members(arena, lang, day, 0, who));
        write_line(text_score(arena, lang, who, -2.5, day, time, noted));
        write_line(text_remove(arena, lang));
    }
    arena_free(arena);
    return 0;
}
