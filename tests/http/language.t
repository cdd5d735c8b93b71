-- SPDX-License-Identifier: EUPL-1.2
-- Dutch and English: by what the browser asks, then by what a person chooses.

# a visitor gets what the browser asks for
GET /aanmelden
    Accept-Language: en-GB,en;q=0.8
200
has <html lang="en"
GET /aanmelden
    Accept-Language: fr
200
has <html lang="nl"

# a visitor chooses
POST /taal
    taal=en
    terug=/aanmelden
303
location /aanmelden
header Set-Cookie: lang=en; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax; Secure
changed nothing

# who is signed in keeps the choice
as coordinator
GET /organisaties
200
has <html lang="nl"
has Organisaties
POST /taal
    taal=en
    terug=/organisaties
303
location /organisaties
changed form_key, person
GET /organisaties
200
has <html lang="en"
has Organisations
lacks Organisaties

# a language that we do not speak
as coordinator
POST /taal
    taal=fr
422
changed nothing

# never to another site
POST /taal
    taal=en
    terug=https://elders.example/
303
location /
