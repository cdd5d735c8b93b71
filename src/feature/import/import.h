// SPDX-License-Identifier: EUPL-1.2
// Files of people and applications: mapped once per source, compared, and taken in whole or not at
// all.
#ifndef VLIEGWIEL_IMPORT_H
#define VLIEGWIEL_IMPORT_H
#include "feature/import/import_diff.h"
#include "import_sql.h"
#include "import_undo_sql.h"
#include "store/vault.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_FIXED(url_imports, "/importen")
URL_FIXED(url_import_new, "/importen/nieuw")
URL_ID(url_import_applications, "/importen/nieuw?soort=applications&lichting=", "")
URL_ID(url_import, "/importen/", "")
URL_ID(url_import_columns, "/importen/", "/kolommen")
URL_ID(url_import_apply, "/importen/", "/verwerk")
URL_ID(url_import_again, "/importen/", "/bestand")
URL_ID(url_import_drop, "/importen/", "/stop")
URL_ID(url_import_undo, "/importen/", "/terug")
URL_ID(url_import_answer, "/importen/", "/antwoord")

enum {
    IMPORT_FILE_MAX = 16 << 20, // bytes
    IMPORT_BODY_MAX = 17 << 20, // with the form around it
    IMPORT_ARENA = 256 << 20,   // of one comparison: rows, known lines and differences
    IMPORT_SHOWN = 20,          // rows of one kind on the preview, at first
    IMPORT_SHOWN_MAX = 500,
    IMPORT_UNDO_SECONDS = 30 * 24 * 3600, // how long an import can be taken back
};

// ---- rules: pages, the demo and the shell use them -------------------------------------------
struct import_input {
    int64_t organisation;
    enum import_kind kind; // IMPORT_PEOPLE or IMPORT_APPLICATIONS
    int64_t cohort;        // of applications; 0 with people
    struct str source;     // "AFAS": its mapping is kept under this name
    struct str file_name, content;
};
// Keeps the file; changes nothing else.
NODISCARD enum rc import_add(struct db *db, struct arena *arena, const struct import_input *input,
                             int64_t by_person, struct instant now, int64_t *ret_id);
NODISCARD enum rc import_map(struct db *db, int64_t source, const struct import_mapping *mapping);

struct import_preview {
    struct import_get_row import;
    enum import_kind kind;
    struct import_mapping mapping;
    struct import_rows rows;
    struct import_known known;
    struct import_problems problems;
    struct import_diff diff;
};
// What the file would change now, by the mapping of its source; nothing when it was applied or
// stopped. Reads only. Applications also need the right to edit their cohort.
NODISCARD enum rc import_preview(struct db_ro *db, struct arena *arena, const struct scope *scope,
                                 struct day today, struct import_preview *ret_preview);
// Everything of the file, or nothing. RC_INVALID with problems or open questions, RC_CONFLICT when
// it was applied or stopped before, or when what would be done is not what was `seen` (a
// fingerprint).
NODISCARD enum rc import_apply(struct db *db, struct arena *arena, struct vault *vault,
                               const struct import_preview *preview, uint64_t seen,
                               int64_t by_person, struct instant now, struct str reason);
// Can it be taken back: people, applied, not longer ago than 30 days.
bool import_may_undo(const struct import_get_row *import, struct instant now);
// Everything as it stood before the import, or nothing: RC_CONFLICT when it may not be, or when a
// line says is_later. Units that the file named stay.
NODISCARD enum rc import_undo(struct db *db, struct arena *arena,
                              const struct import_get_row *import,
                              const struct import_undo_lines *lines, int64_t by_person,
                              struct instant now);
// A file in one go, with the mapping that its headers say: for the demo and the shell. by_person
// needs the right to import. *ret_preview says what was done, or with RC_INVALID what is wrong.
NODISCARD enum rc import_take(struct db *db, struct arena *arena, struct vault *vault,
                              const struct import_input *input, int64_t by_person,
                              struct instant now, struct import_preview *ret_preview);

