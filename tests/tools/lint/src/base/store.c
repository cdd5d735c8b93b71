// expect 2: base/ must not include store/
#include "store/db.h"
