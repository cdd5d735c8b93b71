-- SPDX-License-Identifier: EUPL-1.2
-- Several roles in several organisations: one goes on in one of them without signing in again.

# who has one role is not asked
as coordinator
GET /organisaties
200
lacks Wissel van rol

# one role at a time, and all together again
as owner
POST /mensen/{person:coordinator}/rollen
    rol=partner_coordinator
    organisatie={organisation:police}
    van=2026-11-24
303
as coordinator
GET /mensen?zoek=vos
200
has Wissel van rol
has Vos north-04
has Vos north-01
GET /rol
200
has Alle rollen samen
has Politie Voorbeek
has aria-label="Kies deze rol: contactpersoon van een partner, Politie Voorbeek"
has name="rol" value="{HAT}" aria-label="Kies deze rol: contactpersoon van een partner
queries <= 5
POST /rol
    rol={HAT}
303
location /
changed form_key, role
GET /mensen?zoek=vos
200
has Politie Voorbeek
has Vos north-04
lacks Vos north-01
lacks href="/organisaties"
GET /organisaties
403
GET /lichtingen/{cohort:north}/aanmeldingen
403
POST /organisaties/nieuw
    naam=Mag niet
    soort=other
    letter=M
403
changed nothing
POST /rol
    rol=geen
303
GET /mensen
403
GET /rol
200
has Neem alle rollen
POST /rol
    rol=alle
303
changed form_key, role
GET /organisaties
200
-- not a role of one's own, and no word that means nothing
POST /rol
    rol=999999
404
changed nothing
POST /rol
    rol=burgemeester
422
changed nothing
