// SPDX-License-Identifier: EUPL-1.2
// See effect_instrument.h.
#include <jansson.h>
#include <math.h>
#include <sodium.h>

#include "app/effect/effect_answer.h"
#include "app/effect/effect_instrument.h"
#include "base/csv.h"

enum { FILE_MAX = 1 << 20 };

// ---- the hash
// ------------------------------------------------------------------------------------

static void add_text(crypto_generichash_state *state, struct str text) {
    const uint64_t n = text.n; // so that no text can run over into the next
    unsigned char length[8];
    for (size_t k = 0; k < sizeof length; k++)
        length[k] = (unsigned char)(n >> (8 * k));
    crypto_generichash_update(state, length, sizeof length);
    if (text.n > 0)
        crypto_generichash_update(state, (const unsigned char *)text.p, text.n);
}

static void add_hash(struct arena *arena, struct effect_instrument *instrument) {
    crypto_generichash_state state;
    unsigned char hash[32];
    crypto_generichash_init(&state, NULL, 0, sizeof hash);
    add_text(&state, str_fmt(arena, "%.17g %.17g", instrument->least, instrument->most));
    for (int32_t k = 0; k < instrument->n_items; k++) {
        const struct effect_item *item = &instrument->items[k];
        add_text(&state, item->key);
        add_text(&state, item->text_nl);
        add_text(&state, item->text_en);
        add_text(&state, item->is_reversed ? STR("reversed") : STR(""));
    }
    crypto_generichash_final(&state, hash, sizeof hash);
    for (size_t k = 0; k < sizeof hash; k++)
        snprintf(instrument->hash + 2 * k, 3, "%02x", hash[k]);
}

static enum rc check(struct str file, const struct effect_instrument *instrument) {
    if (instrument->n_items < 1 || instrument->n_items > EFFECT_SURVEY_ITEMS_MAX)
        return effect_unreadable(file, 1, 0, "from 1 to %d items belong here",
                                 EFFECT_SURVEY_ITEMS_MAX);
    for (int32_t k = 0; k < instrument->n_items; k++) {
        if (!str_is(instrument->items[k].key))
            return effect_unreadable(file, 1, 0, "item %d has no key", k + 1);
        for (int32_t other = 0; other < k; other++) {
            if (str_eq(instrument->items[k].key, instrument->items[other].key))
                return effect_unreadable(file, 1, 0, "two items are called " STR_FMT,
                                         STR_ARG(instrument->items[k].key));
        }
        if (instrument->items[k].is_reversed && !(instrument->least < instrument->most))
            return effect_unreadable(file, 1, 0, "a reversed item needs the ends of the scale");
    }
    return RC_OK;
}

// ---- JSON
// ----------------------------------------------------------------------------------------

static struct str text_of(struct arena *arena, const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_string(value)
               ? str_copy(arena, (struct str){json_string_value(value), json_string_length(value)})
               : STR_NONE;
}

static double number_of(const json_t *object, const char *key) {
    const json_t *value = json_object_get(object, key);
    return json_is_number(value) ? json_number_value(value) : (double)NAN;
}

static void release(void *root) {
    json_decref(root);
}

static void add_items(struct arena *arena, const json_t *items,
                      struct effect_instrument *instrument) {
    const size_t n = json_array_size(items);
    instrument->items = NEW_ARRAY(arena, struct effect_item, n);
    instrument->n_items = (int32_t)(n < INT32_MAX ? n : INT32_MAX);
    for (size_t k = 0; k < n; k++) {
        const json_t *item = json_array_get(items, k);
        instrument->items[k] = (struct effect_item){
            .key = text_of(arena, item, "key"),
            .text_nl = text_of(arena, item, "text_nl"),
            .text_en = text_of(arena, item, "text_en"),
            .is_reversed = json_is_true(json_object_get(item, "reversed")),
        };
    }
}

