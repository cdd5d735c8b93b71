// SPDX-License-Identifier: EUPL-1.2
// `vliegwiel effect`; see effect_cli.h.
#include "app/effect/effect_cli.h"

#include <math.h>

#include "app/effect/effect_methods.h"
#include "app/effect/effect_number.h"

enum { RUN_ARENA = 1 << 30 };

// A name of two words stands before the one that it begins with.
static const struct effect_method *const METHODS[] = {
    &effect_did_method,           &effect_power_method,    &effect_ri_method,
    &effect_survey_method,        &effect_suppress_method, &effect_network_qap_method,
    &effect_network_mrqap_method, &effect_network_method,  &effect_flywheel_bass_method,
    &effect_flywheel_method,      &effect_agility_method,  &effect_ledger_method,
    &effect_outflow_method};

// ---- remarks -----------------------------------------------------------------------------------

static void add(struct arena *arena, struct effect_remarks *remarks, const char *rule,
                struct str detail) {
    if (remarks->n == remarks->capacity) {
        remarks->capacity = 2 * remarks->capacity + 16;
        struct effect_remark *list = NEW_ARRAY(arena, struct effect_remark, remarks->capacity);
        for (size_t i = 0; i < remarks->n; i++)
            list[i] = remarks->list[i];
        remarks->list = list;
    }
    remarks->list[remarks->n++] = (struct effect_remark){rule, detail};
}

static struct str PRINTF_LIKE(2, 0) made(struct arena *arena, const char *format, va_list values) {
    va_list again;
    va_copy(again, values);
    const int n = vsnprintf(NULL, 0, format, values);
    ENSURE(n >= 0);
    char *const text = arena_bytes(arena, (size_t)n + 1);
    vsnprintf(text, (size_t)n + 1, format, again);
    va_end(again);
    return (struct str){text, (size_t)n};
}

void effect_refuse(struct effect_run *run, const char *rule, const char *format, ...) {
    va_list values;
    va_start(values, format);
    add(run->arena, &run->refusals, rule, made(run->arena, format, values));
    va_end(values);
}

void effect_warn(struct effect_run *run, const char *rule, const char *format, ...) {
    va_list values;
    va_start(values, format);
    add(run->arena, &run->warnings, rule, made(run->arena, format, values));
    va_end(values);
}

// ---- options -----------------------------------------------------------------------------------

struct str effect_option(const struct effect_run *run, const char *name) {
    const struct str value = cli_value(run->cli, name);
    return str_is(value) ? value : STR_NONE;
}

enum rc effect_option_real(const struct effect_run *run, const char *name, double least,
                           double most, double otherwise, double *ret_number) {
    const struct str value = effect_option(run, name);
    double number = otherwise;
    if (str_is(value) &&
        (effect_number_read(value, &number) != RC_OK || !(number >= least && number <= most))) {
        fprintf(stderr, "vliegwiel %s: --%s takes a number from %g to %g\n", run->cli->verb, name,
                least, most);
        return RC_USAGE;
    }
    *ret_number = number;
    return RC_OK;
}

enum rc effect_option_word(const struct effect_run *run, const char *name, const char *words,
                           int *ret_place) {
    const struct str value = effect_option(run, name);
    struct str rest = str_from_c(words), word;
    for (int place = 0; str_cut(&rest, ' ', &word); place++) {
        if (!str_eq(word, value))
            continue;
        *ret_place = place;
        return RC_OK;
    }
    fprintf(stderr, "vliegwiel %s: --%s takes one of: %s\n", run->cli->verb, name, words);
    return RC_USAGE;
}

enum rc effect_option_needed(const struct effect_run *run, const char *names) {
    struct str rest = str_from_c(names), name;
    while (str_cut(&rest, ' ', &name)) {
        if (str_is(effect_option(run, str_c(run->arena, name))))
            continue;
        fprintf(stderr, "vliegwiel %s: --" STR_FMT " is needed\n", run->cli->verb, STR_ARG(name));
        return RC_USAGE;
    }
    return RC_OK;
}

