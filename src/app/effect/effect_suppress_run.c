// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect suppress`: a table of counts, shown so that no small count can be worked out.
// The answer holds no count of a hidden cell, so that it can be passed on as it is.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"
#include "base/csv.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"rows", "C", NULL, "column that names the row of the table"},
    {"cols", "C", NULL, "column that names the column of the table"},
    {"count", "C", NULL, "column with the count; rows of one cell are added up"},
    {"floor", "N", "5", "smallest count that may be shown; 10 for sensitive scales"},
    {"zero-shown", NULL, NULL, "the table does not count people: a zero may be shown"},
    {"parent", "C", NULL, "column that names what a row belongs to: the tables of both levels"},
    {"earlier", "FILE,...", NULL,
     "the counts of every release before, the oldest first, in the same columns"},
};

static enum rc run_suppress(struct effect_run *run);

const struct effect_method effect_suppress_method = {
    .name = "suppress",
    .usage = "FILE --rows C --cols C --count C",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_suppress,
};

// ---- reading -----------------------------------------------------------------------------------

enum { ROW, COL, COUNT, PARENT };
enum { RELEASES_MAX = 100 };
struct table {
    struct str *row_names, *col_names, *parent_names;
    int32_t *parent; // [n_rows] or NULL
    int32_t n_parents;
    struct effect_counts counts;
};

static enum rc place_of(struct str file, const struct effect_column *columns,
                        const struct effect_rows *rows, size_t row, const struct table *t,
                        size_t *ret_place) {
    if (columns[ROW].numbers[row] == EFFECT_MISSING || columns[COL].numbers[row] == EFFECT_MISSING)
        return effect_unreadable(file, rows->lines[row], 0, "the row or the column is missing");
    *ret_place = (size_t)columns[ROW].numbers[row] * (size_t)t->counts.n_cols +
                 (size_t)columns[COL].numbers[row];
    const double count = columns[COUNT].reals[row];
    if (!(count >= 0) || count != floor(count) || count > (double)EFFECT_SUPPRESS_COUNT_MAX)
        return effect_unreadable(file, rows->lines[row], 0,
                                 "a count from 0 to %" PRId64 " belongs here",
                                 EFFECT_SUPPRESS_COUNT_MAX);
    return RC_OK;
}

static enum rc add_counts(struct effect_run *run, struct str file,
                          const struct effect_column *columns, const struct effect_rows *rows,
                          struct table *t) {
    const int64_t n_cells = (int64_t)t->counts.n_rows * t->counts.n_cols;
    if (n_cells < 1 || n_cells > EFFECT_SUPPRESS_CELLS_MAX)
        return effect_unreadable(file, 1, 0, "from 1 to %d cells belong in a table",
                                 EFFECT_SUPPRESS_CELLS_MAX);
    int64_t *count = NEW_ARRAY(run->arena, int64_t, (size_t)n_cells);
    for (size_t row = 0; row < rows->n; row++) {
        size_t place = 0;
        TRY(place_of(file, columns, rows, row, t, &place));
        count[place] += (int64_t)columns[COUNT].reals[row];
    }
    t->counts.count = count;
    return RC_OK;
}

static enum rc add_parents(struct effect_run *run, struct str file,
                           const struct effect_column *columns, const struct effect_rows *rows,
                           struct table *t) {
    t->parent = NEW_ARRAY(run->arena, int32_t, (size_t)t->counts.n_rows);
    t->parent_names = columns[PARENT].names;
    t->n_parents = columns[PARENT].n_names;
    for (int32_t k = 0; k < t->counts.n_rows; k++)
        t->parent[k] = -1;
    for (size_t row = 0; row < rows->n; row++) {
        const int32_t parent = columns[PARENT].numbers[row];
        int32_t *own = &t->parent[columns[ROW].numbers[row]];
        if (parent == EFFECT_MISSING || (*own >= 0 && *own != parent))
            return effect_unreadable(file, rows->lines[row], 0,
                                     "one parent for each row belongs here");
        *own = parent;
    }
    return RC_OK;
}

