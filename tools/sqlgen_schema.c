// SPDX-License-Identifier: EUPL-1.2
// The schema: migrations run in an in-memory SQLite, and the comments that give every column its
// class, purpose and term. SQLite says what exists; the comments are found by reading along.
#include "sqlgen.h"

enum { CLASS_N = 6, CLASS_SEALED = 4 };

struct str path_stem(const char *path)
{
    const char *slash = strrchr(path, '/');
    const struct str name = str_from_c(slash == NULL ? path : slash + 1);
    return str_ends(name, STR(".sql")) ? str_slice(name, 0, name.n - 4) : name;
}

// "0001_core.sql" is the first: a gap or a double number would make two houses differ.
static struct str migration_name(const char *path, size_t number)
{
    const struct str stem = path_stem(path);
    int64_t found = 0;
    if (stem.n < 6 || stem.p[4] != '_' || str_i64(str_slice(stem, 0, 4), &found) != RC_OK ||
        found != (int64_t)number)
        tool_refuse(path, 1, "must be called %04zu_NAME.sql", number);
    return str_slice(stem, 5, stem.n);
}

struct place place_of_error(sqlite3 *db, struct place start, const char *sql)
{
    const int offset = sqlite3_error_offset(db);
    int line = start.line;
    for (int i = 0; i < offset; i++)
        line += sql[i] == '\n';
    return (struct place){start.file, line};
}

// SQLite counts the remarks before a statement as part of it.
static const char *statement_start(const char *sql)
{
    for (;;) {
        while (isspace((unsigned char)*sql))
            sql++;
        if (strncmp(sql, "--", 2) != 0)
            return sql;
        sql += strcspn(sql, "\n");
    }
}

static int line_at(const char *text, const char *at)
{
    int line = 1;
    for (const char *c = text; c < at; c++)
        line += *c == '\n';
    return line;
}

static void migration_run(struct arena *arena, sqlite3 *db, const struct migration_file *file)
{
    const char *text = str_c(arena, file->text);
    for (const char *sql = statement_start(text); *sql != '\0';) {
        const struct place start = {file->path, line_at(text, sql)};
        sqlite3_stmt *statement = NULL;
        const char *tail = NULL;
        if (sqlite3_prepare_v2(db, sql, -1, &statement, &tail) != SQLITE_OK)
            refuse(place_of_error(db, start, sql), "%s", sqlite3_errmsg(db));
        if (statement != NULL && sqlite3_step(statement) == SQLITE_ERROR)
            refuse(start, "%s", sqlite3_errmsg(db));
        sqlite3_finalize(statement);
        sql = statement_start(tail);
    }
}

// ---- comments -----------------------------------------------------------------------------------
// "-- CLASS PURPOSE; KEEP" or "-- CLASS PURPOSE; KEEP; KIND"
static void column_comment(struct schema_column *column, struct str comment, struct place place)
{
    struct str rest = str_trim(str_slice(comment, 2, comment.n));
    struct str first = STR_NONE, extra = STR_NONE;
    if (!str_cut(&rest, ';', &first) || !str_cut(&rest, ';', &column->keep))
        refuse(place, "column " STR_FMT ": expected -- CLASS PURPOSE; KEEP", STR_ARG(column->name));
    if (str_cut(&rest, ';', &column->kind_word))
        column->kind_word = str_trim(column->kind_word);
    if (str_cut(&rest, ';', &extra))
        refuse(place, "column " STR_FMT ": too many parts in the comment", STR_ARG(column->name));
    column->keep = str_trim(column->keep);
    column->class = first.n > 1 && first.p[1] == ' ' ? first.p[0] - '0' : -1;
    column->purpose = str_trim(str_slice(first, 1, first.n));
    if (column->class < 0 || column->class >= CLASS_N)
        refuse(place, "column " STR_FMT ": the class must be 0 to 5", STR_ARG(column->name));
    if (!str_is(column->purpose) || !str_is(column->keep))
        refuse(place, "column " STR_FMT ": purpose and term are needed", STR_ARG(column->name));
}

