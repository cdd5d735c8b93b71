// SPDX-License-Identifier: EUPL-1.2
// Cells, headers and rows of files as they come, and what is said of rows that are wrong.
#include "base/testing.h"
#include "feature/import/import_diff.h"

struct read {
    struct arena *arena;
    struct import_problems problems;
    struct import_rows rows;
};

// Reads a text with the mapping that its headers say.
static struct read read_text(const char *text, enum import_kind kind) {
    struct read r = {.arena = arena_new(8 << 20)};
    struct csv_table table;
    struct csv_problem problem;
    assert_int_equal(csv_read(r.arena, str_from_c(text), &table, &problem), RC_OK);
    const struct import_mapping mapping = import_guess(r.arena, &table, kind);
    assert_int_equal(import_rows_read(r.arena, kind, &table, &mapping, &r.problems, &r.rows),
                     RC_OK);
    return r;
}

static void check_name(const char *full, const char *given, const char *infix, const char *family) {
    const struct import_name name = import_name_split(str_from_c(full));
    assert_str(name.given_name, given);
    assert_str(name.infix, infix);
    assert_str(name.family_name, family);
}

static void names_split(void **state) {
    (void)state;
    check_name("Kolk, Hiske van der", "Hiske", "van der", "Kolk");
    check_name("Hout, Joost in 't", "Joost", "in 't", "Hout");
    check_name("van den Berg, Noor", "Noor", "van den", "Berg");
    check_name("Bakker, Kübra", "Kübra", "", "Bakker");
    check_name("Cees van den Akker", "Cees", "van den", "Akker");
    check_name("Jan Willem de Boer", "Jan Willem", "de", "Boer");
    check_name("Pieter Ng", "Pieter", "", "Ng");
    check_name("Wulandari", "", "", "Wulandari");
    check_name("jan de boer", "jan", "de", "boer");
    check_name("", "", "", "");
    struct str infix = STR(""), family = STR("op 't Ende");
    import_family_split(&infix, &family);
    assert_str(infix, "op 't");
    assert_str(family, "Ende");
}

static void emails(void **state) {
    (void)state;
    assert_true(import_email_is(STR("a.b@c.example")));
    static const char *const bad[] = {"",      "a",        "a@b",      "@b.nl",  "a@@b.nl",
                                      "a@.nl", "a b@c.nl", "a@b@c.nl", "a@b.nl."};
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_false(import_email_is(str_from_c(bad[i])));
}

// 32,5 h = 130 quarters; 0,8889 of 36 h = 32,0004 h = 128; 88,89 % the same; 1.0 = 144.
static void hours(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 20);
    struct str value;
    assert_int_equal(import_hours_value(arena, STR("32,5"), &value), RC_OK);
    assert_str(value, "130");
    assert_int_equal(import_part_time_value(arena, STR("0,8889"), &value), RC_OK);
    assert_str(value, "128");
    assert_int_equal(import_part_time_value(arena, STR("88,89 %"), &value), RC_OK);
    assert_str(value, "128");
    assert_int_equal(import_part_time_value(arena, STR("1.0"), &value), RC_OK);
    assert_str(value, "144");
    assert_int_equal(import_hours_value(arena, STR("169"), &value), RC_INVALID);
    assert_int_equal(import_hours_value(arena, STR("-1"), &value), RC_INVALID);
    assert_int_equal(import_part_time_value(arena, STR("900"), &value), RC_INVALID);
    arena_free(arena);
}

static void reads_headers_of_both_languages(void **state) {
    (void)state;
    struct read r = read_text("id,first_name,last_name,email,department,fte\n"
                              "1,Siebe,\"op 't Ende\",s@x.example,Verhuur,0.9\n",
                              IMPORT_PEOPLE);
    assert_int_equal(r.problems.n, 0);
    const struct str *value = r.rows.rows[0].value;
    assert_str(value[IMPORT_number], "1");
    assert_str(value[IMPORT_infix], "op 't");
    assert_str(value[IMPORT_family_name], "Ende");
    assert_str(value[IMPORT_unit], "Verhuur");
    assert_str(value[IMPORT_hours], "130"); // 0.9 x 36 h = 32.4 h = 129.6 quarters
    assert_false(r.rows.present & IMPORT_BIT(from));
    arena_free(r.arena);
}

static void check_problem(const struct read *r, size_t i, enum import_fault fault, size_t row,
                          size_t column) {
    assert_true(i < r->problems.n);
    assert_int_equal(r->problems.first[i].fault, fault);
    assert_int_equal(r->problems.first[i].row, row);
    assert_int_equal(r->problems.first[i].column, column);
}

