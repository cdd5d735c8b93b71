// SPDX-License-Identifier: EUPL-1.2
// What a coordinator does with a wish: makes a rule of it, or puts it aside.
#include "feature/cohort/application_pages.h"
#include "feature/cohort/wish.h"

static enum rc keep(struct ctx *c, int64_t a, int64_t b) {
    return q_rules_pair_add(c->db, c->scope->object, a < b ? a : b, a < b ? b : a, STR("together"),
                            c->viewer->person, c->now, NULL);
}

// Both must have applied here; a wish is answered once.
enum rc wishes_post(struct ctx *c) {
    const bool keeps = str_eq(form_value(c, "doe"), STR("samen"));
    struct application_list list;
    int64_t application = 0, with = 0, wisher = 0, changed;
    bool with_applied = false;
    TRY(str_i64(form_value(c, "aanmelding"), &application));
    if (keeps && str_i64(form_value(c, "met"), &with) != RC_OK)
        with = 0;
    TRY(q_application_list(c->ro, c->arena, c->scope, c->today, &list));
    for (size_t i = 0; i < list.n; i++) {
        if (list.rows[i].id == application)
            wisher = list.rows[i].person_id;
        with_applied |= list.rows[i].person_id == with;
    }
    if (wisher == 0)
        return RC_NOT_FOUND;
    if (keeps && (!with_applied || with == wisher)) {
        TRY(notice_set(c, text_cohort_wish_whom(c->arena, c->lang)));
        return reply_redirect(c, url_cohort_applications(c->arena, c->scope->object));
    }
    TRY(q_wish_answer(c->db, c->scope->object, application, keeps ? STR("kept") : STR("put_aside"),
                      c->viewer->person, c->now, &changed));
    if (changed != 1)
        return RC_CONFLICT;
    if (keeps)
        TRY(keep(c, wisher, with));
    TRY(notice_set(c, keeps ? text_cohort_wish_kept(c->arena, c->lang)
                            : text_cohort_wish_aside(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_applications(c->arena, c->scope->object));
}
