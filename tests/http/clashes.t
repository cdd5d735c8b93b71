-- SPDX-License-Identifier: EUPL-1.2
-- What two sessions need at once, and rooms in which people do not fit. In the world all cohorts come
-- together at the same hours in one place.

# a room is known under every spelling, and the other session is named and can be opened
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
has Wijkcentrum De Brug is dubbel bezet: Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en Lichting wide, Module 2: Regie krijgen in gesprekken, 9.30 tot 12.30 uur.
has href="/bijeenkomsten/{coming:wide}"
queries <= 14
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-08
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=  wijkcentrum DE  brúg
    begeleider-{coming:north}=
303
changed form_key, session, session_facilitator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has wijkcentrum DE  brúg is dubbel bezet: Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en Lichting wide, Module 2: Regie krijgen in gesprekken
-- also on the page of the session, for who plans
GET /bijeenkomsten/{coming:north}
200
has is dubbel bezet
has Lichting wide, Module 2: Regie krijgen in gesprekken
-- at another hour the room is free
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} 0 wijkcentrum DE  brúg
    dag-{coming:north}=2026-12-08
    van-{coming:north}=12:30
    tot-{coming:north}=14:00
    plaats-{coming:north}=wijkcentrum de brug
    begeleider-{coming:north}=
303
GET /bijeenkomsten/{coming:north}
200
lacks is dubbel bezet
-- who does not plan is not told
as participant
GET /bijeenkomsten/{coming:south}
404
GET /bijeenkomsten/{coming:north}
200
lacks dubbel bezet

# a cohort that one does not lead has no name
as police-coordinator
GET /lichtingen/{cohort:south}/bijeenkomsten
200
has is dubbel bezet: Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en een bijeenkomst van een andere lichting, 9.30 tot 12.30 uur.
lacks Lichting north
lacks Lichting wide
lacks Open de andere bijeenkomst

# who leads at one place leads or is expected at another
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Vos facilitator begeleidt Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en begeleidt dan ook Lichting wide, Module 2: Regie krijgen in gesprekken, 9.30 tot 12.30 uur.
as owner
POST /mensen/{person:north-01}/rollen
    rol=facilitator
    organisatie={organisation:host}
    van=2026-11-24
303
as coordinator
GET /lichtingen/{cohort:wide}/bijeenkomsten
200
has name="was-{coming:wide}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
POST /lichtingen/{cohort:wide}/bijeenkomsten
    was-{coming:wide}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:wide}=2026-12-08
    van-{coming:wide}=9:30
    tot-{coming:wide}=12:30
    plaats-{coming:wide}=Wijkcentrum De Brug
    begeleider-{coming:wide}={person:north-01}
303
GET /lichtingen/{cohort:wide}/bijeenkomsten
200
has Vos north-01 begeleidt Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en wordt dan als deelnemer verwacht bij Lichting north, Module 2: Regie krijgen in gesprekken, 9.30 tot 12.30 uur.
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Vos north-01 doet mee aan Module 2: Regie krijgen in gesprekken op dinsdag 8 december 2026, en begeleidt dan Lichting wide, Module 2: Regie krijgen in gesprekken, 9.30 tot 12.30 uur.

# how many fit in a room: once for the house, said wherever people do not fit
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Plaatsen in Wijkcentrum De Brug
lacks passen niet in
POST /lichtingen/{cohort:north}/bijeenkomsten
    zaalnaam-1=Wijkcentrum De Brug
    stond-1=
    stoelen-1=veel
422
changed nothing
has value="veel"
POST /lichtingen/{cohort:north}/bijeenkomsten
    zaalnaam-1=Wijkcentrum De Brug
    stond-1=
    stoelen-1=7
303
changed form_key, room
rows room 1
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has 7 deelnemers en 1 begeleiders passen niet in Wijkcentrum De Brug: daar zijn 7 plaatsen.
has <option value="Wijkcentrum De Brug">7 plaatsen</option>
GET /bijeenkomsten/{coming:north}
200
has De zaal heeft 7 plaatsen.
has De zaal is te klein: 7 deelnemers en 1 begeleiders
-- another cohort in the same room
GET /lichtingen/{cohort:south}/bijeenkomsten
200
lacks passen niet in
has name="stoelen-1" value="7"
-- who leads it reads it too; who takes part need not
as facilitator
GET /bijeenkomsten/{coming:north}
200
has De zaal is te klein
as participant
GET /bijeenkomsten/{coming:north}
200
lacks De zaal
-- two people write it down at once: the second sees both
as coordinator
POST /lichtingen/{cohort:north}/bijeenkomsten
    zaalnaam-1=wijkcentrum de brug
    stond-1=
    stoelen-1=30
422
changed nothing
has Nu staat er: 7.
has value="30"
POST /lichtingen/{cohort:north}/bijeenkomsten
    zaalnaam-1=Wijkcentrum De Brug
    stond-1=7
    stoelen-1=8
303
changed form_key, room
GET /bijeenkomsten/{coming:north}
200
has De zaal heeft 8 plaatsen.
lacks De zaal is te klein
-- a number goes when the field is emptied
POST /lichtingen/{cohort:north}/bijeenkomsten
    zaalnaam-1=Wijkcentrum De Brug
    stond-1=8
    stoelen-1=
303
rows room 0

# in English
as coordinator
POST /taal
    taal=en
    terug=/
303
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has is taken twice: Module 2: Regie krijgen in gesprekken on Tuesday 8 December 2026
has Open the other session
has Seats in Wijkcentrum De Brug

# a holiday is named, for who plans
as coordinator
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has name="was-{coming:north}" value="{DAY} {FROM} {TO} {LED} Wijkcentrum De Brug"
lacks eerste kerstdag
POST /lichtingen/{cohort:north}/bijeenkomsten
    was-{coming:north}={DAY} {FROM} {TO} {LED} Wijkcentrum De Brug
    dag-{coming:north}=2026-12-25
    van-{coming:north}=9:30
    tot-{coming:north}=12:30
    plaats-{coming:north}=Wijkcentrum De Brug
    begeleider-{coming:north}=
303
GET /lichtingen/{cohort:north}/bijeenkomsten
200
has Module 2: Regie krijgen in gesprekken is op vrijdag 25 december 2026. Dat is eerste kerstdag.
GET /bijeenkomsten/{coming:north}
200
has Dat is eerste kerstdag.
as participant
GET /bijeenkomsten/{coming:north}
200
lacks kerstdag
as coordinator
GET /lichtingen/{cohort:open}/bijeenkomsten/overnemen?van={cohort:north}&eerste=2027-03-26
200
has >Goede Vrijdag</span>
-- one that does not take place is no matter
POST /bijeenkomsten/{coming:north}/vervalt
    reden=Het is Kerstmis
303
GET /lichtingen/{cohort:north}/bijeenkomsten
200
lacks Dat is eerste kerstdag.
GET /bijeenkomsten/{coming:north}
200
lacks Dat is eerste kerstdag.
