// SPDX-License-Identifier: EUPL-1.2
// Rules of programmes: from blueprint to first version, and from version to version. No HTML, no
// SQL.
#include "feature/programme/programme.h"
#include "web/session.h"

static struct opt_int some(int64_t v) {
    return (struct opt_int){v, true};
}
static const struct opt_int none = {0, false};

// The element as it stands in this installation. A blueprint's element keeps its own global id in
// the first programme made from it; a second programme gets ids of its own below the programme's
// number.
static enum rc element_place(struct db *db, struct arena *arena, int64_t programme, int64_t version,
                             const struct blueprint_element *source, struct opt_int within,
                             int64_t position, int64_t author, struct instant now,
                             int64_t *ret_element) {
    struct programme_element_new_row element;
    TRY(q_programme_element_new(db, arena, str_fmt(arena, "%s@%" PRId64, source->uid, programme),
                                str_from_c(source->kind), STR("vliegwiel"), STR("starter"),
                                STR("vliegwiel"), now, &element));
    struct programme_element_version_add_row version_row;
    TRY(q_programme_element_version_add(
        db, arena, element.id, 1, none, str_from_c(source->title), str_from_c(source->body),
        str_from_c(source->track), source->minutes > 0 ? some(source->minutes) : none,
        str_from_c(source->materials), str_from_c(source->notes), source->decided, STR("start"),
        some(author), now, &version_row));
    TRY(q_programme_element_add(db, version, version_row.id, within, position, NULL));
    *ret_element = element.id;
    return RC_OK;
}

enum rc programme_from_blueprint(struct db *db, struct arena *arena, struct str name,
                                 struct str aim, int64_t organisation, int64_t author,
                                 struct instant now, int64_t *ret_programme) {
    struct programme_add_row programme;
    struct programme_version_add_row version;
    TRY(q_programme_add(db, arena, name, aim, now, &programme));
    TRY(q_programme_own(db, programme.id, organisation, NULL));
    TRY(q_programme_version_add(db, arena, programme.id, 1, false, none, STR("start"), some(author),
                                now, &version));
    struct opt_int module = none;
    int64_t n_modules = 0, n_parts = 0;
    for (size_t i = 0; i < blueprint_n; i++) {
        const bool is_module = strcmp(blueprint[i].kind, "module") == 0;
        const int64_t position = is_module ? ++n_modules : ++n_parts;
        int64_t element;
        TRY(element_place(db, arena, programme.id, version.id, &blueprint[i],
                          is_module ? none : module, position, author, now, &element));
        if (is_module) {
            module = some(element);
            n_parts = 0;
        }
    }
    *ret_programme = programme.id;
    return RC_OK;
}

// ---- changes
// -------------------------------------------------------------------------------------

static enum rc version_after(struct db *db, struct arena *arena,
                             const struct programme_get_row *programme, bool draft,
                             struct str reason, struct programme_author author,
                             int64_t *ret_version) {
    struct programme_version_add_row version;
    TRY(q_programme_version_add(db, arena, programme->id, programme->version + 1, draft,
                                some(programme->version_id), reason, some(author.person),
                                author.now, &version));
    TRY(q_programme_element_copy(db, programme->version_id, version.id, NULL));
    *ret_version = version.id;
    return RC_OK;
}

// The version that a change is written to.
static enum rc version_open(struct db *db, struct arena *arena,
                            const struct programme_get_row *programme, struct str reason,
                            struct programme_author author, int64_t *ret_version) {
    if (!programme->draft)
        return version_after(db, arena, programme, false, reason, author, ret_version);
    *ret_version = programme->version_id;
    return RC_OK;
}

enum rc programme_module_change(struct db *db, struct arena *arena,
                                const struct programme_get_row *programme,
                                const struct programme_modules_row *module,
                                const struct module_change *change,
                                struct programme_author author) {
    struct programme_element_last_row last;
    struct programme_element_version_add_row element;
    int64_t version;
    TRY(q_programme_element_last(db_read(db), arena, module->element_id, &last));
    TRY(q_programme_element_version_add(db, arena, module->element_id, last.number + 1,
                                        some(module->element_version_id), change->title,
                                        change->body, STR_NONE, none, STR(""), STR(""), true,
                                        change->reason, some(author.person), author.now, &element));
    TRY(version_open(db, arena, programme, change->reason, author, &version));
    return q_programme_element_swap(db, version, module->element_version_id, element.id, NULL);
}

static enum rc part_write(struct db *db, struct arena *arena, int64_t element, int64_t number,
                          struct opt_int parent, const struct part_change *change,
                          struct programme_author author, int64_t *ret_id) {
    struct programme_element_version_add_row written;
    TRY(q_programme_element_version_add(db, arena, element, number, parent, change->title,
                                        change->body, change->track, some(change->minutes),
                                        change->materials, change->notes, true, change->reason,
                                        some(author.person), author.now, &written));
    *ret_id = written.id;
    return RC_OK;
}

