// expect 2: plan/ must not include generated code
#include "texts.h"