static bool is_constraint(struct token token)
{
    static const char *const words[] = {"PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"};
    for (size_t i = 0; i < COUNT_OF(words); i++)
        if (token_is(token, words[i]))
            return true;
    return false;
}

// Reads along in one migration. `words` counts the words of a statement outside brackets, so that
// "CREATE TABLE name (" and "ALTER TABLE name ADD COLUMN name" are recognised as they pass.
struct along {
    struct arena *arena;
    const char *file;
    struct token words[6];
    size_t n_words;
    int depth;
    bool item_starts;
    int line; // of the last token: a comment on a line of its own belongs to nobody
    struct schema_column *column, **end;
};

static void along_column(struct along *a, struct token name)
{
    a->column = NEW(a->arena, struct schema_column);
    a->column->table = a->words[2].text;
    a->column->name = name.text;
    a->column->place = (struct place){a->file, name.line};
    a->column->class = -1;
    a->column->kind_word = STR("");
    *a->end = a->column;
    a->end = &a->column->next;
}

static void along_word(struct along *a, struct token token)
{
    if (a->depth == 0 && a->n_words < COUNT_OF(a->words)) {
        a->words[a->n_words++] = token;
        if (a->n_words == 6 && token_is(a->words[0], "ALTER") && token_is(a->words[4], "COLUMN") &&
            token_is(a->words[3], "ADD"))
            along_column(a, token);
    } else if (a->item_starts) {
        a->column = NULL;
        if (!is_constraint(token))
            along_column(a, token);
    }
    a->item_starts = false;
}

static void along_mark(struct along *a, char mark)
{
    const bool in_table = a->n_words >= 3 && token_is(a->words[0], "CREATE") &&
                          token_is(a->words[1], "TABLE");
    if (mark == '(')
        a->depth++;
    else if (mark == ')')
        a->depth--;
    else if (mark == ';')
        a->n_words = 0;
    a->item_starts = in_table && a->depth == 1 && (mark == '(' || mark == ',');
    if (in_table && a->depth == 0)
        a->column = NULL;
}

static void comments_read(struct along *a, struct str text)
{
    struct lexer lexer = {text, 1};
    for (struct token t = token_next(&lexer); t.kind != TOKEN_END; t = token_next(&lexer)) {
        if (t.kind == TOKEN_SPACE)
            continue;
        if (t.kind == TOKEN_COMMENT) {
            if (a->column != NULL && a->line == t.line)
                column_comment(a->column, t.text, (struct place){a->file, t.line});
            continue;
        }
        if (a->line != t.line && a->depth == 0)
            a->column = NULL;
        if (t.kind == TOKEN_WORD)
            along_word(a, t);
        if (t.kind == TOKEN_MARK)
            along_mark(a, t.text.p[0]);
        a->line = t.line;
    }
}

// ---- what SQLite says of it ---------------------------------------------------------------------
static void column_kind(struct schema_column *column, const char *type)
{
    static const struct { const char *type, *word; enum value_kind kind; } allowed[] = {
        {"INTEGER", "", VALUE_INT},          {"INTEGER", "flag", VALUE_FLAG},
        {"INTEGER", "clock", VALUE_CLOCK},   {"INTEGER", "instant", VALUE_INSTANT},
        {"TEXT", "", VALUE_TEXT},            {"TEXT", "day", VALUE_DAY},
        {"REAL", "", VALUE_REAL},            {"BLOB", "", VALUE_BLOB},
    };
    for (size_t i = 0; i < COUNT_OF(allowed); i++)
        if (strcmp(type, allowed[i].type) == 0 &&
            str_eq(column->kind_word, str_from_c(allowed[i].word))) {
            column->kind = allowed[i].kind;
            return;
        }
    refuse(column->place, "column " STR_FMT ": %s cannot hold kind '" STR_FMT "'",
           STR_ARG(column->name), type, STR_ARG(column->kind_word));
}

struct found { // a row of the query below
    struct str table, name;
    const char *type;
    bool strict, not_null, only_primary;
};

