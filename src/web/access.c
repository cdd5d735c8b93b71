// SPDX-License-Identifier: EUPL-1.2
// The choke point. Two tables decide everything: access.sql says which of the viewer's roles reach
// an object, `policy` below says which role carries which right. Nothing is allowed that is not
// written here.
#include "web/access.h"
#include "access_sql.h"
#include "web/ctx.h"

// The person herself; who catches up at one session of another cohort; whoever is signed in.
enum { SELF = 1u << ROLE_N, GUEST = 1u << (ROLE_N + 1), ANY = UINT32_MAX };
#define OWNER (1u << ROLE_OWNER)
#define COORDINATOR (1u << ROLE_COORDINATOR)
#define FACILITATOR (1u << ROLE_FACILITATOR)
#define CO_DESIGNER (1u << ROLE_CO_DESIGNER)
#define PARTICIPANT (1u << ROLE_PARTICIPANT)
#define LINE_MANAGER (1u << ROLE_LINE_MANAGER)
#define PARTNER (1u << ROLE_PARTNER_COORDINATOR)
#define HR (1u << ROLE_HR)
#define WORKS_COUNCIL (1u << ROLE_WORKS_COUNCIL)
#define DPO (1u << ROLE_DPO)
#define OPERATOR (1u << ROLE_OPERATOR)
#define LEADS (OWNER | COORDINATOR)

struct rule {
    uint32_t roles;
    bool host_only; // on the house itself (OBJECT_NONE): only roles held at the host organisation
};

static const struct rule policy[RIGHT_N] = {
    [RIGHT_public] = {ANY, false},
    [RIGHT_home] = {ANY, false},
    [RIGHT_self] = {ANY, false},
    [RIGHT_message_list] = {LEADS, true},
    [RIGHT_organisation_list] = {LEADS | HR | DPO | OPERATOR, true},
    [RIGHT_organisation_edit] = {LEADS | OPERATOR, true},
    [RIGHT_person_list] = {LEADS | HR | PARTNER, false},
    [RIGHT_person_read] = {LEADS | HR | PARTNER | SELF, false},
    [RIGHT_person_edit] = {LEADS | HR | PARTNER, false},
    [RIGHT_person_add] = {LEADS | HR | PARTNER, false},
    [RIGHT_person_invite] = {LEADS | PARTNER, false},
    [RIGHT_role_grant] = {OWNER, true},
    [RIGHT_import] = {LEADS | HR | PARTNER, false},
    [RIGHT_programme_read] = {LEADS | FACILITATOR | CO_DESIGNER | PARTICIPANT | WORKS_COUNCIL | HR,
                              false},
    [RIGHT_programme_edit] = {LEADS | CO_DESIGNER, true},
    [RIGHT_run_sheet_notes] = {LEADS | FACILITATOR | CO_DESIGNER, false},
    [RIGHT_cohort_list] = {LEADS | FACILITATOR | CO_DESIGNER | PARTICIPANT | PARTNER, false},
    [RIGHT_cohort_read] = {LEADS | FACILITATOR | CO_DESIGNER | PARTICIPANT | PARTNER, false},
    [RIGHT_cohort_people] = {LEADS | FACILITATOR | PARTICIPANT, false},
    [RIGHT_cohort_edit] = {LEADS, true},
    [RIGHT_cohort_invite] = {LEADS, false},
    [RIGHT_remind] = {LEADS, false},
    [RIGHT_application_list] = {LEADS | FACILITATOR, false},
    [RIGHT_question_read] = {COORDINATOR | FACILITATOR, false},
    [RIGHT_application_decide] = {LEADS | LINE_MANAGER, false},
    [RIGHT_application_withdraw] = {LEADS | SELF, false},
    [RIGHT_application_replace] = {LEADS | PARTNER, false},
    [RIGHT_apply] = {ANY, false},
    [RIGHT_placement_edit] = {LEADS, false},
    [RIGHT_grouping_read] = {LEADS | FACILITATOR | PARTICIPANT | PARTNER, false},
    [RIGHT_grouping_plan] = {LEADS, false},
    [RIGHT_session_read] = {LEADS | FACILITATOR | PARTICIPANT | PARTNER | GUEST, false},
    [RIGHT_session_edit] = {LEADS, false},
    [RIGHT_attendance_edit] = {LEADS | FACILITATOR, false},
    [RIGHT_absence_report] = {PARTICIPANT | GUEST, false},
    [RIGHT_absence_read] = {COORDINATOR | FACILITATOR, false},
    [RIGHT_plan_read] = {LEADS, false},
    [RIGHT_plan_edit] = {LEADS, false},
};

