// SPDX-License-Identifier: EUPL-1.2
// Reads options; see cli.h.
#include "app/cli.h"

enum { CONFIG_MAX = 64 * 1024 };

static size_t find(const struct cli *cli, struct str name) {
    size_t i = 0;
    while (i < cli->n_options && !str_eq(str_from_c(cli->options[i].name), name))
        i++;
    return i;
}

struct str cli_value(const struct cli *cli, const char *name) {
    const size_t i = find(cli, str_from_c(name));
    ENSURE(i < cli->n_options);
    return cli->values[i];
}

enum rc cli_number(const struct cli *cli, const char *name, int64_t min, int64_t max,
                   int64_t *ret_number) {
    int64_t number;
    if (str_i64(cli_value(cli, name), &number) == RC_OK && number >= min && number <= max) {
        *ret_number = number;
        return RC_OK;
    }
    fprintf(stderr, "vliegwiel %s: --%s takes a number from %" PRId64 " to %" PRId64 "\n",
            cli->verb, name, min, max);
    return RC_USAGE;
}

enum rc file_read(struct arena *arena, struct str path, size_t max, struct str *ret_bytes) {
    FILE *const file = fopen(str_c(arena, path), "rb");
    char *const bytes = NEW_ARRAY(arena, char, max + 1);
    const size_t n = file == NULL ? 0 : fread(bytes, 1, max + 1, file);
    const bool whole = file != NULL && ferror(file) == 0 && n <= max;
    if (file != NULL)
        fclose(file);
    if (!whole) {
        fprintf(stderr, "vliegwiel: cannot read " STR_FMT ", or it is too large\n", STR_ARG(path));
        return RC_IO;
    }
    *ret_bytes = (struct str){bytes, n};
    return RC_OK;
}

// ---- the four places a value comes from --------------------------------------------------------

static void from_defaults(struct cli *cli) {
    for (size_t i = 0; i < cli->n_options; i++)
        cli->values[i] = str_from_c(cli->options[i].fallback);
}

static enum rc from_file(struct arena *arena, struct cli *cli, struct str path) {
    struct str text, line, name;
    TRY(file_read(arena, path, CONFIG_MAX, &text));
    for (int number = 1; str_cut(&text, '\n', &line); number++) {
        struct str value = str_trim(line);
        if (value.n == 0 || value.p[0] == '#')
            continue;
        (void)str_cut(&value, '=', &name);
        const size_t i = find(cli, str_trim(name));
        if (i == cli->n_options) {
            fprintf(stderr, STR_FMT ":%d: no such option\n", STR_ARG(path), number);
            return RC_USAGE;
        }
        cli->values[i] = str_trim(value);
    }
    return RC_OK;
}

static void from_environment(struct arena *arena, struct cli *cli) {
    for (size_t i = 0; i < cli->n_options; i++) {
        const struct str name = str_fmt(arena, "VLIEGWIEL_%s", cli->options[i].name);
        char *const key = str_c(arena, name);
        for (char *c = key; *c != '\0'; c++)
            *c = *c == '-' ? '_' : (char)toupper((unsigned char)*c);
        if (getenv(key) != NULL)
            cli->values[i] = str_from_c(getenv(key));
    }
}

// --name value, --name=value, --flag. Gives how many arguments were used; 0: not understood.
static int from_flag(struct cli *cli, char **argv) {
    struct str value = str_from_c(argv[0] + 2), name;
    const bool joined = str_find(value, STR("="), &(size_t){0});
    (void)str_cut(&value, '=', &name);
    const size_t i = find(cli, name);
    if (i == cli->n_options || (joined && cli->options[i].value == NULL))
        return 0;
    const bool takes_next = cli->options[i].value != NULL && !joined;
    if (takes_next && argv[1] == NULL)
        return 0;
    cli->values[i] = cli->options[i].value == NULL ? STR("yes")
                     : joined                      ? value
                                                   : str_from_c(argv[1]);
    return takes_next ? 2 : 1;
}

static enum rc from_flags(struct cli *cli, int argc, char **argv) {
    cli->n_rest = 0;
    for (int i = 1; i < argc;) {
        if (strncmp(argv[i], "--", 2) != 0) {
            cli->rest[cli->n_rest++] = argv[i++];
            continue;
        }
        const int used = from_flag(cli, argv + i);
        if (used == 0) {
            fprintf(stderr, "vliegwiel %s: what is %s? See vliegwiel %s --help\n", cli->verb,
                    argv[i], cli->verb);
            return RC_USAGE;
        }
        i += used;
    }
    return RC_OK;
}

// ---- help --------------------------------------------------------------------------------------

static void help(const struct cli *cli) {
    printf("vliegwiel %s [options]%s%s\n\n", cli->verb, *cli->usage != '\0' ? " " : "", cli->usage);
    for (size_t i = 0; i < cli->n_options; i++) {
        const struct cli_option *const o = &cli->options[i];
        const int shown = printf("  --%s%s%s", o->name, o->value == NULL ? "" : " ",
                                 o->value == NULL ? "" : o->value);
        printf("%*s%s", shown < 26 ? 26 - shown : 1, "", o->help);
        if (o->fallback != NULL)
            printf(" (%s)", o->fallback);
        printf("\n");
    }
}

enum rc cli_read(struct arena *arena, struct cli *cli, int argc, char **argv, bool *ret_help) {
    cli->values = NEW_ARRAY(arena, struct str, cli->n_options);
    cli->rest = NEW_ARRAY(arena, char *, (size_t)argc + 1);
    *ret_help = false;
    for (int i = 1; i < argc; i++)
        if (strcmp(argv[i], "--help") == 0) {
            help(cli);
            *ret_help = true;
            return RC_OK;
        }
    from_defaults(cli);
    from_environment(arena, cli);
    TRY(from_flags(cli, argc, argv)); // to learn which file
    const size_t config = find(cli, STR("config"));
    if (config == cli->n_options || !str_is(cli->values[config]))
        return RC_OK;
    TRY(from_file(arena, cli, cli->values[config]));
    from_environment(arena, cli);
    return from_flags(cli, argc, argv);
}
