// SPDX-License-Identifier: EUPL-1.2
// Proves one query against the schema: writes its text for both databases, prepares it in SQLite,
// finds the kind of every result column, and asks for a scope where personal data is read.
#include "sqlgen.h"

enum { CLASS_PERSONAL = 2 };

// ---- the text for each database -----------------------------------------------------------------
static void parameters_settle(struct query_source *query)
{
    struct field **link = &query->in;
    while (*link != NULL) {
        struct field *field = *link;
        if (!field->used && field->c == NULL)
            refuse(field->place, ":" STR_FMT " does not stand in the text", STR_ARG(field->name));
        if (field->used)
            link = &field->next;
        else
            *link = field->next; // of :scope and :viewer only what the text uses
    }
}

static void scope_is_used(const struct query_source *query)
{
    const bool object = field_find(query->in, STR("scope")) != NULL;
    const bool viewer = field_find(query->in, STR("viewer")) != NULL;
    if (query->scope == SCOPE_NONE || query->scope == SCOPE_EVERYTHING)
        return;
    const bool any = query->scope == SCOPE_SELF && (object || viewer);
    if (!any && !(query->scope == SCOPE_MINE ? viewer : object))
        refuse(query->place, "scope %s bounds nothing: :%s does not stand in the text",
               scope_word(query->scope), query->scope == SCOPE_MINE ? "viewer" : "scope");
}

static int parameter_number(const struct query_source *query, struct token token)
{
    int number = 1;
    for (const struct field *f = query->in; f != NULL; f = f->next, number++)
        if (str_eq(f->name, str_slice(token.text, 1, token.text.n)))
            break;
    return number;
}

// Lines stay as written, so that a place in this text is a place in the file.
static struct str text_with(struct arena *arena, const struct query_source *query, char mark)
{
    struct buf text = buf_on(arena, query->sql.n + 16);
    struct lexer lexer = {query->sql, query->sql_place.line};
    for (struct token t = token_next(&lexer); t.kind != TOKEN_END; t = token_next(&lexer)) {
        if (t.kind == TOKEN_PARAMETER)
            buf_fmt(&text, "%c%d", mark, parameter_number(query, t));
        else if (t.kind != TOKEN_COMMENT)
            buf_str(&text, t.text);
    }
    return buf_done(&text);
}

// ---- what it reads ------------------------------------------------------------------------------
struct reads {
    const struct schema *schema;
    const struct schema_column *personal; // of the highest class; NULL: nothing personal
};

static int note_read(void *context, int action, const char *table, const char *column,
                     const char *database, const char *trigger)
{
    (void)database;
    (void)trigger;
    struct reads *reads = context;
    if (action != SQLITE_READ || table == NULL || column == NULL)
        return SQLITE_OK;
    const struct schema_column *found = schema_find(reads->schema, str_from_c(table),
                                                    str_from_c(column));
    if (found != NULL && found->class >= CLASS_PERSONAL &&
        (reads->personal == NULL || found->class > reads->personal->class))
        reads->personal = found;
    return SQLITE_OK;
}

static sqlite3_stmt *prepare(struct arena *arena, const struct schema *schema,
                             const struct query_source *query, struct reads *reads)
{
    sqlite3_set_authorizer(schema->db, note_read, reads);
    const char *sql = str_c(arena, query->sqlite);
    sqlite3_stmt *statement = NULL;
    const char *tail = NULL;
    if (sqlite3_prepare_v2(schema->db, sql, -1, &statement, &tail) != SQLITE_OK)
        refuse(place_of_error(schema->db, query->sql_place, sql), "%s", sqlite3_errmsg(schema->db));
    if (str_is(str_trim(str_from_c(tail))))
        refuse(query->place, "more than one statement");
    sqlite3_set_authorizer(schema->db, NULL, NULL);
    return statement;
}

