// SPDX-License-Identifier: EUPL-1.2
// What the page of a plan says, counted from its rows and from what it was made for: whom each
// person meets and misses, which pairs never meet, and what a repair changes and costs. No SQL
// text.
#include "feature/plan/plan.h"

int64_t plan_pairs(int64_t n_people) {
    return n_people * (n_people - 1) / 2;
}

static bool is_state(const struct plan_get_row *plan, const char *state) {
    return str_eq(plan->state, str_from_c(state));
}

bool plan_waits(const struct plan_get_row *plan) {
    return is_state(plan, "waiting") || is_state(plan, "running");
}

int64_t plan_possible(const struct plan_get_row *plan) {
    return plan->possible.is ? plan->possible.v : plan_pairs(plan->n_people);
}

struct str plan_certificate_title(enum lang lang, const struct plan_get_row *plan) {
    if (plan->objective.v == plan_pairs(plan->n_people))
        return text_of(lang, T_plan_everybody);
    if (plan->objective.v == plan_possible(plan))
        return text_of(lang, T_plan_everybody_allowed);
    return text_of(lang, plan->objective.v == plan->bound.v ? T_plan_best : T_plan_good);
}

struct str plan_state_label(enum lang lang, const struct plan_view *view) {
    if (view->in_use)
        return text_of(lang, T_plan_state_in_use);
    if (view->waits)
        return text_of(lang, is_state(&view->plan, "running") ? T_plan_state_running
                                                              : T_plan_state_waiting);
    return text_of(lang, is_state(&view->plan, "cancelled") ? T_plan_state_stopped
                         : view->found                      ? T_plan_state_found
                                                            : T_plan_state_none);
}

// ---- seats -----------------------------------------------------------------------------------

struct count { // seats: the people of the plan, by name
    struct ctx *c;
    struct plan_view *view;
    const struct plan_input *input;
    size_t n, n_rounds;
    size_t *index;                     // [n] in the input
    size_t *seat;                      // [input people] n: has no seat
    int64_t *place, *previous;         // [n_rounds * n] groups, 0: none
    bool *apart;                       // [n * n] a rule keeps the two apart
    struct meeting *meetings, *before; // [n * n] in this plan; as it would have been
};

static size_t index_of(const struct plan_input *input, int64_t person) {
    size_t k = 0;
    while (k < input->n_people && input->people[k] != person)
        k++;
    return k;
}

// Rows come person by person.
static void seats_fill(struct count *count, const struct plan_places *places) {
    struct plan_view *const view = count->view;
    size_t seat = 0;
    for (size_t k = 0; k < places->n; k++) {
        const struct plan_places_row *row = &places->rows[k];
        if (k == 0 || row->person_id != row[-1].person_id) {
            seat = view->n_people++;
            view->people[seat] = (struct plan_person){.name = row->name, .letter = row->letter};
            count->index[seat] = index_of(count->input, row->person_id);
            ENSURE(count->index[seat] < count->input->n_people);
            count->seat[count->index[seat]] = seat;
        }
        count->place[(size_t)(row->round - 1) * count->n + seat] = row->group_number;
    }
    for (size_t w = 0; w < count->n_rounds; w++)
        for (size_t i = 0; i < count->n; i++) {
            const size_t at = w * count->input->n_people + count->index[i];
            const bool comes = w < count->input->n_fixed || !count->input->absent[at];
            count->previous[w * count->n + i] = comes ? count->input->place[at] : 0;
        }
}

static void pair_each(struct count *count, const int64_t *pairs, size_t n_pairs, bool *marked,
                      struct meeting *meetings) {
    for (size_t k = 0; k < n_pairs; k++) {
        const size_t a = count->seat[pairs[2 * k]], b = count->seat[pairs[2 * k + 1]];
        if (a == count->n || b == count->n)
            continue;
        if (marked != NULL)
            marked[a * count->n + b] = marked[b * count->n + a] = true;
        else
            meetings_before(&(struct grouping_pair){a, b}, 1, meetings, count->n);
    }
}

static void rules_fill(struct count *count) {
    const int64_t *const organisation = count->input->organisation;
    for (size_t i = 0; i < count->n; i++)
        for (size_t j = 0; j < count->n; j++) {
            const int64_t a = organisation[count->index[i]], b = organisation[count->index[j]];
            count->apart[i * count->n + j] = a != 0 && a == b;
        }
    pair_each(count, count->input->apart, count->input->n_apart, count->apart, NULL);
}

