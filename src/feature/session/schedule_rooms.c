// SPDX-License-Identifier: EUPL-1.2
// The rooms in which a cohort comes together, and how many people fit in them: fields beside the
// form of its sessions. A room belongs to the house: what is said here holds for every cohort.
#include "feature/session/session_views.h"

static bool is_shown(const struct schedule_view *view, struct str key) {
    for (size_t i = 0; i < view->n_rooms; i++)
        if (str_eq(view->rooms[i].key, key))
            return true;
    return false;
}

static struct str numbered(struct ctx *c, const char *word, size_t number) {
    return str_fmt(c->arena, "%s-%zu", word, number);
}

static struct str seats_text(struct ctx *c, int64_t seats) {
    return seats > 0 ? str_fmt(c->arena, "%" PRId64, seats) : STR("");
}

static void room_add(struct ctx *c, struct schedule_view *view, struct str name, struct str key) {
    const struct room_list_row *const known = room_find(&view->known, key);
    const size_t number = view->n_rooms + 1;
    struct schedule_room *const room = &view->rooms[view->n_rooms++];
    *room = (struct schedule_room){
        .name = name,
        .key = key,
        .now = known != NULL ? known->seats : 0,
        .name_name = numbered(c, "zaalnaam", number),
        .stamp_name = numbered(c, "stond", number),
    };
    room->typed = room->now;
    room->stamp = seats_text(c, room->now);
    room->seats = (struct field){
        .name = str_c(c->arena, numbered(c, "stoelen", number)),
        .type = "number",
        .value = room->stamp,
        .label = text_session_room_seats(c->arena, c->lang, name),
    };
}

enum rc schedule_rooms_load(struct ctx *c, struct schedule_view *view) {
    TRY(q_room_list(c->ro, c->arena, &view->known));
    view->rooms = NEW_ARRAY(c->arena, struct schedule_room, view->list.n + 1);
    for (size_t i = 0; i < view->list.n; i++) {
        const struct schedule_list_row *const row = &view->list.rows[i];
        const struct str key = room_key(c->arena, row->place);
        if (str_is(key) && !schedule_is_cancelled(row->state) && !is_shown(view, key))
            room_add(c, view, row->place, key);
    }
    return RC_OK;
}

// The number under which the form carried this room; 0: it did not.
static size_t number_in_form(struct ctx *c, const struct schedule_view *view, struct str key) {
    for (size_t number = 1; number <= view->list.n; number++) {
        const struct str name = form_value(c, str_c(c->arena, numbered(c, "zaalnaam", number)));
        if (name.p != NULL && str_eq(room_key(c->arena, name), key))
            return number;
    }
    return 0;
}

static void room_read(struct ctx *c, struct schedule_view *view, struct schedule_room *room) {
    const size_t number = number_in_form(c, view, room->key);
    struct opt_int typed = {0, false};
    int64_t was = 0;
    if (number == 0)
        return;
    // Dates of others may have moved it: it is read under its old number, and shown under its new.
    const char *const name = room->seats.name;
    room->seats.name = str_c(c->arena, numbered(c, "stoelen", number));
    form_opt_int(c, &room->seats, 1, ROOM_SEATS_MAX, &view->mistakes, &typed);
    room->seats.name = name;
    const struct str stamp = form_value(c, str_c(c->arena, numbered(c, "stond", number)));
    if (str_i64(stamp, &was) != RC_OK)
        was = 0;
    if (str_is(room->seats.error))
        return;
    room->typed = typed.is ? typed.v : 0;
    switch (room_fate_of(was, room->typed, room->now)) {
    case ROOM_CONFLICT:
        form_mistake(&room->seats,
                     text_session_room_changed(c->arena, c->lang,
                                               room->now > 0 ? seats_text(c, room->now)
                                                             : text_web_none(c->arena, c->lang)),
                     &view->mistakes);
        break;
    case ROOM_KEEP:
        room->typed = room->now;
        break;
    case ROOM_WRITE:
        break;
    }
}

void schedule_rooms_read(struct ctx *c, struct schedule_view *view) {
    for (size_t i = 0; i < view->n_rooms; i++)
        room_read(c, view, &view->rooms[i]);
}

enum rc schedule_rooms_write(struct ctx *c, struct schedule_view *view) {
    for (size_t i = 0; i < view->n_rooms; i++)
        if (view->rooms[i].typed != view->rooms[i].now)
            TRY(room_write(c->db, c->arena, view->rooms[i].name, view->rooms[i].typed));
    return RC_OK;
}
