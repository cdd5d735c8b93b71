// SPDX-License-Identifier: EUPL-1.2
// What a viewer may see, as one value: the access check makes it, a generated query demands it.
// Only web/access.c (and a test) makes one, so a query on personal data that skips the check does
// not compile. In the .sql files the kinds are these names in lower case.
#ifndef VLIEGWIEL_SCOPE_H
#define VLIEGWIEL_SCOPE_H
#include "base/base.h"

enum scope_kind {
    SCOPE_NONE,         // nothing; in a .sql file: runs without a viewer, and says why
    SCOPE_SELF,         // the viewer's own rows; object is the viewer
    SCOPE_PERSON,       // one object of this kind, from here ...
    SCOPE_ORGANISATION,
    SCOPE_PROGRAMME,
    SCOPE_COHORT,
    SCOPE_SESSION,
    SCOPE_IMPORT,
    SCOPE_PLAN,
    SCOPE_APPLICATION,  // ... to here
    SCOPE_MINE,         // what the viewer's own roles reach: the query joins on :viewer
    SCOPE_EVERYTHING,   // no bounds
};
struct scope {
    enum scope_kind kind;
    int64_t object; // :scope
    int64_t viewer; // :viewer, a person
    uint32_t reach; // the viewer's roles that led here, for access_allows()
};
#endif
