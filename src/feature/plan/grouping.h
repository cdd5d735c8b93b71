// SPDX-License-Identifier: EUPL-1.2
// The subgroups of a cohort as they are confirmed, and who meets whom in them. What a viewer may
// not know is left out when they are loaded, so that no page can show it. Writes nothing.
#ifndef VLIEGWIEL_GROUPING_H
#define VLIEGWIEL_GROUPING_H
#include "grouping_sql.h"
#include "web/ctx.h"

// Several groupings stand side by side in one cohort.
enum grouping_kind { GROUPING_SUBGROUP, GROUPING_INTERVISION, GROUPING_BUDDY, GROUPING_KIND_N };
struct str grouping_word(enum grouping_kind kind); // as stored in grouping.kind
bool grouping_from_word(struct str word, enum grouping_kind *ret_kind);

struct grouping_pair { // of seats
    size_t a, b;
};
struct groups {
    enum grouping_kind kind;
    struct grouping_people
        people; // by organisation and name; a person without name is a seat number
    struct grouping_modules modules; // in the order of the programme; one without a number when
                                     // the groups are those of the whole cohort
    int64_t *place;                  // [modules.n * people.n] number of the group, 0: in none
    int64_t *n_groups;               // [modules.n]
    bool *away;                      // [modules.n * people.n] did not come, or said not to come
    struct grouping_pair *met_before, *apart;
    size_t n_met_before, n_apart;
    int64_t n_left; // people in groups to come who have left the cohort
    bool any;       // is there a group at all?
    bool everyone;  // the viewer may know every name
};
// everyone: names of all. Else people of the viewer's own organisations and those who share a group
// with them keep their name; of the others nothing is left but their seat.
NODISCARD enum rc groups_load(struct db_ro *db, struct arena *arena, const struct scope *cohort,
                              struct day today, bool everyone, enum grouping_kind kind,
                              struct groups *ret_groups);
// Does everybody with this reach on the cohort (access_reach) know every name in it?
bool groups_all_names(uint32_t reach);
int64_t groups_place(const struct groups *groups, size_t module, size_t person);
// The same for who was or will be there; 0 for who stays away.
int64_t groups_there(const struct groups *groups, size_t module, size_t person);
int64_t groups_size(const struct groups *groups, size_t module, int64_t number);
bool groups_shown(const struct groups *groups, size_t module, int64_t number); // with names
struct str groups_letter(struct arena *arena, int64_t number); // 1 is "A", 27 is "AA"
struct str groups_module_title(struct arena *arena, enum lang lang,
                               const struct grouping_modules_row *module);
bool groups_happened(const struct grouping_modules_row *module, struct day today);
// What the groups to come no longer fit: people without a place, without counting who stays away.
int64_t groups_unplaced(const struct groups *groups, struct day today);
int64_t groups_placed_away(const struct groups *groups, struct day today);
int64_t groups_broken(const struct groups *groups, struct day today); // who never share a group

// ---- who meets whom --------------------------------------------------------------------------

struct meeting_round {
    int64_t number;
    bool happened;
};
struct meeting {
    int64_t times;
    int64_t first; // number of the first round together: one that happened, else the first planned;
                   // 0: in an earlier cohort
    bool happened; // at least once
};
// In: place [n_rounds * n_people], 0: not there. Out: [n_people * n_people], both ways the same.
// Cost: rounds * people^2.
// What people did together in an earlier cohort counts as met; meetings_before adds it.
void meetings_before(const struct grouping_pair *pairs, size_t n_pairs, struct meeting *meetings,
                     size_t n_people);
struct meeting *meetings_of(struct arena *arena, const struct meeting_round *rounds,
                            size_t n_rounds, const int64_t *place, size_t n_people);
struct meeting *groups_meetings(struct arena *arena, const struct groups *groups, struct day today);
#endif
