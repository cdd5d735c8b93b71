// SPDX-License-Identifier: EUPL-1.2
// Reads groupings in the formats mdgplib and cohort, and plans. A header may announce no more than
// the file has room for, so memory grows with the file and never with what it claims.
#include "app/plan/plan_grouping.h"
#include "app/plan/plan_scan.h"

static const double REAL_MAX = 1e9;

// ---- mdgplib -----------------------------------------------------------------------------------

static enum rc read_header(struct plan_scan *scan, struct plan_grouping *problem) {
    TRY(plan_scan_int(scan, 1, PLAN_GROUPING_MATRIX_MAX, &problem->n_people));
    TRY(plan_scan_int(scan, 1, problem->n_people, &problem->n_groups));
    const int64_t n = problem->n_people, n_numbers = 3 * n * (n - 1) / 2 + 2 * problem->n_groups;
    if (plan_scan_left(scan) < n_numbers)
        return plan_unreadable(scan->file, scan->line, scan->at,
                               "the file is too short for %" PRId64 " people", n);
    struct str kind;
    if (plan_scan_word(scan, &kind) && (str_eq(kind, STR("ss")) || str_eq(kind, STR("ds"))))
        return RC_OK;
    return plan_unreadable(scan->file, scan->line, scan->at, "ss or ds belongs here");
}

static enum rc read_sizes(struct arena *arena, struct plan_scan *scan,
                          struct plan_grouping *problem) {
    int32_t *least = NEW_ARRAY(arena, int32_t, (size_t)problem->n_groups);
    int32_t *most = NEW_ARRAY(arena, int32_t, (size_t)problem->n_groups);
    for (int32_t g = 0; g < problem->n_groups; g++) {
        TRY(plan_scan_int(scan, 0, problem->n_people, &least[g]));
        TRY(plan_scan_int(scan, least[g], problem->n_people, &most[g]));
    }
    problem->size_least = least;
    problem->size_most = most;
    return RC_OK;
}

static enum rc read_distances(struct arena *arena, struct plan_scan *scan,
                              struct plan_grouping *problem) {
    const int32_t n = problem->n_people;
    const int64_t n_pairs = (int64_t)n * (n - 1) / 2;
    double *distance = NEW_ARRAY(arena, double, (size_t)n_pairs);
    bool *is_known = NEW_ARRAY(arena, bool, (size_t)n_pairs);
    for (int64_t k = 0; k < n_pairs; k++) {
        int32_t i, j;
        TRY(plan_scan_int(scan, 0, n - 1, &i));
        TRY(plan_scan_int(scan, 0, n - 1, &j));
        const int64_t a = i > j ? i : j, b = i > j ? j : i, at = a * (a - 1) / 2 + b;
        if (a == b || is_known[at])
            return plan_unreadable(scan->file, scan->line, scan->at,
                                   "a pair that was not given before belongs here");
        is_known[at] = true;
        TRY(plan_scan_real(scan, REAL_MAX, &distance[at]));
    }
    problem->distance = distance;
    return plan_scan_end(scan);
}

enum rc grouping_read_mdgplib(const struct plan_run *run, struct grouping_input *ret_input) {
    struct grouping_input input = {0};
    struct plan_scan scan;
    TRY(plan_scan_file(run->arena, run->input, &scan));
    TRY(read_header(&scan, &input.problem));
    TRY(read_sizes(run->arena, &scan, &input.problem));
    TRY(read_distances(run->arena, &scan, &input.problem));
    *ret_input = input;
    return RC_OK;
}

// ---- cohort ------------------------------------------------------------------------------------

// Each organisation is spread: at most one more, at least one less than its even share in a group.
static void spread_organisations(struct arena *arena, int32_t n_groups, struct plan_column *column,
                                 const int32_t *people) {
    int32_t *least = NEW_ARRAY(arena, int32_t, (size_t)column->n_classes * (size_t)n_groups);
    int32_t *most = NEW_ARRAY(arena, int32_t, (size_t)column->n_classes * (size_t)n_groups);
    for (int32_t k = 0; k < column->n_classes * n_groups; k++) {
        const int32_t share = people[k / n_groups] / n_groups;
        const bool is_even = people[k / n_groups] % n_groups == 0;
        least[k] = share > 0 ? share - 1 : 0;
        const int32_t all = people[k / n_groups], off = share + (is_even ? 1 : 2);
        most[k] = off < all ? off : all;
    }
    column->least = least;
    column->most = most;
}

