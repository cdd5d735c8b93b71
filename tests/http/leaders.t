-- SPDX-License-Identifier: EUPL-1.2
-- Who leads a session: several together, wherever it is chosen and shown.

# two lead a session: chosen in one form, named wherever it is shown
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
has name="begeleider-{coming:north}"
has name="begeleider-{coming:north}-n2"
lacks name="begeleider-{coming:north}-n3"
has Nog een begeleider
queries <= 12
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=Wijkcentrum De Brug
    begeleider-{coming:north}={person:facilitator}
    begeleider-{coming:north}-n2={person:police-facilitator}
303
changed form_key, session_facilitator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="begeleider-{coming:north}-n3"
-- the same again, and the same person twice: nothing to write
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {BOTH} Wijkcentrum De Brug"
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {BOTH} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=Wijkcentrum De Brug
    begeleider-{coming:north}={person:police-facilitator}
    begeleider-{coming:north}-n2={person:facilitator}
    begeleider-{coming:north}-n3={person:facilitator}
303
changed form_key
GET /bijeenkomsten/{coming:north}
200
has Vos facilitator, Vos police-facilitator
GET /lichtingen/{cohort:north}/draaiboek/2
200
has Vos facilitator, Vos police-facilitator
GET /api/v1/cohorts/{cohort:north}/sessions
200
has "facilitators":"Vos facilitator, Vos police-facilitator"
-- somebody who may not lead it is not taken, and what was typed stays
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {BOTH} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=Een andere zaal
    begeleider-{coming:north}={person:facilitator}
    begeleider-{coming:north}-n2={person:nobody}
422
has Kies een begeleider uit de lijst.
has value="Een andere zaal"
changed nothing
-- each of the two, and whoever takes part
as facilitator
GET /
200
has Vos facilitator, Vos police-facilitator
as police-facilitator
GET /bijeenkomsten/{coming:north}
200
has Vos facilitator, Vos police-facilitator
as participant
GET /bijeenkomsten/{coming:north}
200
has Vos facilitator, Vos police-facilitator
-- a partner reads how many
as police-partner_coordinator
GET /bijeenkomsten/{coming:north}
200
has 2 begeleiders
lacks Vos police-facilitator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
lacks Vos police-facilitator

# the first goes and another stays
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=Wijkcentrum De Brug
    begeleider-{coming:north}=
    begeleider-{coming:north}-n2={person:police-facilitator}
303
GET /bijeenkomsten/{coming:north}
200
has Vos police-facilitator
lacks Vos facilitator

# in English
as coordinator
POST /taal
    taal=en
    terug=/
303
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Another facilitator
has (number 2)
