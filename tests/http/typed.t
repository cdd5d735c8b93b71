-- SPDX-License-Identifier: EUPL-1.2
-- People who are typed, changed and let in by hand.

# a partner's coordinator types five names, and lets all five in
as police-partner_coordinator
GET /mensen
200
has /organisaties/{organisation:police}/mensen
has /organisaties/{organisation:police}/toegang
GET /organisaties/{organisation:police}/mensen
200
has name="naam-5"
lacks name="naam-6"
queries <= 5
POST /organisaties/{organisation:police}/mensen
    rijen=5
    naam-1=Noor van der Berg
    mail-1=noor@politie.example
    naam-2=Ali
    naam-3=Berg, Daan van der
    naam-4=Esmée 't Hart
    naam-5=Wolfeschlegelsteinhausenbergerdorff, Hubert Blaine
    mail-5=hubert@politie.example
303
location /organisaties/{organisation:police}/toegang
changed form_key, membership, person
rows outbox 0
GET /organisaties/{organisation:police}/toegang
200
has 5 mensen zijn toegevoegd aan Politie Voorbeek.
has Noor van der Berg
has Esmée 't Hart
has Daan van der Berg
has value="{NOOR}"
lacks Vos north-01
queries <= 6
GET /mensen?zoek=noor
200
has Noor van der Berg
has href="/mensen/{NOORTJE}"

# invited are those who are ticked, and of those who has an address; the others get a card
as police-partner_coordinator
POST /organisaties/{organisation:police}/mensen
    rijen=5
    naam-1=Noor van der Berg
    mail-1=noor@politie.example
    naam-2=Ali
303
GET /mensen?zoek=ali
has href="/mensen/{ALI}"
GET /mensen?zoek=noor
has href="/mensen/{NOOR}"
POST /organisaties/{organisation:police}/toegang
    doe=uitnodigen
    wie={ALI}
422
has Vink iemand aan die een e-mailadres heeft
changed nothing
POST /organisaties/{organisation:police}/toegang
    doe=uitnodigen
    wie={ALI}
    wie={NOOR}
    wie={person:east-01}
303
changed account_link, form_key, outbox
rows outbox 1
POST /organisaties/{organisation:police}/toegang
    doe=kaarten
    wie={ALI}
    wie={NOOR}
200
has Ali
lacks Noor van der Berg
has class="vw-code">{CODE}</strong>
changed card, card_made
as visitor
POST /kaart
    code={CODE}
    achternaam=ali
303
location /
-- a new card: who made it stands with the person, the name of the municipality's coordinator for
-- those who lead only
as coordinator
POST /organisaties/{organisation:police}/toegang
    doe=kaarten
    wie={ALI}
200
changed card, card_made
GET /mensen/{ALI}
200
has nieuwe kaart gemaakt door Vos coordinator, de vorige werkt niet meer
has kaart gemaakt door Vos police-partner_coordinator
GET /organisaties/{organisation:police}/toegang
200
has gemaakt door Vos coordinator
as police-partner_coordinator
GET /mensen/{ALI}
200
has nieuwe kaart gemaakt door een coördinator
has kaart gemaakt door Vos police-partner_coordinator
lacks Vos coordinator
GET /organisaties/{organisation:police}/toegang
200
lacks Vos coordinator

# nothing of a list with a mistake is taken, and what was typed stays
as police-partner_coordinator
POST /organisaties/{organisation:police}/mensen
    rijen=5
    naam-1=Goed Zo
    naam-2=Zonder Punt
    mail-2=zonder@punt
    mail-3=alleen@adres.example
    naam-4=goed zo
422
has 3 velden kloppen nog niet.
has value="Zonder Punt"
has Dit is geen e-mailadres.
has Vul een naam in. Eén naam is genoeg.
has Dit staat ook op regel 1.
changed nothing
POST /organisaties/{organisation:police}/mensen
    rijen=5
422
has Typ minstens één naam.

# somebody of that name is known: a person says whether it is another
as police-partner_coordinator
POST /organisaties/{organisation:police}/mensen
    naam-1=Vos north-04
422
has Er is al iemand die zo heet: Vos north-04.
has name="ander-1"
changed nothing
POST /organisaties/{organisation:police}/mensen
    naam-1=Vos north-04
    ander-1=1
303
changed form_key, membership, person

# a name is mended; who comes second sees both and loses nothing
as police-partner_coordinator
GET /mensen/{person:north-04}
200
has /mensen/{person:north-04}/wijzig
GET /mensen/{person:north-04}/wijzig
200
has name="versie" value="1"
has value="north-04"
POST /mensen/{person:north-04}/wijzig
    versie=1
    voornaam=Vos
    tussen=van der
    achternaam=Noord
    email=nieuw@politie.example
303
location /mensen/{person:north-04}
changed form_key, person
as coordinator
POST /mensen/{person:north-04}/wijzig
    versie=1
    voornaam=Vos
    achternaam=Zuid
    email=nieuw@politie.example
422
has Iemand anders heeft dit intussen veranderd
has van der
has Noord
has value="Zuid"
has name="versie" value="2"
changed nothing
POST /mensen/{person:north-04}/wijzig
    versie=2
    voornaam=
    achternaam=
422
has Vul een naam in. Eén naam is genoeg.
as police-partner_coordinator
GET /mensen/{person:north-01}/wijzig
404
GET /organisaties/{organisation:host}/mensen
404
POST /organisaties/{organisation:host}/toegang
    doe=uitnodigen
    wie={person:north-01}
404
changed nothing
