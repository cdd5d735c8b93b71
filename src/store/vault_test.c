// SPDX-License-Identifier: EUPL-1.2
// The vault: what is sealed comes back for its owner and place alone, and never after forgetting.
#include <fcntl.h>
#include <sys/stat.h>

#include "store/test_thing.h"

static const char PLACE[] = "application.learning_question";

static struct str file_of(struct fixture *f, const char *name) {
    return str_fmt(f->place.arena, "%s/%s", f->place.folder, name);
}

static struct str sealed_for(struct fixture *f, int64_t person, struct str plain) {
    struct str sealed = STR_NONE;
    assert_int_equal(
        vault_seal(store_vault(f->store), f->place.arena, person, PLACE, plain, &sealed), RC_OK);
    return sealed;
}

static enum rc opened(struct fixture *f, int64_t person, const char *place, struct str sealed) {
    struct str plain = STR_NONE;
    const enum rc rc =
        vault_open(store_vault(f->store), f->place.arena, person, place, sealed, &plain);
    assert_true(rc == RC_OK || plain.p == NULL);
    assert_true(rc != RC_OK || str_eq(plain, STR("What do I want to learn?")));
    return rc;
}

static const struct str question = {"What do I want to learn?", 24};

static enum rc reopen(struct fixture *f, bool create) {
    reader_close(f->reader);
    store_close(f->store);
    f->place.options.create = create;
    const enum rc rc = store_open(&f->place.options, &f->store);
    return rc == RC_OK ? reader_open(f->store, &f->reader) : rc;
}

static void test_sealed_text_comes_back(void **state) {
    struct fixture *f = *state;
    struct str empty = STR_NONE;
    const struct str sealed = sealed_for(f, 7, question);
    const struct str again = sealed_for(f, 7, question);
    assert_int_equal(sealed.n, 1 + 24 + 24 + 16); // version, nonce, text, tag
    assert_false(str_eq(sealed, again));          // another nonce
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_OK);
    assert_int_equal(reopen(f, false), RC_OK);
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_OK);
    assert_true(sealed_for(f, 7, STR_NONE).p == NULL);
    assert_int_equal(vault_open(store_vault(f->store), f->place.arena, 7, PLACE,
                                sealed_for(f, 7, STR("")), &empty),
                     RC_OK);
    assert_true(empty.p != NULL && empty.n == 0);
}

static struct str mark_of(struct fixture *f, int64_t person, const char *place, struct str text) {
    struct str mark = STR_NONE;
    assert_int_equal(
        vault_mark(store_vault(f->store), f->place.arena, person, place, text, true, &mark), RC_OK);
    assert_int_equal(mark.n, 32);
    return mark;
}

// The same for the same, another for anything else; none is made for who has no key, and none can
// be made again once the key is forgotten.
static void test_marks(void **state) {
    struct fixture *f = *state;
    struct vault *vault = store_vault(f->store);
    struct str mark = STR_NONE;
    assert_int_equal(vault_mark(vault, f->place.arena, 7, PLACE, question, false, &mark),
                     RC_NOT_FOUND);
    const struct str first = mark_of(f, 7, PLACE, question);
    assert_true(str_eq(first, mark_of(f, 7, PLACE, question)));
    assert_false(str_eq(first, mark_of(f, 8, PLACE, question)));
    assert_false(str_eq(first, mark_of(f, 7, "elsewhere", question)));
    assert_false(str_eq(first, mark_of(f, 7, PLACE, STR("12"))));
    assert_int_equal(reopen(f, false), RC_OK);
    assert_true(str_eq(first, mark_of(f, 7, PLACE, question)));
    vault = store_vault(f->store);
    assert_int_equal(vault_forget(vault, 7), RC_OK);
    assert_int_equal(vault_mark(vault, f->place.arena, 7, PLACE, question, false, &mark),
                     RC_NOT_FOUND);
    assert_false(str_eq(first, mark_of(f, 7, PLACE, question)));
}

static void test_only_its_owner_and_place_open_it(void **state) {
    struct fixture *f = *state;
    const struct str sealed = sealed_for(f, 7, question);
    (void)sealed_for(f, 8, question);
    (void)sealed_for(f, 7 + 64, question); // takes the place of 7 among the keys at hand
    assert_int_equal(opened(f, 8, PLACE, sealed), RC_IO);
    assert_int_equal(opened(f, 7 + 64, PLACE, sealed), RC_IO);
    assert_int_equal(opened(f, 7, "goal.text", sealed), RC_IO);
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_OK);
}

static void test_every_changed_bit_is_seen(void **state) {
    struct fixture *f = *state;
    const struct str sealed = sealed_for(f, 7, question);
    char *bytes = str_c(f->place.arena, sealed);
    const struct str changed = {bytes, sealed.n};
    for (size_t bit = 0; bit < 8 * sealed.n; bit++) {
        bytes[bit / 8] ^= (char)(1 << bit % 8);
        assert_int_equal(opened(f, 7, PLACE, changed), RC_IO);
        bytes[bit / 8] ^= (char)(1 << bit % 8);
    }
    for (size_t n = 0; n < sealed.n; n++)
        assert_int_equal(opened(f, 7, PLACE, str_slice(sealed, 0, n)), RC_IO);
}

