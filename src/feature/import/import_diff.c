// SPDX-License-Identifier: EUPL-1.2
// Rows against what is known, through sorted indexes. A line is known by its key and its place
// among the lines of that key; a person also by an e-mail address together with the family name.
#include "feature/import/import_diff.h"
#include "feature/import/import_index.h"

struct diffing {
    struct arena *arena;
    const struct import_rows *rows;
    const struct import_known *known;
    struct import_problems *problems;
    struct import_index lines, people, names, matches, numbers, applicants;
    struct import_change *changes;
    bool *has_line; // [n_people]: stands in this source already
    struct import_question *questions;
    size_t n_questions;
};

// A problem of a row at the column of a field.
static void fault_at(struct diffing *d, size_t index, enum import_field field,
                     enum import_fault fault) {
    import_fault_add(d->rows, d->problems, index, field, fault, d->rows->rows[index].value[field],
                     0);
}

// ---- the fingerprint -------------------------------------------------------------------------
// FNV-1a: it tells apart what a person saw from what would be done now; it keeps no secret.
static uint64_t hash_bytes(uint64_t hash, const void *bytes, size_t n) {
    const unsigned char *p = bytes;
    for (size_t i = 0; i < n; i++) // NOLINTNEXTLINE(clang-analyzer-core.*): fields of one size
        hash = (hash ^ p[i]) * UINT64_C(0x100000001b3);
    return hash;
}

static uint64_t hash_str(uint64_t hash, struct str s) {
    return hash_bytes(hash_bytes(hash, &s.n, sizeof s.n), s.p, s.n);
}

static uint64_t hash_row(uint64_t hash, const struct import_row *row,
                         const struct import_change *change) {
    const int64_t what[] = {(int64_t)change->action,
                            change->person,
                            change->line == NULL ? 0 : change->line->employment,
                            change->application,
                            change->together_with,
                            (int64_t)row->row};
    hash = hash_bytes(hash, what, sizeof what);
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        if (change->action == IMPORT_NEW || change->changed & 1u << field)
            hash = hash_str(hash, row->value[field]);
        if (change->line != NULL && change->changed & 1u << field)
            hash = hash_str(hash, change->line->value[field]);
    }
    return hash;
}

static struct import_diff diff_count(const struct diffing *d) {
    struct import_diff diff = {.changes = d->changes,
                               .questions = d->questions,
                               .n_questions = d->n_questions,
                               .fingerprint = UINT64_C(0xcbf29ce484222325)};
    for (size_t i = 0; i < d->rows->n; i++) {
        struct import_change *change = &d->changes[i];
        if (d->rows->rows[i].is_faulty) { // nothing will be done, so nothing is promised
            change->action = IMPORT_SAME;
            change->changed = 0;
            continue;
        }
        diff.n_new += change->action == IMPORT_NEW;
        diff.n_changed += change->action == IMPORT_CHANGED;
        diff.n_same += change->action == IMPORT_SAME;
        diff.n_asked += change->action == IMPORT_ASKED;
        if (change->action != IMPORT_SAME)
            diff.fingerprint = hash_row(diff.fingerprint, &d->rows->rows[i], change);
    }
    return diff;
}

// ---- people ----------------------------------------------------------------------------------
static const struct import_line *line_find(const struct diffing *d, const struct import_row *row,
                                           int64_t *ret_person) {
    const size_t first = import_index_find(&d->lines, row->key);
    if (first == SIZE_MAX)
        return NULL;
    *ret_person = d->known->lines[d->lines.entries[first].at].person;
    const size_t at = first + (size_t)(row->line - 1);
    if (at >= d->lines.n || !str_eq(d->lines.entries[at].key, row->key))
        return NULL;
    return &d->known->lines[d->lines.entries[at].at];
}

// ---- who it may be ---------------------------------------------------------------------------
static void candidate_add(struct import_question *question, const struct import_person *person) {
    for (size_t i = 0; i < question->n; i++)
        if (question->candidates[i]->id == person->id)
            return;
    if (question->n < IMPORT_CANDIDATES)
        question->candidates[question->n++] = person;
}

// Who has this address already: the person of the row, a new line of somebody known, or perhaps.
static void check_email(struct diffing *d, size_t index, struct import_question *question) {
    const struct import_row *row = &d->rows->rows[index];
    struct import_change *change = &d->changes[index];
    const struct str email = str_fold(d->arena, row->value[IMPORT_email]);
    const size_t found = str_is(email) ? import_index_find(&d->people, email) : SIZE_MAX;
    if (found == SIZE_MAX)
        return;
    const struct import_person *person = &d->known->people[d->people.entries[found].at];
    if (change->person != 0 && change->person != person->id)
        fault_at(d, index, IMPORT_email, FAULT_PERSON_UNCLEAR);
    else if (str_eq(str_fold(d->arena, person->family_name),
                    str_fold(d->arena, row->value[IMPORT_family_name])))
        change->person = person->id;
    else if (change->person == 0)
        candidate_add(question, person);
}

