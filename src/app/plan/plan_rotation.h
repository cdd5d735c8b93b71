// SPDX-License-Identifier: EUPL-1.2
// The rotation on the command line: its two halves, reading (plan_rotation_read.c) and answering.
#ifndef VLIEGWIEL_PLAN_ROTATION_CLI_H
#define VLIEGWIEL_PLAN_ROTATION_CLI_H
#include "app/plan/plan_cli.h"

struct rotation_people {
    struct str *ids;  // [n_people] as given
    int32_t *by_id;   // [n_people] people in the order of their ids
    bool is_numbered; // no file: the ids are 1..n
    struct plan_rotation problem;
};

// The rows of a plan, as they stand in the file.
struct rotation_row {
    struct str person;
    int32_t round, group; // from 0
};
struct rotation_rows {
    struct rotation_row *list;
    size_t n;
    int32_t n_rounds, n_groups; // the largest seen
};

enum rc plan_rotation_run(struct plan_run *run);

NODISCARD enum rc rotation_read_rows(struct arena *arena, struct str file,
                                     struct rotation_rows *ret_rows);
// People, groups and rules from the file and the options. `rows` gives groups and rounds that the
// options leave out; NULL: they must be there.
NODISCARD enum rc rotation_read_people(const struct plan_run *run, const struct rotation_rows *rows,
                                       struct rotation_people *ret_people);
// [n_people * n_rounds] groups, -1 = none. Rows that have no place there become conflicts, when
// these are asked for.
int32_t *rotation_places(struct arena *arena, const struct rotation_people *people,
                         const struct rotation_rows *rows, struct plan_remarks *conflicts);
// Ordered by round, group, person.
struct str rotation_plan_csv(struct arena *arena, const struct rotation_people *people,
                             const int32_t *group);
#endif
