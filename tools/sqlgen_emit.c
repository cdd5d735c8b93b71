// SPDX-License-Identifier: EUPL-1.2
// Writes the C of the features: row structs, shapes and functions that fill an array of parameters
// and call the database. Decides nothing; all was proved before.
#include "sqlgen.h"

enum { TEXT_BYTES = 1 << 16 };

// The rows of a many: `struct NAME`; a row: `struct NAME_row`.
static const char *result_suffix(const struct query_source *query) {
    return query->kind == QUERY_MANY ? "" : "_row";
}

static bool has_rows(const struct query_source *query) {
    return query->kind != QUERY_CHANGE;
}

static void upper(struct buf *b, struct str word) {
    for (size_t i = 0; i < word.n; i++)
        buf_char(b, (char)toupper((unsigned char)word.p[i]));
}

static void emit_row(struct buf *b, const struct query_source *query) {
    buf_fmt(b, "struct " STR_FMT "_row {\n", STR_ARG(query->name));
    for (const struct field *f = query->columns; f != NULL; f = f->next)
        buf_fmt(b, "    %s " STR_FMT ";\n", kinds[f->kind].c_type, STR_ARG(f->name));
    buf_fmt(b, "};\nextern const struct shape " STR_FMT "_shape;\n", STR_ARG(query->name));
    if (query->kind == QUERY_MANY)
        buf_fmt(b, "struct " STR_FMT " {\n    struct " STR_FMT "_row *rows;\n    size_t n;\n};\n",
                STR_ARG(query->name), STR_ARG(query->name));
}

static void emit_signature(struct buf *b, const struct query_source *query) {
    buf_fmt(b, "enum rc q_" STR_FMT "(struct %s *db", STR_ARG(query->name),
            query->writes ? "db" : "db_ro");
    if (has_rows(query))
        buf_lit(b, ", struct arena *arena");
    if (query->scope != SCOPE_NONE)
        buf_lit(b, ", const struct scope *scope");
    for (const struct field *f = query->in; f != NULL; f = f->next)
        if (f->c == NULL)
            buf_fmt(b, ", %s " STR_FMT, kinds[f->kind].c_type, STR_ARG(f->name));
    if (has_rows(query))
        buf_fmt(b, ", struct " STR_FMT "%s *ret)", STR_ARG(query->name), result_suffix(query));
    else
        buf_lit(b, ", int64_t *ret_changed)");
}

static void emit_header(struct buf *b, const struct feature *feature) {
    buf_fmt(b,
            "// SPDX-Lic"
            "ense-Identifier: EUPL-1.2\n// The queries of " STR_FMT ".sql, made by "
            "sqlgen: change them there.\n",
            STR_ARG(feature->name));
    buf_lit(b, "#ifndef VLIEGWIEL_SQL_");
    upper(b, feature->name);
    buf_lit(b, "\n#define VLIEGWIEL_SQL_");
    upper(b, feature->name);
    buf_lit(b, "\n#include \"store/db.h\"\n#include \"store/scope.h\"\n");
    for (const struct query_source *q = feature->queries; q != NULL; q = q->next) {
        buf_lit(b, "\n");
        buf_str(b, q->doc);
        if (has_rows(q))
            emit_row(b, q);
        buf_lit(b, "NODISCARD ");
        emit_signature(b, q);
        buf_fmt(b, ";\nextern const struct query query_" STR_FMT "; // for the catalogue\n",
                STR_ARG(q->name));
    }
    buf_lit(b, "#endif\n");
}

static void emit_shape(struct buf *b, const struct query_source *query) {
    size_t n = 0;
    buf_fmt(b, "static const struct column " STR_FMT "_columns[] = {\n", STR_ARG(query->name));
    for (const struct field *f = query->columns; f != NULL; f = f->next, n++)
        buf_fmt(b,
                "    {\"" STR_FMT "\", %s, %s, offsetof(struct " STR_FMT "_row, " STR_FMT ")},\n",
                STR_ARG(f->name), kinds[f->kind].c_enum, f->nullable ? "true" : "false",
                STR_ARG(query->name), STR_ARG(f->name));
    buf_fmt(b,
            "};\nconst struct shape " STR_FMT "_shape = {\n    \"" STR_FMT
            "\", sizeof(struct " STR_FMT "_row), %zu, " STR_FMT "_columns,\n};\n",
            STR_ARG(query->name), STR_ARG(query->name), STR_ARG(query->name), n,
            STR_ARG(query->name));
}

static void emit_query(struct buf *b, const struct query_source *query, int id) {
    size_t n_in = 0;
    if (query->in != NULL)
        buf_fmt(b, "static const enum value_kind " STR_FMT "_in[] = {", STR_ARG(query->name));
    for (const struct field *f = query->in; f != NULL; f = f->next, n_in++)
        buf_fmt(b, "%s%s", n_in == 0 ? "" : ", ", kinds[f->kind].c_enum);
    if (query->in != NULL)
        buf_lit(b, "};\n");
    buf_fmt(b, "const struct query query_" STR_FMT " = {\n    .name = \"" STR_FMT "\",\n",
            STR_ARG(query->name), STR_ARG(query->name));
    buf_lit(b, "    .sql_sqlite =\n        ");
    tool_c_string(b, query->sqlite);
    buf_lit(b, ",\n    .sql_postgres =\n        ");
    tool_c_string(b, query->postgres);
    if (n_in > 0)
        buf_fmt(b, ",\n    .n_in = %zu,\n    .in = " STR_FMT "_in", n_in, STR_ARG(query->name));
    if (has_rows(query))
        buf_fmt(b, ",\n    .out = &" STR_FMT "_shape", STR_ARG(query->name));
    buf_fmt(b, ",\n    .writes = %s,\n    .id = %d,\n};\n", query->writes ? "true" : "false", id);
}

