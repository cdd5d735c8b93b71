// SPDX-License-Identifier: EUPL-1.2
// Serves embedded files; see asset.h. Their addresses carry a hash, so caches may keep them for
// ever.
#include "assets.h"
#include "web/app.h"
#include "web/asset.h"
#include "web/request.h"

static struct str bytes_of(const unsigned char *p, size_t n) {
    return (struct str){(const char *)p, n};
}

static const struct asset *asset_find(struct str path) {
    for (size_t i = 0; i < assets_n; i++)
        if (str_eq(str_from_c(assets[i].path), path))
            return &assets[i];
    return NULL;
}

bool asset_reply(const struct app *app, const struct request *request, struct reply *reply) {
    if (str_eq(request->path, STR("/thema.css")) && app_has_theme(app)) {
        *reply = (struct reply){
            .status = 200, .type = STR("text/css; charset=utf-8"), .still = app->options.theme};
        return true;
    }
    if (!str_starts(request->path, STR("/static/")))
        return false;
    const struct asset *const asset = asset_find(request->path);
    if (asset == NULL)
        return false;
    const bool gz = asset->gz_n > 0 && accept_names(request->accept_encoding, STR("gzip"));
    *reply = (struct reply){
        .status = 200,
        .type = str_from_c(asset->type),
        .still = gz ? bytes_of(asset->gz, asset->gz_n) : bytes_of(asset->bytes, asset->n),
        .encoding = gz ? STR("gzip") : STR_NONE,
        .immutable = true,
    };
    return true;
}
