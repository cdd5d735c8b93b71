// SPDX-License-Identifier: EUPL-1.2
// Counts what was held of a cohort: per session and per person. No HTML, no SQL text.
#include "feature/session/session.h"

static struct held_session *session_of(struct held *held, int64_t id) {
    if (held->n_sessions == 0 || held->sessions[held->n_sessions - 1].id != id)
        held->sessions[held->n_sessions++] = (struct held_session){.id = id};
    return &held->sessions[held->n_sessions - 1];
}

// People come in nearly the same order in every session, so the search goes on from `near`.
static struct held_person *person_of(struct held *held, int64_t id, size_t *near) {
    for (size_t i = 0; i < held->n_people; i++) {
        const size_t at = (*near + i) % held->n_people;
        if (held->people[at].id == id) {
            *near = at + 1;
            return &held->people[at];
        }
    }
    held->people[held->n_people] = (struct held_person){.id = id};
    *near = 0;
    return &held->people[held->n_people++];
}

struct held held_count(struct arena *arena, const struct held_list *list) {
    struct held held = {.sessions = NEW_ARRAY(arena, struct held_session, list->n),
                        .people = NEW_ARRAY(arena, struct held_person, list->n)};
    size_t near = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct held_list_row *row = &list->rows[i];
        struct held_session *const session = session_of(&held, row->session_id);
        struct held_person *const person = person_of(&held, row->person_id, &near);
        enum attendance attendance;
        session->n_expected++;
        if (!attendance_from_word(row->state, &attendance))
            continue;
        session->n_noted++;
        session->n_present += attendance == ATTENDANCE_PRESENT;
        person->n_missed = attendance == ATTENDANCE_PRESENT ? 0 : person->n_missed + 1;
    }
    return held;
}

enum rc held_load(struct ctx *c, struct held *ret_held) {
    struct held_list list;
    TRY(q_held_list(c->ro, c->arena, c->scope, c->today, &list));
    *ret_held = held_count(c->arena, &list);
    return RC_OK;
}

const struct held_session *held_session_at(const struct held *held, int64_t session) {
    for (size_t i = 0; i < held->n_sessions; i++)
        if (held->sessions[i].id == session)
            return held->sessions[i].n_noted > 0 ? &held->sessions[i] : NULL;
    return NULL;
}

int64_t held_missed(const struct held *held, int64_t person) {
    for (size_t i = 0; i < held->n_people; i++)
        if (held->people[i].id == person)
            return held->people[i].n_missed;
    return 0;
}
