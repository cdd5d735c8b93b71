// SPDX-License-Identifier: EUPL-1.2
// Writes the migrations as C, each with the hash by which a house recognises what it has run, and
// the register of columns: what is kept, of which class, what for and how long.
#include <sodium.h>
#include "sqlgen.h"

enum { TEXT_BYTES = 1 << 16, HASH_BYTES = 32 };

static const char header[] =
    "// SPDX-Lic"
    "ense-Identifier: EUPL-1.2\n"
    "// The migrations and the register of columns, made by sqlgen out of schema/*.sql.\n"
    "#ifndef VLIEGWIEL_SCHEMA_SQL_H\n"
    "#define VLIEGWIEL_SCHEMA_SQL_H\n"
    "#include <stddef.h>\n\n"
    "struct migration {\n"
    "    int number;       // 1, 2, ... without gaps\n"
    "    const char *name;\n"
    "    const char *sql;  // as written\n"
    "    const char *hash; // BLAKE2b-256 of the file, in hex\n"
    "};\n"
    "extern const struct migration migrations[];\n"
    "extern const size_t migrations_n;\n\n"
    "struct column_class {\n"
    "    const char *table, *column;\n"
    "    int class; // 0 public, 1 organisation, 2 personal, 3 performance, 4 shared, 5 private\n"
    "    const char *purpose, *keep;\n"
    "};\n"
    "extern const struct column_class column_classes[];\n"
    "extern const size_t column_classes_n;\n"
    "#endif\n";

static void emit_migration(struct buf *b, const struct migration_file *file, int number) {
    unsigned char hash[HASH_BYTES];
    char hex[2 * HASH_BYTES + 1];
    const unsigned char *bytes = (const unsigned char *)file->text.p;
    crypto_generichash(hash, sizeof hash, bytes, file->text.n, NULL, 0);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    buf_fmt(b, "    {\n        %d, \"" STR_FMT "\",\n        ", number, STR_ARG(file->name));
    tool_c_string(b, file->text);
    buf_fmt(b, ",\n        \"%s\",\n    },\n", hex);
}

static void emit_class(struct buf *b, const struct schema_column *column) {
    if (column->class < 0)
        return; // a bare id
    buf_fmt(b, "    {\"" STR_FMT "\", \"" STR_FMT "\", %d, ", STR_ARG(column->table),
            STR_ARG(column->name), column->class);
    tool_c_string(b, column->purpose);
    buf_lit(b, ", ");
    tool_c_string(b, column->keep);
    buf_lit(b, "},\n");
}

void emit_schema(struct arena *arena, const char *folder, const struct schema *schema) {
    ENSURE(sodium_init() >= 0);
    struct buf b = buf_on(arena, TEXT_BYTES);
    buf_lit(&b, "// SPDX-Lic"
                "ense-Identifier: EUPL-1.2\n// Made by sqlgen out of schema/*.sql.\n"
                "#include \"schema_sql.h\"\n\nconst struct migration migrations[] = {\n");
    int number = 0;
    for (const struct migration_file *f = schema->migrations; f != NULL; f = f->next)
        emit_migration(&b, f, ++number);
    buf_fmt(&b, "};\nconst size_t migrations_n = %d;\n\n", number);
    buf_lit(&b, "const struct column_class column_classes[] = {\n");
    for (const struct schema_column *c = schema->columns; c != NULL; c = c->next)
        emit_class(&b, c);
    buf_lit(&b, "};\nconst size_t column_classes_n = sizeof(column_classes) / "
                "sizeof(column_classes[0]);\n");
    tool_write(arena, folder, "schema_sql.c", buf_done(&b));
    tool_write(arena, folder, "schema_sql.h", str_from_c(header));
}
