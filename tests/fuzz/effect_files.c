// SPDX-License-Identifier: EUPL-1.2
// Any bytes as the rows of a file for a method of `vliegwiel effect`, from the command line to the
// answer and the picture: it ends with one of the exit codes, whatever stands there.
#define _GNU_SOURCE
#include <sys/mman.h>
#include <unistd.h>

#include "app/effect/effect_cli.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

// % is the file with the bytes under the header, & the other one.
struct form {
    const char *words, *header, *other;
};
static const char NODES[] =
    "id,org,answered,team,cohort\n1,a,1,A,2\n2,a,1,A,2\n3,b,0,B,0\n4,b,1,B,0\n";
static const char TIES[] = "from,to\n1,2\n2,3\n3,4\n1,4\n";
static const struct form FORMS[] = {
    {"did % --unit u --time t --cohort g --outcome y --cluster c --bootstrap 20", "u,t,g,c,y\n",
     ""},
    {"did % --unit u --time t --cohort g --outcome y --cluster unit --covariates x --bootstrap 20",
     "u,t,g,x,y\n", ""},
    {"ri % --unit u --time t --cohort g --outcome y --draws 20", "u,t,g,y\n", ""},
    {"ri % --unit u --cluster c --time t --cohort g --outcome y --draws 20", "u,c,t,g,y\n", ""},
    {"power --design-file % --size 5 --icc 0.1 --effect 1", "p1,p2,p3\n", ""},
    {"survey % --pre a --post b --then c --team t --categories 5", "a,b,c,t\n", ""},
    {"survey % --wave w --id p --team t --categories 5", "p,w,t,q1,q2,q3\n", ""},
    {"suppress % --rows r --cols c --count n", "r,c,n\n", ""},
    {"suppress % --rows r --cols c --count n --parent p", "r,c,n,p\n", ""},
    {"suppress % --rows r --cols c --count n --earlier &", "r,c,n\n", "r,c,n\na,x,12\nb,y,9\n"},
    {"network % & --group org --permutations 20 --people", "id,org,answered\n", TIES},
    {"network & % % --group org --permutations 20 --panel /dev/null", "from,to\n", NODES},
    {"network qap % & --permutations 20", "from,to,value\n", TIES},
    {"network mrqap & % --permutations 20", "id,1,2,3,4\n", TIES},
    {"flywheel % --eligible 50", "person,cohort,named\n", ""},
    {"flywheel % --as-of 2026-01-01", "person,cohort,named,applied,ended\n", ""},
    {"flywheel & --cohorts %", "cohort,applicants,from_alumni,full,campaign\n",
     "person,cohort,named\na,1,\nb,1,a\nc,2,\n"},
    {"flywheel %", "cohort,alumnus,brought_in\n", ""},
    {"flywheel %", "cohort,size,applicants,from_alumni,full,campaign\n", ""},
    {"flywheel bass % --form density", "adopters\n", ""},
    {"agility %", "person,domain,hours\n", ""},
    {"agility %", "person,package,qualified,available\n", ""},
    {"agility %", "time,status,group\n", ""},
    {"ledger %",
     "line,kind,baseline,counterfactual,realised,claimed,evidence,overlap_with,overlap_share,index,"
     "volume,late,period_start,set_on,signed_by,recurring\n",
     ""},
    {"ledger %", "scale,fte0,rate0,fte1,rate1\n", ""},
    {"outflow % --opening 100 --inflow 5", "reason,employer_initiated,n\n", ""},
};

int LLVMFuzzerInitialize(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
    FILE *const nowhere = fopen("/dev/null", "w");
    ENSURE(nowhere != NULL);
    stdout = stderr = nowhere;
    return 0;
}

static int file_of(struct arena *arena, const char *header, const void *bytes, size_t n,
                   char **ret_path) {
    const int fd = memfd_create("rows", 0);
    ENSURE(fd >= 0 && write(fd, header, strlen(header)) == (ssize_t)strlen(header));
    ENSURE(write(fd, bytes, n) == (ssize_t)n);
    *ret_path = str_c(arena, str_fmt(arena, "/proc/self/fd/%d", fd));
    return fd;
}

static bool draws(const struct form *form) {
    return strncmp(form->words, "network", 7) != 0 && strncmp(form->words, "outflow", 7) != 0 &&
           strncmp(form->words, "flywheel bass", 13) != 0 && strstr(form->header, "fte0") == NULL &&
           strstr(form->words, "--wave") == NULL;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n) {
    if (n == 0)
        return 0;
    struct arena *const arena = arena_new((size_t)16 << 20);
    const struct form *const form = &FORMS[data[0] % COUNT_OF(FORMS)];
    char *paths[2], *argv[40] = {str_c(arena, STR("effect"))};
    const int fds[] = {file_of(arena, form->header, data + 1, n - 1, &paths[0]),
                       file_of(arena, form->other, "", 0, &paths[1])};
    struct str rest = str_from_c(form->words), word;
    int argc = 1;
    while (str_cut(&rest, ' ', &word))
        argv[argc++] = str_eq(word, STR("%"))   ? paths[0]
                       : str_eq(word, STR("&")) ? paths[1]
                                                : str_c(arena, word);
    argv[argc++] = str_c(arena, STR("--json"));
    if (draws(form)) {
        argv[argc++] = str_c(arena, STR("--svg"));
        argv[argc++] = str_c(arena, STR("/dev/null"));
    }
    const int code = effect_main(argc, argv);
    ENSURE(code == 0 || code == 3 || code == 65 || code == 1);
    for (int k = 0; k < 2; k++)
        close(fds[k]);
    arena_free(arena);
    return 0;
}