// ---- result columns -----------------------------------------------------------------------------
static void column_from_schema(const struct query_source *query, int i,
                               const struct schema_column *origin, struct field *column)
{
    struct field *declared = field_find(query->out, column->name);
    column->kind = origin->kind;
    column->nullable = origin->nullable;
    if (declared != NULL) {
        declared->used = true;
        column->nullable = declared->nullable;
        const enum value_kind kind = declared->kind == VALUE_OPT_INT ? VALUE_INT : declared->kind;
        if (kind != origin->kind)
            refuse(declared->place, STR_FMT " is of kind %s in the schema",
                   STR_ARG(column->name), kinds[origin->kind].word);
    } else if (!origin->nullable && query_joins_left(query, i, origin->table)) {
        refuse(query->place, STR_FMT " comes from a LEFT JOIN: say -- out " STR_FMT " %s?",
               STR_ARG(column->name), STR_ARG(column->name), kinds[origin->kind].word);
    }
    column->kind = kind_nullable(column->kind, column->nullable,
                                 declared == NULL ? query->place : declared->place, column->name);
}

static void column_from_line(const struct query_source *query, struct field *column)
{
    struct field *declared = field_find(query->out, column->name);
    if (declared != NULL) {
        declared->used = true;
        column->kind = declared->kind;
        column->nullable = declared->nullable;
    } else {
        refuse(query->place, STR_FMT " is an expression: it needs an out line",
               STR_ARG(column->name));
    }
}

static void column_add(struct arena *arena, const struct schema *schema, struct query_source *query,
                       sqlite3_stmt *statement, int i)
{
    struct field *column = NEW(arena, struct field);
    column->name = str_copy(arena, str_from_c(sqlite3_column_name(statement, i)));
    column->place = query->place;
    if (!c_name(column->name))
        refuse(query->place, "result column %d, '" STR_FMT "', needs AS and a name that C can "
               "carry", i + 1, STR_ARG(column->name));
    if (field_find(query->columns, column->name) != NULL)
        refuse(query->place, "two result columns are called " STR_FMT, STR_ARG(column->name));
    const char *table = sqlite3_column_table_name(statement, i);
    const char *name = sqlite3_column_origin_name(statement, i);
    const struct schema_column *origin =
        table == NULL || name == NULL || query_is_compound(query)
            ? NULL
            : schema_find(schema, str_from_c(table), str_from_c(name));
    if (origin != NULL)
        column_from_schema(query, i, origin, column);
    else
        column_from_line(query, column);
    field_add(&query->columns, column);
}

static void outs_are_used(const struct query_source *query)
{
    for (const struct field *f = query->out; f != NULL; f = f->next)
        if (!f->used)
            refuse(f->place, "no result column is called " STR_FMT, STR_ARG(f->name));
}

void query_resolve(struct arena *arena, const struct schema *schema, struct query_source *query)
{
    query_rules(query);
    parameters_settle(query);
    scope_is_used(query);
    query->sqlite = text_with(arena, query, '?');
    query->postgres = text_with(arena, query, '$');
    struct reads reads = {.schema = schema};
    sqlite3_stmt *statement = prepare(arena, schema, query, &reads);
    query->writes = !sqlite3_stmt_readonly(statement);
    if (!query->writes && reads.personal != NULL && !query->has_scope_line)
        refuse(query->place, "reads " STR_FMT "." STR_FMT " of class %d: it needs a scope line",
               STR_ARG(reads.personal->table), STR_ARG(reads.personal->name),
               reads.personal->class);
    const int n = sqlite3_column_count(statement);
    if (query->kind == QUERY_CHANGE && !query->writes)
        refuse(query->place, "a change that changes nothing: say many or one");
    if (query->kind == QUERY_CHANGE && n > 0)
        refuse(query->place, "a change returns no rows: say many or one");
    if (query->kind != QUERY_CHANGE && n == 0)
        refuse(query->place, "no rows come back: say change");
    for (int i = 0; i < n; i++)
        column_add(arena, schema, query, statement, i);
    outs_are_used(query);
    sqlite3_finalize(statement);
}
