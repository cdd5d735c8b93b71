// SPDX-License-Identifier: EUPL-1.2
// The outbox as a page: who gets what, and whether it left. Changes nothing.
#include "feature/message/news.h"
#include "message_html.h"
#include "web/app.h"
#include "web/form.h"

// The demo sends nothing: there a message is read here.
static enum rc text_load(struct ctx *c, struct message_line *line) {
    struct message_get_row row;
    struct letter letter;
    TRY(q_message_get(c->ro, c->arena, line->row->id, &row));
    struct news news;
    const enum rc rc = news_letter(c->ro, c->arena, ctx_vault(c), c->app->options.base_url, &row,
                                   c->now, &letter, &news);
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

// ---- one's own ----------------------------------------------------------------------------------

static enum rc my_messages_get(struct ctx *c) {
    struct message_mine_view view = {.rows = NULL};
    struct news_mine mine;
    struct news_choice_row choice;
    TRY(q_news_mine(c->ro, c->arena, c->scope, &mine));
    TRY(q_news_choice(c->ro, c->arena, c->scope, &choice));
    view.rows = NEW_ARRAY(c->arena, struct message_list_row, mine.n);
    view.n = mine.n;
    for (size_t i = 0; i < mine.n; i++)
        view.rows[i] = (struct message_list_row){.id = mine.rows[i].id,
                                                 .template = mine.rows[i].template,
                                                 .state = mine.rows[i].state,
                                                 .created_at = mine.rows[i].created_at,
                                                 .sent_at = mine.rows[i].sent_at};
    view.digest = choice.digest;
    view.gets_digest =
        (c->viewer->roles & (1u << ROLE_OWNER | 1u << ROLE_COORDINATOR | 1u << ROLE_FACILITATOR |
                             1u << ROLE_HR | 1u << ROLE_LINE_MANAGER)) != 0;
    view.layout = layout_of(c, text_message_mine(c->arena, c->lang), "");
    struct page *page = reply_page(c);
    message_mine_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc my_messages_post(struct ctx *c) {
    const struct str said = form_value(c, "overzicht");
    if (!str_eq(said, STR("ja")) && !str_eq(said, STR("nee")))
        return RC_INVALID;
    TRY(q_news_choice_drop(c->db, c->viewer->person, NULL));
    TRY(q_news_choice_add(c->db, c->viewer->person, str_eq(said, STR("ja")), c->now, NULL));
    TRY(notice_set(c, text_web_saved(c->arena, c->lang)));
    return reply_redirect(c, url_my_messages());
}

static const struct route routes[] = {
    {METHOD_GET, "/berichten", "/messages", RIGHT_message_list, OBJECT_NONE, message_list_get,
     .summary = "Messages, the newest first, 100 at a time"},
    {METHOD_GET, "/berichten/mijn", NULL, RIGHT_self, OBJECT_NONE, my_messages_get},
    {METHOD_POST, "/berichten/mijn", NULL, RIGHT_self, OBJECT_NONE, my_messages_post,
     .rate = RATE_WRITE},
};
const struct feature message_feature = {"message", routes, COUNT_OF(routes)};