struct str import_kind_word(enum import_kind kind); // "people" "applications"
enum import_kind import_kind_of(struct str word);
// The mapping that holds for a file: what was saved for its source, else what its headers say.
NODISCARD enum rc import_mapping_load(struct db_ro *db, struct arena *arena, int64_t source,
                                      const struct csv_table *table, enum import_kind kind,
                                      struct import_mapping *ret_mapping, bool *ret_saved);
NODISCARD enum rc import_is_mapped(struct db_ro *db, struct arena *arena,
                                   const struct import_input *input, bool *ret_mapped);
// Can rows be read with this mapping at all: a name or number, and something to know people by.
bool import_mapping_suffices(const struct import_mapping *mapping, enum import_kind kind);

// ---- pages -----------------------------------------------------------------------------------
struct str import_field_label(enum lang lang, enum import_field field);
struct str import_value_label(struct arena *arena, enum lang lang, enum import_field field,
                              struct str value);
enum badge import_state_badge(struct str state);
struct str import_state_label(enum lang lang, struct str state);

struct import_list_view {
    struct layout layout;
    struct import_list list;
};
struct import_new_view {
    struct layout layout;
    int mistakes;
    struct field organisation, kind, cohort, source, file;
    struct choice *organisations, *cohorts;
    size_t n_organisations, n_cohorts;
    struct choice kinds[2]; // applications only where the viewer may edit a cohort
    size_t n_kinds;
};
struct import_columns_view {
    struct layout layout;
    int mistakes;
    int64_t id;
    struct str file_name, source, error;
    struct import_column_choice {
        struct field field;
        struct choice *headers;
        size_t n_headers;
    } columns[IMPORT_FIELD_N];
    size_t n_columns;
};
struct import_difference {
    struct str kind;    // "changed" "new" "missing"
    struct opt_int row; // none when it is missing
    struct str person, column, before, after;
    int64_t person_id; // of who is missing
    struct str cohort; // in which that person takes part; no text: in none
};
struct import_differences {
    struct import_difference *rows;
    size_t n, max; // no more than max are kept
};
struct import_problem_line {
    struct str place, cell, what;
};
struct import_question_view {
    const char *name; // of the radio buttons
    int64_t row;
    struct str person, said; // as the file has it; what it says besides
    struct choice *choices;  // who it may be, last: somebody new
    size_t n;
};
enum { IMPORT_QUESTIONS = 40 }; // on a page; the next follow when these are answered
struct import_page_view {
    struct layout layout;
    struct str title, lead;
    struct import_get_row import;
    struct import_diff diff;
    bool is_open, is_people, may_apply, may_undo;
    int64_t n_rows, n_people, n_problems;
    struct import_question_view *questions;
    size_t n_questions;
    struct str fingerprint;
    struct import_problem_line *problems;
    size_t n_problems_shown;
    struct import_differences changed, added, missing;
    bool shows_cohorts;    // of who is missing: for who may know
    int64_t n_differences; // changed fields in all
    struct field file;
    struct url more;   // with more of each list; no text: this is it
    struct url result; // where to look after it was applied
};
struct import_undo_view {
    struct layout layout;
    int64_t id;
    struct str file_name;
    bool may; // nothing stands in its way
    struct import_undo_line {
        int64_t row;
        struct str person, what;
    } * lines, *later;
    size_t n, n_shown, n_later;
};
struct str import_column_letters(struct arena *arena, size_t column); // 1 = "A"
struct import_problem_line import_problem_words(struct arena *arena, enum lang lang,
                                                const struct import_problem *problem);
struct field import_file_field(struct ctx *c, struct str help);
void import_file_read(struct ctx *c, struct field *field, int *mistakes,
                      struct import_input *input);
// Keeps the file and goes on to its columns, or to the differences when the source is mapped.
enum rc import_upload(struct ctx *c, const struct import_input *input);
enum rc import_page_get(struct ctx *c); // import_preview.c
enum rc import_again_post(struct ctx *c);
enum rc import_drop_post(struct ctx *c);
enum rc import_apply_post(struct ctx *c);
void import_questions_fill(struct ctx *c, const struct import_preview *preview,
                           struct import_page_view *view); // import_ask.c
enum rc import_answer_post(struct ctx *c);
enum rc import_undo_get(struct ctx *c); // import_undo.c
enum rc import_undo_post(struct ctx *c);
#endif
