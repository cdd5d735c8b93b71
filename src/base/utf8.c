// SPDX-License-Identifier: EUPL-1.2
// Characters: whether bytes are UTF-8, folding to plain lower-case letters, and Windows-1252.
// The tables hold two letters a character, filled up with a space; two spaces: stays as it is.
#include "base/buf.h"

static const char LATIN[] =             // 16 a row
    "a a a a a a aec e e e e i i i i "  // U+00C0
    "d n o o o o o   o u u u u y thss"  // U+00D0
    "a a a a a a aec e e e e i i i i "  // U+00E0
    "d n o o o o o   o u u u u y thy "  // U+00F0
    "a a a a a a c c c c c c c c d d "  // U+0100
    "d d e e e e e e e e e e g g g g "  // U+0110
    "g g g g h h h h i i i i i i i i "  // U+0120
    "i i ijijj j k k k l l l l l l l "  // U+0130
    "l l l n n n n n n n n n o o o o "  // U+0140
    "o o oeoer r r r r r s s s s s s "  // U+0150
    "s s t t t t t t u u u u u u u u "  // U+0160
    "u u u u w w y y y z z z z z z s "  // U+0170
    "                            e e "  // U+0180
    "  f f                           "  // U+0190
    "o o                           u "  // U+01A0
    "u                               "  // U+01B0
    "        dzdzdzljljljnjnjnja a i "  // U+01C0
    "i o o u u u u u u u u u u e a a "  // U+01D0
    "a a aeae    g g k k o o o o     "  // U+01E0
    "j dzdzdzg g     n n a a aeaeo o "  // U+01F0
    "a a a a e e e e i i i i o o o o "  // U+0200
    "r r r r u u u u s s t t     h h "  // U+0210
    "            a a e e o o o o o o "  // U+0220
    "o o y y                         "  // U+0230
    "                                "; // U+0240
static const char LATIN_ADDITIONAL[] =  // 16 a row
    "a a b b b b b b c c d d d d d d "  // U+1E00
    "d d d d e e e e e e e e e e f f "  // U+1E10
    "g g h h h h h h h h h h i i i i "  // U+1E20
    "k k k k k k l l l l l l l l m m "  // U+1E30
    "m m m m n n n n n n n n o o o o "  // U+1E40
    "o o o o p p p p r r r r r r r r "  // U+1E50
    "s s s s s s s s s s t t t t t t "  // U+1E60
    "t t u u u u u u u u u u v v v v "  // U+1E70
    "w w w w w w w w w w x x x x y y "  // U+1E80
    "z z z z z z h t w y a s     ss  "  // U+1E90
    "a a a a a a a a a a a a a a a a "  // U+1EA0
    "a a a a a a a a e e e e e e e e "  // U+1EB0
    "e e e e e e e e i i i i o o o o "  // U+1EC0
    "o o o o o o o o o o o o o o o o "  // U+1ED0
    "o o o o u u u u u u u u u u u u "  // U+1EE0
    "u u y y y y y y y y             "; // U+1EF0

static const struct fold_range {
    uint32_t first, last;
    const char *letters;
} FOLD[] = {
    {0x00C0, 0x024F, LATIN},
    {0x1E00, 0x1EFF, LATIN_ADDITIONAL},
};
_Static_assert(sizeof LATIN - 1 == 2 * (0x024F - 0x00C0 + 1), "two letters a character");
_Static_assert(sizeof LATIN_ADDITIONAL - 1 == 2 * (0x1EFF - 0x1E00 + 1), "two letters a character");

static const uint16_t CP1252_FROM_0x80[] = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, // 0x80
    0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, // 0x88
    0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, // 0x90
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178, // 0x98
};

// The character at the start of a text that is not empty, and its bytes; 0 when it is not UTF-8.
static size_t decode(struct str s, uint32_t *ret_character) {
    static const uint32_t SMALLEST[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char first = (unsigned char)s.p[0];
    if (first < 0x80) {
        *ret_character = first;
        return 1;
    }
    const size_t n = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || s.n < n)
        return 0;
    uint32_t character = first & (0x7Fu >> n);
    for (size_t i = 1; i < n; i++) {
        const unsigned char next = (unsigned char)s.p[i];
        if ((next & 0xC0) != 0x80)
            return 0;
        character = character << 6 | (next & 0x3Fu);
    }
    const bool surrogate = character >= 0xD800 && character <= 0xDFFF;
    if (character < SMALLEST[n] || character > 0x10FFFF || surrogate)
        return 0;
    *ret_character = character;
    return n;
}

bool utf8_valid(struct str s) {
    while (s.n > 0) {
        uint32_t character;
        const size_t n = decode(s, &character);
        if (n == 0)
            return false;
        s = str_slice(s, n, s.n);
    }
    return true;
}

size_t utf8_length(struct str s) {
    size_t n = 0;
    for (size_t i = 0; i < s.n; i++)
        n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
    return n;
}

struct str utf8_start(struct str s, size_t n) {
    for (size_t i = 0; i < s.n; i++)
        if (((unsigned char)s.p[i] & 0xC0) != 0x80 && n-- == 0)
            return str_slice(s, 0, i);
    return s;
}

static void fold_character(struct buf *b, uint32_t character, struct str as_it_is) {
    if (character >= 'A' && character <= 'Z') {
        buf_char(b, (char)(character - 'A' + 'a'));
        return;
    }
    if (character >= 0x0300 && character <= 0x036F)
        return; // an accent on its own, after its letter
    for (const struct fold_range *range = FOLD; range < FOLD + COUNT_OF(FOLD); range++) {
        if (character < range->first || character > range->last)
            continue;
        const char *const letters = range->letters + 2 * (character - range->first);
        if (letters[0] == ' ')
            break;
        buf_add(b, letters, letters[1] == ' ' ? 1 : 2);
        return;
    }
    buf_str(b, as_it_is);
}

struct str str_fold(struct arena *arena, struct str s) {
    if (s.p == NULL)
        return STR_NONE;
    struct buf folded = buf_on(arena, s.n); // no character grows
    while (s.n > 0) {
        uint32_t character = 0xFFFD;
        const size_t decoded = decode(s, &character);
        const size_t n = decoded > 0 ? decoded : 1;
        fold_character(&folded, character, str_slice(s, 0, n));
        s = str_slice(s, n, s.n);
    }
    return buf_done(&folded);
}

struct str str_from_cp1252(struct arena *arena, struct str bytes) {
    if (bytes.p == NULL)
        return STR_NONE;
    struct buf text = buf_on(arena, bytes.n);
    for (size_t i = 0; i < bytes.n; i++) {
        const uint32_t byte = (unsigned char)bytes.p[i];
        const uint32_t c = byte >= 0x80 && byte < 0xA0 ? CP1252_FROM_0x80[byte - 0x80] : byte;
        if (c >= 0x800)
            buf_char(&text, (char)(0xE0 | c >> 12));
        if (c >= 0x80) {
            buf_char(&text, (char)(c >= 0x800 ? 0x80 | (c >> 6 & 0x3F) : 0xC0 | c >> 6));
            buf_char(&text, (char)(0x80 | (c & 0x3F)));
        } else {
            buf_char(&text, (char)c);
        }
    }
    return buf_done(&text);
}
