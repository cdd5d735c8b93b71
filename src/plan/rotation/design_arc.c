// SPDX-License-Identifier: EUPL-1.2
// Maximal arcs: in the affine plane over a field of 2^a elements, the points (x, y) where the form
// x^2 + x y + c y^2 has a value below 2^b. The form is 0 at the origin only, and the values below
// 2^b are closed under addition; then a line holds no such point or exactly 2^b. Lines of one
// direction divide the points: one round for each of the 2^a + 1 directions. With b = a these are
// all points of the plane.
// Source: Denniston, Some maximal arcs in finite projective planes, Journal of Combinatorial Theory
// 6(3), 1969, doi 10.1016/S0021-9800(69)80095-5.
#include "plan/rotation/design.h"

// A number c for which t^2 + t + c is never 0.
static int32_t form_constant(const struct field *f) {
    for (int32_t c = 1;; c++) { // half of the elements are such
        bool has_root = false;
        for (int32_t t = 0; t < f->q && !has_root; t++)
            has_root = field_add(f, field_add(f, field_times(f, t, t), t), c) == 0;
        if (!has_root)
            return c;
    }
}

static int32_t form_at(const struct field *f, int32_t c, int32_t x, int32_t y) {
    const int32_t yy = field_times(f, y, y);
    return field_add(f, field_add(f, field_times(f, x, x), field_times(f, x, y)),
                     field_times(f, c, yy));
}

// The line of direction w through (x, y), by where it meets an axis.
static int32_t line_of(const struct field *f, int32_t w, int32_t x, int32_t y) {
    return w == f->q ? x : field_add(f, y, field_times(f, w, x));
}

static void fill_rounds(struct arena *arena, const struct design *d, const struct field *f,
                        int32_t n_rounds) {
    const int32_t c = form_constant(f);
    int32_t *number = NEW_ARRAY(arena, int32_t, (size_t)f->q); // of the lines with points, from 1
    for (int32_t w = 0; w < n_rounds; w++) {
        int32_t person = 0, n_lines = 0;
        for (int32_t line = 0; line < f->q; line++)
            number[line] = 0;
        for (int32_t x = 0; x < f->q; x++) {
            for (int32_t y = 0; y < f->q; y++) {
                if (form_at(f, c, x, y) >= d->size)
                    continue;
                const int32_t line = line_of(f, w, x, y);
                if (number[line] == 0)
                    number[line] = ++n_lines;
                design_put(d, person++, w, number[line] - 1);
            }
        }
    }
}

int32_t design_arc(struct arena *arena, const struct design *d) {
    if (d->size < 2 || (d->size & (d->size - 1)) != 0)
        return 0;
    int32_t q = d->size;
    while (q - q / d->size + 1 < d->n_groups)
        q *= 2;
    if (q - q / d->size + 1 != d->n_groups)
        return 0;
    const struct field f = field_of(arena, q);
    const int32_t n_rounds = q + 1 < d->n_rounds ? q + 1 : d->n_rounds;
    fill_rounds(arena, d, &f, n_rounds);
    return n_rounds;
}
