// SPDX-License-Identifier: EUPL-1.2
// Makes the database that the house is measured with: `furnish FILE|URL KEYS [PARTICIPANTS
// [PEOPLE]]` prints the id of a running cohort with 30 or so many participants of five
// organisations, half of its sessions over, and the token of a signed-in coordinator. PEOPLE more
// belong to the organisations and take no part. By the rules of the features only.
#include <sodium.h>

#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "session_sql.h"
#include "web/session.h"

enum {
    ARENA = 64 << 20,
    PARTICIPANTS = 30,
    PEOPLE_MAX = 2000000,
    PARTNERS = 5,
    PAST = 3,
    HASH_BYTES = 32,
};
static const struct {
    const char *name, *letter, *unit;
    enum organisation_kind kind;
} partners[PARTNERS] = {
    {"Gemeente Voorbeek", "G", "Wijken en participatie", ORGANISATION_MUNICIPALITY},
    {"Politie Voorbeek", "P", "Basisteam Oost", ORGANISATION_POLICE},
    {"Welzijn Voorbeek", "M", "Sociaal team Noord", ORGANISATION_SOCIAL_WORK},
    {"Woonstichting De Linde", "W", "Beheer en leefbaarheid", ORGANISATION_HOUSING},
    {"Stadsreiniging Voorbeek", "R", "Reiniging centrum", ORGANISATION_CLEANING},
};
static const char *const given[] = {"Fatima", "Daan", "Marieke", "Achmed", "Sjoerd", "Li"};
static const char *const family[] = {"El Amrani", "Dijkstra", "Bergsma", "Ŏz & zoon", "Haverkamp"};

struct house {
    struct arena *arena;
    struct vault *vault;
    struct instant now;
    struct day today, long_ago;
    size_t n_participants, n_people;
    int64_t organisation[PARTNERS], unit[PARTNERS], coordinator, cohort;
    struct str token; // of the coordinator's session
};

static enum rc organisations_add(struct db *db, struct house *h) {
    for (size_t i = 0; i < PARTNERS; i++) {
        struct organisation_add_row organisation;
        struct person_employment_unit_add_row unit;
        TRY(q_organisation_add(db, h->arena, str_from_c(partners[i].name),
                               organisation_kind_word(partners[i].kind),
                               str_from_c(partners[i].letter), i == 0, h->now, &organisation));
        TRY(q_person_employment_unit_add(db, h->arena, organisation.id,
                                         str_from_c(partners[i].unit), &unit));
        h->organisation[i] = organisation.id;
        h->unit[i] = unit.id;
    }
    return RC_OK;
}

static struct str family_name(struct arena *arena, size_t i) {
    const size_t n = COUNT_OF(given) * COUNT_OF(family);
    const char *const name = family[i / COUNT_OF(given) % COUNT_OF(family)];
    return i < n ? str_from_c(name) : str_fmt(arena, "%s-%zu", name, i / n);
}

static enum rc person(struct db *db, struct house *h, size_t i, int64_t *ret_person) {
    const size_t at = i % PARTNERS;
    const struct person_input input = {str_from_c(given[i % COUNT_OF(given)]), STR(""),
                                       family_name(h->arena, i), STR_NONE};
    TRY(person_add(db, h->arena, &input, h->now, ret_person));
    return person_join(db, h->arena, *ret_person, h->organisation[at],
                       (struct opt_int){h->unit[at], true}, h->long_ago);
}

static enum rc cohort(struct db *db, struct house *h) {
    struct cohort_input input = {.places = (int64_t)h->n_participants,
                                 .unit_max = (int64_t)h->n_participants,
                                 .n_groups = 5};
    TRY(person(db, h, 0, &h->coordinator));
    TRY(role_give(db, h->arena, h->coordinator, role_word(ROLE_COORDINATOR), h->organisation[0],
                  h->long_ago, DAY_NONE, 0, h->now));
    TRY(programme_from_blueprint(db, h->arena, STR("Samen de wijk in"), STR("Vaker naar buiten"),
                                 h->organisation[0], h->coordinator, h->now, &input.programme));
    return cohort_add(db, h->arena, &input, h->now, &h->cohort);
}

static struct scope scope_of(const struct house *h, enum scope_kind kind, int64_t object) {
    return (struct scope){kind, object, h->coordinator};
}

static enum rc participants(struct db *db, struct house *h) {
    const struct scope scope = scope_of(h, SCOPE_COHORT, h->cohort);
    const struct placement placement = {h->cohort, h->coordinator, ROLE_COORDINATOR,
                                        h->today,  h->now,         STR_NONE};
    struct application_input input = {.cohort = h->cohort, .learning_question = STR("Hoe?")};
    struct application_list list;
    bool *const placed = NEW_ARRAY(h->arena, bool, h->n_participants);
    for (size_t i = 0; i < h->n_participants; i++) {
        int64_t application;
        placed[i] = true;
        TRY(person(db, h, i, &input.person));
        TRY(application_add(db, h->arena, h->vault, &input, h->now, &application));
    }
    TRY(q_application_list(db_read(db), h->arena, &scope, h->today, &list));
    return cohort_place(db, h->arena, &placement, &list, placed);
}

