// SPDX-License-Identifier: EUPL-1.2
// Tests of html.c: what each place escapes, and which links stop the process. Expected values are
// worked by hand from the HTML Standard (escaping) and RFC 3986 (percent-encoding).
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <sys/wait.h>
#include <unistd.h>
#include "web/html.h"

static struct page page_new(void) {
    struct arena *const arena = arena_new(1 << 20);
    return (struct page){.b = buf_on(arena, 16), .arena = arena, .lang = LANG_NL};
}

static void page_says(struct page *page, const char *expected) {
    buf_char(&page->b, '\0');
    assert_string_equal(page->b.p, expected);
    arena_free(page->arena);
}

static const char nasty[] = "<b title='x'>\"1 & 2\" \xC3\xA9</b>";

static void test_text(void **state) {
    (void)state;
    struct page page = page_new();
    html_text(&page, STR_NONE);
    html_text(&page, STR(""));
    html_text(&page, str_from_c(nasty));
    page_says(&page, "&lt;b title='x'&gt;\"1 &amp; 2\" \xC3\xA9&lt;/b&gt;");
}

static void test_attr(void **state) {
    (void)state;
    struct page page = page_new();
    html_attr(&page, STR_NONE);
    html_attr(&page, str_from_c(nasty));
    page_says(&page, "&lt;b title=&#39;x&#39;&gt;&quot;1 &amp; 2&quot; \xC3\xA9&lt;/b&gt;");
}

static void test_values(void **state) {
    (void)state;
    struct page page = page_new();
    const struct day day = day_from_ymd(2026, 3, 1);
    html_text(&page, INT64_MIN);
    html_raw(&page, "|");
    html_text(&page, (size_t)12345);
    html_raw(&page, "|");
    html_text(&page, day);
    html_raw(&page, "|");
    html_text(&page, (struct clock){575});
    html_raw(&page, "|");
    html_text(&page, (struct instant){0}); // 1970 had no summer time: UTC + 1
    html_raw(&page, "|");
    html_attr(&page, day);
    html_raw(&page, "|");
    html_attr(&page, (struct clock){575});
    html_raw(&page, "|");
    html_attr(&page, -7);
    page_says(&page, "-9223372036854775808|12345|1 maart 2026|9.35|1 januari 1970, 1.00|"
                     "2026-03-01|09:35|-7");
}

static void test_absent_values_write_nothing(void **state) {
    (void)state;
    struct page page = page_new();
    html_text(&page, DAY_NONE);
    html_text(&page, CLOCK_NONE);
    html_text(&page, INSTANT_NONE);
    html_attr(&page, DAY_NONE);
    html_attr(&page, CLOCK_NONE);
    page_says(&page, "");
}

static void test_url(void **state) {
    (void)state;
    struct page page = page_new();
    html_url(&page, (struct url){STR("/")});
    html_raw(&page, " ");
    html_url(&page, (struct url){STR("/a b/\xC3\xA9?x=1&y=%20\"<'\t\\")});
    html_raw(&page, " ");
    html_url(&page, (struct url){STR("#top")});
    html_raw(&page, " ");
    html_url(&page, (struct url){STR("mailto:a+b@example.org")});
    html_raw(&page, " ");
    html_url(&page, (struct url){STR("https://example.org/")});
    page_says(&page, "/ /a%20b/%C3%A9?x=1&amp;y=%20%22%3C%27%09%5C #top mailto:a+b@example.org "
                     "https://example.org/");
}

// A link that may lead elsewhere is a bug of ours: the process stops.
static bool url_stops(struct str text) {
    const pid_t child = fork();
    if (child == 0) {
        struct page page = page_new();
        fclose(stderr);
        html_url(&page, (struct url){text});
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status);
}

static void test_url_refused(void **state) {
    (void)state;
    assert_false(url_stops(STR("/a")));
    assert_true(url_stops(STR("")));
    assert_true(url_stops(STR_NONE));
    assert_true(url_stops(STR("//example.org")));
    assert_true(url_stops(STR("/\\example.org")));
    assert_true(url_stops(STR("javascript:alert(1)")));
    assert_true(url_stops(STR("http://example.org")));
    assert_true(url_stops(STR("people")));
}

static void test_csrf(void **state) {
    (void)state;
    struct page page = page_new();
    html_csrf(&page); // without a session: nothing
    page.csrf = STR("a\"b");
    page.nonce_form = STR("n");
    html_csrf(&page);
    page_says(&page, "<input type=\"hidden\" name=\"_csrf\" value=\"a&quot;b\">"
                     "<input type=\"hidden\" name=\"_once\" value=\"n\">");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text),   cmocka_unit_test(test_attr),
        cmocka_unit_test(test_values), cmocka_unit_test(test_absent_values_write_nothing),
        cmocka_unit_test(test_url),    cmocka_unit_test(test_url_refused),
        cmocka_unit_test(test_csrf),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
