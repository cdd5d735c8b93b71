// SPDX-License-Identifier: EUPL-1.2
// The built-in starter blueprint: six modules of half a day. Three themes are filled in, three are
// for the municipality to decide. It is content, not interface: Dutch, and meant to be changed.
#include "feature/programme/programme.h"

#define MODULE(uid, title, body, decided)                                                          \
    { uid, "module", title, body, NULL, 0, decided }
#define CONTENT(uid, kind, title, body, minutes)                                                   \
    { uid, kind, title, body, "content", minutes, true }
#define PERSONAL(uid, kind, title, body, minutes)                                                  \
    { uid, kind, title, body, "personal", minutes, true }

const struct blueprint_element blueprint[] = {
    MODULE("vw-start-m1", "Jezelf in relatie tot de ander",
           "Je kijkt hoe je overkomt op bewoners, collega’s en partners, en oefent met luisteren "
           "voordat je iets vindt.",
           true),
    PERSONAL("vw-start-m1-1", "method", "Check-in: waar kom je vandaan?",
             "Rond in de eigen groep: wat neem je mee uit je werk van deze week?", 30),
    CONTENT("vw-start-m1-2", "theme", "Hoe bewoners de overheid zien",
            "Drie korte verhalen uit de praktijk, met vragen erbij.", 45),
    PERSONAL("vw-start-m1-3", "method", "Jouw eerste reactie onder druk",
             "Oefening in tweetallen: je herkent wat je doet als het spannend wordt.", 60),
    CONTENT("vw-start-m1-4", "assignment", "Loop een uur mee op straat",
            "Opdracht tot de volgende keer: kijk en luister, los niets op.", 30),
    PERSONAL("vw-start-m1-5", "method", "Check-out", "Eén zin: wat ga je morgen anders doen?", 15),

    MODULE("vw-start-m2", "Regie krijgen in gesprekken",
           "Je leert een lastig gesprek richting geven zonder het over te nemen.", true),
    PERSONAL("vw-start-m2-1", "method", "Check-in: wat zag je op straat?",
             "Ieder vertelt één ding dat je verraste.", 30),
    CONTENT("vw-start-m2-2", "theme", "De opbouw van een gesprek",
            "Openen, vertragen, afspreken: drie stappen met voorbeelden.", 45),
    CONTENT("vw-start-m2-3", "method", "Oefenen met een eigen gesprek",
            "In de eigen groep: een gesprek dat nog komt, met een ander in jouw rol.", 60),
    PERSONAL("vw-start-m2-4", "method", "Wat het gesprek met jou doet",
             "Terugkijken met een maatje: waar verloor je de regie, en waarom?", 30),
    PERSONAL("vw-start-m2-5", "method", "Check-out", "Eén zin over je leervraag.", 15),

    MODULE("vw-start-m3", "Technieken van co-creatie",
           "Je maakt samen met bewoners en partners iets wat geen van allen alleen kan maken.",
           true),
    PERSONAL("vw-start-m3-1", "method", "Check-in", "Wie heb je in de weken hiervoor gesproken?",
             20),
    CONTENT("vw-start-m3-2", "theme", "Van inspraak naar samen maken",
            "Wat je weggeeft als je echt samen maakt, en wat je terugkrijgt.", 40),
    CONTENT("vw-start-m3-3", "method", "Werkvorm: het eerste ontwerp in een uur",
            "Elke groep maakt met een gast uit de wijk een eerste ontwerp.", 75),
    PERSONAL("vw-start-m3-4", "method", "Loslaten",
             "Waar hield je vast aan je eigen plan? In tweetallen.", 30),
    PERSONAL("vw-start-m3-5", "method", "Check-out", "Eén zin: wat laat je los?", 15),

    MODULE("vw-start-m4", "", "", false),
    PERSONAL("vw-start-m4-1", "method", "Check-in", "Rond in de eigen groep.", 30),
    CONTENT("vw-start-m4-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 90),
    PERSONAL("vw-start-m4-3", "method", "Intervisie op een eigen casus", "Eén casus per groep.",
             45),
    PERSONAL("vw-start-m4-4", "method", "Check-out", "Eén zin.", 15),

    MODULE("vw-start-m5", "", "", false),
    PERSONAL("vw-start-m5-1", "method", "Check-in", "Rond in de eigen groep.", 30),
    CONTENT("vw-start-m5-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 90),
    PERSONAL("vw-start-m5-3", "method", "Intervisie op een eigen casus", "Eén casus per groep.",
             45),
    PERSONAL("vw-start-m5-4", "method", "Check-out", "Eén zin.", 15),

    MODULE("vw-start-m6", "", "", false),
    PERSONAL("vw-start-m6-1", "method", "Check-in", "Rond in de eigen groep.", 30),
    CONTENT("vw-start-m6-2", "theme", "Het thema van deze module", "Kies het thema eerst.", 75),
    CONTENT("vw-start-m6-3", "method", "Laat zien wat je hebt gedaan",
            "Ieder laat iets zien uit het eigen werk, aan gasten uit de organisaties.", 60),
    PERSONAL("vw-start-m6-4", "method", "Wat blijft er?", "Ieder kiest één afspraak met zichzelf.",
             30),
};
const size_t blueprint_n = COUNT_OF(blueprint);
