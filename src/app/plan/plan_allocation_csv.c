// SPDX-License-Identifier: EUPL-1.2
// Reads people and packages from one sheet. `kind` says which a row is; both have an `id`. Columns
// with a name of their own here mean what they say; every other column is a skill: the level of a
// person, the hours that a package asks.
#include "app/plan/plan_allocation.h"

enum { KIND, ID, HOURS, PACKAGES, LEAD, TEAM, WISHES, NOW, PINNED, N_NAMES };
static const char *const NAME[N_NAMES] = {"kind", "id",     "hours", "packages", "lead",
                                          "team", "wishes", "now",   "pinned"};
static const int64_t PACKAGES_USUAL = 4;

struct sheet {
    const struct plan_run *run;
    struct csv_table table;
    size_t column[N_NAMES];    // SIZE_MAX: not in the sheet
    size_t *skill;             // [n_skills] columns
    int32_t *person, *package; // rows
    int32_t *by_id;            // packages in the order of their ids
    struct staffing_input input;
};

static struct str cell(const struct sheet *s, size_t row, int name) {
    return s->column[name] < SIZE_MAX ? csv_cell(&s->table, row, s->column[name]) : STR_NONE;
}

static enum rc unreadable(const struct sheet *s, size_t row, size_t column, const char *what) {
    return plan_unreadable(s->run->input, s->table.lines[row], column + 1, "%s", what);
}

// A number from 0 to `most`; an empty cell is `usual`.
static enum rc read_amount(const struct sheet *s, size_t row, size_t column, double most,
                           double usual, double *ret_amount) {
    const struct str text = column < SIZE_MAX ? csv_cell(&s->table, row, column) : STR_NONE;
    *ret_amount = usual;
    if (!str_is(text))
        return RC_OK;
    if (str_real(text, ret_amount) != RC_OK || !(*ret_amount >= 0 && *ret_amount <= most))
        return plan_unreadable(s->run->input, s->table.lines[row], column + 1,
                               "a number from 0 to %.0f belongs here", most);
    return RC_OK;
}

static enum rc read_yes(const struct sheet *s, size_t row, bool *ret_yes) {
    static const char *const YES[] = {"yes", "ja", "1"}, *const NO[] = {"no", "nee", "0"};
    const struct str text = cell(s, row, LEAD);
    *ret_yes = false;
    if (!str_is(text))
        return RC_OK;
    for (size_t k = 0; k < COUNT_OF(YES); k++) {
        if (str_eq(text, str_from_c(YES[k])) || str_eq(text, str_from_c(NO[k]))) {
            *ret_yes = str_eq(text, str_from_c(YES[k]));
            return RC_OK;
        }
    }
    return unreadable(s, row, s->column[LEAD], "yes or no belongs here");
}

// ---- rows and columns ---------------------------------------------------------------------------

static enum rc find_columns(struct sheet *s) {
    struct staffing_input *input = &s->input;
    s->skill = NEW_ARRAY(s->run->arena, size_t, s->table.n_columns);
    input->skills = NEW_ARRAY(s->run->arena, struct str, s->table.n_columns);
    for (size_t k = 0; k < N_NAMES; k++) {
        if (!csv_find(&s->table, str_from_c(NAME[k]), &s->column[k]))
            s->column[k] = SIZE_MAX;
    }
    for (int k = KIND; k <= HOURS; k++) {
        if (s->column[k] == SIZE_MAX)
            return plan_unreadable(s->run->input, 1, 1, "a column named %s is needed", NAME[k]);
    }
    int32_t n = 0;
    for (size_t c = 0; c < s->table.n_columns; c++) {
        bool is_named = false;
        for (size_t k = 0; k < N_NAMES; k++)
            is_named |= s->column[k] == c;
        if (is_named)
            continue;
        if (n == PLAN_STAFFING_SKILLS_MAX)
            return plan_unreadable(s->run->input, 1, c + 1, "at most %d skills fit",
                                   PLAN_STAFFING_SKILLS_MAX);
        input->skills[n] = s->table.header[c];
        s->skill[n++] = c;
    }
    if (n == 0)
        return plan_unreadable(s->run->input, 1, 1, "a column for a skill is needed");
    input->problem.n_skills = n;
    return RC_OK;
}

