// SPDX-License-Identifier: EUPL-1.2
// Reads job families from CSV and the limits from the options: a year becomes four quarters, a
// percentage a share.
#include <math.h>

#include "app/plan/plan_savings.h"

enum { FAMILIES_MAX = 2000 };
static const size_t ABSENT = SIZE_MAX;
static const double MONEY_MAX = 1e9, PEOPLE_MAX = 1e6, EXTERNAL_FACTOR = 1.9, QUARTERS = 4;
// The normal deviate that one in ten stays below.
static const double ONE_IN_TEN = 1.2815515655446004;

struct sheet {
    const struct plan_run *run;
    struct csv_table table;
    struct savings_input input;
    struct plan_savings_family *families; // of SCENARIO_P50
    size_t *work_column, *seats_column;   // [n_quarters] of `work_N` and `seats_N`, or ABSENT
};

// ---- cells -------------------------------------------------------------------------------------

static enum rc unreadable(const struct sheet *s, size_t row, size_t column, const char *what) {
    return plan_unreadable(s->run->input, s->table.lines[row], column + 1, "%s", what);
}

// The number in a column; `fallback` where the cell is empty or the column absent.
static enum rc read_cell(const struct sheet *s, size_t column, size_t row, double most,
                         double fallback, double *ret_number) {
    *ret_number = fallback;
    if (column == ABSENT || !str_is(csv_cell(&s->table, row, column)))
        return RC_OK;
    double number;
    if (str_real(csv_cell(&s->table, row, column), &number) != RC_OK || number < 0 || number > most)
        return plan_unreadable(s->run->input, s->table.lines[row], column + 1,
                               "a number from 0 to %.0f belongs here", most);
    *ret_number = number;
    return RC_OK;
}

static size_t find_column(const struct sheet *s, const char *name) {
    size_t column;
    return csv_find(&s->table, str_from_c(name), &column) ? column : ABSENT;
}

static enum rc read_number(const struct sheet *s, const char *name, size_t row, double most,
                           double fallback, double *ret_number) {
    return read_cell(s, find_column(s, name), row, most, fallback, ret_number);
}

static enum rc need_number(const struct sheet *s, const char *name, size_t row, double most,
                           double *ret_number) {
    const size_t column = find_column(s, name);
    if (column == ABSENT)
        return plan_unreadable(s->run->input, 1, 1, "a column named %s is needed", name);
    if (!str_is(csv_cell(&s->table, row, column)))
        return unreadable(s, row, column, "a number belongs here");
    return read_cell(s, column, row, most, 0, ret_number);
}

// The columns "NAME_1" and on, [n_quarters].
static size_t *find_quarters(const struct sheet *s, const char *name) {
    struct arena *arena = s->run->arena;
    size_t *columns = NEW_ARRAY(arena, size_t, (size_t)s->input.problem.n_quarters);
    for (int32_t t = 0; t < s->input.problem.n_quarters; t++)
        columns[t] = find_column(s, str_c(arena, str_fmt(arena, "%s_%d", name, t + 1)));
    return columns;
}

// ---- families ----------------------------------------------------------------------------------

static int32_t find_family(const struct sheet *s, struct str id, int32_t n) {
    int32_t f = 0;
    while (f < n && !str_eq(s->input.ids[f], id))
        f++;
    return f < n ? f : -1;
}

static enum rc read_ids(struct sheet *s) {
    const size_t column = find_column(s, "family");
    if (column == ABSENT)
        return plan_unreadable(s->run->input, 1, 1, "a column named family is needed");
    const int64_t cells = (int64_t)s->table.n_rows * s->input.problem.n_quarters;
    if (s->table.n_rows < 1 || s->table.n_rows > FAMILIES_MAX || cells > PLAN_SAVINGS_CELLS_MAX)
        return plan_unreadable(s->run->input, 1, 1, "from 1 to %d families belong here",
                               FAMILIES_MAX);
    const int32_t n = s->input.problem.n_families = (int32_t)s->table.n_rows;
    s->input.ids = NEW_ARRAY(s->run->arena, struct str, (size_t)n);
    for (int32_t f = 0; f < n; f++) {
        const struct str id = csv_cell(&s->table, (size_t)f, column);
        if (!str_is(id))
            return unreadable(s, (size_t)f, column, "a family without a name");
        if (find_family(s, id, f) >= 0)
            return unreadable(s, (size_t)f, column, "a family that stands above already");
        s->input.ids[f] = id;
    }
    return RC_OK;
}

static enum rc read_family(const struct sheet *s, size_t row, struct plan_savings_family *f) {
    double cost = 0, external_cost = 0;
    TRY(need_number(s, "staff", row, PEOPLE_MAX, &f->staff));
    TRY(need_number(s, "cost", row, MONEY_MAX, &cost));
    TRY(read_number(s, "external", row, PEOPLE_MAX, 0, &f->external));
    TRY(read_number(s, "external_cost", row, MONEY_MAX, EXTERNAL_FACTOR * cost, &external_cost));
    TRY(read_number(s, "external_most", row, PEOPLE_MAX, -1, &f->external_most));
    TRY(read_number(s, "vacancies", row, PEOPLE_MAX, 0, &f->vacancies));
    TRY(read_number(s, "hire_cost", row, MONEY_MAX, 0, &f->hire_cost));
    f->cost = cost / QUARTERS;
    f->external_cost = external_cost / QUARTERS;
    return RC_OK;
}

