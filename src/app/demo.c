// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel demo`: serves the invented municipality, made once and kept until --fresh. Its
// passwords are drawn per house and kept beside it, readable for its owner only.
#include <fcntl.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/demo_house.h"
#include "app/serve.h"
#include "app/verbs.h"
#include "web/session.h"
#include "feature/message/news.h"
#include "feature/organisation/organisation.h"
#include "web/password.h"

enum { DEMO_ARENA = 512 << 20, ACCOUNTS_MAX = 4096, PASSWORD_BYTES = 8 };

static const struct cli_option options[] = {
    {"db", "FILE", "build/demo.db", "where the municipality is kept"},
    {"port", "N", "8080", "on 127.0.0.1; 0: any free port"},
    {"fresh", NULL, NULL, "throw the municipality away and make it anew"},
};

static struct str accounts_text; // what `ready` prints: serve() gives it nothing of ours

static enum rc say(enum rc rc, const char *why, struct str what) {
    fprintf(stderr, "vliegwiel demo: %s " STR_FMT "\n", why, STR_ARG(what));
    return rc;
}

// ---- the accounts -------------------------------------------------------------------------------

static enum rc accounts_make(struct arena *arena, struct demo_account *accounts) {
    demo_accounts(accounts);
    struct buf text = buf_on(arena, 512);
    for (size_t i = 0; i < DEMO_ACCOUNTS; i++) {
        struct demo_account *const a = &accounts[i];
        const bool keeps = str_eq(a->role, STR("owner"));
        a->password = session_random(arena, PASSWORD_BYTES);
        TRY(password_hash(arena, a->password, keeps ? PASSWORD_KEEPER : PASSWORD_PERSON, &a->hash));
        buf_fmt(&text, STR_FMT " " STR_FMT " " STR_FMT "\n", STR_ARG(a->role), STR_ARG(a->email),
                STR_ARG(a->password));
    }
    accounts_text = buf_done(&text);
    return RC_OK;
}

static enum rc accounts_write(struct arena *arena, struct str path) {
    const int file = open(str_c(arena, path), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written =
        file >= 0 && write(file, accounts_text.p, accounts_text.n) == (ssize_t)accounts_text.n;
    const bool kept = file >= 0 && close(file) == 0;
    return written && kept ? RC_OK : say(RC_IO, "cannot write", path);
}

// ---- the house ----------------------------------------------------------------------------------

static enum rc is_furnished(struct store *store, struct arena *arena, bool *ret_is) {
    struct reader *reader;
    struct db_ro *db;
    struct organisation_any_row any = {0};
    TRY(reader_open(store, &reader));
    enum rc rc = reader_begin(reader, &db);
    if (rc == RC_OK) {
        rc = q_organisation_any(db, arena, &any);
        reader_end(reader);
    }
    reader_close(reader);
    TRY(rc);
    *ret_is = any.n > 0;
    return RC_OK;
}

// Nobody hears by mail of what was planned long before.
static enum rc furnish_quietly(struct db *db, void *argument) {
    const struct demo_house *const house = argument;
    TRY(demo_furnish(db, argument));
    return q_news_told_all(db, house->now, NULL);
}

static enum rc furnish(struct store *store, struct arena *arena, struct str accounts_path) {
    struct demo_account accounts[DEMO_ACCOUNTS];
    bool furnished;
    TRY(is_furnished(store, arena, &furnished));
    if (furnished)
        return file_read(arena, accounts_path, ACCOUNTS_MAX, &accounts_text);
    TRY(accounts_make(arena, accounts));
    TRY(accounts_write(arena, accounts_path));
    struct demo_house house = {arena, store_vault(store), instant_now(), accounts};
    TRY(store_write(store, furnish_quietly, &house));
    accounts_text =
        str_fmt(arena, STR_FMT "card " STR_FMT "\n", STR_ARG(accounts_text), STR_ARG(house.card));
    return accounts_write(arena, accounts_path);
}

// Only a house that nobody serves is thrown away: opening it takes its lock.
static enum rc throw_away(struct arena *arena, struct str db) {
    static const char *const ends[] = {"",          "-wal", "-shm",  ".keys",    ".keys-wal",
                                       ".keys-shm", ".kek", ".lock", ".accounts"};
    struct store *store;
    if (access(str_c(arena, db), F_OK) == 0) {
        const enum rc rc = store_open(&(struct store_options){.url = db, .create = true}, &store);
        if (rc == RC_BUSY)
            return say(rc, "somebody is using", db);
        if (rc == RC_OK)
            store_close(store);
    }
    for (size_t i = 0; i < COUNT_OF(ends); i++)
        (void)unlink(str_c(arena, str_join(arena, db, str_from_c(ends[i]))));
    return RC_OK;
}

static enum rc house_open(struct arena *arena, struct str db) {
    struct store *store;
    const enum rc opened = store_open(&(struct store_options){.url = db, .create = true}, &store);
    if (opened != RC_OK)
        return say(opened, "cannot open", db);
    const enum rc rc = furnish(store, arena, str_join(arena, db, STR(".accounts")));
    store_close(store);
    return rc;
}

// ---- the verb -----------------------------------------------------------------------------------

static enum rc ready(const struct app *app, uint16_t port) {
    (void)app;
    printf("URL http://127.0.0.1:%d/\n" STR_FMT, port, STR_ARG(accounts_text));
    fflush(stdout);
    return RC_OK;
}

static enum rc demo_run(struct arena *arena, int argc, char **argv) {
    struct cli cli = {
        .verb = "demo", .usage = "", .options = options, .n_options = COUNT_OF(options)};
    int64_t port;
    bool help;
    TRY(cli_read(arena, &cli, argc, argv, &help));
    if (help)
        return RC_OK;
    TRY(cli_number(&cli, "port", 0, 65535, &port));
    const struct str db = cli_value(&cli, "db");
    if (str_starts(db, STR("postgresql:")))
        return say(RC_USAGE, "keeps keys and passwords beside a file, so --db must be one, not",
                   STR("a PostgreSQL server"));
    if (str_is(cli_value(&cli, "fresh")))
        TRY(throw_away(arena, db));
    TRY(house_open(arena, db));
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    return serve(&(struct serve_options){
        .store = {.url = db},
        .app = {.version = program_version, .demo = true},
        .http = {STR("127.0.0.1"), (uint16_t)port, processors < 1 ? 1 : (unsigned)processors,
                 false},
        .outbox = {.is_demo = true},
        .ready = ready,
    });
}

int demo_main(int argc, char **argv) {
    struct arena *const arena = arena_new(DEMO_ARENA);
    const enum rc rc = demo_run(arena, argc, argv);
    if (rc != RC_OK && rc != RC_USAGE)
        fprintf(stderr, "vliegwiel demo: %s\n", rc_name(rc));
    arena_free(arena);
    return rc_exit_code(rc);
}
