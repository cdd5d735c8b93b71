// SPDX-License-Identifier: EUPL-1.2
// The button "send a reminder" of the coordinator's home: says to whom it went. Shows no page.
#include "feature/dashboard/dashboard.h"
#include "feature/dashboard/remind.h"

enum { NAMED = 3 };

// "A, B, C en nog 2 anderen"
static struct str named(struct ctx *c, const struct reminded *reminded) {
    struct str names = reminded->names[0];
    for (size_t i = 1; i < reminded->n && i < NAMED; i++)
        names = text_session_and(c->arena, c->lang, names, reminded->names[i]);
    return reminded->n <= NAMED ? names
                                : text_dashboard_remind_more(c->arena, c->lang, names,
                                                             (int64_t)(reminded->n - NAMED));
}

static enum rc send(struct ctx *c, enum remind_what what, int64_t whom,
                    struct reminded *ret_reminded) {
    const struct consent_asking asking = {c->arena, ctx_vault(c), c->today, c->now};
    switch (what) {
    case REMIND_CONSENT:
        return remind_manager(c->db, &asking, c->scope, whom, ret_reminded);
    case REMIND_ATTENDANCE:
        return remind_facilitators(c->db, &asking, c->scope, whom, ret_reminded);
    case REMIND_INVITED:
        return remind_invited(c->db, &asking, c->scope, ret_reminded);
    case REMIND_NOTHING:
        break;
    }
    return RC_INVALID;
}

enum rc remind_post(struct ctx *c) {
    struct reminded reminded = {NULL, 0, 0};
    int64_t whom = 0;
    if (str_is(form_value(c, "wie")))
        TRY(str_i64(form_value(c, "wie"), &whom));
    TRY(send(c, remind_of(form_value(c, "wat")), whom, &reminded));
    if (reminded.n == 0)
        TRY(notice_set(c, text_dashboard_remind_none(c->arena, c->lang)));
    else if (reminded.n_things > 0)
        TRY(notice_set(c, text_dashboard_remind_about(c->arena, c->lang, named(c, &reminded),
                                                      reminded.n_things)));
    else
        TRY(notice_set(c, text_dashboard_remind_sent(c->arena, c->lang, named(c, &reminded))));
    return reply_redirect(c, (struct url){STR("/")});
}
