// SPDX-License-Identifier: EUPL-1.2
// The page on which somebody who missed a session gets a place at the same module of another
// cohort.
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"

// Sessions of the same module, as choices.
static void offers_fill(struct ctx *c, const struct catch_up_offers *offers,
                        struct catch_up_row *row) {
    row->offers = NEW_ARRAY(c->arena, struct choice, offers->n + 1);
    for (size_t i = 0; i < offers->n; i++)
        if (offers->rows[i].module_id == row->missed->module_id)
            row->offers[row->n_offers++] = (struct choice){
                str_fmt(c->arena, "%" PRId64, offers->rows[i].id),
                text_cohort_catch_up_offer(c->arena, c->lang, offers->rows[i].cohort_name,
                                           offers->rows[i].day),
                false};
}

static enum rc view_load(struct ctx *c, struct catch_up_view *view) {
    struct catch_up_offers offers;
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(q_catch_up_missed(c->ro, c->arena, c->scope, c->today, &view->missed));
    TRY(q_catch_up_offers(c->ro, c->arena, c->scope, c->today, &offers));
    view->rows = NEW_ARRAY(c->arena, struct catch_up_row, view->missed.n + 1);
    for (size_t i = 0; i < view->missed.n; i++) {
        view->rows[i].missed = &view->missed.rows[i];
        offers_fill(c, &offers, &view->rows[i]);
        view->n_open += !view->missed.rows[i].caught_id.is;
    }
    return RC_OK;
}

static enum rc view_show(struct ctx *c, struct catch_up_view *view) {
    view->tabs = cohort_tabs(c, COHORT_TAB_SESSIONS);
    view->layout = layout_of(c, text_cohort_catch_up(c->arena, c->lang), "cohort");
    layout_crumb(&view->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    layout_crumb(&view->layout, view->cohort.name, url_cohort(c->arena, view->cohort.id));
    struct page *page = reply_page(c);
    catch_up_html(page, view);
    reply_page_done(c, page, view->refused ? 422 : 200);
    return RC_OK;
}

enum rc catch_up_get(struct ctx *c) {
    struct catch_up_view view = {0};
    TRY(view_load(c, &view));
    return view_show(c, &view);
}

static const struct catch_up_row *row_of(const struct catch_up_view *view, int64_t missed) {
    for (size_t i = 0; i < view->missed.n; i++)
        if (view->missed.rows[i].id == missed)
            return &view->rows[i];
    return NULL;
}

static bool offered(const struct catch_up_row *row, struct str session) {
    for (size_t i = 0; i < row->n_offers; i++)
        if (str_eq(row->offers[i].value, session))
            return true;
    return false;
}

static enum rc place_make(struct ctx *c, const struct catch_up_row *row, int64_t session) {
    struct catch_up_enrol_row place;
    TRY(q_catch_up_enrol(c->db, c->arena, session, row->missed->person_id, c->now, &place));
    return q_catch_up_add(c->db, place.id, row->missed->id, c->viewer->person, c->now, NULL);
}

enum rc catch_up_post(struct ctx *c) {
    struct catch_up_view view = {0};
    int64_t missed, session, changed;
    TRY(view_load(c, &view));
    const bool back = str_i64(form_value(c, "weg"), &missed) == RC_OK;
    if (!back && str_i64(form_value(c, "gemist"), &missed) != RC_OK)
        missed = 0;
    const struct catch_up_row *const row = row_of(&view, missed);
    const struct str chosen = form_value(c, "bij");
    if (row == NULL || (!back && (!offered(row, chosen) || row->missed->caught_id.is ||
                                  str_i64(chosen, &session) != RC_OK))) {
        view.refused = true;
        return view_show(c, &view);
    }
    if (back) {
        TRY(q_catch_up_end(c->db, missed, c->now, NULL));
        TRY(q_catch_up_drop(c->db, missed, &changed));
        if (changed != 1)
            return RC_CONFLICT; // somebody noted meanwhile that the person came
    } else {
        TRY(place_make(c, row, session));
    }
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_cohort_catch_up(c->arena, view.cohort.id));
}
