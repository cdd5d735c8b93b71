// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect`: what the methods share on the command line. Options, what was refused and
// warned of, numbers as JSON, pictures to a file, the exit code. Knows nothing of any method.
#ifndef VLIEGWIEL_EFFECT_CLI_H
#define VLIEGWIEL_EFFECT_CLI_H
#include "app/cli.h"
#include "app/effect/effect_columns.h"
#include "base/json.h"
#include "vliegwiel/effect.h"

// The options of every method: the first entries of its own table.
#define EFFECT_OPTIONS                                                                             \
    {"json", NULL, NULL, "the answer as one JSON object on standard output"},                      \
        {"svg", "FILE", NULL, "the picture, with the same figures as text in it"},                 \
        {"label", "TEXT", NULL, "what is measured, as in \"de samenwerking\""},                    \
        {"unit-label", "TEXT", NULL, "its unit, as in \"punt\""},                                  \
        {"relevant", "X", NULL, "the smallest difference that matters"},                           \
        {"design", "NAME", "none", "who began when: lot, staggered or none"},                      \
        {"seed", "N", "1", "start of the random numbers"}, {                                       \
        "lang", "NAME", "nl", "language of texts for people: nl or en"                             \
    }

// A named reason: what was refused, or what to know before believing a figure.
struct effect_remark {
    const char *rule; // such as "too_few_clusters"
    struct str detail;
};
struct effect_remarks {
    struct effect_remark *list;
    size_t n, capacity;
};

struct effect_run {
    struct arena *arena;
    const struct cli *cli;
    struct str *files; // [n_files]
    size_t n_files;
    uint64_t seed;
    double relevant; // NaN: not given
    enum effect_design design;
    enum effect_language language;
    struct effect_remarks refusals, warnings;
};

struct effect_method {
    const char *name, *usage;
    size_t n_files_least, n_files_most;
    const struct cli_option *options; // EFFECT_OPTIONS first
    size_t n_options;
    // RC_OK, or RC_INFEASIBLE after an answer was printed that names what was refused; other codes
    // after saying why.
    enum rc (*run)(struct effect_run *run);
};

// Notes a reason; the text is made on the arena of the run.
void effect_refuse(struct effect_run *run, const char *rule, const char *format, ...)
    PRINTF_LIKE(3, 4);
void effect_warn(struct effect_run *run, const char *rule, const char *format, ...)
    PRINTF_LIKE(3, 4);

// ---- options -----------------------------------------------------------------------------------

struct str effect_option(const struct effect_run *run, const char *name); // STR_NONE: not given
// A number, or `otherwise` when the option was not given. RC_USAGE, said on stderr.
NODISCARD enum rc effect_option_real(const struct effect_run *run, const char *name, double least,
                                     double most, double otherwise, double *ret_number);
// One of the words, which stand separated by spaces: its place. RC_USAGE, said on stderr.
NODISCARD enum rc effect_option_word(const struct effect_run *run, const char *name,
                                     const char *words, int *ret_place);
// RC_USAGE, said on stderr, unless every one of the options was given; names separated by spaces.
NODISCARD enum rc effect_option_needed(const struct effect_run *run, const char *names);

// ---- answers -----------------------------------------------------------------------------------

// Begins the object with method, engine_version and seed.
struct json effect_json_begin(struct effect_run *run, struct buf *b);
// Ends it with `refused` and `warnings`, and prints it when --json asks for it; the same remarks
// go to standard error otherwise.
// RC_INFEASIBLE when something was refused and `is_empty`; RC_IO.
NODISCARD enum rc effect_json_end(struct effect_run *run, struct json *j, bool is_empty);
void effect_json_real(struct json *j, const char *key, double value); // NaN: null
void effect_json_whole(struct json *j, const char *key, int64_t value);
void effect_json_text(struct json *j, const char *key, const char *value); // NULL: null
// `class`, `sentence_nl` and `sentence_en` of a claim, to which label, unit and relevant of the run
// are added.
void effect_json_claim(struct effect_run *run, struct json *j, struct effect_claim claim);
// The sentence in the language of the run.
char *effect_say(struct effect_run *run, struct effect_claim claim);
// Writes the picture to --svg, when that was given. RC_IO after saying why.
NODISCARD enum rc effect_picture(const struct effect_run *run, struct str svg);
// RC_USAGE, said on stderr, when --svg was given to a method that has no picture.
NODISCARD enum rc effect_no_picture(const struct effect_run *run);

// argv[0] is the verb. Gives the exit code.
int effect_main(int argc, char **argv);
#endif
