-- SPDX-License-Identifier: EUPL-1.2
-- From a new cohort to 24 people with a place.

# a new cohort
as coordinator
GET /lichtingen/nieuw
200
POST /lichtingen/nieuw
    leergang={programme:host}
    plaatsen=24
    minimum=3
    maximum=7
    groepen=4
303
location /lichtingen/{NEW}
changed cohort, form_key, grouping, session
GET /lichtingen/{NEW}
200
has <h1
queries <= 12

# mistakes in a new cohort
as coordinator
POST /lichtingen/nieuw
    leergang={programme:host}
    plaatsen=1
    minimum=9
    maximum=7
    groepen=nul
422
has 2 velden kloppen nog niet.
has value="nul"
changed nothing
POST /lichtingen/nieuw
    leergang={programme:host}
    plaatsen=24
    minimum=9
    maximum=7
    groepen=4
422
has 1 veld klopt nog niet.
POST /lichtingen/nieuw
    leergang=999999
    plaatsen=24
    minimum=3
    maximum=7
    groepen=4
422

# the list of cohorts
as coordinator
GET /lichtingen
200
has Lichting north
has Lichting south
has Lichting east
has Lichting open
queries <= 4
as police-partner_coordinator
GET /lichtingen
200
has Lichting north
has Lichting south
lacks Lichting east
lacks Lichting open
as nobody
GET /lichtingen
403

# 24 people get a place
as coordinator
GET /lichtingen/{cohort:open}/aanmeldingen
200
has Mijn vraag is die van open-01
queries <= 9
bytes <= 60000
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:open-01}
    plaats={application:open-02}
    plaats={application:open-03}
    plaats={application:open-04}
    plaats={application:open-05}
    plaats={application:open-06}
    plaats={application:open-07}
    plaats={application:open-08}
    plaats={application:open-09}
    plaats={application:open-10}
    plaats={application:open-11}
    plaats={application:open-12}
    plaats={application:open-13}
    plaats={application:open-14}
    plaats={application:open-15}
    plaats={application:open-16}
    plaats={application:open-17}
    plaats={application:open-18}
    plaats={application:open-19}
    plaats={application:open-20}
    plaats={application:open-21}
    plaats={application:open-22}
    plaats={application:open-23}
    plaats={application:open-24}
303
location /lichtingen/{cohort:open}/aanmeldingen
changed decision, enrolment, form_key, grouping_member
GET /lichtingen/{cohort:open}/aanmeldingen
200
-- the same choice once more changes nothing but the key of the form
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:open-01}
    plaats={application:open-02}
    plaats={application:open-03}
    plaats={application:open-04}
    plaats={application:open-05}
    plaats={application:open-06}
    plaats={application:open-07}
    plaats={application:open-08}
    plaats={application:open-09}
    plaats={application:open-10}
    plaats={application:open-11}
    plaats={application:open-12}
    plaats={application:open-13}
    plaats={application:open-14}
    plaats={application:open-15}
    plaats={application:open-16}
    plaats={application:open-17}
    plaats={application:open-18}
    plaats={application:open-19}
    plaats={application:open-20}
    plaats={application:open-21}
    plaats={application:open-22}
    plaats={application:open-23}
    plaats={application:open-24}
303
changed form_key

# a broken rule is named, and nothing is saved
as coordinator
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:open-01}
    plaats={application:open-27}
422
has Vos open-27 heeft geen akkoord van de leidinggevende.
has Er zijn 2 mensen voor 24 plaatsen.
has Gemeente Voorbeek heeft er 1; het minimum is 3.
has Politie Voorbeek heeft er 1; het minimum is 3.
changed nothing
-- with a reason a person may decide otherwise
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:open-01}
    plaats={application:open-27}
    reden=De burgemeester wil klein beginnen
303
changed decision, enrolment, form_key, grouping_member

# somebody else's application gets no place here
as coordinator
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:east-01}
    reden=Toch
303
changed decision, form_key

# a manager's consent
as line_manager
GET /aanmeldingen/{application:north-01}/akkoord
200
has Vos north-01
lacks Mijn vraag is die van
POST /aanmeldingen/{application:north-01}/akkoord
    akkoord=misschien
422
changed nothing
GET /aanmeldingen/{application:north-04}/akkoord
404
GET /aanmeldingen/{application:south-01}/akkoord
404

# the same rows as JSON and as CSV, without what people asked
as coordinator
GET /api/v1/cohorts/{cohort:north}/applications
200
has "name":"Vos north-01"
lacks Mijn vraag
lacks learning_question
GET /api/v1/cohorts/{cohort:north}/applications.csv
200
has Vos north-01
lacks Mijn vraag
GET /api/v1/cohorts
200
has "name":"Lichting north"
GET /api/v1/cohorts/{cohort:north}/modules.csv
200
has Wijkcentrum De Brug

# how the next session stands: who leads, who said not to come, its groups, its room
as coordinator
GET /lichtingen/{cohort:north}
200
has Vos facilitator
has Afgemeld
has niemand
has 2 groepen
has iedereen is ingedeeld
has hierna
has url(#pp)
lacks zaal ontbreekt
queries <= 10
as participant
POST /bijeenkomsten/{coming:north}/afmelden
    reden=Ziek
303
GET /lichtingen/{cohort:north}
200
has Vos facilitator
lacks Afgemeld
lacks 1 van 7
as coordinator
GET /lichtingen/{cohort:north}
200
has Afgemeld
has 1 van 7
lacks Ziek
-- without a facilitator and without a room: said, with the way to choose them
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=
    begeleider-{coming:north}=
303
GET /lichtingen/{cohort:north}
200
has kies een begeleider
has zaal ontbreekt
has Kies een zaal
has nog geen zaal
lacks hierna
-- who takes part reads that it is not known yet, and is not asked to choose
as participant
GET /lichtingen/{cohort:north}
200
has zaal ontbreekt
lacks kies een begeleider
lacks Kies een zaal
-- who stopped is neither expected nor counted in a group
as coordinator
POST /aanmeldingen/{application:north-04}/stopt
    reden=Andere baan
303
GET /lichtingen/{cohort:north}
200
has 1 van 6
has iedereen is ingedeeld
-- a partner reads how many lead
as police-partner_coordinator
GET /lichtingen/{cohort:wide}
200
has 1 begeleider
lacks Vos facilitator
lacks Afgemeld

# in English too
as coordinator
POST /taal
    taal=en
    terug=/
303
GET /lichtingen/{cohort:north}
200
has Led by
has everybody has a place
has Seats taken
