-- SPDX-License-Identifier: EUPL-1.2
-- Dates of a cohort, and who came.

# the dates of a cohort
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Wijkcentrum De Brug
has name="was-{SESSION}" value="
queries <= 12
bytes <= 60000
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{SESSION}=
    dag-{SESSION}=10-11-2026
    van-{SESSION}=12:30
    tot-{SESSION}=9:30
    plaats-{SESSION}=Buurthuis De Kade
    begeleider-{SESSION}=
422
changed nothing
has value="Buurthuis De Kade"

# somebody changed the date meanwhile: it is said, and nothing is saved
as coordinator
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{session:north}=0 0 0 0 Elders
    dag-{session:north}=2026-11-11
    van-{session:north}=9:30
    tot-{session:north}=12:30
    plaats-{session:north}=Buurthuis De Kade
    begeleider-{session:north}={person:facilitator}
422
changed nothing

# a session of another cohort is not touched from here
as police-coordinator
POST /lichtingen/{cohort:south}/bijeenkomsten
    was-{session:north}=0 0 0 0 Elders
    dag-{session:north}=2027-01-01
    van-{session:north}=9:30
    tot-{session:north}=12:30
    plaats-{session:north}=Bureau
303
changed form_key

# the page of one session
as participant
GET /bijeenkomsten/{session:north}
200
has Wijkcentrum De Brug
has Vos facilitator
as police-participant
GET /bijeenkomsten/{session:north}
404

# who came is for those who note it
as facilitator
GET /bijeenkomsten/{session:north}/aanwezigheid
200
has Vos north-05
has Vos participant
has name="p{ONE}"
POST /bijeenkomsten/{session:north}/aanwezigheid
    p{ONE}=onzin
422
changed nothing

# a participant sees the own attendance only
as participant
GET /bijeenkomsten/{session:north}/aanwezigheid
200
has Vos participant
lacks Vos north-01
lacks Vos north-05
GET /api/v1/sessions/{session:north}/attendance
200
lacks Vos north-05
lacks stayed_away
POST /bijeenkomsten/{session:north}/aanwezigheid
403

# a partner without an agreement sees nobody's attendance
as police-partner_coordinator
GET /bijeenkomsten/{session:north}/aanwezigheid
200
lacks Vos north-04
lacks Vos north-05
lacks Vos north-01
GET /api/v1/sessions/{session:north}/attendance
200
lacks Vos north
lacks stayed_away
GET /api/v1/cohorts/{cohort:north}/sessions
200
lacks "n_stayed_away":1

# the same rows as JSON and as CSV
as coordinator
GET /api/v1/sessions/{session:north}/attendance
200
has "state":"stayed_away"
GET /api/v1/sessions/{session:north}/attendance.csv
200
has Vos north-05
GET /api/v1/cohorts/{cohort:north}/sessions
200
has "n_stayed_away":1
GET /api/v1/sessions/{session:north}/expected.csv
200
has Vos north-05

# the numbers of the paper list are read into the choices, and nothing is saved before it was seen
as facilitator
GET /bijeenkomsten/{session:north}/aanwezigheid
200
has name="was{ONE}" value="aan"
lacks name="was{ONE}" value="af"
POST /bijeenkomsten/{session:south}/aanwezigheid
404
GET /bijeenkomsten/{session:north}/presentielijst
200
has Vos north-05
lacks Vos south-01
as participant
GET /bijeenkomsten/{session:north}/presentielijst
403

# somebody else noted it meanwhile: what is left alone stays theirs, what both noted is asked about
as police-facilitator
GET /bijeenkomsten/{session:south}/aanwezigheid
200
POST /bijeenkomsten/{session:south}/aanwezigheid
    was{enrolment:police-participant}=
    p{enrolment:police-participant}=weg
    was{enrolment:south-01}=
    p{enrolment:south-01}=aan
    p{enrolment:south-02}=aan
    p{enrolment:south-03}=aan
    p{enrolment:south-04}=aan
    doe=op
303
changed attendance, form_key
as police-coordinator
POST /bijeenkomsten/{session:south}/aanwezigheid
    was{enrolment:police-participant}=
    p{enrolment:police-participant}=aan
    was{enrolment:south-01}=
    p{enrolment:south-01}=af
    was{enrolment:south-02}=
    p{enrolment:south-02}=aan
    was{enrolment:south-03}=
    p{enrolment:south-03}=aan
    was{enrolment:south-04}=
    p{enrolment:south-04}=aan
