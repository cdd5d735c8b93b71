// SPDX-License-Identifier: EUPL-1.2
// Ways in without a password: a link that is sent, for once; a card that is printed, for who has no
// e-mail address. What opens a door is kept as a hash only.
#ifndef VLIEGWIEL_DOOR_H
#define VLIEGWIEL_DOOR_H
#include "door_sql.h"
#include "feature/account/account.h"
#include "feature/message/message.h"

URL_FIXED(url_forgotten, "/wachtwoord/vergeten")
URL_FIXED(url_card, "/kaart")
URL_ID(url_cohort_doors, "/lichtingen/", "/toegang")
URL_ID(url_cohort_invite, "/lichtingen/", "/uitnodigingen")
URL_ID(url_cohort_cards, "/lichtingen/", "/kaarten")
URL_ID(url_organisation_doors, "/organisaties/", "/toegang")

enum { INVITATION_DAYS = 14, RESET_S = 3600 };

struct door { // by whom and when a door is made
    struct arena *arena;
    struct vault *vault;
    int64_t by_person;
    struct day today;
    struct instant now;
};
// RC_INVALID: no e-mail address that can be written to. RC_CONFLICT: there is an account. A link
// that was sent before opens nothing any more.
NODISCARD enum rc door_invite(struct db *db, const struct door *door, int64_t person);
// Everybody of the list who can be invited and was not yet.
NODISCARD enum rc door_invite_all(struct db *db, const struct door *door,
                                  const struct door_list *list, int64_t *ret_n);
bool door_is_to_invite(const struct door_list_row *row);
// What was asked for at "password forgotten": a link to each who has an account. Run by the sender,
// so that asking takes as long for an address that nobody has.
NODISCARD enum rc door_resets_send(struct db *db, const struct door *door);

// The code is given once, to be printed: "K7QM-2XWP-9TRD". RC_CONFLICT: has another way in, or
// holds a role. A card that was made before opens nothing any more.
NODISCARD enum rc door_card_make(struct db *db, const struct door *door, int64_t person,
                                 struct str *ret_code);
bool door_is_for_card(const struct door_list_row *row);
// RC_NOT_FOUND: not this code with this name, whichever of the two.
NODISCARD enum rc door_card_open(struct db_ro *db, struct arena *arena, struct str code,
                                 struct str family_name, struct day today, int64_t *ret_person);

struct str door_token_hash(struct arena *arena, struct str token);
// A card's code as a person types it: any case, any dashes and blanks, O for 0, I and L for 1.
struct str door_code_read(struct arena *arena, struct str typed);

// ---- pages --------------------------------------------------------------------------------------

struct door_link_view {
    struct layout layout;
    int mistakes;
    struct field fresh;
    struct str name, email, token;
    struct url to;
    bool is_reset;
};
struct forgotten_view {
    struct layout layout;
    int mistakes;
    struct field email;
    bool is_asked;
};
struct card_view {
    struct layout layout;
    int mistakes;
    struct field code, family_name;
    struct kept kept;
    bool refused;
};
struct doors_view {
    struct layout layout;
    struct door_list list;
    int64_t cohort, n_to_invite, n_for_card;
};
enum { DOORS_MAX = 300, DOORS_TICKED = 40 }; // of more people nobody is ticked beforehand
struct people_doors_view {                   // of an organisation: who is to be let in is ticked
    struct layout layout;
    struct door_list list;
    bool *ticked;
    int64_t organisation, n_to_invite, n_for_card, n_done;
    struct str error;
    bool is_ticked; // beforehand
    bool is_cut;    // there are more people than are shown
};
struct printed_card {
    struct str name, code;
};
struct cards_view {
    struct layout layout;
    struct printed_card *cards;
    size_t n;
    struct str site; // where to go, as it is printed
    struct url back;
};
enum badge door_badge(const struct door_list_row *row);
struct str door_label(enum lang lang, const struct door_list_row *row);
bool door_shows_maker(const struct door_list_row *row); // of the card by which somebody gets in
// "Op 3 december 2026 maakte Anouk een nieuwe kaart voor je."
struct str door_card_text(struct arena *arena, enum lang lang, struct instant at, bool replaces,
                          struct str by_name);
enum { CARD_NEWS_DAYS = 14 }; // so long a new card is told on the holder's home
struct day door_since(const struct door_list_row *row); // DAY_NONE: not to be said
#endif
