// SPDX-License-Identifier: EUPL-1.2
// Takes back a whole import of people from what it noted: what was new goes, what was changed
// becomes as it was. Refuses where something was built on it since. The page shows it first.
#include <jansson.h>

#include "feature/import/import.h"
#include "feature/person/person.h"
#include "import_html.h"

struct undoing {
    struct db *db;
    struct arena *arena;
    const struct import_get_row *import;
    struct person_employment_units units;
};

bool import_may_undo(const struct import_get_row *import, struct instant now) {
    return import_kind_of(import->kind) == IMPORT_PEOPLE && str_eq(import->state, STR("applied")) &&
           instant_is(import->applied_at) && now.s - import->applied_at.s <= IMPORT_UNDO_SECONDS;
}

// ---- what stood there before -----------------------------------------------------------------
struct before {
    int64_t version; // as which the import left the person; 0: it left the person alone
    uint32_t fields; // that the import changed
    struct str value[IMPORT_FIELD_N];
};

static enum rc before_read(struct arena *arena, struct str text, struct before *ret_before) {
    struct before before = {0};
    json_t *root = json_loadb(text.p, text.n, 0, NULL);
    if (root == NULL)
        return RC_INVALID;
    before.version = json_integer_value(json_object_get(root, "_version"));
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        const json_t *value = json_object_get(root, import_field_name(field));
        if (!json_is_string(value))
            continue;
        before.fields |= 1u << field;
        before.value[field] = str_fmt(arena, "%s", json_string_value(value));
    }
    json_decref(root);
    *ret_before = before;
    return RC_OK;
}

// Something was changed since: the line, what was built on it, or the person by hand.
static bool is_later(struct arena *arena, const struct import_undo_lines_row *line) {
    struct before before = {0};
    if (line->is_later)
        return true;
    if (line->before.p == NULL || before_read(arena, line->before, &before) != RC_OK)
        return false;
    return before.version != 0 && before.version != line->person_version;
}

// Into *text what the field held, when the import changed it; nothing at all is STR_NONE.
static void put_back(const struct before *before, enum import_field field, struct str *text) {
    if (before->fields & 1u << field)
        *text = str_is(before->value[field]) ? before->value[field] : STR_NONE;
}

static void put_back_name(const struct before *before, enum import_field field, struct str *text) {
    if (before->fields & 1u << field)
        *text = before->value[field];
}

static void put_back_day(const struct before *before, enum import_field field, struct day *day) {
    if (before->fields & 1u << field && day_from_iso(before->value[field], day) != RC_OK)
        *day = DAY_NONE;
}

static struct opt_int unit_of(const struct undoing *u, struct str name) {
    for (size_t i = 0; i < u->units.n; i++)
        if (str_is(name) && str_eq(u->units.rows[i].name, name))
            return (struct opt_int){u->units.rows[i].id, true};
    return (struct opt_int){0};
}

// ---- one line --------------------------------------------------------------------------------
static enum rc person_back(const struct undoing *u, const struct import_undo_lines_row *line,
                           const struct before *before) {
    struct person_input person = {line->given_name, line->infix, line->family_name, line->email};
    put_back_name(before, IMPORT_given_name, &person.given_name);
    put_back_name(before, IMPORT_infix, &person.infix);
    put_back_name(before, IMPORT_family_name, &person.family_name);
    put_back_name(before, IMPORT_email, &person.email);
    TRY(person_change(u->db, u->arena, line->person_id, &person));
    // an earlier import that left the person as this version can be taken back after this one
    return before->version == 0
               ? RC_OK
               : q_person_version_back(u->db, line->person_id, before->version - 1, NULL);
}

static enum rc membership_back(const struct undoing *u, const struct import_undo_lines_row *line,
                               const struct before *before,
                               const struct employment_input *employment) {
    const int64_t organisation = u->import->organisation_id;
    if (line->line != 1)
        return RC_OK;
    if (before->fields & IMPORT_BIT(unit))
        TRY(person_move_back(u->db, u->arena, line->person_id, organisation, employment->unit,
                             instant_day(u->import->applied_at)));
    if (before->fields & (IMPORT_BIT(until) | IMPORT_BIT(unit)))
        TRY(person_leave(u->db, line->person_id, organisation, employment->until));
    return RC_OK;
}

static enum rc line_back(const struct undoing *u, const struct import_undo_lines_row *line) {
    struct before before;
    TRY(before_read(u->arena, line->before, &before));
    struct str unit = line->unit;
    struct employment_input employment = {
        .post = line->post,
        .scale = line->scale,
        .scale_step = line->scale_step,
        .roster = line->roster,
        .manager_number = line->manager_number,
        .week_quarters = line->week_quarters,
        .from = line->from_day,
        .until = line->until_day,
    };
    put_back(&before, IMPORT_unit, &unit);
    put_back(&before, IMPORT_post, &employment.post);
    put_back(&before, IMPORT_scale, &employment.scale);
    put_back(&before, IMPORT_scale_step, &employment.scale_step);
    put_back(&before, IMPORT_roster, &employment.roster);
    put_back(&before, IMPORT_manager, &employment.manager_number);
    put_back_day(&before, IMPORT_from, &employment.from);
    put_back_day(&before, IMPORT_until, &employment.until);
    if (before.fields & IMPORT_BIT(hours))
        employment.week_quarters.is =
            str_i64(before.value[IMPORT_hours], &employment.week_quarters.v) == RC_OK;
    employment.unit = unit_of(u, unit);
    if (before.fields & IMPORT_PERSON_FIELDS)
        TRY(person_back(u, line, &before));
    TRY(employment_change(u->db, line->employment_id.v, &employment));
    const int64_t version = line->employment_version.v;
    TRY(q_import_undo_holds(u->db, line->person_id, line->employment_id.v, version - 1, version + 1,
                            NULL));
    return membership_back(u, line, &before, &employment);
}

