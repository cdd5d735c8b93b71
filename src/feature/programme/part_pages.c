// SPDX-License-Identifier: EUPL-1.2
// The pages of one element of a module: add, change, move, remove; and the draft that gathers
// changes. Who edits what somebody else has just changed is refused, and sees what stands there
// now.
#include "feature/programme/programme.h"
#include "programme_html.h"

enum { MINUTES_MAX = 480 };

struct url url_part(struct arena *arena, int64_t programme, int64_t module, int64_t element) {
    return (struct url){str_fmt(arena,
                                "/leergangen/%" PRId64 "/modules/%" PRId64 "/onderdelen/%" PRId64,
                                programme, module, element)};
}

struct url url_part_move(struct arena *arena, int64_t programme, int64_t module, int64_t element) {
    const struct url part = url_part(arena, programme, module, element);
    return (struct url){str_fmt(arena, STR_FMT "/plaats", STR_ARG(part.text))};
}

struct url url_part_remove(struct arena *arena, int64_t programme, int64_t module,
                           int64_t element) {
    const struct url part = url_part(arena, programme, module, element);
    return (struct url){str_fmt(arena, STR_FMT "/weg", STR_ARG(part.text))};
}

static struct programme_author author_of(const struct ctx *c) {
    return (struct programme_author){c->viewer->person, c->now};
}

struct field programme_reason(struct ctx *c, const struct programme_get_row *programme) {
    return (struct field){.name = "reden",
                          .type = "text",
                          .required = !programme->draft,
                          .max = 300,
                          .label = text_programme_reason(c->arena, c->lang),
                          .help = text_programme_reason_help(c->arena, c->lang)};
}

struct field draft_reason(struct ctx *c) {
    return (struct field){.name = "reden",
                          .type = "text",
                          .required = true,
                          .max = 300,
                          .label = text_programme_publish_reason(c->arena, c->lang),
                          .help = text_programme_reason_help(c->arena, c->lang)};
}

// ---- the form --------------------------------------------------------------------------------

static enum rc module_load(struct ctx *c, struct part_view *view) {
    bool may_edit;
    TRY(programme_seen(c, &view->programme, &may_edit));
    TRY(programme_module_at(c, view->programme.version_id, c->arg[1], &view->module));
    return q_programme_module_elements(c->ro, c->arena, view->programme.version_id,
                                       view->module.element_id, true, &view->parts);
}

// RC_CONFLICT: it is not in this module, or not any more.
static enum rc part_load(struct ctx *c, struct part_view *view, size_t *ret_at) {
    TRY(module_load(c, view));
    for (size_t i = 0; i < view->parts.n; i++)
        if (view->parts.rows[i].element_id == c->arg[2]) {
            view->part = view->parts.rows[i];
            *ret_at = i;
            return RC_OK;
        }
    return RC_CONFLICT;
}

static void part_fields(struct ctx *c, struct part_view *view) {
    const struct programme_module_elements_row *const part = &view->part;
    struct arena *const arena = c->arena;
    view->title = (struct field){.name = "titel",
                                 .type = "text",
                                 .required = true,
                                 .max = 120,
                                 .value = part->title,
                                 .label = text_programme_part_title(arena, c->lang)};
    view->kind = (struct field){
        .name = "vorm", .required = true, .label = text_programme_kind(arena, c->lang)};
    view->body = (struct field){.name = "tekst",
                                .required = true,
                                .max = 2000,
                                .value = part->body,
                                .label = text_programme_part_body(arena, c->lang)};
    view->track = (struct field){.name = "soort",
                                 .required = true,
                                 .value = part->track,
                                 .label = text_programme_track(arena, c->lang)};
    view->minutes = (struct field){.name = "minuten",
                                   .type = "number",
                                   .required = true,
                                   .label = text_programme_part_minutes(arena, c->lang)};
    if (part->minutes.is)
        view->minutes.value = str_fmt(arena, "%" PRId64, part->minutes.v);
    view->materials = (struct field){.name = "materiaal",
                                     .max = 600,
                                     .value = part->materials,
                                     .label = text_programme_materials(arena, c->lang)};
    view->notes = (struct field){.name = "begeleider",
                                 .max = 2000,
                                 .value = part->notes,
                                 .label = text_programme_notes(arena, c->lang),
                                 .help = text_programme_notes_help(arena, c->lang)};
    view->reason = programme_reason(c, &view->programme);
    view->why_remove = (struct field){.name = "waarom",
                                      .type = "text",
                                      .max = 300,
                                      .required = !view->programme.draft,
                                      .label = text_programme_why_remove(arena, c->lang)};
}