static struct meeting *meetings_in(struct count *count, const int64_t *place) {
    struct meeting_round *rounds =
        NEW_ARRAY(count->c->arena, struct meeting_round, count->n_rounds);
    struct meeting *const meetings =
        meetings_of(count->c->arena, rounds, count->n_rounds, place, count->n);
    if (count->view->kind == GROUPING_SUBGROUP)
        pair_each(count, count->input->met, count->input->n_met, NULL, meetings);
    return meetings;
}

static struct count count_of(struct ctx *c, const struct plan_places *places,
                             struct plan_view *view) {
    const struct plan_input *const input = &view->input;
    const size_t n = (size_t)view->plan.n_people, n_rounds = input->n_modules;
    struct count count = {
        .c = c,
        .view = view,
        .input = input,
        .n = n,
        .n_rounds = n_rounds,
        .index = NEW_ARRAY(c->arena, size_t, n + 1),
        .seat = NEW_ARRAY(c->arena, size_t, input->n_people),
        .place = NEW_ARRAY(c->arena, int64_t, n * n_rounds + 1),
        .previous = NEW_ARRAY(c->arena, int64_t, n * n_rounds + 1),
        .apart = NEW_ARRAY(c->arena, bool, n *n + 1),
    };
    view->people = NEW_ARRAY(c->arena, struct plan_person, n + 1);
    for (size_t k = 0; k < input->n_people; k++)
        count.seat[k] = n;
    seats_fill(&count, places);
    rules_fill(&count);
    count.meetings = meetings_in(&count, count.place);
    count.before = meetings_in(&count, count.previous);
    return count;
}

// ---- whom each meets and misses --------------------------------------------------------------

static void missing_add(struct count *count, size_t i, size_t j) {
    const struct plan_person *const people = count->view->people;
    if (i < j)
        count->view->missing[count->view->n_missing++] = (struct plan_missing){
            people[i].letter, people[i].name, people[j].letter, people[j].name};
}

static void people_fill(struct count *count) {
    struct plan_view *const view = count->view;
    const size_t n = count->n;
    view->missing = NEW_ARRAY(count->c->arena, struct plan_missing, n * n / 2 + 1);
    for (size_t i = 0; i < n; i++) {
        struct buf missed = buf_on(count->c->arena, 128);
        for (size_t j = 0; j < n; j++) {
            const int64_t times = count->meetings[i * n + j].times;
            view->people[i].met += times > 0;
            view->people[i].meetings += times;
            if (i == j || times > 0)
                continue;
            if (count->apart[i * n + j]) {
                view->n_ruled += i < j;
                view->people[i].n_ruled++;
                continue;
            }
            if (view->people[i].n_missed++ > 0)
                buf_c(&missed, ", ");
            buf_str(&missed, view->people[j].name);
            missing_add(count, i, j);
        }
        view->people[i].missed = buf_done(&missed);
    }
}

// ---- groups of the whole cohort --------------------------------------------------------------

static void groups_fill(struct count *count) {
    struct plan_view *const view = count->view;
    for (size_t i = 0; i < count->n; i++)
        if (count->place[i] > view->n_groups)
            view->n_groups = count->place[i];
    view->groups = NEW_ARRAY(count->c->arena, struct plan_group, (size_t)view->n_groups + 1);
    for (int64_t g = 0; g < view->n_groups; g++) {
        struct plan_group *const group = &view->groups[g];
        group->letter = groups_letter(count->c->arena, g + 1);
        group->people = NEW_ARRAY(count->c->arena, const struct plan_person *, count->n);
        for (size_t i = 0; i < count->n; i++)
            if (count->place[i] == g + 1)
                group->people[group->n++] = &view->people[i];
    }
}

// ---- what a repair changes and costs ---------------------------------------------------------

