// SPDX-License-Identifier: EUPL-1.2
// Furnishes the world; see world.h. Calls rules only, as the shell and the imports do.
#include <sodium.h>

#include "feature/account/account.h"
#include "feature/decision/decision.h"
#include "feature/import/import.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/plan/plan.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "job_sql.h"
#include "session_sql.h"
#include "tests/http/furnish.h"

static const struct instant now = {WORLD_NOW};

enum side { HOST, POLICE, HOUSING, SIDE_N };
static const struct {
    const char *key, *name, *kind, *letter;
} sides[SIDE_N] = {
    [HOST] = {"host", "Gemeente Voorbeek", "municipality", "G"},
    [POLICE] = {"police", "Politie Voorbeek", "police", "P"},
    [HOUSING] = {"housing", "Woonstichting De Linde", "housing", "W"},
};

struct furnishing {
    struct db *db;
    struct arena *arena;
    struct world *world;
    struct day today, long_ago;
    int64_t organisation[SIDE_N], source[SIDE_N];
};

static void name(struct furnishing *f, const char *kind, struct str key, int64_t id) {
    struct world *const world = f->world;
    ENSURE(world->n_names < WORLD_NAMES_MAX);
    world->names[world->n_names++] =
        (struct world_name){str_fmt(world->arena, "%s:" STR_FMT, kind, STR_ARG(key)), id};
}

static int64_t find(const struct furnishing *f, const char *kind, struct str key) {
    const int64_t id =
        world_find(f->world, str_fmt(f->arena, "%s:" STR_FMT, kind, STR_ARG(key)));
    ENSURE(id != 0);
    return id;
}

// ---- people --------------------------------------------------------------------------------------------

static enum rc organisation(struct furnishing *f, enum side side) {
    struct organisation_add_row added;
    struct import_source_row source;
    TRY(q_organisation_add(f->db, f->arena, str_from_c(sides[side].name),
                           str_from_c(sides[side].kind), str_from_c(sides[side].letter),
                           side == HOST, now, &added));
    TRY(q_import_source(f->db, f->arena, added.id, import_kind_word(IMPORT_PEOPLE), STR("AFAS"), now,
                        &source));
    f->organisation[side] = added.id;
    f->source[side] = source.id;
    name(f, "organisation", str_from_c(sides[side].key), added.id);
    return RC_OK;
}

static enum rc sign_in(struct furnishing *f, int64_t person, struct str key) {
    struct session_add_row session;
    const struct str token = world_token(f->arena, key);
    unsigned char *const hash = NEW_ARRAY(f->arena, unsigned char, 32);
    crypto_generichash(hash, 32, (const unsigned char *)token.p, token.n, NULL, 0);
    return q_session_add(f->db, f->arena, (struct str){(const char *)hash, 32}, person,
                         world_form_token(f->arena, key), now, &session);
}

// Numbered in the file of the employer by the key; led by whoever has the key `manager`.
static enum rc person_with(struct furnishing *f, enum side side, struct str key,
                           const struct person_input *input, struct str manager) {
    int64_t person, employment;
    const struct opt_int no_unit = {0, false};
    TRY(person_add(f->db, f->arena, input, now, &person));
    TRY(person_join(f->db, f->arena, person, f->organisation[side], no_unit, f->long_ago));
    TRY(employment_add(f->db, f->arena,
                       &(struct employment_key){person, f->organisation[side], f->source[side], key, 1},
                       &(struct employment_input){.manager_number = manager,
                                                  .from = f->long_ago,
                                                  .until = DAY_NONE},
                       &employment));
    name(f, "person", key, person);
    return sign_in(f, person, key);
}

static enum rc person(struct furnishing *f, enum side side, struct str key, struct str manager) {
    const struct person_input input = {
        STR("Vos"), STR(""), key,
        str_fmt(f->arena, STR_FMT "@%s.example", STR_ARG(key), sides[side].key)};
    return person_with(f, side, key, &input, manager);
}

static struct str role_key(struct arena *arena, enum side side, enum role role) {
    return side == HOST ? role_word(role)
                        : str_fmt(arena, "police-" STR_FMT, STR_ARG(role_word(role)));
}

// Who takes part or leads people is that by what is recorded, not by a role given.
static bool is_given(enum role role) {
    return role != ROLE_PARTICIPANT && role != ROLE_LINE_MANAGER;
}

