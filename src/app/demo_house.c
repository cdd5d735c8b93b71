// SPDX-License-Identifier: EUPL-1.2
// Furnishes the invented municipality; see demo_house.h. Writes through the features alone.
#include "app/demo_house.h"
#include "app/demo_files.h"
#include "demo_sql.h"
#include "feature/account/account.h"
#include "feature/account/door.h"
#include "feature/decision/decision.h"
#include "feature/import/import.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "feature/plan/plan.h"
#include "feature/programme/programme.h"
#include "feature/session/session.h"
#include "job_sql.h"

// When things happened, in days before or after today.
enum {
    FOUNDED = -400,
    IMPORTED = -210,
    DESIGNED = -200,
    OPENED = -180,
    APPLIED = -165,
    CONSENTED = -158,
    PLACED = -140,
    SECOND_OPENED = -45,
    SECOND_APPLIED = -16,
    UPLOADED = -2
};
static const int session_days[] = {-77, -42, -14, 14, 42, 77}; // of the first cohort
enum { NOTED_SESSIONS = 3, UNNOTED_SEATS = 2, PLACES = 24, GROUPS = 4, PER_PARTNER = 4 };

static const struct organisation {
    struct str name, letter;
    enum organisation_kind kind;
    const struct demo_file *file;
    struct str source;
} organisations[] = {
    {STR("Gemeente Vaartwijk"), STR("G"), ORGANISATION_MUNICIPALITY, &demo_municipality,
     STR("AFAS")},
    {STR("Politie Vaartwijk"), STR("P"), ORGANISATION_POLICE, &demo_police, STR("Roosters")},
    {STR("Welzijn Vaartwijk"), STR("M"), ORGANISATION_SOCIAL_WORK, &demo_social_work, STR("Teams")},
    {STR("Stadsreiniging Vaartwijk"), STR("R"), ORGANISATION_CLEANING, &demo_cleaning,
     STR("Personeel")},
    {STR("Woonstichting De Sluis"), STR("W"), ORGANISATION_HOUSING, &demo_housing, STR("People")},
};
enum { HOST = 0, POLICE = 1, SOCIAL_WORK = 2 };

// Of the municipality these take part in the first cohort; of each partner the first four people.
static const struct str host_numbers[] = {
    STR("002454"), STR("002466"), STR("002475"), STR("002451"),
    STR("002489"), STR("002506"), STR("002498"), STR("002487"),
};
static const struct str questions[] = {
    STR("Hoe vraag ik door als iemand mij vooral boos aankijkt?"),
    STR("Hoe leer ik de mensen kennen die achter een melding zitten?"),
    STR("Wat kan ik van een andere organisatie vragen, en wat niet?"),
    STR("Hoe blijf ik bij een bewoner als ik zelf geen antwoord heb?"),
    STR("Hoe maak ik tijd voor de straat naast mijn gewone werk?"),
    STR("Hoe zeg ik eerlijk wat ik zie zonder iemand te verliezen?"),
};
static const struct str places[] = {
    STR("Wijkcentrum De Zwaaikom, Kadeplein 2"),
    STR("Politiebureau Vaart-Oost, Havenkade 3"),
    STR("Buurthuis De Sluiswachter, Kanaalweg 40"),
};

// People with an account who stand in no file: name, e-mail, role and where it is held.
static const struct keeper {
    struct person_input person;
    enum role role;
    size_t organisation;
} keepers[] = {
    {{STR("Hanneke"), STR(""), STR("Verdonk"), STR("h.verdonk@vaartwijk.example")},
     ROLE_OWNER,
     HOST},
    {{STR("Samira"), STR(""), STR("Haddou"), STR("s.haddou@vaartwijk.example")},
     ROLE_COORDINATOR,
     HOST},
    {{STR("Joris"), STR(""), STR("Teunissen"), STR("j.teunissen@vaartwijk.example")},
     ROLE_FACILITATOR,
     HOST},
    {{STR("Nadia"), STR(""), STR("Achterberg"), STR("nachterberg@welzijnvaartwijk.example")},
     ROLE_FACILITATOR,
     SOCIAL_WORK},
    {{STR("Anouk"), STR(""), STR("Brandsma"), STR("abrandsma@politie-vaartwijk.example")},
     ROLE_PARTNER_COORDINATOR,
     POLICE},
};
enum { OWNER, COORDINATOR, FACILITATOR, SECOND_FACILITATOR, KEEPERS = COUNT_OF(keepers) };

