-- SPDX-License-Identifier: EUPL-1.2
-- Signing in and out. A wrong password and an unknown address answer alike.

# in and out
GET /aanmelden
200
has name="wachtwoord"
bytes <= 12000
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
303
location /
changed web_session
GET /organisaties
200
has Vos coordinator
POST /afmelden
303
location /
header Clear-Site-Data: "cache", "cookies", "storage"
header Set-Cookie: __Host-s=; Path=/; HttpOnly; SameSite=Lax; Secure; Max-Age=0
changed form_key, web_session
GET /organisaties
303
location /aanmelden?terug=/organisaties

# a wrong password and an unknown address answer alike
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=verkeerd verkeerd
422
keep WRONG
header Set-Cookie:
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=ook verkeerd geraden
422
like WRONG

# an address that nobody has says the same as a wrong password
POST /aanmelden
    email=iemand@elders.example
    wachtwoord=verkeerd verkeerd
422
has Inloggen is niet gelukt
has Dit e-mailadres en dit wachtwoord horen niet bij elkaar.
header Set-Cookie:

# nothing filled in
POST /aanmelden
422
has 2 velden kloppen nog niet.

# an address is the same in capitals
POST /aanmelden
    email=Coordinator@Voorbeek.Example
    wachtwoord=vier stoelen om de tafel
303

# back to the page that was asked, and nowhere else
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    terug=/lichtingen
303
location /lichtingen

# never to another site
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    terug=//elders.example/
303
location /

# nor to one behind a backslash
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
    terug=/\elders.example/
303
location /

# signing in from another site is refused
POST /aanmelden
    Origin: https://elders.example
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
403
changed nothing

# a session that is idle too long is over
as coordinator
GET /organisaties
200
later 1801
GET /organisaties
303
location /aanmelden?terug=/organisaties

# another password: the old one is over, and so is every other session
as coordinator
POST /wachtwoord
    huidig=verkeerd verkeerd
    nieuw=een heel ander wachtwoord
422
POST /wachtwoord
    huidig=vier stoelen om de tafel
    nieuw=kort
422
POST /wachtwoord
    huidig=vier stoelen om de tafel
    nieuw=een heel ander wachtwoord
303
changed account, form_key
as visitor
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=vier stoelen om de tafel
422
POST /aanmelden
    email=coordinator@voorbeek.example
    wachtwoord=een heel ander wachtwoord
303
