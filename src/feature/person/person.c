// SPDX-License-Identifier: EUPL-1.2
// Rules of people: how names are written and sorted, memberships with a history, who may give a
// role. No HTML, no SQL text.
#include "feature/person/person.h"

static void add_word(struct buf *b, struct str word, const char *before) {
    if (!str_is(word))
        return;
    if (b->n > 0)
        buf_c(b, before);
    buf_str(b, word);
}

struct str person_name(struct arena *arena, const struct person_input *input) {
    struct buf name = buf_on(arena, 64);
    add_word(&name, input->given_name, " ");
    add_word(&name, input->infix, " ");
    add_word(&name, input->family_name, " ");
    return buf_done(&name);
}

struct str person_sort_name(struct arena *arena, const struct person_input *input) {
    struct buf name = buf_on(arena, 64);
    add_word(&name, input->family_name, "");
    add_word(&name, input->given_name, ", ");
    add_word(&name, input->infix, " ");
    return str_fold(arena, buf_done(&name));
}

static struct str none_if_empty(struct str s) {
    return str_is(s) ? s : STR_NONE;
}

enum rc person_add(struct db *db, struct arena *arena, const struct person_input *input,
                   struct instant now, int64_t *ret_id) {
    const struct str email = none_if_empty(input->email);
    struct person_add_row added;
    TRY(q_person_add(db, arena, input->given_name, input->infix, input->family_name,
                     person_name(arena, input), person_sort_name(arena, input), email,
                     str_fold(arena, email), now, &added));
    *ret_id = added.id;
    return RC_OK;
}

enum rc person_change(struct db *db, struct arena *arena, int64_t person,
                      const struct person_input *input) {
    const struct str email = none_if_empty(input->email);
    return q_person_change(db, person, input->given_name, input->infix, input->family_name,
                           person_name(arena, input), person_sort_name(arena, input), email,
                           str_fold(arena, email), NULL);
}

enum rc person_edit(struct db *db, struct arena *arena, int64_t person, int64_t version,
                    const struct person_input *input) {
    const struct str email = none_if_empty(input->email);
    int64_t changed;
    TRY(q_person_edit(db, person, version, input->given_name, input->infix, input->family_name,
                      person_name(arena, input), person_sort_name(arena, input), email,
                      str_fold(arena, email), &changed));
    return changed == 1 ? RC_OK : RC_CONFLICT;
}

enum rc person_join(struct db *db, struct arena *arena, int64_t person, int64_t organisation,
                    struct opt_int unit, struct day from) {
    (void)arena;
    return q_person_join(db, person, organisation, unit, from, NULL);
}

enum rc person_move(struct db *db, struct arena *arena, int64_t person, int64_t organisation,
                    struct opt_int unit, struct day today) {
    int64_t changed;
    TRY(q_person_move_today(db, person, organisation, unit, today, &changed));
    if (changed > 0)
        return RC_OK;
    TRY(q_person_leave(db, person, organisation, day_after(today, -1), NULL));
    return person_join(db, arena, person, organisation, unit, today);
}

enum rc person_move_back(struct db *db, struct arena *arena, int64_t person, int64_t organisation,
                         struct opt_int unit, struct day day) {
    int64_t dropped;
    TRY(q_person_move_back(db, person, organisation, unit, day, day_after(day, -1), &dropped));
    if (dropped == 0)
        return person_move(db, arena, person, organisation, unit, day);
    return person_leave(db, person, organisation, DAY_NONE);
}

enum rc person_drop(struct db *db, int64_t person) {
    TRY(q_person_memberships_drop(db, person, NULL));
    return q_person_drop(db, person, NULL);
}

enum rc person_leave(struct db *db, int64_t person, int64_t organisation, struct day until) {
    return q_person_leave(db, person, organisation, until, NULL);
}

enum rc employment_add(struct db *db, struct arena *arena, const struct employment_key *key,
                       const struct employment_input *input, int64_t *ret_id) {
    struct person_employment_add_row added;
    TRY(q_person_employment_add(db, arena, key->person, key->organisation, input->unit,
                                (struct opt_int){key->source, key->source != 0}, key->number,
                                key->line, input->post, input->scale, input->scale_step,
                                input->week_quarters, input->roster, input->from, input->until,
                                input->manager_number, &added));
    *ret_id = added.id;
    return RC_OK;
}

enum rc employment_change(struct db *db, int64_t employment, const struct employment_input *input) {
    return q_person_employment_change(db, employment, input->unit, input->post, input->scale,
                                      input->scale_step, input->week_quarters, input->roster,
                                      input->from, input->until, input->manager_number, NULL);
}

enum rc employment_drop(struct db *db, int64_t employment) {
    return q_person_employment_drop(db, employment, NULL);
}

// Nobody gives or takes what is above the own reach at that organisation.
static enum rc may_grant(struct db *db, struct arena *arena, int64_t by, struct str role,
                         int64_t organisation, struct day today) {
    if (by == 0)
        return RC_OK;
    enum role same;
    if (!role_from_word(role, &same))
        return RC_INVALID;
    const struct viewer viewer = {.person = by, .today = today};
    uint32_t reach;
    TRY(access_reach(db_read(db), arena, &viewer, OBJECT_ORGANISATION, organisation, &reach));
    return reach & (1u << ROLE_OWNER | 1u << same) ? RC_OK : RC_FORBIDDEN;
}

enum rc role_give(struct db *db, struct arena *arena, int64_t person, struct str role,
                  int64_t organisation, struct day from, struct day until, int64_t granted_by,
                  struct instant now) {
    TRY(may_grant(db, arena, granted_by, role, organisation, instant_day(now)));
    return q_person_role_add(db, person, role, organisation, from, until,
                             (struct opt_int){granted_by, granted_by != 0}, now, NULL);
}

enum rc role_end(struct db *db, struct arena *arena, int64_t person, int64_t role, int64_t ended_by,
                 struct instant now) {
    const struct day today = instant_day(now);
    struct person_role_get_row row;
    TRY(q_person_role_get(db_read(db), arena, role, person, &row));
    TRY(may_grant(db, arena, ended_by, row.role, row.organisation_id, today));
    if (row.from_day.n > today.n)
        return q_person_role_drop(db, role, today, NULL);
    const struct day yesterday = day_after(today, -1);
    const struct day last = yesterday.n < row.from_day.n ? row.from_day : yesterday;
    if (day_is(row.until_day) && row.until_day.n <= last.n)
        return RC_CONFLICT;
    return q_person_role_until(db, role, last, NULL);
}

struct str person_pattern(struct arena *arena, struct str typed) {
    const struct str folded = str_fold(arena, str_trim(typed));
    struct buf pattern = buf_on(arena, folded.n + 2);
    buf_char(&pattern, '%');
    for (size_t i = 0; i < folded.n; i++) {
        if (memchr("!%_", folded.p[i], 3) != NULL)
            buf_char(&pattern, '!');
        buf_char(&pattern, folded.p[i]);
    }
    buf_char(&pattern, '%');
    return buf_done(&pattern);
}

struct str person_role_label(enum lang lang, struct str word) {
    enum role role;
    return role_from_word(word, &role) ? role_label(lang, role) : word;
}

bool person_role_runs(const struct person_roles_row *role, struct day today) {
    return !day_is(role->until_day) || role->until_day.n >= today.n;
}