static bool file_has(struct fixture *f, const char *name, const char *bytes, size_t n) {
    static char content[1 << 20];
    const int fd = open(str_c(f->place.arena, file_of(f, name)), O_RDONLY);
    const ssize_t size = fd < 0 ? 0 : read(fd, content, sizeof content);
    if (fd >= 0)
        close(fd);
    size_t at = 0;
    return size > 0 && str_find((struct str){content, (size_t)size}, (struct str){bytes, n}, &at);
}

static struct str wrapped_key(struct fixture *f) {
    static const struct column columns[] = {{"wrapped", VALUE_BLOB, false, 0}};
    static const struct shape shape = {"key", sizeof(struct str), 1, columns};
    static const struct query query = {
        .name = "test_key", .sql_sqlite = "SELECT wrapped FROM key", .out = &shape, .id = -1};
    struct arena *arena = arena_child(f->place.arena, 1 << 16);
    struct db_ro db = {.link = NULL};
    struct str wrapped = STR_NONE;
    assert_int_equal(driver_sqlite.open(arena, f->place.options.keys_path, LINK_READ, &db.link),
                     RC_OK);
    assert_int_equal(db_row(&db, f->place.arena, &query, NULL, &wrapped), RC_OK);
    arena_free(arena);
    return wrapped;
}

static void test_forgotten_key_leaves_nothing(void **state) {
    struct fixture *f = *state;
    const struct str sealed = sealed_for(f, 7, question);
    const struct str wrapped = wrapped_key(f);
    assert_true(file_has(f, "own.keys-wal", wrapped.p, wrapped.n)); // so the search can find it
    assert_int_equal(vault_forget(store_vault(f->store), 7), RC_OK);
    assert_false(file_has(f, "own.keys", wrapped.p, wrapped.n));
    assert_false(file_has(f, "own.keys-wal", wrapped.p, wrapped.n));
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_NOT_FOUND);
    (void)sealed_for(f, 7, question); // a new key
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_IO);
    assert_int_equal(reopen(f, false), RC_OK);
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_IO);
}

static void test_house_key_is_never_replaced(void **state) {
    struct fixture *f = *state;
    struct stat about;
    const char *path = str_c(f->place.arena, file_of(f, "own.kek"));
    const char *away = str_c(f->place.arena, file_of(f, "away.kek"));
    const struct str sealed = sealed_for(f, 7, question);
    assert_int_equal(stat(path, &about), 0);
    assert_int_equal(about.st_size, 32);
    assert_int_equal(about.st_mode & 0777, 0600);
    struct store *kept = NULL;
    reader_close(f->reader);
    store_close(f->store);
    assert_int_equal(rename(path, away), 0);
    assert_int_equal(store_open(&f->place.options, &kept), RC_IO); // keys wait for the old one
    assert_int_equal(access(path, F_OK), -1);
    assert_int_equal(rename(away, path), 0);
    assert_int_equal(chmod(path, 0604), 0);
    assert_int_equal(store_open(&f->place.options, &kept), RC_IO);
    assert_int_equal(chmod(path, 0600), 0);
    assert_int_equal(store_open(&f->place.options, &f->store), RC_OK);
    assert_int_equal(reader_open(f->store, &f->reader), RC_OK);
    assert_int_equal(opened(f, 7, PLACE, sealed), RC_OK);
}

static void *seal_many(void *argument) {
    struct fixture *f = argument;
    struct arena *arena = arena_new(1 << 20);
    size_t wrong = 0;
    for (int64_t person = 1; person <= 100; person++) {
        struct str sealed = STR_NONE, plain = STR_NONE;
        if (vault_seal(store_vault(f->store), arena, person, PLACE, question, &sealed) != RC_OK ||
            vault_open(store_vault(f->store), arena, person, PLACE, sealed, &plain) != RC_OK ||
            !str_eq(plain, question))
            wrong++;
    }
    arena_free(arena);
    return wrong == 0 ? argument : NULL;
}

static void test_many_threads_share_the_keys(void **state) {
    pthread_t threads[4];
    for (size_t i = 0; i < COUNT_OF(threads); i++)
        assert_int_equal(pthread_create(&threads[i], NULL, seal_many, *state), 0);
    for (size_t i = 0; i < COUNT_OF(threads); i++) {
        void *answer = NULL;
        pthread_join(threads[i], &answer);
        assert_non_null(answer);
    }
}

#define TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)
int main(void) {
    const struct CMUnitTest tests[] = {
        TEST(test_marks),
        TEST(test_sealed_text_comes_back),
        TEST(test_only_its_owner_and_place_open_it),
        TEST(test_every_changed_bit_is_seen),
        TEST(test_forgotten_key_leaves_nothing),
        TEST(test_house_key_is_never_replaced),
        TEST(test_many_threads_share_the_keys),
    };
    log_quiet(true);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
