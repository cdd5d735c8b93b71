// SPDX-License-Identifier: EUPL-1.2
// A manager's decision by link: asked by e-mail, opened without an account, answered once. The link
// opens what one letter asks of one person and nothing else; it is kept as a hash only. What is
// asked of somebody to whom a letter is still waiting to leave travels with that letter.
#ifndef VLIEGWIEL_CONSENT_H
#define VLIEGWIEL_CONSENT_H
#include "consent_sql.h"
#include "feature/cohort/cohort.h"
#include "feature/message/message.h"

enum { CONSENT_LINK_DAYS = 21, CONSENT_REMIND_DAYS = 7 };

struct consent_asking {
    struct arena *arena;
    struct vault *vault;
    struct day today;
    struct instant now;
};
// Asks the manager; an earlier link of the application ends. RC_NOT_FOUND: nobody is known to be
// the manager; RC_INVALID: the manager has no address that can be written to.
NODISCARD enum rc consent_ask_manager(struct db *db, const struct consent_asking *asking,
                                      int64_t application, bool reminds);
struct consent_question {
    int64_t application, person;
    struct opt_int deputy_for; // the manager in whose place the person decides
    bool reminds;              // the second time that it is asked
};
NODISCARD enum rc consent_ask(struct db *db, const struct consent_asking *asking,
                              const struct consent_question *question);
// Asks once more where nobody answered for CONSENT_REMIND_DAYS. Run by the sender.
NODISCARD enum rc consent_reminders_send(struct db *db, const struct consent_asking *asking);
bool consent_reminders_due(struct db_ro *db, struct arena *arena, struct instant now);

struct consent_answer {
    int64_t application, cohort, by_person;
    enum role as_role;
    int64_t deputy_for; // 0: nobody
    struct str outcome; // "yes", "no"
    struct str reason;  // STR_NONE: none
    struct day day;     // of the decision
};
// Records it, ends the links, and lets the waiting list move where a place is free.
NODISCARD enum rc consent_decide(struct db *db, const struct consent_asking *asking,
                                 const struct consent_answer *answer);

static inline struct url url_consent_link(struct arena *arena, struct str token) {
    return (struct url){str_join(arena, STR("/akkoord/"), token)};
}
struct consent_line { // one application of a letter
    const struct consent_letter_row *link;
    struct field outcome, reason;
    struct choice outcomes[2];
};
struct consent_link_view {
    struct layout layout;
    int mistakes;
    struct consent_line *lines;
    size_t n;
    struct str token, done; // the latter: what was decided just now, or no text
    bool is_passed_on, chose_none;
    struct field deputy, whom;
    struct choice *people; // for whom a deputy is to decide: all, or one of them
};
#endif
