-- SPDX-License-Identifier: EUPL-1.2
# a new programme from the blueprint, and a module filled in
as coordinator
GET /leergangen/nieuw
200
POST /leergangen/nieuw
    naam=Naar buiten
    doel=Vaker bij bewoners aan tafel
    organisatie={organisation:host}
303
location /leergangen/{NEW}
changed element, element_version, form_key, programme, programme_element, programme_organisation, programme_version
rows programme 4
GET /leergangen/{NEW}
200
has Naar buiten
has Jezelf in relatie tot de ander
GET /leergangen/{NEW}/modules/4
200
has name="versie" value="1"
POST /leergangen/{NEW}/modules/4
    versie=1
    thema=Praten met de buurt
    tekst=Je oefent aan de deur.
    reden=De wijk vroeg erom
303
location /leergangen/{NEW}
changed element_version, form_key, programme_element, programme_version
GET /leergangen/{NEW}
200
has Praten met de buurt
-- somebody still has the old form open
POST /leergangen/{NEW}/modules/4
    versie=1
    thema=Iets anders
    tekst=Ook iets anders.
    reden=Ik wist het niet
422
changed nothing
has value="Iets anders"
GET /leergangen/{NEW}/modules/4
has Praten met de buurt
lacks Iets anders

# mistakes
as coordinator
POST /leergangen/nieuw
    naam=Samen de wijk in
    doel=
    organisatie=999999
422
has 1 veld klopt nog niet.
has value="Samen de wijk in"
changed nothing
POST /leergangen/nieuw
    naam=Samen de wijk in
    doel=Oefenen
    organisatie={organisation:host}
422
changed nothing
POST /leergangen/{programme:host}/modules/1
    versie=1
422
has 3 velden kloppen nog niet.
GET /leergangen/{programme:host}/modules/7
404

# the same rows as JSON and as CSV
as coordinator
GET /api/v1/programmes
200
has "name":"Politie in de wijk"
GET /api/v1/programmes/{programme:host}/modules
200
has "title":"Technieken van co-creatie"
GET /api/v1/programmes/{programme:host}/modules.csv
200
has Technieken van co-creatie

# a cohort stays on its version
as coordinator
POST /leergangen/{programme:host}/modules/1
    versie=1
    thema=Een nieuw begin
    tekst=Anders dan eerst.
    reden=Geleerd van lichting 1
303
GET /lichtingen/{cohort:north}
200
has Jezelf in relatie tot de ander
lacks Een nieuw begin

# an element is changed, added and removed: each a version with its reason
as coordinator
POST /leergangen/nieuw
    naam=Naar buiten
    doel=Vaker bij bewoners aan tafel
    organisatie={organisation:host}
303
location /leergangen/{NEW}
GET /leergangen/{NEW}/modules/1/onderdelen/nieuw
200
lacks Haal dit onderdeel weg
POST /leergangen/{NEW}/modules/1/onderdelen/nieuw
    titel=Pauze
    vorm=text
    tekst=Koffie, en even naar buiten.
    soort=personal
    minuten=20
    materiaal=Koffie en thee
    begeleider=Houd de tijd in de gaten.
    reden=Iedereen vroeg erom
303
location /leergangen/{NEW}/modules/1
changed element, element_version, form_key, programme_element, programme_version
GET /leergangen/{NEW}/versies
200
has Iedereen vroeg erom
has Vos coordinator
GET /leergangen/{NEW}/verschil
200
has 1 wijziging.
has toegevoegd
has Houd de tijd in de gaten.
has van 105 naar 125 min
GET /api/v1/programmes/{NEW}/difference
200
has "element":"Pauze"
GET /api/v1/programmes/{NEW}/versions
200
has "reason":"Iedereen vroeg erom"
GET /leergangen/{NEW}/verschil?van=1&tot=9
404
GET /leergangen/{NEW}/modules/1/draaiboek
200
has 3.00
has Houd de tijd in de gaten.

# an element with mistakes keeps what was typed
as coordinator
POST /leergangen/{programme:host}/modules/1/onderdelen/nieuw
    titel=Pauze
    vorm=koffie
    tekst=
    soort=geen
    minuten=0
422
changed nothing
has 5 velden kloppen nog niet.
has value="Pauze"

