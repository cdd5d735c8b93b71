// SPDX-License-Identifier: EUPL-1.2
// Makes clashes of rows; see clash.h. No HTML, no SQL text.
#include "feature/session/clash.h"

static struct clash of_room(const struct clash_rooms_row *row) {
    return (struct clash){
        .kind = CLASH_ROOM,
        .session = row->session_id,
        .other = {row->other_id, row->number, row->position.v, row->own, row->cohort, row->title,
                  row->start_clock, row->end_clock},
        .person = STR_NONE,
    };
}

static enum clash_kind kind_of(const struct clash_people_row *row) {
    if (row->leads)
        return row->other_leads ? CLASH_LEADS_BOTH : CLASH_LEADS_HERE;
    return row->other_leads && str_is(row->cohort) ? CLASH_LEADS_THERE : CLASH_EXPECTED;
}

static struct clash of_person(const struct clash_people_row *row) {
    return (struct clash){
        .kind = kind_of(row),
        .session = row->session_id,
        .other = {row->other_id, row->number, row->position.v, row->own, row->cohort, row->title,
                  row->start_clock, row->end_clock},
        .person = row->name,
        .n_people = 1,
    };
}

// People who are expected at the same two sessions count together.
static bool joined(struct clash *clashes, size_t n, const struct clash *clash) {
    for (size_t i = 0; clash->kind == CLASH_EXPECTED && i < n; i++) {
        struct clash *const before = &clashes[i];
        if (before->kind != CLASH_EXPECTED || before->session != clash->session ||
            before->other.id != clash->other.id)
            continue;
        before->n_people++;
        before->person = STR_NONE;
        return true;
    }
    return false;
}

size_t clashes_of(struct arena *arena, const struct clash_rooms *rooms,
                  const struct clash_people *people, const struct clash **ret_clashes) {
    struct clash *const clashes = NEW_ARRAY(arena, struct clash, rooms->n + people->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < rooms->n; i++)
        clashes[n++] = of_room(&rooms->rows[i]);
    for (size_t i = 0; i < people->n; i++) {
        const struct clash clash = of_person(&people->rows[i]);
        if (!joined(clashes, n, &clash))
            clashes[n++] = clash;
    }
    *ret_clashes = clashes;
    return n;
}
