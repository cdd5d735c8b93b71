// SPDX-License-Identifier: EUPL-1.2
// Planning jobs as pages: the subgroups of a cohort over its modules, with bound and baseline; who met whom.
#ifndef VLIEGWIEL_FEATURE_PLAN_H
#define VLIEGWIEL_FEATURE_PLAN_H
#include "plan_sql.h"
#include "web/form.h"
#include "web/layout.h"
#include "web/url.h"

URL_ID(url_plan, "/plannen/", "")
#endif
