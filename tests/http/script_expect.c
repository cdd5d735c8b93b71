// SPDX-License-Identifier: EUPL-1.2
// Compares an answer with what a document expects; see script.h.
#include "tests/http/script.h"

// ---- what is expected -----------------------------------------------------------------------

static void expect_status(struct script *s, struct str line) {
    int64_t status;
    if (str_i64(line, &status) != RC_OK)
        script_fail(s, "what is \"" STR_FMT "\"?", STR_ARG(line));
    else if (s->answer->reply.status != status)
        script_fail(s, "answered %d", s->answer->reply.status);
}

static void expect_location(struct script *s, struct str wanted) {
    const struct str location = s->answer->reply.location;
    if (!script_fits(s, wanted, location.p == NULL ? STR("") : location, true))
        script_fail(s, "sent to \"" STR_FMT "\"", STR_ARG(location));
}

static void expect_header(struct script *s, struct str wanted) {
    struct str value = wanted, name;
    (void)str_cut(&value, ':', &name);
    const struct str is = answer_header(s->answer, s->arena, name);
    if (is.p == NULL ? str_is(str_trim(value)) : !script_fits(s, str_trim(value), is, true))
        script_fail(s, "the header is \"" STR_FMT "\"", STR_ARG(is));
}

static void expect_headers(struct script *s, struct str wanted) {
    const struct str names = answer_header_names(s->answer, s->arena);
    if (!str_eq(wanted, names))
        script_fail(s, "the headers are " STR_FMT, STR_ARG(names));
}

static void expect_has(struct script *s, struct str wanted) {
    if (!script_fits(s, wanted, answer_bytes(s->answer), false))
        script_fail(s, "not in the answer (%d): \"" STR_FMT "\"", s->answer->reply.status,
                    STR_ARG(script_filled(s, wanted)));
}

static void expect_lacks(struct script *s, struct str unwanted) {
    if (str_find(answer_bytes(s->answer), script_filled(s, unwanted), &(size_t){0}))
        script_fail(s, "in the answer: \"" STR_FMT "\"", STR_ARG(script_filled(s, unwanted)));
}

static void expect_is(struct script *s, struct str wanted) {
    if (!script_fits(s, wanted, str_trim(answer_bytes(s->answer)), true))
        script_fail(s, "the answer is \"" STR_FMT "\"", STR_ARG(answer_bytes(s->answer)));
}

static void expect_like(struct script *s, struct str name) {
    const struct str likeness = answer_likeness(s->answer, s->arena);
    const struct str kept = script_kept(s, name);
    if (kept.p == NULL || !str_eq(kept, likeness))
        script_fail(s, "not like " STR_FMT ":\n" STR_FMT "\n----\n" STR_FMT, STR_ARG(name),
                    STR_ARG(kept), STR_ARG(likeness));
}

static void expect_changed(struct script *s, struct str wanted) {
    const struct str changed = s->changed.p == NULL ? STR("nothing") : s->changed;
    if (!str_eq(changed, wanted))
        script_fail(s, "changed " STR_FMT, STR_ARG(changed));
}

static void expect_rows(struct script *s, struct str wanted) {
    struct str n = wanted, table;
    int64_t rows = -1;
    (void)str_cut(&n, ' ', &table);
    if (str_i64(n, &rows) != RC_OK || world_rows(&s->state, table) != rows)
        script_fail(s, "%" PRId64 " rows in " STR_FMT, world_rows(&s->state, table),
                    STR_ARG(table));
}

static void expect_at_most(struct script *s, struct str wanted, int64_t is) {
    struct str n = STR_NONE;
    int64_t most = 0;
    ENSURE(script_after(wanted, "<= ", &n) && str_i64(n, &most) == RC_OK);
    if (is > most)
        script_fail(s, "%" PRId64 " it is", is);
}

static void expect_queries(struct script *s, struct str wanted) {
    expect_at_most(s, wanted, s->n_queries);
}

static void expect_bytes(struct script *s, struct str wanted) {
    expect_at_most(s, wanted, (int64_t)answer_bytes(s->answer).n);
}

static void keep_answer(struct script *s, struct str name) {
    script_keep(s, name, answer_likeness(s->answer, s->arena));
}

static const struct {
    const char *word;
    void (*run)(struct script *s, struct str rest);
} words[] = {
    {"location ", expect_location}, {"header ", expect_header},   {"headers ", expect_headers},
    {"has ", expect_has},           {"lacks ", expect_lacks},     {"is ", expect_is},
    {"like ", expect_like},         {"changed ", expect_changed}, {"rows ", expect_rows},
    {"queries ", expect_queries},   {"bytes ", expect_bytes},     {"keep ", keep_answer},
};

bool script_expect(struct script *s, struct str line) {
    struct str rest;
    if (s->answer == NULL)
        return false;
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (script_after(line, words[i].word, &rest)) {
            words[i].run(s, rest);
            return true;
        }
    if (!isdigit((unsigned char)line.p[0]))
        return false;
    expect_status(s, line);
    return true;
}
