// SPDX-License-Identifier: EUPL-1.2
// What people of a sheet differ in: columns become features of the engine. Two people differ in a
// column of numbers by the square of their difference, as a share of the range; in any other column
// by 1 when their texts differ.
#include <math.h>

#include "app/plan/plan_grouping_sheet.h"

static const double NUMBER_MAX = 1e9;

// A column becomes one feature of numbers from 0 to 1, or one for each value. Two different values
// differ in two features, so each weighs half.
struct difference {
    size_t column;
    double weight;
    double least, range; // of numbers
    int32_t *class;      // [n_people] of texts; NULL: numbers
    int32_t n_features;
};

static bool is_numeric(const struct sheet *s, size_t column, struct difference *difference) {
    double most = -INFINITY;
    difference->least = INFINITY;
    for (size_t i = 0; i < s->table.n_rows; i++) {
        const struct str text = csv_cell(&s->table, i, column);
        double x;
        if (!str_is(text))
            continue;
        if (str_real(text, &x) != RC_OK)
            return false;
        difference->least = fmin(difference->least, x);
        most = fmax(most, x);
    }
    difference->range = most - difference->least;
    return true;
}

static enum rc check_numbers(const struct sheet *s, size_t column) {
    for (size_t i = 0; i < s->table.n_rows; i++) {
        const struct str text = csv_cell(&s->table, i, column);
        double x;
        if (str_is(text) && (str_real(text, &x) != RC_OK || !(fabs(x) <= NUMBER_MAX)))
            return plan_unreadable(s->run->input, s->table.lines[i], column + 1,
                                   "a number from -%.0f to %.0f belongs here", NUMBER_MAX,
                                   NUMBER_MAX);
    }
    return RC_OK;
}

static enum rc read_difference(struct sheet *s, size_t column, double weight,
                               struct difference *ret_difference) {
    struct difference d = {.column = column, .weight = weight, .n_features = 1};
    struct str *names;
    if (is_numeric(s, column, &d)) {
        TRY(check_numbers(s, column));
        d.n_features = d.range > 0;
    } else {
        d.class = sheet_classes(s, column, &names, &d.n_features);
    }
    *ret_difference = d;
    return RC_OK;
}

// --diverse, or else every column that nothing else names.
static enum rc list_differences(struct sheet *s, struct difference *list, size_t *ret_n) {
    struct str rest = cli_value(s->run->cli, "diverse");
    const bool is_given = str_is(rest);
    size_t n = 0;
    for (size_t c = 0; !is_given && c < s->table.n_columns; c++) {
        if (!s->is_named[c])
            TRY(read_difference(s, c, 1, &list[n++]));
    }
    while (is_given) {
        double weight = 1;
        size_t column;
        bool is_more;
        TRY(sheet_next_column(s, "diverse", &rest, &column, &weight, &is_more));
        if (!is_more)
            break;
        if (n == s->table.n_columns)
            return sheet_usage("diverse", "too many columns, at", s->table.header[column]);
        TRY(read_difference(s, column, weight, &list[n++]));
    }
    *ret_n = n;
    return RC_OK;
}

static void fill_features(const struct sheet *s, const struct difference *d, double *features) {
    const size_t n_features = (size_t)s->input.problem.n_features;
    for (size_t i = 0; i < s->table.n_rows; i++, features += n_features) {
        double x = d->least + d->range / 2; // a missing number is in the middle
        if (d->class && d->class[i] >= 0)
            features[d->class[i]] = sqrt(d->weight / 2);
        if (d->class)
            continue;
        (void)!str_real(csv_cell(&s->table, i, d->column), &x);
        features[0] = sqrt(d->weight) * (x - d->least) / d->range;
    }
}

enum rc sheet_read_differences(struct sheet *s) {
    struct plan_grouping *p = &s->input.problem;
    struct difference *list = NEW_ARRAY(s->run->arena, struct difference, s->table.n_columns);
    size_t n = 0;
    TRY(list_differences(s, list, &n));
    for (size_t k = 0; k < n; k++) {
        if (list[k].n_features > PLAN_GROUPING_FEATURES_MAX - p->n_features)
            return sheet_usage("diverse", "too many different values up to",
                               s->table.header[list[k].column]);
        p->n_features += list[k].n_features;
    }
    double *features = NEW_ARRAY(s->run->arena, double, s->table.n_rows *(size_t)p->n_features);
    int32_t at = 0;
    for (size_t k = 0; k < n; k++) {
        if (list[k].n_features > 0)
            fill_features(s, &list[k], features + at);
        at += list[k].n_features;
    }
    p->features = features;
    return RC_OK;
}
