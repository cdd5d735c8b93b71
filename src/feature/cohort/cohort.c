// SPDX-License-Identifier: EUPL-1.2
// Rules of cohorts: making one, and what belongs together in it. No HTML, no SQL text.
#include "feature/cohort/cohort.h"
#include "web/session.h"

static enum rc sessions_add(struct db *db, struct arena *arena, int64_t cohort, int64_t version) {
    struct cohort_version_modules modules;
    TRY(q_cohort_version_modules(db_read(db), arena, version, &modules));
    for (size_t i = 0; i < modules.n; i++) {
        const struct str token = session_random(arena, 12);
        TRY(q_cohort_session_add(db, cohort, modules.rows[i].element_id,
                                 str_fmt(arena, STR_FMT "@vliegwiel", STR_ARG(token)), NULL));
    }
    return RC_OK;
}

enum rc cohort_add(struct db *db, struct arena *arena, const struct cohort_input *input,
                   struct instant now, int64_t *ret_id) {
    struct cohort_last_number_row last;
    struct cohort_newest_version_row version;
    struct cohort_add_row cohort;
    struct cohort_grouping_add_row grouping;
    TRY(q_cohort_last_number(db_read(db), arena, input->programme, &last));
    TRY(q_cohort_newest_version(db_read(db), arena, input->programme, &version));
    const struct str name =
        str_is(input->name) ? input->name : str_fmt(arena, "Lichting %" PRId64, last.number + 1);
    TRY(q_cohort_add(db, arena, input->programme, version.id, last.number + 1, name, input->places,
                     input->unit_min, input->unit_max, input->n_groups, now, &cohort));
    TRY(q_cohort_grouping_add(db, arena, cohort.id, now, &grouping));
    TRY(sessions_add(db, arena, cohort.id, version.id));
    *ret_id = cohort.id;
    return RC_OK;
}

enum rc cohort_follow(struct db *db, int64_t cohort, int64_t old, int64_t version,
                      struct day today) {
    int64_t changed;
    TRY(q_cohort_follow(db, cohort, old, version, today, &changed));
    return changed == 1 ? RC_OK : RC_CONFLICT;
}

enum rc cohort_enrol(struct db *db, int64_t cohort, struct day today, struct instant now) {
    return q_cohort_enrol(db, cohort, today, now, NULL);
}

struct str cohort_state_label(enum lang lang, struct str state) {
    if (str_eq(state, STR("recruiting")))
        return text_of(lang, T_cohort_recruiting);
    return text_of(lang, str_eq(state, STR("running")) ? T_cohort_running : T_cohort_closed);
}

enum badge cohort_state_badge(struct str state) {
    if (str_eq(state, STR("recruiting")))
        return BADGE_NEUTRAL;
    return str_eq(state, STR("running")) ? BADGE_SUCCESS : BADGE_INACTIVE;
}

struct str cohort_session_state(enum lang lang, struct str state, struct day day, struct day today,
                                enum badge *ret_badge) {
    *ret_badge = BADGE_INACTIVE;
    if (str_eq(state, STR("cancelled")))
        return text_of(lang, T_cohort_session_cancelled);
    if (!day_is(day)) {
        *ret_badge = BADGE_WARNING;
        return text_of(lang, T_cohort_session_no_day);
    }
    if (day.n < today.n)
        return text_of(lang, T_cohort_session_past);
    *ret_badge = BADGE_NEUTRAL;
    return text_of(lang, day.n == today.n ? T_cohort_session_today : T_cohort_session_planned);
}

struct str cohort_session_word(enum lang lang, struct str state, struct day day, struct day today) {
    enum badge badge;
    return cohort_session_state(lang, state, day, today, &badge);
}

static bool lacks_place(struct str state, struct day day, struct str place, struct day today) {
    return !str_is(place) && !str_eq(state, STR("cancelled")) && day_is(day) && day.n >= today.n;
}

struct str cohort_session_ready_word(enum lang lang, struct str state, struct day day,
                                     struct str place, struct day today) {
    return lacks_place(state, day, place, today) ? text_of(lang, T_cohort_session_no_place)
                                                 : cohort_session_word(lang, state, day, today);
}

struct str cohort_session_ready_class(struct str state, struct day day, struct str place,
                                      struct day today) {
    enum badge badge;
    cohort_session_state(LANG_NL, state, day, today, &badge);
    return badge_class(lacks_place(state, day, place, today) ? BADGE_WARNING : badge);
}

static struct cohort_unit *unit_of(struct cohort_unit *units, size_t *n,
                                   const struct cohort_people_row *row) {
    for (size_t i = 0; i < *n; i++)
        if (str_eq(units[i].organisation, row->organisation_name) &&
            str_eq(units[i].unit, row->unit_name))
            return &units[i];
    units[*n] = (struct cohort_unit){
        row->organisation_name, row->unit_name, row->letter, row->organisation_id, 0, 0};
    return &units[(*n)++];
}