static const char *text_option(const struct effect_run *run, const char *name) {
    const struct str value = effect_option(run, name);
    return str_is(value) ? str_c(run->arena, value) : NULL;
}

// ---- answers -----------------------------------------------------------------------------------

struct json effect_json_begin(struct effect_run *run, struct buf *b) {
    *b = buf_on(run->arena, 4096);
    struct json j = json_on(b);
    json_open_object(&j);
    effect_json_text(&j, "method", run->cli->verb + sizeof "effect");
    effect_json_text(&j, "engine_version", EFFECT_ENGINE_VERSION);
    effect_json_whole(&j, "seed", (int64_t)run->seed);
    return j;
}

static void remarks_json(struct json *j, const char *key, const struct effect_remarks *remarks) {
    json_key(j, str_from_c(key));
    json_open_array(j);
    for (size_t i = 0; i < remarks->n; i++) {
        json_open_object(j);
        effect_json_text(j, "rule", remarks->list[i].rule);
        json_key(j, STR("detail"));
        json_str(j, remarks->list[i].detail);
        json_end(j);
    }
    json_end(j);
}

static void remarks_say(const struct effect_run *run, const char *word,
                        const struct effect_remarks *remarks) {
    for (size_t i = 0; i < remarks->n; i++)
        fprintf(stderr, "vliegwiel %s: %s %s: " STR_FMT "\n", run->cli->verb, word,
                remarks->list[i].rule, STR_ARG(remarks->list[i].detail));
}

enum rc effect_json_end(struct effect_run *run, struct json *j, bool is_empty) {
    remarks_json(j, "refused", &run->refusals);
    remarks_json(j, "warnings", &run->warnings);
    json_end(j);
    buf_char(j->b, '\n');
    const struct str text = buf_done(j->b);
    if (!str_is(effect_option(run, "json"))) {
        remarks_say(run, "refused", &run->refusals);
        remarks_say(run, "warning", &run->warnings);
    } else if (fwrite(text.p, 1, text.n, stdout) != text.n || fflush(stdout) != 0) {
        return RC_IO;
    }
    return is_empty && run->refusals.n > 0 ? RC_INFEASIBLE : RC_OK;
}

void effect_json_real(struct json *j, const char *key, double value) {
    json_key(j, str_from_c(key));
    json_f64(j, value);
}

void effect_json_whole(struct json *j, const char *key, int64_t value) {
    json_key(j, str_from_c(key));
    json_i64(j, value);
}

void effect_json_text(struct json *j, const char *key, const char *value) {
    json_key(j, str_from_c(key));
    json_str(j, str_from_c(value));
}

static struct effect_claim completed(const struct effect_run *run, struct effect_claim claim) {
    claim.label = text_option(run, "label");
    claim.unit = text_option(run, "unit-label");
    claim.relevant = run->relevant;
    return claim;
}

void effect_json_claim(struct effect_run *run, struct json *j, struct effect_claim claim) {
    const struct effect_claim whole = completed(run, claim);
    const char class[] = {effect_class_letter(whole.class), '\0'};
    effect_json_text(j, "class", class);
    effect_json_text(j, "sentence_nl", effect_sentence(run->arena, &whole, EFFECT_DUTCH));
    effect_json_text(j, "sentence_en", effect_sentence(run->arena, &whole, EFFECT_ENGLISH));
}

char *effect_say(struct effect_run *run, struct effect_claim claim) {
    const struct effect_claim whole = completed(run, claim);
    return effect_sentence(run->arena, &whole, run->language);
}

enum rc effect_picture(const struct effect_run *run, struct str svg) {
    const struct str name = effect_option(run, "svg");
    if (!str_is(name))
        return RC_OK;
    FILE *const file = fopen(str_c(run->arena, name), "wb");
    const bool is_written = file != NULL && fwrite(svg.p, 1, svg.n, file) == svg.n;
    if ((file == NULL || fclose(file) == 0) && is_written)
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: cannot write " STR_FMT "\n", run->cli->verb, STR_ARG(name));
    return RC_IO;
}

