// SPDX-License-Identifier: EUPL-1.2
// Every route, asked by somebody of every role at the municipality and at a partner, by somebody
// without a role and by a visitor, about what is theirs, what is another's and what does not exist.
// Held against expected.csv, which people read and which knows nothing of access.c. On both
// databases.
//
// A row of that table: right, kind of object, role, relation of the two, answer. "police-" before a
// role: held at the police, else at the municipality. "*": every role that has no row of its own.
// Relations:
//     house  no object: the house itself          guest  a partner's people take part in it
//     own    of the own organisation or cohort;   other  of another organisation or cohort
//            for a line manager: of own people    self   the person herself, the own application
//     mate   in the same cohort, of another organisation       unled  of nobody that the manager
//     leads
#include "base/csv.h"
#include "tests/http/ask.h"

enum { TABLE_MAX = 1 << 20, ASK_ARENA = 64 << 20 };

// ---- the table ------------------------------------------------------------------------------

struct expected {
    struct csv_table table;
    bool *used; // [n_rows]
};

static struct expected expected_read(struct arena *arena, const char *path) {
    char *const bytes = NEW_ARRAY(arena, char, TABLE_MAX);
    struct expected expected;
    struct csv_problem problem;
    FILE *const file = fopen(path, "rb");
    ENSURE(file != NULL);
    const size_t n = fread(bytes, 1, TABLE_MAX, file);
    fclose(file);
    ENSURE(csv_read(arena, (struct str){bytes, n}, &expected.table, &problem) == RC_OK);
    ENSURE(expected.table.n_columns == 5);
    expected.used = NEW_ARRAY(arena, bool, expected.table.n_rows);
    return expected;
}

static bool row_is(const struct expected *expected, size_t row, const char *right, const char *kind,
                   struct str role, const char *relation) {
    const struct csv_table *const t = &expected->table;
    return str_eq(csv_cell(t, row, 0), str_from_c(right)) &&
           str_eq(csv_cell(t, row, 1), str_from_c(kind)) && str_eq(csv_cell(t, row, 2), role) &&
           str_eq(csv_cell(t, row, 3), str_from_c(relation));
}

// STR_NONE: there is no row.
static struct str expected_answer(struct expected *expected, const char *right, const char *kind,
                                  struct str role, const char *relation) {
    const struct str roles[] = {role, STR("*")};
    for (size_t r = 0; r < COUNT_OF(roles); r++)
        for (size_t row = 0; row < expected->table.n_rows; row++)
            if (row_is(expected, row, right, kind, roles[r], relation)) {
                expected->used[row] = true;
                return csv_cell(&expected->table, row, 4);
            }
    return STR_NONE;
}

// ---- relations ------------------------------------------------------------------------------

enum relation { OWN, GUEST, OTHER, SELF, MATE, UNLED, RELATION_N };
static const char *const relation_words[RELATION_N] = {"own",  "guest", "other",
                                                       "self", "mate",  "unled"};

// Which thing of the world stands in which relation, to those at the municipality and at the
// police. NULL: nothing does.
static const struct {
    const char *word;
    const char *host[RELATION_N], *police[RELATION_N];
} kinds[OBJECT_N] = {
    [OBJECT_NONE] = {"house", {NULL}, {NULL}},
    [OBJECT_ORGANISATION] = {"organisation",
                             {[OWN] = "host", [OTHER] = "police"},
                             {[OWN] = "police", [OTHER] = "housing"}},
    [OBJECT_PERSON] =
        {"person",
         {[OWN] = "north-01", [OTHER] = "south-01", [MATE] = "north-04", [UNLED] = "open-01"},
         {[OWN] = "south-01", [OTHER] = "east-01", [MATE] = "south-03", [UNLED] = "open-15"}},
    [OBJECT_IMPORT] = {"import",
                       {[OWN] = "host", [OTHER] = "police"},
                       {[OWN] = "police", [OTHER] = "housing"}},
    [OBJECT_PROGRAMME] = {"programme",
                          {[OWN] = "host", [OTHER] = "police"},
                          {[OWN] = "police", [GUEST] = "host", [OTHER] = "housing"}},
    [OBJECT_COHORT] = {"cohort",
                       {[OWN] = "north", [OTHER] = "south"},
                       {[OWN] = "south", [GUEST] = "north", [OTHER] = "east"}},
    [OBJECT_APPLICATION] =
        {"application",
         {[OWN] = "north-01", [OTHER] = "south-01", [UNLED] = "open-01"},
         {[OWN] = "south-01", [GUEST] = "north-04", [OTHER] = "east-01", [UNLED] = "open-15"}},
    [OBJECT_SESSION] = {"session",
                        {[OWN] = "north", [OTHER] = "south"},
                        {[OWN] = "south", [GUEST] = "north", [OTHER] = "east"}},
    [OBJECT_PLAN] = {"plan",
                     {[OWN] = "north", [OTHER] = "south"},
                     {[OWN] = "south", [GUEST] = "north", [OTHER] = "east"}},
};