static enum rc staff(struct furnishing *f, enum side side) {
    for (enum role role = 0; role < ROLE_N; role++) {
        const struct str key = role_key(f->arena, side, role);
        TRY(person(f, side, key, STR_NONE));
        if (is_given(role))
            TRY(role_give(f->db, f->arena, find(f, "person", key), role_word(role),
                          f->organisation[side], f->long_ago, DAY_NONE, 0, now));
    }
    return RC_OK;
}

size_t world_askers(struct arena *arena, struct str **ret_keys) {
    struct str *const keys = NEW_ARRAY(arena, struct str, 2 * ROLE_N + 2); // and room for a visitor
    size_t n = 0;
    for (enum side side = HOST; side <= POLICE; side++)
        for (enum role role = 0; role < ROLE_N; role++)
            keys[n++] = role_key(arena, side, role);
    keys[n++] = STR("nobody");
    *ret_keys = keys;
    return n;
}

// A number of people called "north-01", "north-02" ...
static struct str numbered(struct arena *arena, const char *word, int number) {
    return str_fmt(arena, "%s-%02d", word, number);
}

static enum rc crowd(struct furnishing *f, enum side side, const char *word, int from, int to,
                     const char *manager) {
    for (int i = from; i <= to; i++)
        TRY(person(f, side, numbered(f->arena, word, i), str_from_c(manager)));
    return RC_OK;
}

// Whose name and question are what an attacker would type.
static enum rc odd_person(struct furnishing *f) {
    const struct person_input input = {STR("=1+1<script>alert(1)</script>"), STR(""),
                                       STR("o'Dd & \"Zn\""), STR("")};
    return person_with(f, HOST, STR("odd"), &input, STR_NONE);
}

static enum rc people(struct furnishing *f) {
    for (enum side side = 0; side < SIDE_N; side++)
        TRY(organisation(f, side));
    TRY(staff(f, HOST));
    TRY(staff(f, POLICE));
    TRY(person(f, HOST, STR("nobody"), STR_NONE));
    TRY(odd_person(f));
    TRY(crowd(f, HOST, "north", 1, 3, "line_manager"));
    TRY(crowd(f, POLICE, "north", 4, 6, NULL));
    TRY(crowd(f, POLICE, "south", 1, 2, "police-line_manager"));
    TRY(crowd(f, HOUSING, "south", 3, 4, NULL));
    TRY(crowd(f, HOUSING, "east", 1, 4, NULL));
    TRY(crowd(f, HOST, "open", 1, 14, NULL));
    TRY(crowd(f, POLICE, "open", 15, 27, NULL));
    for (enum side side = 0; side < SIDE_N; side++)
        TRY(q_person_employment_managers(f->db, f->source[side], NULL));
    return RC_OK;
}

// One hash for all: it takes its time.
static enum rc accounts(struct furnishing *f) {
    struct str hash, *keys;
    const size_t n = world_askers(f->arena, &keys);
    TRY(password_hash(f->arena, STR(WORLD_PASSWORD), PASSWORD_PERSON, &hash));
    for (size_t i = 0; i < n; i++)
        TRY(account_add(f->db, f->arena, find(f, "person", keys[i]),
                        str_fmt(f->arena, STR_FMT "@voorbeek.example", STR_ARG(keys[i])), hash, now));
    return RC_OK;
}

// ---- programmes and cohorts ------------------------------------------------------------------------------

static enum rc programme(struct furnishing *f, enum side side, const char *called) {
    int64_t id;
    TRY(programme_from_blueprint(f->db, f->arena, str_from_c(called), STR("Vaker naar buiten"),
                                 f->organisation[side], find(f, "person", STR("co_designer")), now,
                                 &id));
    name(f, "programme", str_from_c(sides[side].key), id);
    return RC_OK;
}

static enum rc cohort(struct furnishing *f, enum side side, const char *key, int64_t places,
                      int64_t unit_min, int64_t n_groups) {
    int64_t id;
    const struct cohort_input input = {
        .programme = find(f, "programme", str_from_c(sides[side].key)),
        .name = str_fmt(f->arena, "Lichting %s", key),
        .places = places,
        .unit_min = unit_min,
        .unit_max = places,
        .n_groups = n_groups,
    };
    TRY(cohort_add(f->db, f->arena, &input, now, &id));
    name(f, "cohort", str_from_c(key), id);
    return RC_OK;
}

static struct scope scope_of(const struct furnishing *f, const char *cohort) {
    return (struct scope){SCOPE_COHORT, find(f, "cohort", str_from_c(cohort)),
                          find(f, "person", STR("coordinator"))};
}

