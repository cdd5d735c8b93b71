// SPDX-License-Identifier: EUPL-1.2
// The organisations and people of the world; see world.h.
#include <sodium.h>

#include "feature/account/account.h"
#include "feature/import/import.h"
#include "feature/organisation/organisation.h"
#include "feature/person/person.h"
#include "session_sql.h"
#include "tests/http/furnish.h"

const struct furnish_side furnish_sides[SIDE_N] = {
    [HOST] = {"host", "Gemeente Voorbeek", "municipality", "G"},
    [POLICE] = {"police", "Politie Voorbeek", "police", "P"},
    [HOUSING] = {"housing", "Woonstichting De Linde", "housing", "W"},
};

// ---- people ---------------------------------------------------------------------------------

static enum rc organisation(struct furnishing *f, enum side side) {
    struct organisation_add_row added;
    struct import_source_row source;
    TRY(q_organisation_add(f->db, f->arena, str_from_c(furnish_sides[side].name),
                           str_from_c(furnish_sides[side].kind),
                           str_from_c(furnish_sides[side].letter), side == HOST, f->now, &added));
    TRY(q_import_source(f->db, f->arena, added.id, import_kind_word(IMPORT_PEOPLE), STR("AFAS"),
                        f->now, &source));
    f->organisation[side] = added.id;
    f->source[side] = source.id;
    furnish_name(f, "organisation", str_from_c(furnish_sides[side].key), added.id);
    return RC_OK;
}

static enum rc sign_in(struct furnishing *f, int64_t person, struct str key) {
    struct session_add_row session;
    const struct str token = world_token(f->arena, key);
    unsigned char *const hash = NEW_ARRAY(f->arena, unsigned char, 32);
    crypto_generichash(hash, 32, (const unsigned char *)token.p, token.n, NULL, 0);
    return q_session_add(f->db, f->arena, (struct str){(const char *)hash, 32}, person,
                         world_form_token(f->arena, key), f->now, &session);
}

// Numbered in the file of the employer by the key; led by whoever has the key `manager`.
static enum rc person_with(struct furnishing *f, enum side side, struct str key,
                           const struct person_input *input, struct str manager) {
    int64_t person, employment;
    const struct opt_int no_unit = {0, false};
    TRY(person_add(f->db, f->arena, input, f->now, &person));
    TRY(person_join(f->db, f->arena, person, f->organisation[side], no_unit, f->long_ago));
    TRY(employment_add(
        f->db, f->arena,
        &(struct employment_key){person, f->organisation[side], f->source[side], key, 1},
        &(struct employment_input){
            .manager_number = manager, .from = f->long_ago, .until = DAY_NONE},
        &employment));
    furnish_name(f, "person", key, person);
    return sign_in(f, person, key);
}

static enum rc person(struct furnishing *f, enum side side, struct str key, struct str manager) {
    const struct person_input input = {
        STR("Vos"), STR(""), key,
        str_fmt(f->arena, STR_FMT "@%s.example", STR_ARG(key), furnish_sides[side].key)};
    return person_with(f, side, key, &input, manager);
}

static struct str role_key(struct arena *arena, enum side side, enum role role) {
    return side == HOST ? role_word(role)
                        : str_fmt(arena, "police-" STR_FMT, STR_ARG(role_word(role)));
}

// Who takes part or leads people is that by what is recorded, not by a role given.
static bool is_given(enum role role) {
    return role != ROLE_PARTICIPANT && role != ROLE_LINE_MANAGER;
}

static enum rc staff(struct furnishing *f, enum side side) {
    for (enum role role = 0; role < ROLE_N; role++) {
        const struct str key = role_key(f->arena, side, role);
        TRY(person(f, side, key, STR_NONE));
        if (is_given(role))
            TRY(role_give(f->db, f->arena, furnish_find(f, "person", key), role_word(role),
                          f->organisation[side], f->long_ago, DAY_NONE, 0, f->now));
    }
    return RC_OK;
}

size_t world_askers(struct arena *arena, struct str **ret_keys) {
    struct str *const keys = NEW_ARRAY(arena, struct str, 2 * ROLE_N + 2); // and room for a visitor
    size_t n = 0;
    for (enum side side = HOST; side <= POLICE; side++)
        for (enum role role = 0; role < ROLE_N; role++)
            keys[n++] = role_key(arena, side, role);
    keys[n++] = STR("nobody");
    *ret_keys = keys;
    return n;
}

// A number of people called "north-01", "north-02" ...
struct str furnish_key(struct arena *arena, const char *word, int number) {
    return str_fmt(arena, "%s-%02d", word, number);
}

static enum rc crowd(struct furnishing *f, enum side side, const char *word, int from, int to,
                     const char *manager) {
    for (int i = from; i <= to; i++)
        TRY(person(f, side, furnish_key(f->arena, word, i), str_from_c(manager)));
    return RC_OK;
}

// Whose name and question are what an attacker would type.
static enum rc odd_person(struct furnishing *f) {
    const struct person_input input = {STR("=1+1<script>alert(1)</script>"), STR(""),
                                       STR("o'Dd & \"Zn\""), STR("")};
    return person_with(f, HOST, STR("odd"), &input, STR_NONE);
}

// One hash for all: it takes its time.
static enum rc accounts(struct furnishing *f) {
    struct str hash, *keys;
    const size_t n = world_askers(f->arena, &keys);
    TRY(password_hash(f->arena, STR(WORLD_PASSWORD), PASSWORD_PERSON, &hash));
    for (size_t i = 0; i < n; i++)
        TRY(account_add(f->db, f->arena, furnish_find(f, "person", keys[i]),
                        str_fmt(f->arena, STR_FMT "@voorbeek.example", STR_ARG(keys[i])), hash,
                        f->now));
    return RC_OK;
}

enum rc furnish_people(struct furnishing *f) {
    for (enum side side = 0; side < SIDE_N; side++)
        TRY(organisation(f, side));
    TRY(staff(f, HOST));
    TRY(staff(f, POLICE));
    TRY(person(f, HOST, STR("nobody"), STR_NONE));
    TRY(odd_person(f));
    TRY(crowd(f, HOST, "north", 1, 3, "line_manager"));
    TRY(crowd(f, POLICE, "north", 4, 6, NULL));
    TRY(crowd(f, POLICE, "south", 1, 2, "police-line_manager"));
    TRY(crowd(f, HOUSING, "south", 3, 4, NULL));
    TRY(crowd(f, HOUSING, "east", 1, 4, NULL));
    TRY(crowd(f, POLICE, "wide", 1, 2, NULL));
    TRY(crowd(f, HOUSING, "wide", 3, 6, NULL));
    TRY(crowd(f, HOST, "open", 1, 14, NULL));
    TRY(crowd(f, POLICE, "open", 15, 27, NULL));
    for (enum side side = 0; side < SIDE_N; side++)
        TRY(q_person_employment_managers(f->db, f->source[side], NULL));
    return accounts(f);
}