static enum rc sort_rows(struct sheet *s) {
    struct staffing_input *input = &s->input;
    struct arena *arena = s->run->arena;
    s->person = NEW_ARRAY(arena, int32_t, s->table.n_rows);
    s->package = NEW_ARRAY(arena, int32_t, s->table.n_rows);
    input->people = NEW_ARRAY(arena, struct str, s->table.n_rows);
    input->packages = NEW_ARRAY(arena, struct str, s->table.n_rows);
    int32_t m = 0, n = 0;
    for (size_t row = 0; row < s->table.n_rows; row++) {
        const struct str kind = cell(s, row, KIND), id = cell(s, row, ID);
        const bool is_person = str_eq(kind, STR("person")) || str_eq(kind, STR("persoon"));
        if (!is_person && !str_eq(kind, STR("package")) && !str_eq(kind, STR("pakket")))
            return unreadable(s, row, s->column[KIND], "person or package belongs here");
        if (!str_is(id))
            return unreadable(s, row, s->column[ID], "an id belongs here");
        if (is_person ? m == PLAN_STAFFING_PEOPLE_MAX : n == PLAN_STAFFING_PACKAGES_MAX)
            return unreadable(s, row, s->column[KIND], "too many rows of this kind");
        if (is_person) {
            input->people[m] = id;
            s->person[m++] = (int32_t)row;
        } else {
            input->packages[n] = id;
            s->package[n++] = (int32_t)row;
        }
    }
    input->problem.n_people = m;
    input->problem.n_packages = n;
    if (m == 0 || n == 0)
        return plan_unreadable(s->run->input, 1, 1, "people and packages are needed, both");
    if ((int64_t)m * n > PLAN_STAFFING_CELLS_MAX)
        return plan_unreadable(s->run->input, 1, 1, "too many people and packages");
    return RC_OK;
}

static int compare_ids(const void *a, const void *b, void *context) {
    const struct str *ids = context;
    return str_cmp(ids[*(const int32_t *)a], ids[*(const int32_t *)b]);
}

static enum rc refuse_twins(struct sheet *s, struct str *ids, const int32_t *rows, int32_t n,
                            int32_t **ret_order) {
    int32_t *order = NEW_ARRAY(s->run->arena, int32_t, (size_t)n);
    for (int32_t k = 0; k < n; k++)
        order[k] = k;
    sort_stable(s->run->arena, order, (size_t)n, sizeof order[0], compare_ids, ids);
    for (int32_t k = 1; k < n; k++) {
        if (str_eq(ids[order[k - 1]], ids[order[k]]))
            return unreadable(s, (size_t)rows[order[k]], s->column[ID],
                              "an id that stands above already");
    }
    *ret_order = order;
    return RC_OK;
}

