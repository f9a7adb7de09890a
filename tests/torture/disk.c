/* Between a program and its files: writes down what reaches the disk, or lets a call fail.
 *
 * Loaded with LD_PRELOAD; only files below TORTURE_FOLDER are looked at. With TORTURE_LOG each
 * change is appended to that file: a line "what path offset length", then the bytes that were
 * written. `torture_fail` arms one failure.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static const char *folder;
static int log_fd = -2;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

static char armed[16];
static long countdown = -1;
static int failure;
static int for_ever;
static long seen;

#define REAL(name) __typeof__(&name) real = (__typeof__(&name))dlsym(RTLD_NEXT, #name)

/* Lets the nth call of a kind fail (1 = the next), once or from then on; 0 = none. */
void torture_fail(const char *kind, long nth, int error, int ever) {
    strncpy(armed, kind, sizeof armed - 1);
    countdown = nth;
    failure = error;
    for_ever = ever;
    seen = 0;
}

/* How many calls of the armed kind there were. */
long torture_seen(void) { return seen; }

static int inside(const char *path) {
    if (!folder) folder = getenv("TORTURE_FOLDER");
    return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static const char *path_of(int fd, char *place) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, place, PATH_MAX - 1);
    if (length < 0) return NULL;
    place[length] = 0;
    return inside(place) ? place : NULL;
}

static int fails(const char *kind, const char *path) {
    if (!path || strcmp(kind, armed)) return 0;
    seen++;
    if (countdown <= 0 || seen < countdown || (seen > countdown && !for_ever)) return 0;
    errno = failure;
    return 1;
}

static void note(const char *what, const char *path, off_t offset, const void *bytes, size_t length) {
    if (log_fd == -2) {
        const char *name = getenv("TORTURE_LOG");
        log_fd = name ? (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_APPEND, 0600) : -1;
    }
    if (log_fd < 0 || !path) return;
    char line[2 * PATH_MAX];
    int head = snprintf(line, sizeof line, "%s\t%s\t%ld\t%zu\n", what, path, (long)offset, length);
    pthread_mutex_lock(&order);
    syscall(SYS_write, log_fd, line, head);
    if (bytes && length) syscall(SYS_write, log_fd, bytes, length);
    pthread_mutex_unlock(&order);
}

static int opened(int fd, const char *path, int flags, int was_there) {
    char place[PATH_MAX];
    if (fd >= 0 && (flags & (O_CREAT | O_TRUNC)) && (path = path_of(fd, place))) {
        if (!was_there) note("create", path, 0, NULL, 0);
        if (flags & O_TRUNC) note("truncate", path, 0, NULL, 0);
    }
    return fd;
}

#define OPEN(name)                                                                  \
    int name(const char *path, int flags, ...) {                                    \
        REAL(name);                                                                 \
        va_list rest;                                                               \
        va_start(rest, flags);                                                      \
        mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0;   \
        va_end(rest);                                                               \
        if (fails("open", inside(path) ? path : NULL)) return -1;                   \
        int was_there = access(path, F_OK) == 0;                                    \
        return opened(real(path, flags, mode), path, flags, was_there);             \
    }
OPEN(open)
OPEN(open64)

ssize_t write(int fd, const void *bytes, size_t length) {
    REAL(write);
    char place[PATH_MAX];
    const char *path = path_of(fd, place);
    if (fails("write", path)) return -1;
    off_t at = path && (fcntl(fd, F_GETFL) & O_APPEND) ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t written = real(fd, bytes, length);
    if (written > 0) note("write", path, at, bytes, written);
    return written;
}

#define PWRITE(name)                                                                \
    ssize_t name(int fd, const void *bytes, size_t length, __off64_t at) {          \
        REAL(name);                                                                 \
        char place[PATH_MAX];                                                       \
        const char *path = path_of(fd, place);                                      \
        if (fails("write", path)) return -1;                                        \
        ssize_t written = real(fd, bytes, length, at);                              \
        if (written > 0) note("write", path, at, bytes, written);                   \
        return written;                                                             \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

#define PREAD(name)                                                                 \
    ssize_t name(int fd, void *bytes, size_t length, __off64_t at) {                \
        REAL(name);                                                                 \
        char place[PATH_MAX];                                                       \
        if (fails("read", path_of(fd, place))) return -1;                           \
        return real(fd, bytes, length, at);                                         \
    }
PREAD(pread)
PREAD(pread64)

ssize_t read(int fd, void *bytes, size_t length) {
    REAL(read);
    char place[PATH_MAX];
    if (fails("read", path_of(fd, place))) return -1;
    return real(fd, bytes, length);
}

#define TRUNCATE(name)                                                              \
    int name(int fd, __off64_t length) {                                            \
        REAL(name);                                                                 \
        char place[PATH_MAX];                                                       \
        const char *path = path_of(fd, place);                                      \
        if (fails("truncate", path)) return -1;                                     \
        int result = real(fd, length);                                              \
        if (result == 0) note("truncate", path, length, NULL, 0);                   \
        return result;                                                              \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name)                                                                  \
    int name(int fd) {                                                              \
        REAL(name);                                                                 \
        char place[PATH_MAX];                                                       \
        const char *path = path_of(fd, place);                                      \
        if (fails("sync", path)) return -1;                                         \
        int result = real(fd);                                                      \
        if (result == 0) note("sync", path, 0, NULL, 0);                            \
        return result;                                                              \
    }
SYNC(fsync)
SYNC(fdatasync)

#define RENAME(name, kind)                                                          \
    int name(const char *from, const char *to) {                                    \
        REAL(name);                                                                 \
        if (fails("rename", inside(to) ? to : NULL)) return -1;                     \
        int result = real(from, to);                                                \
        if (result == 0 && inside(to)) {                                            \
            note(kind, to, 0, from, strlen(from));                                  \
        }                                                                           \
        return result;                                                              \
    }
RENAME(rename, "rename")
RENAME(link, "link")

int unlink(const char *path) {
    REAL(unlink);
    if (fails("unlink", inside(path) ? path : NULL)) return -1;
    int result = real(path);
    if (result == 0 && inside(path)) note("unlink", path, 0, NULL, 0);
    return result;
}

#define LOCK(name)                                                                  \
    int name(int fd, int command, ...) {                                            \
        REAL(name);                                                                 \
        va_list rest;                                                               \
        va_start(rest, command);                                                    \
        void *argument = va_arg(rest, void *);                                      \
        va_end(rest);                                                               \
        if (command == F_SETLK || command == F_SETLKW) {                            \
            char place[PATH_MAX];                                                   \
            if (fails("lock", path_of(fd, place))) return -1;                       \
        }                                                                           \
        return real(fd, command, argument);                                         \
    }
LOCK(fcntl)
LOCK(fcntl64)