422
changed nothing
has Nu staat er: aanwezig
lacks Nu staat er: weggebleven
POST /bijeenkomsten/{session:south}/aanwezigheid
    was{enrolment:police-participant}=
    p{enrolment:police-participant}=aan
    was{enrolment:south-01}=aan
    p{enrolment:south-01}=af
    was{enrolment:south-02}=aan
    p{enrolment:south-02}=aan
    was{enrolment:south-03}=aan
    p{enrolment:south-03}=aan
    was{enrolment:south-04}=aan
    p{enrolment:south-04}=aan
303
changed attendance, form_key
GET /bijeenkomsten/{session:south}/aanwezigheid
200
has name="was{enrolment:police-participant}" value="weg"
has name="was{enrolment:south-01}" value="af"
has Opkomst 3 van 5, inzet 4 van 5

# numbers: shown first, or saved at once; one mistake and none is used
as police-facilitator
POST /bijeenkomsten/{session:south}/aanwezigheid
    nummers=1 1a
    doe=nummers
422
changed nothing
has staat er twee keer
has value="1 1a"
POST /bijeenkomsten/{session:south}/aanwezigheid
    nummers=99 x
    doe=op
422
changed nothing
has Niemand heeft nummer 99.
has ‘x’ is geen nummer.
POST /bijeenkomsten/{session:south}/aanwezigheid
    nummers=
    doe=nummers
422
changed nothing
GET /bijeenkomsten/{session:south}/aanwezigheid
200
POST /bijeenkomsten/{session:south}/aanwezigheid
    p{enrolment:police-participant}=aan
    p{enrolment:south-01}=aan
    p{enrolment:south-02}=aan
    p{enrolment:south-03}=aan
    p{enrolment:south-04}=aan
    nummers=1 2a
200
changed nothing
has 2 nummers ingevuld
has Nog niet opgeslagen
POST /bijeenkomsten/{session:south}/aanwezigheid
    p{enrolment:police-participant}=aan
    p{enrolment:south-01}=aan
    p{enrolment:south-02}=aan
    p{enrolment:south-03}=aan
    p{enrolment:south-04}=aan
    nummers=1 2a
    doe=op
303
changed attendance, form_key
GET /bijeenkomsten/{session:south}/aanwezigheid
200
has Opkomst 3 van 5, inzet 4 van 5

# whoever takes part may say not to come, but not to a session where it is noted who was there
as participant
GET /bijeenkomsten/{session:north}/afmelden
200
has Afmelden kan nu niet.
POST /bijeenkomsten/{session:north}/afmelden
    reden=Ik ben ziek
409
changed nothing
has Afmelden kan nu niet.
lacks Iemand anders
as facilitator
GET /bijeenkomsten/{session:north}/afmelden
403
as police-participant
GET /bijeenkomsten/{session:north}/afmelden
404

# figures of a cohort: per person for who notes them, the own for who takes part, nobody's for a partner
as coordinator
GET /lichtingen/{cohort:north}/opkomst
200
has Vos north-05
has 0 van 1
queries <= 8
GET /api/v1/cohorts/{cohort:north}/attendance
200
has "state":"stayed_away"
as participant
GET /lichtingen/{cohort:north}/opkomst
200
has Vos participant
lacks Vos north-05
as police-partner_coordinator
GET /lichtingen/{cohort:north}/opkomst
200
lacks Vos north-04
GET /api/v1/cohorts/{cohort:north}/attendance
200
lacks Vos north
lacks stayed_away

# one session more in a module
as coordinator
POST /bijeenkomsten/{session:north}/nog-een
303
changed enrolment, form_key, session
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has deel 2
as facilitator
POST /bijeenkomsten/{session:north}/nog-een
403

# why a session does not take place must be said; what somebody noted is not removed
as coordinator
GET /bijeenkomsten/{session:north}/vervalt
200
POST /bijeenkomsten/{session:north}/vervalt
    doe=weg
409
changed nothing
as police-coordinator
POST /bijeenkomsten/{session:south}/vervalt
    reden=
422
changed nothing

# two people let the same session fall: the second reads why the first did, and what was typed
as coordinator
POST /bijeenkomsten/{coming:north}/vervalt
    reden=Storm op komst
303
POST /bijeenkomsten/{coming:north}/vervalt
    reden=De zaal is dubbel verhuurd
409
changed nothing
has Iemand was je voor
has Storm op komst
has Jij schreef: De zaal is dubbel verhuurd
POST /bijeenkomsten/{coming:north}/vervalt
    doe=door
303
POST /bijeenkomsten/{coming:north}/vervalt
    doe=door
