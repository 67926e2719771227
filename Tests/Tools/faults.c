// A library for LD_PRELOAD that makes the system fail at a named moment, for tests only: nothing of it is built into the program.
//
// FAULT_RULES: rules separated by ';', words by spaces:
//
//   kill-before|kill-inside|kill-after CALL GLOB [nth N] [with TEXT]
//                                                            SIGKILL of the own process at the N-th such call (1 unless said);
//                                                            inside a write means: half of the bytes are written; TEXT is among
//                                                            what is written
//   stop-before|stop-after CALL GLOB [nth N]                 SIGSTOP instead
//   fail ERROR CALL GLOB [nth N] [while FILE]                the call fails with ENOSPC, EIO, EROFS, EDQUOT or EACCES, from the N-th on;
//                                                            with `while` only as long as FILE is there. A full disk still cuts and removes
//
// CALL is write, sync, rename, unlink, truncate or create; GLOB is matched with the whole path (of a rename, the new one), `*` also across
// slashes. Each rule counts for itself, in each process. A process that reaches a kill or a stop says so in FAULT_REACHED, a line each.
//
// FAULT_CLOCK: a file with a number of seconds that the clock of the day is off; read at every look at the clock.
//
// FAULT_TRACE: a file that gets every change of files below FAULT_TRACED, in the order in which it took effect across all processes: what
// powercut.py makes power cuts of. FAULT_TRACED must be an absolute path without a symbolic link.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define EXPORT __attribute__((visibility("default")))
#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

enum action { KILL_BEFORE, KILL_INSIDE, KILL_AFTER, STOP_BEFORE, STOP_AFTER, FAIL };
enum call { WRITE, SYNC, RENAME, UNLINK, TRUNCATE, CREATE, CALLS };
static const char *const call_names[CALLS] = {"write", "sync", "rename", "unlink", "truncate", "create"};
static const char *const action_names[] = {"kill-before", "kill-inside", "kill-after", "stop-before", "stop-after", "fail"};

struct rule {
    enum action action;
    enum call call;
    int error;
    long nth;
    const char *glob, *whilst, *text;
    atomic_long count;
};

static struct rule rules[16];
static int rule_count;
static int has_rule[CALLS];
static int trace = -1;
static const char *traced, *clock_file, *reached;
static pthread_mutex_t trace_mutex = PTHREAD_MUTEX_INITIALIZER;

static int error_number(const char *name) {
    static const struct { const char *name; int number; } known[] = {
        {"ENOSPC", ENOSPC}, {"EIO", EIO}, {"EROFS", EROFS}, {"EDQUOT", EDQUOT}, {"EACCES", EACCES}};
    for (size_t index = 0; index < sizeof known / sizeof *known; index++)
        if (strcmp(known[index].name, name) == 0) return known[index].number;
    return EIO;
}

static void parse_rule(char *text) {
    struct rule *rule = &rules[rule_count];
    char *words, *word = strtok_r(text, " ", &words);
    int valid = 0;
    if (!word || rule_count == 16) return;
    for (int index = 0; index <= FAIL; index++)
        if (strcmp(word, action_names[index]) == 0) { rule->action = index; valid = 1; }
    if (valid && rule->action == FAIL) rule->error = (word = strtok_r(NULL, " ", &words)) ? error_number(word) : EIO;
    word = strtok_r(NULL, " ", &words);
    rule->call = CALLS;
    for (int index = 0; word && index < CALLS; index++)
        if (strcmp(word, call_names[index]) == 0) rule->call = index;
    rule->glob = strtok_r(NULL, " ", &words);
    rule->nth = 1;
    while ((word = strtok_r(NULL, " ", &words))) {
        char *value = strtok_r(NULL, " ", &words);
        if (value && strcmp(word, "nth") == 0) rule->nth = atol(value);
        else if (value && strcmp(word, "while") == 0) rule->whilst = value;
        else if (value && strcmp(word, "with") == 0) rule->text = value;
        else valid = 0;
    }
    if (!valid || rule->call == CALLS || !rule->glob) {
        fprintf(stderr, "faults: a rule is not understood\n");
        abort();
    }
    has_rule[rule->call] = 1;
    rule_count++;
}