static enum rc read_table(struct effect_run *run, struct str file, struct table *ret_table) {
    const struct str parent = effect_option(run, "parent");
    struct effect_column columns[] = {
        [ROW] = {.name = effect_option(run, "rows"), .kind = EFFECT_NAME},
        [COL] = {.name = effect_option(run, "cols"), .kind = EFFECT_NAME},
        [COUNT] = {.name = effect_option(run, "count"), .kind = EFFECT_REAL},
        [PARENT] = {.name = parent, .kind = EFFECT_NAME},
    };
    struct effect_rows rows;
    TRY(effect_read_columns(run->arena, file, columns, str_is(parent) ? 4 : 3, &rows));
    *ret_table = (struct table){.row_names = columns[ROW].names, .col_names = columns[COL].names};
    ret_table->counts.n_rows = columns[ROW].n_names;
    ret_table->counts.n_cols = columns[COL].n_names;
    TRY(add_counts(run, file, columns, &rows, ret_table));
    return str_is(parent) ? add_parents(run, file, columns, &rows, ret_table) : RC_OK;
}

// The counts of an earlier release, laid out as those of the later; what is new was 0.
static enum rc read_earlier(struct effect_run *run, struct str file, const struct table *now,
                            struct effect_counts *ret_counts) {
    struct table was;
    TRY(read_table(run, file, &was));
    ENSURE(was.counts.count != NULL);
    const size_t n_cells = (size_t)now->counts.n_rows * (size_t)now->counts.n_cols;
    int64_t *count = NEW_ARRAY(run->arena, int64_t, n_cells);
    const struct effect_column rows = {.names = now->row_names, .n_names = now->counts.n_rows};
    const struct effect_column cols = {.names = now->col_names, .n_names = now->counts.n_cols};
    for (int32_t row = 0; row < was.counts.n_rows; row++) {
        for (int32_t col = 0; col < was.counts.n_cols; col++) {
            const int32_t r = effect_find_name(&rows, was.row_names[row]);
            const int32_t c = effect_find_name(&cols, was.col_names[col]);
            const int64_t n = was.counts.count[(ptrdiff_t)row * was.counts.n_cols + col];
            if (n > 0 && (r < 0 || c < 0))
                return effect_unreadable(file, 1, 0,
                                         "a row or column that the later release does not have");
            if (r >= 0 && c >= 0)
                count[(ptrdiff_t)r * now->counts.n_cols + c] = n;
        }
    }
    *ret_counts = (struct effect_counts){now->counts.n_rows, now->counts.n_cols, count};
    return RC_OK;
}

// Each release decided beside those before it, as it was then.
static enum rc read_releases(struct effect_run *run, const struct table *now,
                             const struct effect_suppress_options *options,
                             struct effect_suppression *releases, int32_t *ret_n) {
    struct str rest = effect_option(run, "earlier"), file;
    *ret_n = 0;
    while (str_is(rest) && str_cut(&rest, ',', &file)) {
        struct effect_counts counts = {0};
        if (*ret_n == RELEASES_MAX) {
            fprintf(stderr, "vliegwiel %s: at most %d releases before\n", run->cli->verb,
                    RELEASES_MAX);
            return RC_USAGE;
        }
        TRY(read_earlier(run, file, now, &counts));
        struct effect_suppression *release = &releases[*ret_n];
        effect_suppress_next(run->arena, releases, *ret_n, &counts, options, release);
        if (release->refusal != EFFECT_SUPPRESS_FINE)
            effect_warn(run, "earlier_hidden", STR_FMT ": this release could show nothing",
                        STR_ARG(file));
        (*ret_n)++;
    }
    return RC_OK;
}

// ---- answering
// -----------------------------------------------------------------------------------

static void cell_json(struct json *j, const struct effect_suppression *s, const struct str *rows,
                      const struct str *cols, int32_t cell) {
    static const char *const STATES[] = {"shown", "primary", "complementary"};
    const int32_t row = cell / (s->n_cols + 1), col = cell % (s->n_cols + 1);
    json_open_object(j);
    json_key(j, STR("row"));
    json_str(j, row < s->n_rows ? rows[row] : STR_NONE); // null: the total
    json_key(j, STR("col"));
    json_str(j, col < s->n_cols ? cols[col] : STR_NONE);
    json_key(j, STR("count"));
    if (s->state[cell] == EFFECT_CELL_SHOWN)
        json_i64(j, s->count[cell]);
    else
        json_none(j);
    effect_json_text(j, "state", STATES[s->state[cell]]);
    json_end(j);
}

