// SPDX-License-Identifier: EUPL-1.2
// Plans of savings as CSV, one line for each quarter and family, and back. A file says how many
// came and went by moving, not between which families: reading finds the courses that explain it.
#include <math.h>

#include "app/plan/plan_savings.h"

enum column { QUARTER, FAMILY, STAFF, LEAVERS, MOVED_IN, MOVED_OUT, HIRED, EXTERNAL, N_COLUMNS };
static const char *const COLUMNS[N_COLUMNS] = {"quarter",  "family",    "staff", "leavers",
                                               "moved_in", "moved_out", "hired", "external"};

struct str savings_family_name(struct arena *arena, const struct savings_input *input, int32_t f) {
    return input->ids ? input->ids[f] : str_fmt(arena, "%d", f);
}

// FTE that move to and from each family, and what their training costs: [n_families * n_quarters]
struct moves {
    double *in, *out, *cost;
};

static struct moves count_moves(struct arena *arena, const struct plan_savings *p,
                                const struct plan_savings_plan *plan) {
    const size_t n_cells = (size_t)p->n_families * (size_t)p->n_quarters;
    const struct moves moves = {NEW_ARRAY(arena, double, n_cells),
                                NEW_ARRAY(arena, double, n_cells),
                                NEW_ARRAY(arena, double, n_cells)};
    for (int32_t k = 0; k < p->n_courses * p->n_quarters; k++) {
        const struct plan_savings_course *course = &p->courses[k / p->n_quarters];
        const int32_t t = k % p->n_quarters;
        moves.out[course->from * p->n_quarters + t] += plan->moved[k];
        moves.in[course->to * p->n_quarters + t] += plan->moved[k];
        moves.cost[course->to * p->n_quarters + t] += plan->moved[k] * course->cost;
    }
    return moves;
}

// In billionths, without the noughts behind: what many families lose by it together stays far below
// the 0.00001 FTE that the recount lets pass.
static void add_amount(struct buf *b, double amount) {
    char text[64];
    int n = snprintf(text, sizeof text, "%.9f", amount);
    while (text[n - 1] == '0')
        n--;
    n -= text[n - 1] == '.';
    buf_char(b, ',');
    buf_add(b, text, (size_t)n);
}

struct str savings_plan_text(struct arena *arena, const struct savings_input *input,
                             const struct plan_savings_plan *plan) {
    const struct plan_savings *p = &input->problem;
    const struct moves moves = count_moves(arena, p, plan);
    struct buf b = buf_on(arena, 64 * (size_t)p->n_families * (size_t)p->n_quarters + 128);
    buf_lit(&b, "quarter,family,staff,leavers,moved_in,moved_out,hired,external,cost\n");
    for (int32_t t = 0; t < p->n_quarters; t++) {
        for (int32_t f = 0; f < p->n_families; f++) {
            const int32_t at = f * p->n_quarters + t;
            const struct plan_savings_family *family = &p->families[f];
            buf_fmt(&b, "%d,", t + 1);
            csv_text(&b, savings_family_name(arena, input, f));
            add_amount(&b, plan->staff[at]);
            add_amount(&b, plan->leavers[at]);
            add_amount(&b, moves.in[at]);
            add_amount(&b, moves.out[at]);
            add_amount(&b, plan->hired[at]);
            add_amount(&b, plan->external[at]);
            buf_fmt(&b, ",%.2f\n",
                    family->cost * plan->staff[at] + family->external_cost * plan->external[at] +
                        family->hire_cost * plan->hired[at] + moves.cost[at]);
        }
    }
    return buf_done(&b);
}

// ---- reading -----------------------------------------------------------------------------------

struct plan_file {
    struct arena *arena;
    struct str name;
    const struct savings_input *input;
    struct csv_table table;
    size_t column[N_COLUMNS];
    bool *is_told; // [n_families * n_quarters]
    struct moves moves;
};

static enum rc unreadable(const struct plan_file *file, size_t row, enum column column,
                          const char *what) {
    return plan_unreadable(file->name, file->table.lines[row], file->column[column] + 1, "%s",
                           what);
}

static enum rc read_amount(const struct plan_file *file, size_t row, enum column column,
                           double *ret_amount) {
    double amount;
    if (str_real(csv_cell(&file->table, row, file->column[column]), &amount) != RC_OK ||
        amount < 0 || amount > PLAN_SAVINGS_NUMBER_MAX)
        return unreadable(file, row, column, "a number from 0 belongs here");
    *ret_amount = amount;
    return RC_OK;
}

