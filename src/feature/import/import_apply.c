// SPDX-License-Identifier: EUPL-1.2
// Carries out what a comparison says, through the rules of people, cohorts and decisions, and notes
// what stood there before. Runs inside one transaction: the first failure undoes all of it.
#include "feature/cohort/cohort.h"
#include "feature/decision/decision.h"
#include "feature/import/import.h"
#include "feature/import/import_index.h"
#include "feature/person/person.h"

struct applying {
    struct db *db;
    struct arena *arena;
    const struct import_preview *preview;
    struct instant now;
    struct day today;
    int64_t *units;    // of every row; 0: none
    int64_t *people;   // of every row, once it is known
    bool *is_shared;   // the person of this row has more lines in the file
    int64_t *versions; // of the person of every row, once this import changed or made the person
};

// ---- units -----------------------------------------------------------------------------------
// What a field holds after the import: fields that the file does not speak of stay as they are.
static struct str value_after(const struct applying *a, size_t index, enum import_field field) {
    const struct import_line *line = a->preview->diff.changes[index].line;
    const bool present = a->preview->rows.present & 1u << field;
    if (present)
        return a->preview->rows.rows[index].value[field];
    return line == NULL ? STR("") : line->value[field];
}

// Every name once: those that exist come first among equals, the others are made.
static enum rc units_settle(struct applying *a) {
    const int64_t organisation = a->preview->import.organisation_id;
    struct person_employment_units known;
    TRY(q_person_employment_units(db_read(a->db), a->arena, organisation, &known));
    const size_t n_rows = a->preview->rows.n, n = known.n + n_rows;
    struct import_entry *entries = NEW_ARRAY(a->arena, struct import_entry, n);
    for (size_t i = 0; i < n; i++)
        entries[i] = (struct import_entry){
            i < known.n ? known.rows[i].name : value_after(a, i - known.n, IMPORT_unit), i};
    import_index_of(a->arena, entries, n);
    int64_t unit = 0;
    for (size_t i = 0; i < n; i++) {
        const size_t at = entries[i].at;
        const bool again = i > 0 && str_eq(entries[i].key, entries[i - 1].key);
        if (at < known.n) {
            unit = known.rows[at].id;
            continue;
        }
        if (!again && str_is(entries[i].key)) {
            struct person_employment_unit_add_row added;
            TRY(q_person_employment_unit_add(a->db, a->arena, organisation, entries[i].key,
                                             &added));
            unit = added.id;
        }
        a->units[at - known.n] = str_is(entries[i].key) ? unit : 0;
    }
    return RC_OK;
}

// ---- people ----------------------------------------------------------------------------------
static struct str none_if_empty(struct str s) {
    return str_is(s) ? s : STR_NONE;
}

// Values that rows hold were read before: what cannot be read here is empty.
static struct day day_value(struct str s) {
    struct day day = DAY_NONE;
    return day_from_iso(s, &day) == RC_OK ? day : DAY_NONE;
}

static struct opt_int int_value(struct str s) {
    struct opt_int value = {0};
    value.is = str_i64(s, &value.v) == RC_OK;
    return value;
}

static struct person_input person_after(const struct applying *a, size_t index) {
    return (struct person_input){
        value_after(a, index, IMPORT_given_name), value_after(a, index, IMPORT_infix),
        value_after(a, index, IMPORT_family_name), value_after(a, index, IMPORT_email)};
}

static struct employment_input employment_after(const struct applying *a, size_t index) {
    return (struct employment_input){
        .unit = {a->units[index], a->units[index] != 0},
        .post = none_if_empty(value_after(a, index, IMPORT_post)),
        .scale = none_if_empty(value_after(a, index, IMPORT_scale)),
        .scale_step = none_if_empty(value_after(a, index, IMPORT_scale_step)),
        .roster = none_if_empty(value_after(a, index, IMPORT_roster)),
        .manager_number = none_if_empty(value_after(a, index, IMPORT_manager)),
        .week_quarters = int_value(value_after(a, index, IMPORT_hours)),
        .from = day_value(value_after(a, index, IMPORT_from)),
        .until = day_value(value_after(a, index, IMPORT_until)),
    };
}

// A membership lasts as long as the only employment; with several a person decides.
static enum rc membership_end(const struct applying *a, size_t index, struct day until) {
    if (a->is_shared[index])
        return RC_OK;
    return person_leave(a->db, a->people[index], a->preview->import.organisation_id, until);
}