// People of the organisation with the same name who have no line in this source yet.
static void find_namesakes(struct diffing *d, size_t index, struct import_question *question) {
    const struct str name = d->rows->rows[index].sort_name;
    const size_t first = str_is(name) ? import_index_find(&d->names, name) : SIZE_MAX;
    for (size_t i = first; i < d->names.n && str_eq(d->names.entries[i].key, name); i++) {
        const size_t at = d->names.entries[i].at;
        if (!d->has_line[at])
            candidate_add(question, &d->known->people[at]);
    }
}

static void find_answer(const struct diffing *d, struct import_question *question) {
    const int64_t row = (int64_t)d->rows->rows[question->index].row;
    for (size_t i = 0; i < d->known->n_answers; i++) {
        const struct import_answer *answer = &d->known->answers[i];
        if (answer->row != row)
            continue;
        question->answer = answer->person;
        question->is_answered = answer->person == 0;
        for (size_t at = 0; at < question->n; at++)
            question->is_answered |= question->candidates[at]->id == answer->person;
    }
}

// Gives whether it waits for an answer.
static bool ask(struct diffing *d, size_t index) {
    const struct import_row *row = &d->rows->rows[index];
    struct import_change *change = &d->changes[index];
    struct import_question question = {.index = index};
    const size_t match = import_key_is_name(row->key)
                             ? import_index_find(&d->matches, import_key_name(row->key))
                             : SIZE_MAX;
    if (match != SIZE_MAX && change->person == 0)
        change->person = d->known->matches[d->matches.entries[match].at].person;
    check_email(d, index, &question);
    if (change->person != 0 || row->is_faulty)
        return false;
    find_namesakes(d, index, &question);
    if (question.n == 0)
        return false;
    find_answer(d, &question);
    d->questions[d->n_questions++] = question;
    change->person = question.is_answered ? question.answer : 0;
    return !question.is_answered;
}

// ---- one row ---------------------------------------------------------------------------------
static void diff_person(struct diffing *d, size_t index) {
    const struct import_row *row = &d->rows->rows[index];
    struct import_change *change = &d->changes[index];
    if (!str_is(row->key))
        return; // the reading said so
    change->line = line_find(d, row, &change->person);
    if (row->first != index && change->person == 0)
        change->person = d->changes[row->first].person;
    const bool waits = row->first == index && ask(d, index);
    change->action = change->line == NULL ? IMPORT_NEW : IMPORT_SAME;
    if (waits || (row->first != index && d->changes[row->first].action == IMPORT_ASKED))
        change->action = IMPORT_ASKED;
    for (enum import_field field = 0; change->line != NULL && field < IMPORT_FIELD_N; field++)
        if (d->rows->present & 1u << field &&
            !str_eq(row->value[field], change->line->value[field]))
            change->changed |= 1u << field;
    if (change->changed != 0)
        change->action = IMPORT_CHANGED;
}

static void find_missing(struct diffing *d, struct import_diff *diff) {
    bool *seen = NEW_ARRAY(d->arena, bool, d->known->n_lines);
    for (size_t i = 0; i < d->rows->n; i++)
        if (d->changes[i].line != NULL)
            seen[d->changes[i].line - d->known->lines] = true;
    diff->missing = NEW_ARRAY(d->arena, const struct import_line *, d->known->n_lines);
    for (size_t i = 0; i < d->known->n_lines; i++)
        if (!seen[i] && !d->known->lines[i].ended)
            diff->missing[diff->n_missing++] = &d->known->lines[i];
}

