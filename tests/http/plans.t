-- SPDX-License-Identifier: EUPL-1.2
-- Groups: asked of the worker, looked at, used by a person.

# groups as they are, and a new plan
as coordinator
GET /lichtingen/{cohort:north}/groepen
200
has Vos north-01
queries <= 14
GET /lichtingen/{cohort:north}/groepen/print
200
has Vos north-01
GET /plannen/{plan:north}
200
queries <= 14
POST /lichtingen/{cohort:north}/groepen/plan
303
location /plannen/{NEW}
changed form_key, job, plan
-- while one waits, another is not asked
POST /lichtingen/{cohort:north}/groepen/plan
303
location /plannen/{NEW}
changed form_key
GET /plannen/{NEW}
200
has http-equiv="refresh"
-- it has no groups yet
POST /plannen/{NEW}/gebruik
422
changed nothing
POST /plannen/{NEW}/stop
303
location /plannen/{NEW}
changed form_key, job
GET /plannen/{NEW}
200
lacks http-equiv="refresh"

# too few people to divide
as coordinator
POST /lichtingen/{cohort:open}/groepen/plan
422
changed nothing

# since it was used a module has happened: to use it again would be to change what was
as coordinator
POST /plannen/{plan:north}/gebruik
422
changed nothing

# who met whom
as participant
GET /lichtingen/{cohort:north}/ontmoetingen
200
has <svg
has Vos north-01
lacks Vos south-01
GET /plannen/{plan:north}
403
as police-partner_coordinator
GET /lichtingen/{cohort:north}/ontmoetingen
200

# the same rows as JSON and as CSV
as coordinator
GET /api/v1/cohorts/{cohort:north}/groups
200
has Vos north-01
GET /api/v1/cohorts/{cohort:north}/groups.csv
200
GET /api/v1/cohorts/{cohort:north}/meetings.csv
200