void demo_accounts(struct demo_account accounts[static DEMO_ACCOUNTS]) {
    const struct demo_account all[DEMO_ACCOUNTS] = {
        {.role = STR("owner"), .email = keepers[OWNER].person.email},
        {.role = STR("coordinator"), .email = keepers[COORDINATOR].person.email},
        {.role = STR("facilitator"), .email = keepers[FACILITATOR].person.email},
        {.role = STR("participant"), .email = STR("lbahadoer@politie-vaartwijk.example")},
        {.role = STR("line-manager"), .email = STR("z.haspelaar@vaartwijk.example")},
        {.role = STR("partner-coordinator"), .email = keepers[KEEPERS - 1].person.email},
    };
    memcpy(accounts, all, sizeof all);
}

// What is made on the way, and used further on.
struct furnishing {
    const struct demo_house *house;
    struct db *db;
    struct arena *arena;
    struct day today;
    int64_t organisations[COUNT_OF(organisations)], keepers[KEEPERS];
    int64_t programme, first, second; // cohorts
};

static struct day day_at(const struct furnishing *f, int days) {
    return day_after(f->today, days);
}

static struct instant instant_at(const struct furnishing *f, int days) {
    return instant_from_local(day_at(f, days), (struct clock){10 * 60});
}

// The scope of an object, as the coordinator gets it on that day.
static enum rc scope_at(const struct furnishing *f, int days, enum right right,
                        enum object_kind kind, int64_t object, struct scope *ret_scope) {
    const struct viewer viewer = {.person = f->keepers[COORDINATOR], .today = day_at(f, days)};
    return access_check(db_read(f->db), f->arena, &viewer, right, kind, object, ret_scope);
}

// ---- organisations and people -------------------------------------------------------------------

static enum rc add_organisations(struct furnishing *f) {
    for (size_t i = 0; i < COUNT_OF(organisations); i++) {
        const struct organisation *const o = &organisations[i];
        struct organisation_add_row added;
        TRY(q_organisation_add(f->db, f->arena, o->name, organisation_kind_word(o->kind), o->letter,
                               i == HOST, instant_at(f, FOUNDED), &added));
        f->organisations[i] = added.id;
        if (i != HOST)
            TRY(q_demo_agree(f->db, added.id, day_at(f, FOUNDED), i == POLICE, NULL));
    }
    return RC_OK;
}

static enum rc add_keepers(struct furnishing *f) {
    for (size_t i = 0; i < KEEPERS; i++) {
        const struct keeper *const k = &keepers[i];
        const int64_t organisation = f->organisations[k->organisation];
        TRY(person_add(f->db, f->arena, &k->person, instant_at(f, FOUNDED), &f->keepers[i]));
        TRY(person_join(f->db, f->arena, f->keepers[i], organisation, (struct opt_int){0, false},
                        day_at(f, FOUNDED)));
        TRY(role_give(f->db, f->arena, f->keepers[i], role_word(k->role), organisation,
                      day_at(f, FOUNDED), DAY_NONE, 0, instant_at(f, FOUNDED)));
    }
    return RC_OK;
}

static enum rc take(struct furnishing *f, const struct import_input *input, int days) {
    struct import_preview *const preview = NEW(f->arena, struct import_preview);
    return import_take(f->db, f->arena, f->house->vault, input, f->keepers[COORDINATOR],
                       instant_at(f, days), preview);
}

static struct import_input input_of(const struct furnishing *f, size_t organisation) {
    const struct organisation *const o = &organisations[organisation];
    return (struct import_input){
        f->organisations[organisation], IMPORT_PEOPLE,           0, o->source,
        str_from_c(o->file->name),      demo_file_bytes(o->file)};
}

static enum rc import_people(struct furnishing *f) {
    for (size_t i = 0; i < COUNT_OF(organisations); i++) {
        const struct import_input input = input_of(f, i);
        TRY(take(f, &input, IMPORTED));
    }
    return RC_OK;
}

static enum rc add_accounts(struct furnishing *f) {
    for (size_t i = 0; i < DEMO_ACCOUNTS; i++) {
        const struct demo_account *const a = &f->house->accounts[i];
        struct account_people people;
        TRY(q_account_people(db_read(f->db), f->arena, str_fold(f->arena, a->email), &people));
        ENSURE(people.n == 1);
        TRY(account_add(f->db, f->arena, people.rows[0].id, a->email, a->hash, f->house->now));
    }
    return RC_OK;
}

// ---- the first cohort: halfway ------------------------------------------------------------------

static bool takes_part(size_t organisation, const struct demo_people *people, size_t i) {
    if (organisation != HOST)
        return i < PER_PARTNER;
    for (size_t k = 0; k < COUNT_OF(host_numbers); k++)
        if (str_eq(people->rows[i].external_number, host_numbers[k]))
            return true;
    return false;
}