# changes gathered in a draft, seen by nobody else, published with a reason or thrown away
as coordinator
POST /leergangen/{programme:host}/concept
303
location /leergangen/{programme:host}
changed form_key, programme_element, programme_version
POST /leergangen/{programme:host}/modules/1
    versie=1
    thema=Een nieuw begin
    tekst=Anders dan eerst.
303
changed element_version, form_key, programme_element
GET /leergangen/{programme:host}
200
has Concept van versie 2
has Een nieuw begin
as participant
GET /leergangen/{programme:host}
200
lacks Concept
lacks Een nieuw begin
as coordinator
POST /leergangen/{programme:host}/concept/publiceren
    reden=
422
changed nothing
POST /leergangen/{programme:host}/concept/publiceren
    reden=Geleerd van lichting 1
303
changed form_key, programme_version
as participant
GET /leergangen/{programme:host}
has Een nieuw begin
as coordinator
POST /leergangen/{programme:host}/concept/publiceren
    reden=Nog eens
409
POST /leergangen/{programme:host}/concept
303
POST /leergangen/{programme:host}/concept/weg
303
GET /leergangen/{programme:host}
lacks Concept van versie
POST /leergangen/{programme:host}/concept/weg
409

# a cohort goes to a newer version by an act, and only before it starts
as coordinator
POST /leergangen/{programme:host}/modules/1
    versie=1
    thema=Een nieuw begin
    tekst=Anders dan eerst.
    reden=Geleerd van lichting 1
303
GET /lichtingen/{cohort:open}/versie
200
has Volg versie 2
has Een nieuw begin
POST /lichtingen/{cohort:open}/versie
    van=1
    naar=2
303
location /lichtingen/{cohort:open}
changed cohort, form_key
POST /lichtingen/{cohort:open}/versie
    van=1
    naar=2
409
GET /lichtingen/{cohort:open}/versie
200
has Er is geen nieuwere versie.
GET /lichtingen/{cohort:north}/versie
200
has Deze lichting is al begonnen.
POST /lichtingen/{cohort:north}/versie
    van=1
    naar=2
409
changed nothing

# the run sheet of a cohort: notes for who leads it, the plan for who takes part
as facilitator
GET /lichtingen/{cohort:north}/draaiboek/1
200
has Vat niet samen en geef geen advies
has Vos facilitator
queries <= 16
GET /api/v1/cohorts/{cohort:north}/run-sheets/1
200
has Vat niet samen en geef geen advies
GET /lichtingen/{cohort:east}/draaiboek/1
404
as participant
GET /lichtingen/{cohort:north}/draaiboek/1
200
has Check-in: waar kom je vandaan?
lacks Vat niet samen
GET /api/v1/cohorts/{cohort:north}/run-sheets/1
200
has "notes":null
lacks Vat niet samen
GET /leergangen/{programme:host}/modules/1/draaiboek
200
lacks Vat niet samen
GET /lichtingen/{cohort:north}/draaiboek/7
404
GET /leergangen/{programme:host}/versies
403

# two people change one element: the second sees what the first made of it
as coordinator
GET /leergangen/{programme:host}/modules/1
200
has /leergangen/{programme:host}/modules/1/onderdelen/{PART}"
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}
    versie=1
    titel=Rustig binnenkomen
    tekst=Ieder een minuut.
    soort=personal
    minuten=25
    reden=Dertig was lang
303
as co_designer
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}
    versie=1
    titel=Iets anders
    tekst=Ook iets anders.
    soort=content
    minuten=40
    reden=Ik wist het niet
422
changed nothing
has Rustig binnenkomen
has value="Iets anders"
has name="versie" value="2"
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}/weg
    versie=1
    waarom=Niet nodig
422
changed nothing
-- a step from a place where it no longer stands moves nothing; a true one begins a draft
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}/plaats
    plaats=2
    richting=neer
303
changed form_key
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}/plaats
    plaats=1
    richting=neer
303
changed form_key, programme_element, programme_version
GET /leergangen/{programme:host}/verschil
200
has verplaatst
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}/weg
    versie=2
303
GET /leergangen/{programme:host}/modules/1/onderdelen/{PART}
303
location /leergangen/{programme:host}/modules/1
POST /leergangen/{programme:host}/modules/1/onderdelen/{PART}
    versie=2
409
changed nothing
