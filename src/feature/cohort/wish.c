// SPDX-License-Identifier: EUPL-1.2
// Rules of wishes; see wish.h. No HTML, no SQL text.
#include "feature/cohort/wish.h"

// Folded, and one blank between words.
static struct str plain(struct arena *arena, struct str text) {
    struct buf b = buf_on(arena, text.n + 1);
    struct str rest = str_fold(arena, str_trim(text)), word;
    while (rest.n > 0) {
        if (!str_cut(&rest, ' ', &word)) {
            word = rest;
            rest = STR("");
        }
        if (word.n == 0)
            continue;
        if (b.n > 0)
            buf_char(&b, ' ');
        buf_str(&b, word);
    }
    return buf_done(&b);
}

// "bram" or "smit" of "bram van der smit".
static bool is_part(struct str name, struct str part) {
    return part.n > 0 && part.n < name.n &&
           ((str_starts(name, part) && name.p[part.n] == ' ') ||
            (str_eq(str_slice(name, name.n - part.n, name.n), part) &&
             name.p[name.n - part.n - 1] == ' '));
}

enum rc wish_match(struct arena *arena, const struct application_list *list, int64_t except,
                   struct str typed, size_t *ret_at) {
    const struct str wanted = plain(arena, typed);
    size_t n_whole = 0, n_part = 0, whole = 0, part = 0;
    for (size_t i = 0; i < list->n; i++) {
        const struct str name = plain(arena, list->rows[i].name);
        if (list->rows[i].person_id == except)
            continue;
        if (str_eq(name, wanted)) {
            n_whole++;
            whole = i;
        } else if (is_part(name, wanted)) {
            n_part++;
            part = i;
        }
    }
    if (n_whole > 1 || (n_whole == 0 && n_part != 1))
        return RC_NOT_FOUND;
    *ret_at = n_whole == 1 ? whole : part;
    return RC_OK;
}

static void choices_fill(struct arena *arena, const struct application_list *list,
                         const struct str *chosen, struct wish_line *line) {
    line->choices = NEW_ARRAY(arena, struct choice, list->n + 1);
    for (size_t i = 0; i < list->n; i++) {
        const struct application_list_row *const row = &list->rows[i];
        if (row->person_id != line->row->person_id)
            line->choices[line->n_choices++] = (struct choice){
                str_fmt(arena, "%" PRId64, row->person_id), row->name, chosen == &row->name};
    }
}

enum rc wishes_load(struct ctx *c, const struct application_list *list, struct wishes *ret_wishes) {
    struct wish_list open;
    TRY(q_wish_list(c->ro, c->arena, c->scope, &open));
    struct wishes wishes = {NEW_ARRAY(c->arena, struct wish_line, open.n + 1), open.n, 0};
    for (size_t i = 0; i < open.n; i++) {
        struct wish_line *const line = &wishes.lines[i];
        size_t at = 0;
        *line = (struct wish_line){.row = &open.rows[i], .known = STR_NONE};
        TRY(vault_open(ctx_vault(c), c->arena, line->row->person_id, "application_wish.typed",
                       line->row->typed, &line->typed));
        const bool known =
            wish_match(c->arena, list, line->row->person_id, line->typed, &at) == RC_OK;
        if (known)
            line->known = list->rows[at].name;
        choices_fill(c->arena, list, known ? &list->rows[at].name : NULL, line);
        wishes.n_unknown += !known;
    }
    *ret_wishes = wishes;
    return RC_OK;
}
