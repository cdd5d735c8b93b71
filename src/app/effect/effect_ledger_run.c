// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect ledger`: savings against what would have been spent, line by line; or, when the
// file has scales with people and rates before and after, what a change in cost is made of.
#include <math.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_methods.h"
#include "base/day.h"

static const struct cli_option OPTIONS[] = {
    EFFECT_OPTIONS,
    {"service", "TEXT", NULL, "how the service did meanwhile, as in \"lead time 12 to 11 days\""},
};

static enum rc run_ledger(struct effect_run *run);

const struct effect_method effect_ledger_method = {
    .name = "ledger",
    .usage = "FILE (line,kind,baseline,counterfactual,realised,claimed,evidence,overlap_with,"
             "overlap_share | scale,fte0,rate0,fte1,rate1)",
    .n_files_least = 1,
    .n_files_most = 1,
    .options = OPTIONS,
    .n_options = COUNT_OF(OPTIONS),
    .run = run_ledger,
};

// ---- lines
// ---------------------------------------------------------------------------------------

enum { LINE, KIND, BASELINE, REALISED, CLAIMED, EVIDENCE, WITH, SHARE, N_NEEDED };
enum { COUNTERFACTUAL = N_NEEDED, INDEX, VOLUME, LATE, RECURRING, N_NUMBERS };
// what a reader of the books asks of a line; said again in the answer as it stands
enum { OBJECT = N_NUMBERS, PERIOD, PERIOD_START, BASELINE_DAY, SET_ON, SIGNED_BY, N_COLUMNS };

struct book {
    struct str file;
    struct effect_column columns[N_COLUMNS];
    bool has[N_COLUMNS];
    struct effect_rows rows;
    struct effect_line *lines;
    bool *late, *recurring;
};

static enum rc read_book(struct effect_run *run, const struct str *names, size_t n_names,
                         struct book *book) {
    static const struct {
        const char *name;
        enum effect_kind kind;
    } COLUMNS[N_COLUMNS] = {
        [LINE] = {"line", EFFECT_NAME},
        [KIND] = {"kind", EFFECT_NAME},
        [BASELINE] = {"baseline", EFFECT_REAL},
        [REALISED] = {"realised", EFFECT_REAL},
        [CLAIMED] = {"claimed", EFFECT_REAL},
        [EVIDENCE] = {"evidence", EFFECT_WHOLE},
        [WITH] = {"overlap_with", EFFECT_NAME},
        [SHARE] = {"overlap_share", EFFECT_REAL},
        [COUNTERFACTUAL] = {"counterfactual", EFFECT_REAL},
        [INDEX] = {"index", EFFECT_REAL},
        [VOLUME] = {"volume", EFFECT_REAL},
        [LATE] = {"late", EFFECT_NAME},
        [RECURRING] = {"recurring", EFFECT_NAME},
        [OBJECT] = {"cost_object", EFFECT_NAME},
        [PERIOD] = {"period", EFFECT_NAME},
        [PERIOD_START] = {"period_start", EFFECT_NAME},
        [BASELINE_DAY] = {"baseline_day", EFFECT_NAME},
        [SET_ON] = {"set_on", EFFECT_NAME},
        [SIGNED_BY] = {"signed_by", EFFECT_NAME},
    };
    struct effect_column wanted[N_COLUMNS];
    size_t n = 0, from[N_COLUMNS];
    for (size_t k = 0; k < N_COLUMNS; k++) {
        book->has[k] = k < N_NEEDED || effect_has_column(names, n_names, COLUMNS[k].name);
        if (!book->has[k])
            continue;
        from[n] = k;
        wanted[n++] =
            (struct effect_column){.name = str_from_c(COLUMNS[k].name), .kind = COLUMNS[k].kind};
    }
    TRY(effect_read_columns(run->arena, book->file, wanted, n, &book->rows));
    for (size_t k = 0; k < n; k++)
        book->columns[from[k]] = wanted[k];
    book->late = NEW_ARRAY(run->arena, bool, book->rows.n);
    if (book->has[LATE])
        TRY(effect_read_flags(book->file, &book->columns[LATE], &book->rows, false, book->late));
    book->recurring = NEW_ARRAY(run->arena, bool, book->rows.n);
    if (book->has[RECURRING])
        TRY(effect_read_flags(book->file, &book->columns[RECURRING], &book->rows, false,
                              book->recurring));
    return RC_OK;
}