static int id_compare(const void *a, const void *b, void *unused) {
    (void)unused;
    const int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

static bool id_is_among(const int64_t *ids, size_t n, int64_t id) {
    size_t low = 0, high = n;
    while (low < high) {
        const size_t middle = (low + high) / 2;
        if (ids[middle] < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < n && ids[low] == id;
}

// People by address, by name, and by what their name was said to mean; who has a line already.
static void index_people(struct diffing *d) {
    const struct import_known *known = d->known;
    struct import_entry *emails = NEW_ARRAY(d->arena, struct import_entry, known->n_people);
    struct import_entry *names = NEW_ARRAY(d->arena, struct import_entry, known->n_people);
    struct import_entry *matches = NEW_ARRAY(d->arena, struct import_entry, known->n_matches);
    int64_t *lined = NEW_ARRAY(d->arena, int64_t, known->n_lines);
    size_t n_emails = 0;
    for (size_t i = 0; i < known->n_lines; i++)
        lined[i] = known->lines[i].person;
    sort_stable(d->arena, lined, known->n_lines, sizeof *lined, id_compare, NULL);
    d->has_line = NEW_ARRAY(d->arena, bool, known->n_people);
    for (size_t i = 0; i < known->n_people; i++) {
        if (str_is(known->people[i].email_fold))
            emails[n_emails++] = (struct import_entry){known->people[i].email_fold, i};
        names[i] = (struct import_entry){known->people[i].sort_name, i};
        d->has_line[i] = id_is_among(lined, known->n_lines, known->people[i].id);
    }
    for (size_t i = 0; i < known->n_matches; i++)
        matches[i] = (struct import_entry){known->matches[i].name_fold, i};
    d->people = import_index_of(d->arena, emails, n_emails);
    d->names = import_index_of(d->arena, names, known->n_people);
    d->matches = import_index_of(d->arena, matches, known->n_matches);
}

void import_diff_people(struct arena *arena, const struct import_rows *rows,
                        const struct import_known *known, struct import_problems *problems,
                        struct import_diff *ret_diff) {
    struct diffing d = {.arena = arena, .rows = rows, .known = known, .problems = problems};
    struct import_entry *lines = NEW_ARRAY(arena, struct import_entry, known->n_lines);
    for (size_t i = 0; i < known->n_lines; i++)
        lines[i] = (struct import_entry){known->lines[i].key, i};
    d.lines = import_index_of(arena, lines, known->n_lines);
    index_people(&d);
    d.questions = NEW_ARRAY(arena, struct import_question, rows->n);
    d.changes = NEW_ARRAY(arena, struct import_change, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        diff_person(&d, i);
    struct import_diff diff = diff_count(&d);
    find_missing(&d, &diff);
    *ret_diff = diff;
}

// ---- applications ----------------------------------------------------------------------------
static const struct import_number *number_find(struct diffing *d, size_t index,
                                               enum import_field field) {
    const struct str number = d->rows->rows[index].value[field];
    if (!str_is(number))
        return NULL;
    const size_t first = import_index_find(&d->numbers, number);
    if (first == SIZE_MAX) {
        fault_at(d, index, field, FAULT_PERSON_UNKNOWN);
        return NULL;
    }
    const struct import_number *found = &d->known->numbers[d->numbers.entries[first].at];
    for (size_t i = first + 1; i < d->numbers.n && str_eq(d->numbers.entries[i].key, number); i++) {
        const struct import_number *other = &d->known->numbers[d->numbers.entries[i].at];
        if (other->person != found->person) {
            fault_at(d, index, field, FAULT_PERSON_UNCLEAR);
            return NULL;
        }
        if (found->manager == 0)
            found = other; // another employment of the same person knows who leads
    }
    return found;
}

static struct str id_key(const int64_t *id) {
    return (struct str){(const char *)id, sizeof *id};
}

static void diff_application(struct diffing *d, size_t index) {
    struct import_change *change = &d->changes[index];
    const struct import_number *who = number_find(d, index, IMPORT_number);
    const struct import_number *with = number_find(d, index, IMPORT_together_with);
    if (who == NULL)
        return;
    change->person = who->person;
    change->name = who->name;
    change->manager = who->manager;
    change->together_with = with == NULL ? 0 : with->person;
    change->action = IMPORT_NEW;
    const size_t found = import_index_find(&d->applicants, id_key(&who->person));
    if (found == SIZE_MAX)
        return;
    const struct import_applicant *before = &d->known->applicants[d->applicants.entries[found].at];
    const struct str consent = d->rows->rows[index].value[IMPORT_consent];
    const bool decided = str_is(consent) && !str_eq(consent, before->consent);
    change->application = before->application;
    change->consent = before->consent;
    change->action = decided ? IMPORT_CHANGED : IMPORT_SAME;
    change->changed = decided ? IMPORT_BIT(consent) : 0;
}

void import_diff_applications(struct arena *arena, const struct import_rows *rows,
                              const struct import_known *known, struct import_problems *problems,
                              struct import_diff *ret_diff) {
    struct diffing d = {.arena = arena, .rows = rows, .known = known, .problems = problems};
    struct import_entry *numbers = NEW_ARRAY(arena, struct import_entry, known->n_numbers);
    for (size_t i = 0; i < known->n_numbers; i++)
        numbers[i] = (struct import_entry){known->numbers[i].number, i};
    d.numbers = import_index_of(arena, numbers, known->n_numbers);
    struct import_entry *applicants = NEW_ARRAY(arena, struct import_entry, known->n_applicants);
    for (size_t i = 0; i < known->n_applicants; i++)
        applicants[i] = (struct import_entry){id_key(&known->applicants[i].person), i};
    d.applicants = import_index_of(arena, applicants, known->n_applicants);
    d.changes = NEW_ARRAY(arena, struct import_change, rows->n);
    for (size_t i = 0; i < rows->n; i++)
        diff_application(&d, i);
    *ret_diff = diff_count(&d);
}