static int32_t find_package(const struct sheet *s, struct str id) {
    int32_t low = 0, high = s->input.problem.n_packages;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (str_cmp(s->input.packages[s->by_id[middle]], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const bool is_found =
        low < s->input.problem.n_packages && str_eq(s->input.packages[s->by_id[low]], id);
    return is_found ? s->by_id[low] : -1;
}

// ---- people and packages ------------------------------------------------------------------------

static enum rc read_skills(struct sheet *s, const int32_t *rows, int32_t n, double most,
                           const double **ret_amounts) {
    const int32_t n_skills = s->input.problem.n_skills;
    double *amounts = NEW_ARRAY(s->run->arena, double, (size_t)n *(size_t)n_skills);
    for (int32_t k = 0; k < n; k++) {
        for (int32_t c = 0; c < n_skills; c++) {
            double *at = &amounts[(ptrdiff_t)k * n_skills + c];
            TRY(read_amount(s, (size_t)rows[k], s->skill[c], most, 0, at));
            if (most <= 10 && *at > 0 && *at < 0.01)
                return unreadable(s, (size_t)rows[k], s->skill[c],
                                  "a level is 0, or from 0.01 to 10");
        }
    }
    *ret_amounts = amounts;
    return RC_OK;
}

static enum rc read_people(struct sheet *s) {
    struct plan_staffing *p = &s->input.problem;
    const size_t m = (size_t)p->n_people;
    double *hours = NEW_ARRAY(s->run->arena, double, m);
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, m);
    bool *lead = NEW_ARRAY(s->run->arena, bool, m);
    for (size_t i = 0; i < m; i++) {
        const size_t row = (size_t)s->person[i];
        int64_t number = PACKAGES_USUAL;
        if (!str_is(cell(s, row, HOURS)))
            return unreadable(s, row, s->column[HOURS], "the hours of a person belong here");
        TRY(read_amount(s, row, s->column[HOURS], PLAN_STAFFING_HOURS_MAX, 0, &hours[i]));
        if (str_is(cell(s, row, PACKAGES)))
            TRY(plan_read_number(&s->table, s->run->input, row, s->column[PACKAGES], 0,
                                 PLAN_STAFFING_PACKAGES_MAX, &number));
        most[i] = (int32_t)number;
        TRY(read_yes(s, row, &lead[i]));
    }
    p->hours = hours;
    p->packages_most = most;
    p->can_lead = lead;
    return read_skills(s, s->person, p->n_people, 10, &p->level);
}

// `team`: a number of people, or least-most.
static enum rc read_team(const struct sheet *s, size_t row, int32_t *least, int32_t *most) {
    struct str high = cell(s, row, TEAM), low;
    int64_t a, b;
    *least = 0;
    *most = s->input.problem.n_people;
    if (!str_is(high))
        return RC_OK;
    if (!str_cut(&high, '-', &low) || str_i64(low, &a) != RC_OK ||
        str_i64(str_is(high) ? high : low, &b) != RC_OK || a < 0 || b < a || b > 1000000)
        return unreadable(s, row, s->column[TEAM], "a number of people or least-most belongs here");
    *least = (int32_t)a;
    *most = (int32_t)b;
    return RC_OK;
}

static enum rc read_packages(struct sheet *s) {
    struct plan_staffing *p = &s->input.problem;
    const size_t n = (size_t)p->n_packages;
    int32_t *least = NEW_ARRAY(s->run->arena, int32_t, n);
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, n);
    bool *lead = NEW_ARRAY(s->run->arena, bool, n);
    for (size_t j = 0; j < n; j++) {
        const size_t row = (size_t)s->package[j];
        for (int k = WISHES; k <= PINNED; k++) {
            if (str_is(cell(s, row, k)))
                return unreadable(s, row, s->column[k], "this belongs in the row of a person");
        }
        TRY(read_team(s, row, &least[j], &most[j]));
        TRY(read_yes(s, row, &lead[j]));
    }
    p->team_least = least;
    p->team_most = most;
    p->needs_lead = lead;
    return read_skills(s, s->package, p->n_packages, PLAN_STAFFING_HOURS_MAX, &p->demand);
}

