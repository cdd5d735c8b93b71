// SPDX-License-Identifier: EUPL-1.2
// Puts people, modules and places together, leaves out what a viewer may not know, counts meetings.
#include "feature/plan/grouping.h"
#include "feature/programme/programme.h"

static const char *const kind_words[GROUPING_KIND_N] = {
    [GROUPING_SUBGROUP] = "subgroup",
    [GROUPING_INTERVISION] = "intervision",
    [GROUPING_BUDDY] = "buddy",
};

struct str grouping_word(enum grouping_kind kind) {
    return str_from_c(kind_words[kind]);
}

bool grouping_from_word(struct str word, enum grouping_kind *ret_kind) {
    for (enum grouping_kind kind = 0; kind < GROUPING_KIND_N; kind++)
        if (str_eq(word, grouping_word(kind))) {
            *ret_kind = kind;
            return true;
        }
    return false;
}

bool groups_all_names(uint32_t reach) {
    return access_allows(reach & ~(1u << ROLE_PARTNER_COORDINATOR), RIGHT_grouping_read);
}

int64_t groups_place(const struct groups *groups, size_t module, size_t person) {
    return groups->place[module * groups->people.n + person];
}

int64_t groups_there(const struct groups *groups, size_t module, size_t person) {
    return groups->away[module * groups->people.n + person] ? 0
                                                            : groups_place(groups, module, person);
}

int64_t groups_size(const struct groups *groups, size_t module, int64_t number) {
    int64_t n = 0;
    for (size_t i = 0; i < groups->people.n; i++)
        n += groups_place(groups, module, i) == number;
    return n;
}

bool groups_shown(const struct groups *groups, size_t module, int64_t number) {
    for (size_t i = 0; i < groups->people.n; i++)
        if (groups->people.rows[i].own && groups_place(groups, module, i) == number)
            return true;
    return groups->everyone;
}

struct str groups_letter(struct arena *arena, int64_t number) {
    ENSURE(number > 0 && number <= 26 * 27);
    const int last = 'A' + (int)((number - 1) % 26);
    if (number <= 26)
        return str_fmt(arena, "%c", last);
    return str_fmt(arena, "%c%c", 'A' + (int)((number - 1) / 26) - 1, last);
}

struct str groups_module_title(struct arena *arena, enum lang lang,
                               const struct grouping_modules_row *module) {
    const struct programme_modules_row row = {
        .position = module->position, .title = module->title, .decided = module->decided};
    return programme_module_title(arena, lang, &row);
}

bool groups_happened(const struct grouping_modules_row *module, struct day today) {
    return day_is(module->day) && module->day.n <= today.n;
}

int64_t groups_unplaced(const struct groups *groups, struct day today) {
    int64_t n = 0;
    for (size_t i = 0; i < groups->people.n; i++)
        for (size_t m = 0; m < groups->modules.n; m++)
            if (!groups_happened(&groups->modules.rows[m], today) && groups->n_groups[m] > 0 &&
                groups_place(groups, m, i) == 0 && !groups->away[m * groups->people.n + i]) {
                n++;
                break;
            }
    return n;
}

int64_t groups_placed_away(const struct groups *groups, struct day today) {
    int64_t n = 0;
    for (size_t m = 0; m < groups->modules.n; m++)
        for (size_t i = 0; i < groups->people.n; i++)
            n += !groups_happened(&groups->modules.rows[m], today) &&
                 groups_place(groups, m, i) > 0 && groups->away[m * groups->people.n + i];
    return n;
}

int64_t groups_broken(const struct groups *groups, struct day today) {
    int64_t n = 0;
    for (size_t m = 0; m < groups->modules.n; m++)
        for (size_t k = 0; k < groups->n_apart; k++) {
            const int64_t place = groups_place(groups, m, groups->apart[k].a);
            n += place > 0 && place == groups_place(groups, m, groups->apart[k].b) &&
                 !groups_happened(&groups->modules.rows[m], today);
        }
    return n;
}

// ---- loading ---------------------------------------------------------------------------------