static void audit_json(struct json *j, const struct effect_suppression *s, const struct str *rows,
                       const struct str *cols) {
    json_key(j, STR("audit"));
    json_open_array(j);
    for (int32_t k = 0; k < s->n_primary; k++) {
        const struct effect_interval *i = &s->audit[k];
        const int32_t row = i->cell / (s->n_cols + 1), col = i->cell % (s->n_cols + 1);
        json_open_object(j);
        json_key(j, STR("row"));
        json_str(j, row < s->n_rows ? rows[row] : STR_NONE);
        json_key(j, STR("col"));
        json_str(j, col < s->n_cols ? cols[col] : STR_NONE);
        effect_json_whole(j, "lower", i->lower);
        effect_json_real(j, "upper", i->upper == INT64_MAX ? NAN : (double)i->upper);
        json_key(j, STR("is_wide"));
        json_bool(j, i->is_wide);
        json_end(j);
    }
    json_end(j);
}

static void suppression_json(struct json *j, const struct effect_suppression *s,
                             const struct str *rows, const struct str *cols) {
    const bool is_whole = s->refusal == EFFECT_SUPPRESS_FINE;
    json_key(j, STR("table"));
    json_open_array(j);
    for (int32_t cell = 0; is_whole && cell < (s->n_rows + 1) * (s->n_cols + 1); cell++)
        cell_json(j, s, rows, cols, cell);
    json_end(j);
    effect_json_whole(j, "n_primary", s->n_primary);
    effect_json_whole(j, "n_complementary", s->n_complementary);
    effect_json_whole(j, "sum_complementary", s->sum_complementary);
    json_key(j, STR("is_optimal"));
    json_bool(j, s->is_optimal);
    if (is_whole) {
        audit_json(j, s, rows, cols);
        return;
    }
    json_key(j, STR("audit"));
    json_open_array(j);
    json_end(j);
}

static void say_refusal(struct effect_run *run, const struct effect_suppression *s) {
    if (s->refusal == EFFECT_SUPPRESS_WAIT)
        effect_refuse(run, "wait", "too little is new since the release before: publish later");
    else if (s->refusal != EFFECT_SUPPRESS_FINE)
        effect_refuse(run, effect_suppress_refusal_name(s->refusal),
                      "whatever is hidden, a small count comes out: show nothing");
}

static void print_cell(const struct effect_suppression *s, int32_t cell) {
    if (s->state[cell] == EFFECT_CELL_SHOWN)
        printf(",%" PRId64, s->count[cell]);
    else
        printf(",");
}

// As CSV, hidden cells empty, totals last.
static void print_table(struct effect_run *run, const struct effect_suppression *s,
                        const struct str *rows, const struct str *cols) {
    const char *const total = run->language == EFFECT_DUTCH ? "totaal" : "total";
    struct buf b = buf_on(run->arena, 256);
    for (int32_t col = 0; col < s->n_cols; col++) {
        buf_char(&b, ',');
        csv_text(&b, cols[col]);
    }
    printf(STR_FMT ",%s\n", STR_ARG(buf_done(&b)), total);
    for (int32_t row = 0; row <= s->n_rows; row++) {
        struct buf name = buf_on(run->arena, 64);
        csv_text(&name, row < s->n_rows ? rows[row] : str_from_c(total));
        printf(STR_FMT, STR_ARG(buf_done(&name)));
        for (int32_t col = 0; col <= s->n_cols; col++)
            print_cell(s, row * (s->n_cols + 1) + col);
        printf("\n");
    }
}

