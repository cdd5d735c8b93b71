// SPDX-License-Identifier: EUPL-1.2
// What the generators share: whole files in, whole files out, and one way to refuse.
// A generator ends at its first mistake and has then written nothing.
#ifndef VLIEGWIEL_TOOL_H
#define VLIEGWIEL_TOOL_H
#include "base/buf.h"

_Noreturn void tool_refuse(const char *file, int line, const char *format, ...) PRINTF_LIKE(3, 4);
struct str tool_read(struct arena *arena, const char *file);
// Writes DIRECTORY/NAME.
void tool_write(struct arena *arena, const char *directory, const char *name, struct str bytes);
// A C string literal that holds the text, one line of C a line of text.
void tool_c_string(struct buf *b, struct str text);
// [a-z][a-z0-9_]*
bool tool_is_name(struct str s);
#endif
