// SPDX-License-Identifier: EUPL-1.2
// What changed between two versions of a programme: which elements came, went, changed or moved.
// Elements are known by their id; a version has some tens of them. Reads nothing, writes nothing.
#include "feature/programme/programme.h"

static const struct programme_contents_row *find(const struct programme_contents *contents,
                                                 int64_t element) {
    for (size_t i = 0; i < contents->n; i++)
        if (contents->rows[i].element_id == element)
            return &contents->rows[i];
    return NULL;
}

static bool same_module(const struct programme_contents_row *a,
                        const struct programme_contents_row *b) {
    return a->within_id.is == b->within_id.is &&
           (!a->within_id.is || a->within_id.v == b->within_id.v);
}

static bool same_text(const struct programme_contents_row *a,
                      const struct programme_contents_row *b) {
    return str_eq(a->title, b->title) && str_eq(a->body, b->body) && str_eq(a->track, b->track) &&
           a->minutes.is == b->minutes.is && (!a->minutes.is || a->minutes.v == b->minutes.v) &&
           str_eq(a->materials, b->materials) && str_eq(a->notes, b->notes);
}

// For each row of `new` where it stood in `old`, if it stands in the same module there; else -1.
static int64_t *places_before(struct arena *arena, const struct programme_contents *old,
                              const struct programme_contents *new) {
    int64_t *const before = NEW_ARRAY(arena, int64_t, new->n);
    for (size_t i = 0; i < new->n; i++) {
        const struct programme_contents_row *const row = find(old, new->rows[i].element_id);
        before[i] = row != NULL && same_module(row, &new->rows[i]) ? row - old->rows : -1;
    }
    return before;
}

// Which rows keep their order within their module: a longest rising run of former places. The
// others moved.
static bool *stays(struct arena *arena, const struct programme_contents *new,
                   const int64_t *before) {
    size_t *const length = NEW_ARRAY(arena, size_t, new->n);
    size_t *const previous = NEW_ARRAY(arena, size_t, new->n);
    bool *const keeps = NEW_ARRAY(arena, bool, new->n);
    for (size_t first = 0, end; first < new->n; first = end) {
        size_t best = SIZE_MAX;
        for (end = first; end < new->n &&same_module(&new->rows[first], &new->rows[end]); end++) {
            if (before[end] < 0)
                continue;
            length[end] = 1;
            previous[end] = SIZE_MAX;
            for (size_t j = first; j < end; j++)
                if (before[j] >= 0 && before[j] < before[end] && length[j] >= length[end]) {
                    length[end] = length[j] + 1;
                    previous[end] = j;
                }
            if (best == SIZE_MAX || length[end] > length[best])
                best = end;
        }
        for (; best != SIZE_MAX; best = previous[best])
            keeps[best] = true;
    }
    return keeps;
}

size_t difference_of(struct arena *arena, const struct programme_contents *old,
                     const struct programme_contents *new, struct difference **ret_differences) {
    const int64_t *const before = places_before(arena, old, new);
    const bool *const keeps = stays(arena, new, before);
    struct difference *const found = NEW_ARRAY(arena, struct difference, old->n + new->n);
    size_t n = 0;
    for (size_t i = 0; i < new->n; i++) {
        const struct programme_contents_row *const row = &new->rows[i];
        const struct programme_contents_row *const was = find(old, row->element_id);
        const bool is_module = !row->within_id.is;
        if (was == NULL)
            found[n++] = (struct difference){DIFFERENCE_ADDED, row->module, is_module, NULL, row};
        else if (!same_text(was, row))
            found[n++] = (struct difference){DIFFERENCE_CHANGED, row->module, is_module, was, row};
        else if (!is_module && !keeps[i])
            found[n++] = (struct difference){DIFFERENCE_MOVED, row->module, false, was, row};
    }
    for (size_t i = 0; i < old->n; i++)
        if (find(new, old->rows[i].element_id) == NULL)
            found[n++] = (struct difference){DIFFERENCE_REMOVED, old->rows[i].module,
                                             !old->rows[i].within_id.is, &old->rows[i], NULL};
    *ret_differences = found;
    return n;
}