static void part_choices(struct ctx *c, struct part_view *view) {
    static const struct str kinds[PART_KINDS] = {STR("method"), STR("theme"), STR("assignment"),
                                                 STR("text")};
    static const struct str tracks[PART_TRACKS] = {STR("content"), STR("personal")};
    for (size_t i = 0; i < PART_KINDS; i++)
        view->kinds[i] = (struct choice){kinds[i], programme_kind_label(c->lang, kinds[i]),
                                         str_eq(kinds[i], view->kind.value)};
    for (size_t i = 0; i < PART_TRACKS; i++)
        view->tracks[i] = (struct choice){tracks[i], programme_track_label(c->lang, tracks[i]),
                                          str_eq(tracks[i], view->track.value)};
}

static enum rc part_show(struct ctx *c, struct part_view *view) {
    const bool is_new = view->part.element_id == 0;
    part_choices(c, view);
    view->layout = layout_of(
        c, is_new ? text_programme_part_new(c->arena, c->lang) : view->part.title, "programme");
    layout_crumb(&view->layout, text_programme_title(c->arena, c->lang), url_programmes());
    layout_crumb(&view->layout, view->programme.name, url_programme(c->arena, view->programme.id));
    layout_crumb(&view->layout, programme_module_title(c->arena, c->lang, &view->module),
                 url_programme_module(c->arena, view->programme.id, view->module.position));
    struct page *page = reply_page(c);
    programme_part_html(page, view);
    reply_page_done(c, page, view->mistakes > 0 ? 422 : 200);
    return RC_OK;
}

static bool is_offered(const struct choice *choices, size_t n, struct str value) {
    for (size_t i = 0; i < n; i++)
        if (str_eq(choices[i].value, value))
            return true;
    return false;
}

static void part_read(struct ctx *c, struct part_view *view, struct part_change *change) {
    form_text(c, &view->title, &view->mistakes, &change->title);
    form_text(c, &view->body, &view->mistakes, &change->body);
    form_text(c, &view->track, &view->mistakes, &change->track);
    form_int(c, &view->minutes, 1, MINUTES_MAX, &view->mistakes, &change->minutes);
    form_text(c, &view->materials, &view->mistakes, &change->materials);
    form_text(c, &view->notes, &view->mistakes, &change->notes);
    form_text(c, &view->reason, &view->mistakes, &change->reason);
    part_choices(c, view);
    if (!is_offered(view->tracks, PART_TRACKS, view->track.value))
        form_mistake(&view->track, text_programme_track_wrong(c->arena, c->lang), &view->mistakes);
}

// Was the form made on what stands there now? Versions of an element are never used twice.
static bool is_current(struct ctx *c, const struct part_view *view) {
    int64_t number;
    return str_i64(form_value(c, "versie"), &number) == RC_OK && number == view->part.number;
}

static enum rc part_done(struct ctx *c, const struct part_view *view) {
    TRY(notice_set(c, programme_saved(c, &view->programme)));
    return reply_redirect(
        c, url_programme_module(c->arena, view->programme.id, view->module.position));
}

enum rc part_new_get(struct ctx *c) {
    struct part_view view = {0};
    TRY(module_load(c, &view));
    part_fields(c, &view);
    return part_show(c, &view);
}

