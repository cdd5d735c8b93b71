// SPDX-License-Identifier: EUPL-1.2
// The driver for PostgreSQL: the only file that knows libpq. Values travel in the binary format, so
// that nothing is parsed or escaped. Log lines carry the SQLSTATE; the text of an error only when
// it is about the SQL itself, because others repeat values.
#include <libpq-fe.h>

#include "base/log.h"
#include "store/postgres_wire.h"

// The types this house uses, by their numbers in the catalogue pg_type.
enum {
    OID_BOOL = 16,
    OID_BYTEA = 17,
    OID_INT8 = 20,
    OID_INT4 = 23,
    OID_TEXT = 25,
    OID_FLOAT8 = 701,
};
enum { BINARY = 1 };

// Every query is found by keys, so one plan fits all values: planning each time costs more than
// running.
static const char SETTINGS[] = "SET client_encoding = 'UTF8'; SET lock_timeout = '2s';"
                               "SET statement_timeout = '30s'; SET jit = off;"
                               "SET plan_cache_mode = force_generic_plan;";
// A reader's transaction is what it asks between two synchronisation points of libpq's pipeline:
// the server opens and ends it by itself, which spares two questions of every page.
static const char SETTINGS_READ[] = "SET default_transaction_isolation = 'repeatable read';"
                                    "SET default_transaction_read_only = on;";

enum { AHEAD_MAX = 8, AHEAD_BYTES = 256 };
// A question on its way whose answer nobody has taken.
struct ahead {
    const struct query *query;
    char values[AHEAD_BYTES]; // its parameters, to know it by
    size_t n;
};

struct postgres_link {
    struct connection link; // first
    PGconn *handle;
    PGresult *result; // between start and finish
    int next_row;
    struct ahead ahead[AHEAD_MAX]; // in the order in which they were sent
    size_t n_ahead, n_taken;
    bool is_flushed; // the server knows that somebody waits for them
    bool ending;     // the end of a reader's transaction was sent, its answer not yet taken
};

static struct postgres_link *own(struct connection *link) {
    return (struct postgres_link *)link;
}

static bool is_connected(struct connection *link) {
    return PQstatus(own(link)->handle) == CONNECTION_OK;
}

static bool starts(const char *state, const char *class) {
    return strncmp(state, class, strlen(class)) == 0;
}

static enum rc result_rc(const PGresult *result, const char *what) {
    const ExecStatusType status = PQresultStatus(result);
    if (status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY)
        return RC_OK;
    const char *state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    if (state == NULL)
        state = "lost";
    // Serialisation failure, deadlock, lock time-out.
    if (starts(state, "40001") || starts(state, "40P01") || starts(state, "55P03"))
        return RC_BUSY;
    if (starts(state, "23")) // integrity constraint violation
        return RC_CONFLICT;
    if (starts(state, "57014")) // statement time-out
        return RC_LIMIT;
    const char *text =
        starts(state, "42") ? PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY) : "";
    log_event(LOG_ERROR, "database", "query=%s code=%s error=%s", what, state, text);
    return RC_IO;
}

static enum rc postgres_exec(struct connection *link, const char *sql) {
    if (!is_connected(link))
        return RC_BUSY;
    PGresult *result = PQexec(own(link)->handle, sql);
    const enum rc rc = result_rc(result, "exec");
    PQclear(result);
    return rc;
}

// ---- opening -----------------------------------------------------------------------------------
static void postgres_close_link(void *thing) {
    struct postgres_link *link = thing;
    PQfinish(link->handle);
}

static void notice_drop(void *context, const char *message) {
    (void)context;
    (void)message;
}

static enum rc postgres_settle(struct connection *link) {
    if (is_connected(link)) {
        TRY(postgres_exec(link, SETTINGS));
        return link->use == LINK_READ ? postgres_exec(link, SETTINGS_READ) : RC_OK;
    }
    log_event(LOG_ERROR, "database_connect", "database=postgresql");
    return RC_IO;
}

static enum rc postgres_open(struct arena *arena, struct str url, enum link_use use,
                             struct connection **ret_link) {
    struct postgres_link *link = NEW(arena, struct postgres_link);
    link->link = (struct connection){.driver = &driver_postgres, .arena = arena, .use = use};
    link->handle = PQconnectdb(str_c(arena, url));
    ENSURE(link->handle != NULL);
    arena_defer(arena, postgres_close_link, link);
    PQsetNoticeProcessor(link->handle, notice_drop, NULL);
    TRY(postgres_settle(&link->link));
    *ret_link = &link->link;
    return RC_OK;
}

