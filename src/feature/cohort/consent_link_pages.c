// SPDX-License-Identifier: EUPL-1.2
// A manager's decisions by the link of a letter, without an account. A page that is only opened
// changes nothing, so a mail program that follows links uses none up.
#include "cohort_html.h"
#include "feature/account/door.h"
#include "feature/cohort/application_pages.h"
#include "feature/cohort/consent.h"

// ---- loading and showing ------------------------------------------------------------------------

// A letter about one person has plain names for its fields; unless there were more people in it
// when the page was opened.
static const char *name_of(struct ctx *c, const char *word, const struct consent_letter *letter,
                           size_t i) {
    const char *const own =
        str_c(c->arena, str_fmt(c->arena, "%s-%" PRId64, word, letter->rows[i].id));
    return letter->n == 1 && form_value(c, own).p == NULL ? word : own;
}

static void line_fill(struct ctx *c, const struct consent_letter *letter, size_t i,
                      struct consent_line *line) {
    line->link = &letter->rows[i];
    line->outcome = (struct field){.name = name_of(c, "besluit", letter, i),
                                   .required = letter->n == 1,
                                   .value = STR(""),
                                   .label = text_cohort_consent_question(c->arena, c->lang)};
    line->reason = (struct field){.name = name_of(c, "reden", letter, i),
                                  .type = "text",
                                  .max = 300,
                                  .value = STR(""),
                                  .label = text_cohort_reason(c->arena, c->lang)};
}

static void people_fill(struct ctx *c, struct consent_link_view *view) {
    view->people = NEW_ARRAY(c->arena, struct choice, view->n + 1);
    view->people[0] = (struct choice){
        STR("allen"), text_cohort_link_everybody(c->arena, c->lang, (int64_t)view->n), true};
    for (size_t i = 0; i < view->n; i++)
        view->people[i + 1] =
            (struct choice){str_fmt(c->arena, "%" PRId64, view->lines[i].link->id),
                            view->lines[i].link->name, false};
}

static enum rc link_load(struct ctx *c, struct consent_link_view *view) {
    struct consent_letter letter;
    TRY(q_consent_letter(c->ro, c->arena, door_token_hash(c->arena, c->word[0]), c->now, &letter));
    view->token = c->word[0];
    view->n = letter.n;
    view->lines = NEW_ARRAY(c->arena, struct consent_line, letter.n + 1);
    for (size_t i = 0; i < letter.n; i++)
        line_fill(c, &letter, i, &view->lines[i]);
    view->deputy = consent_deputy_field(c);
    view->whom = (struct field){.name = "voor",
                                .required = true,
                                .value = STR("allen"),
                                .label = text_cohort_link_whom(c->arena, c->lang)};
    people_fill(c, view);
    return RC_OK;
}

static struct str title_of(struct ctx *c, const struct consent_link_view *view) {
    if (view->n == 0 && (str_is(view->done) || view->is_passed_on))
        return text_cohort_link_thanks(c->arena, c->lang);
    if (view->n == 0)
        return text_cohort_link_dead(c->arena, c->lang);
    return view->n == 1 ? text_cohort_consent_title(c->arena, c->lang, view->lines[0].link->name)
                        : text_cohort_link_many(c->arena, c->lang, (int64_t)view->n);
}

static void choices_fill(struct ctx *c, struct consent_line *line) {
    const struct str chosen = line->outcome.value;
    line->outcomes[0] = (struct choice){STR("yes"), text_cohort_consent_yes(c->arena, c->lang),
                                        str_eq(chosen, STR("yes"))};
    line->outcomes[1] = (struct choice){STR("no"), text_cohort_consent_no(c->arena, c->lang),
                                        str_eq(chosen, STR("no"))};
}

static enum rc link_show(struct ctx *c, struct consent_link_view *view) {
    const bool is_dead = view->n == 0 && !str_is(view->done) && !view->is_passed_on;
    for (size_t i = 0; i < view->n; i++)
        choices_fill(c, &view->lines[i]);
    for (size_t i = 0; i <= view->n; i++)
        view->people[i].chosen = str_eq(view->people[i].value, view->whom.value);
    view->layout = layout_of(c, title_of(c, view), "");
    view->layout.here = STR("/aanmelden"); // the secret stays out of forms
    struct page *page = reply_page(c);
    consent_link_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 || is_dead ? 422 : 200);
    return RC_OK;
}

enum rc consent_link_get(struct ctx *c) {
    struct consent_link_view view = {.done = STR_NONE};
    TRY(link_load(c, &view));
    return link_show(c, &view);
}

// What the letter still asks, after something of it was done.
static enum rc rest_show(struct ctx *c, struct str done, bool is_passed_on) {
    struct consent_link_view view = {.done = done, .is_passed_on = is_passed_on};
    TRY(link_load(c, &view));
    return link_show(c, &view);
}

