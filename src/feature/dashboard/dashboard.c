// SPDX-License-Identifier: EUPL-1.2
// Rules of the home page: what counts as waiting, for whom, and in which order. No HTML, no SQL
// text.
#include "feature/dashboard/dashboard.h"
#include "feature/account/door.h"
#include "feature/import/import.h"
#include "web/format.h"

struct desk { // where a list is made
    struct arena *arena;
    enum lang lang;
    struct day today;
    struct attention_list list;
};

static void add(struct desk *desk, struct attention item) {
    item.late = day_is(item.since) && desk->today.n - item.since.n > DASHBOARD_LATE_DAYS;
    desk->list.items[desk->list.n++] = item;
}

struct str dashboard_session_name(struct arena *arena, enum lang lang,
                                  const struct dashboard_sessions_row *s) {
    return session_name(arena, lang, s->position, s->number, s->title);
}

static bool is_cancelled(const struct dashboard_sessions_row *s) {
    return schedule_is_cancelled(s->state);
}

// The rows come by session: the first of this one, or of a later one.
static size_t led_at(const struct dashboard_led *led, int64_t session) {
    size_t low = 0, high = led->n;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        if (led->rows[middle].session_id < session)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static struct str led_by(struct arena *arena, const struct dashboard_led *led, int64_t session) {
    struct str names = STR_NONE;
    for (size_t i = led_at(led, session); i < led->n && led->rows[i].session_id == session; i++)
        names = str_is(names) ? str_fmt(arena, STR_FMT ", " STR_FMT, STR_ARG(names),
                                        STR_ARG(led->rows[i].name))
                              : led->rows[i].name;
    return names;
}

enum rc dashboard_sessions_load(struct db_ro *db, struct arena *arena, const struct scope *mine,
                                struct day today, struct dashboard_sessions *ret_sessions) {
    struct dashboard_sessions sessions;
    struct dashboard_led led;
    TRY(q_dashboard_sessions(db, arena, mine, today, &sessions));
    TRY(q_dashboard_led(db, arena, mine, today, &led));
    for (size_t i = 0; i < sessions.n; i++)
        sessions.rows[i].facilitators = led_by(arena, &led, sessions.rows[i].id);
    *ret_sessions = sessions;
    return RC_OK;
}

bool dashboard_is_coming(const struct dashboard_sessions_row *s, struct day today) {
    return !is_cancelled(s) && day_is(s->day) && s->day.n >= today.n;
}

const struct dashboard_sessions_row *dashboard_next(const struct dashboard_sessions *sessions,
                                                    struct day today) {
    for (size_t i = 0; i < sessions->n; i++) // in the order of their days
        if (sessions->rows[i].joins && dashboard_is_coming(&sessions->rows[i], today))
            return &sessions->rows[i];
    return NULL;
}

// ---- what waits ---------------------------------------------------------------------------------

static void add_cohort(struct desk *d, const struct dashboard_cohorts_row *c) {
    const int64_t n_free = c->places - c->n_placed;
    const bool recruits = str_eq(c->state, STR("recruiting"));
    if (recruits && n_free > 0 && c->n_ready > 0)
        add(d,
            (struct attention){.what = text_dashboard_free(d->arena, d->lang, n_free, c->n_ready),
                               .about = c->name,
                               .since = c->ready_since,
                               .action = text_dashboard_free_do(d->arena, d->lang),
                               .to = url_cohort_applications(d->arena, c->id)});
    if (c->n_placed > 1 && c->n_groups == 0)
        add(d, (struct attention){.what = text_dashboard_no_groups(d->arena, d->lang, c->n_placed),
                                  .about = c->name,
                                  .since = c->placed_since,
                                  .action = text_dashboard_no_groups_do(d->arena, d->lang),
                                  .to = url_cohort_groups(d->arena, c->id)});
    if (c->n_undated > 0)
        add(d, (struct attention){.what = text_dashboard_undated(d->arena, d->lang, c->n_undated),
                                  .about = c->name,
                                  .since = instant_day(c->created_at),
                                  .action = text_dashboard_undated_do(d->arena, d->lang),
                                  .to = url_cohort_sessions(d->arena, c->id)});
}

static void add_incomplete(struct desk *d, const struct dashboard_sessions_row *s) {
    const struct str name = dashboard_session_name(d->arena, d->lang, s);
    const bool placed = str_is(s->place), guided = s->n_facilitators > 0;
    if (placed && guided)
        return;
    add(d, (struct attention){
               .what = placed   ? text_dashboard_no_facilitator(d->arena, d->lang, name)
                       : guided ? text_dashboard_no_place(d->arena, d->lang, name)
                                : text_dashboard_no_place_no_facilitator(d->arena, d->lang, name),
               .about = s->cohort_name,
               .since = DAY_NONE,
               .due = s->day,
               .action = text_dashboard_incomplete_do(d->arena, d->lang),
               .to = url_cohort_sessions(d->arena, s->cohort_id)});
}

static bool is_unnoted(const struct dashboard_sessions_row *s, struct day today) {
    return day_is(s->day) && s->day.n < today.n && !is_cancelled(s) && s->n_noted < s->n_enrolled;
}

// Whose it is to note who came: the facilitator's, until that takes too long.
static bool is_for_facilitator(const struct dashboard_sessions_row *s, struct day today) {
    return str_is(s->facilitators) && !s->guides && today.n - s->day.n <= DASHBOARD_LATE_DAYS;
}

static struct attention unnoted(struct desk *d, const struct dashboard_sessions_row *s) {
    return (struct attention){.what = text_dashboard_unnoted(
                                  d->arena, d->lang, dashboard_session_name(d->arena, d->lang, s),
                                  s->n_enrolled - s->n_noted, s->n_enrolled),
                              .about = s->cohort_name,
                              .who = s->facilitators,
                              .since = s->day,
                              .reminded = DAY_NONE,
                              .action = text_dashboard_unnoted_do(d->arena, d->lang),
                              .to = url_session_attendance(d->arena, s->id)};
}

static void add_session(struct desk *d, const struct dashboard_sessions_row *s) {
    if (s->leads && dashboard_is_coming(s, d->today))
        add_incomplete(d, s);
    if ((s->leads || s->guides) && is_unnoted(s, d->today) && !is_for_facilitator(s, d->today))
        add(d, unnoted(d, s));
}

static void add_sign(struct desk *d, const struct figures_signs_row *s) {
    add(d, (struct attention){.what = text_dashboard_sign(d->arena, d->lang, s->name),
                              .about = s->cohort_name,
                              .since = s->last_day,
                              .action = text_dashboard_sign_do(d->arena, d->lang),
                              .to = url_cohort_figures(d->arena, s->cohort_id)});
}

static void add_upload(struct desk *d, const struct dashboard_uploads_row *u) {
    add(d, (struct attention){.what = text_dashboard_upload(d->arena, d->lang, u->file_name),
                              .about = u->organisation_name,
                              .since = instant_day(u->at),
                              .action = text_dashboard_upload_do(d->arena, d->lang),
                              .to = url_import(d->arena, u->id)});
}

// "Lichting 2. 4 uur per week, 6 bijeenkomsten vanaf 10 december 2026"
static struct str consent_about(const struct desk *d, const struct dashboard_consents_row *c) {
    struct str about = c->cohort_name;
    if (c->week_quarters.is)
        about =
            text_dashboard_asks_hours(d->arena, d->lang, about,
                                      format_real(d->arena, d->lang, (double)c->week_quarters.v / 4,
                                                  c->week_quarters.v % 4 == 0 ? 0 : 1));
    if (day_is(c->first_day))
        about = text_dashboard_asks_days(d->arena, d->lang, about, c->n_sessions, c->first_day);
    return about;
}

static void add_consent(struct desk *d, const struct dashboard_consents_row *c) {
    add(d, (struct attention){.what = text_dashboard_consent(d->arena, d->lang, c->name),
                              .about = consent_about(d, c),
                              .since = instant_day(c->at),
                              .action = text_dashboard_consent_do(d->arena, d->lang),
                              .to = url_application_consent(d->arena, c->id)});
}

static int by_day(const void *left, const void *right, void *context) {
    const struct attention *const a = left, *const b = right;
    (void)context;
    if (day_is(a->since) != day_is(b->since))
        return day_is(a->since) ? -1 : 1;
    const struct day x = day_is(a->since) ? a->since : a->due;
    const struct day y = day_is(b->since) ? b->since : b->due;
    return (x.n > y.n) - (x.n < y.n);
}

struct attention_list dashboard_attention(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *f) {
    const size_t most =
        3 * f->cohorts.n + f->sessions.n + f->uploads.n + f->consents.n + f->signs.n;
    struct desk desk = {arena, lang, today, {NEW_ARRAY(arena, struct attention, most), 0}};
    for (size_t i = 0; i < f->consents.n; i++)
        add_consent(&desk, &f->consents.rows[i]);
    for (size_t i = 0; i < f->uploads.n; i++)
        add_upload(&desk, &f->uploads.rows[i]);
    for (size_t i = 0; i < f->cohorts.n; i++)
        add_cohort(&desk, &f->cohorts.rows[i]);
    for (size_t i = 0; i < f->sessions.n; i++)
        add_session(&desk, &f->sessions.rows[i]);
    for (size_t i = 0; i < f->signs.n; i++)
        add_sign(&desk, &f->signs.rows[i]);
    sort_stable(arena, desk.list.items, desk.list.n, sizeof *desk.list.items, by_day, NULL);
    return desk.list;
}

// The button, or when it was used last.
static void remind_fill(struct attention *item, enum remind_what what, int64_t cohort, int64_t whom,
                        struct instant asked, struct instant now) {
    item->cohort = cohort;
    item->whom = whom;
    if (remind_may(asked, now))
        item->remind = what;
    else
        item->reminded = instant_day(asked);
}

static void add_manager(struct desk *d, const struct home_managers_row *m, struct instant now) {
    struct attention item = {
        .what = text_dashboard_open(d->arena, d->lang, m->n),
        .about = m->cohort_name,
        .who = str_is(m->manager) ? m->manager : text_dashboard_no_manager(d->arena, d->lang),
        .since = instant_day(m->since),
        .reminded = DAY_NONE,
        .action = text_dashboard_open_do(d->arena, d->lang),
        .to = url_cohort_applications(d->arena, m->cohort_id)};
    if (m->manager_id.is && message_address_is_safe(m->email))
        remind_fill(&item, REMIND_CONSENT, m->cohort_id, m->manager_id.v, m->asked_at, now);
    add(d, item);
}

static void add_invited(struct desk *d, const struct home_invited_row *i, struct instant now) {
    struct attention item = {.what = text_dashboard_invited(d->arena, d->lang),
                             .about = i->cohort_name,
                             .who = text_session_people(d->arena, d->lang, i->n),
                             .since = instant_day(i->since),
                             .reminded = DAY_NONE,
                             .action = text_dashboard_invited_do(d->arena, d->lang),
                             .to = url_cohort_doors(d->arena, i->cohort_id)};
    remind_fill(&item, REMIND_INVITED, i->cohort_id, 0, i->asked_at, now);
    add(d, item);
}

static void add_unnoted(struct desk *d, const struct dashboard_sessions_row *s,
                        const struct dashboard_facts *f) {
    struct attention item = unnoted(d, s);
    for (size_t i = 0; i < f->recent.n; i++)
        if (f->recent.rows[i].id == s->id && message_address_is_safe(f->recent.rows[i].email))
            remind_fill(&item, REMIND_ATTENDANCE, s->cohort_id, s->id, f->recent.rows[i].at,
                        f->now);
    add(d, item);
}

struct attention_list dashboard_elsewhere(struct arena *arena, enum lang lang, struct day today,
                                          const struct dashboard_facts *f) {
    const size_t most = f->managers.n + f->invited.n + f->sessions.n;
    struct desk desk = {arena, lang, today, {NEW_ARRAY(arena, struct attention, most), 0}};
    for (size_t i = 0; i < f->managers.n; i++)
        add_manager(&desk, &f->managers.rows[i], f->now);
    for (size_t i = 0; i < f->invited.n; i++)
        add_invited(&desk, &f->invited.rows[i], f->now);
    for (size_t i = 0; i < f->sessions.n; i++) {
        const struct dashboard_sessions_row *const s = &f->sessions.rows[i];
        if (s->leads && is_unnoted(s, today) && is_for_facilitator(s, today))
            add_unnoted(&desk, s, f);
    }
    sort_stable(arena, desk.list.items, desk.list.n, sizeof *desk.list.items, by_day, NULL);
    return desk.list;
}

// ---- how a session was for one person -----------------------------------------------------------

struct str dashboard_own_word(enum lang lang, const struct dashboard_sessions_row *s,
                              struct day today) {
    enum attendance own;
    if (attendance_from_word(s->attendance, &own))
        return attendance_label(lang, own);
    return cohort_session_word(lang, s->state, s->day, today);
}

enum badge dashboard_own_badge(const struct dashboard_sessions_row *s, struct day today) {
    enum attendance own;
    if (attendance_from_word(s->attendance, &own))
        return own == ATTENDANCE_PRESENT ? BADGE_SUCCESS : BADGE_INACTIVE;
    return dashboard_is_coming(s, today) ? BADGE_NEUTRAL : BADGE_INACTIVE;
}