__attribute__((constructor)) static void begin(void) {
    const char *text = getenv("FAULT_RULES");
    if (text) {
        char *copy = strdup(text), *rest, *part = strtok_r(copy, ";", &rest);
        for (; part; part = strtok_r(NULL, ";", &rest)) parse_rule(part);
    }
    clock_file = getenv("FAULT_CLOCK");
    reached = getenv("FAULT_REACHED");
    traced = getenv("FAULT_TRACED");
    const char *path = getenv("FAULT_TRACE");
    if (path && traced) trace = (int)syscall(SYS_openat, AT_FDCWD, path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
}

static int path_of(int descriptor, char *path, size_t size) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
    ssize_t count = readlink(link, path, size - 1);
    if (count < 0) return -1;
    path[count] = 0;
    return 0;
}

/// A path as given, made absolute.
static const char *absolute(int folder, const char *path, char *buffer, size_t size) {
    if (path[0] == '/') return path;
    char base[4096];
    if (folder == AT_FDCWD ? !getcwd(base, sizeof base) : path_of(folder, base, sizeof base) != 0) return path;
    snprintf(buffer, size, "%s/%s", base, path);
    return buffer;
}

static void end(const struct rule *rule, const char *path) {
    if (reached) {
        char line[4400];
        int length = snprintf(line, sizeof line, "%d %s %s %s\n", getpid(), action_names[rule->action], call_names[rule->call], path);
        int file = (int)syscall(SYS_openat, AT_FDCWD, reached, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);
        if (file >= 0) {
            syscall(SYS_write, file, line, (size_t)length);
            syscall(SYS_close, file);
        }
    }
    syscall(SYS_kill, getpid(), rule->action == STOP_BEFORE || rule->action == STOP_AFTER ? SIGSTOP : SIGKILL);
    if (rule->action < STOP_BEFORE) for (;;) pause();
}

/// What the write under way writes, for rules that look at it.
static __thread struct { const void *bytes; size_t count; } written;

/// Rules before a call. Returns an error to fail with; `inside` and `after` get the rule that ends the process there.
static int before(enum call call, const char *path, const struct rule **inside, const struct rule **after) {
    for (int index = 0; index < rule_count; index++) {
        struct rule *rule = &rules[index];
        if (rule->call != call || fnmatch(rule->glob, path, 0) != 0) continue;
        if (rule->text && !memmem(written.bytes, written.count, rule->text, strlen(rule->text))) continue;
        if (rule->action == FAIL) {
            if (rule->whilst && syscall(SYS_access, rule->whilst, F_OK) != 0) continue;
            if (atomic_fetch_add(&rule->count, 1) + 1 >= rule->nth) return rule->error;
            continue;
        }
        if (atomic_fetch_add(&rule->count, 1) + 1 != rule->nth) continue;
        switch (rule->action) {
        case KILL_BEFORE: case STOP_BEFORE: end(rule, path); break;
        case KILL_INSIDE: *inside = rule; break;
        default: *after = rule;
        }
    }
    return 0;
}

