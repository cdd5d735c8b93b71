-- SPDX-License-Identifier: EUPL-1.2
-- Asking to take part, a manager's consent by link, seats and pairs, the waiting list, stopping.

# asking to take part
as nobody
GET /meedoen
200
has Lichting open van Samen de wijk in
has Alleen jij, je begeleider en je coördinator lezen dit.
lacks Lichting south
-- a mistake keeps what was typed
POST /meedoen
    lichting={cohort:open}
    leervraag=
    motivatie=Ik wil graag naar buiten
    uren=veel
422
has 2 velden kloppen nog niet.
has Ik wil graag naar buiten
has value="veel"
changed nothing
-- a cohort that is not offered
POST /meedoen
    lichting={cohort:south}
    leervraag=Hoe vraag ik door?
    uren=4
422
has Kies een andere.
changed nothing
POST /meedoen
    lichting={cohort:open}
    leervraag=Hoe vraag ik door?
    motivatie=Ik wil graag naar buiten
    uren=4
303
location /meedoen
changed application, form_key
GET /meedoen
200
has wacht op akkoord van je leidinggevende
lacks Hoe vraag ik door?
-- who asked already is not offered it again
POST /meedoen
    lichting={cohort:open}
    leervraag=Nog eens
    uren=4
422
changed nothing
-- the coordinator reads it
as coordinator
GET /lichtingen/{cohort:open}/aanmeldingen
200
has Hoe vraag ik door?
has Ik wil graag naar buiten

# a wish to take part together: a name that is recognised, one that a person explains
as nobody
POST /meedoen
    lichting={cohort:open}
    leervraag=Hoe vraag ik door?
    uren=4
    samen=vos OPEN-03
303
changed application, application_wish, form_key
GET /meedoen
200
has Over met wie je wilt meedoen is nog niet beslist.
lacks OPEN-03
lacks Vos open
as coordinator
GET /lichtingen/{cohort:open}/aanmeldingen
200
has Wensen om samen mee te doen
has Dat is Vos open-03, die zich ook aanmeldde.
POST /lichtingen/{cohort:open}/wensen
    aanmelding=999999
    doe=niet
404
changed nothing
as facilitator
POST /lichtingen/{cohort:open}/wensen
    aanmelding=1
    doe=niet
404
changed nothing

# a wish whose name nobody has asks who is meant
as nobody
POST /meedoen
    lichting={cohort:open}
    leervraag=Hoe vraag ik door?
    uren=4
    samen=Bram uit mijn team
303
as owner
GET /lichtingen/{cohort:open}/aanmeldingen
200
lacks Bram uit mijn team
as coordinator
GET /lichtingen/{cohort:open}/aanmeldingen
200
has Bij 1 wens herkennen wij de naam niet: zeg wie er bedoeld is.
has Bram uit mijn team

# seats per organisation: named at the field when they cannot be
as coordinator
GET /lichtingen/{cohort:open}/regels
200
has Plaatsen per organisatie
POST /lichtingen/{cohort:open}/regels
    plaatsen=24
    minimum=3
    maximum=24
    groepen=4
    minst-{organisation:host}=20
    minst-{organisation:police}=5
422
has De organisaties vragen samen minstens 25 plaatsen, en er zijn er 24.
has value="20"
changed nothing
POST /lichtingen/{cohort:open}/regels
    plaatsen=24
    minimum=3
    maximum=24
    groepen=4
    minst-{organisation:host}=9
    hoogst-{organisation:host}=8
422
has Dit is lager dan het minimum.
changed nothing
POST /lichtingen/{cohort:open}/regels
    plaatsen=24
    minimum=3
    maximum=24
    groepen=4
    hoogst-{organisation:host}=10
303
location /lichtingen/{cohort:open}/aanmeldingen
changed cohort_seat, form_key
-- 14 of the municipality and 12 of the police have consent: 10 and 12 are 22 for 24 places
GET /lichtingen/{cohort:open}/aanmeldingen
200
has De regels laten geen enkele indeling toe
has Met de plaatsen per organisatie passen er 22 mensen, en er zijn 24 plaatsen.

# two people change the rules at once
as coordinator
POST /lichtingen/{cohort:open}/regels
    stand=24-3-24-4
    plaatsen=20
    minimum=3
    maximum=24
    groepen=4
