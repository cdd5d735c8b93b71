// SPDX-License-Identifier: EUPL-1.2
// A file as rows of fields that we know, each value checked and written one way; or a list of what
// is wrong with it, by row and column. Pure: a table and a mapping in, rows and problems out.
#ifndef VLIEGWIEL_IMPORT_ROWS_H
#define VLIEGWIEL_IMPORT_ROWS_H
#include "base/csv.h"
#include "base/day.h"

// X(field, kinds in which it occurs, headers that mean it: folded, letters and digits only).
// Full name and part time are read only: their values land in the names and in the hours.
#define IMPORT_FIELDS(X)                                                                           \
    X(number, IMPORT_BOTH,                                                                         \
      "medewerker medewerkernummer personeelsnummer persnr dienstnummer nummer id "                \
      "employee employeeid employeenumber number")                                                 \
    X(given_name, IMPORT_PEOPLE, "roepnaam voornaam firstname givenname")                          \
    X(infix, IMPORT_PEOPLE, "voorvoegsel voorvoegsels tussenvoegsel infix")                        \
    X(family_name, IMPORT_PEOPLE, "achternaam familienaam lastname familyname surname")            \
    X(full_name, IMPORT_PEOPLE, "naam medewerkernaam volledigenaam name fullname")                 \
    X(email, IMPORT_PEOPLE, "email emailwerk emailadres mail mailadres workemail emailaddress")    \
    X(unit, IMPORT_PEOPLE,                                                                         \
      "organisatorischeeenheid eenheid afdeling team basisteam department unit")                   \
    X(post, IMPORT_PEOPLE, "functie functienaam functieomschrijving jobtitle position post")       \
    X(scale, IMPORT_PEOPLE, "schaal salarisschaal scale payscale")                                 \
    X(scale_step, IMPORT_PEOPLE, "periodiek trede step scalestep")                                 \
    X(part_time, IMPORT_PEOPLE,                                                                    \
      "deeltijd deeltijdpercentage parttimefactor parttimepercentage fte")                         \
    X(hours, IMPORT_PEOPLE, "urenperweek uren contracturen hours hoursperweek weeklyhours")        \
    X(from, IMPORT_PEOPLE, "datumindienst indienst begindatum startdatum startdate")               \
    X(until, IMPORT_PEOPLE, "datumuitdienst uitdienst einddatum enddate")                          \
    X(manager, IMPORT_PEOPLE,                                                                      \
      "leidinggevende nummerleidinggevende manager managernumber managerid")                       \
    X(roster, IMPORT_PEOPLE, "dienstrooster rooster roster shift")                                 \
    X(learning_question, IMPORT_APPLICATIONS, "leervraag learningquestion question")               \
    X(motivation, IMPORT_APPLICATIONS, "motivatie motivation")                                     \
    X(consent, IMPORT_APPLICATIONS, "akkoordleidinggevende akkoord toestemming consent approval")  \
    X(free_hours, IMPORT_APPLICATIONS, "urenperweekvrij urenvrij vrijeuren freehours hoursfree")   \
    X(together_with, IMPORT_APPLICATIONS, "samenmet together togetherwith")                        \
    X(via_alumnus, IMPORT_APPLICATIONS, "viaouddeelnemer viaalumnus alumnus")

enum import_kind { IMPORT_PEOPLE = 1, IMPORT_APPLICATIONS = 2, IMPORT_BOTH = 3 };
enum import_field {
#define X(field, kinds, headers) IMPORT_##field,
    IMPORT_FIELDS(X)
#undef X
        IMPORT_FIELD_N
};
const char *import_field_name(enum import_field field); // "number": as stored with the source
bool import_field_in(enum import_field field, enum import_kind kind);
bool import_field_stored(enum import_field field); // has a value of its own in the rows
#define IMPORT_BIT(field) (1u << IMPORT_##field)
// Fields that belong to the person, the same in every line of that person.
#define IMPORT_PERSON_FIELDS                                                                       \
    (IMPORT_BIT(given_name) | IMPORT_BIT(infix) | IMPORT_BIT(family_name) | IMPORT_BIT(email))

// Which header of the file holds a field; STR_NONE: none.
struct import_mapping {
    struct str headers[IMPORT_FIELD_N];
};
// What the headers say by themselves.
struct import_mapping import_guess(struct arena *arena, const struct csv_table *table,
                                   enum import_kind kind);

