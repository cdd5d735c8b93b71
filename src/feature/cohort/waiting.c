// SPDX-License-Identifier: EUPL-1.2
// Rules of the waiting list: who moves up when a place is free, what stopping does, who takes whose
// place. Before the start by itself; after it only by a person's decision.
#include "feature/cohort/cohort.h"
#include "feature/decision/decision.h"

// ---- who may come in ----------------------------------------------------------------------------

struct line { // the applications of a cohort, and who has a place
    const struct composition_problem *p;
    bool *placed;
    int32_t n_placed;
};

static int32_t in_unit(const struct line *line, int32_t u) {
    int32_t n = 0;
    for (int32_t i = 0; i < line->p->n; i++)
        n += line->placed[i] && line->p->unit[i] == u;
    return n;
}

static int32_t in_organisation(const struct line *line, int32_t o) {
    int32_t n = 0;
    for (int32_t i = 0; i < line->p->n; i++)
        n += line->placed[i] && line->p->organisation[line->p->unit[i]] == o;
    return n;
}

static bool in_block(const struct composition_problem *p, int32_t first, int32_t i) {
    return i == first || (p->together[i] >= 0 && p->together[i] == p->together[first]);
}

// No more than the maxima, nobody beside whom they must not be. Looks after the block came in.
static bool keeps_rules(const struct line *line, int32_t first) {
    const struct composition_problem *const p = line->p;
    for (int32_t i = 0; i < p->n; i++) {
        if (!in_block(p, first, i))
            continue;
        const int32_t u = p->unit[i];
        if (!p->eligible[i] || in_unit(line, u) > p->unit_max)
            return false;
        if (p->n_organisations > 0 &&
            in_organisation(line, p->organisation[u]) > p->seats_max[p->organisation[u]])
            return false;
    }
    for (size_t k = 0; k < p->n_apart; k++)
        if (line->placed[p->apart[k][0]] && line->placed[p->apart[k][1]] &&
            (in_block(p, first, p->apart[k][0]) || in_block(p, first, p->apart[k][1])))
            return false;
    return true;
}

// People that minima still ask for and who wait: places that are kept for them.
static int32_t still_needed(const struct line *line) {
    const struct composition_problem *const p = line->p;
    int32_t needed = 0;
    for (int32_t u = 0; u < p->n_units; u++) {
        int32_t waiting = 0;
        for (int32_t i = 0; i < p->n; i++)
            waiting += p->unit[i] == u && p->eligible[i] && !line->placed[i];
        const int32_t missing = p->unit_min - in_unit(line, u);
        needed += missing <= 0 ? 0 : missing < waiting ? missing : waiting;
    }
    for (int32_t o = 0; o < p->n_organisations; o++) {
        int32_t waiting = 0;
        for (int32_t i = 0; i < p->n; i++)
            waiting += p->organisation[p->unit[i]] == o && p->eligible[i] && !line->placed[i];
        const int32_t missing = p->seats_min[o] - in_organisation(line, o);
        const int32_t own = missing <= 0 ? 0 : missing < waiting ? missing : waiting;
        needed = own > needed ? own : needed;
    }
    return needed;
}

static int32_t block_move(struct line *line, int32_t first, bool in) {
    int32_t n = 0;
    for (int32_t i = 0; i < line->p->n; i++)
        if (in_block(line->p, first, i) && line->placed[i] != in) {
            line->placed[i] = in;
            n++;
        }
    line->n_placed += in ? n : -n;
    return n;
}

// Takes the first of the line, with whom belongs to them, if the rules allow it.
static bool try_one(struct line *line, int32_t first) {
    const int32_t needed = still_needed(line);
    for (int32_t i = 0; i < line->p->n; i++)
        if (in_block(line->p, first, i) && line->placed[i])
            return false; // part of the block is in already: a person decides
    block_move(line, first, true);
    const int32_t free_after = line->p->places - line->n_placed, needed_after = still_needed(line);
    if (free_after >= 0 && keeps_rules(line, first) &&
        (needed_after < needed || free_after >= needed_after))
        return true;
    block_move(line, first, false);
    return false;
}

static void move_up(struct line *line, bool *moves) {
    for (int32_t i = 0; i < line->p->n && line->n_placed < line->p->places; i++) {
        if (line->placed[i] || !try_one(line, i))
            continue;
        for (int32_t j = 0; j < line->p->n; j++)
            moves[j] |= in_block(line->p, i, j);
        i = -1; // who could not before may now
    }
}

// ---- loading ------------------------------------------------------------------------------------

static struct application_list without_names(struct arena *arena, const struct waiting_list *list) {
    struct application_list ret = {NEW_ARRAY(arena, struct application_list_row, list->n + 1),
                                   list->n};
    for (size_t i = 0; i < list->n; i++)
        ret.rows[i] =
            (struct application_list_row){.id = list->rows[i].id,
                                          .person_id = list->rows[i].person_id,
                                          .unit_id = list->rows[i].unit_id,
                                          .organisation_id = list->rows[i].organisation_id,
                                          .together_with = list->rows[i].together_with,
                                          .consent = list->rows[i].consent};
    return ret;
}