409
changed nothing
has Iemand was je voor
has Waarom vervalt de bijeenkomst?
POST /bijeenkomsten/{coming:north}/vervalt
    reden=
422
has Vul dit in: Waarom vervalt de bijeenkomst?
lacks bijeenkomst?.

# saying twice not to come is saying it once; a reason that comes later is kept
as participant
POST /bijeenkomsten/{coming:north}/afmelden
    reden=
303
POST /bijeenkomsten/{coming:north}/afmelden
    reden=Ik ben ziek
303
changed absence_notice, form_key
GET /bijeenkomsten/{coming:north}/afmelden
200
has Ik ben ziek
GET /bijeenkomsten/{coming:north}
200
lacks van hen heeft zich afgemeld
as facilitator
GET /bijeenkomsten/{coming:north}
200
has 1 van hen heeft zich afgemeld
as participant
POST /bijeenkomsten/{coming:north}/afmelden
    doe=kom
303
POST /bijeenkomsten/{coming:north}/afmelden
    doe=kom
303
GET /bijeenkomsten/{coming:north}/afmelden
200
lacks Ik ben ziek

# the rest of the series moves by weeks: shown first
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten/verschuif
200
GET /lichtingen/{cohort:north}/bijeenkomsten/verschuif?weken=2
200
has name="was" value="
changed nothing
GET /lichtingen/{cohort:north}/bijeenkomsten/verschuif?weken=0
422
POST /lichtingen/{cohort:north}/bijeenkomsten/verschuif
    weken=2
    was=
422
changed nothing
has Intussen is een datum veranderd
POST /lichtingen/{cohort:north}/bijeenkomsten/verschuif
    weken=twee
422
changed nothing
has value="twee"

# the dates of another cohort: as many days apart, shown first; only of cohorts that one leads
as police-coordinator
GET /lichtingen/{cohort:south}/bijeenkomsten/overnemen
200
has Geen andere lichting heeft datums.
lacks Samen de wijk in
GET /lichtingen/{cohort:south}/bijeenkomsten/overnemen?van={cohort:north}&eerste=2027-01-05
200
lacks De Brug
as coordinator
GET /lichtingen/{cohort:open}/bijeenkomsten
200
has Neem datums over
GET /lichtingen/{cohort:open}/bijeenkomsten/overnemen
200
has Wijkcentrum De Brug
GET /lichtingen/{cohort:open}/bijeenkomsten/overnemen?van={cohort:north}&eerste=2027-01-05
200
has dinsdag 5 januari 2027
has dinsdag 2 februari 2027
has Zet 6 datums
changed nothing
GET /lichtingen/{cohort:open}/bijeenkomsten/overnemen?van={cohort:north}&eerste=31-02-2027
422
has value="31-02-2027"
GET /lichtingen/{cohort:open}/bijeenkomsten/overnemen?van=999999&eerste=2027-01-05
422
has Kies een lichting uit de lijst
POST /lichtingen/{cohort:open}/bijeenkomsten/overnemen
    van={cohort:north}
    eerste=2027-01-05
    was=
422
changed nothing
has Intussen is een datum veranderd
has name="was" value="{WAS}"
POST /lichtingen/{cohort:open}/bijeenkomsten/overnemen
    van={cohort:north}
    eerste=2027-01-05
    was={WAS}
303
changed form_key, session, session_facilitator
GET /lichtingen/{cohort:open}/bijeenkomsten
200
has value="2027-05-25"
lacks Neem datums over
as facilitator
GET /lichtingen/{cohort:north}/bijeenkomsten/overnemen
403

# who leads is not for a partner, who reads the names of own people and of their groups only
as police-partner_coordinator
GET /bijeenkomsten/{session:wide}
200
has Vos wide-01
has Vos wide-03
lacks Vos wide-04
lacks Vos facilitator
has 1 begeleider
GET /api/v1/cohorts/{cohort:wide}/sessions
200
lacks Vos facilitator
-- nor a dash, as if nobody leads
GET /lichtingen/{cohort:wide}/bijeenkomsten
200
lacks Vos facilitator
lacks <br>–
GET /lichtingen/{cohort:wide}/draaiboek/1
200
lacks Vos facilitator
lacks Vos wide-04
as participant
GET /bijeenkomsten/{session:north}
200
has Vos facilitator

# a link that nobody sent gives no notice
as visitor
GET /ik-kan-niet/1-1-00000000000000000000000000000000
422
has Deze link werkt niet
POST /ik-kan-niet/1-1-00000000000000000000000000000000
    reden=Ziek
422
changed nothing
GET /ik-kan-niet/x
422
