// SPDX-License-Identifier: EUPL-1.2
// Going on in another role, in another organisation, without signing in again. What is set aside
// counts for nothing - no page, no right - until it is taken up again.
#include "account_html.h"
#include "feature/account/account.h"
#include "web/session.h"

static struct hat hat_of(struct ctx *c, const struct account_hats_row *row, size_t n_on) {
    enum role role = ROLE_N;
    const bool known = role_from_word(row->role, &role);
    return (struct hat){
        .role = row->id,
        .label = known ? role_label(c->lang, role) : row->role,
        .organisation = row->organisation,
        .is_on = !row->aside && n_on == 1,
    };
}

enum rc account_hats_get(struct ctx *c) {
    struct account_hats rows;
    size_t n_on = 0;
    TRY(q_account_hats(c->ro, c->arena, c->scope, c->today, &rows));
    struct hats_view view = {.n = rows.n, .hats = NEW_ARRAY(c->arena, struct hat, rows.n)};
    for (size_t i = 0; i < rows.n; i++)
        n_on += !rows.rows[i].aside;
    for (size_t i = 0; i < rows.n; i++)
        view.hats[i] = hat_of(c, &rows.rows[i], rows.n > 1 ? n_on : 0);
    view.all_on = n_on == rows.n;
    view.none_on = n_on == 0;
    view.has_own = rows.n > 0;
    view.layout = layout_of(c, text_account_hats_title(c->arena, c->lang), "");
    struct page *page = reply_page(c);
    hats_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

// Only a role of one's own that runs today; the title of the next page says which it is.
static enum rc hat_put_on(struct ctx *c, int64_t role, struct str *ret_said) {
    struct account_hats rows;
    TRY(q_account_hats(c->ro, c->arena, c->scope, c->today, &rows));
    for (size_t i = 0; i < rows.n; i++) {
        if (rows.rows[i].id != role)
            continue;
        const struct hat hat = hat_of(c, &rows.rows[i], 0);
        *ret_said = text_account_hat_is(c->arena, c->lang, hat.label, hat.organisation);
        return session_hat(c, role);
    }
    return RC_NOT_FOUND;
}

enum rc account_hats_post(struct ctx *c) {
    const struct str chosen = form_value(c, "rol");
    struct str said = text_account_hats_all_are(c->arena, c->lang);
    int64_t role;
    if (str_eq(chosen, STR("alle"))) {
        TRY(session_hats_on(c));
    } else if (str_eq(chosen, STR("geen"))) {
        said = text_account_hats_own_is(c->arena, c->lang);
        TRY(session_hat(c, 0));
    } else {
        if (str_i64(chosen, &role) != RC_OK)
            return RC_INVALID;
        TRY(hat_put_on(c, role, &said));
    }
    TRY(notice_set(c, said));
    return reply_redirect(c, url_home());
}
