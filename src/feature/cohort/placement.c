// SPDX-License-Identifier: EUPL-1.2
// Rules of applications and places: seal what was written, turn applications into a composition
// problem, say in words which rule is broken, and let decisions, members and enrolments follow a
// choice.
#include "feature/cohort/cohort.h"
#include "feature/decision/decision.h"

enum rc application_add(struct db *db, struct arena *arena, struct vault *vault,
                        const struct application_input *input, struct instant now,
                        int64_t *ret_id) {
    struct str question, motivation;
    struct application_add_row added;
    TRY(vault_seal(vault, arena, input->person, "application.learning_question",
                   input->learning_question, &question));
    TRY(vault_seal(vault, arena, input->person, "application.motivation", input->motivation,
                   &motivation));
    const struct opt_int together = {input->together_with, input->together_with != 0};
    TRY(q_application_add(db, arena, input->cohort, input->person, question, motivation,
                          input->week_quarters, together, input->via_alumnus, now, &added));
    *ret_id = added.id;
    return RC_OK;
}

static int32_t index_of_person(const struct application_list *list, int64_t person) {
    for (size_t i = 0; i < list->n; i++)
        if (list->rows[i].person_id == person)
            return (int32_t)i;
    return -1;
}

// A unit, or the whole organisation for people who belong to no unit.
static struct str unit_of(const struct application_list_row *row) {
    return str_is(row->unit_name) ? row->unit_name : row->organisation_name;
}

static void number_units(const struct application_list *list, int32_t *unit,
                         struct cohort_problem *problem) {
    int32_t n = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct str name = unit_of(&list->rows[i]);
        int32_t u = 0;
        while (u < n && !str_eq(problem->unit_names[u], name))
            u++;
        if (u == n)
            problem->unit_names[n++] = name;
        unit[i] = u;
    }
    problem->problem.n_units = n;
}

// People who name each other, directly or through a third, carry the same number.
static void number_together(const struct application_list *list, int32_t *together) {
    for (size_t i = 0; i < list->n; i++)
        together[i] = -1;
    for (size_t i = 0; i < list->n; i++) {
        const int32_t other = list->rows[i].together_with.is
                                  ? index_of_person(list, list->rows[i].together_with.v)
                                  : -1;
        if (other < 0)
            continue;
        const int32_t mine = together[i] >= 0 ? together[i] : (int32_t)i;
        const int32_t theirs = together[other];
        together[i] = together[other] = mine;
        for (size_t k = 0; theirs >= 0 && k < list->n; k++)
            if (together[k] == theirs)
                together[k] = mine;
    }
}

enum rc cohort_problem_of(struct arena *arena, const struct cohort_get_row *cohort,
                          const struct application_list *list,
                          const struct application_hierarchy *hierarchy,
                          struct cohort_problem *ret_problem) {
    const size_t n = list->n;
    int32_t *unit = NEW_ARRAY(arena, int32_t, n + 1), *together = NEW_ARRAY(arena, int32_t, n + 1);
    bool *eligible = NEW_ARRAY(arena, bool, n + 1);
    int32_t(*apart)[2] = arena_alloc(arena, hierarchy->n + 1, sizeof *apart);
    struct cohort_problem problem = {
        .problem = {.n = (int32_t)n,
                    .places = (int32_t)cohort->places,
                    .unit_min = (int32_t)cohort->unit_min,
                    .unit_max = (int32_t)cohort->unit_max,
                    .unit = unit,
                    .eligible = eligible,
                    .together = together,
                    .apart = (const int32_t(*)[2])apart},
        .unit_names = NEW_ARRAY(arena, struct str, n + 1),
    };
    if (n > 2000)
        return RC_LIMIT;
    for (size_t i = 0; i < n; i++)
        eligible[i] = str_eq(list->rows[i].consent, STR("yes"));
    number_units(list, unit, &problem);
    number_together(list, together);
    for (size_t k = 0; k < hierarchy->n; k++) {
        const int32_t manager = index_of_person(list, hierarchy->rows[k].manager_id);
        const int32_t report = index_of_person(list, hierarchy->rows[k].report_id);
        if (manager < 0 || report < 0 || manager == report)
            continue;
        apart[problem.problem.n_apart][0] = manager;
        apart[problem.problem.n_apart++][1] = report;
    }
    *ret_problem = problem;
    return RC_OK;
}

