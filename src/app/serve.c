// SPDX-License-Identifier: EUPL-1.2
// Start and stop. What was started last ends first: the server stops taking requests and answers
// what it has; then the jobs and the pools end; the store drains its writer, commits and
// checkpoints.
#include <signal.h>
#include <unistd.h>

#include "app/cli.h"
#include "app/serve.h"
#include "base/log.h"
#include "store/job.h"
#include "app/features.h"

enum { SERVE_ARENA = 64 << 20, THEME_MAX = 1 << 20, SECRET_MAX = 1024 };

// ---- running -----------------------------------------------------------------------------------

static void store_release(void *store) {
    store_close(store);
}

static enum rc start(struct arena *arena, const struct serve_options *options, struct app **ret_app,
                     struct http **ret_http) {
    struct store *store;
    TRY(store_open(&options->store, &store));
    arena_defer(arena, store_release, store);
    TRY(app_start(arena, store, &options->app, ret_app));
    TRY(jobs_start(arena, store, feature_job));
    TRY(outbox_start(arena, store, &options->outbox));
    return http_start(arena, *ret_app, &options->http, ret_http);
}

static void wait_for_signal(const sigset_t *signals) {
    int signal_number;
    while (sigwait(signals, &signal_number) != 0)
        ;
    log_event(LOG_INFO, "stopping", "signal=%d", signal_number);
}

enum rc serve(const struct serve_options *options) {
    arena_keep_memory();
    // Blocked before any thread exists, so that every thread inherits it and sigwait alone sees
    // them.
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &signals, NULL);
    signal(SIGPIPE, SIG_IGN);

    struct arena *const arena = arena_new(SERVE_ARENA);
    struct app *app;
    struct http *http;
    enum rc rc = start(arena, options, &app, &http);
    if (rc == RC_OK) {
        rc = options->ready == NULL ? RC_OK : options->ready(app, http_port(http));
        if (rc == RC_OK)
            wait_for_signal(&signals);
        http_stop(http);
    }
    arena_free(arena);
    return rc;
}

// ---- the verb ----------------------------------------------------------------------------------

static const struct cli_option serve_table[] = {
    {"db", "FILE|URL", "vliegwiel.db", "the SQLite file, or postgresql://..."},
    {"keys", "FILE", NULL, "the key file; beside the SQLite file when not given"},
    {"address", "IP", "127.0.0.1", "where to listen: a loopback address, behind a proxy"},
    {"port", "N", "8080", "0: any free port"},
    {"base-url", "URL", NULL, "how the outside calls us: https://name, no path"},
    {"behind-proxy", NULL, NULL, "take the client's address from X-Forwarded-For"},
    {"threads", "N", NULL, "event loops; one for each processor when not given"},
    {"theme", "FILE", NULL, "a style sheet of the municipality's own, on top"},
    {"smtp", "URL", NULL, "smtp://host:port or smtps://host: without it messages wait"},
    {"mail-from", "ADDRESS", NULL, "who the messages are from"},
    {"smtp-user", "NAME", NULL, "to sign in at the mail server"},
    {"smtp-password", "FILE", NULL, "a file that holds the password of that user"},
    {"unlimited", NULL, NULL, "no rate limits: for load tests only"},
    {"config", "FILE", NULL, "more options, one a line: name = value"},
};

static enum rc say_url(const struct app *app, uint16_t port) {
    if (str_is(app->options.base_url))
        printf("URL " STR_FMT "/\n", STR_ARG(app->options.base_url));
    else
        printf("URL http://127.0.0.1:%d/\n", port);
    fflush(stdout);
    return RC_OK;
}

static unsigned processors(void) {
    const long n = sysconf(_SC_NPROCESSORS_ONLN);
    return n < 1 ? 1 : n > 64 ? 64 : (unsigned)n;
}

