// SPDX-License-Identifier: EUPL-1.2
// What one cell of a file says: names in the shapes that exports have, days, hours, yes and no.
// Refuses what it cannot read; never guesses a day or a number.
#include <math.h>

#include "feature/import/import_rows.h"

// "van", "'t", "el": a name itself starts with a capital.
static bool is_infix_word(struct str s) {
    return str_is(s) && (islower((unsigned char)s.p[0]) || s.p[0] == '\'' ||
                         str_starts(s, STR("\u2019")) || str_starts(s, STR("\u2018")));
}

// The length of the words at the start that satisfy `infix`; the last word is never among them.
static size_t leading_words(struct str s, bool infix) {
    size_t n = 0, space;
    while (str_find(str_slice(s, n, s.n), STR(" "), &space) &&
           is_infix_word(str_slice(s, n, s.n)) == infix)
        n += space + 1;
    return n;
}

static struct str cut_at(struct str *rest, size_t at) {
    const struct str before = str_trim(str_slice(*rest, 0, at));
    *rest = str_trim(str_slice(*rest, at, rest->n));
    return before;
}

void import_family_split(struct str *infix, struct str *family) {
    if (!str_is(*infix))
        *infix = cut_at(family, leading_words(*family, true));
}

static struct import_name split_at_comma(struct str full, size_t comma) {
    struct import_name name = {STR(""), STR(""), str_trim(str_slice(full, 0, comma))};
    struct str rest = str_trim(str_slice(full, comma + 1, full.n));
    const size_t given = leading_words(rest, false);
    if (given > 0 && is_infix_word(str_slice(rest, given, rest.n))) {
        name.given_name = cut_at(&rest, given);
        name.infix = rest;
    } else {
        name.given_name = rest;
        import_family_split(&name.infix, &name.family_name);
    }
    return name;
}

struct import_name import_name_split(struct str full) {
    size_t at;
    if (str_find(full, STR(","), &at))
        return split_at_comma(full, at);
    struct import_name name = {STR(""), STR(""), full};
    at = leading_words(full, false);
    if (!is_infix_word(str_slice(full, at, full.n)) && !str_find(full, STR(" "), &at))
        return name; // one word is a whole name
    name.given_name = cut_at(&name.family_name, at);
    if (!str_is(name.given_name) && str_find(name.family_name, STR(" "), &at))
        name.given_name = cut_at(&name.family_name, at); // somebody wrote it all in small letters
    import_family_split(&name.infix, &name.family_name);
    return name;
}

bool import_email_is(struct str email) {
    size_t at, dot;
    if (!str_find(email, STR("@"), &at) || at == 0)
        return false;
    const struct str host = str_slice(email, at + 1, email.n);
    for (size_t i = 0; i < email.n; i++)
        if (isspace((unsigned char)email.p[i]))
            return false;
    return !str_find(host, STR("@"), &(size_t){0}) && str_find(host, STR("."), &dot) && dot > 0 &&
           !str_ends(host, STR("."));
}

enum rc import_day_value(struct arena *arena, struct str cell, struct str *ret_value) {
    struct day day;
    TRY(day_from_text(cell, &day));
    *ret_value = day_iso(arena, day);
    return RC_OK;
}

static enum rc quarters_value(struct arena *arena, double hours, struct str *ret_value) {
    if (hours < 0 || hours > 7 * 24)
        return RC_INVALID;
    *ret_value = str_fmt(arena, "%ld", lround(hours * 4));
    return RC_OK;
}

enum rc import_hours_value(struct arena *arena, struct str cell, struct str *ret_value) {
    double hours;
    TRY(str_real(cell, &hours));
    return quarters_value(arena, hours, ret_value);
}

enum rc import_part_time_value(struct arena *arena, struct str cell, struct str *ret_value) {
    const double full_week_hours = 36, largest_factor = 1.5;
    double part;
    TRY(str_real(str_trim(str_ends(cell, STR("%")) ? str_slice(cell, 0, cell.n - 1) : cell),
                 &part));
    const double factor = part > largest_factor ? part / 100 : part;
    if (factor > largest_factor)
        return RC_INVALID;
    return quarters_value(arena, factor * full_week_hours, ret_value);
}

enum rc import_yes_no_value(struct arena *arena, struct str cell, struct str *ret_value) {
    static const struct {
        const char *word, *value;
    } words[] = {{"ja", "yes"}, {"j", "yes"},  {"yes", "yes"}, {"y", "yes"}, {"1", "yes"},
                 {"x", "yes"},  {"nee", "no"}, {"n", "no"},    {"no", "no"}, {"0", "no"}};
    const struct str folded = str_fold(arena, cell);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (str_eq(folded, str_from_c(words[i].word))) {
            *ret_value = str_from_c(words[i].value);
            return RC_OK;
        }
    return RC_INVALID;
}
