// SPDX-License-Identifier: EUPL-1.2
// The statements on accessibility and privacy. How private and how long comes out of the register
// that stands behind every column of the schema; a test refuses a purpose or term that this page
// lacks.
#include "account_html.h"
#include "feature/account/account.h"

// What one purpose keeps for one term, in the order of the page.
static const struct {
    const char *purpose, *keep;
    enum text_id label, what;
} kinds[] = {
    {"participation", "end+24", T_account_for_participation, T_account_what_part},
    {"participation", "12", T_account_for_participation, T_account_what_messages},
    {"participation", "1", T_account_for_participation, T_account_what_files},
    {"participation", "24", T_account_for_participation, T_account_what_changes},
    {"participation", "use", T_account_for_participation, T_account_what_cohorts},
    {"access", "end+1", T_account_for_access, T_account_what_account},
    {"access", "1", T_account_for_access, T_account_what_sessions},
    {"access", "12", T_account_for_access, T_account_what_reads},
    {"access", "end+24", T_account_for_access, T_account_what_roles},
    {"planning", "end+24", T_account_for_planning, T_account_what_plans},
    {"planning", "24", T_account_for_planning, T_account_what_jobs},
    {"administration", "use", T_account_for_administration, T_account_what_organisations},
    {"administration", "24", T_account_for_administration, T_account_what_imports},
    {"programme", "use", T_account_for_programme, T_account_what_elements},
    {"measurement", "use", T_account_for_measurement, T_account_what_waves},
    {"measurement", "end+24", T_account_for_measurement, T_account_what_keys},
};
static const enum text_id classes[] = {
    T_account_class_public,      T_account_class_organisation, T_account_class_personal,
    T_account_class_performance, T_account_class_shared,       T_account_class_private,
};

int account_kept_class(struct str purpose, struct str keep) {
    int class = -1;
    for (size_t i = 0; i < column_classes_n; i++)
        if (str_eq(purpose, str_from_c(column_classes[i].purpose)) &&
            str_eq(keep, str_from_c(column_classes[i].keep)) && column_classes[i].class > class)
            class = column_classes[i].class;
    return class;
}

static struct str keep_label(struct arena *arena, enum lang lang, struct str keep) {
    int64_t months;
    if (str_eq(keep, STR("use")))
        return text_account_keep_use(arena, lang);
    if (str_starts(keep, STR("end+")) && str_i64(str_slice(keep, 4, keep.n), &months) == RC_OK)
        return text_account_keep_end(arena, lang, months);
    if (str_i64(keep, &months) == RC_OK)
        return text_account_keep_months(arena, lang, months);
    return STR_NONE;
}

size_t account_kept_list(struct arena *arena, enum lang lang, struct account_kept **ret_list) {
    struct account_kept *const list = NEW_ARRAY(arena, struct account_kept, COUNT_OF(kinds));
    for (size_t i = 0; i < COUNT_OF(kinds); i++) {
        const struct str purpose = str_from_c(kinds[i].purpose), keep = str_from_c(kinds[i].keep);
        const int class = account_kept_class(purpose, keep);
        ENSURE(class >= 0 && (size_t) class < COUNT_OF(classes));
        list[i] = (struct account_kept){
            .purpose = purpose,
            .keep = keep,
            .why = text_of(lang, kinds[i].label),
            .what = text_of(lang, kinds[i].what),
            .how_private = text_of(lang, classes[class]),
            .how_long = keep_label(arena, lang, keep),
        };
    }
    *ret_list = list;
    return COUNT_OF(kinds);
}

enum rc account_privacy_get(struct ctx *c) {
    struct statement_view view = {.layout =
                                      layout_of(c, text_account_privacy(c->arena, c->lang), "")};
    view.n_kept = account_kept_list(c->arena, c->lang, &view.kept);
    struct page *page = reply_page(c);
    privacy_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}

enum rc account_accessibility_get(struct ctx *c) {
    const struct statement_view view = {
        .layout = layout_of(c, text_account_accessibility(c->arena, c->lang), "")};
    struct page *page = reply_page(c);
    accessibility_html(page, &view);
    reply_page_done(c, page, 200);
    return RC_OK;
}
