// SPDX-License-Identifier: EUPL-1.2
// Rules of reminding; see remind.h. No HTML, no SQL text.
#include "feature/dashboard/remind.h"
#include "feature/account/door.h"
#include "feature/session/session.h"

static const char *const words[] = {
    [REMIND_NOTHING] = "",
    [REMIND_CONSENT] = "akkoord",
    [REMIND_ATTENDANCE] = "aanwezigheid",
    [REMIND_INVITED] = "uitnodiging",
};

struct str remind_word(enum remind_what what) {
    return str_from_c(words[what]);
}

enum remind_what remind_of(struct str word) {
    for (size_t i = REMIND_CONSENT; i < COUNT_OF(words); i++)
        if (str_eq(word, str_from_c(words[i])))
            return (enum remind_what)i;
    return REMIND_NOTHING;
}

bool remind_may(struct instant asked, struct instant now) {
    return !instant_is(asked) || now.s - asked.s >= REMIND_REST_S;
}

static void note(struct reminded *reminded, struct str name) {
    reminded->names[reminded->n++] = name;
}

// One letter about all of them. It says "again" as soon as one of them was asked before.
enum rc remind_manager(struct db *db, const struct consent_asking *asking,
                       const struct scope *cohort, int64_t person, struct reminded *ret_reminded) {
    struct remind_consents open;
    struct remind_person_row row;
    struct reminded reminded = {NEW_ARRAY(asking->arena, struct str, 1), 0, 0};
    const struct instant before = {asking->now.s - REMIND_REST_S};
    bool again = false;
    TRY(q_remind_consents(db_read(db), asking->arena, cohort, person, asking->today, asking->now,
                          before, &open));
    for (size_t i = 0; i < open.n; i++)
        again |= instant_is(open.rows[i].asked_at);
    if (open.n > 0) {
        TRY(q_remind_person(db_read(db), asking->arena, person, &row));
        if (!message_address_is_safe(row.email))
            open.n = 0;
    }
    for (size_t i = 0; i < open.n; i++)
        TRY(consent_ask(db, asking,
                        &(struct consent_question){.application = open.rows[i].id,
                                                   .person = person,
                                                   .deputy_for = open.rows[i].deputy_for,
                                                   .reminds = again}));
    if (open.n > 0)
        note(&reminded, row.name);
    reminded.n_things = (int64_t)open.n;
    *ret_reminded = reminded;
    return RC_OK;
}

// The day stands in the change set, so that not even two who press at once send two.
enum rc remind_facilitators(struct db *db, const struct consent_asking *asking,
                            const struct scope *cohort, int64_t session,
                            struct reminded *ret_reminded) {
    struct arena *const arena = asking->arena;
    struct remind_facilitators list;
    TRY(q_remind_facilitators(db_read(db), arena, cohort, session, asking->today, &list));
    struct reminded reminded = {NEW_ARRAY(arena, struct str, list.n), 0, 0};
    const struct str set = str_fmt(arena, "attendance %" PRId64 " " STR_FMT, session,
                                   STR_ARG(day_iso(arena, asking->today)));
    for (size_t i = 0; i < list.n; i++) {
        const struct remind_facilitators_row *const row = &list.rows[i];
        if (!remind_may(row->reminded_at, asking->now) || !message_address_is_safe(row->email))
            continue;
        TRY(q_message_news_add(db, row->id, message_kind_word(MESSAGE_ATTENDANCE),
                               url_session_attendance(arena, session).text, set, asking->now,
                               asking->now, NULL));
        note(&reminded, row->name);
    }
    *ret_reminded = reminded;
    return RC_OK;
}

enum rc remind_invited(struct db *db, const struct consent_asking *asking,
                       const struct scope *cohort, struct reminded *ret_reminded) {
    const struct door door = {asking->arena, asking->vault, cohort->viewer, asking->today,
                              asking->now};
    struct remind_invited list;
    TRY(q_remind_invited(db_read(db), asking->arena, cohort, asking->today, &list));
    struct reminded reminded = {NEW_ARRAY(asking->arena, struct str, list.n), 0, 0};
    for (size_t i = 0; i < list.n; i++) {
        const struct remind_invited_row *const row = &list.rows[i];
        if (!remind_may(row->invited_at, asking->now) || !message_address_is_safe(row->email))
            continue;
        TRY(door_invite(db, &door, row->id));
        note(&reminded, row->name);
    }
    *ret_reminded = reminded;
    return RC_OK;
}