enum rc effect_no_picture(const struct effect_run *run) {
    if (!str_is(effect_option(run, "svg")))
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: there is no picture of this\n", run->cli->verb);
    return RC_USAGE;
}

// ---- the verb ----------------------------------------------------------------------------------

// An outcome may not be called what no measurement shows.
static enum rc check_label(const struct effect_run *run) {
    const char *const label = text_option(run, "label");
    const char *const banned = label == NULL ? NULL : effect_words_banned(label, -1, false);
    if (banned == NULL)
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: --label must not say: %s\n", run->cli->verb, banned);
    return RC_USAGE;
}

static enum rc read_common(struct effect_run *run) {
    int64_t seed;
    int design, language;
    TRY(cli_number(run->cli, "seed", 0, INT64_MAX, &seed));
    TRY(effect_option_word(run, "design", "none staggered lot", &design));
    TRY(effect_option_word(run, "lang", "nl en", &language));
    TRY(effect_option_real(run, "relevant", 0, 1e15, NAN, &run->relevant));
    TRY(check_label(run));
    run->seed = (uint64_t)seed;
    run->design = (enum effect_design)design;
    run->language = (enum effect_language)language;
    return RC_OK;
}

static enum rc read_files(struct effect_run *run, const struct effect_method *method) {
    run->n_files = (size_t)run->cli->n_rest;
    run->files = NEW_ARRAY(run->arena, struct str, run->n_files);
    for (size_t i = 0; i < run->n_files; i++)
        run->files[i] = str_from_c(run->cli->rest[i]);
    if (run->n_files >= method->n_files_least && run->n_files <= method->n_files_most)
        return RC_OK;
    fprintf(stderr, "vliegwiel %s: give %s\n", run->cli->verb, method->usage);
    return RC_USAGE;
}

static enum rc run_method(struct arena *arena, const struct effect_method *method, int argc,
                          char **argv) {
    struct cli cli = {
        .verb = str_c(arena, str_fmt(arena, "effect %s", method->name)),
        .usage = method->usage,
        .options = method->options,
        .n_options = method->n_options,
    };
    bool is_help;
    TRY(cli_read(arena, &cli, argc, argv, &is_help));
    if (is_help)
        return RC_OK;
    struct effect_run run = {.arena = arena, .cli = &cli};
    TRY(read_common(&run));
    TRY(read_files(&run, method));
    return method->run(&run);
}

static int say_help(FILE *to, int exit_code) {
    fprintf(to, "vliegwiel effect METHOD FILE... [options]\n\nMETHOD is one of");
    for (size_t i = 0; i < COUNT_OF(METHODS); i++)
        fprintf(to, "%s %s", i == 0 ? "" : ",", METHODS[i]->name);
    fprintf(to, "; --help after it says more.\n");
    return exit_code;
}

// How many arguments the name takes up; 0: it is another one.
static int words_of(const char *name, int argc, char **argv) {
    struct str rest = str_from_c(name), word;
    int n = 0;
    while (str_cut(&rest, ' ', &word)) {
        if (n + 1 >= argc || !str_eq(word, str_from_c(argv[n + 1])))
            return 0;
        n++;
    }
    return n;
}

int effect_main(int argc, char **argv) {
    const char *const word = argc > 1 ? argv[1] : "";
    if (strcmp(word, "--help") == 0)
        return say_help(stdout, 0);
    for (size_t i = 0; i < COUNT_OF(METHODS); i++) {
        const int n_words = words_of(METHODS[i]->name, argc, argv);
        if (n_words == 0)
            continue;
        struct arena *const arena = arena_new(RUN_ARENA);
        const enum rc rc = run_method(arena, METHODS[i], argc - n_words, argv + n_words);
        arena_free(arena);
        return rc_exit_code(rc);
    }
    return say_help(stderr, rc_exit_code(RC_USAGE));
}
