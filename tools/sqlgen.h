// SPDX-License-Identifier: EUPL-1.2
// What the parts of sqlgen share: the schema, and the features with their queries.
// sqlgen.c runs the parts in order: sqlgen_schema.c, sqlgen_query.c (with sqlgen_token.c and
// sqlgen_rules.c), sqlgen_emit.c. All memory is on one arena that lives as long as the program.
#ifndef VLIEGWIEL_SQLGEN_H
#define VLIEGWIEL_SQLGEN_H
#include <sqlite3.h>
#include "store/db.h"
#include "store/scope.h"
#include "tools/tool.h"

struct place {
    const char *file;
    int line;
};
// `file:line: what is wrong`, and the end of the program.
#define refuse(place, ...) tool_refuse((place).file, (place).line, __VA_ARGS__)

// ---- tokens (sqlgen_token.c) --------------------------------------------------------------------
enum token_kind { TOKEN_END, TOKEN_SPACE, TOKEN_COMMENT, TOKEN_WORD, TOKEN_PARAMETER, TOKEN_STRING,
                  TOKEN_NUMBER, TOKEN_MARK };
struct token {
    enum token_kind kind;
    struct str text; // a parameter's with its colon
    int line;
};
struct lexer {
    struct str rest;
    int line;
};
struct tokens { // without space and comments, ended by one TOKEN_END
    struct token *all;
    size_t n; // without the end
};
struct token token_next(struct lexer *lexer);
struct tokens tokens_of(struct arena *arena, struct str sql, int line);
bool token_is(struct token token, const char *text); // letters of either case
bool name_is(struct str name, struct str other);     // as SQL compares names

// ---- kinds of values (sqlgen_query.c) -----------------------------------------------------------
struct kind {
    const char *word; // in a .sql file, without the question mark
    const char *c_type, *c_enum;
    const char *maker; // the function of store/value.h
    bool has_none;     // the type has a value that stands for NULL
};
extern const struct kind kinds[]; // by enum value_kind
bool kind_of(struct str word, enum value_kind *ret_kind);
// An int that may be NULL has a type of its own; flags and reals cannot say NULL: refused.
enum value_kind kind_nullable(enum value_kind kind, bool nullable, struct place place,
                              struct str name);

// ---- schema (sqlgen_schema.c) -------------------------------------------------------------------
struct migration_file {
    const char *path;
    struct str text, name;
    struct migration_file *next;
};
struct schema_column {
    struct str table, name;
    struct place place;
    int class; // -1 as long as no comment gave one
    struct str purpose, keep, kind_word;
    enum value_kind kind;
    bool nullable;
    struct schema_column *next;
};
struct schema {
    sqlite3 *db;
    struct migration_file *migrations;
    struct schema_column *columns; // those that exist after the last migration
};
struct schema schema_load(struct arena *arena, char **paths, size_t n);
const struct schema_column *schema_find(const struct schema *schema, struct str table,
                                        struct str column); // NULL when there is none
struct place place_of_error(sqlite3 *db, struct place start, const char *sql);

// ---- queries (sqlgen_query.c, sqlgen_resolve.c) -------------------------------------------------
struct field { // a parameter, a declared or a found result column
    struct str name;
    struct place place;
    enum value_kind kind;
    bool nullable, used;
    const char *c; // the C expression that fills a parameter; NULL: the argument of its name
    struct field *next;
};
enum query_kind { QUERY_MANY, QUERY_ONE, QUERY_CHANGE };
struct query_source {
    struct place place;
    struct str name, doc;
    enum query_kind kind;
    bool has_scope_line;
    enum scope_kind scope; // SCOPE_NONE: the function takes none
    struct field *in, *out, *columns;
    struct str sql;
    struct place sql_place;
    struct tokens tokens;
    struct str sqlite, postgres;
    bool writes;
    struct query_source *next;
};
struct feature {
    const char *path;
    struct str name;
    struct query_source *queries;
    struct feature *next;
};
struct feature *feature_read(struct arena *arena, const char *path);
struct field *field_find(struct field *list, struct str name);
void field_add(struct field **list, struct field *field);
const char *scope_word(enum scope_kind kind);
// A name that C can carry: letters, digits, underscores, no word of the language.
bool c_name(struct str name);
struct str path_stem(const char *path); // the file's name without folder and ".sql"

// What a text must not hold, and which parameters it uses.
void query_rules(struct query_source *query);
// This result column, of a column of this table, may be NULL although the schema says NOT NULL.
bool query_joins_left(const struct query_source *query, int column, struct str table);
// Two SELECTs share the result columns, so the schema of the first says nothing of the second.
bool query_is_compound(const struct query_source *query);
// Both texts, proved against the schema; result columns, scope and class checked.
void query_resolve(struct arena *arena, const struct schema *schema, struct query_source *query);

// ---- C (sqlgen_emit.c, sqlgen_emit_schema.c) ----------------------------------------------------
void emit_feature(struct arena *arena, const char *folder, const struct feature *feature, int id);
void emit_catalogue(struct arena *arena, const char *folder, const struct feature *features);
void emit_schema(struct arena *arena, const char *folder, const struct schema *schema);
#endif
