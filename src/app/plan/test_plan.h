// SPDX-License-Identifier: EUPL-1.2
// For tests of `vliegwiel plan` as a shell sees it: a folder of their own, the verb in a process of
// its own, and what it said. Included by tests only.
#ifndef VLIEGWIEL_TEST_PLAN_H
#define VLIEGWIEL_TEST_PLAN_H
#include <dirent.h>
#include <jansson.h>

#include "base/testing.h"

#include "app/plan/plan_cli.h"

enum { OUTPUT_MAX = 1 << 20 };
static char folder[] = "/tmp/plan_XXXXXX";

static struct arena *arena;

static char home[PATH_MAX];

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 28);
    return getcwd(home, sizeof home) && mkdtemp(folder) && chdir(folder) == 0 ? 0 : -1;
}

static int end(void **state) {
    (void)state;
    DIR *const here = opendir(".");
    for (const struct dirent *entry; (entry = readdir(here)) != NULL;)
        (void)unlink(entry->d_name); // . and .. stay
    closedir(here);
    arena_free(arena);
    return rmdir(folder);
}

static void write_file(const char *name, const char *text) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static char *read_back(const char *name) {
    char *bytes = NEW_ARRAY(arena, char, OUTPUT_MAX);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    const size_t n = fread(bytes, 1, OUTPUT_MAX - 1, file);
    assert_true(n < OUTPUT_MAX - 1);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

// Runs `plan`, its streams into the files `out` and `err`.
static int run_words(int argc, char **argv) {
    const pid_t child = fork();
    if (child == 0) {
        if (!freopen("out", "wb", stdout) || !freopen("err", "wb", stderr))
            _exit(99);
        const int code = plan_main(argc, argv);
        fflush(NULL);
        _exit(code);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

// The same, with words separated by spaces.
static int run(const char *words) {
    char *argv[32] = {str_c(arena, STR("plan"))};
    int argc = 1;
    struct str rest = str_from_c(words), word;
    while (str_cut(&rest, ' ', &word))
        argv[argc++] = str_c(arena, word);
    return run_words(argc, argv);
}

static json_t *answer(void) {
    json_t *object = json_loads(read_back("out"), 0, NULL);
    assert_non_null(object);
    return object;
}

static void assert_rule(const char *words, const char *rule) {
    assert_int_equal(run(words), 3);
    json_t *const a = answer();
    assert_true(json_is_false(json_object_get(a, "feasible")));
    assert_true(json_is_null(json_object_get(a, "objective")));
    json_t *const first = json_array_get(json_object_get(a, "conflicts"), 0);
    assert_string_equal(json_string_value(json_object_get(first, "rule")), rule);
    json_decref(a);
}

static void assert_said(const char *words, int code, const char *said) {
    assert_int_equal(run(words), code);
    assert_non_null(strstr(read_back("err"), said));
}
#endif
