// SPDX-License-Identifier: EUPL-1.2
// Any bytes as an instance and as a plan of allocation, dates, grouping and savings, recounted as
// `vliegwiel plan check` does it; also instances that are nearly right, with some bytes changed.
// Whatever the files say, there is an answer or a reason.
#include <unistd.h>

#include "app/plan/plan_cli.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

enum { FILE_MAX = 1 << 12 };

struct known {
    const char *problem, *format, *instance, *plan;
};
static const struct known KNOWN[] = {
    {"allocation", "gap", "2 3\n1 1 9\n5 3 1\n4 4 4\n4 4 4\n5 8\n", "0\n1\n1\n"},
    {"allocation", "staff", "STAFF 1\n2 1 1\n20 1 1\n20 1 1.2\n10\n1\n0 0\n1\n0 0 3\n",
     "person,package,skill,hours\n0,0,0,10.0\n"},
    {"allocation", "csv",
     "kind;id;hours;packages;lead;team;Python;wishes;now;pinned\nperson;an;24;2;yes;;1;site:3;;\n"
     "person;bo;36;3;;;1,2;;site;site\npackage;site;;;yes;2-2;20;;;\n",
     "person,package,skill,hours\n0,0,0,12\n1,0,0,8\n"},
    {"dates", "dates", "DATES 1\n2 1 2 2 1\n9 9\n1 4\n2 7\n1\n1\n1 1\n1 1\n1 1\n",
     "group,module,slot\n0,0,0\n1,0,1\n"},
    {"dates", "csv", "person,group,mon,tue\nan,a,1,0\nbo,a,0,1\n", "group,module,slot\n0,0,0\n"},
    {"savings", "savings", "SAVINGS 1\n2 1 1 1 100\n3 10 0.1 3 2\n2 20 0 2 2\n0 1 5\n",
     "quarter,family,staff,leavers,moved_in,moved_out,hired,external\n1,0,2.7,0.3,0,0,0,0\n"
     "1,1,2,0,0,0,0,0\n"},
    {"savings", "csv",
     "family;staff;external;cost;attrition;work;train_from\nPolicy;40;;100000;10;30;\n"
     "Desk;50;32;50000;0;82;Policy\n",
     "quarter,family,staff,leavers,moved_in,moved_out,hired,external\n"},
    {"grouping", "mdgplib", "4 2 ss 2 2 2 2\n0 1 3\n0 2 1\n0 3 5\n1 2 4\n1 3 2\n2 3 6\n",
     "0\n0\n1\n1\n"},
    {"grouping", "cohort", "COHORT 1\n2 1 1 4\n2 2\n0 1 2 3 4\n0 4 3 2 1\n0\n0\n", "0\n0\n"},
};

// The bytes change a known text: each two say where and into what.
static size_t change(const char *known, const uint8_t *data, size_t n, char *ret_text) {
    const size_t length = strlen(known);
    memcpy(ret_text, known, length);
    for (size_t k = 0; length > 0 && k + 1 < n; k += 2)
        ret_text[data[k] % length] = (char)data[k + 1];
    return length;
}

static void write_file(char *path, const char *text, size_t n) {
    const int file = mkstemp(path);
    ENSURE(file >= 0 && write(file, text, n) == (ssize_t)n);
    close(file);
}

static void check(const struct known *k, const char *instance, size_t n, const char *plan,
                  size_t n_plan) {
    char path[] = "/tmp/instance_XXXXXX", plan_path[] = "/tmp/plan_XXXXXX";
    char name[] = "plan", check_word[] = "check", option[] = "--format", problem[16], format[16];
    write_file(path, instance, n);
    write_file(plan_path, plan, n_plan);
    snprintf(problem, sizeof problem, "%s", k->problem);
    snprintf(format, sizeof format, "%s", k->format);
    char *argv[] = {name, check_word, problem, path, plan_path, option, format, NULL};
    const int code = plan_main(COUNT_OF(argv) - 1, argv);
    ENSURE(code == 0 || code == 2 || code == 3 || code == 65);
    unlink(path);
    unlink(plan_path);
}

static void be_silent(void) {
    static bool is_silent;
    if (is_silent)
        return;
    is_silent = true; // the fuzzer itself writes to the descriptor
    stderr = fopen("/dev/null", "w");
    stdout = fopen("/dev/null", "w");
    ENSURE(stderr && stdout);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n < 2 || n > FILE_MAX)
        return 0;
    be_silent();
    const struct known *k = &KNOWN[data[0] % COUNT_OF(KNOWN)];
    const uint8_t how = data[1];
    char instance[FILE_MAX], plan[FILE_MAX];
    const size_t half = how & 1 ? (n - 2) / 2 : n - 2;
    const uint8_t *const rest = data + 2 + half;
    const size_t n_rest = n - 2 - half;
    if (how & 2) {
        check(k, (const char *)data + 2, half, (const char *)rest, n_rest);
        return 0;
    }
    const size_t length = change(k->instance, data + 2, how & 4 ? half : 0, instance);
    check(k, instance, length, plan, change(k->plan, rest, n_rest, plan));
    return 0;
}
