// SPDX-License-Identifier: EUPL-1.2
// A replacement who did not apply: named by who leads the cohort, or by who coordinates for the
// organisation whose seat it is; known there by name or address, or typed new. The person's manager
// is asked as for any application; the history keeps who replaced whom.
#ifndef VLIEGWIEL_REPLACE_H
#define VLIEGWIEL_REPLACE_H
#include "feature/cohort/consent.h"
#include "feature/person/person.h"
#include "replace_sql.h"

URL_ID(url_application_replace, "/aanmeldingen/", "/vervanging")

// The applicant stops and this person takes the place, with an application of their own, made if
// there is none. RC_CONFLICT: the applicant has no place, or the person takes part already.
// RC_INVALID: a rule keeps the person apart from somebody who takes part, or one leads the other;
// who leads the cohort may do it with a reason.
NODISCARD enum rc replace_with(struct db *db, const struct consent_asking *asking,
                               const struct placement *placement,
                               const struct waiting_get_row *application, int64_t person);

struct replace_view {
    struct layout layout;
    int mistakes;
    struct waiting_get_row application;
    struct replace_place_row place;
    bool may_name;  // people of that organisation
    bool is_placed; // there is a place to take
    bool asks_new;  // nobody there has this name: it may be somebody new
    bool is_new;    // and it is
    struct field name, email, reason;
    struct choice *people; // who have this name, when there are more
    size_t n_people;
    struct field whom;
};
#endif
