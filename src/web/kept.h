// SPDX-License-Identifier: EUPL-1.2
// What somebody typed in a form whose session was over: the sign-in page carries it along in hidden
// fields, and afterwards one press sends it as it was. Nothing of it is stored, and nothing is sent
// without that press.
#ifndef VLIEGWIEL_KEPT_H
#define VLIEGWIEL_KEPT_H
#include "web/layout.h"

struct kept {
    struct url to;      // the path that the form was sent to; no text: nothing is kept
    struct pair *pairs; // as typed, without what only belonged to the old session
    size_t n;
    bool had_file; // a file is chosen again: it does not travel along
};
// Of this request, whose session is over. Keeps nothing of a form with a password in it.
struct kept kept_of_form(struct ctx *c);
// What a sign-in form carried along; to.text STR_NONE when it carried nothing, or no form of ours.
struct kept kept_carried(struct ctx *c);
// The page that gives it back. In: status 200 after signing in, 403 when another session began
// meanwhile.
enum rc kept_show(struct ctx *c, const struct kept *kept, int status);

struct kept_view {
    struct layout layout;
    const struct kept *kept;
    struct str *texts; // what was typed, in words
    size_t n_texts;
    bool is_signed_in; // just now
};
struct str kept_name(struct arena *arena, const struct pair *pair); // of the hidden field
#endif
