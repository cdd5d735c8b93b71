// SPDX-License-Identifier: EUPL-1.2
// Linear and mixed-integer programmes: least cost of columns within bounds, so that every row, a
// weighted sum of columns, lies within its bounds. For proofs, and for cores that stay small.
// The COIN-OR solvers (Clp for linear, Cbc for mixed) work in a child process with limits on memory
// and CPU, silently, so that they can be stopped at any moment and cannot take the caller with
// them. The same model and limits give the same answer, unless the memory or the CPU decided: then
// `end` is MIP_BROKEN and there is no answer at all.
#ifndef VLIEGWIEL_MIP_H
#define VLIEGWIEL_MIP_H
#include "base/arena.h"

struct mip; // a model, on the arena that it was begun with

#define MIP_INFINITY 1e300 // as a bound: none

// In: an arena. Out: an empty model. Memory: about 40 bytes per entry, 64 per column or row.
struct mip *mip_begin(struct arena *arena);
// In: bounds, cost of one, whether only whole numbers will do. Out: its index, from 0.
int32_t mip_add_column(struct mip *mip, double least, double most, double cost, bool is_whole);
// In: bounds; equal for an equation. Out: its index, from 0.
int32_t mip_add_row(struct mip *mip, double least, double most);
// The column counts `value` times in the row. Entries of one place are added up.
void mip_add_entry(struct mip *mip, int32_t row, int32_t column, double value);
int32_t mip_n_columns(const struct mip *mip);
int32_t mip_n_rows(const struct mip *mip);

struct mip_search {
    // A known answer, [n_columns], or NULL: mixed-integer programmes start from it. It must be
    // valid.
    const double *start;
    int32_t nodes_max; // of the search tree of a mixed-integer programme; 0: no limit
    double gain_least; // of a mixed-integer programme: only what costs this much less than the best
                       // so far is looked for; "optimal" and the bound are then off by as much
    size_t memory_max; // bytes, of the child; 0: no limit
    int64_t seconds_max; // of CPU, of the child; 0: no limit. A stop at all costs, not a measure.
    // Called about every 0.02 s with the CPU that the child has used and the bound that is proven
    // so far (-MIP_INFINITY: none yet); false ends the child. May be NULL.
    bool (*progress)(void *context, double cpu_seconds, double bound);
    void *context;
};

enum mip_end {
    MIP_OPTIMAL,
    MIP_STOPPED,    // nodes_max is reached: the best answer, where there is one, and a bound
    MIP_INFEASIBLE, // proven: no columns satisfy the rows
    MIP_UNBOUNDED,  // no least cost
    MIP_CANCELLED,  // progress said stop; what was proven until then stands in `bound`
    MIP_BROKEN,     // the child ran out of memory or CPU, or gave up on the numbers
};

struct mip_result {
    enum mip_end end;
    double *x; // [n_columns], NULL: no answer. Whole columns hold exactly whole numbers.
    double objective;
    double bound; // no answer costs less than this, but for rounding of about 1e-7 of it
    // Without whole columns, at an optimum; else NULL.
    double *price;   // [n_rows] by how much the cost rises per unit that the row must be more
    double *reduced; // [n_columns] the same for the column itself: its cost less the prices it pays
};

// In: a model; limits. Out: *ret_result, complete in every case.
// Memory: the answer on the arena of the model; the child has its own.
// Errors: `end` tells; a failing pipe or fork is MIP_BROKEN.
// Cost: that of the simplex method; with whole columns there is no limit but those given.
// Source: Forrest and Lougee-Heimer, CBC User Guide, INFORMS TutORials 2005,
// doi 10.1287/educ.1053.0020; Clp is the simplex code of the same project.
// Check: the caller recounts what the columns mean to it.
void mip_solve(struct mip *mip, const struct mip_search *search, struct mip_result *ret_result);
#endif
