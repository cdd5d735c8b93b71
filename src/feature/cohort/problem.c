// SPDX-License-Identifier: EUPL-1.2
// Applications and rules as the composition engine sees them, and its answers in words.
#include "feature/cohort/cohort.h"

enum rc cohort_rules_load(struct db_ro *db, struct arena *arena, int64_t cohort, struct day today,
                          struct cohort_rules *ret_rules) {
    TRY(q_rules_pairs(db, arena, cohort, today, &ret_rules->pairs));
    return q_rules_seats(db, arena, cohort, &ret_rules->seats);
}

static int32_t index_of_person(const struct application_list *list, int64_t person) {
    for (size_t i = 0; i < list->n; i++)
        if (list->rows[i].person_id == person)
            return (int32_t)i;
    return -1;
}

static bool same_number(struct opt_int a, struct opt_int b) {
    return a.is == b.is && (!a.is || a.v == b.v);
}

// ---- units and organisations --------------------------------------------------------------------

// A unit, or the whole organisation for people who belong to no unit.
static void number_units(const struct application_list *list, int32_t *unit, int32_t *first,
                         struct cohort_problem *problem) {
    int32_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct application_list_row *const row = &list->rows[i];
        int32_t u = 0;
        while (u < n && !(same_number(list->rows[first[u]].unit_id, row->unit_id) &&
                          same_number(list->rows[first[u]].organisation_id, row->organisation_id)))
            u++;
        if (u == n) {
            first[n] = (int32_t)i;
            problem->unit_names[n++] =
                str_is(row->unit_name) ? row->unit_name : row->organisation_name;
        }
        unit[i] = u;
    }
    problem->problem.n_units = n;
}

static int64_t organisation_at(const struct application_list *list, int32_t first) {
    const struct opt_int organisation = list->rows[first].organisation_id;
    return organisation.is ? organisation.v : 0;
}

// Organisations without seats of their own may have any number; those with seats and without an
// applicant count too, because their minimum is missed.
static void number_organisations(const struct application_list *list, const int32_t *first,
                                 const struct cohort_rules *rules, int32_t *organisation,
                                 int64_t *ids, struct cohort_problem *problem) {
    int32_t n = 0;
    for (size_t k = 0; k < rules->seats.n; k++)
        ids[n++] = rules->seats.rows[k].organisation_id;
    for (int32_t u = 0; u < problem->problem.n_units; u++) {
        const int64_t id = organisation_at(list, first[u]);
        int32_t o = 0;
        while (o < n && ids[o] != id)
            o++;
        if (o == n)
            ids[n++] = id;
        organisation[u] = o;
    }
    problem->problem.n_organisations = rules->seats.n > 0 ? n : 0;
}

static void seats_fill(struct arena *arena, const struct application_list *list,
                       const int32_t *first, const struct cohort_rules *rules,
                       struct cohort_problem *problem) {
    const size_t room = (size_t)problem->problem.n_units + rules->seats.n + 1;
    int32_t *organisation = NEW_ARRAY(arena, int32_t, room);
    int32_t *least = NEW_ARRAY(arena, int32_t, room), *most = NEW_ARRAY(arena, int32_t, room);
    int64_t *ids = NEW_ARRAY(arena, int64_t, room);
    number_organisations(list, first, rules, organisation, ids, problem);
    problem->organisation_names = NEW_ARRAY(arena, struct str, room);
    for (size_t o = 0; o < room; o++) {
        const bool has_seats = o < rules->seats.n;
        least[o] = has_seats ? (int32_t)rules->seats.rows[o].least : 0;
        most[o] = has_seats ? (int32_t)rules->seats.rows[o].most : (int32_t)list->n;
        problem->organisation_names[o] = has_seats ? rules->seats.rows[o].name : STR("");
    }
    problem->problem.organisation = organisation;
    problem->problem.seats_min = least;
    problem->problem.seats_max = most;
}

// ---- pairs --------------------------------------------------------------------------------------

static void join(int32_t *together, size_t n, int32_t i, int32_t j) {
    const int32_t mine = together[i] >= 0 ? together[i] : i, theirs = together[j];
    together[i] = together[j] = mine;
    for (size_t k = 0; theirs >= 0 && k < n; k++)
        if (together[k] == theirs)
            together[k] = mine;
}

