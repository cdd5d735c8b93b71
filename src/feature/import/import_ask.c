// SPDX-License-Identifier: EUPL-1.2
// Who is meant by a row without a number that we know: asked of a person, never guessed. An answer
// waits with the file until the whole of it is taken in.
#include "feature/import/import.h"
#include "feature/person/person.h"

static const struct str NEW_PERSON = {"nieuw", 5};

static const char *radio_name(struct arena *arena, const struct import_row *row) {
    return str_c(arena, str_fmt(arena, "rij-%zu", row->row));
}

static struct str candidate_label(struct arena *arena, enum lang lang,
                                  const struct import_person *person) {
    const struct str where = str_is(person->unit) ? person->unit : STR_NONE;
    const struct str by = str_is(person->email_fold) ? person->email_fold : where;
    return str_is(by) ? text_import_ask_is_of(arena, lang, person->name, by)
                      : text_import_ask_is(arena, lang, person->name);
}

// What the file says of the person besides the name.
static struct str said_of(struct arena *arena, const struct import_row *row) {
    static const enum import_field told[] = {IMPORT_email, IMPORT_unit, IMPORT_post, IMPORT_number};
    struct buf b = buf_on(arena, 64);
    for (size_t i = 0; i < COUNT_OF(told); i++) {
        if (!str_is(row->value[told[i]]))
            continue;
        if (b.n > 0)
            buf_c(&b, ", ");
        buf_str(&b, row->value[told[i]]);
    }
    return buf_done(&b);
}

static void question_fill(struct ctx *c, const struct import_preview *preview,
                          const struct import_question *question,
                          struct import_question_view *view) {
    const struct import_row *row = &preview->rows.rows[question->index];
    const bool is_new = question->is_answered && question->answer == 0;
    view->name = radio_name(c->arena, row);
    view->row = (int64_t)row->row;
    view->person = person_name(
        c->arena, &(struct person_input){row->value[IMPORT_given_name], row->value[IMPORT_infix],
                                         row->value[IMPORT_family_name], STR_NONE});
    view->said = said_of(c->arena, row);
    view->choices = NEW_ARRAY(c->arena, struct choice, question->n + 1);
    for (size_t i = 0; i < question->n; i++) {
        const struct import_person *person = question->candidates[i];
        view->choices[view->n++] = (struct choice){
            str_fmt(c->arena, "%" PRId64, person->id), candidate_label(c->arena, c->lang, person),
            question->is_answered && question->answer == person->id};
    }
    view->choices[view->n++] =
        (struct choice){NEW_PERSON, text_import_ask_new(c->arena, c->lang), is_new};
}

void import_questions_fill(struct ctx *c, const struct import_preview *preview,
                           struct import_page_view *view) {
    const struct import_diff *diff = &preview->diff;
    view->questions = NEW_ARRAY(c->arena, struct import_question_view, IMPORT_QUESTIONS);
    for (size_t i = 0; i < diff->n_questions && view->n_questions < IMPORT_QUESTIONS; i++)
        if (diff->n_asked == 0 || !diff->questions[i].is_answered)
            question_fill(c, preview, &diff->questions[i], &view->questions[view->n_questions++]);
}

// Only somebody whom the question names.
static bool answer_of(struct ctx *c, const struct import_preview *preview,
                      const struct import_question *question, struct opt_int *ret_person) {
    const struct str said =
        form_value(c, radio_name(c->arena, &preview->rows.rows[question->index]));
    int64_t id;
    if (str_eq(said, NEW_PERSON)) {
        *ret_person = (struct opt_int){0, false};
        return true;
    }
    if (str_i64(said, &id) != RC_OK)
        return false;
    for (size_t i = 0; i < question->n; i++)
        if (question->candidates[i]->id == id) {
            *ret_person = (struct opt_int){id, true};
            return true;
        }
    return false;
}

enum rc import_answer_post(struct ctx *c) {
    struct import_preview preview;
    int64_t n = 0;
    TRY(import_preview(c->ro, arena_child(c->arena, IMPORT_ARENA), c->scope, c->today, &preview));
    for (size_t i = 0; i < preview.diff.n_questions; i++) {
        const struct import_question *question = &preview.diff.questions[i];
        const int64_t row = (int64_t)preview.rows.rows[question->index].row;
        struct opt_int person;
        if (!answer_of(c, &preview, question, &person))
            continue;
        TRY(q_import_answer_drop(c->db, c->arg[0], row, NULL));
        TRY(q_import_answer_add(c->db, c->arg[0], row, person, c->viewer->person, c->now, NULL));
        n++;
    }
    TRY(notice_set(c, n == 0 ? text_import_ask_nothing(c->arena, c->lang)
                             : text_import_ask_kept(c->arena, c->lang, n)));
    return reply_redirect(c, url_import(c->arena, c->arg[0]));
}
