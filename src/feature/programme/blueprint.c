// SPDX-License-Identifier: EUPL-1.2
// The built-in starter blueprint: six modules of half a day. Three themes are filled in, three are
// for the municipality to decide. It is content, not interface: Dutch, and meant to be changed.
#include "feature/programme/programme.h"

#define MODULE(uid, title, body, decided)                                                          \
    { uid, "module", title, body, NULL, 0, "", "", decided }
#define CONTENT(uid, kind, title, body, minutes, materials, notes)                                 \
    { uid, kind, title, body, "content", minutes, materials, notes, true }
#define PERSONAL(uid, kind, title, body, minutes, materials, notes)                                \
    { uid, kind, title, body, "personal", minutes, materials, notes, true }

const struct blueprint_element blueprint[] = {
    MODULE("vw-start-m1", "Jezelf in relatie tot de ander",
           "Je kijkt hoe je overkomt op bewoners, collega’s en partners, en oefent met luisteren "
           "voordat je iets vindt.",
           true),
    PERSONAL("vw-start-m1-1", "method", "Check-in: waar kom je vandaan?",
             "Rond in de eigen groep: wat neem je mee uit je werk van deze week?", 30,
             "Stoelen in een kring per groep",
             "Begin zelf, kort en eerlijk. Vat niet samen en geef geen advies: wie luistert, "
             "leert hier het meest."),
    CONTENT("vw-start-m1-2", "theme", "Hoe bewoners de overheid zien",
            "Drie korte verhalen uit de praktijk, met vragen erbij.", 45,
            "Drie verhalen op papier, een vel met vragen per tweetal",
            "Laat een deelnemer voorlezen. Vraag eerst wat mensen voelen en pas daarna wat "
            "ze ervan vinden."),
    PERSONAL("vw-start-m1-3", "method", "Jouw eerste reactie onder druk",
             "Oefening in tweetallen: je herkent wat je doet als het spannend wordt.", 60,
             "Kaartjes met situaties, een wekker",
             "Laat tweetallen zelf kiezen hoe spannend de situatie is. Stop na tien minuten "
             "en wissel van rol. Niemand hoeft in de grote groep te vertellen wat er "
             "gebeurde."),
    CONTENT("vw-start-m1-4", "assignment", "Loop een uur mee op straat",
            "Opdracht tot de volgende keer: kijk en luister, los niets op.", 30,
            "Een opdrachtkaart per deelnemer",
            "Laat ieder voor het einde opschrijven met wie en wanneer. Wie ’s avonds niet "
            "kan, loopt overdag mee."),
    PERSONAL("vw-start-m1-5", "method", "Check-out", "Eén zin: wat ga je morgen anders doen?", 15,
             "", "Ga de kring één keer rond. Reageer niet op wat er gezegd wordt."),

    MODULE("vw-start-m2", "Regie krijgen in gesprekken",
           "Je leert een lastig gesprek richting geven zonder het over te nemen.", true),
    PERSONAL("vw-start-m2-1", "method", "Check-in: wat zag je op straat?",
             "Ieder vertelt één ding dat je verraste.", 30, "Stoelen in een kring per groep",
             "Vraag door op wat iemand zag, niet op wat iemand deed. Wie niet buiten is "
             "geweest, vertelt waarom dat niet lukte."),
    CONTENT("vw-start-m2-2", "theme", "De opbouw van een gesprek",
            "Openen, vertragen, afspreken: drie stappen met voorbeelden.", 45,
            "Een flap met de drie stappen, stiften",
            "Doe de eerste stap zelf voor met een deelnemer. Laat de groep daarna zeggen "
            "wat ze zagen."),
    CONTENT("vw-start-m2-3", "method", "Oefenen met een eigen gesprek",
            "In de eigen groep: een gesprek dat nog komt, met een ander in jouw rol.", 60,
            "Een kaart per groep met de rollen: gesprek, ander, kijker",
            "Een ronde duurt vijftien minuten: tien spelen, vijf nabespreken. De kijker "
            "zegt alleen wat hij zag en hoorde."),
    PERSONAL("vw-start-m2-4", "method", "Wat het gesprek met jou doet",
             "Terugkijken met een maatje: waar verloor je de regie, en waarom?", 30, "",
             "Houd de maatjes uit elkaar, zodat ze elkaar kunnen verstaan. Loop rond, maar "
             "ga er niet bij zitten."),
    PERSONAL("vw-start-m2-5", "method", "Check-out", "Eén zin over je leervraag.", 15,
             "De leervragen van de deelnemers",
             "Laat wie wil de leervraag aanpassen. Schrijf niets op wat iemand niet zelf "
             "opschrijft."),

    MODULE("vw-start-m3", "Technieken van co-creatie",
           "Je maakt samen met bewoners en partners iets wat geen van allen alleen kan maken.",
           true),
    PERSONAL("vw-start-m3-1", "method", "Check-in", "Wie heb je in de weken hiervoor gesproken?",
             20, "Stoelen in een kring per groep",
             "Let op wie nog niemand buiten de eigen organisatie sprak. Help die deelnemer "
             "straks aan een gast."),
    CONTENT("vw-start-m3-2", "theme", "Van inspraak naar samen maken",
            "Wat je weggeeft als je echt samen maakt, en wat je terugkrijgt.", 40,
            "Twee voorbeelden uit de gemeente, een van inspraak en een van samen maken",
            "Noem ook wat het kost: tijd, en een uitkomst die je niet kent."),
    CONTENT("vw-start-m3-3", "method", "Werkvorm: het eerste ontwerp in een uur",
            "Elke groep maakt met een gast uit de wijk een eerste ontwerp.", 75,
            "Tafels, grote vellen, stiften, tape; een gast uit de wijk per groep",
            "Spreek de gasten van tevoren. Zeg hun dat een half idee genoeg is. Bewaak de "
            "tijd: denken twintig minuten, maken veertig, laten zien vijftien."),
    PERSONAL("vw-start-m3-4", "method", "Loslaten",
             "Waar hield je vast aan je eigen plan? In tweetallen.", 30, "",
             "Laat het even stil zijn voordat de tweetallen beginnen. Wie liever loopt, "
             "loopt."),
    PERSONAL("vw-start-m3-5", "method", "Check-out", "Eén zin: wat laat je los?", 15, "",
             "Bedank de gasten hier, waar iedereen bij is."),

    MODULE("vw-start-m4", "", "", false),
    PERSONAL("vw-start-m4-1", "method", "Check-in", "Rond in de eigen groep.", 30,
             "Stoelen in een kring per groep", "Haak aan bij wat de vorige keer is afgesproken."),
    CONTENT("vw-start-m4-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 90,
            "Hangt af van het thema",
            "Kies het thema samen met de deelnemers, en vraag iemand die er elke dag mee "
            "werkt erbij."),
    PERSONAL("vw-start-m4-3", "method", "Intervisie op een eigen casus", "Eén casus per groep.", 45,
             "Een blad met de stappen per groep",
             "Vraag van tevoren wie een casus inbrengt. Eerst alleen vragen stellen, pas in "
             "de laatste tien minuten adviezen."),
    PERSONAL("vw-start-m4-4", "method", "Check-out", "Eén zin.", 15, "",
             "Ga de kring één keer rond."),

    MODULE("vw-start-m5", "", "", false),
    PERSONAL("vw-start-m5-1", "method", "Check-in", "Rond in de eigen groep.", 30,
             "Stoelen in een kring per groep",
             "Vraag wie de afgelopen weken iets anders heeft gedaan dan anders."),
    CONTENT("vw-start-m5-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 90,
            "Hangt af van het thema",
            "Kies het thema samen met de deelnemers. Sluit aan bij wat in de intervisie "
            "steeds terugkomt."),
    PERSONAL("vw-start-m5-3", "method", "Intervisie op een eigen casus", "Eén casus per groep.", 45,
             "Een blad met de stappen per groep",
             "Neem een casus van iemand die nog niet aan de beurt was."),
    PERSONAL("vw-start-m5-4", "method", "Check-out", "Eén zin.", 15, "",
             "Kijk vast vooruit: de volgende keer komen er gasten."),

    MODULE("vw-start-m6", "", "", false),
    PERSONAL("vw-start-m6-1", "method", "Check-in", "Rond in de eigen groep.", 30,
             "Stoelen in een kring per groep", "Vraag ieder naar de leervraag van het begin."),
    CONTENT("vw-start-m6-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 75,
            "Hangt af van het thema", "Houd het korter dan anders: de gasten komen erna."),
    CONTENT("vw-start-m6-3", "method", "Laat zien wat je hebt gedaan",
            "Ieder laat iets zien uit het eigen werk, aan gasten uit de organisaties.", 60,
            "Een tafel of wand per deelnemer, stickers voor namen",
            "Nodig de gasten minstens vier weken van tevoren uit. Laat ze rondlopen en "
            "vragen stellen; geen presentaties op een rij."),
    PERSONAL("vw-start-m6-4", "method", "Wat blijft er?", "Ieder kiest één afspraak met zichzelf.",
             30, "Een kaart en een envelop per deelnemer",
             "Ieder schrijft de afspraak op en adresseert de envelop aan zichzelf. Verstuur "
             "ze na drie maanden."),
};
const size_t blueprint_n = COUNT_OF(blueprint);