static enum rc postgres_reconnect(struct connection *link) {
    PQreset(own(link)->handle); // leaves the pipeline too
    own(link)->n_ahead = own(link)->n_taken = 0;
    if (link->n_slots > 0)
        memset(link->slots, 0, link->n_slots * sizeof *link->slots);
    return postgres_settle(link);
}

// Takes the answer to the end of the last transaction: most often it lies there already. False when
// another comes, or none: then nobody knows where the connection stands.
static bool has_ended(struct connection *link) {
    if (!own(link)->ending)
        return true;
    own(link)->ending = false;
    PGresult *result = PQgetResult(own(link)->handle);
    const bool is_end = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
    PQclear(result);
    return is_end;
}

// One answer of the pipeline: its result and the mark after it.
static PGresult *answer_take(struct connection *link) {
    PGresult *result = PQgetResult(own(link)->handle);
    PQclear(PQgetResult(own(link)->handle)); // NULL: there is no more
    return result;
}

static bool ahead_flush(struct connection *link) {
    if (!own(link)->is_flushed)
        own(link)->is_flushed = PQsendFlushRequest(own(link)->handle) == 1;
    return own(link)->is_flushed;
}

// What was asked ahead and is not wanted after all.
static void ahead_drop(struct connection *link) {
    struct postgres_link *const own_link = own(link);
    for (; own_link->n_taken < own_link->n_ahead && ahead_flush(link); own_link->n_taken++)
        PQclear(answer_take(link));
    own_link->n_ahead = own_link->n_taken = 0;
}

static enum rc postgres_begin(struct connection *link) {
    if (!has_ended(link) || !is_connected(link))
        TRY(postgres_reconnect(link));
    if (link->use != LINK_READ)
        return postgres_exec(link, "BEGIN ISOLATION LEVEL SERIALIZABLE");
    return PQenterPipelineMode(own(link)->handle) == 1 ? RC_OK : RC_BUSY;
}

static void postgres_rollback(struct connection *link) {
    ahead_drop(link);
    if (link->use == LINK_READ)
        own(link)->ending = PQpipelineSync(own(link)->handle) == 1;
    else
        (void)postgres_exec(link, "ROLLBACK");
}

static void postgres_checkpoint(struct connection *link) {
    (void)link; // the server's own work
}

// ---- prepared statements -----------------------------------------------------------------------
static Oid parameter_type(enum value_kind kind) {
    static const Oid types[] = {[STORED_INT] = OID_INT8,
                                [STORED_REAL] = OID_FLOAT8,
                                [STORED_TEXT] = OID_TEXT,
                                [STORED_BLOB] = OID_BYTEA};
    return types[value_storage(kind)];
}

static bool column_fits(Oid type, enum value_kind kind) {
    return type == parameter_type(kind) ||
           (value_storage(kind) == STORED_INT && (type == OID_INT4 || type == OID_BOOL));
}

// A query that is prepared for one run uses the statement without a name.
static const char *statement_name(const struct query *query) {
    return query->id < 0 ? "" : query->name;
}

static enum rc columns_fit(const PGresult *description, const struct query *query) {
    const size_t n_out = query->out == NULL ? 0 : query->out->n_columns;
    bool fits = (size_t)PQnfields(description) == n_out;
    for (size_t i = 0; fits && i < n_out; i++)
        fits = column_fits(PQftype(description, (int)i), query->out->columns[i].kind);
    if (fits)
        return RC_OK;
    log_event(LOG_ERROR, "database_shape", "query=%s", query->name);
    return RC_IO;
}

// The answer to what was sent. In a pipeline the server must be told that somebody waits.
static PGresult *answer(struct connection *link, int sent) {
    PGconn *handle = own(link)->handle;
    if (sent == 1 && PQpipelineStatus(handle) != PQ_PIPELINE_OFF)
        sent = PQsendFlushRequest(handle);
    return sent == 1 ? answer_take(link) : NULL;
}

static enum rc statement_make(struct connection *link, const struct query *query) {
    Oid types[PARAMETERS_MAX];
    for (size_t i = 0; i < query->n_in; i++)
        types[i] = parameter_type(query->in[i]);
    PGresult *result = answer(link, PQsendPrepare(own(link)->handle, statement_name(query),
                                                  query->sql_postgres, (int)query->n_in, types));
    const enum rc rc = result_rc(result, query->name);
    PQclear(result);
    return rc;
}

static enum rc statement_fits(struct connection *link, const struct query *query) {
    PGresult *description =
        answer(link, PQsendDescribePrepared(own(link)->handle, statement_name(query)));
    enum rc rc = result_rc(description, query->name);
    if (rc == RC_OK)
        rc = columns_fit(description, query);
    PQclear(description);
    return rc;
}