// ---- passing on ---------------------------------------------------------------------------------

static bool is_meant(const struct consent_link_view *view, const struct consent_line *line) {
    int64_t id = 0;
    return view->n == 1 || str_eq(view->whom.value, STR("allen")) ||
           (str_i64(view->whom.value, &id) == RC_OK && id == line->link->id);
}

// The link stands for this application: that is the scope which it proves.
static struct scope proven_by(const struct consent_letter_row *link) {
    return (struct scope){SCOPE_APPLICATION, link->application_id, link->person_id, 0};
}

static enum rc pass_on(struct ctx *c, const struct consent_letter_row *link, int64_t deputy) {
    const struct consent_asking asking = {c->arena, ctx_vault(c), c->today, c->now};
    const struct opt_int manager =
        link->deputy_for.is ? link->deputy_for : (struct opt_int){link->person_id, true};
    return consent_ask(c->db, &asking,
                       &(struct consent_question){.application = link->application_id,
                                                  .person = deputy,
                                                  .deputy_for = manager});
}

// All or nobody: a deputy who is unknown to one of them is a mistake.
static enum rc link_pass_on(struct ctx *c, struct consent_link_view *view) {
    int64_t deputy = 0;
    size_t n = 0;
    view->whom.value = view->n == 1 ? STR("allen") : form_value(c, "voor");
    for (size_t i = 0; i < view->n; i++) {
        const struct scope application = proven_by(view->lines[i].link);
        if (!is_meant(view, &view->lines[i]))
            continue;
        n++;
        const enum rc rc =
            consent_deputy_find(c, &application, &view->deputy, &view->mistakes, &deputy);
        if (rc == RC_INVALID)
            return link_show(c, view);
        TRY(rc);
    }
    if (n == 0)
        return RC_INVALID;
    for (size_t i = 0; i < view->n; i++)
        if (is_meant(view, &view->lines[i]))
            TRY(pass_on(c, view->lines[i].link, deputy));
    return rest_show(c, STR_NONE, true);
}

// ---- deciding -----------------------------------------------------------------------------------

static bool is_decided(const struct consent_line *line) {
    return str_is(line->outcome.value);
}

static void line_read(struct ctx *c, struct consent_link_view *view, struct consent_line *line) {
    struct str outcome = STR(""), reason = STR("");
    form_text(c, &line->outcome, &view->mistakes, &outcome);
    form_text(c, &line->reason, &view->mistakes, &reason);
    if (str_is(outcome) && !str_eq(outcome, STR("yes")) && !str_eq(outcome, STR("no")))
        form_mistake(&line->outcome, text_cohort_consent_choose(c->arena, c->lang),
                     &view->mistakes);
}

static enum rc line_decide(struct ctx *c, const struct consent_line *line) {
    const struct consent_letter_row *const link = line->link;
    const struct consent_asking asking = {c->arena, ctx_vault(c), c->today, c->now};
    int64_t changed;
    TRY(q_consent_link_use(c->db, link->id, c->now, &changed));
    if (changed != 1)
        return RC_CONFLICT;
    const struct consent_answer answer = {
        .application = link->application_id,
        .cohort = link->cohort_id,
        .by_person = link->person_id,
        .as_role = ROLE_LINE_MANAGER,
        .deputy_for = link->deputy_for.is ? link->deputy_for.v : 0,
        .outcome = line->outcome.value,
        .reason = str_is(line->reason.value) ? line->reason.value : STR_NONE,
        .day = c->today};
    return consent_decide(c->db, &asking, &answer);
}

enum rc consent_link_post(struct ctx *c) {
    struct consent_link_view view = {.done = STR_NONE};
    struct str names = STR("");
    int64_t n = 0;
    TRY(link_load(c, &view));
    if (view.n == 0)
        return link_show(c, &view);
    if (str_eq(form_value(c, "doe"), STR("doorgeven")))
        return link_pass_on(c, &view);
    for (size_t i = 0; i < view.n; i++) {
        line_read(c, &view, &view.lines[i]);
        n += is_decided(&view.lines[i]);
    }
    view.chose_none = n == 0 && view.mistakes == 0;
    view.mistakes += view.chose_none;
    if (view.mistakes > 0)
        return link_show(c, &view);
    for (size_t i = 0; i < view.n; i++) {
        if (!is_decided(&view.lines[i]))
            continue;
        TRY(line_decide(c, &view.lines[i]));
        names = str_is(names) ? text_cohort_and(c->arena, c->lang, names, view.lines[i].link->name)
                              : view.lines[i].link->name;
    }
    return rest_show(c, names, false);
}
