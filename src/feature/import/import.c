// SPDX-License-Identifier: EUPL-1.2
// Rules of imports: keep a file, keep the mapping of its source, compare it with what is known.
// Applying is import_apply.c. No HTML, no SQL text.
#include "feature/import/import.h"

struct str import_kind_word(enum import_kind kind) {
    return kind == IMPORT_APPLICATIONS ? STR("applications") : STR("people");
}

enum import_kind import_kind_of(struct str word) {
    return str_eq(word, STR("applications")) ? IMPORT_APPLICATIONS : IMPORT_PEOPLE;
}

enum rc import_add(struct db *db, struct arena *arena, const struct import_input *input,
                   int64_t by_person, struct instant now, int64_t *ret_id) {
    struct import_source_row source;
    struct import_add_row added;
    TRY(q_import_source(db, arena, input->organisation, import_kind_word(input->kind),
                        input->source, now, &source));
    TRY(q_import_add(db, arena, source.id, (struct opt_int){input->cohort, input->cohort != 0},
                     input->file_name, input->content, by_person, now, &added));
    *ret_id = added.id;
    return RC_OK;
}

// ---- mapping ---------------------------------------------------------------------------------
enum rc import_map(struct db *db, int64_t source, const struct import_mapping *mapping) {
    TRY(q_import_columns_drop(db, source, NULL));
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
        if (str_is(mapping->headers[field]))
            TRY(q_import_column_add(db, source, str_from_c(import_field_name(field)),
                                    mapping->headers[field], NULL));
    return RC_OK;
}

enum rc import_mapping_load(struct db_ro *db, struct arena *arena, int64_t source,
                            const struct csv_table *table, enum import_kind kind,
                            struct import_mapping *ret_mapping, bool *ret_saved) {
    struct import_columns saved;
    TRY(q_import_columns(db, arena, source, &saved));
    struct import_mapping mapping = {0};
    if (saved.n == 0)
        mapping = import_guess(arena, table, kind);
    for (size_t i = 0; i < saved.n; i++)
        for (enum import_field field = 0; field < IMPORT_FIELD_N; field++)
            if (str_eq(saved.rows[i].field, str_from_c(import_field_name(field))))
                mapping.headers[field] = saved.rows[i].header;
    *ret_mapping = mapping;
    *ret_saved = saved.n > 0;
    return RC_OK;
}

enum rc import_is_mapped(struct db_ro *db, struct arena *arena, const struct import_input *input,
                         bool *ret_mapped) {
    struct import_is_mapped_row mapped;
    TRY(q_import_is_mapped(db, arena, input->organisation, import_kind_word(input->kind),
                           input->source, &mapped));
    *ret_mapped = mapped.n > 0;
    return RC_OK;
}

bool import_mapping_suffices(const struct import_mapping *mapping, enum import_kind kind) {
    const struct str *headers = mapping->headers;
    if (kind == IMPORT_APPLICATIONS)
        return str_is(headers[IMPORT_number]);
    return (str_is(headers[IMPORT_family_name]) || str_is(headers[IMPORT_given_name]) ||
            str_is(headers[IMPORT_full_name]));
}

// ---- what is known ---------------------------------------------------------------------------
static struct str or_empty(struct str s) {
    if (s.p == NULL)
        return STR("");
    return s;
}

static struct import_line line_of(struct arena *arena, const struct import_known_lines_row *row,
                                  struct day today) {
    struct import_line line = {
        .employment = row->id,
        .person = row->person_id,
        .version = row->version,
        .person_version = row->person_version,
        .line = row->line,
        .name = row->name,
        .ended = day_is(row->until_day) && row->until_day.n < today.n,
    };
    struct str *const value = line.value;
    value[IMPORT_number] = or_empty(row->external_number);
    value[IMPORT_given_name] = row->given_name;
    value[IMPORT_infix] = row->infix;
    value[IMPORT_family_name] = row->family_name;
    value[IMPORT_email] = or_empty(row->email);
    value[IMPORT_unit] = or_empty(row->unit);
    value[IMPORT_post] = or_empty(row->post);
    value[IMPORT_scale] = or_empty(row->scale);
    value[IMPORT_scale_step] = or_empty(row->scale_step);
    value[IMPORT_hours] = STR("");
    if (row->week_quarters.is)
        value[IMPORT_hours] = str_fmt(arena, "%" PRId64, row->week_quarters.v);
    value[IMPORT_from] = day_is(row->from_day) ? day_iso(arena, row->from_day) : STR("");
    value[IMPORT_until] = day_is(row->until_day) ? day_iso(arena, row->until_day) : STR("");
    value[IMPORT_manager] = or_empty(row->manager_number);
    value[IMPORT_roster] = or_empty(row->roster);
    return line;
}

// A line without a number of somebody whose name was said to mean that person is known by the name,
// also when the person got an e-mail address or another name since.
static struct str key_of(struct arena *arena, const struct import_line *line,
                         const struct import_known_matches *matches) {
    const struct str number = line->value[IMPORT_number];
    for (size_t i = 0; i < matches->n && !str_is(number); i++)
        if (matches->rows[i].person_id == line->person)
            return import_key(arena, STR(""), STR(""), matches->rows[i].name_fold);
    return import_key(arena, number, line->value[IMPORT_email], STR(""));
}

static void known_said(struct arena *arena, const struct import_known_matches *matches,
                       const struct import_known_answers *answers, struct import_known *known) {
    known->n_matches = matches->n;
    known->matches = NEW_ARRAY(arena, struct import_match, matches->n);
    for (size_t i = 0; i < matches->n; i++)
        known->matches[i] =
            (struct import_match){matches->rows[i].name_fold, matches->rows[i].person_id};
    known->n_answers = answers->n;
    known->answers = NEW_ARRAY(arena, struct import_answer, answers->n);
    for (size_t i = 0; i < answers->n; i++)
        known->answers[i] =
            (struct import_answer){answers->rows[i].file_line, answers->rows[i].person_id.v};
}