static enum rc postgres_prepare(struct connection *link, const struct query *query) {
    void **slot = link_slot(link, query->id);
    if (slot != NULL && *slot != NULL)
        return RC_OK;
    TRY(statement_make(link, query));
    TRY(statement_fits(link, query));
    if (slot != NULL)
        *slot = link; // any mark will do: the server finds it by name
    return RC_OK;
}

// ---- running -----------------------------------------------------------------------------------
static int send(struct connection *link, const struct query *query, const struct wire *wire) {
    return PQsendQueryPrepared(own(link)->handle, statement_name(query), (int)query->n_in,
                               wire->values, wire->lengths, wire->formats, BINARY);
}

// False when the parameters are too long to know a question by.
static bool ahead_know(struct ahead *ahead, const struct query *query, const struct wire *wire) {
    *ahead = (struct ahead){.query = query};
    for (size_t i = 0; i < query->n_in; i++) {
        const int n = wire->values[i] == NULL ? -1 : wire->lengths[i];
        if (ahead->n + sizeof n + (size_t)(n > 0 ? n : 0) > AHEAD_BYTES)
            return false;
        memcpy(ahead->values + ahead->n, &n, sizeof n);
        ahead->n += sizeof n;
        if (n > 0)
            memcpy(ahead->values + ahead->n, wire->values[i], (size_t)n);
        ahead->n += (size_t)(n > 0 ? n : 0);
    }
    return true;
}

// Only what is prepared already: preparing would be a journey of its own.
static void postgres_ahead(struct connection *link, const struct query *query,
                           const struct value *in) {
    struct postgres_link *const own_link = own(link);
    void **const slot = link_slot(link, query->id);
    if (!is_connected(link) || slot == NULL || *slot == NULL || own_link->n_ahead == AHEAD_MAX)
        return;
    struct wire wire;
    for (size_t i = 0; i < query->n_in; i++)
        wire_value(&wire, i, &in[i]);
    if (ahead_know(&own_link->ahead[own_link->n_ahead], query, &wire) &&
        send(link, query, &wire) == 1) {
        own_link->n_ahead++;
        own_link->is_flushed = false;
    }
}

// NULL when the next question on its way is another one; then none of them is wanted any more.
static PGresult *ahead_answer(struct connection *link, const struct query *query,
                              const struct wire *wire) {
    struct postgres_link *const own_link = own(link);
    const struct ahead *const next = &own_link->ahead[own_link->n_taken];
    struct ahead asked;
    if (own_link->n_taken == own_link->n_ahead)
        return NULL;
    if (!ahead_know(&asked, query, wire) || next->query != query || next->n != asked.n ||
        memcmp(next->values, asked.values, asked.n) != 0 || !ahead_flush(link)) {
        ahead_drop(link);
        return NULL;
    }
    own_link->n_taken++;
    return answer_take(link);
}

static enum rc postgres_start(struct connection *link, const struct query *query,
                              const struct value *in) {
    if (!is_connected(link))
        return RC_BUSY; // what was done before is gone with the connection
    struct wire wire;
    for (size_t i = 0; i < query->n_in; i++)
        wire_value(&wire, i, &in[i]);
    PGresult *result = ahead_answer(link, query, &wire);
    if (result == NULL) {
        TRY(postgres_prepare(link, query));
        result = answer(link, send(link, query, &wire));
    }
    const enum rc rc = result_rc(result, query->name);
    if (rc != RC_OK) {
        PQclear(result);
        return is_connected(link) ? rc : RC_BUSY;
    }
    own(link)->result = result;
    own(link)->next_row = 0;
    return RC_OK;
}

static enum rc postgres_step(struct connection *link, const struct query *query,
                             struct value *ret_cells, bool *ret_row) {
    const PGresult *result = own(link)->result;
    const int row = own(link)->next_row++;
    *ret_row = row < PQntuples(result);
    for (size_t i = 0; *ret_row && i < query->out->n_columns; i++) {
        ret_cells[i].kind = query->out->columns[i].kind;
        wire_cell(result, row, (int)i, &ret_cells[i]);
    }
    return RC_OK;
}

static int64_t postgres_finish(struct connection *link, const struct query *query) {
    (void)query;
    int64_t changed = 0;
    if (str_i64(str_from_c(PQcmdTuples(own(link)->result)), &changed) != RC_OK)
        changed = 0; // a statement that counts nothing gives an empty text
    PQclear(own(link)->result);
    own(link)->result = NULL;
    return changed;
}

const struct driver driver_postgres = {
    .open = postgres_open,
    .begin = postgres_begin,
    .rollback = postgres_rollback,
    .exec = postgres_exec,
    .prepare = postgres_prepare,
    .start = postgres_start,
    .ahead = postgres_ahead,
    .step = postgres_step,
    .finish = postgres_finish,
    .checkpoint = postgres_checkpoint,
};