static enum rc apply_one(struct furnishing *f, int64_t person, size_t n) {
    const struct application_input input = {.cohort = f->first,
                                            .person = person,
                                            .learning_question = questions[n % COUNT_OF(questions)],
                                            .motivation = STR_NONE,
                                            .week_quarters = {24, true}};
    int64_t application, decision;
    TRY(application_add(f->db, f->arena, f->house->vault, &input, instant_at(f, APPLIED),
                        &application));
    return decision_record(f->db, f->arena,
                           &(struct decision){.kind = STR("consent"),
                                              .subject = application,
                                              .outcome = STR("yes"),
                                              .by_person = f->keepers[COORDINATOR],
                                              .as_role = ROLE_COORDINATOR,
                                              .day = day_at(f, CONSENTED),
                                              .now = instant_at(f, CONSENTED),
                                              .reason = STR_NONE},
                           &decision);
}

static enum rc apply_first(struct furnishing *f) {
    size_t n = 0;
    for (size_t o = 0; o < COUNT_OF(organisations); o++) {
        struct demo_people people;
        TRY(q_demo_people(db_read(f->db), f->arena, f->organisations[o], &people));
        for (size_t i = 0; i < people.n; i++)
            if (takes_part(o, &people, i))
                TRY(apply_one(f, people.rows[i].id, n++));
    }
    ENSURE(n == PLACES);
    return RC_OK;
}

static enum rc place_first(struct furnishing *f) {
    const struct placement placement = {.cohort = f->first,
                                        .by_person = f->keepers[COORDINATOR],
                                        .as_role = ROLE_COORDINATOR,
                                        .today = day_at(f, PLACED),
                                        .now = instant_at(f, PLACED),
                                        .reason = STR_NONE};
    struct scope scope;
    struct application_list list;
    TRY(scope_at(f, PLACED, RIGHT_placement_edit, OBJECT_COHORT, f->first, &scope));
    TRY(q_application_list(db_read(f->db), f->arena, &scope, placement.today, &list));
    bool *const placed = NEW_ARRAY(f->arena, bool, list.n);
    memset(placed, true, list.n);
    TRY(cohort_place(f->db, f->arena, &placement, &list, placed));
    return q_cohort_state_set(f->db, f->first, STR("running"), NULL);
}

// What the worker does with a job, here and now: nobody waits for a page yet.
static enum rc plan_first(struct furnishing *f) {
    const struct instant now = instant_at(f, PLACED);
    struct scope scope;
    struct job_claim_row job;
    struct plan_input input;
    struct plan_answer answer;
    int64_t plan;
    TRY(scope_at(f, PLACED, RIGHT_grouping_plan, OBJECT_COHORT, f->first, &scope));
    TRY(plan_ask(f->db, f->arena, &scope, (struct groups_wish){.n_groups = GROUPS},
                 day_at(f, PLACED), now, &plan));
    TRY(q_job_claim(f->db, f->arena, now, &job));
    TRY(plan_input_read(f->arena, job.input, &input));
    const struct plan_search search = {.seed = (uint64_t)job.seed, .effort = job.effort};
    TRY(plan_solve(f->arena, &input, &search, &answer));
    TRY(plan_store(f->db, f->arena, plan, &input, &answer));
    TRY(q_job_end(f->db, job.id, STR("done"), STR_NONE, STR_NONE, now, NULL));
    return plan_confirm(f->db, f->arena, &scope,
                        &(struct confirmation){plan, ROLE_COORDINATOR, day_at(f, PLACED), now});
}

static enum rc schedule_first(struct furnishing *f) {
    struct scope scope;
    struct schedule_list list;
    TRY(scope_at(f, PLACED, RIGHT_session_edit, OBJECT_COHORT, f->first, &scope));
    TRY(q_schedule_list(db_read(f->db), f->arena, &scope, false, &list));
    ENSURE(list.n == COUNT_OF(session_days));
    for (size_t i = 0; i < list.n; i++) {
        const bool is_last = i + 1 == list.n; // still looks for a place and a facilitator
        struct schedule_entry entry = {
            .day = day_at(f, session_days[i]),
            .start = {9 * 60 + 30},
            .end = {12 * 60 + 30},
            .place = is_last ? STR("") : places[i % COUNT_OF(places)],
        };
        if (!is_last)
            leaders_add(&entry.leaders, f->keepers[FACILITATOR]);
        if (i % 2 == 1 && !is_last) // one from the municipality and one from a partner
            leaders_add(&entry.leaders, f->keepers[SECOND_FACILITATOR]);
        TRY(schedule_set(f->db, f->arena, list.rows[i].id, &entry));
    }
    return RC_OK;
}