static int unit_order(const void *a, const void *b, void *context) {
    (void)context;
    const struct cohort_unit *const first = a, *const second = b;
    const int organisations = str_cmp(first->organisation, second->organisation);
    return organisations != 0 ? organisations : str_cmp(first->unit, second->unit);
}

size_t cohort_units(struct arena *arena, const struct cohort_people *people,
                    struct cohort_unit **ret_units) {
    struct cohort_unit *const units = NEW_ARRAY(arena, struct cohort_unit, people->n);
    size_t n = 0;
    for (size_t i = 0; i < people->n; i++)
        unit_of(units, &n, &people->rows[i])->n_people++;
    sort_stable(arena, units, n, sizeof *units, unit_order, NULL);
    *ret_units = units;
    return n;
}

static bool is_alone(const struct cohort_unit *units, size_t n, size_t i) {
    for (size_t k = 0; k < n; k++)
        if (k != i && units[k].organisation_id == units[i].organisation_id)
            return false;
    return true;
}

static int64_t agreed(const struct cohort_seats *seats, int64_t organisation) {
    for (size_t i = 0; i < seats->n; i++)
        if (seats->rows[i].organisation_id == organisation)
            return seats->rows[i].most;
    return INT64_MAX;
}

void cohort_units_seats(struct cohort_unit *units, size_t n, const struct cohort_seats *seats,
                        int64_t unit_max, int64_t places) {
    for (size_t i = 0; i < n; i++) {
        const int64_t most =
            is_alone(units, n, i) ? agreed(seats, units[i].organisation_id) : INT64_MAX;
        const int64_t least = most < unit_max ? most : unit_max;
        units[i].n_seats = least < places ? least : 0;
    }
}

bool cohort_units_limited(const struct cohort_unit *units, size_t n) {
    for (size_t i = 0; i < n; i++)
        if (units[i].n_seats > 0)
            return true;
    return false;
}

int64_t cohort_units_most(const struct cohort_unit *units, size_t n) {
    int64_t most = 1;
    for (size_t i = 0; i < n; i++) {
        most = units[i].n_people > most ? units[i].n_people : most;
        most = units[i].n_seats > most ? units[i].n_seats : most;
    }
    return most;
}

struct str cohort_unit_name(const struct cohort_unit *unit) {
    return str_is(unit->unit) ? unit->unit : unit->organisation;
}

struct str cohort_org_fill(struct str letter) {
    static const char *const fills[] = {"og", "of", "op", "ow", "om", "or"};
    for (size_t i = 0; i < COUNT_OF(fills); i++)
        if (letter.n == 1 && tolower((unsigned char)letter.p[0]) == fills[i][1])
            return str_from_c(fills[i]);
    return STR("og");
}

struct str cohort_org_pattern(struct str letter) {
    static const char *const patterns[] = {"url(#pf)", "url(#pp)", "url(#pw)", "url(#pm)",
                                           "url(#pr)"};
    const struct str fill = cohort_org_fill(letter);
    for (size_t i = 0; i < COUNT_OF(patterns); i++)
        if (patterns[i][6] == fill.p[1])
            return str_from_c(patterns[i]);
    return STR("url(#pg)");
}

struct cohort_tabs cohort_tabs(const struct ctx *c, enum cohort_tab current) {
    ENSURE(c->scope->kind == SCOPE_COHORT);
    const int64_t cohort = c->scope->object;
    const struct {
        enum cohort_tab tab;
        enum right right;
        enum text_id label;
        struct url to;
    } all[COHORT_TAB_N] = {
        {COHORT_TAB_OVERVIEW, RIGHT_cohort_read, T_cohort_tab_overview,
         url_cohort(c->arena, cohort)},
        {COHORT_TAB_APPLICATIONS, RIGHT_application_list, T_cohort_tab_applications,
         url_cohort_applications(c->arena, cohort)},
        {COHORT_TAB_GROUPS, RIGHT_grouping_read, T_cohort_tab_groups,
         url_cohort_groups(c->arena, cohort)},
        {COHORT_TAB_MEETINGS, RIGHT_grouping_read, T_cohort_tab_meetings,
         url_cohort_meetings(c->arena, cohort)},
        {COHORT_TAB_SESSIONS, RIGHT_session_read, T_cohort_tab_sessions,
         url_cohort_sessions(c->arena, cohort)},
    };
    struct cohort_tabs tabs = {.n = 0};
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (access_allows(c->scope->reach, all[i].right))
            tabs.links[tabs.n++] =
                (struct link){text_of(c->lang, all[i].label), all[i].to, all[i].tab == current};
    return tabs;
}
