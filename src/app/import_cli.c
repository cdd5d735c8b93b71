// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel import`: one file of people or applications from the shell, by the same rules as on
// the screen and in the name of somebody who may do it there. All of the file or nothing; whatever
// the screen would ask a person is not guessed here.
#include "app/cli.h"
#include "app/verbs.h"
#include "base/json.h"
#include "feature/account/account.h"
#include "feature/import/import.h"
#include "organisation_sql.h"

enum { IMPORT_CLI_ARENA = 256 << 20, SAID_MAX = 40 };

static const struct cli_option options[] = {
    {"db", "FILE|URL", "vliegwiel.db", "the SQLite file, or postgresql://..."},
    {"keys", "FILE", NULL, "the key file; beside the SQLite file when not given"},
    {"by", "E-MAIL", NULL, "in whose name: an account that may import there"},
    {"organisation", "NAME", NULL, "whose people; the host when not given"},
    {"source", "NAME", NULL,
     "what the file comes from: a later file of the same source is compared"},
    {"cohort", "ID", NULL, "the file holds applications for this cohort"},
    {"dry-run", NULL, NULL, "say what would change, and change nothing"},
    {"json", NULL, NULL, "answer with one JSON object"},
};

static enum rc say(enum rc rc, const char *why) {
    fprintf(stderr, "vliegwiel import: %s\n", why);
    return rc;
}

struct taking {
    struct arena *arena;
    struct store *store;
    const struct cli *cli;
    struct import_input input;
    struct import_preview preview;
    struct instant now;
    const char *why; // it was refused
    bool is_dry, was_taken;
};

static enum rc refuse(struct taking *t, enum rc rc, const char *why) {
    t->why = why;
    return rc;
}

static enum rc organisation_find(struct db *db, struct taking *t) {
    const struct str name = str_trim(cli_value(t->cli, "organisation"));
    struct account_host_row host;
    struct organisation_named_row named;
    if (!str_is(name)) {
        const enum rc rc = q_account_host(db_read(db), t->arena, &host);
        t->input.organisation = rc == RC_OK ? host.id : 0;
        return rc == RC_NOT_FOUND ? refuse(t, rc, "there is no organisation yet") : rc;
    }
    const enum rc rc = q_organisation_named(db_read(db), t->arena, name, &named);
    t->input.organisation = rc == RC_OK ? named.id : 0;
    return rc == RC_NOT_FOUND ? refuse(t, rc, "there is no organisation of this name") : rc;
}

// A dry run does everything and takes it back: what it says is what would be.
static enum rc take_run(struct db *db, void *argument) {
    struct taking *const t = argument;
    struct account_find_row account;
    enum rc rc =
        q_account_find(db_read(db), t->arena, str_fold(t->arena, str_trim(cli_value(t->cli, "by"))),
                       instant_day(t->now), &account);
    if (rc == RC_NOT_FOUND)
        return refuse(t, RC_FORBIDDEN, "there is no account with the address of --by");
    TRY(rc);
    TRY(organisation_find(db, t));
    rc = import_take(db, t->arena, store_vault(t->store), &t->input, account.person_id, t->now,
                     &t->preview);
    if (rc == RC_FORBIDDEN || rc == RC_NOT_FOUND)
        return refuse(t, RC_FORBIDDEN, "who is named by --by may not import there");
    TRY(rc);
    t->was_taken = true;
    return t->is_dry ? RC_CONFLICT : RC_OK;
}

// ---- what is said -------------------------------------------------------------------------------

static void say_problems(const struct taking *t) {
    const struct import_problems *const problems = &t->preview.problems;
    for (size_t i = 0; i < problems->n && i < IMPORT_PROBLEMS_MAX && i < SAID_MAX; i++) {
        const struct import_problem_line line =
            import_problem_words(t->arena, LANG_EN, &problems->first[i]);
        fprintf(stderr, STR_FMT ": " STR_FMT " " STR_FMT " " STR_FMT "\n",
                STR_ARG(t->input.file_name), STR_ARG(line.place), STR_ARG(line.cell),
                STR_ARG(line.what));
    }
    if (problems->n > SAID_MAX)
        fprintf(stderr, "and %zu more\n", problems->n - SAID_MAX);
    if (problems->n == 0 && t->preview.diff.n_asked > 0)
        fprintf(stderr,
                "%" PRId64 " people may be known already: take this file in on the screen, which"
                " asks who is meant\n",
                t->preview.diff.n_asked);
}