static const char *const role_words[ROLE_N] = {
    [ROLE_OWNER] = "owner",
    [ROLE_COORDINATOR] = "coordinator",
    [ROLE_FACILITATOR] = "facilitator",
    [ROLE_CO_DESIGNER] = "co_designer",
    [ROLE_PARTICIPANT] = "participant",
    [ROLE_LINE_MANAGER] = "line_manager",
    [ROLE_PARTNER_COORDINATOR] = "partner_coordinator",
    [ROLE_HR] = "hr",
    [ROLE_WORKS_COUNCIL] = "works_council",
    [ROLE_DPO] = "dpo",
    [ROLE_OPERATOR] = "operator",
};

struct str role_word(enum role role) {
    return str_from_c(role_words[role]);
}

bool role_from_word(struct str word, enum role *ret_role) {
    for (enum role role = 0; role < ROLE_N; role++)
        if (str_eq(word, role_word(role))) {
            *ret_role = role;
            return true;
        }
    return false;
}

const char *right_name(enum right right) {
    static const char *const names[] = {
#define X(name) #name,
        RIGHTS(X)
#undef X
    };
    return names[right];
}

static const enum scope_kind scope_of[OBJECT_N] = {
    [OBJECT_NONE] = SCOPE_MINE,
    [OBJECT_ORGANISATION] = SCOPE_ORGANISATION,
    [OBJECT_PERSON] = SCOPE_PERSON,
    [OBJECT_IMPORT] = SCOPE_IMPORT,
    [OBJECT_PROGRAMME] = SCOPE_PROGRAMME,
    [OBJECT_COHORT] = SCOPE_COHORT,
    [OBJECT_APPLICATION] = SCOPE_APPLICATION,
    [OBJECT_SESSION] = SCOPE_SESSION,
    [OBJECT_PLAN] = SCOPE_PLAN,
};

static uint32_t role_bit(struct str word) {
    enum role role;
    if (str_eq(word, STR("self")))
        return SELF;
    if (str_eq(word, STR("guest")))
        return GUEST;
    return role_from_word(word, &role) ? 1u << role : 0;
}

// Runs one of the queries of access.sql and folds its rows into a set of roles.
#define REACH(query, row_type, ...)                                                                \
    do {                                                                                           \
        struct row_type found;                                                                     \
        TRY(query(db, arena, viewer->person, __VA_ARGS__ viewer->today, &found));                  \
        for (size_t i = 0; i < found.n; i++)                                                       \
            reach |= role_bit(found.rows[i].role);                                                 \
    } while (0)

// A session or a plan is reached as its cohort is. 0 when there is no such object.
static enum rc cohort_of(struct db_ro *db, struct arena *arena, enum object_kind kind,
                         int64_t object, int64_t *ret_cohort) {
    struct access_session_cohort_row session = {0};
    struct access_plan_cohort_row plan = {0};
    const enum rc rc = kind == OBJECT_SESSION ? q_access_session_cohort(db, arena, object, &session)
                                              : q_access_plan_cohort(db, arena, object, &plan);
    if (rc != RC_OK && rc != RC_NOT_FOUND)
        return rc;
    *ret_cohort = kind == OBJECT_SESSION ? session.cohort_id : plan.cohort_id;
    return RC_OK;
}

// Whose roles at the host reach every cohort is not asked how: that saves the dearest question of
// most pages. It is asked as soon as any other role of the viewer could reach one too.
static uint32_t cohort_governed(const struct viewer *viewer) {
    const uint32_t governing = OWNER | COORDINATOR | CO_DESIGNER | WORKS_COUNCIL | HR;
    const uint32_t reaching = governing | FACILITATOR | PARTICIPANT | PARTNER;
    const uint32_t at_host = viewer->host_roles & governing;
    return (viewer->roles & reaching & ~at_host) == 0 ? at_host : 0;
}

static enum rc cohort_reach(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                            int64_t cohort, uint32_t *ret_reach) {
    uint32_t reach = cohort_governed(viewer);
    if (reach != 0) {
        struct access_cohort_there_row there;
        const enum rc rc = q_access_cohort_there(db, arena, cohort, &there);
        *ret_reach = rc == RC_OK ? reach : 0;
        return rc == RC_NOT_FOUND ? RC_OK : rc;
    }
    REACH(q_access_cohort, access_cohort, cohort, );
    *ret_reach = reach;
    return RC_OK;
}

