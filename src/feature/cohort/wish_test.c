// SPDX-License-Identifier: EUPL-1.2
// Wishes: which applicant a written name means; sealed in the database; taken back with a new
// application.
#include "feature/cohort/test_consent.h"
#include "feature/cohort/wish.h"

static void test_match(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    struct application_list_row rows[] = {
        {.person_id = 1, .name = STR("Bram van der Smit")},
        {.person_id = 2, .name = STR("J\xc3\xb6rg Smit")},
        {.person_id = 3, .name = STR("Els Bos")},
        {.person_id = 4, .name = STR("Els de Wit")},
        {.person_id = 5, .name = STR("Ans Bakker")},
        {.person_id = 6, .name = STR("Ans Bakker")},
        {.person_id = 7, .name = STR("Bram")},
    };
    const struct application_list list = {rows, COUNT_OF(rows)};
    static const struct {
        const char *typed;
        int64_t person, except; // 0: a person has to say
    } cases[] = {
        {"bram VAN der  smit", 1, 3},
        {" J\xc3\xb6rg Smit ", 2, 3},
        {"jorg smit", 2, 3},
        {"Bos", 3, 1},
        {"Els", 0, 1},
        {"Els", 4, 3}, // not oneself
        {"Smit", 0, 3},
        {"Ans Bakker", 0, 1},
        {"Ans Bakker", 6, 5},
        {"Bram", 7, 1},
        {"Bra", 0, 7},
        {"", 0, 1},
        {"Els Bos en Bram", 0, 1},
        {"mit", 0, 1},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        size_t at = 99;
        const enum rc rc =
            wish_match(arena, &list, cases[i].except, str_from_c(cases[i].typed), &at);
        assert_int_equal(rc, cases[i].person == 0 ? RC_NOT_FOUND : RC_OK);
        if (rc == RC_OK)
            assert_int_equal(rows[at].person_id, cases[i].person);
    }
    arena_free(arena);
}

static struct application_input applies(const struct world *w, struct str wish) {
    return (struct application_input){
        .cohort = w->cohort, .person = w->person[MANAGER], .wish = wish};
}

static enum rc sealed_and_renewed(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct vault *const vault = store_vault(w->store);
    const struct scope cohort = {SCOPE_COHORT, w->cohort, w->person[0]};
    struct wish_list list;
    struct application_input input = applies(w, STR("Mens1 Proef"));
    struct str typed;
    int64_t id, changed;
    size_t at;
    TRY(application_add(db, arena, vault, &input, now, &id));
    TRY(q_wish_list(db_read(db), arena, &cohort, &list));
    assert_int_equal(list.n, 1);
    assert_false(str_find(list.rows[0].typed, STR("Mens1"), &at));
    TRY(vault_open(vault, arena, w->person[MANAGER], "application_wish.typed", list.rows[0].typed,
                   &typed));
    assert_true(str_eq(typed, STR("Mens1 Proef")));
    TRY(q_waiting_withdraw(db, id, now, &changed));
    TRY(q_wish_list(db_read(db), arena, &cohort, &list));
    assert_int_equal(list.n, 0);
    input = applies(w, STR_NONE); // again, with nobody
    TRY(application_add(db, arena, vault, &input, now, &id));
    TRY(q_wish_list(db_read(db), arena, &cohort, &list));
    assert_int_equal(list.n, 0);
    return RC_OK;
}

IN_THE_WRITER(sealed_and_renewed)

static void test_applicant_is_told(void **state) {
    (void)state;
    struct apply_own_row row = {.wished = true};
    assert_str(apply_wish(LANG_EN, &row),
               "Nobody has decided yet about whom you want to take part with.");
    row.wish_answer = STR("kept");
    assert_str(apply_wish(LANG_EN, &row),
               "The coordinator takes into account whom you want to take part with.");
    row.wish_answer = STR("put_aside");
    assert_str(apply_wish(LANG_NL, &row),
               "De coördinator neemt je wens om samen mee te doen niet over.");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_match),
        TEST(sealed_and_renewed),
        cmocka_unit_test(test_applicant_is_told),
    };
    return run_on_both("wishes", tests, COUNT_OF(tests));
}
