// SPDX-License-Identifier: EUPL-1.2
// Names as people write them, memberships that keep their history, and who may give a role.
#include "base/testing.h"
#include "feature/person/person.h"
#include "organisation_sql.h"
#include "store/test_place.h"

struct world {
    struct place place;
    struct store *store;
    int64_t host, partner, owner, partner_lead, daan;
    struct str role; // what `grant` gives ...
    int64_t at, by;  // ... at which organisation, by whom
};
static const struct instant now = {1764000000}; // 24 November 2025

static enum rc add(struct db *db, struct world *w, const char *given, const char *infix,
                   const char *family, int64_t organisation, int64_t *ret_id) {
    const struct person_input input = {str_from_c(given), str_from_c(infix), str_from_c(family),
                                       STR("")};
    TRY(person_add(db, w->place.arena, &input, now, ret_id));
    return person_join(db, w->place.arena, *ret_id, organisation, (struct opt_int){0},
                       day_from_ymd(2020, 1, 1));
}

static enum rc furnish(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    const struct day today = instant_day(now);
    struct organisation_add_row host, partner;
    TRY(q_organisation_add(db, arena, STR("Gemeente"), STR("municipality"), STR("G"), true, now,
                           &host));
    TRY(q_organisation_add(db, arena, STR("Politie"), STR("police"), STR("P"), false, now,
                           &partner));
    w->host = host.id;
    w->partner = partner.id;
    TRY(add(db, w, "Olga", "", "Owner", w->host, &w->owner));
    TRY(add(db, w, "Pia", "", "Partner", w->partner, &w->partner_lead));
    TRY(add(db, w, "Daan", "van der", "Berg", w->partner, &w->daan));
    TRY(role_give(db, arena, w->owner, STR("owner"), w->host, today, DAY_NONE, 0, now));
    return role_give(db, arena, w->partner_lead, STR("partner_coordinator"), w->partner, today,
                     DAY_NONE, 0, now);
}

static int setup(void **state) {
    struct place place = place_make(false);
    struct world *w = NEW(place.arena, struct world);
    w->place = place;
    assert_int_equal(store_open(&w->place.options, &w->store), RC_OK);
    assert_int_equal(store_write(w->store, furnish, w), RC_OK);
    *state = w;
    return 0;
}

static int teardown(void **state) {
    struct world *w = *state;
    struct place place = w->place;
    store_close(w->store);
    place_remove(&place);
    return 0;
}

static void names(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    static const struct {
        const char *given, *infix, *family, *name, *sort_name;
    } cases[] = {
        {"Daan", "van der", "Berg", "Daan van der Berg", "berg, daan van der"},
        {"Zoë", "", "Élan", "Zoë Élan", "elan, zoe"},
        {"", "", "Wulandari", "Wulandari", "wulandari"},
        {"Ana", "", "", "Ana", "ana"},
    };
    for (size_t i = 0; i < COUNT_OF(cases); i++) {
        const struct person_input input = {str_from_c(cases[i].given), str_from_c(cases[i].infix),
                                           str_from_c(cases[i].family), STR("")};
        assert_str(person_name(arena, &input), cases[i].name);
        assert_str(person_sort_name(arena, &input), cases[i].sort_name);
    }
    arena_free(arena);
}

static void patterns(void **state) {
    (void)state;
    struct arena *arena = arena_new(1 << 16);
    assert_str(person_pattern(arena, STR(" Élan ")), "%elan%");
    assert_str(person_pattern(arena, STR("50%_!")), "%50!%!_!!%");
    assert_str(person_pattern(arena, STR("")), "%%");
    arena_free(arena);
}

static size_t found(struct world *w, int64_t viewer, const char *typed) {
    struct reader *reader;
    struct db_ro *db;
    struct person_list list;
    struct arena *arena = w->place.arena;
    const struct scope mine = {SCOPE_MINE, 0, viewer};
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_person_list(db, arena, &mine, instant_day(now), (struct opt_int){0},
                                   person_pattern(arena, str_from_c(typed)), STR(""), 0, 100,
                                   &list),
                     RC_OK);
    reader_end(reader);
    reader_close(reader);
    return list.n;
}

// The owner reaches all three, the partner's coordinator the two of the partner, Daan nobody.
static void searches_what_the_viewer_reaches(void **state) {
    struct world *w = *state;
    assert_int_equal(found(w, w->owner, ""), 3);
    assert_int_equal(found(w, w->partner_lead, ""), 2);
    assert_int_equal(found(w, w->daan, ""), 0);
    assert_int_equal(found(w, w->owner, "van der Berg"), 1);
    assert_int_equal(found(w, w->owner, "DAAN van"), 1);
    assert_int_equal(found(w, w->owner, "berg, daan"), 1);
    assert_int_equal(found(w, w->owner, "%"), 0);
    assert_int_equal(found(w, w->partner_lead, "owner"), 0);
}

