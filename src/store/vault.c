// SPDX-License-Identifier: EUPL-1.2
// Seals private texts. FILE.kek holds the key of the house; FILE.keys is a small SQLite database
// with one wrapped key a person. Never writes a plain key, and never makes a new house key beside
// keys that an older one wrapped.
//   wrapped = nonce 24 | key 32 sealed with the house key | tag 16      bound to the person
//   sealed  = version 1 | nonce 24 | text sealed with the person's key | tag 16   bound to
//             version, person and place
#include <endian.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "store/db_driver.h"
#include "store/value.h"

enum {
    KEY_SIZE = crypto_aead_xchacha20poly1305_ietf_KEYBYTES,
    NONCE_SIZE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
    TAG_SIZE = crypto_aead_xchacha20poly1305_ietf_ABYTES,
    WRAPPED_SIZE = NONCE_SIZE + KEY_SIZE + TAG_SIZE,
    VERSION = 1,
    MARK_SIZE = 16,
    CACHE_SIZE = 64, // people whose keys are at hand
    SCRATCH = 64 << 10,
};

struct known_key {
    int64_t person; // 0: none
    unsigned char key[KEY_SIZE];
};
struct secrets {
    unsigned char house[KEY_SIZE];
    struct known_key cache[CACHE_SIZE];
};
struct vault {
    pthread_mutex_t mutex; // guards all below
    struct db db;          // of the key file; every call is its own transaction
    struct arena *scratch;
    struct secrets secrets;
};

// ---- the key file ------------------------------------------------------------------------------
static const char TABLE[] = "CREATE TABLE IF NOT EXISTS key ("
                            "person INTEGER PRIMARY KEY, wrapped BLOB NOT NULL) STRICT";
struct key_row {
    struct str wrapped;
};
static const struct column key_columns[] = {
    {"wrapped", VALUE_BLOB, false, offsetof(struct key_row, wrapped)},
};
static const struct shape key_shape = {"key", sizeof(struct key_row), 1, key_columns};
static const enum value_kind key_in[] = {VALUE_INT, VALUE_BLOB};
static const struct query key_of_person = {
    .name = "vault_key",
    .sql_sqlite = "SELECT wrapped FROM key WHERE person = ?1",
    .n_in = 1,
    .in = key_in,
    .out = &key_shape,
    .id = 0,
};
static const struct query key_add = {
    .name = "vault_key_add",
    .sql_sqlite = "INSERT INTO key (person, wrapped) VALUES (?1, ?2)",
    .n_in = 2,
    .in = key_in,
    .writes = true,
    .id = 1,
};
static const struct query key_forget = {
    .name = "vault_key_forget",
    .sql_sqlite = "DELETE FROM key WHERE person = ?1",
    .n_in = 1,
    .in = key_in,
    .writes = true,
    .id = 2,
};
static const struct query key_any = {
    .name = "vault_key_any",
    .sql_sqlite = "SELECT wrapped FROM key LIMIT 1",
    .out = &key_shape,
    .id = 3,
};

// ---- sealing with a given key ------------------------------------------------------------------
struct binding { // what a sealed text belongs to
    const char *place;
    int64_t person;
};

static struct str binding_bytes(struct arena *arena, struct binding binding) {
    const uint64_t person = htole64((uint64_t)binding.person);
    struct buf b = buf_on(arena, 64);
    buf_char(&b, VERSION);
    buf_add(&b, (const char *)&person, sizeof person);
    buf_c(&b, binding.place);
    return buf_done(&b);
}

static const unsigned char *bytes(struct str s) {
    return (const unsigned char *)s.p;
}

// Writes nonce, sealed text and tag: plain.n + NONCE_SIZE + TAG_SIZE bytes.
static void box_close(struct arena *arena, const unsigned char *key, struct binding binding,
                      struct str plain, unsigned char *box) {
    const struct str bound = binding_bytes(arena, binding);
    randombytes_buf(box, NONCE_SIZE);
    crypto_aead_xchacha20poly1305_ietf_encrypt(box + NONCE_SIZE, NULL, bytes(plain), plain.n,
                                               bytes(bound), bound.n, NULL, box, key);
}

// Writes box.n - NONCE_SIZE - TAG_SIZE bytes; false when key, bytes or binding are not those of
// the sealing.
static bool box_open(struct arena *arena, const unsigned char *key, struct binding binding,
                     struct str box, unsigned char *plain) {
    const struct str bound = binding_bytes(arena, binding);
    return box.n >= NONCE_SIZE + TAG_SIZE &&
           crypto_aead_xchacha20poly1305_ietf_decrypt(plain, NULL, NULL, bytes(box) + NONCE_SIZE,
                                                      box.n - NONCE_SIZE, bytes(bound), bound.n,
                                                      bytes(box), key) == 0;
}