static enum rc person_settle(const struct applying *a, size_t index,
                             const struct employment_input *employment) {
    const struct import_change *change = &a->preview->diff.changes[index];
    const size_t first = a->preview->rows.rows[index].first;
    a->people[index] = change->person != 0 ? change->person : a->people[first];
    if (a->people[index] != 0)
        return RC_OK;
    const struct person_input person = person_after(a, index);
    TRY(person_add(a->db, a->arena, &person, a->now, &a->people[index]));
    a->versions[index] = 1;
    TRY(person_join(a->db, a->arena, a->people[index], a->preview->import.organisation_id,
                    employment->unit, day_is(employment->from) ? employment->from : a->today));
    return day_is(employment->until) ? membership_end(a, index, employment->until) : RC_OK;
}

// What the fields held that the import changed, and as which version it left the person: undoing
// asks whether that is still so.
static struct str before_text(const struct applying *a, size_t index) {
    const struct import_change *change = &a->preview->diff.changes[index];
    const int64_t version = a->versions[index];
    if (change->line == NULL && version == 0)
        return STR("{}"); // another line of somebody known
    struct buf b = buf_on(a->arena, 128);
    struct json j = json_on(&b);
    json_open_object(&j);
    if (version != 0) {
        json_key(&j, STR("_version"));
        json_i64(&j, version);
    }
    for (enum import_field field = 0; change->line != NULL && field < IMPORT_FIELD_N; field++)
        if (change->changed & 1u << field) {
            json_key(&j, str_from_c(import_field_name(field)));
            json_str(&j, change->line->value[field]);
        }
    json_end(&j);
    return buf_done(&b);
}

static enum rc note(const struct applying *a, size_t index, int64_t employment, int64_t version) {
    const struct import_change *change = &a->preview->diff.changes[index];
    return q_import_change_add(
        a->db, a->preview->import.id, (int64_t)a->preview->rows.rows[index].row, a->people[index],
        (struct opt_int){employment, employment != 0},
        change->line == NULL ? STR("new") : STR("changed"), before_text(a, index),
        (struct opt_int){version, version != 0}, NULL);
}

static enum rc row_add(const struct applying *a, size_t index) {
    const struct import_row *row = &a->preview->rows.rows[index];
    const struct employment_input employment = employment_after(a, index);
    TRY(person_settle(a, index, &employment));
    const struct employment_key key = {
        .person = a->people[index],
        .organisation = a->preview->import.organisation_id,
        .source = a->preview->import.source_id,
        .number = none_if_empty(row->value[IMPORT_number]),
        .line = row->line,
    };
    int64_t id;
    TRY(employment_add(a->db, a->arena, &key, &employment, &id));
    if (import_key_is_name(row->key))
        TRY(q_import_match_set(a->db, key.source, import_key_name(row->key), key.person, NULL));
    return note(a, index, id, 1);
}

// Once for each person: the lines of one person say the same of who it is.
static enum rc person_become(const struct applying *a, size_t index) {
    const struct import_change *change = &a->preview->diff.changes[index];
    const size_t first = a->preview->rows.rows[index].first;
    const bool is_done = first != index && a->versions[first] != 0;
    a->versions[index] = change->line->person_version + 1;
    if (is_done)
        return RC_OK;
    const struct person_input person = person_after(a, index);
    return person_change(a->db, a->arena, change->person, &person);
}

static enum rc row_change(const struct applying *a, size_t index) {
    const struct import_change *change = &a->preview->diff.changes[index];
    const struct employment_input employment = employment_after(a, index);
    a->people[index] = change->person;
    if (change->changed & IMPORT_PERSON_FIELDS)
        TRY(person_become(a, index));
    TRY(employment_change(a->db, change->line->employment, &employment));
    const bool is_first = change->line->line == 1;
    if (is_first && change->changed & IMPORT_BIT(unit))
        TRY(person_move(a->db, a->arena, change->person, a->preview->import.organisation_id,
                        employment.unit, a->today));
    if (is_first && change->changed & IMPORT_BIT(until))
        TRY(membership_end(a, index, employment.until));
    return note(a, index, change->line->employment, change->line->version + 1);
}

