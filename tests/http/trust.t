-- SPDX-License-Identifier: EUPL-1.2
-- A form counts when it comes from a page of our own and of this session, and it counts once.

# without the form token
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=other
    letter=S
    without _csrf
403
has Verder waar je was
has name="naam" value="Stichting Werk"
changed nothing

# with the token of somebody else
as police-coordinator
GET /wachtwoord
has name="_csrf" value="{FOREIGN}"
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=other
    letter=S
    _csrf={FOREIGN}
403
changed nothing

# with a token that is none
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    _csrf=0000000000000000000000000000000000000000000000000000000000000000
403
POST /organisaties/nieuw
    naam=Stichting Werk
    _csrf=kort
403

# from another site
as coordinator
POST /organisaties/nieuw
    Origin: https://elders.example
    naam=Stichting Werk
    soort=other
    letter=S
403
changed nothing
POST /organisaties/nieuw
    Origin: null
    naam=Stichting Werk
    soort=other
    letter=S
403
POST /organisaties/nieuw
    Origin: http://voorbeek.example
    naam=Stichting Werk
    soort=other
    letter=S
403
POST /organisaties/nieuw
    Sec-Fetch-Site: cross-site
    naam=Stichting Werk
    soort=other
    letter=S
403
POST /organisaties/nieuw
    Sec-Fetch-Site: same-site
    naam=Stichting Werk
    soort=other
    letter=S
403
POST /organisaties/nieuw
    Origin: none
    naam=Stichting Werk
    soort=other
    letter=S
403

# a body that no form sends
as coordinator
POST /organisaties/nieuw
    Content-Type: text/plain
    raw naam=Stichting Werk
403
POST /organisaties/nieuw
    Content-Type: application/json
    raw {"naam":"Stichting Werk"}
403

# the same form twice counts once
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=other
    letter=S
    _once=0123456789abcdef0123456789abcdef
303
location /organisaties
changed form_key, organisation
rows organisation 4
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=other
    letter=S
    _once=0123456789abcdef0123456789abcdef
303
location /organisaties
changed nothing
rows organisation 4

# the key of another person's form is another form
as coordinator
POST /leergangen/nieuw
    naam=Een
    doel=Oefenen
    organisatie={organisation:host}
    _once=0123456789abcdef0123456789abcdef
303
location /leergangen/{ONE}
as owner
POST /leergangen/nieuw
    naam=Twee
    doel=Oefenen
    organisatie={organisation:host}
    _once=fedcba9876543210fedcba9876543210
303
location /leergangen/{TWO}
rows programme 5

# a visitor is asked to sign in, and nothing happens
POST /organisaties/nieuw
    naam=Stichting Werk
401
has name="wachtwoord"
changed nothing
