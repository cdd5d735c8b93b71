// SPDX-License-Identifier: EUPL-1.2
// Options of a verb: flag before environment (VLIEGWIEL_NAME) before file (--config) before
// default.
#ifndef VLIEGWIEL_CLI_H
#define VLIEGWIEL_CLI_H
#include "base/str.h"

struct cli_option {
    const char *name;     // "base-url"
    const char *value;    // "URL"; NULL: a flag, whose value is "yes"
    const char *fallback; // the default, or NULL
    const char *help;
};
struct cli {
    const char *verb, *usage; // usage: what stands after the options, or ""
    const struct cli_option *options;
    size_t n_options;
    struct str *values; // [n_options]; STR_NONE: not given
    char **rest;        // what is not an option, in order
    int n_rest;
};
// In: argv[0] is the verb. RC_USAGE after saying why on stderr; with --help prints to stdout and
// gives *ret_help.
NODISCARD enum rc cli_read(struct arena *arena, struct cli *cli, int argc, char **argv,
                           bool *ret_help);
struct str cli_value(const struct cli *cli,
                     const char *name); // the name must be one of the options
// RC_USAGE, said on stderr, when the value is not a number in the range.
NODISCARD enum rc cli_number(const struct cli *cli, const char *name, int64_t min, int64_t max,
                             int64_t *ret_number);
// The bytes of a file up to `max`. RC_IO, said on stderr.
NODISCARD enum rc file_read(struct arena *arena, struct str path, size_t max,
                            struct str *ret_bytes);
#endif
