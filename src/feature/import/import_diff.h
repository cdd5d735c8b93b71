// SPDX-License-Identifier: EUPL-1.2
// What a file would change: every row against what is known. Pure: rows and known lines in, actions
// out; reads and writes no database. Nobody is ever matched on a name alone, and nobody is ended.
#ifndef VLIEGWIEL_IMPORT_DIFF_H
#define VLIEGWIEL_IMPORT_DIFF_H
#include "feature/import/import_rows.h"

struct import_line { // an employment of this source
    int64_t employment, person, version, line;
    int64_t person_version;
    struct str key, name;
    struct str value[IMPORT_FIELD_N]; // written as in import_row
    bool ended;
};
struct import_person { // somebody of the organisation
    int64_t id;
    struct str email_fold, family_name, sort_name, name, unit;
};
struct import_match { // whom a name without number and e-mail means in this source
    struct str name_fold;
    int64_t person;
};
struct import_answer {   // what a person said about a row of this file
    int64_t row, person; // person 0: somebody new
};
struct import_number { // of any source of the organisation
    struct str number;
    int64_t person, manager; // manager 0: unknown
    struct str name;
};
struct import_applicant { // who applied for the cohort before
    int64_t person, application;
    struct str consent; // "yes" "no", "" when nobody decided
};
// All that is known before the file is looked at; lines in the order of `line`.
struct import_known {
    struct import_line *lines;
    struct import_person *people;
    struct import_number *numbers;
    struct import_applicant *applicants;
    struct import_match *matches;
    struct import_answer *answers; // in the order of the rows
    size_t n_lines, n_people, n_numbers, n_applicants, n_matches, n_answers;
};

// ASKED: it may be somebody known, and only a person can say so; nothing is done until then.
enum import_action { IMPORT_SAME, IMPORT_NEW, IMPORT_CHANGED, IMPORT_ASKED };
enum { IMPORT_CANDIDATES = 4 };
struct import_question {
    size_t index; // of the row
    const struct import_person *candidates[IMPORT_CANDIDATES];
    size_t n;
    bool is_answered;
    int64_t answer; // 0: somebody new
};
struct import_change { // one per row, in the order of the rows
    enum import_action action;
    const struct import_line *line; // NULL: a new one
    int64_t person;                 // 0: a new one
    uint32_t changed;               // fields that differ, of those that the file speaks of
    int64_t application, together_with, manager;
    struct str name, consent; // of an applicant: who it is and what was decided before
};
struct import_diff {
    struct import_change *changes;
    int64_t n_new, n_changed, n_same, n_missing; // rows with a problem count for none
    int64_t n_asked;                             // questions without an answer
    struct import_question *questions;           // with the answered ones
    size_t n_questions;
    const struct import_line **missing; // known, not ended, not in the file
    uint64_t fingerprint;               // equal when the same would be done to the same
};
// Problems are added for rows of which it is unknown who is meant; a row that may be somebody known
// of the organisation, by an address with another family name or by a name alone, becomes a
// question.
// Cost: n log n in rows and known together.
void import_diff_people(struct arena *arena, const struct import_rows *rows,
                        const struct import_known *known, struct import_problems *problems,
                        struct import_diff *ret_diff);
void import_diff_applications(struct arena *arena, const struct import_rows *rows,
                              const struct import_known *known, struct import_problems *problems,
                              struct import_diff *ret_diff);
#endif