// One mistake in each row; all are named at once, by row and column.
static void names_what_is_wrong(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Roepnaam;Achternaam;E-mail;Uren;Indienst;Uitdienst\n"
                              "1;Anna;Aa;a@@x.nl;36,0;01-02-2020;\n"
                              "2;Bo;Bee;;36,0;31-02-2020;\n"
                              "3;Cas;Cee;;veel;;\n"
                              "4;;;;36,0;;\n"
                              ";Dirk;Dee;;36,0;;\n"
                              "6;Els;Ee;e@x.nl;8;02-01-2020;01-01-2020\n"
                              "7;Fin;Ef;e@X.nl;8;;\n"
                              "8;Gé;Gee;;8;;\n"
                              "8;Gé;Gee;;8;;\n"
                              "9;Hal;Ha;;8;;\n"
                              "9;Iet;Ie;;9;;\n"
                              ";Dirk;DEE;;24;;\n",
                              IMPORT_PEOPLE);
    check_problem(&r, 0, FAULT_EMAIL, 2, 4);
    assert_str(r.problems.first[0].cell, "a@@x.nl");
    assert_str(r.problems.first[0].header, "E-mail");
    check_problem(&r, 1, FAULT_DAY, 3, 6);
    check_problem(&r, 2, FAULT_HOURS, 4, 5);
    check_problem(&r, 3, FAULT_NAME_MISSING, 5, 3);
    check_problem(&r, 4, FAULT_PERIOD, 7, 7);
    check_problem(&r, 5, FAULT_ROW_TWICE, 10, 1);
    assert_int_equal(r.problems.first[5].other_row, 9);
    check_problem(&r, 6, FAULT_NUMBER_OF_OTHER, 12, 1);
    check_problem(&r, 7, FAULT_NAME_TWICE, 13, 0); // no number, no address, the name of row 6
    assert_int_equal(r.problems.first[7].other_row, 6);
    check_problem(&r, 8, FAULT_EMAIL_OF_OTHER, 8, 4);
    assert_int_equal(r.problems.n, 9);
    arena_free(r.arena);
}

// The same number with the same name is a second employment.
static void one_number_may_have_two_lines(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Roepnaam;Achternaam;Afdeling\n"
                              "01;Anna;Aa;Noord\n02;Bo;Bee;Noord\n01;Anna;Aa;Zuid\n",
                              IMPORT_PEOPLE);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(r.rows.n_people, 2);
    assert_int_equal(r.rows.rows[2].line, 2);
    assert_int_equal(r.rows.rows[2].first, 0);
    arena_free(r.arena);
}

static void reads_applications(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Leervraag;Akkoord leidinggevende;Uren per week vrij;"
                              "Samen met;Via oud-deelnemer\n"
                              "01;Waarom?;ja;4;02;ja\n02;Hoe?;NEE;2,5;;\n03;Wie?;misschien;4;03;\n"
                              ";Wat?;;;;\n01;Toch?;;;;\n",
                              IMPORT_APPLICATIONS);
    assert_str(r.rows.rows[0].value[IMPORT_consent], "yes");
    assert_str(r.rows.rows[1].value[IMPORT_consent], "no");
    assert_str(r.rows.rows[1].value[IMPORT_free_hours], "10");
    assert_str(r.rows.rows[0].value[IMPORT_via_alumnus], "yes");
    check_problem(&r, 0, FAULT_YES_NO, 4, 3);
    check_problem(&r, 1, FAULT_WITH_SELF, 4, 5);
    check_problem(&r, 2, FAULT_NUMBER_MISSING, 5, 1);
    check_problem(&r, 3, FAULT_ROW_TWICE, 6, 1);
    assert_int_equal(r.problems.n, 4);
    arena_free(r.arena);
}

// Known: Anna (1), Bo (2), Cas (3, ended). The file has Anna moved and a new Dirk; Bo is missing.
static void finds_differences(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Roepnaam;Achternaam;Afdeling\n"
                              "1;Anna;Aa;Zuid\n4;Dirk;Dee;Zuid\n",
                              IMPORT_PEOPLE);
    struct import_line lines[3];
    static const char *const names[] = {"Anna", "Bo", "Cas"}, *const families[] = {"Aa", "Bee",
                                                                                   "Cee"};
    for (size_t i = 0; i < 3; i++) {
        lines[i] = (struct import_line){.employment = 10 + (int64_t)i,
                                        .person = 20 + (int64_t)i,
                                        .version = 1,
                                        .line = 1,
                                        .ended = i == 2};
        for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
            lines[i].value[field] = STR("");
        lines[i].value[IMPORT_number] = str_fmt(r.arena, "%zu", i + 1);
        lines[i].value[IMPORT_given_name] = str_from_c(names[i]);
        lines[i].value[IMPORT_family_name] = str_from_c(families[i]);
        lines[i].value[IMPORT_unit] = STR("Noord");
        lines[i].key = import_key(r.arena, lines[i].value[IMPORT_number], STR(""), STR(""));
    }
    const struct import_known known = {.lines = lines, .n_lines = 3};
    struct import_diff diff;
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(diff.n_new, 1);
    assert_int_equal(diff.n_changed, 1);
    assert_int_equal(diff.n_same, 0);
    assert_int_equal(diff.n_missing, 1);
    assert_int_equal(diff.changes[0].changed, IMPORT_BIT(unit));
    assert_int_equal(diff.changes[0].person, 20);
    assert_int_equal(diff.changes[1].person, 0);
    assert_int_equal(diff.missing[0]->employment, 11);
    const uint64_t before = diff.fingerprint;
    lines[0].value[IMPORT_unit] = STR("West"); // somebody changed it meanwhile
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_true(diff.fingerprint != before);
    arena_free(r.arena);
}

