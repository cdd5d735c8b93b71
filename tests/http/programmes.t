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
