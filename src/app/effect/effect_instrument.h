// SPDX-License-Identifier: EUPL-1.2
// Records of questionnaires: what they are called, whose they are, under which licence and with
// which proof of permission, their items and the hash of the texts. Two versions whose texts differ
// have different hashes, and no trend runs from one to the other.
#ifndef VLIEGWIEL_EFFECT_INSTRUMENT_H
#define VLIEGWIEL_EFFECT_INSTRUMENT_H
#include "app/effect/effect_cli.h"

struct effect_item {
    struct str key, text_nl, text_en;
    bool is_reversed;
};
struct effect_instrument {
    struct str title, owner, licence, permission, permission_by, permission_day;
    double least, most;        // ends of the scale; NAN: not given
    double alpha;              // published; NAN: none
    bool is_sensitive;         // safety or one's manager: floor 10
    bool is_validated;         // figures from users stand behind it
    struct effect_item *items; // [n_items]
    int32_t n_items;
    char hash[65]; // hexadecimal, of keys, texts, directions and scale
};
// JSON: {"title", "owner", "licence", "permission": {"proof", "by", "day"}, "scale": {"least",
// "most"}, "alpha", "sensitive", "validated", "items": [{"key", "reversed", "text_nl",
// "text_en"}]}. CSV: a row for each item with key and, where they are there, reversed, text_nl,
// text_en; title, owner, licence, permission, permission_by, permission_day, least, most and alpha
// from the first row. RC_INVALID, said on stderr.
NODISCARD enum rc effect_instrument_read(struct arena *arena, struct str file,
                                         struct effect_instrument *ret_instrument);
// A licence that lets everybody use the texts, or a proof with a name and a day.
bool effect_instrument_is_permitted(const struct effect_instrument *instrument);
#endif