static void say_missing(const struct taking *t) {
    const struct import_diff *const diff = &t->preview.diff;
    for (int64_t i = 0; i < diff->n_missing; i++)
        printf("not in the file any more, and not ended: " STR_FMT "\n",
               STR_ARG(diff->missing[i]->name));
}

static void say_done(const struct taking *t) {
    const struct import_diff *const diff = &t->preview.diff;
    printf("%s%" PRId64 " new, %" PRId64 " changed, %" PRId64 " the same, %" PRId64 " missing\n",
           t->is_dry ? "would be: " : "", diff->n_new, diff->n_changed, diff->n_same,
           diff->n_missing);
    say_missing(t);
}

static void say_json(const struct taking *t) {
    const struct import_diff *const diff = &t->preview.diff;
    const struct {
        const char *key;
        int64_t n;
    } counts[] = {{"new", diff->n_new},     {"changed", diff->n_changed},
                  {"same", diff->n_same},   {"missing", diff->n_missing},
                  {"asked", diff->n_asked}, {"problems", (int64_t)t->preview.problems.n}};
    struct buf b = buf_on(t->arena, 256);
    struct json json = json_on(&b);
    json_open_object(&json);
    json_key(&json, STR("file"));
    json_str(&json, t->input.file_name);
    json_key(&json, STR("applied"));
    json_bool(&json, t->was_taken && !t->is_dry);
    for (size_t i = 0; i < COUNT_OF(counts); i++) {
        json_key(&json, str_from_c(counts[i].key));
        json_i64(&json, counts[i].n);
    }
    json_end(&json);
    buf_char(&b, '\n');
    fwrite(b.p, 1, b.n, stdout);
}

// ---- the verb -----------------------------------------------------------------------------------

static enum rc take(struct taking *t) {
    TRY(store_open(&(struct store_options){.url = cli_value(t->cli, "db"),
                                           .keys_path = cli_value(t->cli, "keys")},
                   &t->store));
    enum rc rc = store_write(t->store, take_run, t);
    store_close(t->store);
    if (t->why != NULL)
        return say(rc, t->why);
    if (t->was_taken && t->is_dry && rc == RC_CONFLICT)
        rc = RC_OK;
    else if (rc == RC_CONFLICT)
        return say(rc, "the database changed while the file was read: try again");
    if (rc != RC_OK && rc != RC_INVALID)
        return rc;
    if (str_is(cli_value(t->cli, "json")))
        say_json(t);
    else if (rc == RC_OK)
        say_done(t);
    if (rc == RC_INVALID)
        say_problems(t);
    return rc;
}

static struct str base_name(struct str path) {
    size_t from = path.n;
    while (from > 0 && path.p[from - 1] != '/')
        from--;
    return str_slice(path, from, path.n);
}

static enum rc import_run(struct arena *arena, int argc, char **argv) {
    struct cli cli = {
        .verb = "import", .usage = "FILE", .options = options, .n_options = COUNT_OF(options)};
    bool help;
    TRY(cli_read(arena, &cli, argc, argv, &help));
    if (help)
        return RC_OK;
    if (cli.n_rest != 1 || !str_is(cli_value(&cli, "by")) || !str_is(cli_value(&cli, "source")))
        return say(RC_USAGE, "say FILE, --by and --source; vliegwiel import --help says more");
    struct taking t = {.arena = arena,
                       .cli = &cli,
                       .now = instant_now(),
                       .is_dry = str_is(cli_value(&cli, "dry-run")),
                       .input = {.kind = IMPORT_PEOPLE,
                                 .source = str_trim(cli_value(&cli, "source")),
                                 .file_name = base_name(str_from_c(cli.rest[0]))}};
    if (str_is(cli_value(&cli, "cohort"))) {
        t.input.kind = IMPORT_APPLICATIONS;
        TRY(cli_number(&cli, "cohort", 1, INT64_MAX, &t.input.cohort));
    }
    TRY(file_read(arena, str_from_c(cli.rest[0]), IMPORT_FILE_MAX, &t.input.content));
    return take(&t);
}

int import_main(int argc, char **argv) {
    struct arena *const arena = arena_new(IMPORT_CLI_ARENA);
    const enum rc rc = import_run(arena, argc, argv);
    if (rc == RC_BUSY)
        (void)say(rc, "the database is in use: stop the server first");
    else if (rc == RC_IO || rc == RC_LIMIT)
        (void)say(rc, "the database or the file cannot be used");
    arena_free(arena);
    return rc_exit_code(rc);
}
