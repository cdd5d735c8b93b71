// SPDX-License-Identifier: EUPL-1.2
// The only file that knows the COIN-OR libraries. Runs in the child process: what these print goes
// nowhere, what they allocate ends with the child.
#include <coin/Cbc_C_Interface.h>
#include <coin/Clp_C_Interface.h>
#include <math.h>

#include "plan/mip/mip_model.h"

// Numbers of messages that tell a proven bound: after the cuts of the root, and while branching.
enum { CBC_ROOT_DONE = 13, CBC_NODES_DONE = 10 };

static void add_linear(const struct mip *mip, const struct mip_sparse *s, Clp_Simplex *clp) {
    Clp_loadProblem(clp, mip->n_columns, mip->n_rows, s->start, s->row, s->value, mip->column_least,
                    mip->column_most, mip->cost, mip->row_least, mip->row_most);
}

static enum mip_end linear_end(Clp_Simplex *clp) {
    switch (Clp_status(clp)) {
    case 0:
        return MIP_OPTIMAL;
    case 1:
        return MIP_INFEASIBLE;
    case 2:
        return MIP_UNBOUNDED;
    default:
        return MIP_BROKEN;
    }
}

// Presolving may leave infeasible and unbounded undecided between them; the bare simplex decides.
static void solve_linear(const struct mip *mip, const struct mip_sparse *s) {
    Clp_Simplex *const clp = Clp_newModel();
    Clp_setLogLevel(clp, 0);
    add_linear(mip, s, clp);
    Clp_initialSolve(clp);
    if (linear_end(clp) != MIP_OPTIMAL)
        Clp_primal(clp, 0);
    const enum mip_end end = linear_end(clp);
    const double objective = Clp_getObjValue(clp);
    if (end == MIP_OPTIMAL) {
        mip_say(MIP_SAYS_ANSWER, objective, Clp_getColSolution(clp), mip->n_columns);
        mip_say(MIP_SAYS_PRICES, 0, Clp_getRowPrice(clp), mip->n_rows);
        mip_say(MIP_SAYS_PRICES, 1, Clp_getReducedCost(clp), mip->n_columns);
    }
    mip_say(MIP_SAYS_END, (double)end, &objective, 1);
}

static void on_message(Cbc_Model *cbc, int number, int n_doubles, const double *doubles, int n_ints,
                       const int *ints, int n_chars, char **chars) {
    (void)cbc, (void)n_ints, (void)ints, (void)n_chars, (void)chars;
    if ((number == CBC_ROOT_DONE || number == CBC_NODES_DONE) && n_doubles > 1)
        mip_say(MIP_SAYS_BOUND, doubles[1], NULL, 0);
}

static void give_start(const struct mip *mip, const double *start, Cbc_Model *cbc) {
    int *columns = NEW_ARRAY(mip->arena, int, (size_t)mip->n_columns);
    for (int32_t c = 0; c < mip->n_columns; c++)
        columns[c] = c;
    Cbc_setMIPStartI(cbc, mip->n_columns, columns, start);
}

static void set_gain_least(Cbc_Model *cbc, double gain) {
    char text[32];
    snprintf(text, sizeof text, "%.9g", gain);
    Cbc_setParameter(cbc, "increment", text);
}

static enum mip_end mixed_end(Cbc_Model *cbc) {
    if (Cbc_isProvenOptimal(cbc))
        return MIP_OPTIMAL;
    if (Cbc_isContinuousUnbounded(cbc))
        return MIP_UNBOUNDED;
    if (Cbc_isProvenInfeasible(cbc))
        return MIP_INFEASIBLE;
    return Cbc_status(cbc) == 1 ? MIP_STOPPED : MIP_BROKEN;
}

static void solve_mixed(const struct mip *mip, const struct mip_sparse *s,
                        const struct mip_search *search) {
    Cbc_Model *const cbc = Cbc_newModel();
    Cbc_loadProblem(cbc, mip->n_columns, mip->n_rows, s->start, s->row, s->value, mip->column_least,
                    mip->column_most, mip->cost, mip->row_least, mip->row_most);
    for (int32_t c = 0; c < mip->n_columns; c++)
        if (mip->is_whole[c])
            Cbc_setInteger(cbc, c);
    Cbc_registerCallBack(cbc, on_message);
    Cbc_setLogLevel(cbc, 1); // what the callback needs to hear
    if (search->start)
        give_start(mip, search->start, cbc);
    if (search->nodes_max > 0)
        Cbc_setMaximumNodes(cbc, search->nodes_max);
    if (search->gain_least > 0)
        set_gain_least(cbc, search->gain_least);
    Cbc_solve(cbc);
    const enum mip_end end = mixed_end(cbc);
    const bool has_answer = end == MIP_OPTIMAL || Cbc_bestSolution(cbc);
    if (has_answer && end != MIP_INFEASIBLE && end != MIP_UNBOUNDED)
        mip_say(MIP_SAYS_ANSWER, Cbc_getObjValue(cbc), Cbc_getColSolution(cbc), mip->n_columns);
    const double bound =
        end == MIP_OPTIMAL ? Cbc_getObjValue(cbc) : Cbc_getBestPossibleObjValue(cbc);
    mip_say(MIP_SAYS_END, (double)end, &bound, 1);
}

void mip_run_coin(const struct mip *mip, const struct mip_search *search) {
    const struct mip_sparse sparse = mip_by_column(mip);
    if (mip->is_mixed)
        solve_mixed(mip, &sparse, search);
    else
        solve_linear(mip, &sparse);
}