// ---- keys of people: the mutex is held ---------------------------------------------------------
static struct known_key *cache_slot(struct vault *vault, int64_t person) {
    return &vault->secrets.cache[(uint64_t)person % CACHE_SIZE];
}

static enum rc key_unwrap(struct vault *vault, int64_t person, struct str wrapped) {
    struct known_key *known = cache_slot(vault, person);
    const struct binding binding = {"key", person};
    known->person = 0;
    if (wrapped.n != WRAPPED_SIZE ||
        !box_open(vault->scratch, vault->secrets.house, binding, wrapped, known->key)) {
        log_event(LOG_ERROR, "vault_key", "person=%" PRId64, person);
        return RC_IO;
    }
    known->person = person;
    return RC_OK;
}

// RC_NOT_FOUND when the person has no key.
static enum rc key_load(struct vault *vault, int64_t person) {
    if (cache_slot(vault, person)->person == person)
        return RC_OK;
    const struct value in[] = {value_int(person)};
    struct key_row row = {0};
    TRY(db_row(&vault->db.ro, vault->scratch, &key_of_person, in, &row));
    return key_unwrap(vault, person, row.wrapped);
}

static enum rc key_make(struct vault *vault, int64_t person) {
    unsigned char key[KEY_SIZE], wrapped[WRAPPED_SIZE];
    randombytes_buf(key, sizeof key);
    box_close(vault->scratch, vault->secrets.house, (struct binding){"key", person},
              (struct str){(const char *)key, sizeof key}, wrapped);
    sodium_memzero(key, sizeof key);
    const struct str stored = {(const char *)wrapped, sizeof wrapped};
    const struct value in[] = {value_int(person), value_blob(stored)};
    TRY(db_change(&vault->db, &key_add, in, NULL));
    return key_unwrap(vault, person, stored);
}

static void vault_enter(struct vault *vault) {
    pthread_mutex_lock(&vault->mutex);
    arena_reset(vault->scratch);
    vault->db.ro.failed = RC_OK;
}

// Copies the person's key; made first when `make` and there is none.
static enum rc key_get(struct vault *vault, int64_t person, bool make, unsigned char *ret_key) {
    ENSURE(person > 0);
    vault_enter(vault);
    enum rc rc = key_load(vault, person);
    if (rc == RC_NOT_FOUND && make)
        rc = key_make(vault, person);
    if (rc == RC_OK)
        memcpy(ret_key, cache_slot(vault, person)->key, KEY_SIZE);
    pthread_mutex_unlock(&vault->mutex);
    return rc;
}

// ---- the four things a vault does --------------------------------------------------------------
enum rc vault_seal(struct vault *vault, struct arena *arena, int64_t owner_person,
                   const char *place, struct str plain, struct str *ret_sealed) {
    if (plain.p == NULL) {
        *ret_sealed = STR_NONE;
        return RC_OK;
    }
    unsigned char key[KEY_SIZE];
    TRY(key_get(vault, owner_person, true, key));
    const size_t n = 1 + NONCE_SIZE + plain.n + TAG_SIZE;
    unsigned char *sealed = arena_alloc(arena, n, 1);
    sealed[0] = VERSION;
    box_close(arena, key, (struct binding){place, owner_person}, plain, sealed + 1);
    sodium_memzero(key, sizeof key);
    *ret_sealed = (struct str){(const char *)sealed, n};
    return RC_OK;
}

enum rc vault_open(struct vault *vault, struct arena *arena, int64_t owner_person,
                   const char *place, struct str sealed, struct str *ret_plain) {
    if (sealed.p == NULL) {
        *ret_plain = STR_NONE;
        return RC_OK;
    }
    unsigned char key[KEY_SIZE];
    TRY(key_get(vault, owner_person, false, key));
    unsigned char *plain = arena_alloc(arena, sealed.n, 1);
    const bool opened = sealed.n > 0 && sealed.p[0] == VERSION &&
                        box_open(arena, key, (struct binding){place, owner_person},
                                 str_slice(sealed, 1, sealed.n), plain);
    sodium_memzero(key, sizeof key);
    if (!opened) {
        log_event(LOG_ERROR, "vault_sealed", "place=%s person=%" PRId64, place, owner_person);
        return RC_IO;
    }
    *ret_plain = (struct str){(const char *)plain, sealed.n - 1 - NONCE_SIZE - TAG_SIZE};
    return RC_OK;
}

enum rc vault_mark(struct vault *vault, struct arena *arena, int64_t owner_person,
                   const char *place, struct str text, bool make, struct str *ret_mark) {
    unsigned char key[KEY_SIZE], mark[MARK_SIZE];
    char *const hex = NEW_ARRAY(arena, char, 2 * MARK_SIZE + 1);
    TRY(key_get(vault, owner_person, make, key));
    struct buf marked = buf_on(arena, 64);
    buf_str(&marked, binding_bytes(arena, (struct binding){place, owner_person}));
    buf_char(&marked, '\0');
    buf_str(&marked, text);
    const struct str all = buf_done(&marked);
    crypto_generichash(mark, sizeof mark, bytes(all), all.n, key, sizeof key);
    sodium_memzero(key, sizeof key);
    sodium_bin2hex(hex, 2 * MARK_SIZE + 1, mark, sizeof mark);
    *ret_mark = (struct str){hex, 2 * MARK_SIZE};
    return RC_OK;
}