// Ids of packages separated by spaces, each with a weight after a colon where it has one.
static enum rc read_places(struct sheet *s, int name, struct plan_want **ret_list, int32_t *ret_n) {
    const struct plan_staffing *p = &s->input.problem;
    size_t room = 0;
    for (int32_t i = 0; i < p->n_people; i++)
        room += cell(s, (size_t)s->person[i], name).n / 2 + 1;
    struct plan_want *list = NEW_ARRAY(s->run->arena, struct plan_want, room);
    int32_t n = 0;
    for (int32_t i = 0; i < p->n_people; i++) {
        const size_t row = (size_t)s->person[i];
        struct str rest = cell(s, row, name), word, id;
        while (str_is(rest) && str_cut(&rest, ' ', &word)) {
            double weight = 1;
            if (word.n == 0)
                continue;
            if (!str_cut(&word, ':', &id) || find_package(s, id) < 0)
                return unreadable(s, row, s->column[name], "ids of packages belong here");
            if (str_is(word) && (name != WISHES || str_real(word, &weight) != RC_OK ||
                                 !(weight >= 0 && weight <= 1000)))
                return unreadable(s, row, s->column[name], "a weight from 0 to 1000 belongs here");
            list[n++] = (struct plan_want){i, find_package(s, id), weight};
        }
    }
    *ret_list = list;
    *ret_n = n;
    return RC_OK;
}

static enum rc read_lists(struct sheet *s) {
    struct plan_staffing *p = &s->input.problem;
    struct plan_want *wishes = NULL, *list[2] = {NULL, NULL};
    int32_t n[2] = {0};
    TRY(read_places(s, WISHES, &wishes, &p->n_wishes));
    for (int k = 0; k < 2; k++) {
        TRY(read_places(s, NOW + k, &list[k], &n[k]));
        struct plan_place *places = NEW_ARRAY(s->run->arena, struct plan_place, (size_t)n[k]);
        for (int32_t q = 0; q < n[k]; q++)
            places[q] = (struct plan_place){list[k][q].person, list[k][q].package};
        *(k == 0 ? &p->now : &p->pinned) = places;
    }
    p->wishes = wishes;
    p->n_now = n[0];
    p->n_pinned = n[1];
    return RC_OK;
}

// ---- costs --------------------------------------------------------------------------------------

static enum rc read_costs(struct sheet *s) {
    struct plan_staffing *p = &s->input.problem;
    const struct {
        const char *option;
        double usual, *to;
    } COSTS[] = {
        {"member-cost", 10, &p->member_cost}, {"change-cost", 4, &p->change_cost},
        {"wish-worth", 2, &p->wish_worth},    {"unmet-cost", 50, &p->unmet_cost},
        {"backup-cost", 0, &p->backup_cost},  {"unheard-cost", 0, &p->unheard_cost},
        {"strain-cost", 0, &p->strain_cost},
    };
    for (size_t k = 0; k < COUNT_OF(COSTS); k++) {
        const struct str text = cli_value(s->run->cli, COSTS[k].option);
        *COSTS[k].to = COSTS[k].usual;
        if (str_is(text) && (str_real(text, COSTS[k].to) != RC_OK ||
                             !(*COSTS[k].to >= 0 && *COSTS[k].to <= PLAN_STAFFING_COST_MAX))) {
            fprintf(stderr, "vliegwiel plan: --%s takes a number from 0 to %d\n", COSTS[k].option,
                    PLAN_STAFFING_COST_MAX);
            return RC_USAGE;
        }
    }
    int64_t changed = -1;
    if (str_is(cli_value(s->run->cli, "changed-most")))
        TRY(cli_number(s->run->cli, "changed-most", 0, PLAN_STAFFING_PEOPLE_MAX, &changed));
    p->changed_most = (int32_t)changed;
    return RC_OK;
}

enum rc staffing_read_csv(const struct plan_run *run, struct staffing_input *ret_input) {
    struct sheet s = {.run = run};
    int32_t *people_by_id;
    TRY(plan_read_csv(run->arena, run->input, &s.table));
    TRY(find_columns(&s));
    TRY(sort_rows(&s));
    const struct plan_staffing *p = &s.input.problem;
    TRY(refuse_twins(&s, s.input.people, s.person, p->n_people, &people_by_id));
    TRY(refuse_twins(&s, s.input.packages, s.package, p->n_packages, &s.by_id));
    TRY(read_people(&s));
    TRY(read_packages(&s));
    TRY(read_lists(&s));
    TRY(read_costs(&s));
    *ret_input = s.input;
    return RC_OK;
}
