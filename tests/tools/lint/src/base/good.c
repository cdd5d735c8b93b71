// SPDX-License-Identifier: EUPL-1.2
// What no rule refuses: words in a comment (malloc( and goto x) and a header of the own layer.
#include "base/base.h"
int good(void);