// Links in messages go to the configured address only, never to what a request calls us.
static enum rc outbox_options_of(struct arena *arena, const struct cli *cli,
                                 struct outbox_options *ret_options) {
    struct outbox_options options = {
        .smtp_url = cli_value(cli, "smtp"),
        .from = cli_value(cli, "mail-from"),
        .user = cli_value(cli, "smtp-user"),
        .base_url = cli_value(cli, "base-url"),
    };
    if (str_is(options.smtp_url) && (!str_is(options.base_url) || !str_is(options.from))) {
        fprintf(stderr, "vliegwiel serve: --smtp needs --base-url and --mail-from\n");
        return RC_USAGE;
    }
    if (str_is(cli_value(cli, "smtp-password"))) {
        TRY(file_read(arena, cli_value(cli, "smtp-password"), SECRET_MAX, &options.password));
        options.password = str_trim(options.password);
    }
    *ret_options = options;
    return RC_OK;
}

static enum rc serve_options_of(struct arena *arena, const struct cli *cli,
                                struct serve_options *ret_options) {
    int64_t port, threads = processors();
    TRY(cli_number(cli, "port", 0, 65535, &port));
    if (cli_value(cli, "threads").p != NULL)
        TRY(cli_number(cli, "threads", 1, 64, &threads));
    struct serve_options options = {
        .store = {.url = cli_value(cli, "db"), .keys_path = cli_value(cli, "keys")},
        .app = {.base_url = cli_value(cli, "base-url"),
                .version = program_version,
                .unlimited = str_is(cli_value(cli, "unlimited"))},
        .http = {cli_value(cli, "address"), (uint16_t)port, (unsigned)threads,
                 str_is(cli_value(cli, "behind-proxy"))},
        .ready = say_url,
    };
    TRY(outbox_options_of(arena, cli, &options.outbox));
    if (str_is(cli_value(cli, "theme")))
        TRY(file_read(arena, cli_value(cli, "theme"), THEME_MAX, &options.app.theme));
    *ret_options = options;
    return RC_OK;
}

static int ended(struct arena *arena, const char *verb, enum rc rc) {
    if (rc != RC_OK && rc != RC_USAGE)
        fprintf(stderr, "vliegwiel %s: %s\n", verb, rc_name(rc));
    arena_free(arena);
    return rc_exit_code(rc);
}

static enum rc serve_read(struct arena *arena, int argc, char **argv) {
    struct cli cli = {
        .verb = "serve", .usage = "", .options = serve_table, .n_options = COUNT_OF(serve_table)};
    struct serve_options options;
    bool help;
    TRY(cli_read(arena, &cli, argc, argv, &help));
    if (help)
        return RC_OK;
    TRY(serve_options_of(arena, &cli, &options));
    return serve(&options);
}

int verb_serve(int argc, char **argv) {
    struct arena *const arena = arena_new(SERVE_ARENA);
    return ended(arena, "serve", serve_read(arena, argc, argv));
}

// ---- migrate -----------------------------------------------------------------------------------

static enum rc migrate_read(struct arena *arena, int argc, char **argv) {
    static const struct cli_option table[] = {
        {"db", "FILE|URL", "vliegwiel.db", "the SQLite file, or postgresql://..."},
        {"keys", "FILE", NULL, "the key file; beside the SQLite file when not given"},
    };
    struct cli cli = {
        .verb = "migrate", .usage = "", .options = table, .n_options = COUNT_OF(table)};
    struct store *store;
    bool help;
    TRY(cli_read(arena, &cli, argc, argv, &help));
    if (help)
        return RC_OK;
    TRY(store_open(&(struct store_options){.url = cli_value(&cli, "db"),
                                           .keys_path = cli_value(&cli, "keys"),
                                           .create = true},
                   &store));
    store_close(store);
    return RC_OK;
}

int verb_migrate(int argc, char **argv) {
    struct arena *const arena = arena_new(SERVE_ARENA);
    return ended(arena, "migrate", migrate_read(arena, argc, argv));
}
