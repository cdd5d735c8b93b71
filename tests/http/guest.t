-- SPDX-License-Identifier: EUPL-1.2
-- Somebody who missed a session and catches up at one of another cohort: a guest there, once.

# a guest reads what is needed to come, and nothing about the others
as coordinator
GET /lichtingen/{cohort:wide}/bijeenkomsten
200
has name="was-{session:wide}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
POST /lichtingen/{cohort:wide}/bijeenkomsten
    was-{session:wide}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{session:wide}=2026-12-15
    van-{session:wide}=9:30
    tot-{session:wide}=12:30
    plaats-{session:wide}=Wijkcentrum De Brug
    begeleider-{session:wide}={person:facilitator}
303
-- as long as there is no place nobody comes in
as participant
GET /bijeenkomsten/{session:wide}
404
as facilitator
GET /bijeenkomsten/{session:north}/aanwezigheid
200
POST /bijeenkomsten/{session:north}/aanwezigheid
    was{enrolment:participant}=aan
    p{enrolment:participant}=weg
    was{enrolment:north-01}=aan
    p{enrolment:north-01}=aan
    was{enrolment:north-02}=aan
    p{enrolment:north-02}=aan
    was{enrolment:north-03}=aan
    p{enrolment:north-03}=aan
    was{enrolment:north-04}=af
    p{enrolment:north-04}=af
    was{enrolment:north-05}=weg
    p{enrolment:north-05}=weg
    was{enrolment:north-06}=aan
    p{enrolment:north-06}=aan
    doe=op
303
as coordinator
POST /lichtingen/{cohort:north}/inhalen
    gemist={enrolment:participant}
    bij={session:wide}
303
as participant
GET /
200
has href="/bijeenkomsten/{session:wide}"
GET /bijeenkomsten/{session:wide}
200
has Wijkcentrum De Brug
has dinsdag 15 december 2026
has Vos facilitator
has Je haalt hier in, bij Lichting wide
has href="/bijeenkomsten/{session:wide}/draaiboek"
has href="/bijeenkomsten/{session:wide}/afmelden"
lacks Vos wide
lacks href="/lichtingen/{cohort:wide}
lacks Politie Voorbeek
GET /bijeenkomsten/{session:wide}/draaiboek
200
has Jezelf in relatie tot de ander
has 15 december 2026
has Vos facilitator
lacks Vos wide
lacks Voor de begeleider
lacks href="/lichtingen/{cohort:wide}
GET /api/v1/sessions/{session:wide}/run-sheet
200
lacks "notes":"
GET /api/v1/sessions/{session:wide}/expected
200
has Vos participant
lacks Vos wide
GET /bijeenkomsten/{session:wide}/aanwezigheid
200
has Vos participant
lacks Vos wide
lacks href="/lichtingen/{cohort:wide}
GET /api/v1/sessions/{session:wide}/attendance
200
lacks Vos wide
-- and says it is off
GET /bijeenkomsten/{session:wide}/afmelden
200
lacks href="/lichtingen/{cohort:wide}
POST /bijeenkomsten/{session:wide}/afmelden
    reden=Ziek
303
-- the cohort, its other sessions, and what is for others, stay shut
GET /lichtingen/{cohort:wide}
404
GET /lichtingen/{cohort:wide}/bijeenkomsten
404
GET /lichtingen/{cohort:wide}/groepen
404
GET /lichtingen/{cohort:wide}/draaiboek/1
404
GET /lichtingen/{cohort:wide}/opkomst
404
GET /bijeenkomsten/{coming:wide}
404
GET /bijeenkomsten/{session:wide}/presentielijst
403
POST /bijeenkomsten/{session:wide}/aanwezigheid
403
GET /bijeenkomsten/{session:wide}/vervalt
403
-- who leads there sees who comes
as facilitator
GET /bijeenkomsten/{session:wide}
200
has Vos participant
has Vos wide-01

# in the own cohort the run sheet of a session is the same for who reads it
as facilitator
GET /bijeenkomsten/{coming:north}/draaiboek
200
has Voor de begeleider
as participant
GET /bijeenkomsten/{coming:north}/draaiboek
200
lacks Voor de begeleider
as police-partner_coordinator
GET /bijeenkomsten/{coming:north}/draaiboek
200
lacks Vos facilitator
as police-participant
GET /bijeenkomsten/{coming:north}/draaiboek
404