enum rc vault_forget(struct vault *vault, int64_t owner_person) {
    const struct value in[] = {value_int(owner_person)};
    vault_enter(vault);
    sodium_memzero(cache_slot(vault, owner_person), sizeof(struct known_key));
    const enum rc rc = db_change(&vault->db, &key_forget, in, NULL);
    if (rc == RC_OK) // until now the log and the file still hold the bytes
        vault->db.ro.link->driver->checkpoint(vault->db.ro.link);
    pthread_mutex_unlock(&vault->mutex);
    return rc;
}

// ---- the key of the house ----------------------------------------------------------------------
static enum rc house_failed(const char *what) {
    log_event(LOG_ERROR, "house_key", "what=%s errno=%d", what, errno);
    return RC_IO;
}

static enum rc house_read(int fd, unsigned char *ret_key) {
    struct stat about;
    if (fstat(fd, &about) != 0 || about.st_size != KEY_SIZE)
        return house_failed("size");
    if ((about.st_mode & S_IRWXO) != 0)
        return house_failed("open_to_others");
    return read(fd, ret_key, KEY_SIZE) == KEY_SIZE ? RC_OK : house_failed("read");
}

static enum rc house_write(int fd, unsigned char *ret_key) {
    unsigned char key[KEY_SIZE];
    randombytes_buf(key, sizeof key);
    const bool written = write(fd, key, sizeof key) == (ssize_t)sizeof key && fsync(fd) == 0;
    memcpy(ret_key, key, sizeof key);
    sodium_memzero(key, sizeof key);
    return written ? RC_OK : house_failed("write");
}

static enum rc house_get(const char *path, bool make, unsigned char *ret_key) {
    const int fd = make ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600)
                        : open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return house_failed(make ? "make" : "missing");
    const enum rc rc = make ? house_write(fd, ret_key) : house_read(fd, ret_key);
    close(fd);
    return rc;
}

// A new name is safe only when its folder is on the disk too.
static enum rc folder_sync(struct arena *arena, const char *path) {
    const char *slash = strrchr(path, '/');
    const size_t n = slash == NULL ? 0 : (size_t)(slash - path) + 1;
    const char *folder = n == 0 ? "." : str_c(arena, (struct str){path, n});
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return house_failed("folder");
    const bool synced = fsync(fd) == 0;
    close(fd);
    return synced ? RC_OK : house_failed("folder");
}

static struct str house_path(struct arena *arena, struct str keys_path) {
    const struct str ending = STR(".keys");
    if (str_ends(keys_path, ending))
        keys_path = str_slice(keys_path, 0, keys_path.n - ending.n);
    return str_join(arena, keys_path, STR(".kek"));
}

// ---- life --------------------------------------------------------------------------------------
static void vault_stop(void *thing) {
    struct vault *vault = thing;
    sodium_munlock(&vault->secrets, sizeof vault->secrets); // wipes
    pthread_mutex_destroy(&vault->mutex);
}

static enum rc house_settle(struct vault *vault, struct arena *arena, struct str keys_path,
                            enum link_use use) {
    const char *path = str_c(arena, house_path(arena, keys_path));
    struct stat about;
    const bool whole = stat(path, &about) == 0 && about.st_size == KEY_SIZE;
    struct key_row row = {0};
    const enum rc any = db_row(&vault->db.ro, vault->scratch, &key_any, NULL, &row);
    if (any != RC_OK && any != RC_NOT_FOUND)
        return any;
    const bool make = use == LINK_CREATE && !whole && any == RC_NOT_FOUND;
    TRY(house_get(path, make, vault->secrets.house));
    return make ? folder_sync(arena, path) : RC_OK;
}

enum rc vault_start(struct arena *arena, struct str keys_path, enum link_use use,
                    struct vault **ret_vault) {
    ENSURE(sodium_init() >= 0);
    struct vault *vault = NEW(arena, struct vault);
    vault->scratch = arena_child(arena, SCRATCH);
    TRY(driver_sqlite.open(arena, keys_path, use, &vault->db.ro.link));
    if (use == LINK_CREATE)
        TRY(db_exec(&vault->db.ro, TABLE));
    // Kept out of swap where the system lets us; it works without.
    (void)sodium_mlock(&vault->secrets, sizeof vault->secrets);
    pthread_mutex_init(&vault->mutex, NULL);
    arena_defer(arena, vault_stop, vault);
    TRY(house_settle(vault, arena, keys_path, use));
    *ret_vault = vault;
    return RC_OK;
}