static void column_settle(struct schema_column *column, const struct found *found)
{
    const bool is_id = found->only_primary && strcmp(found->type, "INTEGER") == 0;
    const bool bare_id = is_id && str_eq(column->name, STR("id"));
    if (!found->strict)
        refuse(column->place, "table " STR_FMT " must be STRICT", STR_ARG(column->table));
    if (column->class < 0 && !bare_id)
        refuse(column->place, "column " STR_FMT ": expected -- CLASS PURPOSE; KEEP at its line's "
               "end", STR_ARG(column->name));
    if (column->class >= CLASS_SEALED && strcmp(found->type, "BLOB") != 0)
        refuse(column->place, "column " STR_FMT ": class %d is sealed, so it must be BLOB",
               STR_ARG(column->name), column->class);
    column_kind(column, found->type);
    column->nullable = !found->not_null && !is_id;
}

// The last one: a table may be dropped and made anew.
static bool comment_find(const struct schema_column *commented, const struct found *found,
                         struct schema_column *ret)
{
    bool any = false;
    for (const struct schema_column *c = commented; c != NULL; c = c->next)
        if (name_is(c->table, found->table) && name_is(c->name, found->name)) {
            *ret = *c;
            ret->next = NULL;
            any = true;
        }
    return any;
}

static struct str text_at(sqlite3_stmt *statement, int i)
{
    return str_from_c((const char *)sqlite3_column_text(statement, i));
}

// Keeps the columns that exist, in the order of the database.
static struct schema_column *columns_settle(struct arena *arena, sqlite3 *db,
                                            struct schema_column *commented, const char *path)
{
    static const char sql[] =
        "SELECT t.name, c.name, c.type, t.strict, c.\"notnull\","
        " c.pk > 0 AND (SELECT count(*) FROM pragma_table_info(t.name) WHERE pk > 0) = 1"
        " FROM pragma_table_list t JOIN pragma_table_info(t.name) c"
        " WHERE t.schema = 'main' AND t.type = 'table' AND t.name NOT GLOB 'sqlite_*'"
        " ORDER BY t.name, c.cid";
    sqlite3_stmt *statement = NULL;
    ENSURE(sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK);
    struct schema_column *settled = NULL, **end = &settled;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const struct found found = {
            .table = text_at(statement, 0), .name = text_at(statement, 1),
            .type = (const char *)sqlite3_column_text(statement, 2),
            .strict = sqlite3_column_int(statement, 3),
            .not_null = sqlite3_column_int(statement, 4),
            .only_primary = sqlite3_column_int(statement, 5),
        };
        struct schema_column *column = NEW(arena, struct schema_column);
        if (!comment_find(commented, &found, column))
            tool_refuse(path, 1, "no line of CREATE TABLE " STR_FMT " or ALTER TABLE ... ADD "
                        "COLUMN makes " STR_FMT, STR_ARG(found.table), STR_ARG(found.name));
        column_settle(column, &found);
        *end = column;
        end = &column->next;
    }
    sqlite3_finalize(statement);
    return settled;
}

const struct schema_column *schema_find(const struct schema *schema, struct str table,
                                        struct str column)
{
    for (const struct schema_column *c = schema->columns; c != NULL; c = c->next)
        if (name_is(c->table, table) && name_is(c->name, column))
            return c;
    return NULL;
}

static sqlite3 *database_new(void)
{
    sqlite3 *db = NULL;
    ENSURE(sqlite3_open(":memory:", &db) == SQLITE_OK);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_FKEY, 1, NULL);
    return db;
}

struct schema schema_load(struct arena *arena, char **paths, size_t n)
{
    struct schema schema = {.db = database_new()};
    struct schema_column *commented = NULL;
    struct along along = {.arena = arena, .end = &commented};
    struct migration_file **end = &schema.migrations;
    for (size_t i = 0; i < n; i++) {
        struct migration_file *file = NEW(arena, struct migration_file);
        *file = (struct migration_file){.path = paths[i], .name = migration_name(paths[i], i + 1),
                                        .text = tool_read(arena, paths[i])};
        migration_run(arena, schema.db, file);
        along.file = file->path;
        comments_read(&along, file->text);
        *end = file;
        end = &file->next;
    }
    schema.columns = columns_settle(arena, schema.db, commented, paths[n - 1]);
    return schema;
}