// People who name each other or are kept together, directly or through a third, carry one number.
static void number_together(const struct application_list *list, const struct cohort_rules *rules,
                            int32_t *together) {
    for (size_t i = 0; i < list->n; i++)
        together[i] = -1;
    for (size_t i = 0; i < list->n; i++) {
        const struct opt_int with = list->rows[i].together_with;
        const int32_t other = with.is ? index_of_person(list, with.v) : -1;
        if (other >= 0)
            join(together, list->n, (int32_t)i, other);
    }
    for (size_t k = 0; k < rules->pairs.n; k++) {
        const struct rules_pairs_row *const pair = &rules->pairs.rows[k];
        const int32_t a = index_of_person(list, pair->a), b = index_of_person(list, pair->b);
        if (str_eq(pair->kind, STR("together")) && a >= 0 && b >= 0)
            join(together, list->n, a, b);
    }
}

static void number_apart(const struct application_list *list, const struct cohort_rules *rules,
                         int32_t (*apart)[2], struct cohort_problem *problem) {
    for (size_t k = 0; k < rules->pairs.n; k++) {
        const struct rules_pairs_row *const pair = &rules->pairs.rows[k];
        const int32_t a = index_of_person(list, pair->a), b = index_of_person(list, pair->b);
        if (str_eq(pair->kind, STR("together")) || a < 0 || b < 0 || a == b)
            continue;
        problem->is_manager[problem->problem.n_apart] = str_eq(pair->kind, STR("manager"));
        apart[problem->problem.n_apart][0] = a;
        apart[problem->problem.n_apart++][1] = b;
    }
}

enum rc cohort_problem_of(struct arena *arena, const struct cohort_sizes *sizes,
                          const struct application_list *list, const struct cohort_rules *rules,
                          struct cohort_problem *ret_problem) {
    const size_t n = list->n;
    if (n > 2000)
        return RC_LIMIT;
    int32_t *unit = NEW_ARRAY(arena, int32_t, n + 1), *together = NEW_ARRAY(arena, int32_t, n + 1);
    int32_t *first = NEW_ARRAY(arena, int32_t, n + 1);
    bool *eligible = NEW_ARRAY(arena, bool, n + 1);
    int32_t(*apart)[2] = arena_alloc(arena, rules->pairs.n + 1, sizeof *apart);
    struct cohort_problem problem = {
        .problem = {.n = (int32_t)n,
                    .places = (int32_t)sizes->places,
                    .unit_min = (int32_t)sizes->unit_min,
                    .unit_max = (int32_t)sizes->unit_max,
                    .unit = unit,
                    .eligible = eligible,
                    .together = together,
                    .apart = (const int32_t(*)[2])apart},
        .unit_names = NEW_ARRAY(arena, struct str, n + 1),
        .is_manager = NEW_ARRAY(arena, bool, rules->pairs.n + 1),
    };
    for (size_t i = 0; i < n; i++)
        eligible[i] = str_eq(list->rows[i].consent, STR("yes"));
    number_units(list, unit, first, &problem);
    seats_fill(arena, list, first, rules, &problem);
    number_together(list, rules, together);
    number_apart(list, rules, apart, &problem);
    *ret_problem = problem;
    return RC_OK;
}

// ---- in words -----------------------------------------------------------------------------------

static struct str name_at(const struct application_list *list, int32_t i) {
    return i >= 0 ? list->rows[i].name : STR("");
}

static bool is_manager(const struct cohort_problem *problem, int32_t a, int32_t b) {
    for (size_t k = 0; k < problem->problem.n_apart; k++) {
        const int32_t *const pair = problem->problem.apart[k];
        if ((pair[0] == a && pair[1] == b) || (pair[0] == b && pair[1] == a))
            return problem->is_manager[k];
    }
    return false;
}