static int is_traced(const char *path) {
    size_t length = traced ? strlen(traced) : 0;
    return trace >= 0 && strncmp(path, traced, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static void lock_trace(void) {
    pthread_mutex_lock(&trace_mutex);
    while (flock(trace, LOCK_EX) != 0 && errno == EINTR) {}
}

static void unlock_trace(void) {
    flock(trace, LOCK_UN);
    pthread_mutex_unlock(&trace_mutex);
}

/// One line, OPERATION, path, second path or offset, length, and then so many bytes.
static void note(char operation, const char *path, const char *second, long offset, const void *bytes, size_t length) {
    char line[9000];
    int size = second
        ? snprintf(line, sizeof line, "%c\t%s\t%s\t%zu\n", operation, path, second, length)
        : snprintf(line, sizeof line, "%c\t%s\t%ld\t%zu\n", operation, path, offset, length);
    struct iovec parts[2] = {{line, (size_t)size}, {(void *)bytes, length}};
    syscall(SYS_writev, trace, parts, length ? 2 : 1);
}

// One frame for all calls: rules, then the call itself under the trace's lock where it is traced, its note, then the rules after it.
#define FRAME(call, path, result_type, failure, operation, tracing) \
    const struct rule *inside = NULL, *after = NULL; \
    int denied = has_rule[call] ? before(call, path, &inside, &after) : 0; \
    if (denied) { errno = denied; return failure; } \
    int noted = is_traced(path); \
    if (noted) lock_trace(); \
    result_type result = operation; \
    int number = errno; \
    if (noted) { if (result != (result_type)-1) { tracing; } unlock_trace(); } \
    if (after) end(after, path); \
    errno = number; \
    return result

/// Files and the pipe of standard output; everything else is nobody's business.
static int is_file(int descriptor, char *path, size_t size) {
    return (trace >= 0 || has_rule[WRITE] || has_rule[SYNC] || has_rule[TRUNCATE]) && path_of(descriptor, path, size) == 0;
}

static ssize_t half_write(const struct rule *inside, int descriptor, const void *bytes, size_t count, off_t offset, const char *path) {
    if (offset < 0) syscall(SYS_write, descriptor, bytes, count / 2);
    else syscall(SYS_pwrite64, descriptor, bytes, count / 2, offset);
    end(inside, path);
    return -1;
}

static ssize_t traced_write(int descriptor, const void *bytes, size_t count, off_t offset) {
    char path[4096];
    if (!is_file(descriptor, path, sizeof path))
        return offset < 0 ? syscall(SYS_write, descriptor, bytes, count) : syscall(SYS_pwrite64, descriptor, bytes, count, offset);
    if (trace >= 0 && descriptor == STDOUT_FILENO) {
        // What the process says is in the trace at its moment: an acknowledgement is worth what was safe before it.
        lock_trace();
        ssize_t said = syscall(SYS_write, descriptor, bytes, count);
        if (said > 0) note('A', "-", NULL, 0, bytes, (size_t)said);
        unlock_trace();
        return said;
    }
    written.bytes = bytes;
    written.count = count;
    off_t place = offset;
    if (place < 0 && is_traced(path)) {
        place = fcntl(descriptor, F_GETFL) & O_APPEND ? lseek(descriptor, 0, SEEK_END) : lseek(descriptor, 0, SEEK_CUR);
    }
    FRAME(WRITE, path, ssize_t, -1,
        (inside ? half_write(inside, descriptor, bytes, count, offset, path)
                : offset < 0 ? syscall(SYS_write, descriptor, bytes, count) : syscall(SYS_pwrite64, descriptor, bytes, count, offset)),
        note('W', path, NULL, place, bytes, (size_t)result));
}

EXPORT ssize_t write(int descriptor, const void *bytes, size_t count) { return traced_write(descriptor, bytes, count, -1); }
EXPORT ssize_t pwrite(int descriptor, const void *bytes, size_t count, off_t offset) { return traced_write(descriptor, bytes, count, offset); }
EXPORT ssize_t pwrite64(int descriptor, const void *bytes, size_t count, off64_t offset) { return traced_write(descriptor, bytes, count, offset); }

static int traced_sync(int descriptor, long call) {
    char path[4096];
    if (!is_file(descriptor, path, sizeof path)) return (int)syscall(call, descriptor);
    FRAME(SYNC, path, int, -1, (int)syscall(call, descriptor), note('S', path, NULL, 0, NULL, 0));
}

EXPORT int fsync(int descriptor) { return traced_sync(descriptor, SYS_fsync); }
EXPORT int fdatasync(int descriptor) { return traced_sync(descriptor, SYS_fdatasync); }

static int traced_truncate(int descriptor, off_t size) {
    char path[4096];
    if (!is_file(descriptor, path, sizeof path)) return (int)syscall(SYS_ftruncate, descriptor, size);
    FRAME(TRUNCATE, path, int, -1, (int)syscall(SYS_ftruncate, descriptor, size), note('T', path, NULL, size, NULL, 0));
}

EXPORT int ftruncate(int descriptor, off_t size) { return traced_truncate(descriptor, size); }
EXPORT int ftruncate64(int descriptor, off64_t size) { return traced_truncate(descriptor, size); }

EXPORT int truncate(const char *name, off_t size) {
    char buffer[4200];
    const char *path = absolute(AT_FDCWD, name, buffer, sizeof buffer);
    FRAME(TRUNCATE, path, int, -1, (int)syscall(SYS_truncate, name, size), note('T', path, NULL, size, NULL, 0));
}
EXPORT int truncate64(const char *name, off64_t size) { return truncate(name, size); }

static int traced_rename(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
    char first[4200], second[4200];
    const char *old = absolute(from_folder, from, first, sizeof first), *path = absolute(to_folder, to, second, sizeof second);
    FRAME(RENAME, path, int, -1, (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags), note('R', old, path, 0, NULL, 0));
}

EXPORT int rename(const char *from, const char *to) { return traced_rename(AT_FDCWD, from, AT_FDCWD, to, 0); }
EXPORT int renameat(int folder, const char *from, int other, const char *to) { return traced_rename(folder, from, other, to, 0); }
EXPORT int renameat2(int folder, const char *from, int other, const char *to, unsigned flags) {
    return traced_rename(folder, from, other, to, flags);
}

EXPORT int link(const char *from, const char *to) {
    char first[4200], second[4200];
    const char *old = absolute(AT_FDCWD, from, first, sizeof first), *path = absolute(AT_FDCWD, to, second, sizeof second);
    FRAME(CREATE, path, int, -1, (int)syscall(SYS_linkat, AT_FDCWD, from, AT_FDCWD, to, 0), note('L', old, path, 0, NULL, 0));
}

static int traced_unlink(int folder, const char *name, int flags) {
    char buffer[4200];
    const char *path = absolute(folder, name, buffer, sizeof buffer);
    FRAME(UNLINK, path, int, -1, (int)syscall(SYS_unlinkat, folder, name, flags), note('U', path, NULL, 0, NULL, 0));
}

EXPORT int unlink(const char *name) { return traced_unlink(AT_FDCWD, name, 0); }
EXPORT int unlinkat(int folder, const char *name, int flags) { return traced_unlink(folder, name, flags); }
EXPORT int rmdir(const char *name) { return traced_unlink(AT_FDCWD, name, AT_REMOVEDIR); }

static int traced_mkdir(int folder, const char *name, mode_t mode) {
    char buffer[4200];
    const char *path = absolute(folder, name, buffer, sizeof buffer);
    FRAME(CREATE, path, int, -1, (int)syscall(SYS_mkdirat, folder, name, mode), note('M', path, NULL, 0, NULL, 0));
}

EXPORT int mkdir(const char *name, mode_t mode) { return traced_mkdir(AT_FDCWD, name, mode); }
EXPORT int mkdirat(int folder, const char *name, mode_t mode) { return traced_mkdir(folder, name, mode); }

static int traced_open(int folder, const char *name, int flags, mode_t mode) {
    if (!(flags & (O_CREAT | O_TRUNC))) return (int)syscall(SYS_openat, folder, name, flags, mode);
    char buffer[4200];
    const char *path = absolute(folder, name, buffer, sizeof buffer);
    int is_new = syscall(SYS_faccessat, folder, name, F_OK) != 0;
    if (!is_new && !(flags & O_TRUNC)) return (int)syscall(SYS_openat, folder, name, flags, mode);
    FRAME(CREATE, path, int, -1, (int)syscall(SYS_openat, folder, name, flags, mode),
        note(is_new ? 'C' : 'T', path, NULL, 0, NULL, 0));
}

#define OPEN(name, declaration, folder) \
    EXPORT int name(declaration const char *path, int flags, ...) { \
        va_list rest; \
        va_start(rest, flags); \
        mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(rest, mode_t) : 0; \
        va_end(rest); \
        return traced_open(folder, path, flags, mode); \
    }
#define NOTHING
#define FOLDER int folder,
OPEN(open, NOTHING, AT_FDCWD)
OPEN(open64, NOTHING, AT_FDCWD)
OPEN(openat, FOLDER, folder)
OPEN(openat64, FOLDER, folder)

// The clock of the day.

static long clock_offset(void) {
    if (!clock_file) return 0;
    char text[32] = "";
    int file = (int)syscall(SYS_openat, AT_FDCWD, clock_file, O_RDONLY | O_CLOEXEC);
    if (file < 0) return 0;
    if (syscall(SYS_read, file, text, sizeof text - 1) < 0) text[0] = 0;
    syscall(SYS_close, file);
    return atol(text);
}

EXPORT int clock_gettime(clockid_t clock, struct timespec *time) {
    int result = (int)syscall(SYS_clock_gettime, clock, time);
    if (result == 0 && (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE)) time->tv_sec += clock_offset();
    return result;
}

EXPORT int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    struct timespec now;
    (void)zone;
    clock_gettime(CLOCK_REALTIME, &now);
    time->tv_sec = now.tv_sec;
    time->tv_usec = now.tv_nsec / 1000;
    return 0;
}

EXPORT time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
