// SPDX-License-Identifier: EUPL-1.2
// Everybody opens every page there is, and every twin of it, about everything there is. What each
// then has seen of whom is held against seen.csv, which people read: a name, a learning question, a
// motivation. Whoever is not in that table has seen nothing.
//
// A row: role, what, whose. Whose: groups of people, with a "~" behind one of which only some were
// seen. The contact of the police must never see "wide-apart": people in the same cohort who share
// no group with anybody of the police. What the person herself wrote, and her own name, is not in
// it. On SQLite: what a page shows does not depend on the database.
#include "base/csv.h"
#include "tests/http/ask.h"

enum { TABLE_MAX = 1 << 20, ASK_ARENA = 64 << 20, PEOPLE_MAX = 256 };
enum what { NAME, QUESTION, MOTIVATION, WHAT_N };
static const struct {
    const char *word, *mark; // what stands before the key of the person
} whats[WHAT_N] = {
    [NAME] = {"name", "Vos "},
    [QUESTION] = {"question", "Mijn vraag is die van "},
    [MOTIVATION] = {"motivation", "Mijn reden is die van "},
};
static const char *const kinds[OBJECT_N] = {
    "house",  "organisation", "person",  "import", "programme",
    "cohort", "application",  "session", "plan",
};

struct seeing {
    struct world *world;
    struct arena *arena;
    struct str people[PEOPLE_MAX]; // keys
    size_t n_people;
    struct str role;
    bool seen[WHAT_N][PEOPLE_MAX];
    size_t n_asked;
};

// ---- who there is ---------------------------------------------------------------------------

// Those of one cohort and organisation are one group; so is the staff of one organisation, without
// those who have a part in a cohort.
static struct str group_of(struct str key) {
    static const struct {
        const char *from, *to, *group;
    } groups[] = {
        {"north-01", "north-03", "north-host"},   {"north-04", "north-06", "north-police"},
        {"south-01", "south-02", "south-police"}, {"south-03", "south-04", "south-housing"},
        {"east-01", "east-04", "east"},           {"open-01", "open-14", "open-host"},
        {"open-15", "open-27", "open-police"},    {"file-", "file-z", "files"},
        {"wide-01", "wide-02", "wide-police"},    {"wide-03", "wide-03", "wide-with-police"},
        {"wide-04", "wide-06", "wide-apart"},
    };
    for (size_t i = 0; i < COUNT_OF(groups); i++)
        if (str_cmp(key, str_from_c(groups[i].from)) >= 0 &&
            str_cmp(key, str_from_c(groups[i].to)) <= 0)
            return str_from_c(groups[i].group);
    if (str_ends(key, STR("participant")) || str_ends(key, STR("facilitator")) ||
        str_ends(key, STR("line_manager")) || str_eq(key, STR("coordinator")) ||
        str_eq(key, STR("co_designer")))
        return key;
    return str_starts(key, STR("police-")) ? STR("police-staff") : STR("host-staff");
}

static void list_people(struct seeing *s) {
    struct str rest;
    for (size_t i = 0; i < s->world->n_names; i++) {
        struct str name = s->world->names[i].name, kind;
        rest = name;
        (void)str_cut(&rest, ':', &kind);
        if (str_eq(kind, STR("person")) && !str_eq(rest, STR("odd")))
            s->people[s->n_people++] = rest;
    }
    static const char *const files[] = {"file-host", "file-police", "file-housing"};
    for (size_t i = 0; i < COUNT_OF(files); i++)
        s->people[s->n_people++] = str_from_c(files[i]);
    ENSURE(s->n_people <= PEOPLE_MAX);
}

// ---- looking --------------------------------------------------------------------------------

static void see_key(struct seeing *s, enum what what, struct str key) {
    for (size_t i = 0; i < s->n_people; i++)
        if (str_eq(s->people[i], key))
            s->seen[what][i] = true;
}

static void see(struct seeing *s, struct str text) {
    for (enum what what = 0; what < WHAT_N; what++) {
        const struct str mark = str_from_c(whats[what].mark);
        struct str rest = text;
        size_t at;
        while (str_find(rest, mark, &at)) {
            rest = str_slice(rest, at + mark.n, rest.n);
            size_t end = 0;
            while (end < rest.n && (isalnum((unsigned char)rest.p[end]) || rest.p[end] == '-' ||
                                    rest.p[end] == '_'))
                end++;
            see_key(s, what, str_slice(rest, 0, end));
        }
    }
}

static void open_path(struct seeing *s, struct str path) {
    struct arena *const arena = arena_new(ASK_ARENA);
    struct browser browser = browser_of(s->world, arena, s->role);
    struct ask *const ask = NEW(arena, struct ask);
    ask->target = path;
    const struct exchange *const x = browser_ask(&browser, arena, ask);
    if (x->reply.status >= 500)
        printf("GET " STR_FMT " as " STR_FMT ": %d\n", STR_ARG(path), STR_ARG(s->role),
               x->reply.status);
    see(s, answer_bytes(x));
    s->n_asked++;
    arena_free(arena);
}