// A family by its name, or by its number where it has none.
static enum rc read_place(const struct plan_file *file, size_t row, int32_t *ret_at) {
    const struct plan_savings *p = &file->input->problem;
    const struct str id = csv_cell(&file->table, row, file->column[FAMILY]);
    int64_t quarter, f = 0;
    TRY(plan_read_number(&file->table, file->name, row, file->column[QUARTER], 1, p->n_quarters,
                         &quarter));
    if (!file->input->ids)
        TRY(plan_read_number(&file->table, file->name, row, file->column[FAMILY], 0,
                             p->n_families - 1, &f));
    else
        while (f < p->n_families && !str_eq(file->input->ids[f], id))
            f++;
    if (f == p->n_families)
        return unreadable(file, row, FAMILY, "a family of the problem belongs here");
    const int32_t at = (int32_t)(f * p->n_quarters + quarter - 1);
    if (file->is_told[at])
        return unreadable(file, row, FAMILY, "this quarter of the family stands above already");
    file->is_told[at] = true;
    *ret_at = at;
    return RC_OK;
}

static enum rc read_row(const struct plan_file *file, size_t row, struct plan_savings_plan *plan) {
    int32_t at = 0;
    TRY(read_place(file, row, &at));
    TRY(read_amount(file, row, STAFF, &plan->staff[at]));
    TRY(read_amount(file, row, LEAVERS, &plan->leavers[at]));
    TRY(read_amount(file, row, MOVED_IN, &file->moves.in[at]));
    TRY(read_amount(file, row, MOVED_OUT, &file->moves.out[at]));
    TRY(read_amount(file, row, HIRED, &plan->hired[at]));
    return read_amount(file, row, EXTERNAL, &plan->external[at]);
}

static enum rc read_rows(struct plan_file *file, struct plan_savings_plan *plan) {
    const struct plan_savings *p = &file->input->problem;
    const size_t n_cells = (size_t)p->n_families * (size_t)p->n_quarters;
    TRY(plan_read_csv(file->arena, file->name, &file->table));
    for (int k = 0; k < N_COLUMNS; k++)
        if (!csv_find(&file->table, str_from_c(COLUMNS[k]), &file->column[k]))
            return plan_unreadable(file->name, 1, 1, "a column named %s is needed", COLUMNS[k]);
    if (file->table.n_rows != n_cells)
        return plan_unreadable(file->name, 1, 1, "%d quarters of %d families belong here",
                               p->n_quarters, p->n_families);
    for (size_t row = 0; row < n_cells; row++)
        TRY(read_row(file, row, plan));
    return RC_OK;
}

// One quarter at a time. Returns the first that cannot be explained, -1: none.
static int32_t explain_moves(const struct plan_file *file, struct plan_savings_plan *plan) {
    const struct plan_savings *p = &file->input->problem;
    double *in = NEW_ARRAY(file->arena, double, (size_t)p->n_families);
    double *out = NEW_ARRAY(file->arena, double, (size_t)p->n_families);
    for (int32_t t = 0; t < p->n_quarters; t++) {
        double *moved;
        for (int32_t f = 0; f < p->n_families; f++) {
            in[f] = file->moves.in[f * p->n_quarters + t];
            out[f] = file->moves.out[f * p->n_quarters + t];
        }
        if (!plan_savings_moves(file->arena, p, out, in, &moved))
            return t;
        for (int32_t a = 0; a < p->n_courses; a++)
            plan->moved[a * p->n_quarters + t] = moved[a];
    }
    return -1;
}

enum rc savings_read_plan(struct arena *arena, struct str name, const struct savings_input *input,
                          struct plan_savings_plan *ret_plan, int32_t *ret_unexplained) {
    const struct plan_savings *p = &input->problem;
    const size_t n_cells = (size_t)p->n_families * (size_t)p->n_quarters;
    struct plan_savings_plan plan = {
        .staff = NEW_ARRAY(arena, double, n_cells),
        .leavers = NEW_ARRAY(arena, double, n_cells),
        .hired = NEW_ARRAY(arena, double, n_cells),
        .external = NEW_ARRAY(arena, double, n_cells),
        .moved = NEW_ARRAY(arena, double, (size_t)(p->n_courses * p->n_quarters)),
    };
    struct plan_file file = {
        .arena = arena,
        .name = name,
        .input = input,
        .is_told = NEW_ARRAY(arena, bool, n_cells),
        .moves = {NEW_ARRAY(arena, double, n_cells), NEW_ARRAY(arena, double, n_cells), NULL}};
    TRY(read_rows(&file, &plan));
    *ret_unexplained = explain_moves(&file, &plan);
    *ret_plan = plan;
    return RC_OK;
}