enum import_fault {
    FAULT_FILE_EMPTY,
    FAULT_FILE_HEADER,
    FAULT_FILE_QUOTE,
    FAULT_FILE_COLUMNS,
    FAULT_FILE_UNREADABLE,
    FAULT_COLUMN_GONE,
    FAULT_NAME_MISSING,
    FAULT_NUMBER_MISSING,
    FAULT_EMAIL,
    FAULT_DAY,
    FAULT_PERIOD,
    FAULT_HOURS,
    FAULT_PART_TIME,
    FAULT_YES_NO,
    FAULT_LONG,
    FAULT_ROW_TWICE,
    FAULT_NAME_TWICE,
    FAULT_NUMBER_OF_OTHER,
    FAULT_EMAIL_OF_OTHER,
    FAULT_PERSON_UNKNOWN,
    FAULT_PERSON_UNCLEAR,
    FAULT_WITH_SELF,
    FAULT_N
};
struct import_problem {
    enum import_fault fault;
    size_t row;    // as a spreadsheet counts: 1 = header; 0 = the whole file
    size_t column; // 1 = first; 0 = the whole row
    struct str header, cell;
    size_t other_row; // the row it clashes with; 0: none
};
// The first of them are kept, all are counted.
enum { IMPORT_PROBLEMS_MAX = 50 };
struct import_problems {
    struct import_problem first[IMPORT_PROBLEMS_MAX];
    size_t n;
};
void import_problem_add(struct import_problems *problems, struct import_problem problem);

// Every value is written one way, "" when the cell is empty: days YYYY-MM-DD, hours in quarters of
// an hour, consent and via alumnus "yes" "no". Numbers and e-mail addresses as they stand.
struct import_row {
    size_t row;
    struct str value[IMPORT_FIELD_N];
    struct str key;       // of the person within the source: number, else e-mail, else the name
    struct str sort_name; // as people are sorted by
    int64_t line;         // the how many-th row with this key
    size_t first;         // index of the first row with this key
    bool is_faulty;       // a problem names it
};
struct import_rows {
    struct import_row *rows;
    size_t n, n_people;
    uint32_t present; // fields that the file speaks of; the others are left as they are
    size_t columns[IMPORT_FIELD_N]; // 1 = first; 0: none
    struct str headers[IMPORT_FIELD_N];
};
// The key under which a number, an e-mail address or, without both, a name is known.
struct str import_key(struct arena *arena, struct str number, struct str email,
                      struct str sort_name);
bool import_key_is_name(struct str key);    // then nobody is known by it until a person said so
struct str import_key_name(struct str key); // the folded name in such a key
// RC_OK even with problems: ret_rows then holds what could be read. RC_LIMIT past the arena's
// limit. Cost: n log n in the rows.
NODISCARD enum rc import_rows_read(struct arena *arena, enum import_kind kind,
                                   const struct csv_table *table,
                                   const struct import_mapping *mapping,
                                   struct import_problems *problems, struct import_rows *ret_rows);
// A problem of the row with this index, at the column of this field; IMPORT_FIELD_N: the whole row.
// cell: what stands there; other_row: the row it clashes with, 0: none.
void import_fault_add(const struct import_rows *rows, struct import_problems *problems,
                      size_t index, enum import_field field, enum import_fault fault,
                      struct str cell, size_t other_row);
// What a reading that stopped has to say.
void import_csv_problem(struct import_problems *problems, const struct csv_problem *csv);

// ---- one cell (import_cell.c) ----------------------------------------------------------------
struct import_name {
    struct str given_name, infix, family_name;
};
// "Berg, Noor van der" or "Noor van der Berg": words that start small belong to the infix.
struct import_name import_name_split(struct str full);
// "van der Berg" becomes infix and family name, unless nothing would be left of the name.
void import_family_split(struct str *infix, struct str *family);
// One @ with a name before it and a dot after it, no white space.
bool import_email_is(struct str email);
// Each writes the value of a cell the one way that rows hold; RC_INVALID when it cannot be read.
NODISCARD enum rc import_day_value(struct arena *arena, struct str cell, struct str *ret_value);
NODISCARD enum rc import_hours_value(struct arena *arena, struct str cell, struct str *ret_value);
// 88,89 (percent) or 0.8889 (factor) of a full week of 36 hours.
NODISCARD enum rc import_part_time_value(struct arena *arena, struct str cell,
                                         struct str *ret_value);
NODISCARD enum rc import_yes_no_value(struct arena *arena, struct str cell, struct str *ret_value);
#endif
