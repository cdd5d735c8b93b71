// SPDX-License-Identifier: EUPL-1.2
// Cuts SQL into tokens: just enough to find names, parameters and comments. Whether the text is SQL
// at all is for SQLite to say.
#include <strings.h>
#include "sqlgen.h"

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static size_t run(struct str s, size_t from, bool (*belongs)(char))
{
    while (from < s.n && belongs(s.p[from]))
        from++;
    return from;
}

static bool is_space(char c)
{
    return isspace((unsigned char)c);
}

static bool in_line(char c)
{
    return c != '\n';
}

static bool in_string(char c)
{
    return c != '\'';
}

static bool in_number(char c)
{
    return is_word(c) || c == '.';
}

static size_t token_length(struct str s, enum token_kind *ret_kind)
{
    const char c = s.p[0];
    const char second = s.n > 1 ? s.p[1] : '\0';
    *ret_kind = TOKEN_SPACE;
    if (is_space(c))
        return run(s, 1, is_space);
    *ret_kind = TOKEN_COMMENT;
    if (c == '-' && second == '-')
        return run(s, 2, in_line);
    *ret_kind = TOKEN_STRING; // a doubled quote inside reads as two strings, which does no harm
    if (c == '\'')
        return run(s, 1, in_string) + 1;
    *ret_kind = TOKEN_PARAMETER;
    if (c == ':' && is_word(second))
        return run(s, 1, is_word);
    *ret_kind = TOKEN_NUMBER;
    if (isdigit((unsigned char)c))
        return run(s, 1, in_number);
    *ret_kind = TOKEN_WORD;
    if (is_word(c))
        return run(s, 1, is_word);
    *ret_kind = TOKEN_MARK;
    return 1;
}

struct token token_next(struct lexer *lexer)
{
    struct token token = {.kind = TOKEN_END, .line = lexer->line};
    if (lexer->rest.n == 0)
        return token;
    const size_t n = token_length(lexer->rest, &token.kind);
    token.text = str_slice(lexer->rest, 0, n);
    lexer->rest = str_slice(lexer->rest, n, lexer->rest.n);
    for (size_t i = 0; i < token.text.n; i++)
        lexer->line += token.text.p[i] == '\n';
    return token;
}

struct tokens tokens_of(struct arena *arena, struct str sql, int line)
{
    struct tokens tokens = {.all = NEW_ARRAY(arena, struct token, sql.n + 1)};
    struct lexer lexer = {sql, line};
    for (struct token t = token_next(&lexer); t.kind != TOKEN_END; t = token_next(&lexer))
        if (t.kind != TOKEN_SPACE && t.kind != TOKEN_COMMENT)
            tokens.all[tokens.n++] = t;
    return tokens;
}

bool name_is(struct str name, struct str other)
{
    return name.n == other.n && name.n > 0 && strncasecmp(name.p, other.p, name.n) == 0;
}

bool token_is(struct token token, const char *text)
{
    return name_is(token.text, str_from_c(text));
}
