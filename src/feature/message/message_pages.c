// SPDX-License-Identifier: EUPL-1.2
// The outbox as a page: who gets what, and whether it left. Changes nothing.
#include "feature/message/message.h"
#include "message_html.h"
#include "web/app.h"
#include "web/form.h"

// The demo sends nothing: there a message is read here.
static enum rc text_load(struct ctx *c, struct message_line *line) {
    struct message_get_row row;
    struct letter letter;
    TRY(q_message_get(c->ro, c->arena, line->row->id, &row));
    const enum rc rc =
        message_letter(c->arena, ctx_vault(c), c->app->options.base_url, &row, &letter);
    if (rc != RC_OK)
        return rc == RC_INVALID || rc == RC_NOT_FOUND ? RC_OK : rc;
    line->text = letter.text;
    line->link = (struct url){letter.link};
    return RC_OK;
}

static enum rc message_list_get(struct ctx *c) {
    struct message_list list;
    int64_t before = INT64_MAX;
    if (str_i64(form_value(c, "voor"), &before) != RC_OK)
        before = INT64_MAX;
    TRY(q_message_list(c->ro, c->arena, c->scope, c->today, before, &list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &message_list_shape, list.rows, list.n);
    struct message_list_view view = {
        .n = list.n > MESSAGE_PAGE ? MESSAGE_PAGE : list.n,
        .is_first = before == INT64_MAX,
        .shows_text = c->app->options.demo,
    };
    view.lines = NEW_ARRAY(c->arena, struct message_line, view.n);
    for (size_t i = 0; i < view.n; i++) {
        view.lines[i].row = &list.rows[i];
        if (view.shows_text && str_eq(list.rows[i].state, STR("waiting")))
            TRY(text_load(c, &view.lines[i]));
    }
    if (list.n > MESSAGE_PAGE)
        view.more.text = str_fmt(c->arena, STR_FMT "?voor=%" PRId64, STR_ARG(url_messages().text),
                                 list.rows[MESSAGE_PAGE - 1].id);
    view.layout = layout_of(c, text_message_title(c->arena, c->lang), "message");
    struct page *page = reply_page(c);
    message_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static const struct route routes[] = {
    {METHOD_GET, "/berichten", "/messages", RIGHT_message_list, OBJECT_NONE, message_list_get,
     .summary = "Messages, the newest first, 100 at a time"},
};
const struct feature message_feature = {"message", routes, COUNT_OF(routes)};
