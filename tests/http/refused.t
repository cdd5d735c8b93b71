-- SPDX-License-Identifier: EUPL-1.2
-- What is refused before or instead of a handler, and how that is said.

# what is foreign answers like what is missing
as police-coordinator
GET /lichtingen/{cohort:east}
404
keep FOREIGN
GET /lichtingen/999999
404
like FOREIGN
GET /mensen/{person:east-01}
404
keep FOREIGN_PERSON
GET /mensen/999999
404
like FOREIGN_PERSON
POST /lichtingen/{cohort:east}/start
404
keep FOREIGN_POST
POST /lichtingen/999999/start
404
like FOREIGN_POST
GET /api/v1/cohorts/{cohort:east}/modules
404
header Content-Type: application/problem+json
keep FOREIGN_ROWS
GET /api/v1/cohorts/999999/modules
404
like FOREIGN_ROWS

# what is related but not allowed is forbidden, and says so
as participant
GET /lichtingen/{cohort:north}/aanmeldingen
403
has Dit mag je niet doen
lacks Vos north-01
GET /api/v1/cohorts/{cohort:north}/applications
403
header Content-Type: application/problem+json
has "status":403

# an address that leads nowhere
GET /bestaat-niet
404
has Deze pagina is er niet
GET /lichtingen/0
404
GET /lichtingen/-1
404
GET /lichtingen/01
404
GET /lichtingen/9223372036854775808
404
GET /lichtingen/1x
404
GET /lichtingen/
404
GET //lichtingen
400
POST /bestaat-niet
404

# another method than the page has
PUT /organisaties
405
header Allow: GET, HEAD
has Zo werkt deze pagina niet
DELETE /organisaties/nieuw
405
header Allow: GET, HEAD, POST
GET /afmelden
405
header Allow: POST
POST /organisaties
405
header Allow: GET, HEAD
POST /api/v1/organisations
405
header Content-Type: application/problem+json
header Allow: GET, HEAD

# bytes that are no address
GET /a%00b
400
has Dit verzoek klopt niet
GET /%FF
400
GET /%C0%AF
400
GET /%2
400
GET /%zz
400
GET /a%2Fb
400
GET /a%5Cb
400
GET /lichtingen?x=%FF
400
GET /lichtingen?x=%00
400
GET /../etc/passwd
404

# bytes that are no form
as coordinator
POST /organisaties/nieuw
    Content-Type: application/x-www-form-urlencoded
    raw naam=%FF&soort=other
400
POST /organisaties/nieuw
    Content-Type: application/x-www-form-urlencoded
    raw naam=a%00b
400
POST /organisaties/nieuw
    Content-Type: application/x-www-form-urlencoded
    raw naam=%4
400
POST /organisaties/nieuw
    Content-Type: multipart/form-data
    raw naam
400

# a body that is too large is refused before it is read
as coordinator
POST /organisaties/nieuw
    Content-Length: 65537
413
has Dit is te groot
changed nothing
POST /importen/nieuw
    Content-Length: 17825793
413
GET /organisaties
    Content-Length: 1
413

# problems on the API are problem+json
GET /api/v1/organisations
401
header Content-Type: application/problem+json
has "status":401
GET /api/v1/bestaat-niet
404
header Content-Type: application/problem+json
has "status":404
GET /api/v1/cohorts/1/modules.csv
401
header Content-Type: application/problem+json
