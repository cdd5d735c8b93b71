// SPDX-License-Identifier: EUPL-1.2
// Reads people and the rules of a grouping from CSV and the options.
#include <math.h>

#include "app/plan/plan_grouping_sheet.h"

enum rc sheet_usage(const char *option, const char *what, struct str text) {
    fprintf(stderr, "vliegwiel plan: --%s: %s " STR_FMT "\n", option, what, STR_ARG(text));
    return RC_USAGE;
}

static struct str cell(const struct sheet *s, int32_t person, size_t column) {
    return csv_cell(&s->table, (size_t)person, column);
}

static enum rc unreadable(const struct sheet *s, int32_t person, size_t column, const char *what) {
    return plan_unreadable(s->run->input, s->table.lines[person], column + 1, "%s", what);
}

// ---- people ------------------------------------------------------------------------------------

static int compare_people(const void *a, const void *b, void *context) {
    const struct str *texts = context;
    return str_cmp(texts[*(const int32_t *)a], texts[*(const int32_t *)b]);
}

// People in the order of a text of each.
static int32_t *sort_people(struct arena *arena, struct str *texts, int32_t n) {
    int32_t *order = NEW_ARRAY(arena, int32_t, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        order[i] = i;
    sort_stable(arena, order, (size_t)n, sizeof order[0], compare_people, texts);
    return order;
}

static int32_t find_person(const struct sheet *s, struct str id) {
    int32_t low = 0, high = s->input.problem.n_people;
    while (low < high) {
        const int32_t middle = (low + high) / 2;
        if (str_cmp(s->input.ids[s->by_id[middle]], id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    const bool is_found =
        low < s->input.problem.n_people && str_eq(s->input.ids[s->by_id[low]], id);
    return is_found ? s->by_id[low] : -1;
}

static bool find_own_column(struct sheet *s, const char *name, size_t *ret_column) {
    if (!csv_find(&s->table, str_from_c(name), ret_column))
        return false;
    s->is_named[*ret_column] = true;
    return true;
}

static enum rc read_people(struct sheet *s) {
    struct arena *arena = s->run->arena;
    size_t column;
    if (!find_own_column(s, "id", &column))
        return plan_unreadable(s->run->input, 1, 1, "a column named id is needed");
    if (s->table.n_rows < 1 || s->table.n_rows > PLAN_GROUPING_PEOPLE_MAX)
        return plan_unreadable(s->run->input, 1, 1, "from 1 to %d people can be grouped",
                               PLAN_GROUPING_PEOPLE_MAX);
    const int32_t n = s->input.problem.n_people = (int32_t)s->table.n_rows;
    s->input.ids = NEW_ARRAY(arena, struct str, (size_t)n);
    for (int32_t i = 0; i < n; i++) {
        s->input.ids[i] = cell(s, i, column);
        if (!str_is(s->input.ids[i]))
            return unreadable(s, i, column, "a person without id");
    }
    s->by_id = sort_people(arena, s->input.ids, n);
    for (int32_t k = 1; k < n; k++) {
        if (str_eq(s->input.ids[s->by_id[k - 1]], s->input.ids[s->by_id[k]]))
            return unreadable(s, s->by_id[k], column, "an id that stands above already");
    }
    return RC_OK;
}

// ---- groups ------------------------------------------------------------------------------------

// --sizes: for each group a number, or least-most.
static enum rc read_sizes(struct sheet *s, struct str sizes) {
    struct plan_grouping *p = &s->input.problem;
    int32_t *least = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_people);
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, (size_t)p->n_people);
    int32_t m = 0;
    for (struct str part, low; str_cut(&sizes, ',', &part); m++) {
        int64_t a, b;
        struct str high = str_trim(part);
        if (m == p->n_people || !str_cut(&high, '-', &low) || str_i64(low, &a) != RC_OK ||
            str_i64(str_is(high) ? high : low, &b) != RC_OK || a < 0 || b < a || b > p->n_people)
            return sheet_usage("sizes", "this is no size:", part);
        least[m] = (int32_t)a;
        most[m] = (int32_t)b;
    }
    p->n_groups = m;
    p->size_least = least;
    p->size_most = most;
    return RC_OK;
}

static enum rc read_groups(struct sheet *s) {
    struct plan_grouping *p = &s->input.problem;
    const struct str sizes = cli_value(s->run->cli, "sizes");
    if (str_is(sizes))
        return read_sizes(s, sizes);
    int64_t m;
    TRY(cli_number(s->run->cli, "groups", 1, p->n_people, &m));
    int32_t *least = NEW_ARRAY(s->run->arena, int32_t, (size_t)m);
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, (size_t)m);
    for (int64_t g = 0; g < m; g++) {
        least[g] = p->n_people / (int32_t)m;
        most[g] = least[g] + (p->n_people % m != 0);
    }
    p->n_groups = (int32_t)m;
    p->size_least = least;
    p->size_most = most;
    return RC_OK;
}

// The columns `fixed`, one group, and `closed`, groups separated by spaces; both from 0.
static enum rc read_places(struct sheet *s) {
    struct plan_grouping *p = &s->input.problem;
    const size_t n = (size_t)p->n_people, m = (size_t)p->n_groups;
    size_t column;
    if (find_own_column(s, "fixed", &column)) {
        int32_t *fixed = NEW_ARRAY(s->run->arena, int32_t, n);
        for (size_t i = 0; i < n; i++) {
            int64_t g = -1;
            if (str_is(csv_cell(&s->table, i, column)))
                TRY(plan_read_number(&s->table, s->run->input, i, column, 0, p->n_groups - 1, &g));
            fixed[i] = (int32_t)g;
        }
        p->fixed = fixed;
    }
    if (!find_own_column(s, "closed", &column))
        return RC_OK;
    if (n * m > GROUPING_CELLS_MAX)
        return plan_unreadable(s->run->input, 1, column + 1, "too many people and groups for it");
    bool *closed = NEW_ARRAY(s->run->arena, bool, n *m);
    for (size_t i = 0; i < n; i++) {
        struct str rest = csv_cell(&s->table, i, column), word;
        while (str_is(rest) && str_cut(&rest, ' ', &word)) {
            uint64_t g;
            if (word.n == 0)
                continue;
            if (str_u64(word, &g) != RC_OK || g >= m)
                return unreadable(s, (int32_t)i, column, "groups from 0 belong here");
            closed[i * m + g] = true;
        }
    }
    p->closed = closed;
    return RC_OK;
}

// ---- columns -----------------------------------------------------------------------------------

int32_t *sheet_classes(struct sheet *s, size_t column, struct str **ret_names, int32_t *ret_n) {
    struct arena *arena = s->run->arena;
    const int32_t n = s->input.problem.n_people;
    struct str *texts = NEW_ARRAY(arena, struct str, (size_t)n);
    for (int32_t i = 0; i < n; i++)
        texts[i] = cell(s, i, column);
    const int32_t *order = sort_people(arena, texts, n);
    int32_t *class = NEW_ARRAY(arena, int32_t, (size_t)n), n_classes = 0;
    struct str *names = NEW_ARRAY(arena, struct str, (size_t)n);
    for (int32_t k = 0; k < n; k++) {
        const struct str text = texts[order[k]];
        if (str_is(text) && (n_classes == 0 || !str_eq(text, names[n_classes - 1])))
            names[n_classes++] = text;
        class[order[k]] = str_is(text) ? n_classes - 1 : -1;
    }
    *ret_names = names;
    *ret_n = n_classes;
    return class;
}

enum rc sheet_next_column(struct sheet *s, const char *option, struct str *rest, size_t *ret_column,
                          double *ret_number, bool *ret_more) {
    struct str part, name;
    *ret_more = str_is(*rest) && str_cut(rest, ',', &part);
    if (!*ret_more)
        return RC_OK;
    if (!str_cut(&part, ':', &name) || !csv_find(&s->table, str_trim(name), ret_column))
        return sheet_usage(option, "there is no column", name);
    if (str_is(part) && (str_real(part, ret_number) != RC_OK || *ret_number < 0))
        return sheet_usage(option, "this is no number:", part);
    s->is_named[*ret_column] = true;
    return RC_OK;
}

enum meaning { MEANS_SPREAD, MEANS_APART, MEANS_BALANCE, N_MEANINGS };
static const char *const OPTION[N_MEANINGS] = {"spread", "apart", "balance"};

// In every group: the even share of a class and `off` more or less, or one at most.
static void set_quota(struct sheet *s, struct plan_column *column, bool is_apart, int64_t off) {
    const struct plan_grouping *p = &s->input.problem;
    const size_t n_cells = (size_t)column->n_classes * (size_t)p->n_groups;
    int32_t *people = NEW_ARRAY(s->run->arena, int32_t, (size_t)column->n_classes);
    int32_t *least = NEW_ARRAY(s->run->arena, int32_t, n_cells);
    int32_t *most = NEW_ARRAY(s->run->arena, int32_t, n_cells);
    for (int32_t i = 0; i < p->n_people; i++) {
        if (column->class[i] >= 0)
            people[column->class[i]]++;
    }
    for (size_t at = 0; at < n_cells; at++) {
        const int64_t all = people[at / (size_t)p->n_groups], n = p->n_people;
        const size_t g = at % (size_t)p->n_groups;
        const int64_t low = all * p->size_least[g] / n - off;
        const int64_t high = (all * p->size_most[g] + n - 1) / n + off;
        least[at] = is_apart || low < 0 ? 0 : (int32_t)low;
        most[at] = is_apart ? 1 : high > n ? (int32_t)n : (int32_t)high;
    }
    column->least = least;
    column->most = most;
}

static enum rc add_columns(struct sheet *s, enum meaning meaning) {
    struct plan_grouping *p = &s->input.problem;
    struct str rest = cli_value(s->run->cli, OPTION[meaning]);
    for (;;) {
        double number = meaning == MEANS_BALANCE ? 1 : 0;
        size_t at;
        bool is_more;
        TRY(sheet_next_column(s, OPTION[meaning], &rest, &at, &number, &is_more));
        if (!is_more)
            return RC_OK;
        if (p->n_columns == PLAN_GROUPING_COLUMNS_MAX)
            return sheet_usage(OPTION[meaning], "too many columns from", s->table.header[at]);
        struct plan_column *column = &s->input.columns[p->n_columns];
        column->class =
            sheet_classes(s, at, &s->input.class_names[p->n_columns], &column->n_classes);
        if ((int64_t)column->n_classes * p->n_groups > GROUPING_CELLS_MAX)
            return sheet_usage(OPTION[meaning], "too many different values in",
                               s->table.header[at]);
        if (column->n_classes == 0)
            continue; // an empty column rules nothing
        column->balance_cost = meaning == MEANS_BALANCE ? number : 0;
        if (meaning != MEANS_BALANCE)
            set_quota(s, column, meaning == MEANS_APART, (int64_t)fmin(number, 1e6));
        s->input.column_names[p->n_columns++] = s->table.header[at];
    }
}

static enum rc read_together(struct sheet *s) {
    struct plan_grouping *p = &s->input.problem;
    const int32_t n = p->n_people;
    struct plan_pair *pairs =
        NEW_ARRAY(s->run->arena, struct plan_pair, (size_t)n * PLAN_GROUPING_COLUMNS_MAX);
    struct str rest = cli_value(s->run->cli, "together");
    for (int32_t k = 0; k < PLAN_GROUPING_COLUMNS_MAX; k++) {
        double number = 0;
        size_t at;
        bool is_more;
        TRY(sheet_next_column(s, "together", &rest, &at, &number, &is_more));
        if (!is_more)
            break;
        struct str *names;
        int32_t n_classes;
        const int32_t *class = sheet_classes(s, at, &names, &n_classes);
        int32_t *first = NEW_ARRAY(s->run->arena, int32_t, (size_t)n);
        for (int32_t i = 0; i < n; i++) {
            if (class[i] >= 0 && first[class[i]] > 0)
                pairs[p->n_together++] = (struct plan_pair){first[class[i]] - 1, i};
            else if (class[i] >= 0)
                first[class[i]] = i + 1;
        }
    }
    p->together = pairs;
    return RC_OK;
}

// The columns `with` and `without`: ids separated by spaces, people one would like to be with or
// not.
static enum rc read_wishes(struct sheet *s) {
    static const char *const NAMES[] = {"without", "with"};
    struct plan_grouping *p = &s->input.problem;
    double worth;
    if (str_real(cli_value(s->run->cli, "wish"), &worth) != RC_OK)
        return sheet_usage("wish", "this is no number:", cli_value(s->run->cli, "wish"));
    size_t columns[COUNT_OF(NAMES)], room = 0;
    for (size_t c = 0; c < COUNT_OF(NAMES); c++) {
        if (!find_own_column(s, NAMES[c], &columns[c]))
            columns[c] = SIZE_MAX;
        for (int32_t i = 0; columns[c] < SIZE_MAX && i < p->n_people; i++)
            room += cell(s, i, columns[c]).n / 2 + 1;
    }
    struct plan_wish *wishes = NEW_ARRAY(s->run->arena, struct plan_wish, room);
    for (size_t c = 0; c < COUNT_OF(NAMES); c++) {
        for (int32_t i = 0; columns[c] < SIZE_MAX && i < p->n_people; i++) {
            struct str rest = cell(s, i, columns[c]), id;
            while (str_is(rest) && str_cut(&rest, ' ', &id)) {
                const int32_t other = find_person(s, id);
                if (id.n > 0 && (other < 0 || other == i))
                    return unreadable(s, i, columns[c], "ids of other people belong here");
                if (id.n > 0)
                    wishes[p->n_wishes++] = (struct plan_wish){i, other, c == 1 ? worth : -worth};
            }
        }
    }
    p->wishes = wishes;
    return RC_OK;
}

enum rc grouping_read_csv(const struct plan_run *run, struct grouping_input *ret_input) {
    struct sheet s = {.run = run};
    TRY(plan_read_csv(run->arena, run->input, &s.table));
    s.is_named = NEW_ARRAY(run->arena, bool, s.table.n_columns);
    s.input.columns = NEW_ARRAY(run->arena, struct plan_column, PLAN_GROUPING_COLUMNS_MAX);
    s.input.column_names = NEW_ARRAY(run->arena, struct str, PLAN_GROUPING_COLUMNS_MAX);
    s.input.class_names = NEW_ARRAY(run->arena, struct str *, PLAN_GROUPING_COLUMNS_MAX);
    s.input.problem.columns = s.input.columns;
    TRY(read_people(&s));
    TRY(read_groups(&s));
    TRY(read_places(&s));
    for (int meaning = 0; meaning < N_MEANINGS; meaning++)
        TRY(add_columns(&s, (enum meaning)meaning));
    TRY(read_together(&s));
    TRY(read_wishes(&s));
    TRY(sheet_read_differences(&s));
    *ret_input = s.input;
    return RC_OK;
}
