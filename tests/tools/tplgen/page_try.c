// SPDX-License-Identifier: EUPL-1.2
// Writes the page of page.html, for tplgen_test to compare with page.expected, written by hand.
#include "page_html.h"

int main(void) {
    struct arena *const arena = arena_new(1 << 20);
    struct page page = {.b = buf_on(arena, 1024),
                        .arena = arena,
                        .lang = LANG_NL,
                        .csrf = STR("c<1>"),
                        .nonce_form = STR("n2")};
    const struct day day = day_from_ymd(2026, 1, 1);
    const struct member members[] = {
        {STR("\"Noor\" & <Bo>"), {STR("/leden/1?a=1&b=é")}, 12, day, true},
        {STR("Sam's"), {STR("#m0")}, 0, day, false},
        {STR("Jo"), {STR("mailto:jo@example.org")}, -1, day, false},
    };
    const struct club club = {STR("</title>"), members, COUNT_OF(members)};
    page_html(&page, &club);
    fwrite(page.b.p, 1, page.b.n, stdout);
    arena_free(arena);
    return 0;
}
