// SPDX-License-Identifier: EUPL-1.2
// sqlgen: named queries in .sql files become typed C functions, proved against the schema here.
// This file owns the command line and the order of work; it knows no SQL.
//   sqlgen --schema schema/*.sql --out build/gen feature/*/*.sql
#include "sqlgen.h"

enum { ARENA_BYTES = 64 << 20 };

struct command {
    char **schema, **features;
    size_t n_schema, n_features;
    const char *folder;
};

static bool command_read(char **argument, struct command *ret)
{
    struct command command = {0};
    size_t *n = &command.n_features;
    char ***list = &command.features;
    for (; *argument != NULL; argument++) {
        if (strcmp(*argument, "--schema") == 0) {
            n = &command.n_schema;
            list = &command.schema;
        } else if (strcmp(*argument, "--out") == 0) {
            if (*++argument == NULL)
                return false;
            command.folder = *argument;
            n = &command.n_features;
            list = &command.features;
        } else if ((*n)++ == 0) {
            *list = argument;
        }
    }
    *ret = command;
    return command.folder != NULL && command.n_schema > 0;
}

static void names_are_unique(const struct feature *features)
{
    for (const struct feature *f = features; f != NULL; f = f->next)
        for (const struct query_source *q = f->queries; q != NULL; q = q->next)
            for (const struct feature *g = f; g != NULL; g = g->next)
                for (const struct query_source *r = g == f ? q->next : g->queries; r != NULL;
                     r = r->next)
                    if (str_eq(q->name, r->name))
                        refuse(r->place, "query " STR_FMT " stands in %s:%d already",
                               STR_ARG(r->name), q->place.file, q->place.line);
}

int main(int argc, char **argv)
{
    struct command command;
    if (argc < 2 || !command_read(argv + 1, &command)) {
        fputs("usage: sqlgen --schema FILE... --out FOLDER [FEATURE.sql...]\n", stderr);
        return 2;
    }
    struct arena *arena = arena_new(ARENA_BYTES);
    const struct schema schema = schema_load(arena, command.schema, command.n_schema);
    struct feature *features = NULL, **end = &features;
    for (size_t i = 0; i < command.n_features; i++, end = &(*end)->next)
        *end = feature_read(arena, command.features[i]);
    names_are_unique(features);
    for (struct feature *f = features; f != NULL; f = f->next)
        for (struct query_source *q = f->queries; q != NULL; q = q->next)
            query_resolve(arena, &schema, q);

    int id = 0;
    for (const struct feature *f = features; f != NULL; f = f->next) {
        emit_feature(arena, command.folder, f, id);
        for (const struct query_source *q = f->queries; q != NULL; q = q->next)
            id++;
    }
    emit_catalogue(arena, command.folder, features);
    emit_schema(arena, command.folder, &schema);
    sqlite3_close(schema.db);
    arena_free(arena);
    return 0;
}
