// SPDX-License-Identifier: EUPL-1.2
// Sessions of a module in a cohort: date, place, facilitators, and attendance.
#ifndef VLIEGWIEL_SESSION_H
#define VLIEGWIEL_SESSION_H
#include "session_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_ID(url_session, "/bijeenkomsten/", "")
URL_ID(url_session_attendance, "/bijeenkomsten/", "/aanwezigheid")
#endif