// ---- leaving -----------------------------------------------------------------------------------

// The share that leaves in a quarter when `share` does in `quarters`.
static double per_quarter(double share, double quarters) {
    return 1 - pow(1 - share, 1 / quarters);
}

// The share that leaves in all quarters, at `deviates` standard deviations from what is expected
// when everybody decides alone.
static double uncertain(double yearly, double staff, double quarters, double deviates) {
    const double share = 1 - pow(1 - yearly, quarters / QUARTERS);
    const double spread = staff > 0 ? sqrt(share * (1 - share) / staff) : 0;
    return per_quarter(fmin(1, fmax(0, share + deviates * spread)), quarters);
}

static enum rc read_leaving(struct sheet *s, size_t row) {
    static const char *const COLUMN[N_SCENARIOS] = {"attrition_p10", "attrition", "attrition_p90"};
    const double n_quarters = s->input.problem.n_quarters;
    double yearly = 0, given = 0;
    TRY(need_number(s, COLUMN[SCENARIO_P50], row, 100, &yearly));
    for (int k = 0; k < N_SCENARIOS; k++) {
        struct plan_savings_family *family = &s->input.families[k][row];
        *family = s->families[row];
        TRY(read_number(s, COLUMN[k], row, 100, -1, &given));
        family->leaving = given >= 0 ? per_quarter(given / 100, QUARTERS)
                                     : uncertain(yearly / 100, family->staff, n_quarters,
                                                 (k - SCENARIO_P50) * ONE_IN_TEN);
    }
    return RC_OK;
}

// ---- work, courses, seats ----------------------------------------------------------------------

// `work` now, `work_end` in the last quarter with a straight line between, `work_N` in quarter N.
static enum rc read_work(const struct sheet *s, size_t row, double *work) {
    const int32_t n = s->input.problem.n_quarters;
    double now, end;
    TRY(read_number(s, "work", row, PEOPLE_MAX, s->families[row].staff + s->families[row].external,
                    &now));
    TRY(read_number(s, "work_end", row, PEOPLE_MAX, now, &end));
    for (int32_t t = 0; t < n; t++)
        TRY(read_cell(s, s->work_column[t], row, PEOPLE_MAX, now + (end - now) * (t + 1) / n,
                      &work[t]));
    return RC_OK;
}

static enum rc read_seats(const struct sheet *s, size_t row, double *seats) {
    double always;
    TRY(read_number(s, "seats", row, PEOPLE_MAX, -1, &always));
    for (int32_t t = 0; t < s->input.problem.n_quarters; t++)
        TRY(read_cell(s, s->seats_column[t], row, PEOPLE_MAX, always, &seats[t]));
    return RC_OK;
}

// How many courses the column can name at most.
static size_t count_courses(const struct sheet *s, size_t column) {
    size_t n = 0;
    for (size_t row = 0; row < s->table.n_rows; row++) {
        struct str rest = csv_cell(&s->table, row, column), part;
        while (str_is(rest) && str_cut(&rest, '|', &part))
            n++;
    }
    return n;
}

// `train_from`: families whose people can be retrained for this one, with | between.
static enum rc read_courses(struct sheet *s) {
    struct plan_savings *p = &s->input.problem;
    const size_t column = find_column(s, "train_from");
    if (column == ABSENT)
        return RC_OK;
    struct plan_savings_course *courses =
        NEW_ARRAY(s->run->arena, struct plan_savings_course, count_courses(s, column));
    for (size_t row = 0; row < s->table.n_rows; row++) {
        struct str rest = csv_cell(&s->table, row, column), part;
        double cost;
        TRY(read_number(s, "training_cost", row, MONEY_MAX, 0, &cost));
        const int32_t first = p->n_courses;
        while (str_is(rest) && str_cut(&rest, '|', &part)) {
            const int32_t from = find_family(s, str_trim(part), p->n_families);
            bool is_new = from >= 0 && from != (int32_t)row;
            for (int32_t a = first; a < p->n_courses; a++)
                is_new &= courses[a].from != from;
            if (!is_new)
                return unreadable(s, row, column, "names of other families belong here, once each");
            courses[p->n_courses++] = (struct plan_savings_course){from, (int32_t)row, cost};
        }
    }
    p->courses = courses;
    return RC_OK;
}