static size_t module_at(const struct groups *groups, int64_t module) {
    size_t m = 0;
    while (m < groups->modules.n && groups->modules.rows[m].module_id != module)
        m++;
    return m;
}

static size_t seat_of(const struct groups *groups, int64_t person) {
    size_t i = 0;
    while (i < groups->people.n && groups->people.rows[i].id != person)
        i++;
    return i;
}

static void place_all(struct groups *groups, const struct grouping_places *places) {
    for (size_t k = 0; k < places->n; k++) {
        const struct grouping_places_row *row = &places->rows[k];
        const size_t m = module_at(groups, row->module_id.is ? row->module_id.v : 0);
        const size_t i = seat_of(groups, row->person_id);
        if (m == groups->modules.n || i == groups->people.n)
            continue; // who left the cohort meets nobody any more
        groups->place[m * groups->people.n + i] = row->number;
        if (row->number > groups->n_groups[m])
            groups->n_groups[m] = row->number;
        groups->any = true;
    }
}

static bool has_left(const struct groups *groups, const struct grouping_places_row *row,
                     struct day today) {
    const size_t m = module_at(groups, row->module_id.is ? row->module_id.v : 0);
    return m < groups->modules.n && !groups_happened(&groups->modules.rows[m], today) &&
           seat_of(groups, row->person_id) == groups->people.n;
}

static int64_t count_left(const struct groups *groups, const struct grouping_places *places,
                          struct day today) {
    int64_t n = 0;
    for (size_t k = 0; k < places->n; k++) {
        bool counts = has_left(groups, &places->rows[k], today);
        for (size_t l = 0; counts && l < k; l++)
            counts = places->rows[l].person_id != places->rows[k].person_id ||
                     !has_left(groups, &places->rows[l], today);
        n += counts;
    }
    return n;
}

static void mark_away(struct groups *groups, const struct grouping_away *away) {
    for (size_t k = 0; k < away->n; k++) {
        const size_t m = module_at(groups, away->rows[k].module_id);
        const size_t i = seat_of(groups, away->rows[k].person_id);
        if (m < groups->modules.n && i < groups->people.n)
            groups->away[m * groups->people.n + i] = true;
    }
}

static void pair_add(const struct groups *groups, int64_t a, int64_t b, struct grouping_pair *pairs,
                     size_t *n) {
    const struct grouping_pair pair = {seat_of(groups, a), seat_of(groups, b)};
    if (pair.a < groups->people.n && pair.b < groups->people.n)
        pairs[(*n)++] = pair;
}

static enum rc pairs_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                          struct day today, struct groups *groups) {
    struct grouping_met_before met;
    struct grouping_apart apart;
    TRY(q_grouping_met_before(db, arena, cohort, today, &met));
    TRY(q_grouping_apart(db, arena, cohort, today, &apart));
    groups->met_before = NEW_ARRAY(arena, struct grouping_pair, met.n + 1);
    groups->apart = NEW_ARRAY(arena, struct grouping_pair, apart.n + 1);
    for (size_t k = 0; k < met.n; k++)
        pair_add(groups, met.rows[k].a, met.rows[k].b, groups->met_before, &groups->n_met_before);
    for (size_t k = 0; k < apart.n; k++)
        pair_add(groups, apart.rows[k].a, apart.rows[k].b, groups->apart, &groups->n_apart);
    return RC_OK;
}

// Groups of the whole cohort belong to no module: one row stands for it.
static enum rc modules_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                            struct groups *groups) {
    if (groups->kind == GROUPING_SUBGROUP)
        return q_grouping_modules(db, arena, cohort, &groups->modules);
    groups->modules.rows = NEW(arena, struct grouping_modules_row);
    groups->modules.rows[0].day = DAY_NONE;
    groups->modules.n = 1;
    return RC_OK;
}

static bool is_named(const struct groups *groups, size_t person) {
    if (groups->people.rows[person].own)
        return true;
    for (size_t m = 0; m < groups->modules.n; m++) {
        const int64_t number = groups_place(groups, m, person);
        if (number > 0 && groups_shown(groups, m, number))
            return true;
    }
    return groups->everyone;
}