static struct str name_at(const struct application_list *list, int32_t i) {
    return i >= 0 ? list->rows[i].name : STR("");
}

struct str cohort_breach_text(struct arena *arena, enum lang lang,
                              const struct cohort_problem *problem,
                              const struct application_list *list, struct composition_breach b) {
    switch (b.rule) {
    case COMPOSITION_CONSENT:
        return text_cohort_breach_consent(arena, lang, name_at(list, b.a));
    case COMPOSITION_PLACES:
        return text_cohort_breach_places(arena, lang, b.have, b.want);
    case COMPOSITION_UNIT_MIN:
        if (b.a < 0)
            return text_cohort_breach_minimum_sum(arena, lang, b.have, b.want);
        return text_cohort_breach_unit_min(arena, lang, problem->unit_names[b.a], b.have, b.want);
    case COMPOSITION_UNIT_MAX:
        if (b.a < 0)
            return text_cohort_breach_maximum_sum(arena, lang, b.have, b.want);
        return text_cohort_breach_unit_max(arena, lang, problem->unit_names[b.a], b.have, b.want);
    case COMPOSITION_TOGETHER:
        return text_cohort_breach_together(arena, lang, name_at(list, b.a), name_at(list, b.b));
    case COMPOSITION_APART:
        return text_cohort_breach_apart(arena, lang, name_at(list, b.a), name_at(list, b.b));
    case COMPOSITION_RULES:
        return text_cohort_breach_rules(arena, lang);
    }
    return STR("");
}

struct str cohort_why_text(struct arena *arena, enum lang lang,
                           const struct cohort_problem *problem,
                           const struct application_list *list, struct composition_breach why) {
    switch (why.rule) {
    case COMPOSITION_CONSENT:
        return text_cohort_why_consent(arena, lang);
    case COMPOSITION_APART:
        return text_cohort_why_apart(arena, lang, name_at(list, why.b));
    case COMPOSITION_TOGETHER:
        return text_cohort_why_together(arena, lang, name_at(list, why.b));
    case COMPOSITION_UNIT_MAX:
        return text_cohort_why_unit_max(arena, lang, problem->unit_names[why.a], why.want);
    case COMPOSITION_PLACES:
    case COMPOSITION_UNIT_MIN:
    case COMPOSITION_RULES:
        return text_cohort_why_places(arena, lang, why.want);
    }
    return STR("");
}

static enum rc person_in(struct db *db, const struct placement *p, int64_t person) {
    TRY(q_cohort_join(db, p->cohort, person, p->today, NULL));
    return q_cohort_enrolment_resume(db, p->cohort, person, NULL);
}

static enum rc person_out(struct db *db, const struct placement *p, int64_t person) {
    TRY(q_cohort_leave_today(db, p->cohort, person, p->today, NULL));
    TRY(q_cohort_leave(db, p->cohort, person, day_after(p->today, -1), NULL));
    return q_cohort_enrolment_end(db, p->cohort, person, p->now, NULL);
}

enum rc cohort_place(struct db *db, struct arena *arena, const struct placement *p,
                     const struct application_list *list, const bool *placed) {
    for (size_t i = 0; i < list->n; i++) {
        const struct application_list_row *row = &list->rows[i];
        const struct str outcome = placed[i] ? STR("placed") : STR("waiting");
        if (str_eq(row->placement, outcome))
            continue;
        const struct decision decision = {.kind = STR("placement"),
                                          .subject = row->id,
                                          .outcome = outcome,
                                          .by_person = p->by_person,
                                          .as_role = p->as_role,
                                          .day = p->today,
                                          .now = p->now,
                                          .reason = p->reason};
        int64_t id;
        TRY(decision_record(db, arena, &decision, &id));
        TRY(placed[i] ? person_in(db, p, row->person_id) : person_out(db, p, row->person_id));
    }
    return cohort_enrol(db, p->cohort, p->today, p->now);
}