static enum rc read_families(struct sheet *s) {
    struct plan_savings *p = &s->input.problem;
    struct arena *arena = s->run->arena;
    const size_t n = (size_t)p->n_families, n_cells = n * (size_t)p->n_quarters;
    double *work = NEW_ARRAY(arena, double, n_cells), *seats = NEW_ARRAY(arena, double, n_cells);
    for (int k = 0; k < N_SCENARIOS; k++)
        s->input.families[k] = NEW_ARRAY(arena, struct plan_savings_family, n);
    s->families = s->input.families[SCENARIO_P50];
    s->work_column = find_quarters(s, "work");
    s->seats_column = find_quarters(s, "seats");
    for (size_t row = 0; row < n; row++) {
        TRY(read_family(s, row, &s->families[row]));
        TRY(read_leaving(s, row));
        TRY(read_work(s, row, work + row * (size_t)p->n_quarters));
        TRY(read_seats(s, row, seats + row * (size_t)p->n_quarters));
    }
    p->work = work;
    p->seats_to = seats;
    return read_courses(s);
}

// ---- options -----------------------------------------------------------------------------------

static enum rc read_option(const struct sheet *s, const char *name, double least, double most,
                           double *ret_number) {
    const struct str text = cli_value(s->run->cli, name);
    double number;
    if (str_real(text, &number) == RC_OK && number >= least && number <= most) {
        *ret_number = number;
        return RC_OK;
    }
    fprintf(stderr, "vliegwiel plan: --%s takes a number from %.0f to %.0f\n", name, least, most);
    return RC_USAGE;
}

// The same number in every quarter; NULL where the option is not given.
static enum rc read_limit(const struct sheet *s, const char *name, const double **ret_list) {
    double number;
    if (!str_is(cli_value(s->run->cli, name)))
        return RC_OK;
    TRY(read_option(s, name, 0, PEOPLE_MAX, &number));
    double *list = NEW_ARRAY(s->run->arena, double, (size_t)s->input.problem.n_quarters);
    for (int32_t t = 0; t < s->input.problem.n_quarters; t++)
        list[t] = number;
    *ret_list = list;
    return RC_OK;
}

static enum rc read_target(struct sheet *s) {
    struct plan_savings *p = &s->input.problem;
    double before = 0, number;
    for (int32_t f = 0; f < p->n_families; f++) {
        const struct plan_savings_family *family = &s->families[f];
        before += family->cost * (family->staff + family->vacancies) +
                  family->external_cost * family->external;
    }
    if (str_is(cli_value(s->run->cli, "target"))) {
        TRY(read_option(s, "target", 0, PLAN_SAVINGS_NUMBER_MAX, &number));
        p->target = number / QUARTERS;
        return RC_OK;
    }
    TRY(read_option(s, "save", 0, 100, &number));
    p->target = before * (1 - number / 100);
    return RC_OK;
}

static enum rc read_learning(struct sheet *s) {
    struct plan_savings *p = &s->input.problem;
    double counts, interest;
    int64_t quarters;
    TRY(read_option(s, "learner", 0, 1, &counts));
    TRY(cli_number(s->run->cli, "learning-quarters", 0, PLAN_SAVINGS_QUARTERS_MAX, &quarters));
    TRY(read_option(s, "interest", 0, 100, &interest));
    p->learning = 1 - counts;
    p->learning_quarters = (int32_t)quarters;
    p->interest = pow(1 + interest / 100, 1 / QUARTERS) - 1;
    return RC_OK;
}

static enum rc read_scenario(struct sheet *s) {
    const struct str name = cli_value(s->run->cli, "scenario");
    for (int k = 0; k < N_SCENARIOS; k++) {
        if (str_eq(name, str_from_c(SCENARIO_NAMES[k]))) {
            s->input.scenario = (enum savings_scenario)k;
            s->input.problem.families = s->input.families[k];
            return RC_OK;
        }
    }
    fprintf(stderr, "vliegwiel plan: --scenario takes p10, p50 or p90\n");
    return RC_USAGE;
}

enum rc savings_read_csv(const struct plan_run *run, struct savings_input *ret_input) {
    struct sheet s = {.run = run, .input = {.n_scenarios = N_SCENARIOS, .year = QUARTERS}};
    struct plan_savings *p = &s.input.problem;
    int64_t quarters;
    TRY(cli_number(run->cli, "quarters", 1, PLAN_SAVINGS_QUARTERS_MAX, &quarters));
    p->n_quarters = (int32_t)quarters;
    TRY(plan_read_csv(run->arena, run->input, &s.table));
    TRY(read_ids(&s));
    TRY(read_families(&s));
    if (((int64_t)p->n_families + p->n_courses) * p->n_quarters > PLAN_SAVINGS_CELLS_MAX)
        return plan_unreadable(run->input, 1, 1, "families, courses and quarters are too many");
    TRY(read_limit(&s, "hire", &p->hires_most));
    TRY(read_limit(&s, "seats", &p->seats_most));
    TRY(read_target(&s));
    TRY(read_learning(&s));
    TRY(read_scenario(&s));
    p->moves_once = true;
    p->whole_first = true;
    *ret_input = s.input;
    return RC_OK;
}
