// SPDX-License-Identifier: EUPL-1.2
// Ties as an outcome: for each person and wave the number of partners in other groups, as a panel
// for `effect did` and `effect ri`.
#ifndef VLIEGWIEL_EFFECT_TIE_PANEL_H
#define VLIEGWIEL_EFFECT_TIE_PANEL_H
#include "app/effect/effect_network_read.h"

struct effect_tie_panel {
    const struct effect_nodes *nodes;
    const struct effect_roster *waves;     // [n_waves]
    const struct effect_network *measured; // [n_waves]
    size_t n_waves;
};
// To the file that --panel names: person, wave, team, cohort, external. NODES must have the columns
// `team` and `cohort` (the first wave after the start; 0: never). Who was silent or absent in a
// wave has no row for it.
NODISCARD enum rc effect_tie_panel_write(struct effect_run *run,
                                         const struct effect_tie_panel *panel);
#endif
