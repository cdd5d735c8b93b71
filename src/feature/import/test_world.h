// SPDX-License-Identifier: EUPL-1.2
// A house into which tests take files of people and applications. Only tests include it.
#ifndef VLIEGWIEL_IMPORT_TEST_WORLD_H
#define VLIEGWIEL_IMPORT_TEST_WORLD_H
#include <fcntl.h>
#include <sys/stat.h>

#include "base/testing.h"
#include "feature/cohort/cohort.h"
#include "feature/import/import.h"
#include "feature/person/person.h"
#include "feature/programme/programme.h"
#include "organisation_sql.h"
#include "store/test_place.h"

#define HEADER "Medewerker;Roepnaam;Voorvoegsel;Achternaam;E-mail;Afdeling;Leidinggevende\n"

struct world {
    struct arena *own;
    struct place place;
    struct store *store;
    int64_t organisation, owner;
    struct import_input input; // of the next import
    struct import_preview preview;
    int64_t cohort, added, calls;
    struct instant later; // when an import is taken back; 0: a minute after
};
static const struct instant now = {1764000000}; // 24 November 2025

static inline enum rc furnish(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = w->place.arena;
    const struct person_input owner = {STR("Olga"), STR(""), STR("Owner"), STR("olga@x.example")};
    struct organisation_add_row host;
    TRY(q_organisation_add(db, arena, STR("Gemeente Proef"), STR("municipality"), STR("G"), true,
                           now, &host));
    w->organisation = host.id;
    TRY(person_add(db, arena, &owner, now, &w->owner));
    TRY(role_give(db, arena, w->owner, STR("owner"), host.id, instant_day(now), DAY_NONE, 0, now));
    int64_t programme;
    TRY(programme_from_blueprint(db, arena, STR("Naar buiten"), STR("Oefenen"), host.id, w->owner,
                                 now, &programme));
    const struct cohort_input cohort = {programme, STR(""), 24, 3, 7, 4};
    return cohort_add(db, arena, &cohort, now, &w->cohort);
}

static inline int setup(void **state) {
    struct arena *arena = arena_new(1 << 20);
    struct world *w = NEW(arena, struct world);
    w->own = arena;
    w->place = place_make(false);
    assert_int_equal(store_open(&w->place.options, &w->store), RC_OK);
    assert_int_equal(store_write(w->store, furnish, w), RC_OK);
    *state = w;
    return 0;
}

static inline int teardown(void **state) {
    struct world *w = *state;
    store_close(w->store);
    place_remove(&w->place);
    arena_free(w->own);
    return 0;
}

static inline bool file_read(struct arena *arena, const char *path, struct str *ret_bytes) {
    const int fd = open(path, O_RDONLY | O_CLOEXEC);
    struct stat about;
    if (fd < 0 || fstat(fd, &about) != 0)
        return false;
    char *bytes = NEW_ARRAY(arena, char, (size_t)about.st_size);
    const ssize_t n = read(fd, bytes, (size_t)about.st_size);
    close(fd);
    *ret_bytes = (struct str){bytes, (size_t)n};
    return n == about.st_size;
}

static inline enum rc take(struct db *db, void *argument) {
    struct world *w = argument;
    struct arena *arena = arena_child(w->place.arena, IMPORT_ARENA);
    return import_take(db, arena, store_vault(w->store), &w->input, w->owner, now, &w->preview);
}

static inline enum rc take_text(struct world *w, struct str content, enum import_kind kind) {
    w->input = (struct import_input){
        w->organisation, kind,   kind == IMPORT_APPLICATIONS ? w->cohort : 0, STR("AFAS"),
        STR("test.csv"), content};
    return store_write(w->store, take, w);
}

// false, said aloud, when the file is not there.
static inline bool take_file(struct world *w, const char *path, enum import_kind kind) {
    struct str bytes;
    if (!file_read(w->place.arena, path, &bytes)) {
        print_message("skipped: %s is not here\n", path);
        return false;
    }
    const enum rc rc = take_text(w, bytes, kind);
    for (size_t i = 0; i < w->preview.problems.n && i < IMPORT_PROBLEMS_MAX; i++)
        print_message("row %zu column %zu fault %d\n", w->preview.problems.first[i].row,
                      w->preview.problems.first[i].column, (int)w->preview.problems.first[i].fault);
    assert_int_equal(rc, RC_OK);
    return true;
}

static inline void check_counts(const struct world *w, int64_t new, int64_t changed, int64_t same,
                                int64_t missing) {
    assert_int_equal(w->preview.diff.n_new, new);
    assert_int_equal(w->preview.diff.n_changed, changed);
    assert_int_equal(w->preview.diff.n_same, same);
    assert_int_equal(w->preview.diff.n_missing, missing);
}

struct totals {
    int64_t people, units;
};
static inline struct totals totals_of(const struct world *w) {
    struct reader *reader;
    struct db_ro *db;
    struct arena *arena = w->place.arena;
    const struct scope mine = {SCOPE_MINE, 0, w->owner};
    struct person_count_row people;
    struct person_employment_units units;
    assert_int_equal(reader_open(w->store, &reader), RC_OK);
    assert_int_equal(reader_begin(reader, &db), RC_OK);
    assert_int_equal(q_person_count(db, arena, &mine, instant_day(now), STR("%"), 100000, &people),
                     RC_OK);
    assert_int_equal(q_person_employment_units(db, arena, w->organisation, &units), RC_OK);
    reader_end(reader);
    reader_close(reader);
    return (struct totals){.people = people.n - 1, .units = (int64_t)units.n}; // without the owner
}
#endif