static enum attendance attendance_of(size_t session, size_t seat) {
    const size_t n = session * PLACES + seat;
    return n % 13 == 5    ? ATTENDANCE_EXCUSED
           : n % 31 == 17 ? ATTENDANCE_STAYED_AWAY
                          : ATTENDANCE_PRESENT;
}

static enum rc note_session(struct furnishing *f, size_t i, int64_t session) {
    const int days = session_days[i];
    const struct attendance_note note = {session, f->keepers[FACILITATOR], day_at(f, days),
                                         day_at(f, days), instant_at(f, days)};
    struct scope scope;
    struct attendance_list list;
    TRY(scope_at(f, days, RIGHT_attendance_edit, OBJECT_SESSION, session, &scope));
    TRY(q_attendance_list(db_read(f->db), f->arena, &scope, true, day_at(f, days), &list));
    struct attendance_entry *const entries = NEW_ARRAY(f->arena, struct attendance_entry, list.n);
    for (size_t k = 0; k < list.n; k++)
        entries[k] = (struct attendance_entry){list.rows[k].enrolment_id, attendance_of(i, k)};
    const bool is_newest = i + 1 == NOTED_SESSIONS; // two seats are still to be noted
    return attendance_save(f->db, &note, entries, list.n - (is_newest ? UNNOTED_SEATS : 0));
}

static enum rc note_first(struct furnishing *f) {
    struct scope scope;
    struct schedule_list list;
    TRY(scope_at(f, 0, RIGHT_attendance_edit, OBJECT_COHORT, f->first, &scope));
    TRY(q_schedule_list(db_read(f->db), f->arena, &scope, false, &list));
    for (size_t i = 0; i < NOTED_SESSIONS; i++)
        TRY(note_session(f, i, list.rows[i].id));
    return RC_OK;
}

static enum rc make_first(struct furnishing *f) {
    const struct cohort_input input = {f->programme, STR(""), PLACES, 0, 7, 4};
    TRY(cohort_add(f->db, f->arena, &input, instant_at(f, OPENED), &f->first));
    TRY(apply_first(f));
    TRY(place_first(f));
    TRY(plan_first(f));
    TRY(schedule_first(f));
    return note_first(f);
}

// The first participant without an e-mail address signs in with a card.
static enum rc give_card(struct furnishing *f, struct str *ret_code) {
    const struct door door = {f->arena, f->house->vault, 0, f->today, f->house->now};
    struct scope scope;
    struct door_list list;
    TRY(scope_at(f, 0, RIGHT_cohort_invite, OBJECT_COHORT, f->first, &scope));
    TRY(q_door_list(db_read(f->db), f->arena, &scope, f->today, door.now, &list));
    size_t i = 0;
    while (!door_is_for_card(&list.rows[i]))
        ENSURE(++i < list.n);
    return door_card_make(f->db, &door, list.rows[i].id, ret_code);
}

// ---- the second cohort: it recruits -------------------------------------------------------------

static enum rc make_second(struct furnishing *f) {
    const struct cohort_input cohort = {f->programme, STR(""), PLACES, 3, 7, 4};
    TRY(cohort_add(f->db, f->arena, &cohort, instant_at(f, SECOND_OPENED), &f->second));
    const struct import_input input = {f->organisations[HOST],
                                       IMPORT_APPLICATIONS,
                                       f->second,
                                       organisations[HOST].source,
                                       str_from_c(demo_applications.name),
                                       demo_applications_open(f->arena)};
    return take(f, &input, SECOND_APPLIED);
}

// ---- all of it ----------------------------------------------------------------------------------

enum rc demo_furnish(struct db *db, void *argument) {
    struct demo_house *const house = argument;
    struct furnishing f = {
        .house = house, .db = db, .arena = house->arena, .today = instant_day(house->now)};
    int64_t upload;
    TRY(add_organisations(&f));
    TRY(add_keepers(&f));
    TRY(import_people(&f));
    TRY(add_accounts(&f));
    TRY(programme_from_blueprint(
        db, f.arena, STR("Samen in de wijk"),
        STR("Mensen die in dezelfde straten werken, leren elkaar en de wijk "
            "kennen en pakken samen een opgave aan."),
        f.organisations[HOST], f.keepers[COORDINATOR], instant_at(&f, DESIGNED), &f.programme));
    TRY(make_first(&f));
    TRY(give_card(&f, &house->card));
    TRY(make_second(&f));
    const struct import_input input = input_of(&f, POLICE);
    return import_add(db, f.arena, &input, f.keepers[COORDINATOR], instant_at(&f, UPLOADED),
                      &upload);
}
