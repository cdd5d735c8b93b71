// SPDX-License-Identifier: EUPL-1.2
// Every query of the program is accepted by both databases, with result columns that fit its row.
#include "store/test_thing.h"

static void test_every_query_is_accepted(void **state) {
    struct fixture *f = *state;
    size_t refused = 0;
    assert_true(query_catalogue_n > 0);
    for (size_t i = 0; i < query_catalogue_n; i++) {
        struct db_ro *db = NULL;
        assert_int_equal(query_catalogue[i]->id, i);
        assert_int_equal(reader_begin(f->reader, &db), RC_OK);
        if (db_prepare(db, query_catalogue[i]) != RC_OK) {
            print_error("refused: %s\n", query_catalogue[i]->name);
            refused++;
        }
        reader_end(f->reader);
    }
    assert_int_equal(refused, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_every_query_is_accepted, setup, teardown),
    };
    return run_on_both("catalogue", tests, COUNT_OF(tests));
}
