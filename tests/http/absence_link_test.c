// SPDX-License-Identifier: EUPL-1.2
// The link with which somebody gives notice without signing in, through the whole program and on
// both databases: what opening it shows and leaves alone, what sending it does, what a stranger
// gets.
#include "feature/session/session.h"
#include "tests/http/ask.h"

enum { ASK_ARENA = 64 << 20 };
struct trial {
    struct world *world;
    struct arena *arena;
    struct str link;
    int n_wrong;
};

static void check(struct trial *t, const char *what, bool holds) {
    if (!holds)
        printf("not so (%s): %s\n", t->world->postgres ? "PostgreSQL" : "SQLite", what);
    t->n_wrong += !holds;
}

static const struct exchange *ask(struct trial *t, enum method method, struct str target,
                                  const char *field, const char *value) {
    struct browser browser = browser_of(t->world, t->arena, STR("visitor"));
    struct ask *const ask = NEW(t->arena, struct ask);
    ask->method = method;
    ask->target = target;
    if (field != NULL)
        ask->fields[ask->n_fields++] = (struct pair){str_from_c(field), str_from_c(value)};
    return browser_ask(&browser, t->arena, ask);
}

static bool says(const struct exchange *x, const char *text) {
    size_t at;
    return str_find(answer_bytes(x), str_from_c(text), &at);
}

static struct str changed_since(struct trial *t, const struct world_state *before) {
    const struct world_state now = world_state(t->world);
    return world_changed(t->arena, before, &now);
}

// Of somebody at the next session of north, made by the rules as the letter makes it.
static struct str link_make(struct trial *t) {
    struct url link;
    ENSURE(absence_link(t->arena, store_vault(t->world->store),
                        world_find(t->world, STR("coming:north")),
                        world_find(t->world, STR("person:north-01")), &link) == RC_OK);
    return link.text;
}

static void gives_notice(struct trial *t) {
    const struct world_state first = world_state(t->world);
    const struct exchange *x = ask(t, METHOD_GET, t->link, NULL, NULL);
    check(t, "it opens without signing in", x->reply.status == 200);
    check(t, "it says for whom", says(x, "Vos north-01") && !says(x, "Vos north-02"));
    check(t, "opening changes nothing", changed_since(t, &first).p == NULL);
    x = ask(t, METHOD_POST, t->link, "reden", "Griep");
    check(t, "it is sent", x->reply.status == 303 && str_eq(x->reply.location, t->link));
    check(t, "notice is kept", str_eq(changed_since(t, &first), STR("absence_notice, attendance")));
    x = ask(t, METHOD_GET, t->link, NULL, NULL);
    check(t, "it is said", says(x, "Je hebt je afgemeld op dinsdag 24 november 2026"));
    check(t, "but not why", !says(x, "Griep"));
    const struct world_state given = world_state(t->world);
    x = ask(t, METHOD_POST, t->link, NULL, NULL);
    check(t, "saying it twice is fine", x->reply.status == 303);
    check(t, "and changes nothing", changed_since(t, &given).p == NULL);
    x = ask(t, METHOD_POST, t->link, "doe", "kom");
    check(t, "it is taken back", x->reply.status == 303 && changed_since(t, &first).p == NULL);
    x = ask(t, METHOD_POST, t->link, "doe", "kom");
    check(t, "twice too", x->reply.status == 303 && changed_since(t, &first).p == NULL);
}

static void strangers_get_nothing(struct trial *t) {
    const struct world_state first = world_state(t->world);
    const struct str near = str_join(t->arena, str_slice(t->link, 0, t->link.n - 1), STR("x"));
    const struct str wrong[] = {near, STR("/ik-kan-niet/1-1-0"), STR("/ik-kan-niet/x")};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) {
        check(t, "a wrong link opens nothing",
              ask(t, METHOD_GET, wrong[i], NULL, NULL)->reply.status == 422);
        check(t, "and sends nothing",
              ask(t, METHOD_POST, wrong[i], NULL, NULL)->reply.status == 422);
    }
    check(t, "nothing changed", changed_since(t, &first).p == NULL);
}

static int run(bool postgres) {
    struct trial t = {.world = world_make(postgres), .arena = arena_new(ASK_ARENA)};
    t.link = link_make(&t);
    gives_notice(&t);
    strangers_get_nothing(&t);
    arena_free(t.arena);
    world_end(t.world);
    return t.n_wrong;
}

int main(void) {
    int failed = run(false) > 0, n = 1;
    if (place_server().p != NULL) {
        failed += run(true) > 0;
        n++;
    }
    printf("%d passed, %d failed\n", n - failed, failed);
    return failed > 0;
}
