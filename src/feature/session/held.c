// SPDX-License-Identifier: EUPL-1.2
// Counts what was held of a cohort: per session and per person. No HTML, no SQL text.
#include "feature/session/session.h"

// What was noted of a person at a session: a square of people by sessions.
enum mark { MARK_NONE, MARK_MISSED, MARK_PRESENT };

static bool is_before(const struct held_session *a, const struct held_session *b) {
    if (a->day.n != b->day.n)
        return a->day.n < b->day.n;
    const int64_t from = clock_is(a->start) ? a->start.m : INT64_MAX;
    const int64_t to = clock_is(b->start) ? b->start.m : INT64_MAX;
    return from != to ? from < to : a->id < b->id;
}

// In their order: each put where it belongs as it comes.
static void order_sessions(struct held *held, const struct held_session *sessions, size_t n) {
    for (size_t i = 0; i < n; i++) {
        size_t at = held->n_sessions++;
        for (; at > 0 && is_before(&sessions[i], &held->sessions[at - 1]); at--)
            held->sessions[at] = held->sessions[at - 1];
        held->sessions[at] = sessions[i];
    }
}

// Looks from `near` on: rows of one session stand together, and people within it in one order.
// n_sessions: not among them, as a session of a module that a newer version left out.
static size_t session_at(const struct held *held, int64_t id, size_t near) {
    for (size_t at = near; at < held->n_sessions; at++)
        if (held->sessions[at].id == id)
            return at;
    for (size_t at = 0; at < near; at++)
        if (held->sessions[at].id == id)
            return at;
    return held->n_sessions;
}

static size_t person_at(struct held *held, int64_t id, size_t near) {
    for (size_t at = near; at < held->n_people; at++)
        if (held->people[at].id == id)
            return at;
    for (size_t at = 0; at < near && at < held->n_people; at++)
        if (held->people[at].id == id)
            return at;
    held->people[held->n_people] = (struct held_person){.id = id};
    return held->n_people++;
}

static void count_missed(struct held *held, const unsigned char *marks) {
    for (size_t i = 0; i < held->n_people; i++) {
        const unsigned char *const of = marks + i * held->n_sessions;
        for (size_t s = 0; s < held->n_sessions; s++) {
            if (of[s] != MARK_NONE)
                held->people[i].n_missed = of[s] == MARK_MISSED ? held->people[i].n_missed + 1 : 0;
        }
    }
}

struct held held_count(struct arena *arena, const struct held_session *sessions, size_t n_sessions,
                       const struct held_list *list) {
    struct held held = {.sessions = NEW_ARRAY(arena, struct held_session, n_sessions),
                        .people = NEW_ARRAY(arena, struct held_person, list->n)};
    order_sessions(&held, sessions, n_sessions);
    unsigned char *const marks = NEW_ARRAY(arena, unsigned char, list->n *held.n_sessions);
    size_t session = 0, person = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct held_list_row *row = &list->rows[i];
        const size_t last = session;
        session = session_at(&held, row->session_id, last);
        if (session == held.n_sessions)
            continue;
        person = person_at(&held, row->person_id, session == last ? person : 0);
        held.sessions[session].n_expected++;
        if (row->present.is) {
            held.sessions[session].n_noted++;
            held.sessions[session].n_present += row->present.v;
            marks[person * held.n_sessions + session] = row->present.v ? MARK_PRESENT : MARK_MISSED;
        }
        person++;
    }
    count_missed(&held, marks);
    return held;
}

enum rc held_load(struct ctx *c, const struct cohort_modules *modules, struct held *ret_held) {
    struct held_list list;
    struct held_session *const sessions = NEW_ARRAY(c->arena, struct held_session, modules->n);
    for (size_t i = 0; i < modules->n; i++)
        sessions[i] = (struct held_session){.id = modules->rows[i].session_id,
                                            .day = modules->rows[i].day,
                                            .start = modules->rows[i].start_clock};
    TRY(q_held_list(c->ro, c->arena, c->scope, c->today, &list));
    *ret_held = held_count(c->arena, sessions, modules->n, &list);
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
