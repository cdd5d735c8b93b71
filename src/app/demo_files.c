// SPDX-License-Identifier: EUPL-1.2
// Takes the files in with the assembler's .incbin: byte for byte, whatever encoding they are in.
// The paths are those of the source tree, in which make runs.
#include "app/demo_files.h"

#define EMBED(file, path)                                                                          \
    __asm__(".pushsection .rodata\n"                                                               \
            "demo_bytes_" #file ": .incbin \"demo/people/" path "\"\n"                             \
            "demo_end_" #file ": .byte 0\n"                                                        \
            ".popsection\n");                                                                      \
    extern const char demo_bytes_##file[], demo_end_##file[];                                      \
    const struct demo_file demo_##file = {path, demo_bytes_##file, demo_end_##file}

EMBED(municipality, "gemeente-afas.csv");
EMBED(police, "politie.csv");
EMBED(social_work, "maatschappelijk-werk.tsv");
EMBED(cleaning, "reiniging-cp1252.csv");
EMBED(housing, "woningcorporatie.csv");
EMBED(applications, "aanmeldingen-31.csv");
