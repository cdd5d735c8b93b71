-- SPDX-License-Identifier: EUPL-1.2
-- What everybody sees of the own messages, and chooses.

# nothing was sent yet; who has no role that anything waits for chooses nothing
as participant
GET /berichten/mijn
200
has Je kreeg nog geen berichten.
lacks Overzicht van de week
queries <= 4

# the overview of the week is a choice
as coordinator
GET /berichten/mijn
200
has Stuur me geen overzicht meer
POST /berichten/mijn
    overzicht=nee
303
location /berichten/mijn
changed form_key, message_choice
GET /berichten/mijn
has Stuur me elke week een overzicht
POST /berichten/mijn
    overzicht=misschien
422
changed nothing
POST /berichten/mijn
    overzicht=ja
303
GET /berichten/mijn
has Stuur me geen overzicht meer

# who was invited sees that, and no secret
as coordinator
POST /lichtingen/{cohort:north}/uitnodigingen
303
as participant
GET /berichten/mijn
200
lacks /uitnodiging/
