// SPDX-License-Identifier: EUPL-1.2
// Writes the OpenAPI document; see openapi.h.
#include "web/openapi.h"
#include "web/route.h"

// One member whose value is a text; what follows is the next member.
static void member(struct json *j, struct str key, struct str value) {
    json_key(j, key);
    json_str(j, value);
}

static void open_member(struct json *j, struct str key) {
    json_key(j, key);
    json_open_object(j);
}

// ---- path and its parameters -------------------------------------------------------------------

// "/cohorts/{cohort}" without the ":word" of other arguments.
static struct str path_of(struct arena *arena, const char *api) {
    struct buf b = buf_on(arena, 64);
    for (bool type = false; *api != '\0'; api++) {
        type = *api == ':' || (type && *api != '}');
        if (!type)
            buf_char(&b, *api);
    }
    return buf_done(&b);
}

static void parameter(struct json *j, struct str name, bool is_word) {
    json_open_object(j);
    member(j, STR("name"), name);
    member(j, STR("in"), STR("path"));
    json_key(j, STR("required"));
    json_bool(j, true);
    open_member(j, STR("schema"));
    member(j, STR("type"), is_word ? STR("string") : STR("integer"));
    json_end(j);
    json_end(j);
}

static void parameters(struct json *j, const char *api) {
    json_key(j, STR("parameters"));
    json_open_array(j);
    for (const char *at = strchr(api, '{'); at != NULL; at = strchr(at + 1, '{')) {
        const size_t n = strcspn(at + 1, ":}");
        parameter(j, (struct str){at + 1, n}, at[1 + n] == ':');
    }
    json_end(j);
}

// ---- rows --------------------------------------------------------------------------------------

static const struct {
    struct str type, format;
} kinds[] = {
    [VALUE_INT] = {STR("integer"), STR("int64")},
    [VALUE_OPT_INT] = {STR("integer"), STR("int64")},
    [VALUE_FLAG] = {STR("boolean"), STR_NONE},
    [VALUE_REAL] = {STR("number"), STR("double")},
    [VALUE_TEXT] = {STR("string"), STR_NONE},
    [VALUE_BLOB] = {STR_NONE, STR_NONE}, // never written
    [VALUE_DAY] = {STR("string"), STR("date")},
    [VALUE_CLOCK] = {STR("string"), STR("time")},
    [VALUE_INSTANT] = {STR("string"), STR("date-time")},
};

static void column(struct json *j, const struct column *column) {
    open_member(j, str_from_c(column->name));
    json_key(j, STR("type"));
    json_open_array(j);
    json_str(j, kinds[column->kind].type);
    if (column->nullable)
        json_str(j, STR("null"));
    json_end(j);
    if (kinds[column->kind].format.p != NULL)
        member(j, STR("format"), kinds[column->kind].format);
    json_end(j);
}

// A list of rows; without a shape, any JSON.
static void schema(struct json *j, const struct shape *shape) {
    open_member(j, STR("schema"));
    if (shape != NULL) {
        member(j, STR("type"), STR("array"));
        open_member(j, STR("items"));
        member(j, STR("type"), STR("object"));
        open_member(j, STR("properties"));
        for (size_t i = 0; i < shape->n_columns; i++)
            if (shape->columns[i].kind != VALUE_BLOB)
                column(j, &shape->columns[i]);
        json_end(j);
        json_end(j);
    }
    json_end(j);
}

// ---- operations --------------------------------------------------------------------------------

static void answers(struct json *j, const struct route *route) {
    open_member(j, STR("responses"));
    open_member(j, STR("200"));
    member(j, STR("description"), str_from_c(route->summary));
    open_member(j, STR("content"));
    open_member(j, STR("application/json"));
    schema(j, route->rows);
    json_end(j);
    json_end(j);
    json_end(j);
    open_member(j, STR("default"));
    member(j, STR("description"), STR("A problem, RFC 9457"));
    open_member(j, STR("content"));
    open_member(j, STR("application/problem+json"));
    json_end(j);
    json_end(j);
    json_end(j);
    json_end(j);
}

struct writing {
    struct json *j;
    struct arena *arena;
};

static void operation(const struct route *route, void *argument) {
    const struct writing *const w = argument;
    if (route->api == NULL || route->method != METHOD_GET)
        return;
    open_member(w->j, path_of(w->arena, route->api));
    open_member(w->j, STR("get"));
    member(w->j, STR("summary"), str_from_c(route->summary));
    member(w->j, STR("description"), STR("The same rows as text/csv when the path ends in .csv."));
    parameters(w->j, route->api);
    answers(w->j, route);
    json_end(w->j);
    json_end(w->j);
}

void openapi_write(struct buf *b, struct str version) {
    struct json json = json_on(b);
    json_open_object(&json);
    member(&json, STR("openapi"), STR("3.1.0"));
    open_member(&json, STR("info"));
    member(&json, STR("title"), STR("Vliegwiel"));
    member(&json, STR("version"), version);
    json_end(&json);
    json_key(&json, STR("servers"));
    json_open_array(&json);
    json_open_object(&json);
    member(&json, STR("url"), STR("/api/v1"));
    json_end(&json);
    json_end(&json);
    open_member(&json, STR("paths"));
    struct writing writing = {&json, b->arena};
    route_each(operation, &writing);
    json_end(&json);
    json_end(&json);
}