// A new number with a known address: the same person when the family name says so too, else a
// question. Without either, a known name is a question, and an unknown one is somebody new.
static void asks_who_it_is(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Roepnaam;Tussenvoegsel;Achternaam;E-mail\n"
                              "1;Anna;;Aa;a@x.nl\n2;Bo;;Bee;b@x.nl\n;Cas;van;Cee;\n;Dirk;;Dee;\n",
                              IMPORT_PEOPLE);
    struct import_person people[] = {
        {7, STR("a@x.nl"), STR("AA"), STR("aa, anna"), STR("Anna Aa"), STR_NONE},
        {8, STR("b@x.nl"), STR("Vos"), STR("vos, bo"), STR("Bo Vos"), STR_NONE},
        {9, STR_NONE, STR("Cee"), STR("cee, cas van"), STR("Cas van Cee"), STR_NONE}};
    struct import_known known = {.people = people, .n_people = 3};
    struct import_diff diff;
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(r.problems.n, 0);
    assert_int_equal(diff.changes[0].person, 7);
    assert_int_equal(diff.changes[1].action, IMPORT_ASKED);
    assert_int_equal(diff.changes[2].action, IMPORT_ASKED);
    assert_int_equal(diff.changes[3].action, IMPORT_NEW);
    assert_int_equal(diff.n_asked, 2);
    assert_int_equal(diff.n_questions, 2);
    assert_int_equal(diff.questions[0].candidates[0]->id, 8);
    assert_int_equal(diff.questions[1].candidates[0]->id, 9);
    // one is somebody else, the other is whom it looked like; an answer beside the question is none
    struct import_answer answers[] = {{3, 0}, {4, 7}};
    known.answers = answers;
    known.n_answers = 2;
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(diff.changes[1].action, IMPORT_NEW);
    assert_int_equal(diff.changes[1].person, 0);
    assert_int_equal(diff.changes[2].action, IMPORT_ASKED);
    answers[1].person = 9;
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(diff.changes[2].action, IMPORT_NEW);
    assert_int_equal(diff.changes[2].person, 9);
    assert_int_equal(diff.n_asked, 0);
    // said once for this source, the name means that person
    struct import_match match = {STR("cee, cas van"), 9};
    known =
        (struct import_known){.people = people, .n_people = 3, .matches = &match, .n_matches = 1};
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(diff.changes[2].person, 9);
    assert_int_equal(diff.n_asked, 1);
    arena_free(r.arena);
}

// Who stands in this source already, under a number of its own, is not asked about.
static void namesakes_with_a_number_are_others(void **state) {
    (void)state;
    struct read r = read_text("Medewerker;Naam\n1;Jan Vos\n2;Jan Vos\n", IMPORT_PEOPLE);
    struct import_person people[] = {
        {7, STR_NONE, STR("Vos"), STR("vos, jan"), STR("Jan Vos"), STR_NONE}};
    struct import_line line = {.employment = 1, .person = 7, .line = 1, .key = STR("#1")};
    line.value[IMPORT_number] = STR("1");
    const struct import_known known = {
        .people = people, .n_people = 1, .lines = &line, .n_lines = 1};
    struct import_diff diff;
    import_diff_people(r.arena, &r.rows, &known, &r.problems, &diff);
    assert_int_equal(diff.changes[0].person, 7);
    assert_int_equal(diff.changes[1].action, IMPORT_NEW);
    assert_int_equal(diff.changes[1].person, 0);
    arena_free(r.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_split),
        cmocka_unit_test(emails),
        cmocka_unit_test(hours),
        cmocka_unit_test(reads_headers_of_both_languages),
        cmocka_unit_test(names_what_is_wrong),
        cmocka_unit_test(one_number_may_have_two_lines),
        cmocka_unit_test(reads_applications),
        cmocka_unit_test(finds_differences),
        cmocka_unit_test(asks_who_it_is),
        cmocka_unit_test(namesakes_with_a_number_are_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
