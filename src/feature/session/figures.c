// SPDX-License-Identifier: EUPL-1.2
// Attendance and commitment over a cohort, counted from what was noted per person and session. No
// HTML, no SQL text. Whoever missed the last two noted sessions is a sign, whatever the reason.
#include "feature/session/session.h"

enum { FIGURES_SIGN = 2 }; // sessions missed in a row

static void person_count(struct figures_person *person, const struct figures_list_row *row) {
    enum attendance attendance;
    if (!attendance_from_word(row->state, &attendance))
        return;
    person->figures.n_expected++;
    person->figures.n[attendance]++;
    person->n_missed = attendance == ATTENDANCE_PRESENT ? 0 : person->n_missed + 1;
}

size_t figures_people(struct arena *arena, const struct figures_list *list,
                      const struct figures_person **ret_people) {
    struct figures_person *const people = NEW_ARRAY(arena, struct figures_person, list->n);
    size_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct figures_list_row *row = &list->rows[i];
        if (n == 0 || people[n - 1].row->person_id != row->person_id)
            people[n++] = (struct figures_person){.row = row};
        person_count(&people[n - 1], row);
    }
    *ret_people = people;
    return n;
}

bool figures_is_sign(int64_t n_missed) {
    return n_missed >= FIGURES_SIGN;
}

// The people come by organisation.
size_t figures_organisations(struct arena *arena, const struct figures_person *people, size_t n,
                             const struct figures_organisation **ret_organisations) {
    struct figures_organisation *const all = NEW_ARRAY(arena, struct figures_organisation, n);
    size_t n_all = 0;
    for (size_t i = 0; i < n; i++) {
        const struct figures_person *person = &people[i];
        if (!person->row->shared)
            continue;
        if (n_all == 0 || !str_eq(all[n_all - 1].name, person->row->organisation))
            all[n_all++] = (struct figures_organisation){.name = person->row->organisation,
                                                         .letter = person->row->letter};
        struct figures_organisation *const of = &all[n_all - 1];
        of->n_people++;
        of->figures.n_expected += person->figures.n_expected;
        for (enum attendance a = 0; a < ATTENDANCE_N; a++)
            of->figures.n[a] += person->figures.n[a];
    }
    *ret_organisations = all;
    return n_all;
}
