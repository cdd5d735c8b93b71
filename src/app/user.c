// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel user`: accounts from the shell, for who operates the machine. It makes the first
// owner, and with it the host organisation; a set-up page on the web would belong to whoever finds
// it first.
#include <termios.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/verbs.h"
#include "feature/account/account.h"
#include "feature/import/import.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"

enum { USER_ARENA = 16 << 20, PASSWORD_FILE_MAX = 4096 };

static const struct cli_option options[] = {
    {"db", "FILE|URL", "vliegwiel.db", "the SQLite file, or postgresql://..."},
    {"keys", "FILE", NULL, "the key file; beside the SQLite file when not given"},
    {"email", "E-MAIL", NULL, "whose account"},
    {"name", "NAME", NULL, "add: \"Given-name Family-name\""},
    {"role", "ROLE", NULL, "add: owner, coordinator, facilitator, operator, ..."},
    {"organisation", "NAME", NULL, "add: where the role is held; the host when not given"},
    {"password-file", "FILE", NULL,
     "the password; asked, or read from standard input, when not given"},
};

static enum rc say(enum rc rc, const char *why) {
    fprintf(stderr, "vliegwiel user: %s\n", why);
    return rc;
}

// ---- the password -------------------------------------------------------------------------------

static struct str line_read(struct arena *arena) {
    char *const bytes = NEW_ARRAY(arena, char, PASSWORD_FILE_MAX);
    if (fgets(bytes, PASSWORD_FILE_MAX, stdin) == NULL)
        return STR("");
    struct str rest = str_from_c(bytes), line = STR("");
    (void)str_cut(&rest, '\n', &line);
    return line;
}