static bool takes_part(struct str role) {
    return str_ends(role, STR("participant"));
}

static bool leads_people(struct str role) {
    return str_ends(role, STR("line_manager"));
}

// STR_NONE: this relation says nothing about this role.
static struct str key_of(enum object_kind kind, struct str role, enum relation relation) {
    const bool police = str_starts(role, STR("police-"));
    if (relation == SELF) {
        const bool is = kind == OBJECT_PERSON || (kind == OBJECT_APPLICATION && takes_part(role));
        return is && !str_eq(role, STR("visitor")) ? role : STR_NONE;
    }
    if ((relation == MATE && !takes_part(role)) || (relation == UNLED && !leads_people(role)))
        return STR_NONE;
    return str_from_c(police ? kinds[kind].police[relation] : kinds[kind].host[relation]);
}

static int64_t object_of(struct world *world, struct arena *arena, enum object_kind kind,
                         struct str role, enum relation relation) {
    const struct str key = key_of(kind, role, relation);
    if (key.p == NULL)
        return 0;
    const int64_t id =
        world_find(world, str_fmt(arena, "%s:" STR_FMT, kinds[kind].word, STR_ARG(key)));
    ENSURE(id != 0);
    return id;
}

// ---- asking ---------------------------------------------------------------------------------

struct testing {
    struct world *world;
    struct arena *arena;
    struct expected expected;
    struct str *roles;
    size_t n_roles;
    size_t n_asked, n_wrong;
};

// What a second name in a path means. A new one must be taught here.
static bool second_value(struct str name, const char **ret_value) {
    const bool known = str_eq(name, STR("number")) || str_eq(name, STR("element"));
    *ret_value = "1";
    return known;
}

// The path with its names filled in: the first is the object. False: a name that nobody taught us.
static bool path_of(struct arena *arena, const char *pattern, int64_t object,
                    struct str *ret_path) {
    struct buf path = buf_on(arena, 128);
    for (int n = 0; *pattern != '\0'; pattern++) {
        const char *value = NULL;
        const size_t length = strcspn(pattern + 1, "}");
        if (*pattern != '{') {
            buf_char(&path, *pattern);
            continue;
        }
        if (n++ == 0)
            buf_i64(&path, object);
        else if (second_value((struct str){pattern + 1, length}, &value))
            buf_c(&path, value);
        else
            return false;
        pattern += length + 1;
    }
    *ret_path = buf_done(&path);
    return true;
}

static struct str answer_word(const struct exchange *x) {
    const struct reply *const reply = &x->reply;
    switch (reply->status) {
    case 200:
    case 409:
    case 422:
        return STR("ok");
    case 303:
        return str_starts(reply->location, STR("/aanmelden")) ? STR("sign_in") : STR("ok");
    case 401:
        return STR("sign_in");
    case 403:
        return STR("forbidden");
    case 404:
        return STR("not_found");
    default:
        return STR("a failure");
    }
}

static struct exchange *ask_as(struct testing *t, struct arena *arena, struct str role,
                               enum method method, struct str path) {
    struct browser browser = browser_of(t->world, arena, role);
    struct ask *const ask = NEW(arena, struct ask);
    ask->method = method;
    ask->target = path;
    struct exchange *const x = browser_ask(&browser, arena, ask);
    if (method == METHOD_POST && x->reply.status < 400)
        world_restore(t->world);
    t->n_asked++;
    return x;
}

static void wrong(struct testing *t, const struct route *route, struct str path,
                  const char *relation, struct str role, struct str is, struct str should) {
    t->n_wrong++;
    printf(
        "%s %s " STR_FMT ": should be " STR_FMT "; as it is:\n%s,%s," STR_FMT ",%s," STR_FMT "\n",
        t->world->postgres ? "PostgreSQL" : "SQLite", route->method == METHOD_GET ? "GET" : "POST",
        STR_ARG(path), STR_ARG(should), right_name(route->right), kinds[route->object].word,
        STR_ARG(role), relation, STR_ARG(is));
}

