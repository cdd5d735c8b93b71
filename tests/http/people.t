-- SPDX-License-Identifier: EUPL-1.2
-- People and their roles, and what stands on the first page.

# everybody finds the own things on the first page
as coordinator
GET /
200
has Lichting north
queries <= 16
as participant
GET /
200
has Wijkcentrum De Brug
lacks Lichting south
as nobody
GET /
200
lacks Lichting north
as visitor
GET /
200
lacks Vos

# a list that can be searched
as coordinator
GET /mensen
200
has Vos north-01
queries <= 6
bytes <= 60000
GET /mensen?zoek=VOS%20north-01
200
has Vos north-01
lacks Vos north-02
GET /mensen?zoek=%25
200
lacks Vos north-01
GET /mensen?zoek=_
200
has Vos line_manager
lacks Vos north-01

# a partner sees the own people
as police-partner_coordinator
GET /mensen
200
has Vos north-04
lacks Vos north-01
lacks Vos east-01
GET /api/v1/people
200
has Vos north-04
lacks Vos north-01

# a role works at once, and its end too
as nobody
GET /organisaties
403
as owner
GET /mensen/{person:nobody}/rollen
200
POST /mensen/{person:nobody}/rollen
422
changed nothing
POST /mensen/{person:nobody}/rollen
    rol=hr
    organisatie={organisation:host}
    van=2026-11-24
303
location /mensen/{person:nobody}/rollen
changed form_key, role
GET /mensen/{person:nobody}/rollen
200
has name="einde" value="{ROLE}"
as nobody
GET /organisaties
200
as owner
-- of another person it is not
POST /mensen/{person:hr}/rollen
    einde={ROLE}
404
changed nothing
POST /mensen/{person:nobody}/rollen
    einde={ROLE}
303
changed form_key, role
-- today still counts; tomorrow it is over
as nobody
later 86400
GET /organisaties
303

# who has no right to give roles gives none
as coordinator
POST /mensen/{person:coordinator}/rollen
    rol=owner
    organisatie={organisation:host}
403
changed nothing
as police-owner
POST /mensen/{person:south-01}/rollen
    rol=owner
    organisatie={organisation:host}
    van=2026-11-24
422
changed nothing