static enum rc attendance(struct db *db, const struct house *h, int64_t session, struct day day) {
    const struct scope scope = scope_of(h, SCOPE_SESSION, session);
    const struct attendance_note note = {session, h->coordinator, day, h->today, h->now};
    struct attendance_list list;
    struct attendance_entry *const entries =
        NEW_ARRAY(h->arena, struct attendance_entry, h->n_participants);
    TRY(q_attendance_list(db_read(db), h->arena, &scope, true, h->today, &list));
    for (size_t i = 0; i < list.n; i++)
        entries[i] = (struct attendance_entry){
            list.rows[i].enrolment_id, i % 7 == 0 ? ATTENDANCE_EXCUSED : ATTENDANCE_PRESENT};
    return attendance_save(db, &note, entries, list.n);
}

static enum rc sessions(struct db *db, const struct house *h) {
    const struct scope scope = scope_of(h, SCOPE_COHORT, h->cohort);
    struct cohort_modules modules;
    TRY(q_cohort_modules(db_read(db), h->arena, &scope, &modules));
    for (size_t i = 0; i < modules.n; i++) {
        const struct schedule_entry entry = {
            .day = day_after(h->today, 28 * ((int)i - PAST) + 14),
            .start = {9 * 60 + 30},
            .end = {12 * 60 + 30},
            .place = STR("Wijkcentrum De Brug, Brugplein 2"),
        };
        TRY(schedule_set(db, h->arena, modules.rows[i].session_id, &entry));
        if (i < PAST)
            TRY(attendance(db, h, modules.rows[i].session_id, entry.day));
    }
    return q_cohort_state_set(db, h->cohort, STR("running"), NULL);
}

// In pieces, so that a million of them need no more memory than a thousand.
static enum rc others(struct db *db, struct house *h) {
    struct arena *const whole = h->arena, *const piece = arena_new(ARENA);
    enum rc rc = RC_OK;
    h->arena = piece;
    for (size_t i = 0; i < h->n_people && rc == RC_OK; i++) {
        int64_t id;
        rc = person(db, h, i, &id);
        if (i % 1000 == 999)
            arena_reset(piece);
    }
    h->arena = whole;
    arena_free(piece);
    return rc;
}

static enum rc sign_in(struct db *db, struct house *h) {
    struct session_add_row session;
    unsigned char hash[HASH_BYTES];
    h->token = session_random(h->arena, 32);
    crypto_generichash(hash, sizeof hash, (const unsigned char *)h->token.p, h->token.n, NULL, 0);
    return q_session_add(db, h->arena, (struct str){(const char *)hash, sizeof hash},
                         h->coordinator, session_random(h->arena, 16), h->now, &session);
}

static enum rc furnish(struct db *db, void *argument) {
    struct house *const h = argument;
    TRY(organisations_add(db, h));
    TRY(cohort(db, h));
    TRY(participants(db, h));
    TRY(sessions(db, h));
    TRY(others(db, h));
    return sign_in(db, h);
}

static size_t count_of(int argc, char **argv, int at, int64_t otherwise) {
    int64_t n = otherwise;
    ENSURE(argc <= at || str_i64(str_from_c(argv[at]), &n) == RC_OK);
    ENSURE(n >= 0 && n <= PEOPLE_MAX);
    return (size_t)n;
}

int main(int argc, char **argv) {
    ENSURE(argc >= 3 && argc <= 5 && sodium_init() >= 0);
    struct arena *const arena = arena_new(ARENA);
    const struct store_options options = {str_from_c(argv[1]), str_from_c(argv[2]), .create = true};
    struct store *store;
    ENSURE(store_open(&options, &store) == RC_OK);
    struct house house = {.arena = arena, .vault = store_vault(store), .now = instant_now()};
    house.n_participants = count_of(argc, argv, 3, PARTICIPANTS);
    house.n_people = count_of(argc, argv, 4, 0);
    house.today = instant_day(house.now);
    house.long_ago = day_after(house.today, -400);
    const enum rc rc = store_write(store, furnish, &house);
    store_close(store);
    if (rc == RC_OK)
        printf("%" PRId64 " " STR_FMT "\n", house.cohort, STR_ARG(house.token));
    else
        fprintf(stderr, "furnish: %s\n", rc_name(rc));
    arena_free(arena);
    return rc_exit_code(rc);
}
