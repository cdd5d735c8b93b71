// SPDX-License-Identifier: EUPL-1.2
// Five people of whom one leads two, and a cohort for which four of them applied: for the tests of
// consent and of places. Only tests include it.
#ifndef VLIEGWIEL_TEST_CONSENT_H
#define VLIEGWIEL_TEST_CONSENT_H
#include "base/log.h"
#include "base/testing.h"

#include "feature/account/door.h"
#include "feature/cohort/consent.h"
#include "feature/import/import.h"
#include "feature/message/news.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "store/test_place.h"

enum { DAY_S = 24 * 3600 };
static const struct day today = {20000};
static const struct instant now = {1728000000};

// 0 leads 1 and 2; 3 is a deputy; 4 has no manager.
enum { MANAGER, ONE, TWO, DEPUTY, ALONE, N };
static bool on_postgres;
struct world {
    struct place place;
    struct store *store;
    int64_t host, cohort, person[N], application[N];
    struct str token;
    int64_t n_messages;
};

static inline struct consent_asking asking_at(const struct world *w, int64_t days) {
    return (struct consent_asking){
        w->place.arena, store_vault(w->store), today, {now.s + days * DAY_S}};
}

static inline enum rc people(struct db *db, struct world *w) {
    struct arena *const arena = w->place.arena;
    struct import_source_row source;
    TRY(q_import_source(db, arena, w->host, STR("people"), STR("AFAS"), now, &source));
    for (int i = 0; i < N; i++) {
        struct person_employment_add_row line;
        const struct person_input input = {
            str_fmt(arena, "Mens%d", i), STR(""), STR("Proef"),
            i == MANAGER || i == DEPUTY ? str_fmt(arena, "m%d@voorbeek.example", i) : STR_NONE};
        TRY(person_add(db, arena, &input, now, &w->person[i]));
        TRY(person_join(db, arena, w->person[i], w->host, (struct opt_int){0}, today));
        TRY(q_person_employment_add(db, arena, w->person[i], w->host, (struct opt_int){0},
                                    (struct opt_int){source.id, true}, str_fmt(arena, "%d", i), 1,
                                    STR_NONE, STR_NONE, STR_NONE, (struct opt_int){0}, STR_NONE,
                                    DAY_NONE, DAY_NONE, i == ONE || i == TWO ? STR("0") : STR_NONE,
                                    &line));
    }
    return q_person_employment_managers(db, source.id, NULL);
}

static inline enum rc furnish(struct db *db, void *argument) {
    struct world *const w = argument;
    struct arena *const arena = w->place.arena;
    struct organisation_add_row host;
    int64_t programme;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    w->host = host.id;
    TRY(people(db, w));
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id,
                                 w->person[0], now, &programme));
    const struct cohort_input input = {programme, STR(""), 2, 0, 4, 1};
    TRY(cohort_add(db, arena, &input, now, &w->cohort));
    for (int i = ONE; i < N; i++) {
        const struct application_input application = {.cohort = w->cohort, .person = w->person[i]};
        TRY(application_add(db, arena, store_vault(w->store), &application, now,
                            &w->application[i]));
    }
    return RC_OK;
}

static inline int setup(void **state) {
    struct place place = place_make(on_postgres);
    struct world *const w = NEW(place.arena, struct world);
    w->place = place;
    *state = w;
    return store_open(&w->place.options, &w->store) != RC_OK ||
           store_write(w->store, furnish, w) != RC_OK;
}

static inline int teardown(void **state) {
    struct world *const w = *state;
    struct place place = w->place;
    store_close(w->store);
    place_remove(&place);
    return 0;
}

// Records consent as the coordinator does it on paper.
static inline enum rc say_yes(struct db *db, struct world *w, int who) {
    const struct consent_asking asking = asking_at(w, 1);
    return consent_decide(db, &asking,
                          &(struct consent_answer){.application = w->application[who],
                                                   .cohort = w->cohort,
                                                   .by_person = w->person[0],
                                                   .as_role = ROLE_COORDINATOR,
                                                   .outcome = STR("yes"),
                                                   .reason = STR_NONE,
                                                   .day = today});
}

#define IN_THE_WRITER(name)                                                                        \
    static void test_##name(void **state) {                                                        \
        struct world *const w = *state;                                                            \
        assert_int_equal(store_write(w->store, name, w), RC_OK);                                   \
    }
#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

static inline int run_on_both(const char *name, const struct CMUnitTest *tests, size_t n) {
    log_quiet(true);
    int failed = _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    if (str_is(place_server())) {
        on_postgres = true;
        failed += _cmocka_run_group_tests(name, tests, n, NULL, NULL);
    }
    return failed;
}
#endif
