// SPDX-License-Identifier: EUPL-1.2
// The command line: finds the verb and gives its exit code. Knows nothing of what verbs do.
#include <coin/Cbc_C_Interface.h>
#include <curl/curl.h>
#include <jansson.h>
#include <libpq-fe.h>
#include <microhttpd.h>
#include <sodium.h>
#include <sqlite3.h>

#include "app/effect/effect_cli.h"
#include "app/plan/plan_cli.h"
#include "app/serve.h"
#include "app/verbs.h"

const char program_version[] = "0.1.0";

static const struct verb {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *summary;
} verbs[] = {
    {"serve", verb_serve, "answer requests until SIGTERM"},
    {"migrate", verb_migrate, "make the database, or bring it up to date"},
    {"demo", demo_main, "serve an invented municipality"},
    {"user", user_main, "accounts: add, list, password"},
    {"import", import_main, "take in a file of people or applications"},
    {"plan", plan_main, "solve a planning problem from a file"},
    {"effect", effect_main, "measure from a file what changed, and how sure that is"},
};

static int say_help(FILE *to, int exit_code) {
    fprintf(to, "vliegwiel VERB [options]\n\n");
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        fprintf(to, "  %-10s%s\n", verbs[i].name, verbs[i].summary);
    fprintf(to, "\nvliegwiel VERB --help says more; vliegwiel --version names the libraries.\n");
    return exit_code;
}

static int say_version(void) {
    printf("vliegwiel %s\n", program_version);
    printf("libmicrohttpd %s, sqlite %s, libpq %d, libsodium %s, jansson %s, libcurl %s, cbc %s\n",
           MHD_get_version(), sqlite3_libversion(), PQlibVersion(), sodium_version_string(),
           jansson_version_str(), curl_version_info(CURLVERSION_NOW)->version, Cbc_getVersion());
    return 0;
}

int main(int argc, char **argv) {
    const char *const word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--help") == 0 || strcmp(word, "help") == 0)
        return say_help(stdout, 0);
    if (strcmp(word, "--version") == 0)
        return say_version();
    for (size_t i = 0; i < COUNT_OF(verbs); i++)
        if (strcmp(word, verbs[i].name) == 0)
            return verbs[i].run(argc - 1, argv + 1);
    return say_help(stderr, rc_exit_code(RC_USAGE));
}
