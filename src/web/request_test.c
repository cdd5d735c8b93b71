// SPDX-License-Identifier: EUPL-1.2
// What clients send, well and badly. Expected values are worked by hand from the RFCs.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/request.h"

static struct arena *arena;

static int make_arena(void **state) {
    (void)state;
    arena = arena_new(1 << 20);
    return 0;
}

static int drop_arena(void **state) {
    (void)state;
    arena_free(arena);
    return 0;
}

static void assert_text(struct str is, struct str wanted) {
    assert_int_equal(is.n, wanted.n);
    assert_memory_equal(is.p, wanted.p, wanted.n);
}

static void decodes_escapes(void **state) {
    (void)state;
    static const struct {
        struct str raw, text;
    } good[] = {
        {STR("a+b"), STR("a b")},
        {STR("a%2Bb"), STR("a+b")},
        {STR("Jos%C3%A9"), STR("José")}, // U+00E9 is C3 A9 in UTF-8
        {STR("%e2%82%ac"), STR("€")},    // U+20AC, lower case hex
        {STR(""), STR("")},
        {STR("100%25"), STR("100%")},
    };
    static const struct str bad[] = {
        STR("%"),         STR("%4"), STR("%zz"), STR("a%00b"), STR("%C3"), // half a character
        STR("%C0%AF"),    // '/' in an overlong form
        STR("%ED%A0%80"), // a surrogate
        STR("\xff"),
    };
    struct str text;
    for (size_t i = 0; i < COUNT_OF(good); i++) {
        assert_int_equal(percent_decode(arena, good[i].raw, true, &text), RC_OK);
        assert_text(text, good[i].text);
    }
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(percent_decode(arena, bad[i], true, &text), RC_INVALID);
    assert_int_equal(percent_decode(arena, STR("a+b"), false, &text), RC_OK);
    assert_text(text, STR("a+b"));
}

static void reads_pairs(void **state) {
    (void)state;
    const struct pair *pairs;
    size_t n;
    assert_int_equal(pairs_read(arena, STR("a=1&&b&c=x=y&a=2&=z"), &pairs, &n), RC_OK);
    assert_int_equal(n, 5);
    assert_text(pairs[1].name, STR("b"));
    assert_text(pairs[1].value, STR(""));
    assert_text(pairs[2].value, STR("x=y")); // only the first = separates
    assert_text(pairs[4].name, STR(""));
    assert_text(pair_find(pairs, n, STR("a")), STR("1")); // the first of two
    assert_null(pair_find(pairs, n, STR("d")).p);
    assert_int_equal(pairs_read(arena, STR_NONE, &pairs, &n), RC_OK);
    assert_int_equal(n, 0);
    assert_int_equal(pairs_read(arena, STR("a=%"), &pairs, &n), RC_INVALID);
}

static void refuses_too_many_pairs(void **state) {
    (void)state;
    struct buf b = buf_on(arena, REQUEST_PAIRS_MAX + 8);
    for (int i = 0; i < REQUEST_PAIRS_MAX; i++)
        buf_char(&b, '&');
    const struct pair *pairs;
    size_t n;
    assert_int_equal(pairs_read(arena, buf_done(&b), &pairs, &n), RC_LIMIT);
}

static void reads_targets(void **state) {
    (void)state;
    struct request r = {.method = METHOD_GET};
    assert_int_equal(target_read(arena, STR("/mensen/7?q=De+Vries&x"), &r), RC_OK);
    assert_text(r.path, STR("/mensen/7"));
    assert_int_equal(r.n_query, 2);
    assert_text(r.query[0].value, STR("De Vries"));
    assert_int_equal(target_read(arena, STR("/a+b%20c"), &r), RC_OK);
    assert_text(r.path, STR("/a+b c")); // a plus is a plus in a path
    static const struct str bad[] = {
        STR(""),          STR("mensen"), STR("http://elders/"), STR("//elders/x"),
        STR("/a%2fb"),    STR("/a%5Cb"), STR("/a\\b"),          STR("/a#b"),
        STR("/a%0d%0ab"), STR("*"),      STR("/%2e%2e%2f"),     STR("/?a=%00"),
    };
    for (size_t i = 0; i < COUNT_OF(bad); i++)
        assert_int_equal(target_read(arena, bad[i], &r), RC_INVALID);
}

#define MULTIPART STR("multipart/form-data; charset=x; boundary=\"b1\"")

