// SPDX-License-Identifier: EUPL-1.2
// The demo's municipality is furnished by the rules of the features: that it comes to stand at all,
// on both databases, proves that they fit together. Figures: demo/people/README.md and
// demo_house.h.
#include "app/demo_house.h"
#include "base/log.h"
#include "base/testing.h"
#include "account_sql.h"
#include "dashboard_sql.h"
#include "home_sql.h"
#include "grouping_sql.h"
#include "plan_sql.h"
#include "schedule_sql.h"
#include "store/scope.h"
#include "store/test_place.h"

static bool on_postgres;

struct made {
    struct place place;
    struct store *store;
    struct reader *reader;
    struct db_ro *db;
};

static const struct instant now = {1795521600}; // 24 November 2026, 12:00 UTC

static struct made house_make(void) {
    struct made m = {.place = place_make(on_postgres)};
    struct arena *const arena = arena_child(m.place.arena, 512 << 20);
    struct demo_account accounts[DEMO_ACCOUNTS];
    demo_accounts(accounts);
    for (size_t i = 0; i < DEMO_ACCOUNTS; i++)
        accounts[i].hash = STR("-");
    assert_int_equal(store_open(&m.place.options, &m.store), RC_OK);
    struct demo_house house = {arena, store_vault(m.store), now, accounts};
    assert_int_equal(store_write(m.store, demo_furnish, &house), RC_OK);
    assert_int_equal(reader_open(m.store, &m.reader), RC_OK);
    assert_int_equal(reader_begin(m.reader, &m.db), RC_OK);
    return m;
}

static void house_drop(struct made *m) {
    reader_end(m->reader);
    reader_close(m->reader);
    store_close(m->store);
    place_remove(&m->place);
}

static void test_house(void **state) {
    (void)state;
    struct made m = house_make();
    struct arena *const arena = m.place.arena;
    const struct day today = instant_day(now);

    struct account_list accounts;
    assert_int_equal(q_account_list(m.db, arena, today, &accounts), RC_OK);
    assert_int_equal(accounts.n, DEMO_ACCOUNTS);
    assert_int_equal(accounts.n, 6);
    struct account_people owner;
    assert_int_equal(q_account_people(m.db, arena, STR("h.verdonk@vaartwijk.example"), &owner),
                     RC_OK);
    assert_int_equal(owner.n, 1);

    const struct scope mine = {SCOPE_MINE, 0, owner.rows[0].id};
    struct dashboard_cohorts cohorts;
    assert_int_equal(q_dashboard_cohorts(m.db, arena, &mine, today, &cohorts), RC_OK);
    assert_int_equal(cohorts.n, 2);
    const struct dashboard_cohorts_row *const first = &cohorts.rows[0], *const second =
                                                                            &cohorts.rows[1];
    assert_int_equal(first->n_placed, 24);
    assert_int_equal(first->n_groups, 24); // four in each of six modules
    assert_int_equal(second->n_placed, 0);
    struct home_managers managers; // 31 applied, three were refused, two wait for one manager
    assert_int_equal(q_home_managers(m.db, arena, &mine, today, now, &managers), RC_OK);
    assert_int_equal(managers.n, 1);
    assert_int_equal(managers.rows[0].n, 2);
    assert_int_equal(second->n_ready, 26);

    const struct scope cohort = {SCOPE_COHORT, first->id, owner.rows[0].id};
    struct plan_marks_row marks;
    struct plan_get_row plan;
    assert_int_equal(q_plan_marks(m.db, arena, &cohort, STR("subgroup"), &marks), RC_OK);
    assert_int_equal(q_plan_get(m.db, arena, &cohort, marks.in_use.v, &plan), RC_OK);
    assert_int_equal(plan.objective.v, 276); // 24 x 23 / 2: everybody meets everybody

    struct schedule_list sessions;
    int64_t n_noted = 0;
    assert_int_equal(q_schedule_list(m.db, arena, &cohort, true, &sessions), RC_OK);
    assert_int_equal(sessions.n, 6);
    for (size_t i = 0; i < sessions.n; i++)
        n_noted += sessions.rows[i].n_present.v + sessions.rows[i].n_excused.v +
                   sessions.rows[i].n_stayed_away.v;
    assert_int_equal(n_noted, 3 * 24 - 2);
    house_drop(&m);
}

int main(void) {
    log_quiet(true);
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_house)};
    int failed = _cmocka_run_group_tests("demo on SQLite", tests, COUNT_OF(tests), NULL, NULL);
    if (str_is(place_server())) {
        on_postgres = true;
        failed += _cmocka_run_group_tests("demo on PostgreSQL", tests, COUNT_OF(tests), NULL, NULL);
    }
    return failed;
}