// A path with its names filled in: the first is the object, another goes through `second`.
static struct str path_with(struct arena *arena, const char *pattern, int64_t object,
                            int64_t second) {
    struct buf path = buf_on(arena, 128);
    for (int n = 0; *pattern != '\0'; pattern++)
        if (*pattern == '{') {
            buf_i64(&path, n++ == 0 ? object : second);
            pattern += strcspn(pattern, "}");
        } else {
            buf_char(&path, *pattern);
        }
    return buf_done(&path);
}

static void open_forms(struct seeing *s, const struct route *route, int64_t object,
                       int64_t second) {
    struct arena *const arena = arena_new(1 << 16);
    open_path(s, path_with(arena, route->path, object, second));
    if (route->api != NULL) {
        const struct str api =
            str_join(arena, STR("/api/v1"), path_with(arena, route->api, object, second));
        open_path(s, api);
        open_path(s, str_join(arena, api, STR(".csv")));
    }
    arena_free(arena);
}

static void open_route(const struct route *route, void *argument) {
    struct seeing *const s = argument;
    const struct str prefix = str_fmt(s->arena, "%s:", kinds[route->object]);
    const char *const first = strchr(route->path, '{');
    const int64_t n_second = first != NULL && strchr(first + 1, '{') != NULL ? 6 : 1;
    if (route->method != METHOD_GET)
        return;
    if (route->object == OBJECT_NONE) {
        open_forms(s, route, 0, 0);
        return;
    }
    for (size_t i = 0; i < s->world->n_names; i++)
        for (int64_t second = 1; second <= n_second; second++)
            if (str_starts(s->world->names[i].name, prefix))
                open_forms(s, route, s->world->names[i].id, second);
}

// ---- the table ------------------------------------------------------------------------------

// "north-host north-police~": in the order of the people.
static struct str whose(struct seeing *s, enum what what) {
    struct buf b = buf_on(s->arena, 256);
    bool told[PEOPLE_MAX] = {false};
    for (size_t i = 0; i < s->n_people; i++) {
        const struct str group = group_of(s->people[i]);
        size_t n = 0, n_seen = 0;
        for (size_t j = 0; j < s->n_people; j++) {
            if (!str_eq(group_of(s->people[j]), group))
                continue;
            told[j] |= j > i;
            if (str_eq(s->people[j], s->role))
                continue;
            n++;
            n_seen += s->seen[what][j];
        }
        if (!told[i] && n_seen > 0)
            buf_fmt(&b, "%s" STR_FMT "%s", b.n == 0 ? "" : " ", STR_ARG(group),
                    n_seen < n ? "~" : "");
    }
    return buf_done(&b);
}

static struct str expected_whose(const struct csv_table *table, struct str role, const char *what) {
    for (size_t row = 0; row < table->n_rows; row++)
        if (str_eq(csv_cell(table, row, 0), role) &&
            str_eq(csv_cell(table, row, 1), str_from_c(what)))
            return csv_cell(table, row, 2);
    return STR("");
}

static struct csv_table table_read(struct arena *arena, const char *path) {
    char *const bytes = NEW_ARRAY(arena, char, TABLE_MAX);
    struct csv_table table;
    struct csv_problem problem;
    FILE *const file = fopen(path, "rb");
    ENSURE(file != NULL);
    const size_t n = fread(bytes, 1, TABLE_MAX, file);
    fclose(file);
    ENSURE(csv_read(arena, (struct str){bytes, n}, &table, &problem) == RC_OK);
    return table;
}

static size_t compare(struct seeing *s, const struct csv_table *table) {
    size_t wrong = 0;
    for (enum what what = 0; what < WHAT_N; what++) {
        const struct str is = whose(s, what);
        const struct str should = expected_whose(table, s->role, whats[what].word);
        if (str_eq(is, should))
            continue;
        wrong++;
        printf("should be \"" STR_FMT "\"; as it is:\n" STR_FMT ",%s," STR_FMT "\n",
               STR_ARG(should), STR_ARG(s->role), whats[what].word, STR_ARG(is));
    }
    return wrong;
}

int main(void) {
    struct arena *const arena = arena_new(64 << 20);
    const struct csv_table table = table_read(arena, "tests/rights/seen.csv");
    struct seeing s = {.world = world_make(false), .arena = arena};
    struct str *roles;
    int passed = 0, failed = 0;
    const int64_t from = clock_mono_ms();
    size_t n = world_askers(arena, &roles);
    roles[n++] = STR("visitor");
    list_people(&s);
    for (size_t i = 0; i < n; i++) {
        s.role = roles[i];
        memset(s.seen, 0, sizeof s.seen);
        route_each(open_route, &s);
        const bool right = compare(&s, &table) == 0;
        passed += right;
        failed += !right;
    }
    printf("%zu requests, %" PRId64 " ms\n", s.n_asked, clock_mono_ms() - from);
    world_end(s.world);
    arena_free(arena);
    printf("%d passed, %d failed\n", passed, failed);
    return failed > 0;
}
