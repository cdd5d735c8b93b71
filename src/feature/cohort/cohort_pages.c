// SPDX-License-Identifier: EUPL-1.2
// The pages of cohorts: list, new, overview, start. Applications and places: application_pages.c.
#include "feature/cohort/cohort.h"
#include "cohort_html.h"
#include "feature/cohort/application_pages.h"
#include "feature/session/session.h"

static enum rc cohort_list_get(struct ctx *c) {
    struct cohort_list_view view = {.may_edit = viewer_may(c->viewer, RIGHT_cohort_edit)};
    TRY(q_cohort_list(c->ro, c->arena, c->scope, c->today, &view.list));
    if (c->format != FORMAT_HTML)
        return reply_rows(c, &cohort_list_shape, view.list.rows, view.list.n);
    view.layout = layout_of(c, text_cohort_title(c->arena, c->lang), "cohort");
    struct page *page = reply_page(c);
    cohort_list_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static struct str number_text(struct arena *arena, int64_t n) {
    return str_fmt(arena, "%" PRId64, n);
}

static enum rc form_fill(struct ctx *c, struct cohort_form *form) {
    struct cohort_programmes programmes;
    const enum lang lang = c->lang;
    *form = (struct cohort_form){
        .programme = {.name = "leergang",
                      .required = true,
                      .label = text_cohort_programme(c->arena, lang)},
        .name = {.name = "naam",
                 .type = "text",
                 .max = 80,
                 .value = STR(""),
                 .label = text_cohort_name(c->arena, lang),
                 .help = text_cohort_name_help(c->arena, lang)},
        .places = {.name = "plaatsen",
                   .type = "number",
                   .required = true,
                   .value = STR("24"),
                   .label = text_cohort_places(c->arena, lang)},
        .unit_min = {.name = "minimum",
                     .type = "number",
                     .required = true,
                     .value = STR("3"),
                     .label = text_cohort_unit_min(c->arena, lang)},
        .unit_max = {.name = "maximum",
                     .type = "number",
                     .required = true,
                     .value = STR("7"),
                     .label = text_cohort_unit_max(c->arena, lang)},
        .n_groups = {.name = "groepen",
                     .type = "number",
                     .required = true,
                     .value = STR("4"),
                     .label = text_cohort_n_groups(c->arena, lang),
                     .help = text_cohort_n_groups_help(c->arena, lang)},
    };
    TRY(q_cohort_programmes(c->ro, c->arena, c->scope, c->today, &programmes));
    form->programmes = NEW_ARRAY(c->arena, struct choice, programmes.n + 1);
    for (size_t i = 0; i < programmes.n; i++)
        form->programmes[form->n_programmes++] = (struct choice){
            number_text(c->arena, programmes.rows[i].id), programmes.rows[i].name, false};
    return RC_OK;
}

static enum rc form_show(struct ctx *c, struct cohort_form *form) {
    for (size_t i = 0; i < form->n_programmes; i++)
        form->programmes[i].chosen = str_eq(form->programmes[i].value, form->programme.value);
    form->layout = layout_of(c, text_cohort_new(c->arena, c->lang), "cohort");
    layout_crumb(&form->layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    struct page *page = reply_page(c);
    cohort_form_html(page, form);
    reply_page_done(c, page, form->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static enum rc cohort_new_get(struct ctx *c) {
    struct cohort_form form;
    TRY(form_fill(c, &form));
    form.programme.value = form_value(c, "leergang");
    return form_show(c, &form);
}

static bool programme_offered(const struct cohort_form *form) {
    for (size_t i = 0; i < form->n_programmes; i++)
        if (str_eq(form->programmes[i].value, form->programme.value))
            return true;
    return false;
}

static enum rc cohort_new_post(struct ctx *c) {
    struct cohort_form form;
    struct cohort_input input = {0};
    int64_t id;
    TRY(form_fill(c, &form));
    int *mistakes = &form.mistakes;
    form_int(c, &form.programme, 1, INT64_MAX, mistakes, &input.programme);
    form_text(c, &form.name, mistakes, &input.name);
    form_int(c, &form.places, 2, 400, mistakes, &input.places);
    form_int(c, &form.unit_min, 0, 400, mistakes, &input.unit_min);
    form_int(c, &form.unit_max, 1, 400, mistakes, &input.unit_max);
    form_int(c, &form.n_groups, 1, 100, mistakes, &input.n_groups);
    if (!str_is(form.programme.error) && !programme_offered(&form))
        form_mistake(&form.programme, text_cohort_programme_wrong(c->arena, c->lang), mistakes);
    if (*mistakes == 0 && input.unit_max < input.unit_min)
        form_mistake(&form.unit_max, text_cohort_unit_max_low(c->arena, c->lang), mistakes);
    if (*mistakes == 0 && input.n_groups > input.places)
        form_mistake(&form.n_groups, text_cohort_n_groups_high(c->arena, c->lang), mistakes);
    if (*mistakes > 0)
        return form_show(c, &form);
    TRY(cohort_add(c->db, c->arena, &input, c->now, &id));
    TRY(notice_set(c, text_cohort_made(c->arena, c->lang)));
    return reply_redirect(c, url_cohort(c->arena, id));
}

// The next session is the first, in the order of dates, that is not over.
static void view_count_sessions(struct cohort_view *view) {
    for (size_t i = 0; i < view->modules.n; i++) {
        const struct cohort_modules_row *row = &view->modules.rows[i];
        const bool dated = day_is(row->day) && !str_eq(row->state, STR("cancelled"));
        if (dated && row->day.n < view->today.n)
            view->n_past++;
        else if (dated && (view->next == NULL || row->day.n < view->next->day.n))
            view->next = row;
    }
}

// Each person once, with the first membership. Left to the database this costs half as much again.
static void keep_first(struct cohort_people *people) {
    size_t n = 0;
    for (size_t i = 0; i < people->n; i++)
        if (n == 0 || people->rows[i].person_id != people->rows[n - 1].person_id)
            people->rows[n++] = people->rows[i];
    people->n = n;
}

static bool is_own(const struct cohort_own *own, int64_t organisation) {
    for (size_t i = 0; i < own->n; i++)
        if (own->rows[i].organisation_id == organisation)
            return true;
    return false;
}

// Everybody's name for those who may; others read the names of own people and how many more there
// are.
static enum rc keep_named(struct ctx *c, struct cohort_view *view) {
    struct cohort_own own;
    size_t n = 0;
    view->n_people = (int64_t)view->people.n;
    if (access_allows(c->scope->reach, RIGHT_cohort_people))
        return RC_OK;
    TRY(q_cohort_own(c->ro, c->arena, c->scope, c->today, &own));
    for (size_t i = 0; i < view->people.n; i++)
        if (is_own(&own, view->people.rows[i].organisation_id))
            view->people.rows[n++] = view->people.rows[i];
    view->n_unnamed = (int64_t)(view->people.n - n);
    view->people.n = n;
    return RC_OK;
}

// What the page asks beside what it shows.
struct cohort_found {
    struct held held;
    struct cohort_next next;
    struct cohort_seats seats;
};

// How many came is shown only to those who may note it, who stays away to those who may know.
static enum rc view_load_held(struct ctx *c, struct cohort_view *view, struct held *ret_held) {
    struct held held = {0};
    view->held = ret_held;
    if (!access_allows(c->scope->reach, RIGHT_attendance_edit))
        return RC_OK;
    TRY(held_load(c, &view->modules, &held));
    *ret_held = held;
    if (!access_allows(c->scope->reach, RIGHT_absence_read))
        return RC_OK;
    view->signs = NEW_ARRAY(c->arena, struct cohort_sign, view->people.n);
    for (size_t i = 0; i < view->people.n; i++) {
        const int64_t n_missed = held_missed(&held, view->people.rows[i].person_id);
        if (figures_is_sign(n_missed))
            view->signs[view->n_signs++] = (struct cohort_sign){
                view->people.rows[i].name, view->people.rows[i].organisation_name, n_missed};
    }
    return RC_OK;
}

// The rows come by session, one for each facilitator.
static void next_up_gather(struct ctx *c, const struct cohort_next *rows,
                           struct cohort_view *view) {
    struct cohort_next_up *const up = &view->next_up;
    for (size_t i = 0; view->next != NULL && i < rows->n; i++) {
        const struct cohort_next_row *const row = &rows->rows[i];
        if (row->session_id != view->next->session_id)
            continue;
        up->n_expected = row->n_expected;
        up->n_excused = row->n_excused;
        up->n_groups = row->n_groups;
        up->n_placed = row->n_placed;
        if (!str_is(row->facilitator))
            continue;
        up->facilitators = up->n_facilitators++ == 0
                               ? row->facilitator
                               : str_fmt(c->arena, STR_FMT ", " STR_FMT, STR_ARG(up->facilitators),
                                         STR_ARG(row->facilitator));
    }
    if (!access_allows(c->scope->reach, RIGHT_cohort_people))
        up->facilitators = STR_NONE;
}

static enum rc view_load(struct ctx *c, struct cohort_view *view, struct cohort_found *found) {
    TRY(q_cohort_get(c->ro, c->arena, c->scope, &view->cohort));
    TRY(q_cohort_modules(c->ro, c->arena, c->scope, &view->modules));
    TRY(q_cohort_people(c->ro, c->arena, c->scope, c->today, &view->people));
    TRY(q_cohort_next(c->ro, c->arena, c->scope, c->today,
                      access_allows(c->scope->reach, RIGHT_attendance_edit), &found->next));
    TRY(q_cohort_seats(c->ro, c->arena, c->scope, &found->seats));
    keep_first(&view->people);
    return view_load_held(c, view, &found->held);
}

static enum rc cohort_get(struct ctx *c) {
    struct cohort_view view = {.today = c->today};
    struct cohort_found found = {0};
    if (c->format != FORMAT_HTML) {
        TRY(q_cohort_modules(c->ro, c->arena, c->scope, &view.modules));
        return reply_rows(c, &cohort_modules_shape, view.modules.rows, view.modules.n);
    }
    const uint32_t reach = c->scope->reach;
    if (db_ahead_begin(c->ro)) {
        TRY(view_load(c, &view, &found));
        db_ahead_end(c->ro);
    }
    TRY(view_load(c, &view, &found));
    if (access_allows(reach, RIGHT_application_list))
        view.n_units = cohort_units(c->arena, &view.people, &view.units);
    cohort_units_seats(view.units, view.n_units, &found.seats, view.cohort.unit_max,
                       view.cohort.places);
    view.may_plan = access_allows(reach, RIGHT_session_edit);
    view.may_edit = access_allows(reach, RIGHT_cohort_edit);
    view.may_invite = access_allows(reach, RIGHT_cohort_invite);
    view.tabs = cohort_tabs(c, COHORT_TAB_OVERVIEW);
    view_count_sessions(&view);
    next_up_gather(c, &found.next, &view);
    TRY(keep_named(c, &view));
    view.layout = layout_of(c, view.cohort.name, "cohort");
    layout_crumb(&view.layout, text_cohort_title(c->arena, c->lang), url_cohorts());
    struct page *page = reply_page(c);
    cohort_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

static enum rc cohort_start_post(struct ctx *c) {
    TRY(q_cohort_state_set(c->db, c->arg[0], STR("running"), NULL));
    TRY(notice_set(c, text_cohort_started(c->arena, c->lang)));
    return reply_redirect(c, url_cohort(c->arena, c->arg[0]));
}

static const struct route routes[] = {
    {METHOD_GET, "/lichtingen", "/cohorts", RIGHT_cohort_list, OBJECT_NONE, cohort_list_get,
     .summary = "Cohorts that the viewer reaches"},
    {METHOD_GET, "/lichtingen/nieuw", NULL, RIGHT_cohort_edit, OBJECT_NONE, cohort_new_get},
    {METHOD_POST, "/lichtingen/nieuw", NULL, RIGHT_cohort_edit, OBJECT_NONE, cohort_new_post,
     .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}", "/cohorts/{cohort}/modules", RIGHT_cohort_read,
     OBJECT_COHORT, cohort_get, .summary = "Modules of a cohort with their sessions"},
    {METHOD_POST, "/lichtingen/{cohort}/start", NULL, RIGHT_cohort_edit, OBJECT_COHORT,
     cohort_start_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/aanmeldingen", "/cohorts/{cohort}/applications",
     RIGHT_application_list, OBJECT_COHORT, application_list_get,
     .summary = "Applications of a cohort with consent and placement"},
    {METHOD_POST, "/lichtingen/{cohort}/aanmeldingen", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     application_place_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/verloop", NULL, RIGHT_application_list, OBJECT_COHORT,
     application_history_get},
    {METHOD_GET, "/lichtingen/{cohort}/regels", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     rules_get},
    {METHOD_POST, "/lichtingen/{cohort}/regels", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     rules_post, .rate = RATE_WRITE},
    {METHOD_POST, "/lichtingen/{cohort}/regels/paren", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     rules_pairs_post, .rate = RATE_WRITE},
    {METHOD_POST, "/lichtingen/{cohort}/akkoord/vraag", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     consent_ask_all_post, .rate = RATE_WRITE},
    {METHOD_POST, "/lichtingen/{cohort}/wensen", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     wishes_post, .rate = RATE_WRITE},
    {METHOD_GET, "/lichtingen/{cohort}/inhalen", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     catch_up_get},
    {METHOD_POST, "/lichtingen/{cohort}/inhalen", NULL, RIGHT_placement_edit, OBJECT_COHORT,
     catch_up_post, .rate = RATE_WRITE},
    {METHOD_GET, "/meedoen", NULL, RIGHT_apply, OBJECT_NONE, apply_get},
    {METHOD_POST, "/meedoen", NULL, RIGHT_apply, OBJECT_NONE, apply_post, .rate = RATE_WRITE},
    {METHOD_GET, "/aanmeldingen/{application}/stopt", NULL, RIGHT_application_withdraw,
     OBJECT_APPLICATION, application_stop_get},
    {METHOD_POST, "/aanmeldingen/{application}/stopt", NULL, RIGHT_application_withdraw,
     OBJECT_APPLICATION, application_stop_post, .rate = RATE_WRITE},
    {METHOD_GET, "/aanmeldingen/{application}/vervanging", NULL, RIGHT_application_replace,
     OBJECT_APPLICATION, application_replace_get},
    {METHOD_POST, "/aanmeldingen/{application}/vervanging", NULL, RIGHT_application_replace,
     OBJECT_APPLICATION, application_replace_post, .rate = RATE_WRITE},
    {METHOD_POST, "/aanmeldingen/{application}/akkoord/vraag", NULL, RIGHT_application_decide,
     OBJECT_APPLICATION, application_ask_post, .rate = RATE_WRITE},
    {METHOD_GET, "/akkoord/{token:word}", NULL, RIGHT_public, OBJECT_NONE, consent_link_get,
     .entry = ENTRY_OPEN},
    {METHOD_POST, "/akkoord/{token:word}", NULL, RIGHT_public, OBJECT_NONE, consent_link_post,
     .entry = ENTRY_OPEN, .rate = RATE_WRITE},
    {METHOD_GET, "/aanmeldingen/{application}/akkoord", NULL, RIGHT_application_decide,
     OBJECT_APPLICATION, application_consent_get},
    {METHOD_POST, "/aanmeldingen/{application}/akkoord", NULL, RIGHT_application_decide,
     OBJECT_APPLICATION, application_consent_post, .rate = RATE_WRITE},
};
const struct feature cohort_feature = {"cohort", routes, COUNT_OF(routes)};