// The rule without which there would be a choice; a is -1 for the sentence before those.
static struct str rules_text(enum lang lang, int32_t rule) {
    static const enum text_id texts[COMPOSITION_RULES] = {
        [COMPOSITION_UNIT_MIN] = T_cohort_breach_without_unit_min,
        [COMPOSITION_UNIT_MAX] = T_cohort_breach_without_unit_max,
        [COMPOSITION_SEATS_MIN] = T_cohort_breach_without_seats_min,
        [COMPOSITION_SEATS_MAX] = T_cohort_breach_without_seats_max,
        [COMPOSITION_TOGETHER] = T_cohort_breach_without_together,
        [COMPOSITION_APART] = T_cohort_breach_without_apart,
    };
    return text_of(lang, rule >= COMPOSITION_UNIT_MIN && rule < COMPOSITION_RULES
                             ? texts[rule]
                             : T_cohort_breach_rules);
}

// A minimum or a maximum of one unit or organisation, or of all together; or of the places.
static struct str bound_text(struct arena *arena, enum lang lang,
                             const struct cohort_problem *problem, struct composition_breach b) {
    const bool all = b.a < 0;
    if (b.rule == COMPOSITION_UNIT_MIN)
        return all ? text_cohort_breach_minimum_sum(arena, lang, b.have, b.want)
                   : text_cohort_breach_unit_min(arena, lang, problem->unit_names[b.a], b.have,
                                                 b.want);
    if (b.rule == COMPOSITION_UNIT_MAX)
        return all ? text_cohort_breach_maximum_sum(arena, lang, b.have, b.want)
                   : text_cohort_breach_unit_max(arena, lang, problem->unit_names[b.a], b.have,
                                                 b.want);
    if (b.rule == COMPOSITION_SEATS_MIN)
        return all ? text_cohort_breach_seats_min_sum(arena, lang, b.have, b.want)
                   : text_cohort_breach_seats_min(arena, lang, problem->organisation_names[b.a],
                                                  b.have, b.want);
    if (b.rule == COMPOSITION_SEATS_MAX)
        return all ? text_cohort_breach_seats_max_sum(arena, lang, b.have, b.want)
                   : text_cohort_breach_seats_max(arena, lang, problem->organisation_names[b.a],
                                                  b.have, b.want);
    return text_cohort_breach_places(arena, lang, b.have, b.want);
}

struct str cohort_breach_text(struct arena *arena, enum lang lang,
                              const struct cohort_problem *problem,
                              const struct application_list *list, struct composition_breach b) {
    if (b.rule == COMPOSITION_CONSENT)
        return text_cohort_breach_consent(arena, lang, name_at(list, b.a));
    if (b.rule == COMPOSITION_TOGETHER)
        return text_cohort_breach_together(arena, lang, name_at(list, b.a), name_at(list, b.b));
    if (b.rule == COMPOSITION_APART && is_manager(problem, b.a, b.b))
        return text_cohort_breach_apart(arena, lang, name_at(list, b.a), name_at(list, b.b));
    if (b.rule == COMPOSITION_APART)
        return text_cohort_breach_kept_apart(arena, lang, name_at(list, b.a), name_at(list, b.b));
    if (b.rule == COMPOSITION_RULES)
        return rules_text(lang, b.a);
    return bound_text(arena, lang, problem, b);
}

struct str cohort_why_text(struct arena *arena, enum lang lang,
                           const struct cohort_problem *problem,
                           const struct application_list *list, struct composition_breach why) {
    switch (why.rule) {
    case COMPOSITION_CONSENT:
        return text_cohort_why_consent(arena, lang);
    case COMPOSITION_APART:
        if (is_manager(problem, why.a, why.b))
            return text_cohort_why_apart(arena, lang, name_at(list, why.b));
        return text_cohort_why_kept_apart(arena, lang, name_at(list, why.b));
    case COMPOSITION_TOGETHER:
        return text_cohort_why_together(arena, lang, name_at(list, why.b));
    case COMPOSITION_UNIT_MAX:
        return text_cohort_why_unit_max(arena, lang, problem->unit_names[why.a], why.want);
    case COMPOSITION_SEATS_MAX:
        return text_cohort_why_seats_max(arena, lang, problem->organisation_names[why.a], why.have);
    case COMPOSITION_PLACES:
    case COMPOSITION_UNIT_MIN:
    case COMPOSITION_SEATS_MIN:
    case COMPOSITION_RULES:
        return text_cohort_why_places(arena, lang, why.want);
    }
    return STR("");
}