enum rc programme_part_add(struct db *db, struct arena *arena,
                           const struct programme_get_row *programme, int64_t module,
                           const struct part_change *change, struct programme_author author) {
    struct programme_part_new_row element;
    struct programme_last_place_row last;
    int64_t written, version;
    TRY(q_programme_part_new(db, arena, programme->id, session_random(arena, 16), change->kind,
                             author.now, &element));
    TRY(part_write(db, arena, element.id, 1, none, change, author, &written));
    TRY(version_open(db, arena, programme, change->reason, author, &version));
    TRY(q_programme_last_place(db_read(db), arena, version, module, &last));
    return q_programme_element_add(db, version, written, some(module), last.position + 1, NULL);
}

enum rc programme_part_change(struct db *db, struct arena *arena,
                              const struct programme_get_row *programme,
                              const struct programme_module_elements_row *part,
                              const struct part_change *change, struct programme_author author) {
    struct programme_element_last_row last;
    int64_t written, version;
    TRY(q_programme_element_last(db_read(db), arena, part->element_id, &last));
    TRY(part_write(db, arena, part->element_id, last.number + 1, some(part->element_version_id),
                   change, author, &written));
    TRY(version_open(db, arena, programme, change->reason, author, &version));
    return q_programme_element_swap(db, version, part->element_version_id, written, NULL);
}

enum rc programme_part_remove(struct db *db, struct arena *arena,
                              const struct programme_get_row *programme,
                              const struct programme_module_elements_row *part, struct str reason,
                              struct programme_author author) {
    int64_t version;
    TRY(version_open(db, arena, programme, reason, author, &version));
    return q_programme_element_drop(db, version, part->element_version_id, NULL);
}

enum rc programme_part_move(struct db *db, struct arena *arena,
                            const struct programme_get_row *programme,
                            const struct programme_module_elements *parts, size_t i, bool up,
                            struct programme_author author) {
    if (up ? i == 0 : i + 1 == parts->n)
        return RC_OK;
    const struct programme_module_elements_row *const part = &parts->rows[i];
    const struct programme_module_elements_row *const other = &parts->rows[up ? i - 1 : i + 1];
    int64_t version = programme->version_id;
    if (!programme->draft)
        TRY(programme_draft_begin(db, arena, programme, author, &version));
    TRY(q_programme_element_place(db, version, part->element_version_id, other->position, NULL));
    return q_programme_element_place(db, version, other->element_version_id, part->position, NULL);
}

enum rc programme_draft_begin(struct db *db, struct arena *arena,
                              const struct programme_get_row *programme,
                              struct programme_author author, int64_t *ret_version) {
    if (programme->draft)
        return RC_CONFLICT;
    return version_after(db, arena, programme, true, STR(""), author, ret_version);
}

enum rc programme_draft_publish(struct db *db, const struct programme_get_row *programme,
                                struct str reason, struct programme_author author) {
    int64_t changed;
    TRY(q_programme_version_publish(db, programme->version_id, reason, some(author.person),
                                    author.now, &changed));
    return changed == 1 ? RC_OK : RC_CONFLICT;
}

enum rc programme_draft_drop(struct db *db, const struct programme_get_row *programme) {
    if (!programme->draft)
        return RC_CONFLICT;
    TRY(q_programme_draft_empty(db, programme->version_id, NULL));
    return q_programme_draft_drop(db, programme->version_id, NULL);
}

// ---- words
// ---------------------------------------------------------------------------------------

struct str programme_module_title(struct arena *arena, enum lang lang,
                                  const struct programme_modules_row *module) {
    if (module->decided)
        return text_programme_module_title(arena, lang, module->position, module->title);
    return text_programme_module_open(arena, lang, module->position);
}

struct str programme_track_label(enum lang lang, struct str track) {
    if (str_eq(track, STR("content")))
        return text_of(lang, T_programme_content);
    return text_of(lang, T_programme_personal);
}

struct str programme_kind_label(enum lang lang, struct str kind) {
    if (str_eq(kind, STR("theme")))
        return text_of(lang, T_programme_kind_theme);
    if (str_eq(kind, STR("method")))
        return text_of(lang, T_programme_kind_method);
    return text_of(lang,
                   str_eq(kind, STR("text")) ? T_programme_kind_text : T_programme_kind_assignment);
}

struct str programme_balance_warning(enum lang lang, enum programme_balance balance) {
    switch (balance) {
    case BALANCE_ONLY_CONTENT:
        return text_of(lang, T_programme_only_content);
    case BALANCE_ONLY_PERSONAL:
        return text_of(lang, T_programme_only_personal);
    case BALANCE_BOTH:
        break;
    }
    return STR_NONE;
}

bool programme_is_foreign(enum lang viewer, struct str lang) {
    return !str_eq(lang, viewer == LANG_NL ? STR("nl") : STR("en"));
}
