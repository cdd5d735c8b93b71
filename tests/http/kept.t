-- SPDX-License-Identifier: EUPL-1.2
-- What was typed is not lost: a session that ended meanwhile, a form of an earlier session, a form
-- that is sent again after going back.

# a session ended while somebody typed: signing in gives it back
as coordinator
GET /organisaties/nieuw
200
later 2000
POST /organisaties/nieuw
    naam=Stichting <Werk>
    soort=social_work
    letter=S
401
has Je was te lang weg en bent uitgelogd
has name="_naar" value="/organisaties/nieuw"
has name="_v.naam" value="Stichting &lt;Werk&gt;"
lacks name="_v._csrf"
changed nothing
-- a wrong password loses nothing either
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=verkeerd verkeerd
    _naar=/organisaties/nieuw
    _v.naam=Stichting <Werk>
422
has name="_v.naam" value="Stichting &lt;Werk&gt;"
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    _naar=/organisaties/nieuw
    _v.naam=Stichting Werk
    _v.soort=social_work
    _v.letter=S
200
has Je bent weer ingelogd
has action="/organisaties/nieuw"
has name="naam" value="Stichting Werk"
changed web_session
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=social_work
    letter=S
303
location /organisaties

# nothing is sent to another site
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    _naar=//elders.example/x
    _v.naam=X
303
location /

# no password travels along
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    _naar=/wachtwoord
    _v.huidig=X
303
location /
as participant
later 2000
POST /wachtwoord
    huidig=vier stoelen om de tafel
    nieuw=vijf stoelen om de tafel
303
location /aanmelden

# from another site nothing is kept
as coordinator
later 2000
POST /organisaties/nieuw
    Origin: https://elders.example
    naam=X
303
location /aanmelden

# a form of an earlier session comes back with what was in it
as police-coordinator
GET /wachtwoord
has name="_csrf" value="{FOREIGN}"
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=social_work
    letter=S
    _csrf={FOREIGN}
403
has Dit formulier kwam van
has name="naam" value="Stichting Werk"
changed nothing

# sent twice as it was it counts once; sent again with something else in it, it counts
as coordinator
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=social_work
    letter=S
    _once=11111111111111111111111111111111
303
changed form_key, organisation
GET /organisaties
has Stichting Werk is toegevoegd.
POST /organisaties/nieuw
    naam=Stichting Werk
    soort=social_work
    letter=S
    _once=11111111111111111111111111111111
303
location /organisaties
changed nothing
GET /organisaties
has Dit had je al verstuurd.
POST /organisaties/nieuw
    naam=Stichting Anders
    soort=social_work
    letter=A
    _once=11111111111111111111111111111111
303
changed form_key, organisation
GET /organisaties
has Stichting Anders is toegevoegd.