static enum rc apply_with(struct furnishing *f, const char *cohort, struct str key,
                          struct str question) {
    int64_t id;
    const struct application_input input = {
        .cohort = find(f, "cohort", str_from_c(cohort)),
        .person = find(f, "person", key),
        .learning_question = question,
        .motivation = world_motivation(f->arena, key),
        .week_quarters = {32, true},
    };
    TRY(application_add(f->db, f->arena, store_vault(f->world->store), &input, now, &id));
    name(f, "application", key, id);
    return RC_OK;
}

static enum rc apply(struct furnishing *f, const char *cohort, struct str key) {
    return apply_with(f, cohort, key, world_question(f->arena, key));
}

static enum rc apply_all(struct furnishing *f, const char *cohort, int to) {
    for (int i = 1; i <= to; i++)
        TRY(apply(f, cohort, numbered(f->arena, cohort, i)));
    return RC_OK;
}

// By the person's own manager; nobody asks here who that is.
static enum rc consent(struct furnishing *f, const char *cohort, int to) {
    for (int i = 1; i <= to; i++) {
        int64_t id;
        const struct decision decision = {
            .kind = STR("consent"),
            .subject = find(f, "application", numbered(f->arena, cohort, i)),
            .outcome = STR("yes"),
            .by_person = find(f, "person", STR("line_manager")),
            .as_role = ROLE_LINE_MANAGER,
            .day = f->today,
            .now = now,
        };
        TRY(decision_record(f->db, f->arena, &decision, &id));
    }
    return RC_OK;
}

static enum rc place_all(struct furnishing *f, const char *cohort) {
    const struct scope scope = scope_of(f, cohort);
    struct application_list list;
    const struct placement placement = {scope.object, scope.viewer, ROLE_COORDINATOR,
                                        f->today,     now,          STR_NONE};
    TRY(q_application_list(db_read(f->db), f->arena, &scope, f->today, &list));
    bool *const placed = NEW_ARRAY(f->arena, bool, list.n);
    for (size_t i = 0; i < list.n; i++)
        placed[i] = true;
    return cohort_place(f->db, f->arena, &placement, &list, placed);
}

// Every four weeks, the first one past.
static enum rc dates(struct furnishing *f, const char *cohort, const char *facilitator) {
    const struct scope scope = scope_of(f, cohort);
    struct cohort_modules modules;
    TRY(q_cohort_modules(db_read(f->db), f->arena, &scope, &modules));
    for (size_t i = 0; i < modules.n; i++) {
        const struct schedule_entry entry = {
            .day = day_after(f->today, 28 * (int)i - 14),
            .start = {9 * 60 + 30},
            .end = {12 * 60 + 30},
            .place = STR("Wijkcentrum De Brug"),
            .facilitator = {facilitator == NULL ? 0 : find(f, "person", str_from_c(facilitator)),
                            facilitator != NULL},
        };
        TRY(schedule_set(f->db, f->arena, modules.rows[i].session_id, &entry));
    }
    name(f, "session", str_from_c(cohort), modules.rows[0].session_id);
    return RC_OK;
}

// Everybody came to the first one, but for one of the police who said no beforehand and one who did not.
static enum rc attendance(struct furnishing *f) {
    const struct scope scope = {SCOPE_SESSION, find(f, "session", STR("north")),
                                find(f, "person", STR("coordinator"))};
    struct attendance_list list;
    TRY(q_attendance_list(db_read(f->db), f->arena, &scope, true, f->today, &list));
    struct attendance_entry *const entries = NEW_ARRAY(f->arena, struct attendance_entry, list.n);
    for (size_t i = 0; i < list.n; i++)
        entries[i] = (struct attendance_entry){
            list.rows[i].enrolment_id, str_eq(list.rows[i].name, STR("Vos north-04")) ? ATTENDANCE_EXCUSED
                                       : str_eq(list.rows[i].name, STR("Vos north-05"))
                                           ? ATTENDANCE_STAYED_AWAY
                                           : ATTENDANCE_PRESENT};
    const struct attendance_note note = {.session = scope.object,
                                         .by_person = find(f, "person", STR("facilitator")),
                                         .day = day_after(f->today, -14),
                                         .today = f->today,
                                         .now = now};
    return attendance_save(f->db, &note, entries, list.n);
}