static bool has_place(const struct waiting_list_row *row) {
    return str_eq(row->placement, STR("placed"));
}

static enum rc moves_find(struct db_ro *db, struct arena *arena,
                          const struct waiting_cohort_row *cohort, int64_t leaving,
                          struct day today, struct waiting_list *ret_list, bool **ret_moves) {
    struct cohort_rules rules;
    struct cohort_problem problem;
    TRY(q_waiting_list(db, arena, cohort->id, today, ret_list));
    TRY(cohort_rules_load(db, arena, cohort->id, today, &rules));
    const struct application_list list = without_names(arena, ret_list);
    const struct cohort_sizes sizes = {cohort->places, cohort->unit_min, cohort->unit_max};
    TRY(cohort_problem_of(arena, &sizes, &list, &rules, &problem));
    bool *eligible = NEW_ARRAY(arena, bool, list.n + 1);
    struct line line = {&problem.problem, NEW_ARRAY(arena, bool, list.n + 1), 0};
    *ret_moves = NEW_ARRAY(arena, bool, list.n + 1);
    for (size_t i = 0; i < list.n; i++) {
        const bool leaves = ret_list->rows[i].id == leaving;
        line.placed[i] = has_place(&ret_list->rows[i]) && !leaves;
        line.n_placed += line.placed[i];
        eligible[i] = problem.problem.eligible[i] && !leaves;
    }
    problem.problem.eligible = eligible;
    move_up(&line, *ret_moves);
    return RC_OK;
}

enum rc waiting_preview(struct db_ro *db, struct arena *arena, int64_t cohort, int64_t leaving,
                        struct day today, struct waiting_list *ret_list, bool **ret_moves) {
    struct waiting_cohort_row row;
    TRY(q_waiting_cohort(db, arena, cohort, today, &row));
    TRY(moves_find(db, arena, &row, leaving, today, ret_list, ret_moves));
    for (size_t i = 0; (row.started || !row.composed) && i < ret_list->n; i++)
        (*ret_moves)[i] = false;
    return RC_OK;
}

// ---- moving -------------------------------------------------------------------------------------

enum rc waiting_move_up(struct db *db, struct arena *arena, const struct placement *placement,
                        int64_t after, int64_t *ret_n) {
    struct waiting_list list;
    struct placement by_itself = *placement;
    bool *moves;
    int64_t n = 0;
    TRY(waiting_preview(db_read(db), arena, placement->cohort, 0, placement->today, &list, &moves));
    by_itself.reason = STR_NONE;
    for (size_t i = 0; i < list.n; i++) {
        if (!moves[i])
            continue;
        n++;
        TRY(cohort_place_one(db, arena, &by_itself,
                             &(struct place_change){.application = list.rows[i].id,
                                                    .person = list.rows[i].person_id,
                                                    .outcome = STR("placed"),
                                                    .cause = STR("moved_up"),
                                                    .other = after}));
    }
    *ret_n = n;
    return n > 0 ? cohort_enrol(db, placement->cohort, placement->today, placement->now) : RC_OK;
}

// Who takes the place waits, with consent unless named. Other rules are the decider's, who saw
// them.
static enum rc replace(struct db *db, struct arena *arena, const struct placement *placement,
                       const struct stopping *stopping) {
    struct waiting_list list;
    TRY(q_waiting_list(db_read(db), arena, placement->cohort, placement->today, &list));
    for (size_t i = 0; i < list.n; i++)
        if (list.rows[i].id == stopping->replacement && !has_place(&list.rows[i]) &&
            (stopping->is_named || str_eq(list.rows[i].consent, STR("yes")))) {
            TRY(cohort_place_one(db, arena, placement,
                                 &(struct place_change){.application = list.rows[i].id,
                                                        .person = list.rows[i].person_id,
                                                        .outcome = STR("placed"),
                                                        .cause = STR("replaces"),
                                                        .other = stopping->application->id}));
            return cohort_enrol(db, placement->cohort, placement->today, placement->now);
        }
    return RC_CONFLICT;
}

enum rc waiting_stop(struct db *db, struct arena *arena, const struct placement *placement,
                     const struct stopping *stopping, int64_t *ret_moved_up) {
    const struct waiting_get_row *const application = stopping->application;
    int64_t changed;
    *ret_moved_up = 0;
    TRY(q_waiting_withdraw(db, application->id, placement->now, &changed));
    if (changed != 1)
        return RC_CONFLICT;
    TRY(cohort_place_one(db, arena, placement,
                         &(struct place_change){.application = application->id,
                                                .person = application->person_id,
                                                .outcome = STR("withdrawn"),
                                                .cause = STR("stopped")}));
    if (stopping->replacement != 0)
        return replace(db, arena, placement, stopping);
    return waiting_move_up(db, arena, placement, application->id, ret_moved_up);
}
