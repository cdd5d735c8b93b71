// SPDX-License-Identifier: EUPL-1.2
// The frame of every page: header, menu, crumbs, notice, footer. A feature fills in a struct layout
// and wraps its content: {wrap layout(&view->layout)} ... {end}.
#ifndef VLIEGWIEL_LAYOUT_H
#define VLIEGWIEL_LAYOUT_H
#include "web/ctx.h"
#include "web/url.h"

struct link {
    struct str label;
    struct url to;
    bool current;
};
struct layout {
    struct str title; // of the browser tab, without the program's name
    struct str lang_code;
    struct url theme_css, components_css, app_css, gemeente_css, script, icon;
    bool has_gemeente_css;
    struct str organisation, who; // "Gemeente Voorbeek"; "Fatima El Amrani, coördinator"
    bool signed_in;
    bool has_hats; // there is more than one role to go on in
    struct link menu[8];
    size_t n_menu;
    struct link crumbs[4]; // the levels above this page
    size_t n_crumbs;
    struct str notice; // said once: "Opgeslagen."
    struct str here;   // the path, to come back to after changing the language
    bool refresh;      // reload every second: a page that waits for a job
};

// menu: the key of the current item: "home" "cohort" "programme" "person" "import" "organisation"
// "message" or "".
struct layout layout_of(struct ctx *c, struct str title, const char *menu);
void layout_crumb(struct layout *layout, struct str label, struct url to);

struct str role_label(enum lang lang, enum role role); // "coördinator"

// State of a thing as a word in a badge; the kind is a colour that only helps.
enum badge { BADGE_NEUTRAL, BADGE_SUCCESS, BADGE_INACTIVE, BADGE_WARNING, BADGE_ERROR };
struct str badge_class(enum badge kind);
enum alert { ALERT_OK, ALERT_INFO, ALERT_WARNING, ALERT_ERROR };
struct str alert_class(enum alert kind);
struct str org_class(struct str letter); // "vw-org vw-org--g"; unknown letters get the neutral one
#endif
