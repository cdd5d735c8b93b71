// SPDX-License-Identifier: EUPL-1.2
// Reads a document line by line and does what each line says; see document.h.
#include "tests/http/script.h"

// ---- who asks, and when ---------------------------------------------------------------------

static void become(struct script *s, struct str key) {
    const struct browser before = s->browser;
    s->browser = browser_of(s->world, s->arena, key);
    s->browser.now = before.now;
    s->browser.n_forms = before.n_forms;
    if (!str_eq(key, STR("visitor")) &&
        world_find(s->world, str_join(s->arena, STR("person:"), key)) == 0)
        script_fail(s, "nobody is called " STR_FMT, STR_ARG(key));
}

static void wait_for(struct script *s, struct str seconds) {
    int64_t n = 0;
    ENSURE(str_i64(seconds, &n) == RC_OK);
    s->browser.now += n;
}

// ---- lines ----------------------------------------------------------------------------------

static void run_line(struct script *s, struct str line) {
    struct str rest = line, method;
    if (str_starts(line, STR("    "))) {
        script_ask_more(s, str_slice(line, 4, line.n));
        return;
    }
    script_send(s);
    if (script_after(line, "as ", &rest)) {
        become(s, rest);
    } else if (script_after(line, "later ", &rest)) {
        wait_for(s, rest);
    } else if (!script_expect(s, line)) {
        rest = line;
        (void)str_cut(&rest, ' ', &method);
        if (str_starts(rest, STR("/")))
            script_ask(s, method, rest);
        else
            script_fail(s, "what is \"" STR_FMT "\"?", STR_ARG(line));
    }
}

static void case_start(struct script *s) {
    world_restore(s->world);
    world_forget_guesses(s->world);
    s->arena = arena_new(CASE_ARENA);
    s->failed = s->asks = false;
    s->answer = NULL;
    s->n_kept = 0;
    s->browser = browser_of(s->world, s->arena, STR("visitor"));
    s->state = world_state(s->world);
}

static void case_end(struct script *s) {
    if (s->arena == NULL)
        return;
    if (!s->failed)
        script_send(s);
    s->count->failed += s->failed;
    s->count->passed += !s->failed;
    arena_free(s->arena);
    s->arena = NULL;
}

// "# title" starts a case in a fresh world; "-- why" and empty lines say nothing to us.
static void take_line(struct script *s, struct str line) {
    if (str_starts(line, STR("# "))) {
        case_end(s);
        case_start(s);
    } else if (line.n > 0 && !str_starts(line, STR("--")) && !s->failed) {
        ENSURE(s->arena != NULL);
        run_line(s, line);
    }
}

void document_run(struct world *world, const char *path, const struct document_faults *faults,
                  struct document_count *count) {
    struct arena *const arena = arena_new(2 * DOCUMENT_MAX);
    struct script s = {
        .world = world, .arena = arena, .path = path, .faults = faults, .count = count};
    struct str text = script_file(&s, str_from_c(path)), line;
    s.arena = NULL;
    while (str_cut(&text, '\n', &line)) {
        s.line++;
        take_line(&s, line);
    }
    case_end(&s);
    arena_free(arena);
}
