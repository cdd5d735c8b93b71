// SPDX-License-Identifier: EUPL-1.2
// What HTML a template may hold, so that pages are safe, accessible, and nested as browsers do it.
// Sources: the HTML Standard (content models) and WCAG 2.2 (1.1.1, 1.3.1, 3.1.1, 4.1.2).
// Reads no text itself and writes no C.
#include "tools/tplgen.h"

bool is(struct str name, const char *word) {
    for (size_t i = 0; i < name.n; i++)
        if (word[i] == '\0' || tolower((unsigned char)name.p[i]) != word[i])
            return false;
    return word[name.n] == '\0';
}

bool is_one_of(struct str name, const char *words) {
    struct str rest = str_from_c(words), word;
    while (str_cut(&rest, ' ', &word))
        if (word.n == name.n && strncasecmp(word.p, name.p, name.n) == 0)
            return true;
    return false;
}

const struct element *inside(const struct tplgen *t, const char *names) {
    for (size_t i = 0; i < t->n_elements; i++)
        if (is_one_of(t->elements[i].name, names))
            return &t->elements[i];
    return NULL;
}

bool rule_is_void(struct str name) {
    return is_one_of(name, "area base br col embed hr img input link meta source track wbr");
}

bool rule_is_link(struct str attr_name) {
    return is_one_of(attr_name, "href src action formaction");
}

static bool is_literal(const struct attr *attr) {
    size_t at;
    return !str_find(attr->value, STR("{"), &at);
}

// Attributes that people see or hear.
static bool is_visible(struct str name) {
    return is_one_of(name, "alt title placeholder label abbr aria-label aria-description "
                           "aria-roledescription aria-valuetext aria-placeholder");
}

static bool link_is_safe(struct str url) {
    if (str_starts(url, STR("//")) || str_starts(url, STR("/\\")))
        return false;
    return str_starts(url, STR("/")) || str_starts(url, STR("#")) ||
           str_starts(url, STR("mailto:")) || str_starts(url, STR("https:"));
}

void rule_attr(const struct tplgen *t, const struct attr *attr) {
    if (attr->name.n > 2 && strncasecmp(attr->name.p, "on", 2) == 0)
        refuse(t, attr->line, STR_FMT ": script stands in a file of its own", STR_ARG(attr->name));
    if (is(attr->name, "style"))
        refuse(t, attr->line, "style: looks stand in the style sheet");
    if (is_one_of(attr->name, "srcdoc srcset ping background poster formmethod xlink:href"))
        refuse(t, attr->line, STR_FMT " is not used here", STR_ARG(attr->name));
    if (rule_is_link(attr->name) && is_literal(attr) && !link_is_safe(attr->value))
        refuse(t, attr->line, "a link begins with / # mailto: or https:");
    if (is_visible(attr->name) && attr->has_words)
        refuse(t, attr->line, "literal text in " STR_FMT ": words come from the PO files",
               STR_ARG(attr->name));
}

static const struct attr *find_attr(const struct tag *tag, const char *name) {
    for (size_t i = 0; i < tag->n_attrs; i++)
        if (is(tag->attrs[i].name, name) && !tag->attrs[i].maybe)
            return &tag->attrs[i];
    return NULL;
}

static bool has(const struct tag *tag, const char *name) {
    const struct attr *const attr = find_attr(tag, name);
    return attr != NULL && attr->has_value;
}

static bool has_filled(const struct tag *tag, const char *name) {
    return has(tag, name) && find_attr(tag, name)->value.n > 0;
}

static bool has_one_of(const struct tag *tag, const char *name, const char *values) {
    return has(tag, name) && is_one_of(find_attr(tag, name)->value, values);
}

static bool all_literal(const struct tag *tag) {
    for (size_t i = 0; i < tag->n_attrs; i++)
        if (!is_literal(&tag->attrs[i]))
            return false;
    return true;
}

static const char flow[] = "address article aside blockquote details div dl fieldset figure footer "
                           "form h1 h2 h3 h4 h5 h6 header hr main nav ol p pre section table ul";
// What may not stand anywhere inside what: a browser would move or drop it.
static const struct {
    const char *inner, *outer;
} apart[] = {
    {flow, "p h1 h2 h3 h4 h5 h6"},
    {"form", "form"},
    {"label", "label"},
    {"a button input select textarea", "button"},
    {"a button", "a"},
    {"main", "main"},
};
// Which elements a parent accepts.
static const struct {
    const char *parents, *children;
} accepts[] = {
    {"ul ol menu", "li"},
    {"dl", "dt dd div"},
    {"table", "caption colgroup thead tbody tfoot tr"},
    {"thead tbody tfoot", "tr"},
    {"tr", "th td"},
    {"select", "option optgroup"},
    {"optgroup", "option"},
    {"title textarea option script", ""},
};
// Which parents an element needs; a partial template may leave the parent to its caller.
static const struct {
    const char *children, *parents;
} needs[] = {
    {"li", "ul ol menu"},
    {"dt dd", "dl div"},
    {"caption colgroup thead tbody tfoot", "table"},
    {"tr", "thead tbody tfoot table"},
    {"th td", "tr"},
    {"option", "select optgroup datalist"},
    {"legend", "fieldset"},
    {"figcaption", "figure"},
    {"summary", "details"},
};

static void check_parent(const struct tplgen *t, const struct tag *tag) {
    if (t->n_elements == 0)
        return;
    const struct element *const parent = &t->elements[t->n_elements - 1];
    bool fits = true;
    for (size_t i = 0; i < COUNT_OF(accepts); i++)
        if (is_one_of(parent->name, accepts[i].parents))
            fits = fits && is_one_of(tag->name, accepts[i].children);
    for (size_t i = 0; i < COUNT_OF(needs); i++)
        if (is_one_of(tag->name, needs[i].children))
            fits = fits && is_one_of(parent->name, needs[i].parents);
    if (!fits)
        refuse(t, tag->line, "<" STR_FMT "> cannot stand in <" STR_FMT ">", STR_ARG(tag->name),
               STR_ARG(parent->name));
}

