// SPDX-License-Identifier: EUPL-1.2
// Sends what a document asks, with and without failing database calls; see script.h.
#include "tests/http/script.h"

// ---- sending --------------------------------------------------------------------------------

static struct exchange *send_once(struct script *s, int64_t fault_at, enum rc fault) {
    s->browser.fault_at = fault_at;
    s->browser.fault = fault;
    if (fault != RC_OK)
        world_forget_guesses(s->world);
    return browser_ask(&s->browser, arena_child(s->arena, ASK_ARENA), &s->ask);
}

static bool is_page(const struct exchange *x) {
    return x->reply.status == 200 && str_starts(x->reply.type, STR("text/html"));
}

static size_t count_of(struct str text, struct str part) {
    size_t n = 0, at;
    for (; str_find(text, part, &at); n++)
        text = str_slice(text, at + part.n, text.n);
    return n;
}

static void look(struct script *s) {
    const struct world_state after = world_state(s->world);
    const int status = s->answer->reply.status;
    s->changed = world_changed(s->arena, &s->state, &after);
    s->state = after;
    s->count->n_requests++;
    if (s->changed.p != NULL && (s->ask.method != METHOD_POST || status >= 400))
        script_fail(s, "answered %d and changed " STR_FMT, status, STR_ARG(s->changed));
    if (is_page(s->answer) && count_of(answer_bytes(s->answer), STR("<h1")) != 1)
        script_fail(s, "not one first heading");
}

// A failed call must not have changed anything. An answer that needed nothing of what failed may
// stand.
static void look_at_fault(struct script *s, const struct exchange *x, int64_t n,
                          struct str *likeness) {
    const struct world_state after = world_state(s->world);
    const struct str changed = world_changed(s->arena, &s->state, &after);
    s->count->n_faults++;
    if (changed.p != NULL)
        script_fail(s, "call %" PRId64 " failed, answered %d, changed " STR_FMT, n, x->reply.status,
                    STR_ARG(changed));
    if (x->reply.status < 500)
        *likeness = answer_likeness(x, s->arena);
}

static struct exchange *send_with_faults(struct script *s) {
    struct str likeness = STR_NONE;
    for (int64_t n = 1;; n += s->faults->step) {
        const struct browser before = s->browser;
        struct exchange *const x = send_once(s, n, RC_IO);
        if (s->browser.fault_missed || s->failed) {
            if (likeness.p != NULL && !str_eq(likeness, answer_likeness(x, s->arena)))
                script_fail(s, "answered %d after a call that failed", x->reply.status);
            return x;
        }
        look_at_fault(s, x, n, &likeness);
        arena_free(x->arena);
        s->browser = before;
    }
}

static int64_t calls_of_reader(struct script *s) {
    struct db_ro *db = NULL;
    ENSURE(reader_begin(s->world->reader, &db) == RC_OK);
    const int64_t n = db_calls(db);
    reader_end(s->world->reader);
    return n;
}

void script_send(struct script *s) {
    const struct document_faults *const faults = s->faults;
    if (!s->asks)
        return;
    s->asks = false;
    const int64_t before = calls_of_reader(s);
    if (faults->rc == RC_IO)
        s->answer = send_with_faults(s);
    else
        s->answer = send_once(s, s->ask.method == METHOD_POST ? faults->at : 0, faults->rc);
    // What is read before the writer is not read twice: there a person tries again.
    if (faults->rc == RC_BUSY && s->answer->reply.status == 503 &&
        s->answer->match.route->prepare != NULL)
        s->answer = send_once(s, 0, RC_OK);
    const bool known = faults->rc == RC_OK && !s->world->postgres && s->ask.method != METHOD_POST;
    s->n_queries = known ? calls_of_reader(s) - before : -1;
    look(s);
}

// ---- what is sent ---------------------------------------------------------------------------

void script_ask(struct script *s, struct str method, struct str target) {
    s->asks = true;
    s->ask = (struct ask){.target = script_filled(s, target), .method = METHOD_OTHER};
    if (str_eq(method, STR("GET")) || str_eq(method, STR("HEAD")))
        s->ask.method = METHOD_GET;
    else if (str_eq(method, STR("POST")))
        s->ask.method = METHOD_POST;
}

static void add_file(struct script *s, struct str field, struct str path) {
    ENSURE(s->ask.n_files < ASK_FILES_MAX);
    s->ask.files[s->ask.n_files++] =
        (struct file_part){field, STR("mensen.csv"), script_file(s, path)};
}

static void add_field(struct script *s, struct str line) {
    struct str value = line, name;
    ENSURE(s->ask.n_fields < ASK_FIELDS_MAX);
    (void)str_cut(&value, '=', &name);
    if (value.p == NULL)
        script_fail(s, "neither a field nor a header");
    else if (str_starts(value, STR("@")))
        add_file(s, name, str_slice(value, 1, value.n));
    else
        s->ask.fields[s->ask.n_fields++] =
            (struct pair){script_filled(s, name), script_filled(s, value)};
}

void script_ask_more(struct script *s, struct str line) {
    struct ask *const ask = &s->ask;
    struct str rest;
    if (script_after(line, "Origin: ", &rest))
        ask->origin = rest;
    else if (script_after(line, "Sec-Fetch-Site: ", &rest))
        ask->site = rest;
    else if (script_after(line, "Accept-Language: ", &rest))
        ask->language = rest;
    else if (script_after(line, "Content-Type: ", &rest))
        ask->raw_type = rest;
    else if (script_after(line, "Content-Length: ", &rest))
        ENSURE(str_u64(rest, &ask->announced) == RC_OK);
    else if (script_after(line, "raw ", &rest))
        ask->raw = script_filled(s, rest);
    else if (script_after(line, "without ", &rest))
        ask->without[ask->without[0].p != NULL] = rest;
    else
        add_field(s, line);
}