static void reads_multipart(void **state) {
    (void)state;
    const struct str body = STR("--b1\r\nContent-Disposition: form-data; name=\"soort\"\r\n\r\n"
                                "mensen\r\n"
                                "--b1\r\nContent-Disposition: form-data; name=\"leeg\"\r\n\r\n"
                                "\r\n"
                                "--b1\r\nContent-disposition: form-data; filename=\"a;b.csv\"; "
                                "name=\"bestand\"\r\nContent-Type: text/csv\r\n\r\n"
                                "x\0y\r\n--b2\r\n"
                                "--b1\r\nContent-Disposition: form-data; name=\"niets\"; "
                                "filename=\"\"\r\n\r\n\r\n"
                                "--b1--\r\n");
    struct request r = {.method = METHOD_POST};
    assert_int_equal(body_read(arena, MULTIPART, body, &r), RC_OK);
    assert_int_equal(r.n_body, 2);
    assert_text(r.body[0].name, STR("soort"));
    assert_text(r.body[0].value, STR("mensen"));
    assert_text(r.body[1].value, STR(""));
    assert_int_equal(r.n_files, 1); // the input without a file counts as absent
    assert_text(r.files[0].field, STR("bestand"));
    assert_text(r.files[0].file_name, STR("a;b.csv"));
    assert_text(r.files[0].bytes, STR("x\0y\r\n--b2"));
}

static void refuses_broken_multipart(void **state) {
    (void)state;
#define HEAD "--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
    static const struct str bad[] = {
        STR(""),
        STR("--b1"),
        STR("--b1\r\n"),
        STR(HEAD),
        STR(HEAD "x"),
        STR(HEAD "x\r\n--b1"),
        STR(HEAD "x\r\n--b1-"),
        STR("x" HEAD "x\r\n--b1--"),
        STR("--b1\r\n\r\n\r\nx\r\n--b1--"),                                         // no name
        STR("--b1\r\nContent-Disposition: form-data; name=\"a\r\n\r\nx\r\n--b1--"), // open quote
        STR("--b1\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nx\r\n--b1--"),
        STR(HEAD "\xff\r\n--b1--"),
        STR(HEAD "a\0b\r\n--b1--"),
        STR("--b1\r\nContent-Disposition: form-data; name=\"a\"\r\n"
            "Content-Disposition: form-data; name=\"b\"\r\n\r\nx\r\n--b1--"),
    };
#undef HEAD
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        struct request r = {.method = METHOD_POST};
        assert_int_equal(body_read(arena, MULTIPART, bad[i], &r), RC_INVALID);
        assert_int_equal(r.n_body + r.n_files, 0);
    }
    struct request r = {.method = METHOD_POST};
    assert_int_equal(body_read(arena, STR("multipart/form-data"), STR("--b1--"), &r), RC_INVALID);
    assert_int_equal(body_read(arena, STR("text/plain"), STR("a=1"), &r), RC_OK);
    assert_int_equal(r.n_body, 0);
}

static void finds_cookies(void **state) {
    (void)state;
    const struct str header = STR("a=1; s=abc=; lang=en; t=1; t=2");
    assert_text(cookie_find(header, STR("s")), STR("abc="));
    assert_text(cookie_find(header, STR("lang")), STR("en"));
    assert_null(cookie_find(header, STR("t")).p); // two of one name: somebody set one for us
    assert_null(cookie_find(header, STR("x")).p);
    assert_null(cookie_find(STR_NONE, STR("s")).p);
}

static void follows_preferences(void **state) {
    (void)state;
    assert_int_equal(accept_language(STR("en-GB,en;q=0.9,nl;q=0.8"), LANG_NL), LANG_EN);
    assert_int_equal(accept_language(STR("de, en;q=0.5, nl-BE;q=0.7"), LANG_EN), LANG_NL);
    assert_int_equal(accept_language(STR("en;q=0"), LANG_NL), LANG_NL);
    assert_int_equal(accept_language(STR_NONE, LANG_NL), LANG_NL);
    assert_int_equal(accept_language(STR("fr"), LANG_EN), LANG_EN);
    assert_true(accept_names(STR("br, gzip;q=0.5"), STR("gzip")));
    assert_false(accept_names(STR("br, gzip;q=0"), STR("gzip")));
    assert_false(accept_names(STR("x-gzip"), STR("gzip")));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(decodes_escapes, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(reads_pairs, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(refuses_too_many_pairs, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(reads_targets, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(reads_multipart, make_arena, drop_arena),
        cmocka_unit_test_setup_teardown(refuses_broken_multipart, make_arena, drop_arena),
        cmocka_unit_test(finds_cookies),
        cmocka_unit_test(follows_preferences),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
