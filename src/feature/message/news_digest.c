// SPDX-License-Identifier: EUPL-1.2
// What waits for one person, as the home page of that person says it, in lines of a letter. Who
// stayed away stands on that page only: a letter leaves the house.
#include "feature/dashboard/dashboard.h"
#include "feature/message/news.h"
#include "web/session.h"

enum { LINES_MAX = 12 };

static enum rc facts_load(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                          const struct scope *scope, struct dashboard_facts *facts) {
    const uint32_t roles = viewer->roles;
    const struct day today = viewer->today;
    const bool leads = (roles & (1u << ROLE_OWNER | 1u << ROLE_COORDINATOR)) != 0;
    TRY(dashboard_sessions_load(db, arena, scope, today, &facts->sessions));
    if (leads)
        TRY(q_dashboard_cohorts(db, arena, scope, today, &facts->cohorts));
    if (leads || (roles & 1u << ROLE_HR))
        TRY(q_dashboard_uploads(db, arena, scope, today, &facts->uploads));
    if (roles & 1u << ROLE_LINE_MANAGER)
        TRY(q_dashboard_consents(db, arena, scope, today, &facts->consents));
    return RC_OK;
}

enum rc news_waiting(struct db_ro *db, struct arena *arena, int64_t person, enum lang lang,
                     struct instant now, struct str *ret_lines, int64_t *ret_n) {
    struct viewer viewer = {.person = person, .lang = lang, .today = instant_day(now)};
    struct dashboard_facts facts = {.cohorts = {0}};
    struct scope scope;
    TRY(session_stand(db, arena, &viewer));
    TRY(access_check(db, arena, &viewer, RIGHT_home, OBJECT_NONE, 0, &scope));
    TRY(facts_load(db, arena, &viewer, &scope, &facts));
    const struct attention_list list = dashboard_attention(arena, lang, viewer.today, &facts);
    struct buf b = buf_on(arena, 512);
    for (size_t i = 0; i < list.n && i < LINES_MAX; i++)
        buf_str(&b, text_message_digest_line(arena, lang, list.items[i].what, list.items[i].about));
    if (list.n > LINES_MAX)
        buf_str(&b, text_message_digest_more(arena, lang, (int64_t)(list.n - LINES_MAX)));
    *ret_lines = buf_done(&b);
    *ret_n = (int64_t)list.n;
    return list.n == 0 ? RC_NOT_FOUND : RC_OK;
}
