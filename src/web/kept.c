// SPDX-License-Identifier: EUPL-1.2
// Carries a form over a new sign-in; see kept.h. Checks nothing of what is in it: the handler of
// the form does, once it is sent.
#include "web/kept.h"
#include "web/form.h"
#include "web/route.h"
#include "web_html.h"

static const struct str CARRIED_TO = {"_naar", 5}, CARRIED_FILE = {"_bestand", 8},
                        CARRIED = {"_v.", 3};
enum { TEXT_FROM = 20 }; // characters: a shorter word may be a choice

static bool is_own_field(struct str name) {
    return str_eq(name, STR("_csrf")) || str_eq(name, STR("_once"));
}

static const struct route *form_route(struct str path) {
    struct match match;
    return route_find(METHOD_POST, path, &match) == RC_OK ? match.route : NULL;
}

struct kept kept_of_form(struct ctx *c) {
    const struct request *const r = c->request;
    struct kept kept = {.pairs = NEW_ARRAY(c->arena, struct pair, r->n_body)};
    if (c->route->prepare != NULL || c->route->right == RIGHT_public)
        return kept;
    for (size_t i = 0; i < r->n_body; i++)
        if (!is_own_field(r->body[i].name))
            kept.pairs[kept.n++] = r->body[i];
    kept.had_file = r->n_files > 0;
    if (kept.n > 0 || kept.had_file)
        kept.to = url_own(c->arena, r->path, (struct url){STR_NONE});
    return kept;
}

struct kept kept_carried(struct ctx *c) {
    const struct request *const r = c->request;
    struct kept kept = {.pairs = NEW_ARRAY(c->arena, struct pair, r->n_body)};
    const struct url to = url_own(c->arena, form_value(c, CARRIED_TO.p), (struct url){STR_NONE});
    const struct route *const route = to.text.p == NULL ? NULL : form_route(to.text);
    if (route == NULL || route->prepare != NULL || route->right == RIGHT_public)
        return kept;
    for (size_t i = 0; i < r->n_body; i++) {
        const struct pair pair = r->body[i];
        if (str_starts(pair.name, CARRIED))
            kept.pairs[kept.n++] =
                (struct pair){str_slice(pair.name, CARRIED.n, pair.name.n), pair.value};
    }
    kept.had_file = str_is(form_value(c, CARRIED_FILE.p));
    kept.to = to;
    return kept;
}

struct str kept_name(struct arena *arena, const struct pair *pair) {
    return str_join(arena, CARRIED, pair->name);
}

// Numbers, days and choices say nothing without their labels; words do.
static bool is_text(struct str value) {
    bool spaced = false, letters = false;
    for (size_t i = 0; i < value.n; i++) {
        spaced |= value.p[i] == ' ';
        letters |= isalpha((unsigned char)value.p[i]) || (unsigned char)value.p[i] >= 0x80;
    }
    return letters && (spaced || utf8_length(value) >= TEXT_FROM);
}

enum rc kept_show(struct ctx *c, const struct kept *kept, int status) {
    struct kept_view view = {
        .kept = kept,
        .texts = NEW_ARRAY(c->arena, struct str, kept->n),
        .is_signed_in = status == 200,
    };
    for (size_t i = 0; i < kept->n; i++)
        if (is_text(kept->pairs[i].value))
            view.texts[view.n_texts++] = kept->pairs[i].value;
    view.layout = layout_of(c, text_web_kept_title(c->arena, c->lang), "");
    view.layout.here = STR("/");
    struct page *const page = reply_page(c);
    kept_html(page, &view);
    reply_page_done(c, page, status);
    return RC_OK;
}