static enum rc read_people(struct arena *arena, struct plan_scan *scan, int32_t n_organisations,
                           struct grouping_input *input) {
    struct plan_grouping *problem = &input->problem;
    const size_t n = (size_t)problem->n_people;
    int32_t *organisation = NEW_ARRAY(arena, int32_t, n);
    int32_t *people = NEW_ARRAY(arena, int32_t, (size_t)n_organisations);
    double *features = NEW_ARRAY(arena, double, n *(size_t)problem->n_features), *x = features;
    for (size_t i = 0; i < n; i++) {
        TRY(plan_scan_int(scan, 0, n_organisations - 1, &organisation[i]));
        people[organisation[i]]++;
        for (int32_t k = 0; k < problem->n_features; k++)
            TRY(plan_scan_real(scan, REAL_MAX, x++));
    }
    input->columns = NEW(arena, struct plan_column);
    *input->columns = (struct plan_column){organisation, n_organisations, NULL, NULL, 0};
    spread_organisations(arena, problem->n_groups, input->columns, people);
    input->column_names = NEW(arena, struct str);
    *input->column_names = STR("org");
    problem->features = features;
    problem->columns = input->columns;
    problem->n_columns = 1;
    return RC_OK;
}

static enum rc read_pairs(struct arena *arena, struct plan_scan *scan, int32_t n_people,
                          const struct plan_pair **ret_pairs, int32_t *ret_n) {
    const int64_t room = plan_scan_left(scan) / 2;
    int32_t n;
    TRY(plan_scan_int(scan, 0, room < INT32_MAX ? (int32_t)room : INT32_MAX, &n));
    struct plan_pair *pairs = NEW_ARRAY(arena, struct plan_pair, (size_t)n);
    for (int32_t k = 0; k < n; k++) {
        TRY(plan_scan_int(scan, 0, n_people - 1, &pairs[k].a));
        TRY(plan_scan_int(scan, 0, n_people - 1, &pairs[k].b));
        if (pairs[k].a == pairs[k].b)
            return plan_unreadable(scan->file, scan->line, scan->at, "two people belong here");
    }
    *ret_pairs = pairs;
    *ret_n = n;
    return RC_OK;
}

enum rc grouping_read_cohort(const struct plan_run *run, struct grouping_input *ret_input) {
    struct grouping_input input = {0};
    struct plan_grouping *problem = &input.problem;
    struct plan_scan scan;
    int32_t n_organisations;
    TRY(plan_scan_file(run->arena, run->input, &scan));
    TRY(plan_scan_literal(&scan, "COHORT"));
    TRY(plan_scan_literal(&scan, "1"));
    TRY(plan_scan_int(&scan, 1, PLAN_GROUPING_PEOPLE_MAX, &problem->n_people));
    TRY(plan_scan_int(&scan, 1, problem->n_people, &problem->n_groups));
    TRY(plan_scan_int(&scan, 1, problem->n_people, &n_organisations));
    TRY(plan_scan_int(&scan, 0, PLAN_GROUPING_FEATURES_MAX, &problem->n_features));
    if (plan_scan_left(&scan) < (int64_t)problem->n_people * (1 + problem->n_features))
        return plan_unreadable(scan.file, scan.line, scan.at, "the file is too short for %d people",
                               problem->n_people);
    if ((int64_t)n_organisations * problem->n_groups > GROUPING_CELLS_MAX)
        return plan_unreadable(scan.file, scan.line, scan.at, "too many organisations and groups");
    TRY(read_sizes(run->arena, &scan, problem));
    TRY(read_people(run->arena, &scan, n_organisations, &input));
    TRY(read_pairs(run->arena, &scan, problem->n_people, &problem->together, &problem->n_together));
    TRY(read_pairs(run->arena, &scan, problem->n_people, &problem->apart, &problem->n_apart));
    TRY(plan_scan_end(&scan));
    *ret_input = input;
    return RC_OK;
}

// ---- plans -------------------------------------------------------------------------------------

enum rc grouping_read_plan(struct arena *arena, struct str file, int32_t n_people, int32_t most,
                           int32_t **ret_group) {
    struct plan_scan scan;
    TRY(plan_scan_file(arena, file, &scan));
    int32_t *group = NEW_ARRAY(arena, int32_t, (size_t)n_people);
    for (int32_t i = 0; i < n_people; i++)
        TRY(plan_scan_int(&scan, -1, most, &group[i]));
    *ret_group = group;
    return plan_scan_end(&scan);
}

struct str grouping_plan_text(struct arena *arena, const int32_t *group, int32_t n_people) {
    struct buf b = buf_on(arena, 4 * (size_t)n_people);
    for (int32_t i = 0; i < n_people; i++)
        buf_fmt(&b, "%d\n", group[i]);
    return buf_done(&b);
}
