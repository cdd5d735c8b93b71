// SPDX-License-Identifier: EUPL-1.2
// The thread that sends messages; see outbox.h. A claim moves the next try ahead, which is the
// lease; nothing is held open while the mail server answers.
#include <curl/curl.h>
#include <sodium.h>
#include <stdatomic.h>

#include "app/outbox.h"
#include "base/log.h"
#include "feature/account/door.h"
#include "feature/cohort/consent.h"
#include "feature/message/news.h"

enum {
    SEND_ARENA = 4 << 20,
    POLL_MS = 500,
    NEWS_MS = 10 * 1000, // how often it is looked whether there is news
    CONNECT_S = 10,
    SEND_S = 60,
    SUBJECT_MAX = 45, // bytes that fit one encoded word of RFC 2047
    PROBLEM_PERMANENT = 500,
};

struct sender {
    struct store *store;
    struct outbox_options options;
    struct reader *reader;
    int64_t news_ms; // when there was last looked for news
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t stop;
    atomic_bool stopping;
};

// ---- steps in the writer ------------------------------------------------------------------------

struct step {
    struct sender *sender;
    struct arena *arena;
    struct message_claim_row claim;
    bool claimed;
    struct news news; // what the letter tells
    struct str problem;
};

static enum rc step_news(struct db *db, void *argument) {
    const struct step *const step = argument;
    return news_gather(db, step->arena, instant_now());
}

static enum rc step_resets(struct db *db, void *argument) {
    const struct step *const step = argument;
    const struct instant now = instant_now();
    return door_resets_send(db, &(struct door){.arena = step->arena,
                                               .vault = store_vault(step->sender->store),
                                               .today = instant_day(now),
                                               .now = now});
}

static enum rc step_reminders(struct db *db, void *argument) {
    const struct step *const step = argument;
    const struct instant now = instant_now();
    return consent_reminders_send(db, &(struct consent_asking){step->arena,
                                                               store_vault(step->sender->store),
                                                               instant_day(now), now});
}

static enum rc step_claim(struct db *db, void *argument) {
    struct step *const step = argument;
    const struct instant now = instant_now(), lease = {now.s + MESSAGE_LEASE_S};
    const enum rc rc =
        q_message_claim(db, step->arena, now, lease, news_may_leave(now), &step->claim);
    step->claimed = rc == RC_OK;
    return rc == RC_NOT_FOUND ? RC_OK : rc;
}

// What it told is noted with it, so that a crash repeats the letter or nothing.
static enum rc step_sent(struct db *db, void *argument) {
    const struct step *const step = argument;
    TRY(news_told(db, &step->news, instant_now()));
    return q_message_sent(db, step->claim.id, instant_now(), NULL);
}

static enum rc step_needless(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_message_needless(db, step->claim.id, NULL);
}

static enum rc step_later(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_message_later(db, step->claim.id,
                           message_next_try(instant_now(), step->claim.attempts), step->problem,
                           NULL);
}

static enum rc step_failed(struct db *db, void *argument) {
    const struct step *const step = argument;
    return q_message_failed(db, step->claim.id, step->problem, NULL);
}

static void take(struct step *step, enum rc (*run)(struct db *, void *)) {
    const enum rc rc = store_write(step->sender->store, run, step);
    if (rc != RC_OK)
        log_event(LOG_ERROR, "outbox_step", "message=%" PRId64 " rc=%s", step->claim.id,
                  rc_name(rc));
}

// ---- one letter by SMTP -------------------------------------------------------------------------

static struct curl_slist *header(struct curl_slist *list, struct arena *arena, const char *name,
                                 struct str value) {
    struct curl_slist *const longer =
        curl_slist_append(list, str_c(arena, str_fmt(arena, "%s: " STR_FMT, name, STR_ARG(value))));
    ENSURE(longer != NULL);
    return longer;
}

// One encoded word, whatever stands in it: no byte of it can end a header.
static struct str encoded(struct arena *arena, struct str text) {
    ENSURE(text.n <= SUBJECT_MAX);
    char word[sodium_base64_ENCODED_LEN(SUBJECT_MAX, sodium_base64_VARIANT_ORIGINAL)];
    sodium_bin2base64(word, sizeof word, (const unsigned char *)text.p, text.n,
                      sodium_base64_VARIANT_ORIGINAL);
    return str_fmt(arena, "=?UTF-8?B?%s?=", word);
}

