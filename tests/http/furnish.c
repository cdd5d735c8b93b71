// SPDX-License-Identifier: EUPL-1.2
// Furnishes the world; see world.h. Calls rules only, as the shell and the imports do.
#include "feature/decision/decision.h"
#include "feature/import/import.h"
#include "feature/plan/plan.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "grouping_sql.h"
#include "tests/http/furnish.h"

void furnish_name(struct furnishing *f, const char *kind, struct str key, int64_t id) {
    struct world *const world = f->world;
    ENSURE(world->n_names < WORLD_NAMES_MAX);
    world->names[world->n_names++] =
        (struct world_name){str_fmt(world->arena, "%s:" STR_FMT, kind, STR_ARG(key)), id};
}

int64_t furnish_find(const struct furnishing *f, const char *kind, struct str key) {
    const int64_t id = world_find(f->world, str_fmt(f->arena, "%s:" STR_FMT, kind, STR_ARG(key)));
    ENSURE(id != 0);
    return id;
}

// ---- programmes and cohorts -----------------------------------------------------------------

static enum rc programme(struct furnishing *f, enum side side, const char *called) {
    int64_t id;
    TRY(programme_from_blueprint(f->db, f->arena, str_from_c(called), STR("Vaker naar buiten"),
                                 f->organisation[side],
                                 furnish_find(f, "person", STR("co_designer")), f->now, &id));
    furnish_name(f, "programme", str_from_c(furnish_sides[side].key), id);
    return RC_OK;
}

static enum rc cohort(struct furnishing *f, enum side side, const char *key, int64_t places,
                      int64_t unit_min, int64_t n_groups) {
    int64_t id;
    const struct cohort_input input = {
        .programme = furnish_find(f, "programme", str_from_c(furnish_sides[side].key)),
        .name = str_fmt(f->arena, "Lichting %s", key),
        .places = places,
        .unit_min = unit_min,
        .unit_max = places,
        .n_groups = n_groups,
    };
    TRY(cohort_add(f->db, f->arena, &input, f->now, &id));
    furnish_name(f, "cohort", str_from_c(key), id);
    return RC_OK;
}

static struct scope scope_of(const struct furnishing *f, const char *cohort) {
    return (struct scope){SCOPE_COHORT, furnish_find(f, "cohort", str_from_c(cohort)),
                          furnish_find(f, "person", STR("coordinator"))};
}

static enum rc apply_with(struct furnishing *f, const char *cohort, struct str key,
                          struct str question) {
    int64_t id;
    const struct application_input input = {
        .cohort = furnish_find(f, "cohort", str_from_c(cohort)),
        .person = furnish_find(f, "person", key),
        .learning_question = question,
        .motivation = world_motivation(f->arena, key),
        .week_quarters = {32, true},
    };
    TRY(application_add(f->db, f->arena, store_vault(f->world->store), &input, f->now, &id));
    furnish_name(f, "application", key, id);
    return RC_OK;
}

static enum rc apply(struct furnishing *f, const char *cohort, struct str key) {
    return apply_with(f, cohort, key, world_question(f->arena, key));
}

static enum rc apply_all(struct furnishing *f, const char *cohort, int to) {
    for (int i = 1; i <= to; i++)
        TRY(apply(f, cohort, furnish_key(f->arena, cohort, i)));
    return RC_OK;
}

// By the person's own manager; nobody asks here who that is.
static enum rc consent(struct furnishing *f, const char *cohort, int to) {
    for (int i = 1; i <= to; i++) {
        int64_t id;
        const struct decision decision = {
            .kind = STR("consent"),
            .subject = furnish_find(f, "application", furnish_key(f->arena, cohort, i)),
            .outcome = STR("yes"),
            .by_person = furnish_find(f, "person", STR("line_manager")),
            .as_role = ROLE_LINE_MANAGER,
            .day = f->today,
            .now = f->now,
        };
        TRY(decision_record(f->db, f->arena, &decision, &id));
    }
    return RC_OK;
}

static enum rc place_all(struct furnishing *f, const char *cohort) {
    const struct scope scope = scope_of(f, cohort);
    struct application_list list;
    const struct placement placement = {scope.object, scope.viewer, ROLE_COORDINATOR,
                                        f->today,     f->now,       STR_NONE};
    TRY(q_application_list(db_read(f->db), f->arena, &scope, f->today, &list));
    bool *const placed = NEW_ARRAY(f->arena, bool, list.n);
    for (size_t i = 0; i < list.n; i++)
        placed[i] = true;
    return cohort_place(f->db, f->arena, &placement, &list, placed);
}

// Who is expected at the first session: "enrolment:south-01", by the key behind "Vos ".
static enum rc name_enrolments(struct furnishing *f, int64_t session) {
    const struct scope scope = {SCOPE_SESSION, session,
                                furnish_find(f, "person", STR("coordinator"))};
    struct attendance_list list;
    TRY(q_attendance_list(db_read(f->db), f->arena, &scope, true, f->today, &list));
    for (size_t i = 0; i < list.n; i++) {
        const struct str name = list.rows[i].name;
        furnish_name(f, "enrolment", str_slice(name, 4, name.n), list.rows[i].enrolment_id);
    }
    return RC_OK;
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
            .leaders = {{facilitator == NULL ? 0
                                             : furnish_find(f, "person", str_from_c(facilitator))},
                        facilitator != NULL},
        };
        TRY(schedule_set(f->db, f->arena, modules.rows[i].session_id, &entry));
    }
    furnish_name(f, "session", str_from_c(cohort), modules.rows[0].session_id);
    furnish_name(f, "coming", str_from_c(cohort), modules.rows[1].session_id);
    return name_enrolments(f, modules.rows[0].session_id);
}

