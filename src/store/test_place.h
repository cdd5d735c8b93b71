// SPDX-License-Identifier: EUPL-1.2
// Where a store test keeps its data: a folder of its own and, when VLIEGWIEL_TEST_PG holds the URL
// of a server, a schema of its own there. Only tests include it.
#ifndef VLIEGWIEL_TEST_PLACE_H
#define VLIEGWIEL_TEST_PLACE_H
#include <dirent.h>
#include <unistd.h>

#include "store/db_driver.h"

struct place {
    struct arena *arena; // the test's own
    char folder[32];
    struct store_options options; // of a store that must be made
};

static inline struct str place_server(void) {
    return str_from_c(getenv("VLIEGWIEL_TEST_PG"));
}

static inline void place_server_do(struct place *place, const char *verb) {
    struct arena *arena = arena_new(1 << 16);
    struct connection *link = NULL;
    ENSURE(driver_postgres.open(arena, place_server(), LINK_WRITE, &link) == RC_OK);
    const struct str sql = str_fmt(arena, "%s SCHEMA \"%s\"%s", verb, place->folder + 5,
                                   strcmp(verb, "DROP") == 0 ? " CASCADE" : "");
    ENSURE(link->driver->exec(link, str_c(arena, sql)) == RC_OK);
    arena_free(arena);
}

static inline struct place place_make(bool postgres) {
    struct place place = {.arena = arena_new(16 << 20), .folder = "/tmp/store-test-XXXXXX"};
    ENSURE(mkdtemp(place.folder) != NULL);
    const struct str server = place_server();
    struct str url = str_fmt(place.arena, "%s/data.db", place.folder);
    size_t at = 0;
    if (postgres) {
        place_server_do(&place, "CREATE");
        url = str_fmt(place.arena, STR_FMT "%soptions=-csearch_path%%3D%%22%s%%22", STR_ARG(server),
                      str_find(server, STR("?"), &at) ? "&" : "?", place.folder + 5);
    }
    place.options = (struct store_options){
        .url = url,
        .keys_path = str_fmt(place.arena, "%s/own.keys", place.folder),
        .create = true,
    };
    return place;
}

static inline void place_remove_files(const char *folder) {
    DIR *files = opendir(folder);
    ENSURE(files != NULL);
    struct dirent *file = NULL;
    while ((file = readdir(files)) != NULL)
        (void)unlinkat(dirfd(files), file->d_name, 0); // not "." and ".."
    closedir(files);
    ENSURE(rmdir(folder) == 0);
}

static inline void place_remove(struct place *place) {
    if (driver_of(place->options.url) == &driver_postgres)
        place_server_do(place, "DROP");
    place_remove_files(place->folder);
    arena_free(place->arena);
}
#endif
