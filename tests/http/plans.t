-- SPDX-License-Identifier: EUPL-1.2
-- Groups: asked of the worker, looked at, used by a person.

# groups as they are, and a new plan
as coordinator
GET /lichtingen/{cohort:north}/groepen
200
has Vos north-01
queries <= 18
GET /lichtingen/{cohort:north}/groepen/print
200
has Vos north-01
GET /plannen/{plan:north}
200
queries <= 18
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
-- and too many groups for those there are: said at the field, with what was typed
POST /lichtingen/{cohort:north}/groepen/plan
    groepen=5
422
has Er zijn 7 deelnemers voor 5 groepen. Kies minder groepen.
has value="5"
changed nothing
POST /lichtingen/{cohort:north}/groepen/plan
    groepen=veel
422
has value="veel"
changed nothing

# groups of each kind stand side by side
as coordinator
GET /lichtingen/{cohort:north}/groepen?soort=intervisie
200
has Er zijn nog geen intervisiegroepen.
GET /lichtingen/{cohort:north}/groepen?soort=maatjes
200
has Er zijn nog geen maatjes.
POST /lichtingen/{cohort:north}/groepen/plan
    soort=maatjes
303
location /plannen/{BUDDIES}
changed form_key, job, plan
GET /plannen/{BUDDIES}
200
has Plan voor de maatjes
POST /lichtingen/{cohort:north}/groepen/plan
    soort=intervisie
    groepen=1
303
location /plannen/{CIRCLE}
GET /api/v1/cohorts/{cohort:north}/groups.csv?soort=maatjes
200
has module,title,group
as participant
GET /lichtingen/{cohort:north}/groepen?soort=maatjes
200
lacks Maak de maatjes
GET /lichtingen/{cohort:north}/groepen
200
has Jij zit in groep

# nobody is asked to mend what fits
as coordinator
GET /lichtingen/{cohort:north}/groepen
200
lacks De groepen passen niet meer

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
