-- SPDX-License-Identifier: EUPL-1.2
-- What every answer carries: exactly this, no more.

# a page
GET /aanmelden
200
headers Content-Security-Policy X-Content-Type-Options Referrer-Policy Cross-Origin-Opener-Policy Cross-Origin-Resource-Policy Permissions-Policy Strict-Transport-Security Cache-Control Content-Type
header Content-Security-Policy: default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'
header X-Content-Type-Options: nosniff
header Referrer-Policy: same-origin
header Cross-Origin-Opener-Policy: same-origin
header Cross-Origin-Resource-Policy: same-origin
header Permissions-Policy: camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()
header Strict-Transport-Security: max-age=63072000
header Cache-Control: no-store
header Content-Type: text/html; charset=utf-8

# a refusal carries them too
GET /bestaat-niet
404
headers Content-Security-Policy X-Content-Type-Options Referrer-Policy Cross-Origin-Opener-Policy Cross-Origin-Resource-Policy Permissions-Policy Strict-Transport-Security Cache-Control Content-Type

# rows are not kept by a cache, and a download has a name
as coordinator
GET /api/v1/people.csv
200
header Cache-Control: no-store
header Content-Type: text/csv; charset=utf-8; header=present
header Content-Disposition: attachment; filename="person_list.csv"
header X-Content-Type-Options: nosniff

# the session cookie says no more than it must
POST /aanmelden
    email=participant@voorbeek.example
    wachtwoord=vier stoelen om de tafel
303
header Set-Cookie: __Host-s={TOKEN}; Path=/; HttpOnly; SameSite=Lax; Secure
