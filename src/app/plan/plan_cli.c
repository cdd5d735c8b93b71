// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan`; see plan_cli.h. A search ends at its effort, at --seconds, or at Ctrl-C, and in
// every case with the best plan so far.
#include <math.h>
#include <signal.h>

#include "app/plan/plan_cli.h"

enum { INPUT_MAX = 32 << 20, RUN_ARENA = 1 << 30, EFFORT_MAX = 1000000 };
static const double PROGRESS_SECONDS = 0.5;

static const struct plan_problem *const PROBLEMS[] = {
    &plan_grouping_problem,   &plan_rotation_problem, &plan_dates_problem,
    &plan_allocation_problem, &plan_savings_problem,
};

static volatile sig_atomic_t interrupted;

static void on_interrupt(int signal_number) {
    (void)signal_number;
    interrupted = 1;
}

// ---- input -------------------------------------------------------------------------------------

enum rc plan_unreadable(struct str file, size_t line, size_t column, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fprintf(stderr, STR_FMT ":%zu:%zu: ", STR_ARG(file), line, column);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    return RC_INVALID;
}

enum rc plan_read_csv(struct arena *arena, struct str file, struct csv_table *ret_table) {
    struct str bytes;
    struct csv_problem problem;
    if (file_read(arena, file, INPUT_MAX, &bytes) != RC_OK)
        return RC_INVALID;
    if (csv_read(arena, bytes, ret_table, &problem) != RC_OK)
        return plan_unreadable(file, problem.line, problem.column, "%s", problem.what);
    return RC_OK;
}

enum rc plan_read_number(const struct csv_table *table, struct str file, size_t row, size_t column,
                         int64_t least, int64_t most, int64_t *ret_number) {
    int64_t number;
    if (str_i64(csv_cell(table, row, column), &number) != RC_OK || number < least || number > most)
        return plan_unreadable(file, table->lines[row], column + 1,
                               "a number from %" PRId64 " to %" PRId64 " belongs here", least,
                               most);
    *ret_number = number;
    return RC_OK;
}

// ---- output ------------------------------------------------------------------------------------

void plan_remark_add(struct arena *arena, struct plan_remarks *remarks, struct plan_remark remark) {
    if (remarks->n == remarks->capacity) {
        remarks->capacity = 2 * remarks->capacity + 16;
        struct plan_remark *list = NEW_ARRAY(arena, struct plan_remark, remarks->capacity);
        for (size_t i = 0; i < remarks->n; i++)
            list[i] = remarks->list[i];
        remarks->list = list;
    }
    remarks->list[remarks->n++] = remark;
}

static bool write_file(struct arena *arena, struct str name, struct str bytes) {
    FILE *const file = fopen(str_c(arena, name), "wb");
    if (!file)
        return false;
    const bool written = fwrite(bytes.p, 1, bytes.n, file) == bytes.n;
    return fclose(file) == 0 && written;
}

enum rc plan_write(const struct plan_run *run, struct str bytes) {
    const struct str name = cli_value(run->cli, "out");
    const bool written =
        str_is(name) ? write_file(run->arena, name, bytes)
                     : fwrite(bytes.p, 1, bytes.n, stdout) == bytes.n && fflush(stdout) == 0;
    if (!written)
        fprintf(stderr, "vliegwiel plan: cannot write " STR_FMT "\n", STR_ARG(name));
    return written ? RC_OK : RC_IO;
}

static void remarks_json(const struct plan_remarks *remarks, struct json *j) {
    json_open_array(j);
    for (size_t i = 0; i < remarks->n; i++) {
        const struct plan_remark *remark = &remarks->list[i];
        json_open_object(j);
        if (remark->about) {
            json_key(j, str_from_c(remark->about));
            json_str(j, remark->who);
        }
        json_key(j, STR("rule"));
        json_str(j, str_from_c(remark->rule));
        json_key(j, STR("detail"));
        json_str(j, remark->detail);
        json_end(j);
    }
    json_end(j);
}

static void quality_json(const struct plan_answer *answer, struct json *j) {
    json_key(j, STR("feasible"));
    json_bool(j, answer->feasible);
    json_key(j, STR("objective"));
    json_f64(j, answer->feasible ? answer->objective : NAN); // not finite: null
    json_key(j, STR("bound"));
    json_f64(j, answer->feasible ? answer->bound : NAN);
    json_key(j, STR("gap"));
    json_f64(j, answer->feasible ? answer->gap : NAN);
}

void plan_answer_json(const struct plan_run *run, const struct plan_problem *problem,
                      const struct plan_answer *answer, struct json *j) {
    json_key(j, STR("problem"));
    json_str(j, str_from_c(problem->name));
    json_key(j, STR("format"));
    json_str(j, cli_value(run->cli, "format"));
    quality_json(answer, j);
    json_key(j, STR("seed"));
    json_i64(j, (int64_t)run->search.seed);
    json_key(j, STR("effort")); // null: the clock decided
    run->seconds_max > 0 ? json_none(j) : json_i64(j, run->search.effort);
    json_key(j, STR("threads"));
    json_i64(j, run->threads);
    json_key(j, STR("cpu_seconds"));
    json_f64(j, round((cpu_seconds() - run->cpu_start) * 1000) / 1000);
    json_key(j, STR("checked"));
    json_bool(j, answer->checked);
    json_key(j, STR("engine_version"));
    json_str(j, STR(PLAN_ENGINE_VERSION));
    json_key(j, STR("conflicts"));
    remarks_json(&answer->conflicts, j);
    json_key(j, STR("reasons"));
    remarks_json(&answer->reasons, j);
}

