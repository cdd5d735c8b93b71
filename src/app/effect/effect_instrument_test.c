// SPDX-License-Identifier: EUPL-1.2
// Records of questionnaires: both formats, hashes, permission, what is refused, and our own items.
#include <dirent.h>

#include "base/testing.h"

#include <math.h>

#include "app/effect/effect_instrument.h"

static char path[] = "/tmp/instrument_XXXXXX";
static struct arena *arena;

static int begin(void **state) {
    (void)state;
    arena = arena_new((size_t)1 << 28);
    const int fd = mkstemp(path);
    return fd >= 0 ? close(fd) : -1;
}

static int end(void **state) {
    (void)state;
    arena_free(arena);
    return unlink(path);
}

static enum rc read_text(const char *text, struct effect_instrument *ret) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return effect_instrument_read(arena, str_from_c(path), ret);
}

#define JSON(text, scale)                                                                          \
    "{\"title\":\"T\",\"scale\":{\"least\":1,\"most\":" scale "},\"items\":[{\"key\":\"a\","       \
    "\"text_nl\":\"" text "\"},{\"key\":\"b\",\"reversed\":true}]}"

static void both_formats_give_the_same_hash(void **state) {
    (void)state;
    struct effect_instrument json, csv, other;
    assert_int_equal(read_text(JSON("Een", "5"), &json), RC_OK);
    assert_int_equal(read_text("key;text_nl;text_en;reversed;least;most;title\na;Een;;0;1;5;T\n"
                               "b;;;1;;;\n",
                               &csv),
                     RC_OK);
    assert_string_equal(json.hash, csv.hash);
    assert_int_equal(strlen(json.hash), 64);
    assert_true(csv.items[1].is_reversed);
    // a word, an end of the scale, a direction, a place: each makes another questionnaire
    static const char *const OTHERS[] = {
        JSON("Twee", "5"), JSON("Een", "7"),
        "key,text_nl,text_en,reversed,least,most\na,Een,,0,1,5\nb,,,0,,\n",
        "key,text_nl,text_en,reversed,least,most\nb,,,1,1,5\na,Een,,0,,\n"};
    for (size_t k = 0; k < COUNT_OF(OTHERS); k++) {
        assert_int_equal(read_text(OTHERS[k], &other), RC_OK);
        assert_string_not_equal(json.hash, other.hash);
    }
}

static void permission_needs_a_proof_a_name_and_a_day(void **state) {
    (void)state;
    struct effect_instrument i = {.licence = STR("all rights reserved")};
    assert_false(effect_instrument_is_permitted(&i));
    i.permission = STR("letter.pdf");
    i.permission_by = STR("j.jansen");
    assert_false(effect_instrument_is_permitted(&i));
    i.permission_day = STR("2026-11-01");
    assert_true(effect_instrument_is_permitted(&i));
    assert_true(effect_instrument_is_permitted(&(struct effect_instrument){.licence = STR("CC0")}));
}

static void what_is_no_record_is_refused(void **state) {
    (void)state;
    static const char *const BAD[] = {"{\"items\":[]}",
                                      "{\"items\":[{\"key\":\"a\"},{\"key\":\"a\"}]}",
                                      "{\"items\":[{}]}",
                                      "{",
                                      "[1]",
                                      "key\n",
                                      "name\na\n",
                                      "key,reversed\na,1\n",
                                      "key,reversed\na,perhaps\n",
                                      ""};
    struct effect_instrument i;
    for (size_t k = 0; k < COUNT_OF(BAD); k++)
        assert_int_equal(read_text(BAD[k], &i), RC_INVALID);
}

// Six scales, free for everybody, in two languages, each with an item the other way round, none
// called validated; no key twice in all of them.
static void our_own_items_are_whole(void **state) {
    (void)state;
    DIR *const folder = opendir("share/instruments");
    assert_non_null(folder);
    struct str keys[100];
    int32_t n_files = 0, n_keys = 0;
    for (const struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (!str_ends(str_from_c(entry->d_name), STR(".json")))
            continue;
        struct effect_instrument i;
        const struct str file = str_fmt(arena, "share/instruments/%s", entry->d_name);
        assert_int_equal(effect_instrument_read(arena, file, &i), RC_OK);
        assert_true(effect_instrument_is_permitted(&i));
        assert_false(i.is_validated);
        assert_in_range(i.n_items, 4, 6);
        assert_true(i.least < i.most);
        int32_t n_reversed = 0;
        for (int32_t k = 0; k < i.n_items; k++) {
            assert_true(str_is(i.items[k].text_nl) && str_is(i.items[k].text_en));
            for (int32_t other = 0; other < n_keys; other++)
                assert_false(str_eq(keys[other], i.items[k].key));
            keys[n_keys++] = i.items[k].key;
            n_reversed += i.items[k].is_reversed;
        }
        assert_int_equal(n_reversed, 1);
        n_files++;
    }
    closedir(folder);
    assert_int_equal(n_files, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_formats_give_the_same_hash),
        cmocka_unit_test(permission_needs_a_proof_a_name_and_a_day),
        cmocka_unit_test(what_is_no_record_is_refused),
        cmocka_unit_test(our_own_items_are_whole),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