303
changed cohort, form_key
POST /lichtingen/{cohort:open}/regels
    stand=24-3-24-4
    plaatsen=22
    minimum=3
    maximum=24
    groepen=4
422
has Iemand anders was je voor
has value="22"
changed nothing

# pairs that are kept apart or together are named when broken
as coordinator
POST /lichtingen/{cohort:open}/regels/paren
    een={person:open-01}
    ander={person:open-01}
    soort=apart
422
has Kies twee verschillende mensen die zich hebben aangemeld.
changed nothing
POST /lichtingen/{cohort:open}/regels/paren
    een={person:open-01}
    ander={person:south-01}
    soort=together
422
changed nothing
has <option value="{person:open-01}" selected="selected">
lacks <option value="" selected="selected">
POST /lichtingen/{cohort:open}/regels/paren
    een={person:open-01}
    ander={person:open-15}
    soort=apart
303
location /lichtingen/{cohort:open}/regels
changed cohort_pair, form_key
GET /lichtingen/{cohort:open}/regels
200
has Vos open-01 en Vos open-15 blijven uit elkaar.
GET /lichtingen/{cohort:open}/aanmeldingen
200
has Wacht: Vos open-01 heeft een plaats, en de twee worden uit elkaar gehouden.
POST /lichtingen/{cohort:open}/aanmeldingen
    plaats={application:open-01}
    plaats={application:open-15}
422
has Vos open-01 en Vos open-15 worden uit elkaar gehouden.
changed nothing

# the waiting list moves up until the start
as coordinator
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
-- what it does is shown first
GET /aanmeldingen/{application:open-02}/stopt
200
has Van de wachtlijst schuift op: Vos open-25.
POST /aanmeldingen/{application:open-02}/stopt
    reden=Nieuwe baan
303
location /lichtingen/{cohort:open}/aanmeldingen
changed application, decision, enrolment, form_key, grouping_member, placement_cause
GET /lichtingen/{cohort:open}/verloop
200
has schoof op van de wachtlijst, na Vos open-02
has Nieuwe baan
-- twice is once
POST /aanmeldingen/{application:open-02}/stopt
409
changed nothing
-- somebody who is chosen takes the place; the waiting list does not move then
POST /aanmeldingen/{application:open-03}/stopt
    vervanger={application:open-27}
422
has Kies iemand uit de lijst
changed nothing
POST /aanmeldingen/{application:open-03}/stopt
    vervanger={application:open-26}
303
GET /lichtingen/{cohort:open}/verloop
200
has kwam in de plaats van Vos open-03
-- after the start nobody moves up by itself, though open-26 would have; consent comes too late too
POST /lichtingen/{cohort:open}/start
303
POST /aanmeldingen/{application:open-27}/akkoord
    besluit=yes
    datum=2026-01-15
303
GET /aanmeldingen/{application:open-04}/stopt
200
has De lichting is begonnen: niemand schuift vanzelf op.
POST /aanmeldingen/{application:open-04}/stopt
303
GET /lichtingen/{cohort:open}/verloop
200
lacks na Vos open-04

# who takes part may stop, and does not read who comes instead
as participant
GET /meedoen
200
has Lichting north
GET /aanmeldingen/{application:participant}/stopt
200
has Je doet dan niet meer mee aan Lichting north.
lacks Vos north
POST /aanmeldingen/{application:participant}/stopt
303
location /
GET /lichtingen/{cohort:north}
404

# two people place at once
as coordinator
POST /lichtingen/{cohort:open}/aanmeldingen
    stand=1-1-1
    plaats={application:open-01}
    reden=Klein beginnen
422
has Iemand anders was je voor
changed nothing

# a manager is asked by link, with a deputy and a reminder
as coordinator
POST /lichtingen/{cohort:north}/akkoord/vraag
303
changed consent_link, form_key, outbox
-- three people, one letter
rows outbox 1
GET /lichtingen/{cohort:north}/aanmeldingen
200
has gevraagd aan
GET /aanmeldingen/{application:north-01}/akkoord
200
has Stuur een herinnering
POST /aanmeldingen/{application:north-01}/akkoord/vraag
    aan=plaatsvervanger
    plaatsvervanger=niemand@elders.example