static enum rc plan(struct furnishing *f, const char *cohort) {
    const struct scope scope = scope_of(f, cohort);
    int64_t id;
    TRY(plan_ask(f->db, f->arena, &scope, f->today, now, &id));
    name(f, "plan", str_from_c(cohort), id);
    return RC_OK;
}

static enum rc running(struct furnishing *f, const char *cohort, const char *facilitator) {
    TRY(place_all(f, cohort));
    TRY(dates(f, cohort, facilitator));
    return plan(f, cohort);
}

static enum rc cohorts(struct furnishing *f) {
    TRY(cohort(f, HOST, "north", 8, 0, 2));
    TRY(cohort(f, POLICE, "south", 8, 0, 2));
    TRY(cohort(f, HOUSING, "east", 8, 0, 2));
    TRY(cohort(f, HOST, "open", 24, 3, 4));
    TRY(apply(f, "north", STR("participant")));
    TRY(apply_all(f, "north", 6));
    TRY(apply(f, "south", STR("police-participant")));
    TRY(apply_all(f, "south", 4));
    TRY(apply_all(f, "east", 4));
    TRY(apply_all(f, "open", 27));
    TRY(apply_with(f, "open", STR("odd"), STR("<img src=x onerror=alert(1)>")));
    TRY(consent(f, "open", 26)); // not the last of the police, not the odd one
    TRY(running(f, "north", "facilitator"));
    TRY(running(f, "south", "police-facilitator"));
    TRY(running(f, "east", NULL));
    return attendance(f);
}

// ---- files ---------------------------------------------------------------------------------------------

static enum rc file(struct furnishing *f, enum side side) {
    int64_t id;
    const struct import_input input = {
        .organisation = f->organisation[side],
        .kind = IMPORT_PEOPLE,
        .source = STR("Lijst"),
        .file_name = STR("mensen.csv"),
        .content = str_fmt(f->arena,
                           "Personeelsnummer;Voornaam;Achternaam;E-mail\n"
                           "1;Vos;file-%s;file-%s@voorbeek.example\n",
                           sides[side].key, sides[side].key),
    };
    TRY(import_add(f->db, f->arena, &input, find(f, "person", STR("coordinator")), now, &id));
    name(f, "import", str_from_c(sides[side].key), id);
    return RC_OK;
}

static enum rc fill(struct furnishing *f) {
    TRY(people(f));
    TRY(accounts(f));
    TRY(programme(f, HOST, "Samen de wijk in"));
    TRY(programme(f, POLICE, "Politie in de wijk"));
    TRY(programme(f, HOUSING, "Wonen met elkaar"));
    TRY(cohorts(f));
    for (enum side side = 0; side < SIDE_N; side++)
        TRY(file(f, side));
    return RC_OK;
}

static struct furnishing furnishing_of(struct db *db, struct world *world) {
    return (struct furnishing){.db = db,
                               .arena = world->arena,
                               .world = world,
                               .today = instant_day(now),
                               .long_ago = day_from_ymd(2020, 1, 1)};
}

enum rc furnish(struct db *db, void *argument) {
    struct world *const world = argument;
    struct furnishing f = furnishing_of(db, world);
    world->n_names = 0;
    return fill(&f);
}

// ---- groups --------------------------------------------------------------------------------------------

static const char *const planned[] = {"north", "south", "east"};

bool furnish_waits(struct world *world) {
    struct furnishing f = furnishing_of(NULL, world);
    struct db_ro *db = NULL;
    bool waits = false;
    ENSURE(reader_begin(world->reader, &db) == RC_OK);
    for (size_t i = 0; i < COUNT_OF(planned); i++) {
        const struct scope scope = scope_of(&f, planned[i]);
        struct plan_get_row row;
        ENSURE(q_plan_get(db, world->arena, &scope, find(&f, "plan", str_from_c(planned[i])), &row) ==
               RC_OK);
        ENSURE(!str_eq(row.state, STR("failed")));
        waits |= !str_eq(row.state, STR("done"));
    }
    reader_end(world->reader);
    return waits;
}

enum rc furnish_groups(struct db *db, void *argument) {
    struct furnishing f = furnishing_of(db, argument);
    for (size_t i = 0; i < COUNT_OF(planned); i++) {
        const struct scope scope = scope_of(&f, planned[i]);
        const struct confirmation confirmation = {
            .plan = find(&f, "plan", str_from_c(planned[i])),
            .as_role = ROLE_COORDINATOR,
            .today = f.today,
            .now = now,
        };
        TRY(plan_confirm(db, f.arena, &scope, &confirmation));
    }
    return RC_OK;
}
