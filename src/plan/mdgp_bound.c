// SPDX-License-Identifier: EUPL-1.2
#include "plan/mdgp.h"
double mdgp_bound(struct arena *arena, const struct mdgp *r) { (void)arena; (void)r; return 1e12; }
