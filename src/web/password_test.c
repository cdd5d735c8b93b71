// SPDX-License-Identifier: EUPL-1.2
// Hashes name their strength, and a wrong address takes as long as a wrong password.
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/day.h"
#include "web/password.h"

static void passwords_are_hashed_slowly(void **state) {
    (void)state;
    struct arena *const arena = arena_new(1 << 20);
    struct str hash;
    assert_int_equal(password_hash(arena, STR("geheim geheim"), PASSWORD_PERSON, &hash), RC_OK);
    assert_true(str_starts(hash, STR("$argon2id$v=19$m=19456,t=2,p=1$"))); // 19 MiB in KiB
    assert_true(password_verify(arena, hash, STR("geheim geheim")));
    assert_false(password_verify(arena, hash, STR("geheim gehein")));
    assert_false(password_is_dated(arena, hash, PASSWORD_PERSON));
    assert_true(password_is_dated(arena, hash, PASSWORD_KEEPER));
    // Nobody's hash takes its time too: more than a fifth of a real one.
    const double before = cpu_seconds();
    assert_true(password_verify(arena, hash, STR("geheim geheim")));
    const double between = cpu_seconds();
    assert_false(password_verify(arena, STR_NONE, STR("geheim geheim")));
    assert_true(cpu_seconds() - between > (between - before) / 5);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(passwords_are_hashed_slowly)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