enum rc part_new_post(struct ctx *c) {
    struct part_view view = {0};
    struct part_change change;
    TRY(module_load(c, &view));
    part_fields(c, &view);
    part_read(c, &view, &change);
    form_text(c, &view.kind, &view.mistakes, &change.kind);
    if (!is_offered(view.kinds, PART_KINDS, view.kind.value))
        form_mistake(&view.kind, text_programme_kind_wrong(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return part_show(c, &view);
    TRY(programme_part_add(c->db, c->arena, &view.programme, view.module.element_id, &change,
                           author_of(c)));
    return part_done(c, &view);
}

// Of an element that somebody took out nothing is left to edit: then the module itself.
enum rc part_get(struct ctx *c) {
    struct part_view view = {0};
    size_t at;
    const enum rc rc = part_load(c, &view, &at);
    if (rc == RC_CONFLICT)
        return reply_redirect(c, url_programme_module(c->arena, c->arg[0], c->arg[1]));
    TRY(rc);
    part_fields(c, &view);
    return part_show(c, &view);
}

enum rc part_post(struct ctx *c) {
    struct part_view view = {0};
    struct part_change change;
    size_t at;
    TRY(part_load(c, &view, &at));
    part_fields(c, &view);
    part_read(c, &view, &change);
    view.is_stale = !is_current(c, &view);
    if (view.is_stale)
        form_mistake(&view.title, text_programme_part_stale(c->arena, c->lang), &view.mistakes);
    if (view.mistakes > 0)
        return part_show(c, &view);
    TRY(programme_part_change(c->db, c->arena, &view.programme, &view.part, &change, author_of(c)));
    return part_done(c, &view);
}

enum rc part_remove_post(struct ctx *c) {
    struct part_view view = {0};
    struct str reason;
    size_t at;
    TRY(part_load(c, &view, &at));
    part_fields(c, &view);
    form_text(c, &view.why_remove, &view.mistakes, &reason);
    view.is_stale = !is_current(c, &view);
    if (view.is_stale)
        form_mistake(&view.why_remove, text_programme_part_stale(c->arena, c->lang),
                     &view.mistakes);
    if (view.mistakes > 0)
        return part_show(c, &view);
    TRY(programme_part_remove(c->db, c->arena, &view.programme, &view.part, reason, author_of(c)));
    return part_done(c, &view);
}

// A step is taken from the place that the form saw; when it is elsewhere by now, nothing moves.
enum rc part_move_post(struct ctx *c) {
    struct part_view view = {0};
    size_t at;
    int64_t seen;
    TRY(part_load(c, &view, &at));
    const struct url back = url_programme_module(c->arena, view.programme.id, view.module.position);
    if (str_i64(form_value(c, "plaats"), &seen) != RC_OK || seen != (int64_t)at + 1) {
        TRY(notice_set(c, text_programme_not_moved(c->arena, c->lang)));
        return reply_redirect(c, back);
    }
    const bool up = str_eq(form_value(c, "richting"), STR("op"));
    TRY(programme_part_move(c->db, c->arena, &view.programme, &view.parts, at, up, author_of(c)));
    const int64_t draft = view.programme.version + !view.programme.draft;
    TRY(notice_set(c, text_programme_moved(c->arena, c->lang, draft)));
    return reply_redirect(c, back);
}

// ---- the draft -------------------------------------------------------------------------------

enum rc draft_begin_post(struct ctx *c) {
    struct programme_get_row programme;
    bool may_edit;
    int64_t version;
    TRY(programme_seen(c, &programme, &may_edit));
    if (!programme.draft)
        TRY(programme_draft_begin(c->db, c->arena, &programme, author_of(c), &version));
    TRY(notice_set(c, text_programme_draft_begun(c->arena, c->lang)));
    return reply_redirect(c, url_programme(c->arena, programme.id));
}

enum rc draft_publish_post(struct ctx *c) {
    struct programme_view view = {.reason = draft_reason(c)};
    struct str reason;
    TRY(programme_seen(c, &view.programme, &view.may_edit));
    form_text(c, &view.reason, &view.mistakes, &reason);
    if (view.mistakes > 0) {
        TRY(q_programme_modules(c->ro, c->arena, view.programme.version_id, &view.modules));
        return programme_show(c, &view);
    }
    TRY(programme_draft_publish(c->db, &view.programme, reason, author_of(c)));
    TRY(notice_set(c, text_programme_module_saved(c->arena, c->lang, view.programme.version)));
    return reply_redirect(c, url_programme(c->arena, view.programme.id));
}

enum rc draft_drop_post(struct ctx *c) {
    struct programme_get_row programme;
    bool may_edit;
    TRY(programme_seen(c, &programme, &may_edit));
    TRY(programme_draft_drop(c->db, &programme));
    TRY(notice_set(c, text_programme_draft_dropped(c->arena, c->lang)));
    return reply_redirect(c, url_programme(c->arena, programme.id));
}