422
has Wij kennen bij deze organisatie niemand met dit adres.
has niemand@elders.example
changed nothing
POST /aanmeldingen/{application:north-01}/akkoord/vraag
    aan=herinnering
303
-- the letter has not left yet, and says it all
changed consent_link, form_key
rows outbox 1
-- nobody leads this one
POST /aanmeldingen/{application:open-27}/akkoord/vraag
    aan=leidinggevende
422
has Wij kennen geen leidinggevende met een e-mailadres.
changed nothing
as visitor
GET /akkoord/bestaat-niet
422
has Deze link werkt niet meer
POST /akkoord/bestaat-niet
    besluit=yes
422
changed nothing

# catching up in another cohort, with a way back
as coordinator
GET /lichtingen/{cohort:north}/inhalen
200
has Vos north-04
has Geen andere lichting heeft deze module nog.
POST /lichtingen/{cohort:north}/inhalen
    gemist=1
    bij=999999
422
has Dat kan niet meer
changed nothing
as participant
GET /lichtingen/{cohort:north}/inhalen
403

# a reminder from the home: to whom it goes is said, and not twice within a day
as coordinator
GET /
200
has Stuur herinnering
has Niemand krijgt binnen een dag twee herinneringen over hetzelfde.
POST /lichtingen/{cohort:north}/herinnering
    wat=akkoord
    wie={person:line_manager}
303
location /
changed consent_link, form_key, outbox
GET /
200
has De herinnering gaat naar Vos line_manager, in één bericht over 3 aanmeldingen.
has Bericht ging op 24 november 2026
later 900
POST /lichtingen/{cohort:north}/herinnering
    wat=akkoord
    wie={person:line_manager}
303
changed form_key
GET /
200
has Er is geen herinnering gestuurd
-- who leads nobody of this cohort is not written to
POST /lichtingen/{cohort:north}/herinnering
    wat=akkoord
    wie={person:police-line_manager}
303
changed form_key
POST /lichtingen/{cohort:north}/herinnering
    wat=iets
422
changed nothing
as participant
POST /lichtingen/{cohort:north}/herinnering
    wat=akkoord
    wie={person:line_manager}
403
changed nothing

# a replacement who did not apply: known, unknown, new; by who coordinates for the partner
as police-partner_coordinator
GET /
200
has Vervang
GET /aanmeldingen/{application:north-04}/vervanging
200
has Vervang Vos north-04
has De plaats blijft van Politie Voorbeek.
POST /aanmeldingen/{application:north-04}/vervanging
    naam=Mies Nieuw
    reden=Nieuwe baan
422
has Bij Politie Voorbeek kennen wij niemand met deze naam.
has value="Mies Nieuw"
has Dit is iemand nieuw bij Politie Voorbeek
changed nothing
POST /aanmeldingen/{application:north-04}/vervanging
    naam=Mies Nieuw
    mail=geen adres
    nieuw=ja
422
has value="geen adres"
changed nothing
POST /aanmeldingen/{application:north-04}/vervanging
    naam=Vos north-05
422
has Deze persoon doet al mee
changed nothing
POST /aanmeldingen/{application:north-04}/vervanging
    naam=Mies Nieuw
    nieuw=ja
    reden=Nieuwe baan
303
location /
changed application, decision, enrolment, form_key, grouping_member, membership, person, placement_cause
GET /
200
has Vos north-04 stopt, en Mies Nieuw neemt de plaats over.
-- somebody of another organisation is not the partner's to replace
GET /aanmeldingen/{application:north-01}/vervanging
404
POST /aanmeldingen/{application:north-04}/vervanging
    naam=Vos north-06
409
changed nothing
as coordinator
GET /lichtingen/{cohort:north}/verloop
200
has kwam in de plaats van Vos north-04
has Vos police-partner_coordinator
has Nieuwe baan
-- the municipality's own people are known by name
POST /aanmeldingen/{application:north-01}/vervanging
    naam=vos NOBODY
303
changed application, decision, enrolment, form_key, grouping_member, placement_cause
-- nobody comes beside the people whom they lead, unless there is a reason
POST /aanmeldingen/{application:north-02}/vervanging
    naam=Vos line_manager
422
has de één leidt de ander
changed nothing
POST /aanmeldingen/{application:north-02}/vervanging
    naam=Vos line_manager
    reden=Met open ogen
303