static struct str text_at(const struct book *book, int column, size_t row) {
    if (!book->has[column] || book->columns[column].numbers[row] == EFFECT_MISSING)
        return STR_NONE;
    return book->columns[column].names[book->columns[column].numbers[row]];
}

static enum rc day_at(const struct book *book, int column, size_t row, struct day *ret_day) {
    const struct str text = text_at(book, column, row);
    *ret_day = DAY_NONE;
    if (!str_is(text) || day_from_text(text, ret_day) == RC_OK)
        return RC_OK;
    return effect_unreadable(book->file, book->rows.lines[row], 0, STR_FMT ": a day belongs here",
                             STR_ARG(book->columns[column].name));
}

// What would have been spent must be set before the period begins.
static enum rc look_at_days(struct book *book, size_t row) {
    struct day start = DAY_NONE, set = DAY_NONE, baseline = DAY_NONE;
    TRY(day_at(book, PERIOD_START, row, &start));
    TRY(day_at(book, SET_ON, row, &set));
    TRY(day_at(book, BASELINE_DAY, row, &baseline));
    book->late[row] |= day_is(start) && day_is(set) && set.n > start.n;
    return RC_OK;
}

static double real_at(const struct book *book, int column, size_t row, double otherwise) {
    if (!book->has[column] || isnan(book->columns[column].reals[row]))
        return otherwise;
    return book->columns[column].reals[row];
}

static enum rc kind_of(const struct book *book, size_t row, enum effect_saving *ret_kind) {
    const int32_t at = book->columns[KIND].numbers[row];
    const struct str text = at == EFFECT_MISSING ? STR_NONE : book->columns[KIND].names[at];
    for (int k = 0; k < EFFECT_SAVING_N; k++) {
        if (!str_eq(text, str_from_c(effect_saving_name((enum effect_saving)k))))
            continue;
        *ret_kind = (enum effect_saving)k;
        return RC_OK;
    }
    return effect_unreadable(book->file, book->rows.lines[row], 0,
                             "kind: one of hiring, natural_outflow, scale_mix, external, nonstaff, "
                             "productivity, shifted_cost, programme_cost belongs here");
}

// The row of the line that this one overlaps with.
static enum rc overlap_of(const struct book *book, size_t row, int32_t *ret_row) {
    const int32_t with = book->columns[WITH].numbers[row];
    *ret_row = -1;
    if (with == EFFECT_MISSING)
        return RC_OK;
    const struct effect_column *line = &book->columns[LINE];
    const int32_t name = effect_find_name(line, book->columns[WITH].names[with]);
    for (size_t other = 0; other < book->rows.n && name >= 0; other++) {
        if (line->numbers[other] != name)
            continue;
        *ret_row = (int32_t)other;
        return RC_OK;
    }
    return effect_unreadable(book->file, book->rows.lines[row], 0,
                             "overlap_with: a line of this file belongs here");
}

static enum rc lay_line(const struct book *book, size_t row, struct effect_line *ret_line) {
    const int32_t evidence = book->columns[EVIDENCE].numbers[row];
    TRY(kind_of(book, row, &ret_line->kind));
    TRY(overlap_of(book, row, &ret_line->overlaps));
    ret_line->baseline = real_at(book, BASELINE, row, 0);
    ret_line->realised = real_at(book, REALISED, row, NAN);
    ret_line->claimed = real_at(book, CLAIMED, row, 0);
    ret_line->counterfactual = real_at(book, COUNTERFACTUAL, row, NAN);
    ret_line->index = real_at(book, INDEX, row, 0);
    ret_line->volume = real_at(book, VOLUME, row, 1);
    ret_line->overlap = real_at(book, SHARE, row, 0);
    ret_line->evidence = evidence == EFFECT_MISSING ? 0 : evidence;
    ret_line->is_late = book->late[row];
    if (isnan(ret_line->realised) || ret_line->evidence < 0 || ret_line->evidence > 3)
        return effect_unreadable(book->file, book->rows.lines[row], 0,
                                 "realised, and evidence from 0 to 3 belong here");
    return RC_OK;
}

