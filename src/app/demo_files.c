// SPDX-License-Identifier: EUPL-1.2
// Takes the files in with the assembler's .incbin: byte for byte, whatever encoding they are in.
// The paths are those of the source tree, in which make runs.
#include "app/demo_files.h"
#include "base/buf.h"

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

// The applications as they came, but two managers' answers did not come yet: those of the line
// manager who has an account.
struct str demo_applications_open(struct arena *arena) {
    static const struct str undecided[] = {STR("002502;"), STR("002512;")};
    struct str rest = demo_file_bytes(&demo_applications), line;
    struct buf text = buf_on(arena, rest.n);
    while (rest.n > 0 && str_cut(&rest, '\n', &line)) {
        size_t at = 0;
        bool is_open = false;
        for (size_t i = 0; i < COUNT_OF(undecided); i++)
            is_open |= str_starts(line, undecided[i]);
        if (is_open && str_find(line, STR(";ja;"), &at)) {
            buf_str(&text, str_slice(line, 0, at + 1));
            buf_str(&text, str_slice(line, at + 3, line.n));
        } else {
            buf_str(&text, line);
        }
        buf_char(&text, '\n');
    }
    return buf_done(&text);
}
