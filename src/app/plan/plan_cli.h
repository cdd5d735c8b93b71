// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel plan`: what the problems share on the command line. Options, input that cannot be
// used, progress and limits, the answer as JSON, the exit code. Knows nothing of any problem.
#ifndef VLIEGWIEL_PLAN_CLI_H
#define VLIEGWIEL_PLAN_CLI_H
#include "app/cli.h"
#include "base/csv.h"
#include "base/json.h"
#include "vliegwiel/plan.h"

// The options of every problem: the first entries of its own table.
#define PLAN_OPTIONS                                                                               \
    {"format", "NAME", "csv", "format of FILE"},                                                   \
        {"effort", "N", "1", "how long to search; the same effort and seed give the same plan"},   \
        {"seconds", "S", NULL, "search for S seconds of CPU instead"},                             \
        {"seed", "N", "1", "start of the random numbers"},                                         \
        {"threads", "T", "1", "threads to use, where a problem can"},                              \
        {"from", "PLAN", NULL, "an earlier plan, to be changed as little as possible"},            \
        {"out", "FILE", NULL, "where the plan goes, instead of to standard output"},               \
        {"json", NULL, NULL, "the answer as one JSON object on standard output"}, {                \
        "progress", NULL, NULL, "lines on standard error while searching"                          \
    }

struct plan_run {
    struct arena *arena;
    const struct cli *cli;
    struct str input, plan; // names of files; STR_NONE: not given
    bool is_check;          // `plan` is to be recounted
    struct plan_search search;
    double seconds_max, cpu_start, cpu_said; // of CPU; seconds_max 0: no limit
    int64_t threads;
};

// A broken rule, or a reason for a person or package.
struct plan_remark {
    const char *about; // "person", "package"; NULL: the whole
    struct str who;
    const char *rule;
    struct str detail;
};
struct plan_remarks {
    struct plan_remark *list;
    size_t n, capacity;
};
void plan_remark_add(struct arena *arena, struct plan_remarks *remarks, struct plan_remark remark);

struct plan_answer {
    bool feasible, checked;
    double objective, bound, gap; // numbers without a fraction are written without one
    struct plan_remarks conflicts, reasons;
};

struct plan_problem {
    const char *name, *usage;
    const char *formats;              // separated by spaces
    const struct cli_option *options; // PLAN_OPTIONS first
    size_t n_options;
    // RC_OK, or RC_INFEASIBLE after an answer was printed; other codes after saying why.
    enum rc (*run)(struct plan_run *run);
};
extern const struct plan_problem plan_grouping_problem, plan_rotation_problem, plan_dates_problem,
    plan_allocation_problem, plan_savings_problem;

// FILE:LINE:COLUMN: why, on standard error. Returns RC_INVALID.
enum rc plan_unreadable(struct str file, size_t line, size_t column, const char *format, ...)
    PRINTF_LIKE(4, 5);
// Reads a CSV file. RC_INVALID after saying where.
NODISCARD enum rc plan_read_csv(struct arena *arena, struct str file, struct csv_table *ret_table);
// RC_INVALID, with the place said, unless the cell is a number from `least` to `most`.
NODISCARD enum rc plan_read_number(const struct csv_table *table, struct str file, size_t row,
                                   size_t column, int64_t least, int64_t most, int64_t *ret_number);

// The plan, to --out or to standard output. RC_IO after saying why.
NODISCARD enum rc plan_write(const struct plan_run *run, struct str bytes);
// The fields that all problems have, in an object that the caller has begun and will end.
void plan_answer_json(const struct plan_run *run, const struct plan_problem *problem,
                      const struct plan_answer *answer, struct json *j);
// What is wrong, for a person, on standard error.
void plan_say_conflicts(const struct plan_answer *answer);

// argv[0] is the verb. Gives the exit code.
int plan_main(int argc, char **argv);
#endif
