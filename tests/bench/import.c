// SPDX-License-Identifier: EUPL-1.2
// Takes a file of people in, whole: `import ROWS` prints the seconds of CPU (user and system, the
// writer's thread too) of reading it, comparing it with what is known and storing it, the same for
// the same file once more, and the calls to the database of the first time. On SQLite, synced.
#include "base/log.h"
#include "feature/import/import.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "store/test_place.h"

enum { TAKE_ARENA = 512 << 20 };

struct taking {
    struct store *store;
    struct arena *arena;
    int64_t organisation, owner, calls;
    struct str content;
    struct import_preview preview;
};

static enum rc furnish(struct db *db, void *argument) {
    struct taking *const t = argument;
    const struct instant now = instant_now();
    const struct person_input owner = {STR("Olga"), STR(""), STR("Owner"), STR("olga@x.example")};
    struct organisation_add_row host;
    TRY(q_organisation_add(db, t->arena, STR("Gemeente"), STR("municipality"), STR("G"), true, now,
                           &host));
    t->organisation = host.id;
    TRY(person_add(db, t->arena, &owner, now, &t->owner));
    return role_give(db, t->arena, t->owner, STR("owner"), host.id, instant_day(now), DAY_NONE, 0,
                     now);
}

static enum rc take(struct db *db, void *argument) {
    struct taking *const t = argument;
    const struct import_input input = {t->organisation, IMPORT_PEOPLE,   0,
                                       STR("AFAS"),     STR("afas.csv"), t->content};
    const int64_t before = db_calls(db_read(db));
    TRY(import_take(db, arena_child(t->arena, TAKE_ARENA), store_vault(t->store), &input, t->owner,
                    instant_now(), &t->preview));
    t->calls = db_calls(db_read(db)) - before;
    return RC_OK;
}

// Fifteen columns, as a wage system writes them; ten units, a manager for every ten.
static struct str file_of(struct arena *arena, int rows) {
    struct buf b = buf_on(arena, (size_t)rows * 160);
    buf_c(&b, "Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail werk;Organisatorische eenheid;"
              "Functie;Schaal;Periodiek;Deeltijd %;Uren per week;Datum in dienst;"
              "Datum uit dienst;Leidinggevende\r\n");
    for (int i = 0; i < rows; i++)
        buf_fmt(&b,
                "%06d;Voornaam%d;van der;Achternaam%d;p%d@gemeente.example;Afdeling %d;"
                "Adviseur %d;%d;%d;88,89;32,0;%02d-%02d-20%02d;;%06d\r\n",
                i, i, i, i, i % 10, i % 40, 5 + i % 10, i % 11, 1 + i % 28, 1 + i % 12, i % 25,
                i / 10);
    return buf_done(&b);
}

static double taken_in(struct taking *t, int64_t n_new) {
    const double from = cpu_seconds();
    ENSURE(store_write(t->store, take, t) == RC_OK);
    ENSURE(t->preview.diff.n_new == n_new && t->preview.problems.n == 0);
    return cpu_seconds() - from;
}

int main(int argc, char **argv) {
    const int rows = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 20000;
    struct place place = place_make(false);
    struct taking t = {.arena = arena_new((size_t)2 * TAKE_ARENA + (64 << 20))};
    log_quiet(true);
    ENSURE(store_open(&place.options, &t.store) == RC_OK);
    ENSURE(store_write(t.store, furnish, &t) == RC_OK);
    t.content = file_of(t.arena, rows);
    const double first = taken_in(&t, rows);
    const int64_t calls = t.calls;
    const double again = taken_in(&t, 0);
    printf("%.3f %.3f %" PRId64 "\n", first, again, calls);
    store_close(t.store);
    place_remove(&place);
    arena_free(t.arena);
    return 0;
}