// Everybody came to the first one, but for one of the police who said no beforehand and one who did
// not.
static enum rc attendance(struct furnishing *f) {
    const struct scope scope = {SCOPE_SESSION, furnish_find(f, "session", STR("north")),
                                furnish_find(f, "person", STR("coordinator"))};
    struct attendance_list list;
    TRY(q_attendance_list(db_read(f->db), f->arena, &scope, true, f->today, &list));
    struct attendance_entry *const entries = NEW_ARRAY(f->arena, struct attendance_entry, list.n);
    for (size_t i = 0; i < list.n; i++)
        entries[i] = (struct attendance_entry){
            list.rows[i].enrolment_id,
            str_eq(list.rows[i].name, STR("Vos north-04"))   ? ATTENDANCE_EXCUSED
            : str_eq(list.rows[i].name, STR("Vos north-05")) ? ATTENDANCE_STAYED_AWAY
                                                             : ATTENDANCE_PRESENT};
    const struct attendance_note note = {.session = scope.object,
                                         .by_person = furnish_find(f, "person", STR("facilitator")),
                                         .day = day_after(f->today, -14),
                                         .today = f->today,
                                         .now = f->now};
    return attendance_save(f->db, &note, entries, list.n);
}

// In every module: 01 and 02 of the police with 03 of the housing association, and the other three
// of it by themselves.
static enum rc seat_apart(struct furnishing *f, const char *cohort) {
    const struct scope scope = scope_of(f, cohort);
    struct grouping_modules modules;
    TRY(q_grouping_modules(db_read(f->db), f->arena, &scope, &modules));
    for (size_t m = 0; m < modules.n; m++) {
        const struct opt_int module = {modules.rows[m].module_id, true};
        struct grouping_add_row group[2];
        for (int g = 0; g < 2; g++)
            TRY(q_grouping_add(f->db, f->arena, scope.object, STR("subgroup"), module, g + 1, 1,
                               f->now, &group[g]));
        for (int i = 1; i <= 6; i++)
            TRY(q_grouping_member_add(f->db, group[i > 3].id,
                                      furnish_find(f, "person", furnish_key(f->arena, cohort, i)),
                                      f->today, NULL));
    }
    return RC_OK;
}

static enum rc plan(struct furnishing *f, const char *cohort) {
    const struct scope scope = scope_of(f, cohort);
    int64_t id;
    const struct groups_wish wish = {.kind = GROUPING_SUBGROUP, .n_groups = 2};
    TRY(plan_ask(f->db, f->arena, &scope, wish, f->today, f->now, &id));
    furnish_name(f, "plan", str_from_c(cohort), id);
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
    TRY(cohort(f, HOST, "wide", 6, 0, 2));
    TRY(apply_all(f, "wide", 6));
    TRY(place_all(f, "wide"));
    TRY(dates(f, "wide", "facilitator"));
    TRY(seat_apart(f, "wide"));
    return attendance(f);
}

// ---- files ----------------------------------------------------------------------------------

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
                           furnish_sides[side].key, furnish_sides[side].key),
    };
    TRY(import_add(f->db, f->arena, &input, furnish_find(f, "person", STR("coordinator")), f->now,
                   &id));
    furnish_name(f, "import", str_from_c(furnish_sides[side].key), id);
    return RC_OK;
}

static enum rc fill(struct furnishing *f) {
    TRY(furnish_people(f));
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
                               .now = {WORLD_NOW},
                               .today = instant_day((struct instant){WORLD_NOW}),
                               .long_ago = day_from_ymd(2020, 1, 1)};
}

enum rc furnish(struct db *db, void *argument) {
    struct world *const world = argument;
    struct furnishing f = furnishing_of(db, world);
    world->n_names = 0;
    return fill(&f);
}

// ---- groups ---------------------------------------------------------------------------------

static const char *const planned[] = {"north", "south", "east"};

bool furnish_waits(struct world *world) {
    struct furnishing f = furnishing_of(NULL, world);
    struct db_ro *db = NULL;
    bool waits = false;
    ENSURE(reader_begin(world->reader, &db) == RC_OK);
    for (size_t i = 0; i < COUNT_OF(planned); i++) {
        const struct scope scope = scope_of(&f, planned[i]);
        struct plan_get_row row;
        ENSURE(q_plan_get(db, world->arena, &scope,
                          furnish_find(&f, "plan", str_from_c(planned[i])), &row) == RC_OK);
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
            .plan = furnish_find(&f, "plan", str_from_c(planned[i])),
            .as_role = ROLE_COORDINATOR,
            .today = f.today,
            .now = f.now,
        };
        TRY(plan_confirm(db, f.arena, &scope, &confirmation));
    }
    return RC_OK;
}