static enum rc known_people(struct db_ro *db, struct arena *arena, const struct scope *scope,
                            struct day today, struct import_known *known) {
    struct import_known_lines lines;
    struct import_known_people people;
    struct import_known_matches matches;
    struct import_known_answers answers;
    TRY(q_import_known_lines(db, arena, scope, &lines));
    TRY(q_import_known_people(db, arena, scope, &people));
    TRY(q_import_known_matches(db, arena, scope, &matches));
    TRY(q_import_known_answers(db, arena, scope, &answers));
    known_said(arena, &matches, &answers, known);
    known->n_lines = lines.n;
    known->lines = NEW_ARRAY(arena, struct import_line, lines.n);
    for (size_t i = 0; i < lines.n; i++) {
        known->lines[i] = line_of(arena, &lines.rows[i], today);
        known->lines[i].key = key_of(arena, &known->lines[i], &matches);
    }
    known->n_people = people.n;
    known->people = NEW_ARRAY(arena, struct import_person, people.n);
    for (size_t i = 0; i < people.n; i++)
        known->people[i] = (struct import_person){
            people.rows[i].id,        people.rows[i].email_fold, people.rows[i].family_name,
            people.rows[i].sort_name, people.rows[i].name,       people.rows[i].unit};
    return RC_OK;
}

static enum rc known_applicants(struct db_ro *db, struct arena *arena, const struct scope *scope,
                                struct import_known *known) {
    struct import_known_numbers numbers;
    struct import_known_applications applications;
    TRY(q_import_known_numbers(db, arena, scope, &numbers));
    TRY(q_import_known_applications(db, arena, scope, &applications));
    known->n_numbers = numbers.n;
    known->numbers = NEW_ARRAY(arena, struct import_number, numbers.n);
    for (size_t i = 0; i < numbers.n; i++)
        known->numbers[i] =
            (struct import_number){numbers.rows[i].external_number, numbers.rows[i].person_id,
                                   numbers.rows[i].manager_id.v, numbers.rows[i].name};
    known->n_applicants = applications.n;
    known->applicants = NEW_ARRAY(arena, struct import_applicant, applications.n);
    for (size_t i = 0; i < applications.n; i++)
        known->applicants[i] =
            (struct import_applicant){applications.rows[i].person_id, applications.rows[i].id,
                                      or_empty(applications.rows[i].consent)};
    return RC_OK;
}

// ---- comparing -------------------------------------------------------------------------------
static enum rc preview_diff(struct db_ro *db, struct arena *arena, const struct scope *scope,
                            struct day today, struct import_preview *preview) {
    if (preview->kind == IMPORT_PEOPLE) {
        TRY(known_people(db, arena, scope, today, &preview->known));
        import_diff_people(arena, &preview->rows, &preview->known, &preview->problems,
                           &preview->diff);
    } else {
        TRY(known_applicants(db, arena, scope, &preview->known));
        import_diff_applications(arena, &preview->rows, &preview->known, &preview->problems,
                                 &preview->diff);
    }
    return ARENA_CHECK(arena);
}

static enum rc preview_read(struct db_ro *db, struct arena *arena, const struct scope *scope,
                            struct day today, struct import_preview *preview) {
    struct csv_table table;
    struct csv_problem problem;
    bool saved;
    const enum rc rc = csv_read(arena, preview->import.content, &table, &problem);
    if (rc == RC_INVALID) {
        import_csv_problem(&preview->problems, &problem);
        return RC_OK;
    }
    TRY(rc);
    TRY(import_mapping_load(db, arena, preview->import.source_id, &table, preview->kind,
                            &preview->mapping, &saved));
    TRY(import_rows_read(arena, preview->kind, &table, &preview->mapping, &preview->problems,
                         &preview->rows));
    return preview_diff(db, arena, scope, today, preview);
}

enum rc import_preview(struct db_ro *db, struct arena *arena, const struct scope *scope,
                       struct day today, struct import_preview *ret_preview) {
    struct import_preview *preview = NEW(arena, struct import_preview);
    TRY(q_import_get(db, arena, scope, &preview->import));
    preview->kind = import_kind_of(preview->import.kind);
    const struct viewer viewer = {.person = scope->viewer, .today = today};
    struct scope cohort;
    if (preview->import.cohort_id.is)
        TRY(access_check(db, arena, &viewer, RIGHT_cohort_edit, OBJECT_COHORT,
                         preview->import.cohort_id.v, &cohort));
    if (str_eq(preview->import.state, STR("uploaded")))
        TRY(preview_read(db, arena, scope, today, preview));
    *ret_preview = *preview;
    return RC_OK;
}

enum rc import_take(struct db *db, struct arena *arena, struct vault *vault,
                    const struct import_input *input, int64_t by_person, struct instant now,
                    struct import_preview *ret_preview) {
    const struct day today = instant_day(now);
    const struct viewer viewer = {.person = by_person, .today = today};
    struct scope scope;
    int64_t id;
    TRY(import_add(db, arena, input, by_person, now, &id));
    TRY(access_check(db_read(db), arena, &viewer, RIGHT_import, OBJECT_IMPORT, id, &scope));
    TRY(import_preview(db_read(db), arena, &scope, today, ret_preview));
    TRY(import_map(db, ret_preview->import.source_id, &ret_preview->mapping));
    return import_apply(db, arena, vault, ret_preview, ret_preview->diff.fingerprint, by_person,
                        now, input->file_name);
}
