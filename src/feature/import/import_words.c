// SPDX-License-Identifier: EUPL-1.2
// The words of imports: fields, faults, states and values as a person reads them.
#include "feature/import/import.h"
#include "web/format.h"

static const enum text_id field_labels[IMPORT_FIELD_N] = {
    [IMPORT_number] = T_import_field_number,
    [IMPORT_given_name] = T_import_field_given_name,
    [IMPORT_infix] = T_import_field_infix,
    [IMPORT_family_name] = T_import_field_family_name,
    [IMPORT_full_name] = T_import_field_full_name,
    [IMPORT_email] = T_import_field_email,
    [IMPORT_unit] = T_import_field_unit,
    [IMPORT_post] = T_import_field_post,
    [IMPORT_scale] = T_import_field_scale,
    [IMPORT_scale_step] = T_import_field_scale_step,
    [IMPORT_part_time] = T_import_field_part_time,
    [IMPORT_hours] = T_import_field_hours,
    [IMPORT_from] = T_import_field_from,
    [IMPORT_until] = T_import_field_until,
    [IMPORT_manager] = T_import_field_manager,
    [IMPORT_roster] = T_import_field_roster,
    [IMPORT_learning_question] = T_import_field_learning_question,
    [IMPORT_motivation] = T_import_field_motivation,
    [IMPORT_consent] = T_import_field_consent,
    [IMPORT_free_hours] = T_import_field_free_hours,
    [IMPORT_together_with] = T_import_field_together_with,
    [IMPORT_via_alumnus] = T_import_field_via_alumnus,
};

// What is wrong and what to do about it.
static const enum text_id fault_texts[FAULT_N] = {
    [FAULT_FILE_EMPTY] = T_import_fault_file_empty,
    [FAULT_FILE_HEADER] = T_import_fault_file_header,
    [FAULT_FILE_QUOTE] = T_import_fault_file_quote,
    [FAULT_FILE_COLUMNS] = T_import_fault_file_columns,
    [FAULT_FILE_UNREADABLE] = T_import_fault_file_unreadable,
    [FAULT_COLUMN_GONE] = T_import_fault_column_gone,
    [FAULT_NAME_MISSING] = T_import_fault_name_missing,
    [FAULT_NUMBER_MISSING] = T_import_fault_number_missing,
    [FAULT_EMAIL] = T_import_fault_email,
    [FAULT_DAY] = T_import_fault_day,
    [FAULT_PERIOD] = T_import_fault_period,
    [FAULT_HOURS] = T_import_fault_hours,
    [FAULT_PART_TIME] = T_import_fault_part_time,
    [FAULT_YES_NO] = T_import_fault_yes_no,
    [FAULT_LONG] = T_import_fault_long,
    [FAULT_ROW_TWICE] = T_import_fault_row_twice,
    [FAULT_NAME_TWICE] = T_import_fault_name_twice,
    [FAULT_NUMBER_OF_OTHER] = T_import_fault_number_of_other,
    [FAULT_EMAIL_OF_OTHER] = T_import_fault_email_of_other,
    [FAULT_PERSON_UNKNOWN] = T_import_fault_person_unknown,
    [FAULT_PERSON_UNCLEAR] = T_import_fault_person_unclear,
    [FAULT_WITH_SELF] = T_import_fault_with_self,
};

struct str import_field_label(enum lang lang, enum import_field field) {
    return text_of(lang, field_labels[field]);
}

struct str import_column_letters(struct arena *arena, size_t column) {
    char letters[8];
    size_t at = sizeof letters;
    for (size_t left = column; left > 0; left = (left - 1) / 26)
        letters[--at] = (char)('A' + (left - 1) % 26);
    return str_copy(arena, (struct str){letters + at, sizeof letters - at});
}

struct import_problem_line import_problem_words(struct arena *arena, enum lang lang,
                                                const struct import_problem *problem) {
    const int64_t row = (int64_t)problem->row;
    const struct str letters = import_column_letters(arena, problem->column);
    struct import_problem_line line = {
        .place = problem->row == 0 ? text_import_place_column(arena, lang, problem->header)
                 : problem->column == 0
                     ? text_import_place_row(arena, lang, row)
                     : text_import_place_cell(arena, lang, row, letters, problem->header),
        .cell = problem->cell,
        .what = text_of(lang, fault_texts[problem->fault]),
    };
    if (problem->other_row > 0)
        line.what = str_join(arena, line.what,
                             text_import_see_row(arena, lang, (int64_t)problem->other_row));
    return line;
}

struct str import_value_label(struct arena *arena, enum lang lang, enum import_field field,
                              struct str value) {
    struct day day;
    int64_t quarters;
    if (!str_is(value))
        return text_web_none(arena, lang);
    if ((field == IMPORT_from || field == IMPORT_until) && day_from_iso(value, &day) == RC_OK)
        return format_day(arena, lang, day);
    if (field == IMPORT_hours && str_i64(value, &quarters) == RC_OK)
        return format_real(arena, lang, (double)quarters / 4, quarters % 2 != 0 ? 2 : 1);
    if (field == IMPORT_consent)
        return str_eq(value, STR("yes")) ? text_import_yes(arena, lang)
                                         : text_import_no(arena, lang);
    return value;
}

enum badge import_state_badge(struct str state) {
    return str_eq(state, STR("applied"))    ? BADGE_SUCCESS
           : str_eq(state, STR("uploaded")) ? BADGE_WARNING
                                            : BADGE_INACTIVE;
}

struct str import_state_label(enum lang lang, struct str state) {
    return text_of(lang, str_eq(state, STR("applied"))    ? T_import_state_applied
                         : str_eq(state, STR("uploaded")) ? T_import_state_uploaded
                         : str_eq(state, STR("undone"))   ? T_import_state_undone
                                                          : T_import_state_dropped);
}
