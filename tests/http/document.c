// SPDX-License-Identifier: EUPL-1.2
// Reads a document line by line and does what each line says; see document.h.
#include "tests/http/document.h"
#include "web/request.h"

enum { DOCUMENT_MAX = 1 << 20, CASE_ARENA = 512 << 20, ASK_ARENA = 64 << 20, KEPT_MAX = 64 };

struct kept {
    struct str name, value;
};
struct script {
    struct world *world;
    struct arena *arena; // of the case
    const char *path;
    int line;
    bool failed;
    const struct document_faults *faults;
    struct document_count *count;

    struct browser browser;
    struct ask ask;
    bool asks; // being written, not sent yet
    struct exchange *answer;
    struct world_state state;
    struct str changed; // by the last request
    int64_t n_queries;  // -1: not known
    struct kept kept[KEPT_MAX];
    size_t n_kept;
};

PRINTF_LIKE(2, 3)
static void fail(struct script *s, const char *format, ...) {
    va_list list;
    va_start(list, format);
    if (!s->failed) { // what follows the first is noise
        printf("%s:%d: %s: ", s->path, s->line, s->world->postgres ? "PostgreSQL" : "SQLite");
        vprintf(format, list);
        printf("\n");
    }
    va_end(list);
    s->failed = true;
}

// ---- names ---------------------------------------------------------------------------------------------

static struct str kept_find(const struct script *s, struct str name) {
    for (size_t i = 0; i < s->n_kept; i++)
        if (str_eq(s->kept[i].name, name))
            return s->kept[i].value;
    return STR_NONE;
}

static void keep(struct script *s, struct str name, struct str value) {
    ENSURE(s->n_kept < KEPT_MAX);
    s->kept[s->n_kept++] = (struct kept){name, value};
}

static bool is_name(struct str name) {
    bool upper = true, colon = false;
    for (size_t i = 0; i < name.n; i++) {
        upper &= isupper((unsigned char)name.p[i]) || name.p[i] == '_';
        colon |= name.p[i] == ':';
    }
    return name.n > 0 && (upper || colon);
}

// "{cohort:north}" or "{VERSION}" somewhere in the text: what stands before, between and after.
static bool name_cut(struct str text, struct str *ret_before, struct str *ret_name,
                     struct str *ret_after) {
    for (size_t at = 0; at < text.n; at++) {
        size_t end = at + 1;
        while (text.p[at] == '{' && end < text.n &&
               (isalnum((unsigned char)text.p[end]) || strchr(":-_", text.p[end]) != NULL))
            end++;
        const struct str name = str_slice(text, at + 1, end);
        if (end == text.n || text.p[end] != '}' || !is_name(name))
            continue;
        *ret_before = str_slice(text, 0, at);
        *ret_name = name;
        *ret_after = str_slice(text, end + 1, text.n);
        return true;
    }
    return false;
}

static struct str name_value(const struct script *s, struct str name) {
    const int64_t id = world_find(s->world, name);
    return id != 0 ? str_fmt(s->arena, "%" PRId64, id) : kept_find(s, name);
}

// The text with every known name replaced; one that is not known yet stays as it is.
static struct str filled(struct script *s, struct str text) {
    struct buf b = buf_on(s->arena, text.n + 64);
    struct str before, name, after;
    while (name_cut(text, &before, &name, &after)) {
        const struct str value = name_value(s, name);
        buf_str(&b, before);
        if (value.p != NULL)
            buf_str(&b, value);
        else
            buf_fmt(&b, "{" STR_FMT "}", STR_ARG(name));
        text = after;
    }
    buf_str(&b, text);
    return buf_done(&b);
}

// Does the text start with the pattern? A name that is not known yet takes the word that stands in its
// place. Gives the length of what fits, SIZE_MAX when it does not.
static size_t fits_at(struct script *s, struct str pattern, struct str text) {
    struct str before, name, after;
    if (!name_cut(pattern, &before, &name, &after))
        return str_starts(text, pattern) ? pattern.n : SIZE_MAX;
    size_t end = before.n;
    while (end < text.n && (isalnum((unsigned char)text.p[end]) || text.p[end] == '-'))
        end++;
    if (!str_starts(text, before) || end == before.n)
        return SIZE_MAX;
    const struct str word = str_slice(text, before.n, end);
    const size_t rest = fits_at(s, after, str_slice(text, end, text.n));
    if (rest != SIZE_MAX)
        keep(s, name, str_copy(s->arena, word));
    return rest == SIZE_MAX ? SIZE_MAX : end + rest;
}

// Is the pattern somewhere in the text, or all of it?
static bool fits(struct script *s, struct str pattern, struct str text, bool whole) {
    pattern = filled(s, pattern);
    if (whole)
        return fits_at(s, pattern, text) == text.n;
    for (size_t at = 0; at <= text.n; at++)
        if (fits_at(s, pattern, str_slice(text, at, text.n)) != SIZE_MAX)
            return true;
    return false;
}