static void emit_values(struct buf *b, const struct query_source *query) {
    if (query->in == NULL)
        return;
    buf_lit(b, "    const struct value in[] = {\n");
    for (const struct field *f = query->in; f != NULL; f = f->next)
        buf_fmt(b, "        %s(" STR_FMT "%s),\n", kinds[f->kind].maker,
                STR_ARG(f->c == NULL ? f->name : str_from_c(f->c)),
                f->kind == VALUE_DAY ? ", (char[DAY_TEXT]){0}" : "");
    buf_lit(b, "    };\n");
}

// A value that may not be NULL but is absent is what a person did not give.
static void emit_presence(struct buf *b, const struct query_source *query) {
    int n = 0;
    bool first = true;
    for (const struct field *f = query->in; f != NULL; f = f->next, n++) {
        if (f->nullable || !kinds[f->kind].has_none)
            continue;
        buf_fmt(b, "%s!in[%d].is", first ? "    if (" : " || ", n);
        first = false;
    }
    if (!first)
        buf_lit(b, ")\n        return RC_INVALID;\n");
}

static void emit_function(struct buf *b, const struct query_source *query) {
    const char *db = query->writes ? "db_read(db)" : "db";
    const char *in = query->in == NULL ? "NULL" : "in";
    buf_lit(b, "\n");
    emit_signature(b, query);
    buf_lit(b, "\n{\n");
    if (query->scope != SCOPE_NONE) {
        buf_lit(b, "    ENSURE(scope->kind == SCOPE_");
        upper(b, str_from_c(scope_word(query->scope)));
        buf_lit(b, ");\n");
    }
    emit_values(b, query);
    emit_presence(b, query);
    if (query->kind == QUERY_CHANGE)
        buf_fmt(b, "    return db_change(db, &query_" STR_FMT ", %s, ret_changed);\n",
                STR_ARG(query->name), in);
    if (query->kind == QUERY_ONE)
        buf_fmt(b, "    return db_row(%s, arena, &query_" STR_FMT ", %s, ret);\n", db,
                STR_ARG(query->name), in);
    if (query->kind == QUERY_MANY)
        buf_fmt(b,
                "    void *ret_rows;\n    size_t ret_n;\n"
                "    TRY(db_rows(%s, arena, &query_" STR_FMT ", %s, &ret_rows, &ret_n));\n"
                "    *ret = (struct " STR_FMT "){ret_rows, ret_n};\n    return RC_OK;\n",
                db, STR_ARG(query->name), in, STR_ARG(query->name));
    buf_lit(b, "}\n");
}

void emit_feature(struct arena *arena, const char *folder, const struct feature *feature, int id) {
    struct buf b = buf_on(arena, TEXT_BYTES);
    emit_header(&b, feature);
    const char *name = str_c(arena, str_join(arena, feature->name, STR("_sql.h")));
    tool_write(arena, folder, name, buf_done(&b));

    b = buf_on(arena, TEXT_BYTES);
    buf_fmt(&b,
            "// SPDX-Lic"
            "ense-Identifier: EUPL-1.2\n// The queries of " STR_FMT ".sql, made by "
            "sqlgen: change them there.\n#include \"" STR_FMT "_sql.h\"\n"
            "#include \"store/value.h\"\n",
            STR_ARG(feature->name), STR_ARG(feature->name));
    for (const struct query_source *q = feature->queries; q != NULL; q = q->next) {
        buf_lit(&b, "\n");
        if (has_rows(q))
            emit_shape(&b, q);
        emit_query(&b, q, id++);
        emit_function(&b, q);
    }
    name = str_c(arena, str_join(arena, feature->name, STR("_sql.c")));
    tool_write(arena, folder, name, buf_done(&b));
}

void emit_catalogue(struct arena *arena, const char *folder, const struct feature *features) {
    struct buf b = buf_on(arena, TEXT_BYTES);
    buf_lit(&b, "// SPDX-Lic"
                "ense-Identifier: EUPL-1.2\n"
                "// Every query of the program, made by sqlgen: a query's place here is its id.\n");
    for (const struct feature *f = features; f != NULL; f = f->next)
        buf_fmt(&b, "#include \"" STR_FMT "_sql.h\"\n", STR_ARG(f->name));
    if (features == NULL)
        buf_lit(&b, "#include \"store/db.h\"\n");
    buf_lit(&b, "\nconst struct query *const query_catalogue[] = {\n");
    for (const struct feature *f = features; f != NULL; f = f->next)
        for (const struct query_source *q = f->queries; q != NULL; q = q->next)
            buf_fmt(&b, "    &query_" STR_FMT ",\n", STR_ARG(q->name));
    buf_lit(&b, "};\nconst size_t query_catalogue_n = COUNT_OF(query_catalogue);\n");
    tool_write(arena, folder, "catalogue.c", buf_done(&b));
}