static struct str date_of(struct arena *arena) {
    static const char *const days[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const int64_t s = instant_now().s, of_day = s % 86400;
    const struct day day = {(int32_t)(s / 86400)};
    int year, month, of_month;
    day_ymd(day, &year, &month, &of_month);
    return str_fmt(arena, "%s, %02d %s %d %02d:%02d:%02d +0000", days[day_weekday(day)], of_month,
                   months[month - 1], year, (int)(of_day / 3600), (int)(of_day / 60 % 60),
                   (int)(of_day % 60));
}

static struct str bracketed(struct arena *arena, struct str text) {
    return str_fmt(arena, "<" STR_FMT ">", STR_ARG(text));
}

static void curl_release(void *curl) {
    curl_easy_cleanup(curl);
}
static void list_release(void *list) {
    curl_slist_free_all(list);
}
static void mime_release(void *mime) {
    curl_mime_free(mime);
}

static void letter_load(struct arena *arena, CURL *curl, const struct outbox_options *options,
                        const struct letter *letter) {
    struct curl_slist *headers = NULL;
    headers = header(headers, arena, "From", bracketed(arena, options->from));
    headers = header(headers, arena, "To", bracketed(arena, letter->to));
    headers = header(headers, arena, "Subject", encoded(arena, letter->subject));
    headers = header(headers, arena, "Date", date_of(arena));
    headers = header(headers, arena, "Message-ID", bracketed(arena, letter->id));
    headers = header(headers, arena, "Auto-Submitted", STR("auto-generated"));
    arena_defer(arena, list_release, headers);
    curl_mime *const mime = curl_mime_init(curl);
    ENSURE(mime != NULL);
    arena_defer(arena, mime_release, mime);
    curl_mimepart *const part = curl_mime_addpart(mime);
    curl_mime_data(part, letter->text.p, letter->text.n);
    curl_mime_type(part, "text/plain; charset=utf-8");
    curl_mime_encoder(part, "quoted-printable");
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, headers);
    curl_easy_setopt(curl, CURLOPT_MIMEPOST, mime);
}

static void server_load(struct arena *arena, CURL *curl, const struct outbox_options *options,
                        const struct letter *letter) {
    struct curl_slist *const to =
        curl_slist_append(NULL, str_c(arena, bracketed(arena, letter->to)));
    ENSURE(to != NULL);
    arena_defer(arena, list_release, to);
    curl_easy_setopt(curl, CURLOPT_URL, str_c(arena, options->smtp_url));
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    curl_easy_setopt(curl, CURLOPT_MAIL_FROM, str_c(arena, bracketed(arena, options->from)));
    curl_easy_setopt(curl, CURLOPT_MAIL_RCPT, to);
    curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
    curl_easy_setopt(curl, CURLOPT_TIMEOUT, (long)SEND_S);
    curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
    if (str_is(options->user)) { // a password travels only under TLS
        curl_easy_setopt(curl, CURLOPT_USE_SSL, (long)CURLUSESSL_ALL);
        curl_easy_setopt(curl, CURLOPT_USERNAME, str_c(arena, options->user));
        curl_easy_setopt(curl, CURLOPT_PASSWORD, str_c(arena, options->password));
    }
}

// Gives STR_NONE when the mail server took the letter. A 5xx means that it never will.
static struct str letter_send(struct arena *arena, const struct outbox_options *options,
                              const struct letter *letter, bool *ret_permanent) {
    CURL *const curl = curl_easy_init();
    ENSURE(curl != NULL);
    arena_defer(arena, curl_release, curl);
    server_load(arena, curl, options, letter);
    letter_load(arena, curl, options, letter);
    const CURLcode code = curl_easy_perform(curl);
    long answer = 0;
    curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer);
    *ret_permanent = code != CURLE_OK && code != CURLE_LOGIN_DENIED && answer >= PROBLEM_PERMANENT;
    return code == CURLE_OK ? STR_NONE
                            : str_fmt(arena, "%s (%ld)", curl_easy_strerror(code), answer);
}

// ---- what waits ---------------------------------------------------------------------------------

static enum rc letter_read(struct step *step, struct letter *ret_letter) {
    struct sender *const sender = step->sender;
    struct db_ro *ro;
    struct message_get_row row;
    TRY(reader_begin(sender->reader, &ro));
    enum rc rc = q_message_get(ro, step->arena, step->claim.id, &row);
    if (rc == RC_OK)
        rc = news_letter(ro, step->arena, store_vault(sender->store), sender->options.base_url,
                         &row, instant_now(), ret_letter, &step->news);
    reader_end(sender->reader);
    return rc;
}

