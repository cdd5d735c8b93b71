// SPDX-License-Identifier: EUPL-1.2
// Runs a document of requests and expected answers; what may stand in one: README.md beside the
// documents. Some things hold for every request, whatever a document says: a GET changes nothing,
// an answer from 400 on changes nothing, and a page has one first heading.
#ifndef VLIEGWIEL_TEST_DOCUMENT_H
#define VLIEGWIEL_TEST_DOCUMENT_H
#include "tests/http/ask.h"

struct document_count {
    int passed, failed;
    int64_t n_requests, n_faults;
};
// How database calls fail while a document runs.
struct document_faults {
    enum rc rc;
    // RC_IO: every request is first sent with its 1st, 1 + step, 1 + 2 * step ... call failing,
    // until it makes no more calls than that. Each must be refused, or answered like the real one,
    // and have changed nothing; the one that is missed counts.
    int64_t step;
    // RC_BUSY: this call of every POST asks to be run again, which nobody may notice; but for a
    // second try where a password is checked first.
    int64_t at;
};
// In: faults.rc RC_OK: none. Says on stdout what is not as expected.
void document_run(struct world *world, const char *path, const struct document_faults *faults,
                  struct document_count *count);
#endif