static enum rc read_json(struct arena *arena, struct str file, struct str bytes,
                         struct effect_instrument *instrument) {
    json_error_t error;
    json_t *const root = json_loadb(bytes.p, bytes.n, 0, &error);
    if (!root)
        return effect_unreadable(file, (size_t)error.line, (size_t)error.column, "%s", error.text);
    arena_defer(arena, release, root);
    const json_t *permission = json_object_get(root, "permission");
    const json_t *scale = json_object_get(root, "scale");
    *instrument = (struct effect_instrument){
        .title = text_of(arena, root, "title"),
        .owner = text_of(arena, root, "owner"),
        .licence = text_of(arena, root, "licence"),
        .permission = text_of(arena, permission, "proof"),
        .permission_by = text_of(arena, permission, "by"),
        .permission_day = text_of(arena, permission, "day"),
        .least = number_of(scale, "least"),
        .most = number_of(scale, "most"),
        .alpha = number_of(root, "alpha"),
        .is_sensitive = json_is_true(json_object_get(root, "sensitive")),
        .is_validated = json_is_true(json_object_get(root, "validated")),
    };
    add_items(arena, json_object_get(root, "items"), instrument);
    return RC_OK;
}

// ---- CSV
// -----------------------------------------------------------------------------------------

static struct str cell_of(const struct csv_table *table, size_t row, const char *column) {
    size_t at;
    return csv_find(table, str_from_c(column), &at) ? csv_cell(table, row, at) : STR_NONE;
}

static double real_of(const struct csv_table *table, const char *column) {
    double real;
    return str_real(cell_of(table, 0, column), &real) == RC_OK ? real : (double)NAN;
}

static enum rc read_csv(struct arena *arena, struct str file, struct str bytes,
                        struct effect_instrument *instrument) {
    struct csv_table table;
    struct csv_problem problem;
    if (csv_read(arena, bytes, &table, &problem) != RC_OK)
        return effect_unreadable(file, problem.line, problem.column, "%s", problem.what);
    if (table.n_rows < 1 || table.n_rows > EFFECT_SURVEY_ITEMS_MAX)
        return effect_unreadable(file, 1, 0, "from 1 to %d items belong here",
                                 EFFECT_SURVEY_ITEMS_MAX);
    *instrument = (struct effect_instrument){
        .title = cell_of(&table, 0, "title"),
        .owner = cell_of(&table, 0, "owner"),
        .licence = cell_of(&table, 0, "licence"),
        .permission = cell_of(&table, 0, "permission"),
        .permission_by = cell_of(&table, 0, "permission_by"),
        .permission_day = cell_of(&table, 0, "permission_day"),
        .least = real_of(&table, "least"),
        .most = real_of(&table, "most"),
        .alpha = real_of(&table, "alpha"),
        .items = NEW_ARRAY(arena, struct effect_item, table.n_rows),
        .n_items = (int32_t)table.n_rows,
    };
    for (size_t row = 0; row < table.n_rows; row++) {
        struct effect_item *item = &instrument->items[row];
        const struct str reversed = cell_of(&table, row, "reversed");
        item->key = cell_of(&table, row, "key");
        item->text_nl = cell_of(&table, row, "text_nl");
        item->text_en = cell_of(&table, row, "text_en");
        if (str_is(reversed) && effect_flag(reversed, &item->is_reversed) != RC_OK)
            return effect_unreadable(file, table.lines[row], 0, "reversed: 1 or 0 belongs here");
    }
    return RC_OK;
}

// ---- both
// ----------------------------------------------------------------------------------------

enum rc effect_instrument_read(struct arena *arena, struct str file,
                               struct effect_instrument *ret_instrument) {
    struct str bytes;
    struct effect_instrument instrument = {0};
    if (file_read(arena, file, FILE_MAX, &bytes) != RC_OK)
        return RC_INVALID;
    const struct str start = str_trim(bytes);
    if (str_starts(start, STR("{")))
        TRY(read_json(arena, file, bytes, &instrument));
    else
        TRY(read_csv(arena, file, bytes, &instrument));
    TRY(check(file, &instrument));
    add_hash(arena, &instrument);
    *ret_instrument = instrument;
    return RC_OK;
}

bool effect_instrument_is_permitted(const struct effect_instrument *instrument) {
    return str_starts(instrument->licence, STR("CC0")) ||
           (str_is(instrument->permission) && str_is(instrument->permission_by) &&
            str_is(instrument->permission_day));
}
