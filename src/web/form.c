// SPDX-License-Identifier: EUPL-1.2
// Reads form fields: keeps what was typed, checks it, says at the field what is wrong.
#include "web/form.h"

struct str form_value(const struct ctx *c, const char *name) {
    const struct str wanted = str_from_c(name);
    const bool posted = c->request->method == METHOD_POST;
    const struct pair *pairs = posted ? c->request->body : c->request->query;
    const size_t n = posted ? c->request->n_body : c->request->n_query;
    for (size_t i = 0; i < n; i++)
        if (str_eq(pairs[i].name, wanted))
            return pairs[i].value;
    return STR_NONE;
}

size_t form_values(const struct ctx *c, const char *name, struct str **ret_values) {
    const struct str wanted = str_from_c(name);
    struct str *values = NEW_ARRAY(c->arena, struct str, c->request->n_body);
    size_t n = 0;
    for (size_t i = 0; i < c->request->n_body; i++)
        if (str_eq(c->request->body[i].name, wanted))
            values[n++] = c->request->body[i].value;
    *ret_values = values;
    return n;
}

const struct file_part *form_file(const struct ctx *c, const char *name) {
    const struct str wanted = str_from_c(name);
    for (size_t i = 0; i < c->request->n_files; i++)
        if (str_eq(c->request->files[i].field, wanted))
            return &c->request->files[i];
    return NULL;
}

void form_mistake(struct field *field, struct str error, int *mistakes) {
    if (!str_is(field->error)) {
        field->error = error;
        ++*mistakes;
    }
}

void form_met(struct met *met, const struct field *field, struct str now) {
    const struct str was = str_is(now) ? now : STR("");
    const struct str typed = str_is(field->value) ? field->value : STR("");
    ENSURE(met->n < MET_MAX);
    if (!str_eq(was, typed))
        met->lines[met->n++] = (struct met_line){field->label, was, typed};
}

// A label that is a question ends itself.
static struct str required_say(struct ctx *c, struct str label) {
    return str_ends(label, STR("?")) ? text_web_field_required_question(c->arena, c->lang, label)
                                     : text_web_field_required(c->arena, c->lang, label);
}

// The typed text, kept in the field; true when there is something to check further.
static bool form_take(struct ctx *c, struct field *field, int *mistakes) {
    field->value = str_trim(form_value(c, field->name));
    if (!str_is(field->value)) {
        if (field->required)
            form_mistake(field, required_say(c, field->label), mistakes);
        return false;
    }
    return true;
}

void form_text(struct ctx *c, struct field *field, int *mistakes, struct str *ret) {
    if (!form_take(c, field, mistakes)) {
        if (!field->required)
            *ret = STR("");
        return;
    }
    if (field->max > 0 && utf8_length(field->value) > (size_t)field->max) {
        form_mistake(field, text_web_field_too_long(c->arena, c->lang, field->max), mistakes);
        return;
    }
    *ret = field->value;
}

void form_opt_int(struct ctx *c, struct field *field, int64_t min, int64_t max, int *mistakes,
                  struct opt_int *ret) {
    int64_t value;
    if (!form_take(c, field, mistakes)) {
        if (!field->required)
            *ret = (struct opt_int){0, false};
        return;
    }
    if (str_i64(field->value, &value) != RC_OK || value < min || value > max) {
        form_mistake(field, text_web_field_number(c->arena, c->lang, min, max), mistakes);
        return;
    }
    *ret = (struct opt_int){value, true};
}

void form_int(struct ctx *c, struct field *field, int64_t min, int64_t max, int *mistakes,
              int64_t *ret) {
    struct opt_int value = {0, false};
    field->required = true;
    form_opt_int(c, field, min, max, mistakes, &value);
    if (value.is)
        *ret = value.v;
}

void form_day(struct ctx *c, struct field *field, int *mistakes, struct day *ret) {
    if (!form_take(c, field, mistakes)) {
        if (!field->required)
            *ret = DAY_NONE;
        return;
    }
    if (day_from_text(field->value, ret) != RC_OK)
        form_mistake(field, text_web_field_day(c->arena, c->lang), mistakes);
}

void form_clock(struct ctx *c, struct field *field, int *mistakes, struct clock *ret) {
    if (!form_take(c, field, mistakes)) {
        if (!field->required)
            *ret = CLOCK_NONE;
        return;
    }
    if (clock_from_text(field->value, ret) != RC_OK)
        form_mistake(field, text_web_field_clock(c->arena, c->lang), mistakes);
}

struct str field_note_id(struct arena *arena, const struct field *field, const char *which) {
    return str_fmt(arena, "%s-%s", field->name, which);
}

struct str field_notes_ids(struct arena *arena, const struct field *field) {
    struct buf ids = buf_on(arena, 64);
    if (str_is(field->help))
        buf_str(&ids, field_note_id(arena, field, "help"));
    if (str_is(field->error)) {
        if (ids.n > 0)
            buf_char(&ids, ' ');
        buf_str(&ids, field_note_id(arena, field, "error"));
    }
    return buf_done(&ids);
}
