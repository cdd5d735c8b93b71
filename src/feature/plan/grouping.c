// SPDX-License-Identifier: EUPL-1.2
// Puts people, modules and places together, leaves out what a viewer may not know, counts meetings.
#include "feature/plan/grouping.h"
#include "feature/programme/programme.h"

bool groups_all_names(uint32_t reach) {
    return access_allows(reach & ~(1u << ROLE_PARTNER_COORDINATOR), RIGHT_grouping_read);
}

int64_t groups_place(const struct groups *groups, size_t module, size_t person) {
    return groups->place[module * groups->people.n + person];
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

// ---- loading ---------------------------------------------------------------------------------

static void place_all(struct groups *groups, const struct grouping_places *places) {
    size_t m = 0, i = 0;
    for (size_t k = 0; k < places->n; k++) {
        const struct grouping_places_row *row = &places->rows[k];
        for (m = 0; m < groups->modules.n && groups->modules.rows[m].module_id != row->module_id.v;)
            m++;
        for (i = 0; i < groups->people.n && groups->people.rows[i].id != row->person_id;)
            i++;
        if (m == groups->modules.n || i == groups->people.n)
            continue; // who left the cohort meets nobody any more
        groups->place[m * groups->people.n + i] = row->number;
        if (row->number > groups->n_groups[m])
            groups->n_groups[m] = row->number;
        groups->any = true;
    }
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
                    struct day today, bool everyone, struct groups *ret_groups) {
    struct groups groups = {.everyone = everyone};
    struct grouping_places places;
    TRY(q_grouping_people(db, arena, cohort, today, &groups.people));
    TRY(q_grouping_modules(db, arena, cohort, &groups.modules));
    TRY(q_grouping_places(db, arena, cohort, &places));
    groups.place = NEW_ARRAY(arena, int64_t, groups.modules.n * groups.people.n);
    groups.n_groups = NEW_ARRAY(arena, int64_t, groups.modules.n);
    place_all(&groups, &places);
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

struct meeting *groups_meetings(struct arena *arena, const struct groups *groups,
                                struct day today) {
    const size_t n = groups->modules.n;
    struct meeting_round *rounds = NEW_ARRAY(arena, struct meeting_round, n);
    for (size_t m = 0; m < n; m++)
        rounds[m] = (struct meeting_round){groups->modules.rows[m].position,
                                           groups_happened(&groups->modules.rows[m], today)};
    return meetings_of(arena, rounds, n, groups->place, groups->people.n);
}
