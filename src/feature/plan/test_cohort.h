// SPDX-License-Identifier: EUPL-1.2
// A cohort of 24 people, six of the police, in a real store with the real worker, for the tests of
// plans. Only for inclusion in a test.
#ifndef VLIEGWIEL_TEST_COHORT_H
#define VLIEGWIEL_TEST_COHORT_H
#include "base/testing.h"

#include "base/log.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/plan/plan.h"
#include "feature/programme/programme.h"
#include "job_sql.h"
#include "store/test_place.h"

enum { N_PEOPLE = 24, N_GROUPS = 4, N_MODULES = 6, N_POLICE = 6 };
static const struct day today = {20000};
static const struct instant now = {1728000000};

static bool on_postgres;

struct world {
    struct place place;
    struct store *store;
    struct reader *reader;
    struct groups_wish wish;
    int64_t cohort, plan, person[N_PEOPLE];
    int64_t host, police, programme;
};

static enum rc furnish(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    struct organisation_add_row host, police;
    int64_t programme;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    TRY(q_organisation_add(db, arena, STR("Politie"), STR("police"), STR("P"), false, now,
                           &police));
    for (int i = 0; i < N_PEOPLE; i++) {
        const struct person_input input = {str_fmt(arena, "Persoon%02d", i), STR(""), STR("Proef"),
                                           STR_NONE};
        TRY(person_add(db, arena, &input, now, &w->person[i]));
        TRY(person_join(db, arena, w->person[i], i < N_POLICE ? police.id : host.id,
                        (struct opt_int){0}, today));
    }
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id,
                                 w->person[0], now, &programme));
    w->host = host.id;
    w->police = police.id;
    w->programme = programme;
    const struct cohort_input input = {programme, STR(""), N_PEOPLE, 0, N_PEOPLE, N_GROUPS};
    TRY(cohort_add(db, arena, &input, now, &w->cohort));
    for (int i = 0; i < N_PEOPLE; i++)
        TRY(q_cohort_join(db, w->cohort, w->person[i], today, NULL));
    return q_person_role_add(db, w->person[0], STR("partner_coordinator"), police.id, today,
                             DAY_NONE, (struct opt_int){0}, now, NULL);
}

static int setup(void **state) {
    struct place place = place_make(on_postgres);
    struct world *w = NEW(place.arena, struct world);
    w->place = place;
    w->wish = (struct groups_wish){.kind = GROUPING_SUBGROUP, .n_groups = N_GROUPS};
    *state = w;
    log_quiet(true);
    return store_open(&w->place.options, &w->store) != RC_OK ||
           store_write(w->store, furnish, w) != RC_OK || reader_open(w->store, &w->reader) != RC_OK;
}

static int teardown(void **state) {
    struct world *w = *state;
    struct place place = w->place;
    reader_close(w->reader);
    store_close(w->store);
    place_remove(&place);
    return 0;
}

// ---- steps -----------------------------------------------------------------------------------

static struct scope cohort_of(const struct world *w) {
    return (struct scope){SCOPE_COHORT, w->cohort, w->person[0]};
}

static enum rc ask(struct db *db, void *argument) {
    struct world *w = argument;
    const struct scope scope = cohort_of(w);
    return plan_ask(db, w->place.arena, &scope, w->wish, today, now, &w->plan);
}

static inline enum rc confirm(struct db *db, void *argument) {
    struct world *w = argument;
    const struct scope scope = cohort_of(w);
    return plan_confirm(db, w->place.arena, &scope,
                        &(struct confirmation){w->plan, ROLE_COORDINATOR, today, now});
}

static const struct job_kind *find(struct str name) {
    static const struct job_kind kind = {"rotation", plan_job_run};
    return str_eq(name, STR("rotation")) ? &kind : NULL;
}

static struct plan_get_row plan_now(struct world *w) {
    struct db_ro *ro;
    struct plan_get_row plan;
    const struct scope scope = cohort_of(w);
    assert_int_equal(reader_begin(w->reader, &ro), RC_OK);
    assert_int_equal(q_plan_get(ro, w->place.arena, &scope, w->plan, &plan), RC_OK);
    reader_end(w->reader);
    return plan;
}

static struct plan_get_row plan_until(struct world *w, const char *wanted) {
    struct plan_get_row plan = plan_now(w);
    for (int tries = 0; tries < 1500 && !str_eq(plan.state, str_from_c(wanted)); tries++) {
        nanosleep(&(struct timespec){.tv_nsec = 20 * 1000000L}, NULL);
        plan = plan_now(w);
    }
    return plan;
}

static inline struct plan_get_row plan_made(struct world *w) {
    assert_int_equal(store_write(w->store, ask, w), RC_OK);
    struct arena *working = arena_new(1 << 20);
    assert_int_equal(jobs_start(working, w->store, find), RC_OK);
    const struct plan_get_row plan = plan_until(w, "done");
    arena_free(working);
    return plan;
}

static struct groups groups_now(struct world *w, bool everyone) {
    struct db_ro *ro;
    struct groups groups;
    const struct scope scope = cohort_of(w);
    assert_int_equal(reader_begin(w->reader, &ro), RC_OK);
    assert_int_equal(
        groups_load(ro, w->place.arena, &scope, today, everyone, w->wish.kind, &groups), RC_OK);
    reader_end(w->reader);
    return groups;
}
#endif
