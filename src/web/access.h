// SPDX-License-Identifier: EUPL-1.2
// The one place where it is decided who may do what with which object. Deny by default: a right
// that the policy table does not grant for the viewer's relation to the object is refused, and a
// foreign object answers like a missing one. Makes the scope without which personal data is not
// read. Source of the rule: OWASP ASVS 5.0 chapter 8; every route x role x relation is tested.
#ifndef VLIEGWIEL_ACCESS_H
#define VLIEGWIEL_ACCESS_H
#include "store/db.h"
#include "store/scope.h"
#include "web/html.h"

enum role {
    ROLE_OWNER,
    ROLE_COORDINATOR,
    ROLE_FACILITATOR,
    ROLE_CO_DESIGNER,
    ROLE_PARTICIPANT,
    ROLE_LINE_MANAGER,
    ROLE_PARTNER_COORDINATOR,
    ROLE_HR,
    ROLE_WORKS_COUNCIL,
    ROLE_DPO,
    ROLE_OPERATOR,
    ROLE_N
};
struct str role_word(enum role role); // "owner": as stored in role.role
bool role_from_word(struct str word, enum role *ret_role);

// What a route's first path argument names.
enum object_kind {
    OBJECT_NONE,
    OBJECT_ORGANISATION,
    OBJECT_PERSON,
    OBJECT_IMPORT,
    OBJECT_PROGRAMME,
    OBJECT_COHORT,
    OBJECT_APPLICATION,
    OBJECT_SESSION,
    OBJECT_PLAN,
    OBJECT_N
};

// X(right): what a person may do. The policy in access.c says who, by role and relation.
#define RIGHTS(X)                                                                                  \
    X(public)       /* anybody */                                                                  \
    X(home)         /* any signed-in person */                                                     \
    X(self)         /* the own account: language, password, sign out */                            \
    X(message_list) /* the outbox of the house */                                                  \
    X(organisation_list)                                                                           \
    X(organisation_edit)                                                                           \
    X(person_list)                                                                                 \
    X(person_read)                                                                                 \
    X(person_edit)                                                                                 \
    X(person_add)    /* type new people of an organisation */                                      \
    X(person_invite) /* links and cards for people of an organisation */                           \
    X(role_grant)                                                                                  \
    X(import) /* upload, map, preview, apply */                                                    \
    X(programme_read)                                                                              \
    X(programme_edit)                                                                              \
    X(run_sheet_notes) /* what a run sheet says to facilitators only */                            \
    X(cohort_list)                                                                                 \
    X(cohort_read)   /* the cohort's page: names, dates */                                         \
    X(cohort_people) /* the names of everybody in it; without: of one's own people only */         \
    X(cohort_edit)                                                                                 \
    X(cohort_invite)        /* links and cards for its participants */                             \
    X(remind)               /* ask once more those for whom a cohort waits */                      \
    X(application_list)     /* all applications of a cohort, with both decisions */                \
    X(question_read)        /* the learning questions among them: class 4 */                       \
    X(application_decide)   /* the manager's consent for one application */                        \
    X(application_withdraw) /* stop, oneself or another */                                         \
    X(application_replace)  /* name somebody else for the place of one who has it */               \
    X(apply)                /* ask to take part, and see what became of it */                      \
    X(placement_edit)                                                                              \
    X(grouping_read) /* groups and who met whom */                                                 \
    X(grouping_plan)                                                                               \
    X(session_read)                                                                                \
    X(session_edit)                                                                                \
    X(attendance_edit)                                                                             \
    X(absence_report) /* say beforehand not to come oneself */                                     \
    X(absence_read)   /* why another does not come, and who misses often: class 4 */               \
    X(plan_read)                                                                                   \
    X(plan_edit) /* cancel, confirm */

enum right {
#define X(name) RIGHT_##name,
    RIGHTS(X)
#undef X
        RIGHT_N
};
const char *right_name(enum right right);

struct viewer;
// In: `object` of `kind` (0 with OBJECT_NONE). Out: the scope for queries.
// Errors: RC_NOT_FOUND when absent or no relation at all; RC_FORBIDDEN when related but not allowed
// (so that a participant learns that a page exists only where the object itself is known to her);
// with OBJECT_NONE always RC_FORBIDDEN.
NODISCARD enum rc access_check(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                               enum right right, enum object_kind kind, int64_t object,
                               struct scope *ret_scope);
// Which of the viewer's roles reach the object: bits 1u << enum role, 1u << ROLE_N for the person
// herself, and the next for a guest. One query, and of a session one more for who takes part in
// another cohort; a page has the answer for the object of its route in its scope.
NODISCARD enum rc access_reach(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                               enum object_kind kind, int64_t object, uint32_t *ret_reach);
// For db_ahead_begin: asks what access_check will ask of a viewer whom a role at the host lets
// reach every cohort. Of another viewer it asks something else, and this answer is thrown away.
NODISCARD enum rc access_ask(struct db_ro *db, struct arena *arena, enum object_kind kind,
                             int64_t object);
bool access_allows(uint32_t reach, enum right right);
// Reaches a session only to catch up there: what is of its cohort, and of others in it, is not for
// a guest.
bool access_is_guest(uint32_t reach);
// In which of these roles a decision under this right is taken: as coordinator before any other.
enum role access_acting_role(uint32_t reach, enum right right);
// Is there a role that carries this right at all? For the menu; the page itself checks the object.
bool viewer_may(const struct viewer *viewer, enum right right);
// May this be shown as a link? Same rule, no scope; any failure is "no".
bool access_may(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                enum right right, enum object_kind kind, int64_t object);
#endif
