// SPDX-License-Identifier: EUPL-1.2
// Characters: validity, folding, Windows-1252.
#include "base/testing.h"

static void valid_and_not(void **state) {
    (void)state;
    const char *const right[] = {"", "a", "\u00E9", "\uFFFD", "\uD7FF", "\U00010000", "\U0010FFFF"};
    for (size_t i = 0; i < COUNT_OF(right); i++)
        assert_true(utf8_valid(str_from_c(right[i])));
    const char *const wrong[] = {
        "\x80",             // nothing to continue
        "\xC3",             // cut short
        "\xC3(",            // not continued
        "\xC0\xAF",         // overlong /
        "\xE0\x80\xAF",     // overlong /
        "\xF0\x80\x80\xAF", // overlong /
        "\xED\xA0\x80",     // surrogate U+D800
        "\xF4\x90\x80\x80", // U+110000
        "\xF8\x88\x80\x80\x80",
        "a\xFF",
    };
    for (size_t i = 0; i < COUNT_OF(wrong); i++)
        assert_false(utf8_valid(str_from_c(wrong[i])));
    assert_true(utf8_valid(STR_NONE));
    assert_int_equal(utf8_length(STR("Esm\u00E9e \U0001F600")), 7);
}

static void fold_is_plain_and_lower(void **state) {
    (void)state;
    const struct {
        const char *text, *folded;
    } cases[] = {
        {"Y\u0131lmaz", "yilmaz"},
        {"\u0130LKER", "ilker"},
        {"\u011E\u015E \u011F\u015F", "gs gs"},
        {"\u00DCberwasser", "uberwasser"},
        {"Esm\u00E9e", "esmee"},
        {"Esme\u0301e", "esmee"}, // the accent on its own
        {"\u0132sselmeer \u0133", "ijsselmeer ij"},
        {"Stra\u00DFe \u1E9E", "strasse ss"},
        {"\u00C6r\u00F8 \u0152uvre", "aero oeuvre"},
        {"\u00DEorl\u00E1kur", "thorlakur"},
        {"\u0141ukasz \u017B\u00F3\u0142\u0107", "lukasz zolc"},
        {"Nguy\u1EC5n", "nguyen"},
        {"\u021Bar\u0103", "tara"},
        {"3 \u00D7 4 \u00F7 2 \u20AC", "3 \u00D7 4 \u00F7 2 \u20AC"},
        {"\u017Fa\u017F", "sas"},
        {"\xFFZ", "\xFFz"}, // what is not UTF-8 stays
        {"", ""},
    };
    struct arena *const arena = arena_new(1 << 16);
    for (size_t i = 0; i < COUNT_OF(cases); i++)
        assert_str(str_fold(arena, str_from_c(cases[i].text)), cases[i].folded);
    assert_null(str_fold(arena, STR_NONE).p);
    arena_free(arena);
}

static void cp1252_has_a_meaning_for_every_byte(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 16);
    assert_str(str_from_cp1252(arena, STR("Zo\xEB \x80 \x92t \x9F\xA0\xFF\x81")),
               "Zo\u00EB \u20AC \u2019t \u0178\u00A0\u00FF\uFFFD");
    char high[32]; // 0x80 to 0x9F; wanted: Python, bytes.decode('cp1252', 'replace')
    for (size_t i = 0; i < sizeof high; i++)
        high[i] = (char)(0x80 + i);
    assert_str(str_from_cp1252(arena, (struct str){high, sizeof high}),
               "\u20AC\uFFFD\u201A\u0192\u201E\u2026\u2020\u2021"
               "\u02C6\u2030\u0160\u2039\u0152\uFFFD\u017D\uFFFD"
               "\uFFFD\u2018\u2019\u201C\u201D\u2022\u2013\u2014"
               "\u02DC\u2122\u0161\u203A\u0153\uFFFD\u017E\u0178");
    char all[255];
    for (size_t i = 0; i < sizeof all; i++)
        all[i] = (char)(i + 1);
    const struct str text = str_from_cp1252(arena, (struct str){all, sizeof all});
    assert_true(utf8_valid(text));
    assert_int_equal(utf8_length(text), 255);
    assert_null(str_from_cp1252(arena, STR_NONE).p);
    arena_free(arena);
}

// Whole characters: "Ménière" has seven, of which two take two bytes.
static void a_text_is_cut_between_characters(void **state) {
    (void)state;
    assert_str(utf8_start(STR("M\u00e9ni\u00e8re"), 2), "M\u00e9");
    assert_str(utf8_start(STR("M\u00e9ni\u00e8re"), 7), "M\u00e9ni\u00e8re");
    assert_str(utf8_start(STR("M\u00e9ni\u00e8re"), 99), "M\u00e9ni\u00e8re");
    assert_str(utf8_start(STR("abc"), 0), "");
    assert_str(utf8_start(STR(""), 3), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_text_is_cut_between_characters),
        cmocka_unit_test(valid_and_not),
        cmocka_unit_test(fold_is_plain_and_lower),
        cmocka_unit_test(cp1252_has_a_meaning_for_every_byte),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
