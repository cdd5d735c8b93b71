// SPDX-License-Identifier: EUPL-1.2
// The rules of the house that no compiler knows: who may include whom, where SQL and memory are
// allowed, what a file starts with and how long it may be. Reads line by line and knows no C beyond
// that: a rule that needs more belongs to the compilers' warnings.
#include "tools/tool.h"

enum { MAX_SOURCE = 16 << 20, MAX_LINES = 400, MAX_COLUMNS = 100 };

// A layer may use itself and the layers that its bit mask names.
enum layer { BASE, PLAN, EFFECT, STORE, WEB, FEATURE, APP, ELSEWHERE, N_LAYERS };
static const struct {
    const char *folder;
    unsigned uses;
} layers[N_LAYERS] = {
    [BASE] = {"base/", 0},
    [PLAN] = {"plan/", 1 << BASE},
    [EFFECT] = {"effect/", 1 << BASE},
    [STORE] = {"store/", 1 << BASE},
    [WEB] = {"web/", 1 << BASE | 1 << STORE},
    [FEATURE] = {"feature/", 1 << BASE | 1 << PLAN | 1 << EFFECT | 1 << STORE | 1 << WEB},
    [APP] = {"app/", ~0U},
    [ELSEWHERE] = {"", ~0U},
};

// Words that may stand in one folder only. Tests may use them all, and so may main.c, which prints
// the versions of the libraries.
static const struct {
    const char *word, *folder, *instead;
} reserved[] = {
    {"malloc(", "src/base/arena", "memory comes from an arena"},
    {"calloc(", "src/base/arena", "memory comes from an arena"},
    {"realloc(", "src/base/arena", "memory comes from an arena"},
    {"goto ", "nowhere", "return early: an arena ends what was begun"},
    {"\"SELECT ", "src/store/", "queries stand in .sql files"},
    {"\"INSERT ", "src/store/", "queries stand in .sql files"},
    {"\"UPDATE ", "src/store/", "queries stand in .sql files"},
    {"\"DELETE ", "src/store/", "queries stand in .sql files"},
    {"sqlite3_", "src/store/", "the database is reached through store/db.h"},
    {"PQexec", "src/store/", "the database is reached through store/db.h"},
    {"MHD_", "src/web/http_mhd", "only http_mhd.c knows libmicrohttpd"},
    {"Cbc_", "src/plan/mip/mip_coin", "only mip_coin.c knows COIN-OR"},
    {"Clp_", "src/plan/mip/mip_coin", "only mip_coin.c knows COIN-OR"},
};

static int n_problems;

static void PRINTF_LIKE(3, 4) report(const char *file, int line, const char *format, ...) {
    va_list values;
    va_start(values, format);
    fprintf(stderr, "%s:%d: ", file, line);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    va_end(values);
    n_problems++;
}

static bool has(struct str text, const char *part) {
    size_t at;
    return str_find(text, str_from_c(part), &at);
}

static enum layer layer_of(struct str path) {
    for (enum layer l = BASE; l < ELSEWHERE; l++)
        if (str_starts(path, str_from_c(layers[l].folder)))
            return l;
    return ELSEWHERE;
}

// Generated headers stand in no folder and may be included by all that come after the store.
static void check_include(const char *file, int number, struct str line) {
    struct str rest = line, part;
    const struct str path = str_from_c(file);
    if (!str_starts(path, STR("src/")) || has(path, "test") || !str_cut(&rest, '"', &part) ||
        !str_cut(&rest, '"', &part))
        return;
    const enum layer from = layer_of(str_slice(path, 4, path.n)), to = layer_of(part);
    if (to != ELSEWHERE && to != from && (layers[from].uses & 1U << to) == 0)
        report(file, number, "%s must not include %s", layers[from].folder, layers[to].folder);
    if (to == ELSEWHERE && (from == BASE || from == PLAN || from == EFFECT) &&
        !str_starts(part, STR("vliegwiel/")))
        report(file, number, "%s must not include generated code", layers[from].folder);
}

static void check_words(const char *file, int number, struct str line) {
    const struct str path = str_from_c(file);
    if (!str_starts(path, STR("src/")) || has(path, "test") || str_eq(path, STR("src/app/main.c")))
        return;
    size_t comment = line.n;
    (void)str_find(line, STR("//"), &comment);
    const struct str code = str_slice(line, 0, comment);
    for (size_t i = 0; i < COUNT_OF(reserved); i++)
        if (has(code, reserved[i].word) && !str_starts(path, str_from_c(reserved[i].folder)))
            report(file, number, "%s: %s", reserved[i].word, reserved[i].instead);
}

static void check_line(const char *file, int number, struct str line) {
    if (number == 1 && !str_eq(line, STR("// SPDX-License-"
                                         "Identifier: EUPL-1.2")))
        report(file, number, "the first line names the licence");
    if (number == 2 && !str_starts(line, STR("// ")))
        report(file, number, "the second line says what the file owns");
    if (utf8_length(line) > MAX_COLUMNS)
        report(file, number, "longer than %d columns", MAX_COLUMNS);
    if (line.n > 0 && (line.p[line.n - 1] == ' ' || memchr(line.p, '\t', line.n) != NULL))
        report(file, number, "a tab, or a space at the end");
    if (str_starts(line, STR("#include \"")))
        check_include(file, number, line);
    else
        check_words(file, number, line);
}

int main(int argc, char **argv) {
    struct arena *const arena = arena_new(MAX_SOURCE);
    for (int i = 1; i < argc; i++) {
        struct str rest = tool_read(arena, argv[i]), line;
        int number = 0;
        while (rest.n > 0 && str_cut(&rest, '\n', &line))
            check_line(argv[i], ++number, line);
        if (number > MAX_LINES)
            report(argv[i], number, "longer than %d lines: split it", MAX_LINES);
        arena_reset(arena);
    }
    arena_free(arena);
    return n_problems == 0 ? 0 : 1;
}