void plan_say_conflicts(const struct plan_answer *answer) {
    for (size_t i = 0; i < answer->conflicts.n; i++)
        fprintf(stderr, "vliegwiel plan: %s: " STR_FMT "\n", answer->conflicts.list[i].rule,
                STR_ARG(answer->conflicts.list[i].detail));
}

// ---- the verb ----------------------------------------------------------------------------------

static bool on_progress(void *context, const struct plan_progress *progress) {
    struct plan_run *run = context;
    const double cpu = cpu_seconds() + progress->cpu_seconds_child - run->cpu_start;
    if (str_is(cli_value(run->cli, "progress")) && cpu >= run->cpu_said + PROGRESS_SECONDS) {
        run->cpu_said = cpu;
        const double share = run->seconds_max > 0 ? cpu / run->seconds_max : progress->done;
        fprintf(stderr, "%.1f s  %.0f %%  best %" PRId64 "  bound %" PRId64 "\n", cpu, 100 * share,
                progress->objective, progress->bound);
    }
    return !interrupted && (run->seconds_max <= 0 || cpu < run->seconds_max);
}

static enum rc read_common(struct plan_run *run) {
    int64_t seed;
    TRY(cli_number(run->cli, "seed", 0, INT64_MAX, &seed));
    TRY(cli_number(run->cli, "effort", 1, EFFORT_MAX, &run->search.effort));
    TRY(cli_number(run->cli, "threads", 1, 64, &run->threads));
    run->search.seed = (uint64_t)seed;
    run->search.threads = (int32_t)run->threads;
    run->search.progress = on_progress;
    run->search.context = run;
    const struct str seconds = cli_value(run->cli, "seconds");
    if (!str_is(seconds))
        return RC_OK;
    run->search.effort = EFFORT_MAX;
    if (str_real(seconds, &run->seconds_max) == RC_OK && run->seconds_max > 0)
        return RC_OK;
    fprintf(stderr, "vliegwiel plan: --seconds takes a number above 0\n");
    return RC_USAGE;
}

// FILE, or nothing; to check: FILE PLAN, or PLAN.
static enum rc read_files(struct plan_run *run) {
    int n = run->cli->n_rest;
    if (run->is_check && n > 0)
        run->plan = str_from_c(run->cli->rest[--n]);
    if (n > 0)
        run->input = str_from_c(run->cli->rest[--n]);
    if (n == 0 && run->is_check == str_is(run->plan))
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: give %s\n", run->cli->verb,
            run->is_check ? "FILE and PLAN" : "one FILE");
    return RC_USAGE;
}

static enum rc check_format(const struct cli *cli, const struct plan_problem *problem) {
    struct str rest = str_from_c(problem->formats), format;
    while (str_cut(&rest, ' ', &format)) {
        if (str_eq(format, cli_value(cli, "format")))
            return RC_OK;
    }
    fprintf(stderr, "vliegwiel %s: --format takes one of: %s\n", cli->verb, problem->formats);
    return RC_USAGE;
}

static enum rc run_problem(struct arena *arena, const struct plan_problem *problem, bool is_check,
                           int argc, char **argv) {
    struct cli cli = {
        .verb = str_c(arena, str_fmt(arena, "plan %s%s", is_check ? "check " : "", problem->name)),
        .usage = is_check ? "[FILE] PLAN" : problem->usage,
        .options = problem->options,
        .n_options = problem->n_options,
    };
    bool is_help;
    TRY(cli_read(arena, &cli, argc, argv, &is_help));
    if (is_help)
        return RC_OK;
    struct plan_run run = {
        .arena = arena, .cli = &cli, .is_check = is_check, .cpu_start = cpu_seconds()};
    TRY(check_format(&cli, problem));
    TRY(read_common(&run));
    TRY(read_files(&run));
    signal(SIGINT, on_interrupt);
    return problem->run(&run);
}

static int say_help(FILE *to, int exit_code) {
    fprintf(to, "vliegwiel plan PROBLEM [FILE] [options]\n"
                "vliegwiel plan check PROBLEM FILE PLAN [options]\n\nPROBLEM is one of");
    for (size_t i = 0; i < COUNT_OF(PROBLEMS); i++)
        fprintf(to, " %s", PROBLEMS[i]->name);
    fprintf(to, "; --help after it says more.\n");
    return exit_code;
}

int plan_main(int argc, char **argv) {
    const bool is_check = argc > 1 && strcmp(argv[1], "check") == 0;
    const int at = is_check ? 2 : 1;
    const char *const word = argc > at ? argv[at] : "";
    if (strcmp(word, "--help") == 0)
        return say_help(stdout, 0);
    for (size_t i = 0; i < COUNT_OF(PROBLEMS); i++) {
        if (strcmp(word, PROBLEMS[i]->name) != 0)
            continue;
        struct arena *const arena = arena_new(RUN_ARENA);
        const enum rc rc = run_problem(arena, PROBLEMS[i], is_check, argc - at, argv + at);
        arena_free(arena);
        return rc_exit_code(rc);
    }
    return say_help(stderr, rc_exit_code(RC_USAGE));
}