static enum rc lay_lines(struct effect_run *run, struct book *book) {
    book->lines = NEW_ARRAY(run->arena, struct effect_line, book->rows.n);
    for (size_t row = 0; row < book->rows.n; row++) {
        const int32_t own = book->columns[LINE].numbers[row];
        for (size_t other = 0; other < row; other++) {
            if (book->columns[LINE].numbers[other] == own)
                return effect_unreadable(book->file, book->rows.lines[row], 0,
                                         "this line stands there twice");
        }
        TRY(look_at_days(book, row));
        TRY(lay_line(book, row, &book->lines[row]));
    }
    return RC_OK;
}

// ---- answering
// -----------------------------------------------------------------------------------

static void about_json(struct json *j, const struct book *book, size_t row) {
    json_key(j, STR("recurring"));
    if (book->has[RECURRING])
        json_bool(j, book->recurring[row]);
    else
        json_none(j);
    for (int column = OBJECT; column < N_COLUMNS; column++) {
        static const char *const KEYS[] = {"cost_object",  "period", "period_start",
                                           "baseline_day", "set_on", "signed_by"};
        json_key(j, str_from_c(KEYS[column - OBJECT]));
        json_str(j, text_at(book, column, row));
    }
}

// Of what was saved net, how much comes back every year; null when that is not told.
static void recurring_json(struct json *j, const struct book *book, const struct effect_ledger *l) {
    double sums[2] = {0, 0};
    for (size_t row = 0; l->lines && row < book->rows.n; row++) {
        if (book->lines[row].kind != EFFECT_SAVING_PRODUCTIVITY)
            sums[book->recurring[row]] += l->lines[row].net;
    }
    const bool is_told = book->has[RECURRING] && l->lines;
    effect_json_real(j, "net_recurring", is_told ? sums[1] : (double)NAN);
    effect_json_real(j, "net_one_off", is_told ? sums[0] : (double)NAN);
}

// Booked and audited lines are somebody's word: theirs who signed.
static void warn_unsigned(struct effect_run *run, const struct book *book) {
    int n = 0;
    for (size_t row = 0; row < book->rows.n; row++)
        n += book->lines[row].evidence >= EFFECT_EVIDENCE_LEAST &&
             !str_is(text_at(book, SIGNED_BY, row));
    if (book->has[SIGNED_BY] && n > 0)
        effect_warn(run, "unsigned", "%d lines with evidence 2 or 3 have nobody who signed", n);
}

static void lines_json(struct json *j, const struct book *book, const struct effect_ledger *l) {
    json_key(j, STR("lines"));
    json_open_array(j);
    for (size_t row = 0; l->lines && row < book->rows.n; row++) {
        const int32_t name = book->columns[LINE].numbers[row];
        json_open_object(j);
        json_key(j, STR("line"));
        json_str(j, name == EFFECT_MISSING ? STR_NONE : book->columns[LINE].names[name]);
        effect_json_text(j, "kind", effect_saving_name(book->lines[row].kind));
        effect_json_real(j, "counterfactual", l->lines[row].counterfactual);
        effect_json_real(j, "gross", l->lines[row].gross);
        effect_json_real(j, "net", l->lines[row].net);
        effect_json_real(j, "supported", l->lines[row].supported);
        effect_json_whole(j, "evidence", book->lines[row].evidence);
        json_key(j, STR("late"));
        json_bool(j, book->lines[row].is_late);
        about_json(j, book, row);
        json_end(j);
    }
    json_end(j);
}

static void ledger_json(struct effect_run *run, struct json *j, const struct effect_ledger *l) {
    const struct str service = effect_option(run, "service");
    effect_json_real(j, "gross_realised", l->gross);
    effect_json_real(j, "net_of_overlap", l->net);
    effect_json_real(j, "claimed", l->claimed);
    effect_json_real(j, "supported_claim", l->supported);
    effect_json_real(j, "claim_gap", l->gap);
    effect_json_real(j, "pct_vs_baseline_nominal", l->of_baseline);
    effect_json_real(j, "pct_vs_counterfactual", l->of_counterfactual);
    effect_json_real(j, "pct_net", l->of_counterfactual_net);
    effect_json_real(j, "baseline", l->baseline);
    effect_json_real(j, "counterfactual", l->counterfactual);
    effect_json_real(j, "realised", l->realised);
    effect_json_real(j, "not_cash", l->not_cash);
    json_key(j, STR("net_by_evidence"));
    json_open_array(j);
    for (int k = 0; k < 4; k++)
        json_f64(j, l->by_evidence[k]);
    json_end(j);
    // without a word on the service, less spending is not more efficient
    effect_json_text(j, "named", str_is(service) ? "efficiency" : "less_spending");
    json_key(j, STR("service"));
    json_str(j, service);
}

