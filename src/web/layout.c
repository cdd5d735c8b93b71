// SPDX-License-Identifier: EUPL-1.2
// Fills in the frame of a page for the one who looks: menu by role, name, notice. Draws nothing.
#include "web/layout.h"
#include "assets.h"
#include "web/form.h"

struct menu_item {
    const char *key;
    const char *path;
    enum text_id label;
    enum right right;
};
static const struct menu_item menu_items[] = {
    {"home", "/", T_web_menu_home, RIGHT_home},
    {"cohort", "/lichtingen", T_web_menu_cohorts, RIGHT_cohort_list},
    {"programme", "/leergangen", T_web_menu_programmes, RIGHT_programme_edit},
    {"person", "/mensen", T_web_menu_people, RIGHT_person_list},
    {"import", "/importen", T_web_menu_imports, RIGHT_import},
    {"organisation", "/organisaties", T_web_menu_organisations, RIGHT_organisation_list},
    {"message", "/berichten", T_web_menu_messages, RIGHT_message_list},
};

static const enum text_id role_texts[ROLE_N] = {
    [ROLE_OWNER] = T_web_role_owner,
    [ROLE_COORDINATOR] = T_web_role_coordinator,
    [ROLE_FACILITATOR] = T_web_role_facilitator,
    [ROLE_CO_DESIGNER] = T_web_role_co_designer,
    [ROLE_PARTICIPANT] = T_web_role_participant,
    [ROLE_LINE_MANAGER] = T_web_role_line_manager,
    [ROLE_PARTNER_COORDINATOR] = T_web_role_partner_coordinator,
    [ROLE_HR] = T_web_role_hr,
    [ROLE_WORKS_COUNCIL] = T_web_role_works_council,
    [ROLE_DPO] = T_web_role_dpo,
    [ROLE_OPERATOR] = T_web_role_operator,
};

struct str role_label(enum lang lang, enum role role) {
    return text_of(lang, role_texts[role]);
}

static struct url asset_url(const char *name) {
    size_t i = 0;
    while (i < assets_n && strcmp(assets[i].name, name) != 0)
        i++;
    ENSURE(i < assets_n);
    return (struct url){str_from_c(assets[i].path)};
}

// "Fatima El Amrani, coördinator": the first role in the order of the table above is the one named.
static struct str who_of(struct ctx *c) {
    for (enum role role = 0; role < ROLE_N; role++)
        if (c->viewer->roles & 1u << role) {
            const struct str label = role_label(c->lang, role);
            return str_fmt(c->arena, STR_FMT ", " STR_FMT, STR_ARG(c->viewer->name),
                           STR_ARG(label));
        }
    return c->viewer->name;
}

static void fill_menu(struct ctx *c, struct layout *layout, const char *current) {
    for (size_t i = 0; i < COUNT_OF(menu_items); i++) {
        const struct menu_item *item = &menu_items[i];
        if (!viewer_may(c->viewer, item->right))
            continue;
        layout->menu[layout->n_menu++] = (struct link){
            text_of(c->lang, item->label),
            {str_from_c(item->path)},
            strcmp(item->key, current) == 0,
        };
    }
}

struct layout layout_of(struct ctx *c, struct str title, const char *menu) {
    struct layout layout = {
        .title = title,
        .lang_code = c->lang == LANG_EN ? STR("en") : STR("nl"),
        .theme_css = asset_url("theme.css"),
        .components_css = asset_url("components.css"),
        .app_css = asset_url("app.css"),
        .script = asset_url("app.js"),
        .icon = asset_url("favicon.svg"),
        .has_gemeente_css = app_has_theme(c->app),
        .gemeente_css = {STR("/thema.css")},
        .organisation = c->viewer->organisation_name,
        .signed_in = c->viewer->person != 0,
        .notice = c->viewer->notice,
        .here = c->request->path,
    };
    if (layout.signed_in) {
        layout.who = who_of(c);
        layout.has_hats = c->viewer->n_hats > 1 || c->viewer->sets_aside;
        fill_menu(c, &layout, menu);
    }
    return layout;
}

void layout_crumb(struct layout *layout, struct str label, struct url to) {
    ENSURE(layout->n_crumbs < COUNT_OF(layout->crumbs));
    layout->crumbs[layout->n_crumbs++] = (struct link){label, to, false};
}

struct str badge_class(enum badge kind) {
    static const char *const kinds[] = {
        [BADGE_NEUTRAL] = "utrecht-status-badge utrecht-status-badge--neutral",
        [BADGE_SUCCESS] = "utrecht-status-badge utrecht-status-badge--success",
        [BADGE_INACTIVE] = "utrecht-status-badge utrecht-status-badge--inactive",
        [BADGE_WARNING] = "utrecht-status-badge utrecht-status-badge--warning",
        [BADGE_ERROR] = "utrecht-status-badge utrecht-status-badge--danger",
    };
    return str_from_c(kinds[kind]);
}

struct str alert_class(enum alert kind) {
    static const char *const kinds[] = {
        [ALERT_OK] = "vw-alert vw-alert--ok",
        [ALERT_INFO] = "vw-alert vw-alert--info",
        [ALERT_WARNING] = "vw-alert vw-alert--warning",
        [ALERT_ERROR] = "vw-alert vw-alert--error",
    };
    return str_from_c(kinds[kind]);
}

struct str org_class(struct str letter) {
    static const char *const known[] = {"g", "f", "p", "w", "m", "r"};
    static const char *const classes[] = {"vw-org vw-org--g", "vw-org vw-org--f",
                                          "vw-org vw-org--p", "vw-org vw-org--w",
                                          "vw-org vw-org--m", "vw-org vw-org--r"};
    for (size_t i = 0; i < COUNT_OF(known); i++)
        if (letter.n == 1 && tolower((unsigned char)letter.p[0]) == known[i][0])
            return str_from_c(classes[i]);
    return STR("vw-org vw-org--g");
}