// The page, and of a page with rows also both twins: alike.
static void check(struct testing *t, const struct route *route, struct str role,
                  const char *relation, int64_t object) {
    static const struct {
        const char *before, *after;
    } forms[] = {{"", ""}, {"/api/v1", ""}, {"/api/v1", ".csv"}};
    struct str should = expected_answer(&t->expected, right_name(route->right),
                                        kinds[route->object].word, role, relation);
    if (should.p == NULL)
        should = STR("in the table");
    for (size_t form = 0; form < (route->api == NULL ? 1 : COUNT_OF(forms)); form++) {
        const char *const pattern = form == 0 ? route->path : route->api;
        if (form == 2 && strcmp(pattern, "/openapi.json") == 0)
            continue; // it is no rows
        struct arena *const arena = arena_new(ASK_ARENA);
        struct str path = STR_NONE;
        if (!path_of(arena, pattern, object, &path))
            wrong(t, route, str_from_c(pattern), relation, role, STR("a name in a path"),
                  STR("known"));
        else {
            path = str_fmt(arena, "%s" STR_FMT "%s", forms[form].before, STR_ARG(path),
                           forms[form].after);
            const struct str is = answer_word(ask_as(t, arena, role, route->method, path));
            if (!str_eq(is, should))
                wrong(t, route, path, relation, role, is, should);
        }
        arena_free(arena);
    }
}

// What exists but is not for this person, byte for byte like what does not exist.
static void check_missing(struct testing *t, const struct route *route, struct str role,
                          int64_t foreign) {
    struct arena *const arena = arena_new(2 * ASK_ARENA);
    struct str path;
    if (path_of(arena, route->path, INT64_MAX, &path)) {
        const struct exchange *const missing = ask_as(t, arena, role, route->method, path);
        const struct str should = str_eq(role, STR("visitor")) ? STR("sign_in") : STR("not_found");
        if (!str_eq(answer_word(missing), should))
            wrong(t, route, path, "missing", role, answer_word(missing), should);
        if (foreign != 0 && path_of(arena, route->path, foreign, &path)) {
            const struct exchange *const x = ask_as(t, arena, role, route->method, path);
            if (!str_eq(answer_likeness(x, arena), answer_likeness(missing, arena)) &&
                str_eq(answer_word(x), STR("not_found")))
                wrong(t, route, path, "other", role, STR("another text"), STR("as if missing"));
        }
    }
    arena_free(arena);
}

static void check_route(const struct route *route, void *argument) {
    struct testing *const t = argument;
    for (size_t r = 0; r < t->n_roles; r++) {
        if (route->object == OBJECT_NONE) {
            check(t, route, t->roles[r], "house", 0);
            continue;
        }
        for (enum relation relation = 0; relation < RELATION_N; relation++) {
            const int64_t object =
                object_of(t->world, t->arena, route->object, t->roles[r], relation);
            if (object != 0)
                check(t, route, t->roles[r], relation_words[relation], object);
        }
        check_missing(t, route, t->roles[r],
                      object_of(t->world, t->arena, route->object, t->roles[r], OTHER));
    }
}

static void check_rows_are_used(struct testing *t) {
    for (size_t row = 0; row < t->expected.table.n_rows; row++)
        if (!t->expected.used[row]) {
            t->n_wrong++;
            printf("expected.csv:%zu: says something about nothing\n",
                   t->expected.table.lines[row]);
        }
}

static bool run(bool postgres) {
    struct arena *const arena = arena_new(64 << 20);
    struct testing t = {.world = world_make(postgres),
                        .arena = arena,
                        .expected = expected_read(arena, "tests/rights/expected.csv")};
    t.n_roles = world_askers(arena, &t.roles);
    t.roles[t.n_roles++] = STR("visitor");
    const int64_t from = clock_mono_ms();
    route_each(check_route, &t);
    check_rows_are_used(&t);
    printf("%s: %zu requests, %zu wrong, %" PRId64 " ms\n", postgres ? "PostgreSQL" : "SQLite",
           t.n_asked, t.n_wrong, clock_mono_ms() - from);
    world_end(t.world);
    arena_free(arena);
    return t.n_wrong == 0;
}

int main(void) {
    const bool has_server = place_server().p != NULL;
    const int passed = run(false) + (has_server && run(true));
    if (!has_server)
        printf("SKIPPED: PostgreSQL, because VLIEGWIEL_TEST_PG is not set\n");
    const int failed = 1 + has_server - passed;
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
