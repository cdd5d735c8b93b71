// SPDX-License-Identifier: EUPL-1.2
// Runs one fuzz target without a fuzzer: known beginnings, changed at random but the same every
// time, under sanitizers. Finds what lies near; the long runs with a fuzzer look further.
//   NAME [RUNS]   ends after so many inputs, or after a second of CPU
#include "base/day.h"
#include "base/rng.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { INPUT_MAX = 512, RUNS = 200000, LOOK_EVERY = 64 };

static const char *const beginnings[] = {
    "",
    "a",
    "s=abc; lang=nl",
    "__Host-s=0; s=; =x;;",
    "/lichtingen/1/groepen?zoek=a%20b&na=%C3%A9",
    "/kaart/K7QM-2XWP-9TRD",
    "//elders",
    "/aanmelden?terug=/",
    "K7QM-2XWP-9TRD",
    "3 3a 12, 24a;7",
    "2026-11-24",
    "29-02-2028",
    "20261124",
    "9:30",
    "0930",
    "88,89",
    "0.7778",
    "32,0",
    "ja",
    "naam=Jan&soort=%C3%A9&letter=J&_csrf=0",
    "{\"a\":[1,2.5,null,\"\\u00e9\"]}",
    "\xc3\xa9\xe2\x80\x99\xf0\x9f\x98\x80",
    "\xef\xbb\xbfNaam;E-mail\r\n\"Berg; van\";b@x.nl\r\n",
    "id,name\n1,a\n2,\"b\n\"\"c\"\n",
    "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n--b--\r\n",
    "\xff\xfe\x00\x01",
};

struct input {
    uint8_t bytes[INPUT_MAX];
    size_t n;
};

static void begin(struct input *input, struct rng *rng) {
    // a text with a NUL in it is as long as its first part: the changes put NULs anywhere
    const char *const text = beginnings[rng_below(rng, COUNT_OF(beginnings))];
    const size_t n = strlen(text);
    const bool prefixed = rng_below(rng, 2) == 0; // some targets let the first byte choose
    input->bytes[0] = (uint8_t)rng_below(rng, 8);
    memcpy(input->bytes + prefixed, text, n);
    input->n = n + prefixed;
}

static void change(struct input *input, struct rng *rng) {
    const size_t at = input->n == 0 ? 0 : rng_below(rng, (uint32_t)input->n);
    switch (rng_below(rng, 5)) {
    case 0: // another byte
        if (input->n > 0)
            input->bytes[at] = (uint8_t)rng_below(rng, 256);
        break;
    case 1: // one byte more
        if (input->n < INPUT_MAX) {
            memmove(input->bytes + at + 1, input->bytes + at, input->n - at);
            input->bytes[at] = (uint8_t)rng_below(rng, 256);
            input->n++;
        }
        break;
    case 2: // a piece less
        input->n = at;
        break;
    case 3: // a piece twice
        if (input->n - at <= INPUT_MAX - input->n) {
            memcpy(input->bytes + input->n, input->bytes + at, input->n - at);
            input->n += input->n - at;
        }
        break;
    default: // a mark that means something somewhere
        if (input->n > 0)
            input->bytes[at] = (uint8_t) ";=&%\"\r\n,/-:"[rng_below(rng, 11)];
    }
}

int main(int argc, char **argv) {
    struct rng rng = rng_seeded(1);
    const long runs = argc > 1 ? strtol(argv[1], NULL, 10) : RUNS;
    const double from = cpu_seconds();
    long run = 0;
    for (; run < runs && (run % LOOK_EVERY != 0 || cpu_seconds() - from < 1); run++) {
        struct input input;
        begin(&input, &rng);
        for (uint32_t i = rng_below(&rng, 6); i > 0; i--)
            change(&input, &rng);
        uint8_t *const own = malloc(input.n == 0 ? 1 : input.n); // its end is watched
        memcpy(own, input.bytes, input.n);
        LLVMFuzzerTestOneInput(own, input.n);
        free(own);
    }
    printf("%s: %ld inputs\n", argv[0], run);
    return 0;
}