// Who takes part in a cohort may catch up in another one, whatever else leads there.
static bool may_be_guest(const struct viewer *viewer, uint32_t reach) {
    return (viewer->roles & PARTICIPANT) != 0 && (reach & PARTICIPANT) == 0;
}

enum rc access_ask(struct db_ro *db, struct arena *arena, enum object_kind kind, int64_t object) {
    struct access_cohort_there_row there;
    if (kind != OBJECT_COHORT)
        return RC_OK;
    const enum rc rc = q_access_cohort_there(db, arena, object, &there);
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

enum rc access_reach(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                     enum object_kind kind, int64_t object, uint32_t *ret_reach) {
    uint32_t reach = 0;
    switch (kind) {
    case OBJECT_NONE:
        REACH(q_access_house, access_house, );
        break;
    case OBJECT_ORGANISATION:
        REACH(q_access_organisation, access_organisation, object, );
        break;
    case OBJECT_PERSON:
        REACH(q_access_person, access_person, object, );
        break;
    case OBJECT_IMPORT:
        REACH(q_access_import, access_import, object, );
        break;
    case OBJECT_PROGRAMME:
        REACH(q_access_programme, access_programme, object, );
        break;
    case OBJECT_COHORT:
        TRY(cohort_reach(db, arena, viewer, object, &reach));
        break;
    case OBJECT_APPLICATION:
        REACH(q_access_application, access_application, object, );
        break;
    case OBJECT_SESSION:
    case OBJECT_PLAN: {
        int64_t cohort = 0;
        TRY(cohort_of(db, arena, kind, object, &cohort));
        TRY(cohort_reach(db, arena, viewer, cohort, &reach));
        if (kind == OBJECT_SESSION && may_be_guest(viewer, reach))
            REACH(q_access_session_guest, access_session_guest, object, );
        break;
    }
    case OBJECT_N:
        ENSURE(kind != OBJECT_N);
    }
    *ret_reach = reach;
    return RC_OK;
}

bool access_allows(uint32_t reach, enum right right) {
    return (policy[right].roles & reach) != 0;
}

bool access_is_guest(uint32_t reach) {
    return reach == GUEST;
}

bool viewer_may(const struct viewer *viewer, enum right right) {
    return access_allows(policy[right].host_only ? viewer->host_roles : viewer->roles, right);
}

enum role access_acting_role(uint32_t reach, enum right right) {
    const uint32_t carrying = policy[right].roles & reach;
    if (carrying & COORDINATOR)
        return ROLE_COORDINATOR;
    for (enum role role = 0; role < ROLE_N; role++)
        if (carrying & 1u << role)
            return role;
    ENSURE(carrying != 0);
    return ROLE_N;
}

// A right on the house itself. Rights that speak for the house need a role at the host
// organisation; the others only open a list, whose rows the query limits to what the viewer
// reaches.
static enum rc check_house(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                           enum right right, uint32_t *ret_reach) {
    *ret_reach = viewer->roles;
    if (policy[right].roles == ANY)
        return right == RIGHT_public || viewer->person != 0 ? RC_OK : RC_FORBIDDEN;
    if (policy[right].host_only)
        TRY(access_reach(db, arena, viewer, OBJECT_NONE, 0, ret_reach));
    return access_allows(*ret_reach, right) ? RC_OK : RC_FORBIDDEN;
}

enum rc access_check(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                     enum right right, enum object_kind kind, int64_t object,
                     struct scope *ret_scope) {
    ENSURE(right < RIGHT_N && kind < OBJECT_N);
    uint32_t reach;
    if (kind == OBJECT_NONE) {
        TRY(check_house(db, arena, viewer, right, &reach));
    } else {
        TRY(access_reach(db, arena, viewer, kind, object, &reach));
        if (reach == 0)
            return RC_NOT_FOUND;
        if (!access_allows(reach, right))
            return RC_FORBIDDEN;
    }
    *ret_scope = (struct scope){scope_of[kind], object, viewer->person, reach};
    return RC_OK;
}

bool access_may(struct db_ro *db, struct arena *arena, const struct viewer *viewer,
                enum right right, enum object_kind kind, int64_t object) {
    struct scope scope;
    return access_check(db, arena, viewer, right, kind, object, &scope) == RC_OK;
}
