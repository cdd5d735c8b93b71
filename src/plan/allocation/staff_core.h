// SPDX-License-Identifier: EUPL-1.2
// What the halves of the staffing of some packages anew share: the choice of packages, and the
// mixed-integer programme made of it.
#ifndef VLIEGWIEL_PLAN_STAFF_CORE_H
#define VLIEGWIEL_PLAN_STAFF_CORE_H
#include "plan/allocation/staff.h"
#include "plan/mip/mip.h"

// Who may have a place: those whom prices make likely, and those who have it.
static inline bool staff_is_near(const struct staff_state *s, const double *dear, double dear_most,
                                 int32_t i, int32_t j) {
    const ptrdiff_t cell = staff_cell(s->r, i, j);
    return dear[cell] < dear_most || s->place[cell] >= 0 || s->r->is_pin[cell];
}

// One problem: the columns of people's places and of what these bring along.
struct staff_model {
    const struct staff *r;
    const struct staff_state *s;
    struct staff_hours *h; // divided over the teams of now
    struct mip *mip;
    int32_t n;
    const int32_t *package; // [n]
    const double *dear;     // [n * m] as in the core
    double dear_most;
    int32_t *place; // [n * m] column, -1: cannot come
    int32_t *work;  // [n * m] first column of hours
    double *free;   // [m] hours that the other packages leave
    int32_t *room;  // [m] packages that may still be added
    double *start;  // [columns]
    int32_t start_room;
};

// In: s, h, n, package, dear and dear_most. Makes the rest, on `arena`.
void staff_model_build(struct arena *arena, struct staff_model *x);
#endif
