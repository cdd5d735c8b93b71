// SPDX-License-Identifier: EUPL-1.2
// The files of demo/people, carried by the program, so that the demo runs from anywhere.
#ifndef VLIEGWIEL_DEMO_FILES_H
#define VLIEGWIEL_DEMO_FILES_H
#include "base/str.h"

struct demo_file {
    const char *name, *bytes, *end;
};
extern const struct demo_file demo_municipality, demo_police, demo_social_work, demo_cleaning,
    demo_housing, demo_applications;

static inline struct str demo_file_bytes(const struct demo_file *file) {
    return (struct str){file->bytes, (size_t)(file->end - file->bytes)};
}
// The applications as they came, but without the answers of one manager.
struct str demo_applications_open(struct arena *arena);
#endif