static struct str terminal_read(struct arena *arena, const char *prompt) {
    struct termios shown, hidden;
    const bool is_terminal = tcgetattr(STDIN_FILENO, &shown) == 0;
    if (is_terminal) {
        fprintf(stderr, "%s: ", prompt);
        hidden = shown;
        hidden.c_lflag &= ~(tcflag_t)ECHO;
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    const struct str line = line_read(arena);
    if (is_terminal) {
        (void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &shown);
        fputc('\n', stderr);
    }
    return line;
}

static enum rc password_ask(struct arena *arena, const struct cli *cli, struct str *ret_password) {
    const struct str file = cli_value(cli, "password-file");
    struct str password;
    if (str_is(file)) {
        struct str bytes;
        TRY(file_read(arena, file, PASSWORD_FILE_MAX, &bytes));
        password = STR("");
        (void)str_cut(&bytes, '\n', &password);
    } else {
        password = terminal_read(arena, "Password");
        if (isatty(STDIN_FILENO) && !str_eq(password, terminal_read(arena, "Again")))
            return say(RC_INVALID, "these are two different passwords");
    }
    if (!utf8_valid(password))
        return say(RC_INVALID, "the password is not UTF-8");
    const enum password_fault fault =
        account_password_fault(arena, password, cli_value(cli, "email"));
    if (fault != PASSWORD_FINE)
        return say(RC_INVALID, str_c(arena, account_fault_text(arena, LANG_EN, fault)));
    *ret_password = password;
    return RC_OK;
}

// ---- add ----------------------------------------------------------------------------------------

struct addition {
    struct arena *arena;
    struct str email, name, organisation, hash;
    enum role role;
    struct instant now;
    const char *why; // it was refused
};

static enum rc refuse(struct addition *a, enum rc rc, const char *why) {
    a->why = why;
    return rc;
}

static enum rc organisation_find(struct db *db, struct addition *a, int64_t *ret_id) {
    struct account_host_row host;
    struct organisation_named_row named;
    struct organisation_add_row added;
    enum rc rc = q_account_host(db_read(db), a->arena, &host);
    if (rc == RC_NOT_FOUND && !str_is(a->organisation))
        return refuse(a, RC_USAGE,
                      "there is no organisation yet: name the host with --organisation");
    if (rc == RC_NOT_FOUND) {
        TRY(q_organisation_add(db, a->arena, a->organisation,
                               organisation_kind_word(ORGANISATION_MUNICIPALITY), STR("G"), true,
                               a->now, &added));
        *ret_id = added.id;
        return RC_OK;
    }
    TRY(rc);
    *ret_id = host.id;
    if (!str_is(a->organisation))
        return RC_OK;
    rc = q_organisation_named(db_read(db), a->arena, a->organisation, &named);
    if (rc == RC_NOT_FOUND)
        return refuse(a, RC_NOT_FOUND, "there is no organisation of this name");
    TRY(rc);
    *ret_id = named.id;
    return RC_OK;
}

// Somebody known by this address, from an import perhaps, or a new person.
static enum rc person_find(struct db *db, struct addition *a, int64_t organisation,
                           int64_t *ret_person) {
    struct account_people people;
    TRY(q_account_people(db_read(db), a->arena, str_fold(a->arena, a->email), &people));
    if (people.n > 1)
        return refuse(a, RC_CONFLICT, "more than one person has this e-mail address");
    if (people.n == 1) {
        *ret_person = people.rows[0].id;
        return RC_OK;
    }
    if (!str_is(a->name))
        return refuse(a, RC_USAGE, "nobody is known by this address: give --name");
    const struct import_name name = import_name_split(a->name);
    const struct person_input input = {name.given_name, name.infix, name.family_name, a->email};
    TRY(person_add(db, a->arena, &input, a->now, ret_person));
    return person_join(db, a->arena, *ret_person, organisation, (struct opt_int){0, false},
                       instant_day(a->now));
}

static enum rc add_run(struct db *db, void *argument) {
    struct addition *const a = argument;
    int64_t organisation, person;
    TRY(organisation_find(db, a, &organisation));
    TRY(person_find(db, a, organisation, &person));
    struct account_of_row account;
    const enum rc rc = q_account_of(db_read(db), a->arena, person, &account);
    if (rc != RC_NOT_FOUND)
        return rc == RC_OK ? refuse(a, RC_CONFLICT, "this person has an account already") : rc;
    TRY(account_add(db, a->arena, person, a->email, a->hash, a->now));
    return role_give(db, a->arena, person, role_word(a->role), organisation, instant_day(a->now),
                     DAY_NONE, 0, a->now);
}

static enum rc role_read(struct arena *arena, struct str word, enum role *ret_role) {
    char *const stored = str_c(arena, word);
    for (char *c = stored; *c != '\0'; c++)
        *c = *c == '-' ? '_' : *c;
    return role_from_word(str_from_c(stored), ret_role) ? RC_OK : say(RC_USAGE, "which --role?");
}

static enum rc store_of(const struct cli *cli, bool create, struct store **ret_store) {
    return store_open(&(struct store_options){.url = cli_value(cli, "db"),
                                              .keys_path = cli_value(cli, "keys"),
                                              .create = create},
                      ret_store);
}

static enum rc user_add(struct arena *arena, const struct cli *cli) {
    struct addition a = {.arena = arena,
                         .email = str_trim(cli_value(cli, "email")),
                         .name = str_trim(cli_value(cli, "name")),
                         .organisation = str_trim(cli_value(cli, "organisation")),
                         .now = instant_now()};
    struct str password;
    struct store *store;
    if (!import_email_is(a.email))
        return say(RC_USAGE, "which --email?");
    TRY(role_read(arena, cli_value(cli, "role"), &a.role));
    TRY(password_ask(arena, cli, &password));
    const bool keeps = a.role == ROLE_OWNER || a.role == ROLE_OPERATOR;
    TRY(password_hash(arena, password, keeps ? PASSWORD_KEEPER : PASSWORD_PERSON, &a.hash));
    TRY(store_of(cli, true, &store));
    const enum rc rc = store_write(store, add_run, &a);
    store_close(store);
    return a.why == NULL ? rc : say(rc, a.why);
}

// ---- password -----------------------------------------------------------------------------------

struct renewal {
    struct arena *arena;
    struct str email, password;
    struct instant now;
};

static enum rc password_run(struct db *db, void *argument) {
    const struct renewal *const r = argument;
    struct account_find_row account;
    struct str hash;
    TRY(q_account_find(db_read(db), r->arena, str_fold(r->arena, r->email), instant_day(r->now),
                       &account));
    TRY(password_hash(r->arena, r->password, account.keeper ? PASSWORD_KEEPER : PASSWORD_PERSON,
                      &hash));
    TRY(account_hash_change(db, account.person_id, account.password_hash, hash, r->now));
    return q_account_sessions_end(db, account.person_id, r->now, NULL);
}

static enum rc user_password(struct arena *arena, const struct cli *cli) {
    struct renewal r = {
        .arena = arena, .email = str_trim(cli_value(cli, "email")), .now = instant_now()};
    struct store *store;
    if (!str_is(r.email))
        return say(RC_USAGE, "which --email?");
    TRY(password_ask(arena, cli, &r.password));
    TRY(store_of(cli, false, &store));
    const enum rc rc = store_write(store, password_run, &r);
    store_close(store);
    return rc == RC_NOT_FOUND ? say(rc, "there is no account with this address") : rc;
}

// ---- list ---------------------------------------------------------------------------------------

static enum rc list_print(struct arena *arena, struct reader *reader) {
    struct db_ro *db;
    struct account_list list;
    TRY(reader_begin(reader, &db));
    const enum rc rc = q_account_list(db, arena, instant_day(instant_now()), &list);
    reader_end(reader);
    TRY(rc);
    printf("email,name,state,role,organisation\n");
    for (size_t i = 0; i < list.n; i++) {
        const struct account_list_row *const row = &list.rows[i];
        const struct str cells[] = {row->email, row->name, row->state, row->role,
                                    row->organisation_name};
        struct buf line = buf_on(arena, 128);
        for (size_t k = 0; k < COUNT_OF(cells); k++) {
            csv_text(&line, cells[k]);
            buf_char(&line, k + 1 < COUNT_OF(cells) ? ',' : '\n');
        }
        fwrite(line.p, 1, line.n, stdout);
    }
    return RC_OK;
}

static enum rc user_list(struct arena *arena, const struct cli *cli) {
    struct store *store;
    struct reader *reader;
    TRY(store_open(&(struct store_options){.url = cli_value(cli, "db"),
                                           .keys_path = cli_value(cli, "keys"),
                                           .read_only = true},
                   &store));
    enum rc rc = reader_open(store, &reader);
    if (rc == RC_OK) {
        rc = list_print(arena, reader);
        reader_close(reader);
    }
    store_close(store);
    return rc;
}

// ---- the verb -----------------------------------------------------------------------------------

static const struct {
    const char *word;
    enum rc (*run)(struct arena *arena, const struct cli *cli);
} actions[] = {{"add", user_add}, {"list", user_list}, {"password", user_password}};

static enum rc user_run(struct arena *arena, int argc, char **argv) {
    struct cli cli = {.verb = "user",
                      .usage = "add|list|password",
                      .options = options,
                      .n_options = COUNT_OF(options)};
    bool help;
    TRY(cli_read(arena, &cli, argc, argv, &help));
    if (help)
        return RC_OK;
    for (size_t i = 0; i < COUNT_OF(actions) && cli.n_rest == 1; i++)
        if (strcmp(cli.rest[0], actions[i].word) == 0)
            return actions[i].run(arena, &cli);
    return say(RC_USAGE, "say add, list or password; vliegwiel user --help says more");
}

int user_main(int argc, char **argv) {
    struct arena *const arena = arena_new(USER_ARENA);
    const enum rc rc = user_run(arena, argc, argv);
    if (rc == RC_BUSY)
        (void)say(rc, "the database is in use: stop the server first");
    else if (rc == RC_IO || rc == RC_LIMIT)
        (void)say(rc, "the database or a file cannot be used");
    arena_free(arena);
    return rc_exit_code(rc);
}
