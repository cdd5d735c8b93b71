// SPDX-License-Identifier: EUPL-1.2
// Reads staffing problems in the format staff, and plans; writes plans. A header may announce no
// more than the file has room for, so memory grows with the file and never with what it claims.
#include "app/plan/plan_allocation.h"
#include "app/plan/plan_scan.h"

static enum rc read_amount(struct plan_scan *scan, double most, double *ret_amount) {
    TRY(plan_scan_real(scan, most, ret_amount));
    if (*ret_amount >= 0)
        return RC_OK;
    return plan_unreadable(scan->file, scan->line, scan->at, "a number from 0 belongs here");
}

static enum rc read_people(struct arena *arena, struct plan_scan *scan, struct plan_staffing *p) {
    const size_t m = (size_t)p->n_people;
    double *hours = NEW_ARRAY(arena, double, m);
    int32_t *most = NEW_ARRAY(arena, int32_t, m);
    double *level = NEW_ARRAY(arena, double, m *(size_t)p->n_skills), *at = level;
    for (size_t i = 0; i < m; i++) {
        TRY(read_amount(scan, PLAN_STAFFING_HOURS_MAX, &hours[i]));
        TRY(plan_scan_int(scan, 0, PLAN_STAFFING_PACKAGES_MAX, &most[i]));
        for (int32_t s = 0; s < p->n_skills; s++, at++) {
            TRY(read_amount(scan, 10, at));
            if (*at > 0 && *at < 0.01)
                return plan_unreadable(scan->file, scan->line, scan->at,
                                       "a level is 0, or from 0.01 to 10");
        }
    }
    p->hours = hours;
    p->packages_most = most;
    p->level = level;
    return RC_OK;
}

static enum rc read_demand(struct arena *arena, struct plan_scan *scan, struct plan_staffing *p) {
    const size_t n = (size_t)p->n_packages * (size_t)p->n_skills;
    double *demand = NEW_ARRAY(arena, double, n);
    for (size_t k = 0; k < n; k++)
        TRY(read_amount(scan, PLAN_STAFFING_HOURS_MAX, &demand[k]));
    p->demand = demand;
    return RC_OK;
}

// How many entries of so many numbers follow.
static enum rc read_count(struct plan_scan *scan, int32_t numbers, int32_t *ret_n) {
    const int64_t room = plan_scan_left(scan) / numbers;
    return plan_scan_int(scan, 0, room < INT32_MAX ? (int32_t)room : INT32_MAX, ret_n);
}

static enum rc read_place(struct plan_scan *scan, const struct plan_staffing *p,
                          struct plan_place *ret_place) {
    TRY(plan_scan_int(scan, 0, p->n_people - 1, &ret_place->person));
    return plan_scan_int(scan, 0, p->n_packages - 1, &ret_place->package);
}

static enum rc read_now(struct arena *arena, struct plan_scan *scan, struct plan_staffing *p) {
    TRY(read_count(scan, 2, &p->n_now));
    struct plan_place *now = NEW_ARRAY(arena, struct plan_place, (size_t)p->n_now);
    for (int32_t k = 0; k < p->n_now; k++)
        TRY(read_place(scan, p, &now[k]));
    p->now = now;
    return RC_OK;
}

static enum rc read_wishes(struct arena *arena, struct plan_scan *scan, struct plan_staffing *p) {
    TRY(read_count(scan, 3, &p->n_wishes));
    struct plan_want *wishes = NEW_ARRAY(arena, struct plan_want, (size_t)p->n_wishes);
    for (int32_t k = 0; k < p->n_wishes; k++) {
        struct plan_place place;
        TRY(read_place(scan, p, &place));
        wishes[k] = (struct plan_want){place.person, place.package, 0};
        TRY(read_amount(scan, 1000, &wishes[k].wish));
    }
    p->wishes = wishes;
    return RC_OK;
}

enum rc staffing_read_staff(const struct plan_run *run, struct staffing_input *ret_input) {
    struct plan_staffing p = {
        .changed_most = -1, .member_cost = 10, .change_cost = 4, .wish_worth = 2, .unmet_cost = 50};
    struct plan_scan scan;
    TRY(plan_scan_file(run->arena, run->input, &scan));
    TRY(plan_scan_literal(&scan, "STAFF"));
    TRY(plan_scan_literal(&scan, "1"));
    TRY(plan_scan_int(&scan, 1, PLAN_STAFFING_PEOPLE_MAX, &p.n_people));
    TRY(plan_scan_int(&scan, 1, PLAN_STAFFING_PACKAGES_MAX, &p.n_packages));
    TRY(plan_scan_int(&scan, 1, PLAN_STAFFING_SKILLS_MAX, &p.n_skills));
    const int64_t n_numbers =
        (int64_t)p.n_people * (2 + p.n_skills) + (int64_t)p.n_packages * p.n_skills + 2;
    if (plan_scan_left(&scan) < n_numbers)
        return plan_unreadable(scan.file, scan.line, scan.at,
                               "the file is too short for %d people and %d packages", p.n_people,
                               p.n_packages);
    if ((int64_t)p.n_people * p.n_packages > PLAN_STAFFING_CELLS_MAX)
        return plan_unreadable(scan.file, scan.line, scan.at, "too many people and packages");
    TRY(read_people(run->arena, &scan, &p));
    TRY(read_demand(run->arena, &scan, &p));
    TRY(read_now(run->arena, &scan, &p));
    TRY(read_wishes(run->arena, &scan, &p));
    TRY(plan_scan_end(&scan));
    *ret_input = (struct staffing_input){.problem = p};
    return RC_OK;
}

// ---- plans --------------------------------------------------------------------------------------

enum rc staffing_read_plan(const struct plan_run *run, struct str file, struct plan_work **ret_work,
                           int32_t *ret_n) {
    static const char *const NAMES[] = {"person", "package", "skill", "hours"};
    struct csv_table table;
    size_t column[COUNT_OF(NAMES)];
    TRY(plan_read_csv(run->arena, file, &table));
    for (size_t c = 0; c < COUNT_OF(NAMES); c++) {
        if (!csv_find(&table, str_from_c(NAMES[c]), &column[c]))
            return plan_unreadable(file, 1, 1, "a column named %s is needed", NAMES[c]);
    }
    struct plan_work *work = NEW_ARRAY(run->arena, struct plan_work, table.n_rows);
    for (size_t k = 0; k < table.n_rows; k++) {
        int64_t number[3];
        for (size_t c = 0; c < 3; c++)
            TRY(plan_read_number(&table, file, k, column[c], -1, INT32_MAX, &number[c]));
        work[k] = (struct plan_work){(int32_t)number[0], (int32_t)number[1], (int32_t)number[2], 0};
        if (str_real(csv_cell(&table, k, column[3]), &work[k].hours) != RC_OK ||
            !(work[k].hours >= 0) || work[k].hours > 1e6)
            return plan_unreadable(file, table.lines[k], column[3] + 1, "hours belong here");
    }
    *ret_work = work;
    *ret_n = (int32_t)table.n_rows;
    return RC_OK;
}

struct str staffing_plan_text(struct arena *arena, const struct plan_work *work, int32_t n) {
    struct buf b = buf_on(arena, 32 * (size_t)n + 64);
    buf_lit(&b, "person,package,skill,hours\n");
    for (int32_t k = 0; k < n; k++)
        buf_fmt(&b, "%d,%d,%d,%.9f\n", work[k].person, work[k].package, work[k].skill,
                work[k].hours);
    return buf_done(&b);
}
