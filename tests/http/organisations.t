-- SPDX-License-Identifier: EUPL-1.2
# the list, a new one, and a change
as coordinator
GET /organisaties
200
has <h1
has Gemeente Voorbeek
has Politie Voorbeek
has Woonstichting De Linde
lacks Stichting Werk
queries <= 4
bytes <= 12000
GET /organisaties/nieuw
200
has name="_csrf"
has name="_once"
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=social_work
    letter=S
303
location /organisaties
changed form_key, organisation
rows organisation 4
GET /organisaties
200
has Stichting Werk is toegevoegd.
has <a class="utrecht-link" href="/organisaties/{NEW}">Stichting Werk
-- said once
GET /organisaties
lacks Stichting Werk is toegevoegd.
GET /organisaties/{NEW}
200
has value="Stichting Werk"
has name="versie" value="1"
POST /organisaties/{NEW}
    versie=1
    naam=Stichting Werk en Inkomen
    soort=social_work
    letter=S
303
GET /organisaties
has Stichting Werk en Inkomen

# mistakes keep what was typed
as coordinator
POST /organisaties/nieuw
    naam=Politie Voorbeek
    soort=brandweer
    letter=ss
422
has 3 velden kloppen nog niet.
has value="Politie Voorbeek"
has value="ss"
has Er is al een organisatie met deze naam.
has Kies een soort uit de lijst.
has aria-invalid="true"
changed nothing
POST /organisaties/nieuw
422
has 3 velden kloppen nog niet.
POST /organisaties/{organisation:police}
    versie=1
    naam=Politie Voorbeek
    soort=police
    letter=P
303

# who may look but not change sees no button
as hr
GET /organisaties
200
lacks /organisaties/nieuw
GET /organisaties/nieuw
403

# the same rows as JSON and as CSV
as coordinator
GET /api/v1/organisations
200
header Content-Type: application/json
has "name":"Politie Voorbeek"
has "host":true
GET /api/v1/organisations.csv
200
has name,kind,letter,host,n_people
has Politie Voorbeek,police,P

# two people change one organisation: the second sees both, and nothing is lost
as coordinator
POST /organisaties/{organisation:police}
    versie=1
    naam=Politie Voorbeek en omstreken
    soort=police
    letter=P
303
as owner
POST /organisaties/{organisation:police}
    versie=1
    naam=Politie Voorbeek Noord
    soort=police
    letter=Q
422
has Iemand anders heeft dit intussen veranderd
has Politie Voorbeek en omstreken
has value="Politie Voorbeek Noord"
has name="versie" value="2"
changed nothing
POST /organisaties/{organisation:police}
    versie=2
    naam=Politie Voorbeek Noord
    soort=police
    letter=Q
303
changed form_key, organisation
