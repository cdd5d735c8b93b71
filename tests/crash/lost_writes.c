// SPDX-License-Identifier: EUPL-1.2
// What a power cut takes away, for the crash drill: preloaded into the program, it writes down what
// every write to a database file covers, and when a sync made the writes before it last. After a
// kill the drill takes back what no sync had covered. The records are in the order of the calls:
//     kind ('w' write, 't' truncate, 's' sync), file ('d' database, 'l' log), 6 bytes of zero,
//     offset, size of the file before, number of bytes that follow: the old content there
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { FILES = 4096, PIECE = 1 << 17 };

struct record {
    char kind, file, zero[6];
    uint64_t offset, size, n;
};

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static char file_of[FILES]; // by descriptor: 'd', 'l' or 0
static int journal = -1;

// Called while the loader still works, so straight to the kernel.
static void must_write(const void *bytes, size_t n) {
    if (syscall(SYS_write, journal, bytes, n) != (long)n)
        abort();
}

__attribute__((constructor)) static void journal_open(void) {
    const char *const path = getenv("LOST_WRITES");
    if (path)
        journal = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_CREAT | O_APPEND, 0600);
}

static void opened(int fd, const char *path) {
    const char *const end = path + strlen(path);
    if (fd < 0 || fd >= FILES || journal < 0)
        return;
    if (end - path > 3 && strcmp(end - 3, ".db") == 0)
        file_of[fd] = 'd';
    else if (end - path > 7 && strcmp(end - 7, ".db-wal") == 0)
        file_of[fd] = 'l';
    else
        file_of[fd] = 0;
}

// Under the mutex, so that the order of records is the order of calls.
static void note(char kind, int fd, off_t offset, size_t n) {
    static char old[PIECE];
    struct stat now;
    if (n > PIECE || fstat(fd, &now) != 0)
        abort();
    const long there = n == 0 ? 0 : syscall(SYS_pread64, fd, old, n, offset);
    const struct record record = {kind,
                                  file_of[fd],
                                  {0},
                                  (uint64_t)offset,
                                  (uint64_t)now.st_size,
                                  (uint64_t)(there > 0 ? there : 0)};
    must_write(&record, sizeof record);
    must_write(old, record.n);
}

static int watched(int fd) {
    return fd >= 0 && fd < FILES && file_of[fd] != 0;
}

// ---- what SQLite calls -------------------------------------------------------------------------

int open64(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
    opened(fd, path);
    return fd;
}

int open(const char *path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const int mode = flags & O_CREAT ? va_arg(rest, int) : 0;
    va_end(rest);
    return open64(path, flags, mode);
}

ssize_t pwrite64(int fd, const void *bytes, size_t n, off_t offset) {
    if (!watched(fd))
        return syscall(SYS_pwrite64, fd, bytes, n, offset);
    pthread_mutex_lock(&mutex);
    note('w', fd, offset, n);
    const ssize_t written = syscall(SYS_pwrite64, fd, bytes, n, offset);
    pthread_mutex_unlock(&mutex);
    return written;
}

ssize_t pwrite(int fd, const void *bytes, size_t n, off_t offset) {
    return pwrite64(fd, bytes, n, offset);
}

// The bytes that a truncation takes are not kept: SQLite truncates its log only after the file that
// it was copied to was synced.
int ftruncate64(int fd, off_t size) {
    pthread_mutex_lock(&mutex);
    if (watched(fd))
        note('t', fd, size, 0);
    const int code = (int)syscall(SYS_ftruncate, fd, size);
    pthread_mutex_unlock(&mutex);
    return code;
}

int ftruncate(int fd, off_t size) {
    return ftruncate64(fd, size);
}

static int synced(int fd, long call) {
    pthread_mutex_lock(&mutex);
    const int code = (int)syscall(call, fd);
    if (watched(fd) && code == 0)
        note('s', fd, 0, 0);
    pthread_mutex_unlock(&mutex);
    return code;
}

int fsync(int fd) {
    return synced(fd, SYS_fsync);
}

int fdatasync(int fd) {
    return synced(fd, SYS_fdatasync);
}
