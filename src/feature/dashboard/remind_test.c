// SPDX-License-Identifier: EUPL-1.2
// Reminders: to whom, about what, not twice within a day. Mia leads Carla, whose application in
// cohort 2 waits since 20 November; Frans leads the session of 3 November of cohort 1, of which one
// of two is not noted; Ben was invited on 14 November.
#include "feature/dashboard/test_home.h"
#include "feature/message/news.h"

static const struct instant now = {NOW};
enum { DAY_S = 24 * 3600 };

static enum rc addresses(struct db *db, void *argument) {
    (void)argument;
    return db_exec(db_read(db), "UPDATE person SET email = 'm@x.example' WHERE id IN (2, 4, 5)");
}

static struct consent_asking asking_at(const struct fixture *f, int64_t seconds) {
    return (struct consent_asking){f->arena, store_vault(f->store), f->today, {NOW + seconds}};
}

static struct scope cohort(int64_t id) {
    return (struct scope){SCOPE_COHORT, id, VERA};
}

static void check(const struct reminded *reminded, size_t n, const char *name, int64_t n_things) {
    assert_int_equal(reminded->n, n);
    if (n > 0)
        assert_str(reminded->names[0], name);
    assert_int_equal(reminded->n_things, n_things);
}

static struct fixture *fixture; // what runs in the writer has one argument

static enum rc managers(struct db *db, void *argument) {
    struct fixture *const f = argument;
    const struct scope two = cohort(2), one = cohort(1);
    struct reminded reminded;
    struct consent_asking asking = asking_at(f, 0);
    TRY(remind_manager(db, &asking, &two, MIA, &reminded));
    check(&reminded, 1, "Mia M", 1);
    asking = asking_at(f, DAY_S - 1);
    TRY(remind_manager(db, &asking, &two, MIA, &reminded));
    check(&reminded, 0, NULL, 0);
    asking = asking_at(f, DAY_S);
    TRY(remind_manager(db, &asking, &two, MIA, &reminded));
    check(&reminded, 1, "Mia M", 1);
    TRY(remind_manager(db, &asking, &one, MIA, &reminded)); // nothing of that cohort
    check(&reminded, 0, NULL, 0);
    TRY(remind_manager(db, &asking, &two, FRANS, &reminded)); // leads nobody
    check(&reminded, 0, NULL, 0);
    struct message_get_row row;
    TRY(q_message_get(db_read(db), f->arena, 1, &row));
    assert_str(row.template, "consent"); // nobody was asked before: it says so
    assert_int_equal(row.person_id, MIA);
    return RC_OK;
}

static enum rc facilitators(struct db *db, void *argument) {
    struct fixture *const f = argument;
    const struct scope two = cohort(2), one = cohort(1);
    struct reminded reminded;
    struct consent_asking asking = asking_at(f, 0);
    TRY(remind_facilitators(db, &asking, &two, 1, &reminded)); // another cohort's session
    check(&reminded, 0, NULL, 0);
    TRY(remind_facilitators(db, &asking, &one, 2, &reminded)); // still to come
    check(&reminded, 0, NULL, 0);
    TRY(remind_facilitators(db, &asking, &one, 1, &reminded));
    check(&reminded, 1, "Frans F", 0);
    asking = asking_at(f, DAY_S - 1);
    TRY(remind_facilitators(db, &asking, &one, 1, &reminded));
    check(&reminded, 0, NULL, 0);
    asking = asking_at(f, DAY_S);
    asking.today = day_after(f->today, 1);
    TRY(remind_facilitators(db, &asking, &one, 1, &reminded));
    check(&reminded, 1, "Frans F", 0);
    return RC_OK;
}

// The letter says what is left, and is none once all of it was noted.
static enum rc facilitators_letter(struct db *db, void *argument) {
    struct fixture *const f = argument;
    const struct scope one = cohort(1);
    const struct consent_asking asking = asking_at(f, 0);
    struct reminded reminded;
    struct message_get_row row;
    struct letter letter;
    struct news news;
    size_t at;
    TRY(remind_facilitators(db, &asking, &one, 1, &reminded));
    TRY(q_message_get(db_read(db), f->arena, 1, &row));
    TRY(news_letter(db_read(db), f->arena, asking.vault, STR("https://t"), &row, now, &letter,
                    &news));
    assert_str(letter.to, "m@x.example");
    assert_true(str_find(letter.text,
                         STR("Module 1: Een (Lichting 1) was op dinsdag 3 november 2026"), &at));
    assert_true(str_find(letter.text, STR("Van 1 deelnemer is nog niet genoteerd"), &at));
    assert_true(str_find(letter.text, STR("https://t/bijeenkomsten/1/aanwezigheid\n"), &at));
    TRY(db_exec(db_read(db), "INSERT INTO attendance (enrolment_id, state, noted_by, noted_at)"
                             " VALUES (2, 'present', 2, 0)"));
    assert_int_equal(news_letter(db_read(db), f->arena, asking.vault, STR("https://t"), &row, now,
                                 &letter, &news),
                     RC_NOT_FOUND);
    return RC_OK;
}

static enum rc invited(struct db *db, void *argument) {
    struct fixture *const f = argument;
    const struct scope one = cohort(1);
    struct reminded reminded;
    struct consent_asking asking = asking_at(f, 0);
    TRY(remind_invited(db, &asking, &one, &reminded));
    check(&reminded, 1, "Ben B", 0);
    asking = asking_at(f, DAY_S - 1);
    TRY(remind_invited(db, &asking, &one, &reminded));
    check(&reminded, 0, NULL, 0);
    return RC_OK;
}

static void in_writer(void **state, enum rc (*what)(struct db *db, void *argument)) {
    fixture = *state;
    reader_end(fixture->reader);
    assert_int_equal(store_write(fixture->store, addresses, NULL), RC_OK);
    assert_int_equal(store_write(fixture->store, what, fixture), RC_OK);
    assert_int_equal(reader_begin(fixture->reader, &fixture->db), RC_OK);
}

static struct attention_list elsewhere(struct fixture *f) {
    const struct dashboard_facts facts = facts_of(f, VERA);
    return dashboard_elsewhere(f->arena, LANG_NL, f->today, &facts);
}

static const struct attention *about(const struct attention_list *list, enum remind_what what) {
    for (size_t i = 0; i < list->n; i++)
        if (list->items[i].remind == what)
            return &list->items[i];
    return NULL;
}

// The home has a button for whom can be written to; after it was pressed, the day.
static void test_buttons(void **state) {
    struct fixture *const f = *state;
    struct attention_list list = elsewhere(f);
    assert_null(about(&list, REMIND_CONSENT)); // Mia has no address
    in_writer(state, managers);                // with addresses, and asked a day from now
    list = elsewhere(f);
    assert_null(about(&list, REMIND_CONSENT));
    for (size_t i = 0; i < list.n; i++)
        if (str_eq(list.items[i].who, STR("Mia M")))
            assert_int_equal(list.items[i].reminded.n, f->today.n + 1);
    assert_non_null(about(&list, REMIND_INVITED));
}

static void test_managers(void **state) {
    in_writer(state, managers);
}
static void test_facilitators(void **state) {
    in_writer(state, facilitators);
}
static void test_facilitators_letter(void **state) {
    in_writer(state, facilitators_letter);
}
static void test_invited(void **state) {
    in_writer(state, invited);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_buttons),      TEST(test_managers),
        TEST(test_facilitators), TEST(test_facilitators_letter),
        TEST(test_invited),
    };
    return run_on_both("home: reminding", tests, COUNT_OF(tests));
}