// ---- sending -------------------------------------------------------------------------------------------

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
        fail(s, "answered %d and changed " STR_FMT, status, STR_ARG(s->changed));
    if (is_page(s->answer) && count_of(answer_bytes(s->answer), STR("<h1")) != 1)
        fail(s, "not one first heading");
}

// A failed call must not have changed anything. An answer that needed nothing of what failed may stand.
static void look_at_fault(struct script *s, const struct exchange *x, int64_t n,
                          struct str *likeness) {
    const struct world_state after = world_state(s->world);
    const struct str changed = world_changed(s->arena, &s->state, &after);
    s->count->n_faults++;
    if (changed.p != NULL)
        fail(s, "call %" PRId64 " failed, answered %d, changed " STR_FMT, n, x->reply.status,
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
                fail(s, "answered %d after a call that failed", x->reply.status);
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

static void send_now(struct script *s) {
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

// ---- what is sent ----------------------------------------------------------------------------------------

static void start_ask(struct script *s, struct str method, struct str target) {
    s->asks = true;
    s->ask = (struct ask){.target = filled(s, target), .method = METHOD_OTHER};
    if (str_eq(method, STR("GET")) || str_eq(method, STR("HEAD")))
        s->ask.method = METHOD_GET;
    else if (str_eq(method, STR("POST")))
        s->ask.method = METHOD_POST;
}

static bool after_word(struct str line, const char *word, struct str *ret_rest) {
    if (!str_starts(line, str_from_c(word)))
        return false;
    *ret_rest = str_slice(line, strlen(word), line.n);
    return true;
}

static struct str file_bytes(struct script *s, struct str path) {
    FILE *const file = fopen(str_c(s->arena, path), "rb");
    char *const bytes = NEW_ARRAY(s->arena, char, DOCUMENT_MAX);
    if (file == NULL) {
        fail(s, "no file " STR_FMT, STR_ARG(path));
        return STR("");
    }
    const size_t n = fread(bytes, 1, DOCUMENT_MAX, file);
    fclose(file);
    return (struct str){bytes, n};
}

static void add_file(struct script *s, struct str field, struct str path) {
    ENSURE(s->ask.n_files < ASK_FILES_MAX);
    s->ask.files[s->ask.n_files++] =
        (struct file_part){field, STR("mensen.csv"), file_bytes(s, path)};
}

static void add_field(struct script *s, struct str line) {
    struct str value = line, name;
    ENSURE(s->ask.n_fields < ASK_FIELDS_MAX);
    (void)str_cut(&value, '=', &name);
    if (value.p == NULL)
        fail(s, "neither a field nor a header");
    else if (str_starts(value, STR("@")))
        add_file(s, name, str_slice(value, 1, value.n));
    else
        s->ask.fields[s->ask.n_fields++] = (struct pair){name, filled(s, value)};
}

static void add_to_ask(struct script *s, struct str line) {
    struct ask *const ask = &s->ask;
    struct str rest;
    if (after_word(line, "Origin: ", &rest))
        ask->origin = rest;
    else if (after_word(line, "Sec-Fetch-Site: ", &rest))
        ask->site = rest;
    else if (after_word(line, "Accept-Language: ", &rest))
        ask->language = rest;
    else if (after_word(line, "Content-Type: ", &rest))
        ask->raw_type = rest;
    else if (after_word(line, "Content-Length: ", &rest))
        ENSURE(str_u64(rest, &ask->announced) == RC_OK);
    else if (after_word(line, "raw ", &rest))
        ask->raw = filled(s, rest);
    else if (after_word(line, "without ", &rest))
        ask->without[ask->without[0].p != NULL] = rest;
    else
        add_field(s, line);
}

// ---- what is expected --------------------------------------------------------------------------------------

static void expect_status(struct script *s, struct str line) {
    int64_t status;
    if (str_i64(line, &status) != RC_OK)
        fail(s, "what is \"" STR_FMT "\"?", STR_ARG(line));
    else if (s->answer->reply.status != status)
        fail(s, "answered %d", s->answer->reply.status);
}

static void expect_location(struct script *s, struct str wanted) {
    const struct str location = s->answer->reply.location;
    if (!fits(s, wanted, location.p == NULL ? STR("") : location, true))
        fail(s, "sent to \"" STR_FMT "\"", STR_ARG(location));
}

static void expect_header(struct script *s, struct str wanted) {
    struct str value = wanted, name;
    (void)str_cut(&value, ':', &name);
    const struct str is = answer_header(s->answer, s->arena, name);
    if (is.p == NULL ? str_is(str_trim(value)) : !fits(s, str_trim(value), is, true))
        fail(s, "the header is \"" STR_FMT "\"", STR_ARG(is));
}

static void expect_headers(struct script *s, struct str wanted) {
    const struct str names = answer_header_names(s->answer, s->arena);
    if (!str_eq(wanted, names))
        fail(s, "the headers are " STR_FMT, STR_ARG(names));
}

static void expect_has(struct script *s, struct str wanted) {
    if (!fits(s, wanted, answer_bytes(s->answer), false))
        fail(s, "not in the answer (%d): \"" STR_FMT "\"", s->answer->reply.status,
             STR_ARG(filled(s, wanted)));
}

static void expect_lacks(struct script *s, struct str unwanted) {
    if (str_find(answer_bytes(s->answer), filled(s, unwanted), &(size_t){0}))
        fail(s, "in the answer: \"" STR_FMT "\"", STR_ARG(filled(s, unwanted)));
}

static void expect_is(struct script *s, struct str wanted) {
    if (!fits(s, wanted, str_trim(answer_bytes(s->answer)), true))
        fail(s, "the answer is \"" STR_FMT "\"", STR_ARG(answer_bytes(s->answer)));
}

static void expect_like(struct script *s, struct str name) {
    const struct str likeness = answer_likeness(s->answer, s->arena);
    const struct str kept = kept_find(s, name);
    if (kept.p == NULL || !str_eq(kept, likeness))
        fail(s, "not like " STR_FMT ":\n" STR_FMT "\n----\n" STR_FMT, STR_ARG(name), STR_ARG(kept),
             STR_ARG(likeness));
}

static void expect_changed(struct script *s, struct str wanted) {
    const struct str changed = s->changed.p == NULL ? STR("nothing") : s->changed;
    if (!str_eq(changed, wanted))
        fail(s, "changed " STR_FMT, STR_ARG(changed));
}

static void expect_rows(struct script *s, struct str wanted) {
    struct str n = wanted, table;
    int64_t rows = -1;
    (void)str_cut(&n, ' ', &table);
    if (str_i64(n, &rows) != RC_OK || world_rows(&s->state, table) != rows)
        fail(s, "%" PRId64 " rows in " STR_FMT, world_rows(&s->state, table), STR_ARG(table));
}

static void expect_at_most(struct script *s, struct str wanted, int64_t is) {
    struct str n = STR_NONE;
    int64_t most = 0;
    ENSURE(after_word(wanted, "<= ", &n) && str_i64(n, &most) == RC_OK);
    if (is > most)
        fail(s, "%" PRId64 " it is", is);
}

static void expect_queries(struct script *s, struct str wanted) {
    expect_at_most(s, wanted, s->n_queries);
}

static void expect_bytes(struct script *s, struct str wanted) {
    expect_at_most(s, wanted, (int64_t)answer_bytes(s->answer).n);
}

static void keep_answer(struct script *s, struct str name) {
    keep(s, name, answer_likeness(s->answer, s->arena));
}

// ---- who asks, and when --------------------------------------------------------------------------------------

static void become(struct script *s, struct str key) {
    const int64_t now = s->browser.now;
    s->browser = browser_of(s->world, s->arena, key);
    s->browser.now = now;
    if (!str_eq(key, STR("visitor")) &&
        world_find(s->world, str_join(s->arena, STR("person:"), key)) == 0)
        fail(s, "nobody is called " STR_FMT, STR_ARG(key));
}

static void wait_for(struct script *s, struct str seconds) {
    int64_t n = 0;
    ENSURE(str_i64(seconds, &n) == RC_OK);
    s->browser.now += n;
}

// ---- lines ---------------------------------------------------------------------------------------------

static const struct {
    const char *word;
    void (*run)(struct script *s, struct str rest);
    bool of_answer;
} words[] = {
    {"as ", become, false},
    {"later ", wait_for, false},
    {"location ", expect_location, true},
    {"header ", expect_header, true},
    {"headers ", expect_headers, true},
    {"has ", expect_has, true},
    {"lacks ", expect_lacks, true},
    {"is ", expect_is, true},
    {"like ", expect_like, true},
    {"changed ", expect_changed, true},
    {"rows ", expect_rows, true},
    {"queries ", expect_queries, true},
    {"bytes ", expect_bytes, true},
    {"keep ", keep_answer, true},
};

static void run_line(struct script *s, struct str line) {
    struct str rest = line, method;
    if (str_starts(line, STR("    "))) {
        add_to_ask(s, str_slice(line, 4, line.n));
        return;
    }
    send_now(s);
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (after_word(line, words[i].word, &rest)) {
            if (words[i].of_answer && s->answer == NULL)
                fail(s, "nothing was asked yet");
            else
                words[i].run(s, rest);
            return;
        }
    (void)str_cut(&rest, ' ', &method);
    if (str_starts(rest, STR("/")))
        start_ask(s, method, rest);
    else if (s->answer != NULL)
        expect_status(s, line);
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
        send_now(s);
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
    struct str text = file_bytes(&s, str_from_c(path)), line;
    s.arena = NULL;
    while (str_cut(&text, '\n', &line)) {
        s.line++;
        take_line(&s, line);
    }
    case_end(&s);
    arena_free(arena);
}
