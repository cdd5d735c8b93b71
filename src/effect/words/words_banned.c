// SPDX-License-Identifier: EUPL-1.2
// Finds what no generated text may say; see effect_words.h. Knows words, not meanings: a text that
// passes is not thereby true.
#include "effect/words/words.h"

// In lower case; a word inside a longer one counts too.
static const char *const NEVER[] = {
    "bewezen",        "bewijst",       "aangetoond dat de leergang",
    "significant",    "cultuuromslag", "geen effect",
    "proven",         "proves",        "shown that the programme",
    "culture change", "no effect",
};
static const char *const ONLY_ABOVE_ONE[] = {"vliegwiel draait", "flywheel turns"};

static bool starts_with(const char *text, const char *word) {
    while (*word != '\0' && tolower((unsigned char)*text) == *word) {
        text++;
        word++;
    }
    return *word == '\0';
}

static const char *find_any(const char *text, const char *const *words, size_t n) {
    for (const char *c = text; *c != '\0'; c++)
        for (size_t k = 0; k < n; k++)
            if (starts_with(c, words[k]))
                return words[k];
    return NULL;
}

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool has_two_decimals(const char *text) {
    for (const char *c = text; *c != '\0'; c++)
        if (is_digit(c[0]) && (c[1] == ',' || c[1] == '.') && is_digit(c[2]) && is_digit(c[3]))
            return true;
    return false;
}

static bool has_percentage(const char *text) {
    static const char *const WORDS[] = {"%", "procent", "percent"};
    return find_any(text, WORDS, COUNT_OF(WORDS)) != NULL;
}

const char *effect_words_banned(const char *text, int64_t n_people, bool is_above_one) {
    const char *found = find_any(text, NEVER, COUNT_OF(NEVER));
    if (found == NULL && !is_above_one)
        found = find_any(text, ONLY_ABOVE_ONE, COUNT_OF(ONLY_ABOVE_ONE));
    if (found == NULL && has_two_decimals(text))
        found = "more than one decimal";
    if (found == NULL && n_people >= 0 && n_people < 20 && has_percentage(text))
        found = "a percentage of fewer than twenty people";
    return found;
}
