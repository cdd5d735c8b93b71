// SPDX-License-Identifier: EUPL-1.2
// `cost FILE PROGRAM ARGUMENTS...`: runs the program with its output to /dev/null, and writes to
// FILE the CPU seconds that it took and the kilobytes that it held at most.
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/base.h"

static double seconds(struct timeval t) {
    return (double)t.tv_sec + 1e-6 * (double)t.tv_usec;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    const pid_t child = fork();
    if (child == 0) {
        const int nowhere = open("/dev/null", O_WRONLY);
        if (nowhere < 0 || dup2(nowhere, STDOUT_FILENO) < 0)
            _exit(99);
        execv(argv[2], argv + 2);
        _exit(99);
    }
    int status = 0;
    struct rusage used;
    FILE *const file = fopen(argv[1], "w");
    if (child < 0 || file == NULL || wait4(child, &status, 0, &used) != child)
        return 1;
    fprintf(file, "%.4f %ld\n", seconds(used.ru_utime) + seconds(used.ru_stime), used.ru_maxrss);
    return fclose(file) == 0 && WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
