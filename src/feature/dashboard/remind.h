// SPDX-License-Identifier: EUPL-1.2
// Reminding those for whom something waits: managers, facilitators, who was invited. Nobody is
// written to twice about the same within a day; who cannot be written to is left out.
#ifndef VLIEGWIEL_REMIND_H
#define VLIEGWIEL_REMIND_H
#include "feature/cohort/consent.h"
#include "remind_sql.h"

enum { REMIND_REST_S = 24 * 3600 };

enum remind_what { REMIND_NOTHING, REMIND_CONSENT, REMIND_ATTENDANCE, REMIND_INVITED };
struct str remind_word(enum remind_what what); // as a form says it
enum remind_what remind_of(struct str word);
// May somebody be reminded who was asked last at this moment?
bool remind_may(struct instant asked, struct instant now);

struct reminded { // to whom it went
    struct str *names;
    size_t n;
    int64_t n_things; // applications, of a manager
};
// Each within the cohort of the scope. None of them is to be reminded now: n is 0, no error.
NODISCARD enum rc remind_manager(struct db *db, const struct consent_asking *asking,
                                 const struct scope *cohort, int64_t person,
                                 struct reminded *ret_reminded);
NODISCARD enum rc remind_facilitators(struct db *db, const struct consent_asking *asking,
                                      const struct scope *cohort, int64_t session,
                                      struct reminded *ret_reminded);
NODISCARD enum rc remind_invited(struct db *db, const struct consent_asking *asking,
                                 const struct scope *cohort, struct reminded *ret_reminded);
#endif