static enum rc apply_people(struct applying *a) {
    const struct import_rows *rows = &a->preview->rows;
    for (size_t i = 0; i < rows->n; i++)
        if (rows->rows[i].first != i)
            a->is_shared[i] = a->is_shared[rows->rows[i].first] = true;
    TRY(units_settle(a));
    for (size_t i = 0; i < rows->n; i++) {
        switch (a->preview->diff.changes[i].action) {
        case IMPORT_SAME:
            a->people[i] = a->preview->diff.changes[i].person;
            break;
        case IMPORT_NEW:
            TRY(row_add(a, i));
            break;
        case IMPORT_CHANGED:
            TRY(row_change(a, i));
            break;
        case IMPORT_ASKED:
            return RC_INVALID;
        }
        TRY(ARENA_CHECK(a->arena));
    }
    return q_person_employment_managers(a->db, a->preview->import.source_id, NULL);
}

// ---- applications ----------------------------------------------------------------------------
static enum rc application_settle(const struct applying *a, struct vault *vault, size_t index,
                                  int64_t *ret_application) {
    const struct import_change *change = &a->preview->diff.changes[index];
    const struct str *value = a->preview->rows.rows[index].value;
    a->people[index] = change->person;
    *ret_application = change->application;
    if (change->action != IMPORT_NEW)
        return RC_OK;
    const struct application_input input = {
        .cohort = a->preview->import.cohort_id.v,
        .person = change->person,
        .learning_question = none_if_empty(value[IMPORT_learning_question]),
        .motivation = none_if_empty(value[IMPORT_motivation]),
        .week_quarters = int_value(value[IMPORT_free_hours]),
        .together_with = change->together_with,
        .via_alumnus = str_eq(value[IMPORT_via_alumnus], STR("yes")),
    };
    return application_add(a->db, a->arena, vault, &input, a->now, ret_application);
}

static enum rc apply_applications(struct applying *a, struct vault *vault, int64_t by_person,
                                  struct str reason) {
    for (size_t i = 0; i < a->preview->rows.n; i++) {
        const struct import_change *change = &a->preview->diff.changes[i];
        const struct str consent = a->preview->rows.rows[i].value[IMPORT_consent];
        int64_t application, decided;
        if (change->action == IMPORT_SAME)
            continue;
        TRY(application_settle(a, vault, i, &application));
        const struct decision decision = {
            .kind = STR("consent"),
            .subject = application,
            .outcome = consent,
            .by_person = by_person,
            .as_role = ROLE_COORDINATOR,
            .deputy_for = change->manager,
            .day = a->today,
            .now = a->now,
            .reason = reason,
        };
        if (str_is(consent))
            TRY(decision_record(a->db, a->arena, &decision, &decided));
        TRY(q_import_change_add(a->db, a->preview->import.id, (int64_t)a->preview->rows.rows[i].row,
                                change->person, (struct opt_int){0},
                                change->action == IMPORT_NEW ? STR("new") : STR("changed"),
                                STR_NONE, (struct opt_int){0}, NULL));
        TRY(ARENA_CHECK(a->arena));
    }
    return RC_OK;
}

enum rc import_apply(struct db *db, struct arena *arena, struct vault *vault,
                     const struct import_preview *preview, uint64_t seen, int64_t by_person,
                     struct instant now, struct str reason) {
    const struct import_diff *diff = &preview->diff;
    if (preview->problems.n > 0 || diff->n_asked > 0)
        return RC_INVALID;
    if (seen != diff->fingerprint)
        return RC_CONFLICT;
    struct applying a = {
        .db = db,
        .arena = arena,
        .preview = preview,
        .now = now,
        .today = instant_day(now),
        .units = NEW_ARRAY(arena, int64_t, preview->rows.n),
        .people = NEW_ARRAY(arena, int64_t, preview->rows.n),
        .is_shared = NEW_ARRAY(arena, bool, preview->rows.n),
        .versions = NEW_ARRAY(arena, int64_t, preview->rows.n),
    };
    int64_t done;
    TRY(q_import_done(db, preview->import.id, now, diff->n_new, diff->n_changed, diff->n_same,
                      diff->n_missing, &done));
    if (done == 0)
        return RC_CONFLICT;
    return preview->kind == IMPORT_PEOPLE ? apply_people(&a)
                                          : apply_applications(&a, vault, by_person, reason);
}
