// expect 2: web/ must not include feature/
#include "feature/x/x.h"
