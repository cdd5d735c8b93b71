// SPDX-License-Identifier: EUPL-1.2
// Forms: one struct field per input carries label, what was typed, and what is wrong with it, so
// that a page with a mistake shows everything again. Reading a field never loses what was typed.
#ifndef VLIEGWIEL_FORM_H
#define VLIEGWIEL_FORM_H
#include "web/ctx.h"

struct field {
    const char *name; // of the input
    struct str label, help;
    struct str value; // as typed, or prefilled
    struct str error; // STR_NONE: fine
    const char *type; // "text", "email", "password", "date", "time", "number"
    bool required;
    const char *autocomplete; // NULL: none
    int64_t max;              // characters
    const char *list;         // the datalist with what is offered; NULL: none
};
struct choice {
    struct str value, label;
    bool chosen;
};

// Two people changed one thing: how it stands now beside what the second of them typed.
enum { MET_MAX = 12 };
struct met {
    struct met_line {
        struct str label, now, typed;
    } lines[MET_MAX];
    size_t n;
};
// A line when the two differ.
void form_met(struct met *met, const struct field *field, struct str now);

// The value of a posted (POST) or queried (GET) name; STR_NONE when absent.
struct str form_value(const struct ctx *c, const char *name);
// All values of a repeated name ("people" checkboxes), in order.
size_t form_values(const struct ctx *c, const char *name, struct str **ret_values);
const struct file_part *form_file(const struct ctx *c, const char *name);

// Each reads field->value from the request, trims it, checks it, and on a mistake sets field->error
// (in the viewer's language) and counts it in *mistakes. *ret untouched on a mistake.
void form_text(struct ctx *c, struct field *field, int *mistakes, struct str *ret);
void form_int(struct ctx *c, struct field *field, int64_t min, int64_t max, int *mistakes,
              int64_t *ret);
void form_opt_int(struct ctx *c, struct field *field, int64_t min, int64_t max, int *mistakes,
                  struct opt_int *ret);
void form_day(struct ctx *c, struct field *field, int *mistakes,
              struct day *ret); // DAY_NONE when empty and not required
void form_clock(struct ctx *c, struct field *field, int *mistakes, struct clock *ret);
// For the templates: the ids of a field's help and error, which aria-describedby names.
struct str field_note_id(struct arena *arena, const struct field *field, const char *which);
struct str field_notes_ids(struct arena *arena, const struct field *field);
// Sets the error of a field from a rule: form_mistake(&name, text_x(...), &mistakes).
void form_mistake(struct field *field, struct str error, int *mistakes);
#endif