static enum rc draw(struct effect_run *run, const struct effect_suppression *s,
                    const struct str *rows, const struct str *cols) {
    const struct effect_picture how = effect_picture_how(run);
    const char **row_names = NEW_ARRAY(run->arena, const char *, (size_t)s->n_rows);
    const char **col_names = NEW_ARRAY(run->arena, const char *, (size_t)s->n_cols);
    for (int32_t k = 0; k < s->n_rows; k++)
        row_names[k] = str_c(run->arena, rows[k]);
    for (int32_t k = 0; k < s->n_cols; k++)
        col_names[k] = str_c(run->arena, cols[k]);
    return effect_picture(
        run, str_from_c(effect_suppress_picture(run->arena, s, row_names, col_names, &how)));
}

static enum rc answer(struct effect_run *run, const struct table *t,
                      const struct effect_suppression *s) {
    struct buf b;
    say_refusal(run, s);
    struct json j = effect_json_begin(run, &b);
    suppression_json(&j, s, t->row_names, t->col_names);
    if (!str_is(effect_option(run, "json")) && s->refusal == EFFECT_SUPPRESS_FINE)
        print_table(run, s, t->row_names, t->col_names);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_suppression, s));
    TRY(draw(run, s, t->row_names, t->col_names));
    return effect_json_end(run, &j, s->refusal != EFFECT_SUPPRESS_FINE);
}

// ---- two levels
// ------------------------------------------------------------------------------------

static struct str *rows_of(struct effect_run *run, const struct table *t, int32_t parent) {
    struct str *names = NEW_ARRAY(run->arena, struct str, (size_t)t->counts.n_rows);
    for (int32_t row = 0, n = 0; row < t->counts.n_rows; row++) {
        if (t->parent[row] == parent)
            names[n++] = t->row_names[row];
    }
    return names;
}

static enum rc answer_nested(struct effect_run *run, const struct table *t,
                             const struct effect_suppress_options *options) {
    struct effect_suppression above;
    struct effect_suppression *below =
        NEW_ARRAY(run->arena, struct effect_suppression, (size_t)t->n_parents);
    effect_suppress_nested(run->arena, &t->counts, t->parent, t->n_parents, options, &above, below);
    struct buf b;
    say_refusal(run, &above);
    struct json j = effect_json_begin(run, &b);
    suppression_json(&j, &above, t->parent_names, t->col_names);
    json_key(&j, STR("children"));
    json_open_array(&j);
    for (int32_t p = 0; p < t->n_parents; p++) {
        json_open_object(&j);
        json_key(&j, STR("parent"));
        json_str(&j, t->parent_names[p]);
        effect_json_text(&j, "refusal", effect_suppress_refusal_name(below[p].refusal));
        suppression_json(&j, &below[p], rows_of(run, t, p), t->col_names);
        json_end(&j);
        if (below[p].refusal != EFFECT_SUPPRESS_FINE && above.refusal == EFFECT_SUPPRESS_FINE)
            effect_warn(run, "nothing", STR_FMT ": its rows cannot be shown",
                        STR_ARG(t->parent_names[p]));
    }
    json_end(&j);
    if (!str_is(effect_option(run, "json")) && above.refusal == EFFECT_SUPPRESS_FINE) {
        print_table(run, &above, t->parent_names, t->col_names);
        for (int32_t p = 0; p < t->n_parents; p++) {
            if (below[p].refusal == EFFECT_SUPPRESS_FINE)
                print_table(run, &below[p], rows_of(run, t, p), t->col_names);
        }
    }
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_suppression, &above));
    TRY(draw(run, &above, t->parent_names, t->col_names));
    return effect_json_end(run, &j, above.refusal != EFFECT_SUPPRESS_FINE);
}

static enum rc run_suppress(struct effect_run *run) {
    struct effect_suppress_options options = {0};
    struct effect_suppression s, releases[RELEASES_MAX] = {0};
    int32_t n_releases = 0;
    struct table t = {0};
    TRY(effect_option_needed(run, "rows cols count"));
    TRY(cli_number(run->cli, "floor", EFFECT_FLOOR, 1000000, &options.floor));
    options.shows_zero = str_is(effect_option(run, "zero-shown"));
    TRY(read_table(run, run->files[0], &t));
    if (t.parent)
        return answer_nested(run, &t, &options);
    TRY(read_releases(run, &t, &options, releases, &n_releases));
    effect_suppress_next(run->arena, releases, n_releases, &t.counts, &options, &s);
    return answer(run, &t, &s);
}