static bool is_new_line(const struct import_undo_lines_row *line) {
    return str_eq(line->action, STR("new"));
}

static enum rc person_forget(struct db *db, int64_t person) {
    TRY(q_import_undo_matches_drop(db, person, NULL));
    TRY(q_import_undo_answers_drop(db, person, NULL));
    return person_drop(db, person);
}

enum rc import_undo(struct db *db, struct arena *arena, const struct import_get_row *import,
                    const struct import_undo_lines *lines, int64_t by_person, struct instant now) {
    struct undoing u = {.db = db, .arena = arena, .import = import};
    if (!import_may_undo(import, now))
        return RC_CONFLICT;
    for (size_t i = 0; i < lines->n; i++)
        if (is_later(arena, &lines->rows[i]))
            return RC_CONFLICT;
    TRY(q_person_employment_units(db_read(db), arena, import->organisation_id, &u.units));
    TRY(q_import_undo_add(db, import->id, by_person, now, NULL));
    TRY(q_import_undo_changes_drop(db, import->id, NULL));
    for (size_t i = 0; i < lines->n; i++) {
        TRY(is_new_line(&lines->rows[i]) ? employment_drop(db, lines->rows[i].employment_id.v)
                                         : line_back(&u, &lines->rows[i]));
        TRY(ARENA_CHECK(arena));
    }
    TRY(q_person_employment_managers(db, import->source_id, NULL));
    for (size_t i = 0; i < lines->n; i++)
        if (lines->rows[i].is_new)
            TRY(person_forget(db, lines->rows[i].person_id)); // a second line finds nobody
    return RC_OK;
}

// ---- the page --------------------------------------------------------------------------------
static struct str what_happens(struct ctx *c, const struct import_undo_lines_row *line) {
    struct before before;
    if (is_new_line(line))
        return line->is_new ? text_import_undo_person_goes(c->arena, c->lang)
                            : text_import_undo_line_goes(c->arena, c->lang);
    struct buf b = buf_on(c->arena, 64);
    if (before_read(c->arena, line->before, &before) != RC_OK)
        return STR("");
    for (enum import_field field = 0; field < IMPORT_FIELD_N; field++) {
        if (!(before.fields & 1u << field))
            continue;
        const struct str value = import_value_label(c->arena, c->lang, field, before.value[field]);
        if (b.n > 0)
            buf_c(&b, "; ");
        buf_str(&b,
                text_import_undo_back(c->arena, c->lang, import_field_label(c->lang, field),
                                      str_is(value) ? value : text_web_none(c->arena, c->lang)));
    }
    return buf_done(&b);
}

static void fill_lines(struct ctx *c, const struct import_undo_lines *lines,
                       struct import_undo_view *view) {
    view->n = lines->n;
    view->lines = NEW_ARRAY(c->arena, struct import_undo_line, lines->n);
    view->later = NEW_ARRAY(c->arena, struct import_undo_line, lines->n);
    for (size_t i = 0; i < lines->n; i++) {
        const struct import_undo_lines_row *line = &lines->rows[i];
        const struct import_undo_line shown = {line->file_line, line->name, STR_NONE};
        if (is_later(c->arena, line))
            view->later[view->n_later++] = shown;
        if (view->n_shown == IMPORT_SHOWN_MAX)
            continue;
        view->lines[view->n_shown] = shown;
        view->lines[view->n_shown++].what = what_happens(c, line);
    }
    view->may = view->n_later == 0;
}

static enum rc undo_show(struct ctx *c, const struct import_get_row *import,
                         const struct import_undo_lines *lines, int status) {
    struct import_undo_view view = {.id = import->id, .file_name = import->file_name};
    fill_lines(c, lines, &view);
    view.layout = layout_of(c, text_import_undo_title(c->arena, c->lang), "import");
    layout_crumb(&view.layout, text_import_title(c->arena, c->lang), url_imports());
    struct page *page = reply_page(c);
    import_undo_html(page, &view);
    reply_page_done(c, page, status);
    return RC_OK;
}

enum rc import_undo_get(struct ctx *c) {
    struct import_get_row import;
    struct import_undo_lines lines;
    TRY(q_import_get(c->ro, c->arena, c->scope, &import));
    if (!import_may_undo(&import, c->now))
        return reply_redirect(c, url_import(c->arena, c->arg[0]));
    TRY(q_import_undo_lines(c->ro, c->arena, c->scope, &lines));
    return undo_show(c, &import, &lines, 200);
}

enum rc import_undo_post(struct ctx *c) {
    struct arena *arena = arena_child(c->arena, IMPORT_ARENA);
    struct import_get_row import;
    struct import_undo_lines lines;
    TRY(q_import_get(c->ro, arena, c->scope, &import));
    if (!import_may_undo(&import, c->now))
        return reply_redirect(c, url_import(c->arena, c->arg[0]));
    TRY(q_import_undo_lines(c->ro, arena, c->scope, &lines));
    const enum rc rc = import_undo(c->db, arena, &import, &lines, c->viewer->person, c->now);
    if (rc == RC_CONFLICT)
        return undo_show(c, &import, &lines, 422);
    TRY(rc);
    TRY(notice_set(c, text_import_undo_done(c->arena, c->lang)));
    return reply_redirect(c, url_import(c->arena, c->arg[0]));
}
