-- SPDX-License-Identifier: EUPL-1.2
-- A file of people: uploaded, looked at, taken in whole or not at all.

# the police send their list
as coordinator
GET /importen
200
has mensen.csv
GET /importen/nieuw
200
POST /importen/nieuw
    organisatie={organisation:police}
    soort=people
    bron=Politielijst
    bestand=@demo/people/politie.csv
303
location /importen/{NEW}/kolommen
changed form_key, import, source
GET /importen/{NEW}/kolommen
200
has Dienstnummer
POST /importen/{NEW}/kolommen
    number=Dienstnummer
    given_name=Voornaam
    infix=Tussenvoegsel
    family_name=Achternaam
    unit=Basisteam
    email=E-mail
    roster=Dienstrooster
303
location /importen/{NEW}
changed form_key, source_column
GET /importen/{NEW}
200
has Kerssemakers
has name="gezien" value="{SEEN}"
-- what was seen is not what would be done
POST /importen/{NEW}/verwerk
    gezien=1
303
location /importen/{NEW}
changed form_key
POST /importen/{NEW}/verwerk
    gezien={SEEN}
303
location /importen/{NEW}
changed employment, form_key, import, import_change, membership, person, unit
-- once is enough
POST /importen/{NEW}/verwerk
    gezien={SEEN}
303
changed form_key
GET /mensen?zoek=kersse
200
has Emre Kerssemakers
-- and back: first what would go, then all of it
GET /importen/{NEW}
200
has /importen/{NEW}/terug
GET /importen/{NEW}/terug
200
has Kerssemakers
POST /importen/{NEW}/terug
303
location /importen/{NEW}
changed employment, form_key, import_change, import_undo, membership, person
POST /importen/{NEW}/terug
303
changed form_key
GET /mensen?zoek=kersse
200
lacks Emre Kerssemakers

# a file gives nobody a role
as coordinator
POST /importen/nieuw
    organisatie={organisation:police}
    soort=people
    bron=Met rollen
    bestand=@tests/http/roles.csv
303
location /importen/{NEW}/kolommen
POST /importen/{NEW}/kolommen
    number=Nummer
    family_name=Naam
    role=role
    organisation_id=org_id
303
GET /importen/{NEW}
200
has name="gezien" value="{SEEN}"
POST /importen/{NEW}/verwerk
    gezien={SEEN}
303
changed employment, form_key, import, import_change, membership, person

# mistakes
as coordinator
POST /importen/nieuw
422
changed nothing
POST /importen/nieuw
    organisatie=999999
    soort=people
    bron=Lijst
    bestand=@demo/people/politie.csv
422
changed nothing

# stopped
as coordinator
POST /importen/{import:host}/stop
303
location /importen
changed form_key, import
POST /importen/{import:host}/verwerk
    gezien=1
303
changed form_key

# the same rows as JSON and as CSV, never the file itself
as coordinator
GET /api/v1/imports
200
has "file_name":"mensen.csv"
lacks "content"
GET /api/v1/imports/{import:police}/differences.csv
200
has file-police

# a partner's list without numbers and addresses: a known name is asked about, once
as police-partner_coordinator
GET /importen/nieuw
200
lacks Gemeente Voorbeek</option>
lacks value="applications"
POST /importen/nieuw
    organisatie={organisation:host}
    soort=people
    bron=Namen
    bestand=@tests/http/names.csv
422
changed nothing
POST /importen/nieuw
    organisatie={organisation:police}
    soort=people
    bron=Namen
    bestand=@tests/http/names.csv
303
location /importen/{NEW}/kolommen
POST /importen/{NEW}/kolommen
    full_name=Naam
    unit=Afdeling
303
GET /importen/{NEW}
200
has Bij 1 persoon weten we niet zeker wie het is
has Ja, dit is Vos north-04
has name="rij-2"
lacks Verwerk het bestand
lacks name="rij-3"
GET /api/v1/imports/{NEW}/differences
200
has "kind":"asked"
POST /importen/{NEW}/verwerk
    gezien=0
303
changed form_key
-- somebody who is not among them is no answer
POST /importen/{NEW}/antwoord
    rij-2={person:east-01}
303
changed form_key
POST /importen/{NEW}/antwoord
    rij-2={person:north-04}
303
location /importen/{NEW}
changed form_key, import_answer
GET /importen/{NEW}
200
has Wie je hebt aangewezen
has name="gezien" value="{SEEN}"
POST /importen/{NEW}/verwerk
    gezien={SEEN}
303
changed employment, form_key, import, import_change, membership, person, source_match, unit
GET /mensen?zoek=mens
200
has Nieuw van der Mens
-- the same list again: nobody is asked, nothing changes
POST /importen/nieuw
    organisatie={organisation:police}
    soort=people
    bron=Namen
    bestand=@tests/http/names.csv
303
location /importen/{AGAIN}
GET /importen/{AGAIN}
200
lacks weten we niet zeker
has staat al zo in Vliegwiel
-- and the first can be taken back, with what was said
POST /importen/{NEW}/terug
303
changed employment, form_key, import_change, import_undo, membership, person, source_match