static void forget_names(struct arena *arena, struct groups *groups) {
    bool *named = NEW_ARRAY(arena, bool, groups->people.n);
    for (size_t i = 0; i < groups->people.n; i++)
        named[i] = is_named(groups, i);
    for (size_t i = 0; i < groups->people.n; i++)
        if (!named[i])
            groups->people.rows[i] = (struct grouping_people_row){0};
}

enum rc groups_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                    struct day today, bool everyone, enum grouping_kind kind,
                    struct groups *ret_groups) {
    struct groups groups = {.kind = kind, .everyone = everyone};
    struct grouping_places places;
    struct grouping_away away = {0};
    TRY(q_grouping_people(db, arena, cohort, today, &groups.people));
    TRY(modules_load(db, arena, cohort, &groups));
    TRY(q_grouping_places(db, arena, cohort, grouping_word(kind), &places));
    if (kind == GROUPING_SUBGROUP)
        TRY(q_grouping_away(db, arena, cohort, &away));
    groups.place = NEW_ARRAY(arena, int64_t, groups.modules.n * groups.people.n);
    groups.away = NEW_ARRAY(arena, bool, groups.modules.n *groups.people.n + 1);
    groups.n_groups = NEW_ARRAY(arena, int64_t, groups.modules.n);
    place_all(&groups, &places);
    groups.n_left = count_left(&groups, &places, today);
    mark_away(&groups, &away);
    TRY(pairs_load(db, arena, cohort, today, &groups));
    forget_names(arena, &groups);
    *ret_groups = groups;
    return RC_OK;
}

// ---- who meets whom --------------------------------------------------------------------------

static void meet(struct meeting *meeting, const struct meeting_round *round) {
    if (meeting->times++ == 0) {
        meeting->first = round->number;
        meeting->happened = round->happened;
    }
}

static void round_add(const struct meeting_round *round, const int64_t *place, size_t n_people,
                      struct meeting *meetings) {
    for (size_t i = 0; i < n_people; i++)
        for (size_t j = 0; j < n_people; j++)
            if (i != j && place[i] > 0 && place[i] == place[j])
                meet(&meetings[i * n_people + j], round);
}

struct meeting *meetings_of(struct arena *arena, const struct meeting_round *rounds,
                            size_t n_rounds, const int64_t *place, size_t n_people) {
    struct meeting *meetings = NEW_ARRAY(arena, struct meeting, n_people * n_people);
    for (int planned = 0; planned < 2; planned++)
        for (size_t w = 0; w < n_rounds; w++)
            if (rounds[w].happened == !planned)
                round_add(&rounds[w], place + w * n_people, n_people, meetings);
    return meetings;
}

void meetings_before(const struct grouping_pair *pairs, size_t n_pairs, struct meeting *meetings,
                     size_t n_people) {
    for (size_t k = 0; k < n_pairs; k++)
        for (int way = 0; way < 2; way++) {
            const size_t i = way ? pairs[k].b : pairs[k].a, j = way ? pairs[k].a : pairs[k].b;
            struct meeting *const meeting = &meetings[i * n_people + j];
            *meeting = (struct meeting){meeting->times + 1, 0, true};
        }
}

struct meeting *groups_meetings(struct arena *arena, const struct groups *groups,
                                struct day today) {
    const size_t n = groups->modules.n, n_people = groups->people.n;
    struct meeting_round *rounds = NEW_ARRAY(arena, struct meeting_round, n);
    int64_t *there = NEW_ARRAY(arena, int64_t, n * n_people + 1);
    for (size_t m = 0; m < n; m++) {
        rounds[m] = (struct meeting_round){groups->modules.rows[m].position,
                                           groups_happened(&groups->modules.rows[m], today)};
        for (size_t i = 0; i < n_people; i++)
            there[m * n_people + i] = groups_there(groups, m, i);
    }
    struct meeting *const meetings = meetings_of(arena, rounds, n, there, n_people);
    meetings_before(groups->met_before, groups->n_met_before, meetings, n_people);
    return meetings;
}