static void send_claimed(struct step *step) {
    struct letter letter;
    bool permanent = false;
    const enum rc rc = letter_read(step, &letter);
    if (rc == RC_OK)
        step->problem = letter_send(step->arena, &step->sender->options, &letter, &permanent);
    else
        step->problem = str_from_c(rc_name(rc));
    if (rc == RC_NOT_FOUND) {
        take(step, step_needless);
        return;
    }
    permanent |= rc == RC_INVALID || step->claim.attempts >= MESSAGE_ATTEMPTS;
    if (step->problem.p == NULL)
        take(step, step_sent);
    else
        take(step, permanent ? step_failed : step_later);
}

struct found {
    bool resets, reminders, message, news;
};

// News is looked for now and then, and only where it can be sent or read.
static void look_for_news(struct sender *sender, struct arena *arena, struct db_ro *ro,
                          struct found *found) {
    const int64_t now_ms = clock_mono_ms();
    const bool can = str_is(sender->options.smtp_url) || sender->options.is_demo;
    if (!can || now_ms - sender->news_ms < NEWS_MS)
        return;
    sender->news_ms = now_ms;
    if (news_are_there(ro, arena, instant_now(), &found->news) != RC_OK)
        found->news = false;
}

static struct found look(struct sender *sender, struct arena *arena) {
    struct found found = {false, false, false, false};
    struct db_ro *ro;
    struct door_resets resets;
    struct message_due_row due;
    if (reader_begin(sender->reader, &ro) != RC_OK)
        return found;
    if (q_door_resets(ro, arena, &resets) == RC_OK)
        found.resets = resets.n > 0;
    found.reminders = consent_reminders_due(ro, arena, instant_now());
    look_for_news(sender, arena, ro, &found);
    const struct instant now = instant_now();
    if (q_message_due(ro, arena, now, news_may_leave(now), &due) == RC_OK)
        found.message = due.n > 0 && str_is(sender->options.smtp_url);
    reader_end(sender->reader);
    return found;
}

// Gives whether there was something to do.
static bool send_once(struct sender *sender) {
    struct arena *const arena = arena_new(SEND_ARENA);
    struct step step = {.sender = sender, .arena = arena, .problem = STR_NONE};
    const struct found found = look(sender, arena);
    if (found.resets)
        take(&step, step_resets);
    if (found.reminders)
        take(&step, step_reminders);
    if (found.news)
        take(&step, step_news);
    if (found.message)
        take(&step, step_claim);
    if (step.claimed)
        send_claimed(&step);
    arena_free(arena);
    return step.claimed;
}

// ---- the thread ---------------------------------------------------------------------------------

static void rest(struct sender *sender) {
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += POLL_MS * 1000000L;
    until.tv_sec += until.tv_nsec / 1000000000L;
    until.tv_nsec %= 1000000000L;
    pthread_mutex_lock(&sender->mutex);
    if (!atomic_load(&sender->stopping))
        pthread_cond_timedwait(&sender->stop, &sender->mutex, &until);
    pthread_mutex_unlock(&sender->mutex);
}

static void *sender_main(void *argument) {
    struct sender *const sender = argument;
    while (!atomic_load(&sender->stopping))
        if (!send_once(sender))
            rest(sender);
    return NULL;
}

static void sender_stop(void *thing) {
    struct sender *const sender = thing;
    pthread_mutex_lock(&sender->mutex);
    atomic_store(&sender->stopping, true);
    pthread_cond_signal(&sender->stop);
    pthread_mutex_unlock(&sender->mutex);
    pthread_join(sender->thread, NULL);
    pthread_cond_destroy(&sender->stop);
    pthread_mutex_destroy(&sender->mutex);
}

static void reader_release(void *reader) {
    reader_close(reader);
}

enum rc outbox_start(struct arena *arena, struct store *store,
                     const struct outbox_options *options) {
    struct sender *const sender = NEW(arena, struct sender);
    sender->store = store;
    sender->options = *options;
    sender->news_ms = clock_mono_ms() - NEWS_MS;
    if (str_is(options->smtp_url) && !message_address_is_safe(options->from))
        return RC_USAGE;
    ENSURE(curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK);
    TRY(reader_open(store, &sender->reader));
    arena_defer(arena, reader_release, sender->reader);
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_cond_init(&sender->stop, &monotonic);
    pthread_condattr_destroy(&monotonic);
    pthread_mutex_init(&sender->mutex, NULL);
    if (pthread_create(&sender->thread, NULL, sender_main, sender) != 0) {
        pthread_cond_destroy(&sender->stop);
        pthread_mutex_destroy(&sender->mutex);
        return RC_IO;
    }
    arena_defer(arena, sender_stop, sender);
    return RC_OK;
}