static void check_ancestors(const struct tplgen *t, const struct tag *tag) {
    for (size_t i = 0; i < COUNT_OF(apart); i++) {
        const struct element *const outer = inside(t, apart[i].outer);
        if (outer != NULL && is_one_of(tag->name, apart[i].inner))
            refuse(t, tag->line, "<" STR_FMT "> cannot stand inside <" STR_FMT "> of line %d",
                   STR_ARG(tag->name), STR_ARG(outer->name), outer->line);
    }
}

static void check_doubles(const struct tplgen *t, const struct tag *tag) {
    for (size_t i = 0; i < tag->n_attrs; i++)
        for (size_t j = 0; j < i; j++) {
            const struct attr *const a = &tag->attrs[j], *const b = &tag->attrs[i];
            if (a->name.n == b->name.n && strncasecmp(a->name.p, b->name.p, a->name.n) == 0 &&
                !(a->maybe && b->maybe))
                refuse(t, b->line, STR_FMT " stands twice in one tag", STR_ARG(b->name));
        }
}

static void remember(const struct tplgen *t, struct names *names, struct str name, int line) {
    if (names->n == MAX_NAMES)
        refuse(t, line, "more than %d names in one template", MAX_NAMES);
    names->items[names->n].name = name;
    names->items[names->n++].line = line;
}

static bool knows(const struct names *names, struct str name) {
    for (size_t i = 0; i < names->n; i++)
        if (str_eq(names->items[i].name, name))
            return true;
    return false;
}

static void check_ids(struct tplgen *t, const struct tag *tag) {
    for (size_t i = 0; i < tag->n_attrs; i++) {
        const struct attr *const attr = &tag->attrs[i];
        if (!is(attr->name, "id") || !is_literal(attr))
            continue;
        if (knows(&t->ids, attr->value))
            refuse(t, attr->line, "the id " STR_FMT " stands twice", STR_ARG(attr->value));
        if (in_loop(t))
            refuse(t, attr->line, "the id " STR_FMT " is repeated by the loop",
                   STR_ARG(attr->value));
        remember(t, &t->ids, attr->value, attr->line);
    }
}

static void check_control(struct tplgen *t, const struct tag *tag) {
    if (is(tag->name, "input") && !has_filled(tag, "type"))
        refuse(t, tag->line, "<input> without type");
    if (has_one_of(tag, "type", "submit button reset")) {
        const struct attr *const value = find_attr(tag, "value");
        if (is(tag->name, "input") && value != NULL && value->has_words)
            refuse(t, value->line, "literal text in value: words come from the PO files");
        return;
    }
    const bool is_labelled = has_one_of(tag, "type", "hidden") || inside(t, "label") != NULL ||
                             has_filled(tag, "aria-label") || has_filled(tag, "aria-labelledby");
    if (is_labelled)
        return;
    if (!has_filled(tag, "id"))
        refuse(t, tag->line, "<" STR_FMT "> without a label", STR_ARG(tag->name));
    remember(t, &t->controls, find_attr(tag, "id")->value, tag->line);
}

bool rule_posts(const struct tag *tag) {
    return is(tag->name, "form") && has_one_of(tag, "method", "post");
}

void rule_tag(struct tplgen *t, const struct tag *tag) {
    if (is_one_of(tag->name, "style base iframe frame object embed applet foreignobject template"))
        refuse(t, tag->line, "<" STR_FMT "> is not used here", STR_ARG(tag->name));
    check_parent(t, tag);
    check_ancestors(t, tag);
    check_doubles(t, tag);
    check_ids(t, tag);
    if (is_one_of(tag->name, "input select textarea"))
        check_control(t, tag);
    if (is(tag->name, "form") && !has_one_of(tag, "method", "get post"))
        refuse(t, tag->line, "<form> needs method=\"get\" or method=\"post\"");
    if (is(tag->name, "label") && has_filled(tag, "for"))
        remember(t, &t->label_fors, find_attr(tag, "for")->value, tag->line);
    if (is(tag->name, "img") && !has(tag, "alt"))
        refuse(t, tag->line, "<img> without alt");
    if (is(tag->name, "th") && !has_one_of(tag, "scope", "row col rowgroup colgroup"))
        refuse(t, tag->line, "<th> without scope");
    if (is(tag->name, "html") && !has_filled(tag, "lang"))
        refuse(t, tag->line, "<html> without lang");
    if (has(tag, "http-equiv") && !all_literal(tag))
        refuse(t, tag->line, "a value in a tag with http-equiv");
    if (is(tag->name, "script") && !has_filled(tag, "src"))
        refuse(t, tag->line, "<script> without src");
}

void rule_form_end(const struct tplgen *t, const struct element *form) {
    if (form->needs_csrf)
        refuse(t, form->line, "POST <form> without {csrf}");
}

void rule_template_end(const struct tplgen *t) {
    if (t->n_elements > 0) {
        const struct element *const open = &t->elements[t->n_elements - 1];
        refuse(t, open->line, "<" STR_FMT "> is not closed", STR_ARG(open->name));
    }
    for (size_t i = 0; i < t->controls.n; i++)
        if (!knows(&t->label_fors, t->controls.items[i].name))
            refuse(t, t->controls.items[i].line,
                   "no <label for=\"" STR_FMT "\"> names this control",
                   STR_ARG(t->controls.items[i].name));
}
