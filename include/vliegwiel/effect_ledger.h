// SPDX-License-Identifier: EUPL-1.2
// What was saved, against what would have been spent, and how well each line is supported; what a
// change in cost is made of; who left, and why. No line is ever ascribed to a programme: a ledger
// shows what coincides. Money in euro. What cannot be said is NAN.
#ifndef VLIEGWIEL_EFFECT_LEDGER_H
#define VLIEGWIEL_EFFECT_LEDGER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena; // owns all memory that an engine uses and returns

enum effect_ledger_refusal {
    EFFECT_LEDGER_FINE,
    EFFECT_LEDGER_EMPTY,    // no lines, or no money or people in them
    EFFECT_LEDGER_RANGE,    // line `at` has a number outside its range
    EFFECT_LEDGER_OVERLAP,  // line `at` overlaps one that is not there, or by more than itself
    EFFECT_LEDGER_CYCLE,    // line `at` overlaps itself through others: double counting has no end
    EFFECT_LEDGER_IDENTITY, // opening + in - out is not closing
    EFFECT_LEDGER_REFUSAL_N
};
// The word in JSON, such as "cycle"; "" for EFFECT_LEDGER_FINE.
const char *effect_ledger_refusal_name(enum effect_ledger_refusal refusal);

// ---- savings -----------------------------------------------------------------------------------

enum effect_saving {
    EFFECT_SAVING_HIRING,       // a hire avoided
    EFFECT_SAVING_OUTFLOW,      // natural outflow not replaced
    EFFECT_SAVING_SCALE_MIX,    // lower scales
    EFFECT_SAVING_EXTERNAL,     // external hire
    EFFECT_SAVING_NONSTAFF,     // anything but staff
    EFFECT_SAVING_PRODUCTIVITY, // time, no cash: kept out of every sum
    EFFECT_SAVING_SHIFTED,      // cost moved to a partner or into a backlog
    EFFECT_SAVING_PROGRAMME,    // what the programme itself costs, hours of participants included
    EFFECT_SAVING_N
};
const char *effect_saving_name(enum effect_saving kind);
enum { EFFECT_EVIDENCE_LEAST = 2 }; // from which a claim is supported

struct effect_line {
    enum effect_saving kind;
    double baseline;       // spent in the period before
    double counterfactual; // would have been spent; NAN: baseline * (1 + index) * volume
    double index, volume;  // wages and prices; work to be done, 1 as before
    double realised;       // booked
    double claimed;
    int32_t evidence; // 0 opinion, 1 plan, 2 export of payroll or ledger, 3 audited
    bool is_late;     // the counterfactual was set after the period began: evidence at most 1
    int32_t overlaps; // line that counts a part of this one too, -1: none
    double overlap;   // that part, 0..1; taken off here and nowhere else
};

struct effect_line_result {
    double counterfactual, gross, net, supported;
};
struct effect_ledger {
    enum effect_ledger_refusal refusal;
    int32_t at;
    struct effect_line_result *lines;                             // [n]
    double baseline, counterfactual, realised;                    // sums over lines of cash
    double gross, net, claimed, supported, gap;                   // gap: claimed minus supported
    double of_baseline, of_counterfactual, of_counterfactual_net; // shares saved
    double by_evidence[4]; // net, of lines with this evidence
    double not_cash;       // gross of productivity, in no sum
    int32_t n_late;
};

// In: lines.
// Out: *ret_ledger.
// Memory: on `arena`, O(n).
// Errors: none besides the refusal.
// Cost: O(n).
// Source: Phillips, Return on Investment, 1997, for the chain from claim to supported; the rules
// are this program's own.
// Check: worked by hand in the tests.
void effect_ledger(struct arena *arena, int32_t n, const struct effect_line *lines,
                   struct effect_ledger *ret_ledger);

// ---- what a change in cost is made of
// ------------------------------------------------------------

struct effect_scale {
    double fte_0, rate_0, fte_1, rate_1; // before and after
};
struct effect_parts {
    double volume, mix, rate; // of the change: more people, other scales, other rates
};
struct effect_decomposition {
    enum effect_ledger_refusal refusal;
    int32_t at;
    double cost_0, cost_1, change;
    struct effect_parts lmdi, shapley; // each adds up to the change
    double at_new_rates;               // change in people alone, priced at the rates after
};

// In: scales, numbers at least 0, with people before and after.
// Out: *ret_decomposition.
// Memory: none.
// Errors: none besides the refusal.
// Cost: O(n).
// Source: Ang, Energy Policy 33, 2005, doi 10.1016/j.enpol.2003.10.010 (LMDI-I, zeroes by their
// limit); Shapley, in Contributions to the Theory of Games II, 1953; Sun, Energy Economics 20,
// 1998, doi 10.1016/S0140-9883(97)00012-1. Check: both add up exactly; published values in the
// tests.
void effect_decompose(int32_t n, const struct effect_scale *scales,
                      struct effect_decomposition *ret_decomposition);

// ---- who left
// ------------------------------------------------------------------------------------

enum effect_exit {
    EFFECT_EXIT_NATURAL, // retirement, death, disability, end of a course
    EFFECT_EXIT_VOLUNTARY,
    EFFECT_EXIT_EMPLOYER,  // on the employer's initiative, but not for redundancy
    EFFECT_EXIT_REDUNDANT, // dismissed because the work is gone
    EFFECT_EXIT_MOVE,      // to other work inside: no exit
    EFFECT_EXIT_N
};
struct effect_leavers {
    enum effect_exit exit;
    int64_t n;
};
struct effect_staff {
    double opening, inflow, closing; // closing NAN: follows from the others
};
struct effect_outflow {
    enum effect_ledger_refusal refusal;
    int32_t at;
    int64_t exits, moves, voluntary;
    int64_t forced_strict; // redundancy only
    int64_t forced_broad;  // everything on the employer's initiative
    double closing, mean_staff;
    double outflow_rate, mobility_rate;
    double strict_rate_upper, broad_rate_upper; // one-sided 95 %, a head
};

// In: leavers by reason; staff at the start, coming in and at the end, or NAN for all.
// Out: *ret_outflow; rates are NAN without staff.
// Memory: none.
// Errors: none besides the refusal.
// Cost: O(n).
// Source: Garwood, Biometrika 28, 1936, doi 10.1093/biomet/28.3-4.437; with no events Hanley and
// Lippman-Hand, JAMA 249, 1983, doi 10.1001/jama.1983.03330370053031.
// Check: worked by hand in the tests.
void effect_outflow(int32_t n, const struct effect_leavers *leavers,
                    const struct effect_staff *staff, struct effect_outflow *ret_outflow);
#endif
