// SPDX-License-Identifier: EUPL-1.2
// For tests of `vliegwiel effect` as a shell sees it: a folder of their own, the verb in a process
// of its own, and what it said. Included by tests only.
#ifndef VLIEGWIEL_TEST_EFFECT_H
#define VLIEGWIEL_TEST_EFFECT_H
#include <dirent.h>
#include <jansson.h>
#include <math.h>

#include "base/testing.h"

#include "app/effect/effect_cli.h"

enum { OUTPUT_MAX = 4 << 20, WORDS_MAX = 64 };
static char folder[] = "/tmp/effect_XXXXXX";
static char home[PATH_MAX];
static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 30);
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

static inline void write_file(const char *name, const char *text) {
    FILE *file = fopen(name, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static inline char *read_back(const char *name) {
    char *bytes = NEW_ARRAY(arena, char, OUTPUT_MAX);
    FILE *file = fopen(name, "rb");
    assert_non_null(file);
    const size_t n = fread(bytes, 1, OUTPUT_MAX - 1, file);
    assert_true(n < OUTPUT_MAX - 1);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

// Runs `effect` with words separated by spaces, its streams into the files `out` and `err`.
static inline int run(const char *words) {
    char *argv[WORDS_MAX] = {str_c(arena, STR("effect"))};
    int argc = 1;
    struct str rest = str_from_c(words), word;
    while (str_cut(&rest, ' ', &word))
        if (word.n > 0 && argc < WORDS_MAX - 1)
            argv[argc++] = str_c(arena, word);
    const pid_t child = fork();
    if (child == 0) {
        if (!freopen("out", "wb", stdout) || !freopen("err", "wb", stderr))
            _exit(99);
        const int code = effect_main(argc, argv);
        fflush(NULL);
        _exit(code);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static inline json_t *answer(void) {
    json_t *object = json_loads(read_back("out"), 0, NULL);
    assert_non_null(object);
    return object;
}

// A number of the answer, NaN when it is null; it must be there.
static inline double number_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    assert_non_null(value);
    return json_is_null(value) ? NAN : json_number_value(value);
}

static inline const char *text_of(const json_t *object, const char *key) {
    const char *text = json_string_value(json_object_get(object, key));
    return text == NULL ? "" : text;
}

// Whether a list of remarks, `refused` or `warnings`, has a rule.
static inline bool has_remark(const json_t *object, const char *list, const char *rule) {
    size_t i;
    json_t *remark;
    json_array_foreach(json_object_get(object, list), i, remark) {
        if (strcmp(text_of(remark, "rule"), rule) == 0)
            return true;
    }
    return false;
}

static inline void assert_said(const char *words, int code, const char *said) {
    assert_int_equal(run(words), code);
    if (strstr(read_back("err"), said) == NULL)
        fail_msg("not said: %s", said);
}
#endif
