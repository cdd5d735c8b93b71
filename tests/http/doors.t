-- SPDX-License-Identifier: EUPL-1.2
-- Ways in without a password: links that are sent and cards that are printed.

# everybody with an address is invited, once
as coordinator
GET /lichtingen/{cohort:north}/toegang
200
has Hoe elke deelnemer van deze lichting inlogt.
has nog geen toegang
queries <= 9
POST /lichtingen/{cohort:north}/uitnodigingen
303
location /lichtingen/{cohort:north}/toegang
changed account_link, form_key, outbox
GET /lichtingen/{cohort:north}/toegang
200
has >uitgenodigd<
lacks nog geen toegang
POST /lichtingen/{cohort:north}/uitnodigingen
303
changed form_key

# the outbox tells who and what, not what the link is
as coordinator
POST /lichtingen/{cohort:north}/uitnodigingen
303
GET /berichten
200
has Uitnodiging
has wacht
lacks /uitnodiging/
GET /api/v1/messages
200
lacks secret

# nobody else invites or reads the outbox
as facilitator
POST /lichtingen/{cohort:north}/uitnodigingen
403
GET /lichtingen/{cohort:north}/toegang
403
GET /berichten
403

# nothing was sent yet
as owner
GET /berichten
200
has Er zijn nog geen berichten.

# a password is forgotten: the same answer whether or not there is an account
GET /wachtwoord/vergeten
200
POST /wachtwoord/vergeten
    email=coordinator@voorbeek.example
200
has Kijk in je mail
keep ASKED
changed reset_request
POST /wachtwoord/vergeten
    email=iemand@elders.example
200
like ASKED
changed reset_request
POST /wachtwoord/vergeten
422

# a link that nobody sent opens nothing
GET /uitnodiging/0000
422
has Deze link werkt niet meer
POST /uitnodiging/0000
    nieuw=vier groene stoelen buiten
422
has Deze link werkt niet meer
GET /herstel/0000
422
POST /herstel/0000
    nieuw=vier groene stoelen buiten
422

# a card that nobody has
GET /kaart
200
GET /kaart/K7QM-2XWP-9TRD
200
has value="K7QM-2XWP-9TRD"
POST /kaart
    code=K7QM-2XWP-9TRD
    achternaam=Vos
422
has Deze code en deze achternaam horen niet bij elkaar.
header Set-Cookie:
POST /kaart
422
has 2 velden kloppen nog niet.

# cards only for who has no address
as coordinator
POST /lichtingen/{cohort:north}/kaarten
200
changed nothing