static void change_fill(struct count *count, size_t w, struct plan_change *change) {
    struct buf who = buf_on(count->c->arena, 128);
    for (size_t i = 0; i < count->n; i++) {
        const int64_t from = count->previous[w * count->n + i], to = count->place[w * count->n + i];
        if (to == 0 || from == to)
            continue;
        change->n_moved += from > 0;
        change->n_new += from == 0;
        if (who.n > 0)
            buf_c(&who, ", ");
        buf_str(&who, count->view->people[i].name);
        buf_c(&who, " (");
        if (from > 0)
            buf_str(&who, groups_letter(count->c->arena, from));
        buf_c(&who, from > 0 ? " \u2192 " : "\u2192 ");
        buf_str(&who, groups_letter(count->c->arena, to));
        buf_c(&who, ")");
    }
    change->who = buf_done(&who);
}

static enum rc changes_fill(struct count *count, const struct scope *cohort) {
    struct plan_view *const view = count->view;
    struct grouping_modules modules = {0};
    if (view->kind == GROUPING_SUBGROUP)
        TRY(q_grouping_modules(count->c->ro, count->c->arena, cohort, &modules));
    view->changes = NEW_ARRAY(count->c->arena, struct plan_change, count->n_rounds);
    for (size_t w = count->input->n_fixed; w < count->n_rounds; w++) {
        struct plan_change *const change = &view->changes[view->n_changes++];
        change->module = grouping_label(count->c->lang, view->kind);
        for (size_t m = 0; m < modules.n; m++)
            if (modules.rows[m].module_id == count->input->modules[w])
                change->module =
                    groups_module_title(count->c->arena, count->c->lang, &modules.rows[m]);
        change_fill(count, w, change);
        view->n_moved += change->n_moved;
    }
    return RC_OK;
}

static bool had_place(const struct count *count, size_t seat) {
    for (size_t w = 0; w < count->n_rounds; w++)
        if (count->previous[w * count->n + seat] > 0)
            return true;
    return false;
}

// Of the pairs of people who were there before: how many met as it was planned, how many now.
static void cost_fill(struct count *count) {
    struct plan_cost *const cost = &count->view->cost;
    const size_t n = count->n;
    for (size_t i = 0; i < n; i++) {
        count->view->people[i].is_new = !had_place(count, i);
        cost->n_new += count->view->people[i].is_new;
    }
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++) {
            if (count->view->people[i].is_new || count->view->people[j].is_new ||
                count->apart[i * n + j])
                continue;
            cost->pairs++;
            cost->before += count->before[i * n + j].times > 0;
            cost->now += count->meetings[i * n + j].times > 0;
        }
}

enum rc plan_view_count(struct ctx *c, const struct scope *cohort, const struct plan_places *places,
                        struct plan_view *view) {
    struct count count = count_of(c, places, view);
    people_fill(&count);
    if (view->kind != GROUPING_SUBGROUP)
        groups_fill(&count);
    if (!view->input.wish.repair)
        return RC_OK;
    cost_fill(&count);
    return changes_fill(&count, cohort);
}

// ---- why there is none -----------------------------------------------------------------------

static struct str conflict_text(struct ctx *c, const struct plan_input *input,
                                enum plan_rule rule) {
    const int64_t n_people = (int64_t)input->n_people, n_groups = input->wish.n_groups;
    if (rule == PLAN_RULE_NUMBERS || rule == PLAN_RULE_SEATS)
        return text_plan_conflict_numbers(c->arena, c->lang, n_people, n_groups);
    if (rule == PLAN_RULE_APART_CLASS)
        return text_plan_conflict_apart_class(c->arena, c->lang, n_groups);
    if (rule == PLAN_RULE_NOT_FOUND && input->wish.repair)
        return text_plan_conflict_moves(c->arena, c->lang, PLAN_MOVES_MAX);
    if (rule == PLAN_RULE_NOT_FOUND)
        return text_plan_conflict_not_found(c->arena, c->lang);
    return text_plan_conflict_rules(c->arena, c->lang, str_from_c(plan_rule_name(rule)));
}

enum rc plan_view_conflicts(struct ctx *c, struct plan_view *view) {
    enum plan_rule *rules;
    size_t n;
    TRY(plan_conflicts_read(c->arena, view->plan.conflicts, &rules, &n));
    view->conflicts = NEW_ARRAY(c->arena, struct str, n + 1);
    for (size_t i = 0; i < n; i++) {
        bool said = false; // one sentence a rule, however many modules break it
        for (size_t k = 0; k < i; k++)
            said |= rules[k] == rules[i];
        if (!said)
            view->conflicts[view->n_conflicts++] = conflict_text(c, &view->input, rules[i]);
    }
    return RC_OK;
}
