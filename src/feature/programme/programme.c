// SPDX-License-Identifier: EUPL-1.2
// Rules of programmes: from blueprint to first version, and from version to version. No HTML, no
// SQL text.
#include "feature/programme/programme.h"

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
        source->decided, STR("start"), some(author), now, &version_row));
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
    TRY(q_programme_version_add(db, arena, programme.id, 1, none, STR("start"), some(author), now,
                                &version));
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

enum rc programme_module_change(struct db *db, struct arena *arena,
                                const struct programme_get_row *programme,
                                const struct programme_modules_row *module,
                                const struct module_change *change, int64_t author,
                                struct instant now) {
    struct programme_element_last_row last;
    TRY(q_programme_element_last(db_read(db), arena, module->element_id, &last));
    struct programme_element_version_add_row element;
    TRY(q_programme_element_version_add(db, arena, module->element_id, last.number + 1,
                                        some(module->element_version_id), change->title,
                                        change->body, STR_NONE, none, true, change->reason,
                                        some(author), now, &element));
    struct programme_version_add_row version;
    TRY(q_programme_version_add(db, arena, programme->id, programme->version + 1,
                                some(programme->version_id), change->reason, some(author), now,
                                &version));
    TRY(q_programme_element_copy(db, programme->version_id, version.id, NULL));
    return q_programme_element_swap(db, version.id, module->element_version_id, element.id, NULL);
}

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