static enum rc grant(struct db *db, void *argument) {
    struct world *w = argument;
    return role_give(db, w->place.arena, w->daan, w->role, w->at, instant_day(now), DAY_NONE, w->by,
                     now);
}

static enum rc try_grant(struct world *w, struct str role, int64_t at, int64_t by) {
    w->role = role;
    w->at = at;
    w->by = by;
    return store_write(w->store, grant, w);
}

static void nobody_gives_more_than_the_own_reach(void **state) {
    struct world *w = *state;
    assert_int_equal(try_grant(w, STR("coordinator"), w->host, w->owner), RC_OK);
    assert_int_equal(try_grant(w, STR("hr"), w->partner, w->owner), RC_OK);
    assert_int_equal(try_grant(w, STR("partner_coordinator"), w->partner, w->partner_lead), RC_OK);
    assert_int_equal(try_grant(w, STR("hr"), w->partner, w->partner_lead), RC_FORBIDDEN);
    assert_int_equal(try_grant(w, STR("partner_coordinator"), w->host, w->partner_lead),
                     RC_FORBIDDEN);
    assert_int_equal(try_grant(w, STR("king"), w->host, w->owner), RC_INVALID);
}

static struct person_roles roles_of(struct world *w, int64_t person) {
    struct reader *reader;
    struct db_ro *db;
    struct person_roles roles;
    const struct scope scope = {SCOPE_PERSON, person, w->owner};
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_person_roles(db, w->place.arena, &scope, instant_day(now), &roles), RC_OK);
    reader_end(reader);
    reader_close(reader);
    return roles;
}

static enum rc end_all(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    const struct day today = instant_day(now);
    TRY(role_give(db, arena, w->daan, STR("hr"), w->partner, day_after(today, -10), DAY_NONE, 0,
                  now));
    TRY(role_give(db, arena, w->daan, STR("dpo"), w->partner, day_after(today, 10), DAY_NONE, 0,
                  now));
    const struct scope scope = {SCOPE_PERSON, w->daan, w->owner};
    struct person_roles roles;
    TRY(q_person_roles(db_read(db), arena, &scope, today, &roles));
    for (size_t i = 0; i < roles.n; i++)
        TRY(role_end(db, arena, w->daan, roles.rows[i].id, w->owner, now));
    return RC_OK;
}

// What held until yesterday stays on record; what had not begun is gone.
static void ended_roles_stay_on_record(void **state) {
    struct world *w = *state;
    assert_int_equal(store_write(w->store, end_all, w), RC_OK);
    const struct person_roles roles = roles_of(w, w->daan);
    assert_int_equal(roles.n, 1);
    assert_str(roles.rows[0].role, "hr");
    assert_int_equal(roles.rows[0].until_day.n, instant_day(now).n - 1);
}

static enum rc move(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    const struct day today = instant_day(now);
    struct person_employment_unit_add_row north, south;
    TRY(q_person_employment_unit_add(db, arena, w->partner, STR("Noord"), &north));
    TRY(q_person_employment_unit_add(db, arena, w->partner, STR("Zuid"), &south));
    TRY(person_move(db, arena, w->daan, w->partner, (struct opt_int){north.id, true}, today));
    return person_move(db, arena, w->daan, w->partner, (struct opt_int){south.id, true}, today);
}

// Two moves on one day are one: without a unit until yesterday, in Zuid from today.
static void moving_keeps_the_past(void **state) {
    struct world *w = *state;
    assert_int_equal(store_write(w->store, move, w), RC_OK);
    struct reader *reader;
    struct db_ro *db;
    struct person_memberships memberships;
    const struct scope scope = {SCOPE_PERSON, w->daan, w->owner};
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(
        q_person_memberships(db, w->place.arena, &scope, instant_day(now), &memberships), RC_OK);
    reader_end(reader);
    reader_close(reader);
    assert_int_equal(memberships.n, 2);
    assert_str(memberships.rows[0].unit, "Zuid");
    assert_int_equal(memberships.rows[0].from_day.n, instant_day(now).n);
    assert_null(memberships.rows[1].unit.p);
    assert_int_equal(memberships.rows[1].until_day.n, instant_day(now).n - 1);
}

int main(void) {
#define WITH_STORE(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names),
        cmocka_unit_test(patterns),
        WITH_STORE(searches_what_the_viewer_reaches),
        WITH_STORE(nobody_gives_more_than_the_own_reach),
        WITH_STORE(ended_roles_stay_on_record),
        WITH_STORE(moving_keeps_the_past),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
