// SPDX-License-Identifier: EUPL-1.2
// Rules of organisations: their kinds, the fixed letter, a name once. No HTML, no SQL text.
#include "feature/organisation/organisation.h"

static const struct {
    const char *word;
    enum text_id label;
} kinds[ORGANISATION_KIND_N] = {
    [ORGANISATION_MUNICIPALITY] = {"municipality", T_organisation_municipality},
    [ORGANISATION_POLICE] = {"police", T_organisation_police},
    [ORGANISATION_SOCIAL_WORK] = {"social_work", T_organisation_social_work},
    [ORGANISATION_CLEANING] = {"cleaning", T_organisation_cleaning},
    [ORGANISATION_HOUSING] = {"housing", T_organisation_housing},
    [ORGANISATION_BUREAU] = {"bureau", T_organisation_bureau},
    [ORGANISATION_OTHER] = {"other", T_organisation_other},
};

struct str organisation_kind_word(enum organisation_kind kind) {
    return str_from_c(kinds[kind].word);
}

static bool kind_is(struct str word) {
    for (size_t i = 0; i < ORGANISATION_KIND_N; i++)
        if (str_eq(word, str_from_c(kinds[i].word)))
            return true;
    return false;
}

struct str organisation_kind_label(enum lang lang, struct str word) {
    for (size_t i = 0; i < ORGANISATION_KIND_N; i++)
        if (str_eq(word, str_from_c(kinds[i].word)))
            return text_of(lang, kinds[i].label);
    return word;
}

enum rc organisation_read(struct ctx *c, struct organisation_form *form,
                          struct organisation_input *ret_input) {
    struct organisation_input input = {0};
    form_text(c, &form->name, &form->mistakes, &input.name);
    form_text(c, &form->kind, &form->mistakes, &input.kind);
    form_text(c, &form->letter, &form->mistakes, &input.letter);
    if (str_is(input.kind) && !kind_is(input.kind))
        form_mistake(&form->kind, text_organisation_kind_wrong(c->arena, c->lang), &form->mistakes);
    if (str_is(input.letter) && !(input.letter.n == 1 && isupper((unsigned char)input.letter.p[0])))
        form_mistake(&form->letter, text_organisation_letter_wrong(c->arena, c->lang),
                     &form->mistakes);
    struct organisation_named_row same;
    if (str_is(input.name) && q_organisation_named(c->ro, c->arena, input.name, &same) == RC_OK &&
        same.id != form->id)
        form_mistake(&form->name, text_organisation_name_taken(c->arena, c->lang), &form->mistakes);
    if (form->mistakes > 0)
        return RC_INVALID;
    *ret_input = input;
    return RC_OK;
}