static enum rc answer_ledger(struct effect_run *run, const struct book *book) {
    struct effect_ledger l;
    effect_ledger(run->arena, (int32_t)book->rows.n, book->lines, &l);
    warn_unsigned(run, book);
    const bool is_fine = l.refusal == EFFECT_LEDGER_FINE;
    if (!is_fine)
        effect_refuse(run, effect_ledger_refusal_name(l.refusal), STR_FMT ":%u",
                      STR_ARG(book->file), l.at < 0 ? 1 : book->rows.lines[l.at]);
    if (is_fine && l.n_late > 0)
        effect_warn(run, "late", "%d lines were given their counterfactual after the period began",
                    l.n_late);
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    ledger_json(run, &j, &l);
    recurring_json(&j, book, &l);
    lines_json(&j, book, &l);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_ledger, &l));
    const struct effect_picture how = effect_picture_how(run);
    TRY(effect_picture(run, str_from_c(effect_ledger_picture(run->arena, &l, &how))));
    return effect_json_end(run, &j, !is_fine);
}

// ---- scales
// --------------------------------------------------------------------------------------

static void parts_json(struct json *j, const struct effect_decomposition *d) {
    effect_json_real(j, "total_change", d->change);
    effect_json_real(j, "cost_before", d->cost_0);
    effect_json_real(j, "cost_after", d->cost_1);
    effect_json_real(j, "lmdi_volume", d->lmdi.volume);
    effect_json_real(j, "lmdi_mix", d->lmdi.mix);
    effect_json_real(j, "lmdi_rate", d->lmdi.rate);
    effect_json_real(j, "shapley_volume", d->shapley.volume);
    effect_json_real(j, "shapley_mix", d->shapley.mix);
    effect_json_real(j, "shapley_rate", d->shapley.rate);
    effect_json_real(j, "real_change", d->at_new_rates);
}

static enum rc answer_scales(struct effect_run *run) {
    struct effect_column columns[] = {{.name = STR("fte0"), .kind = EFFECT_REAL},
                                      {.name = STR("rate0"), .kind = EFFECT_REAL},
                                      {.name = STR("fte1"), .kind = EFFECT_REAL},
                                      {.name = STR("rate1"), .kind = EFFECT_REAL}};
    struct effect_rows rows;
    struct effect_decomposition d;
    TRY(effect_no_picture(run));
    TRY(effect_read_columns(run->arena, run->files[0], columns, COUNT_OF(columns), &rows));
    struct effect_scale *scales = NEW_ARRAY(run->arena, struct effect_scale, rows.n);
    for (size_t row = 0; row < rows.n; row++)
        scales[row] = (struct effect_scale){columns[0].reals[row], columns[1].reals[row],
                                            columns[2].reals[row], columns[3].reals[row]};
    effect_decompose((int32_t)rows.n, scales, &d);
    if (d.refusal == EFFECT_LEDGER_RANGE)
        return effect_unreadable(run->files[0], rows.lines[d.at], 0, "numbers from 0 belong here");
    if (d.refusal != EFFECT_LEDGER_FINE)
        effect_refuse(run, effect_ledger_refusal_name(d.refusal), "nobody before, or after");
    struct buf b;
    struct json j = effect_json_begin(run, &b);
    parts_json(&j, &d);
    effect_answer_said(run, &j, EFFECT_CLASS_C, &EFFECT_SAID(effect_say_decomposition, &d));
    return effect_json_end(run, &j, d.refusal != EFFECT_LEDGER_FINE);
}

static enum rc run_ledger(struct effect_run *run) {
    struct str *names;
    size_t n_names;
    struct book book = {.file = run->files[0]};
    TRY(effect_read_header(run->arena, run->files[0], &names, &n_names));
    if (effect_has_column(names, n_names, "fte0"))
        return answer_scales(run);
    TRY(read_book(run, names, n_names, &book));
    TRY(lay_lines(run, &book));
    return answer_ledger(run, &book);
}
