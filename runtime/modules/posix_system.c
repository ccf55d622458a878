/* posix: the machine, its time and its terminal. */
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/random.h>
#include <sys/statvfs.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "lock/mutex.h"
#include "lock/schedule.h"
#include "runtime/bytes.h"
#include "runtime/float.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/set.h"
#include "runtime/struct_sequence.h"
#include "runtime/tuple.h"

static Value uname_result_type = VALUE_UNBOUND, times_result_type = VALUE_UNBOUND,
             terminal_size_type = VALUE_UNBOUND, statvfs_result_type = VALUE_UNBOUND;

/* ---- processors ---- */

POSIX_FUNCTION(posix_cpu_count)
{
    (void)t;
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? VALUE_NONE : value_from_small_int(count);
}

enum { MOST_PROCESSORS = 8192 };

POSIX_FUNCTION(posix_sched_getaffinity)
{
    int pid;
    if (!posix_int(t, args[0], &pid)) {
        return VALUE_ERROR;
    }
    cpu_set_t *mask = CPU_ALLOC(MOST_PROCESSORS);
    size_t size = CPU_ALLOC_SIZE(MOST_PROCESSORS);
    if (mask == NULL) {
        return raise_no_memory(t);
    }
    Value set = sched_getaffinity(pid, size, mask) < 0 ? raise_errno(t, VALUE_UNBOUND)
                                                       : set_new(t, &set_type);
    for (int i = 0; set != VALUE_ERROR && i < MOST_PROCESSORS; i++) {
        if (CPU_ISSET_S(i, size, mask) && !set_add(t, value_to_set(set), value_from_small_int(i))) {
            set = VALUE_ERROR;
        }
    }
    CPU_FREE(mask);
    return set;
}

struct processor_mask {
    cpu_set_t *bits;
    size_t size;
};

static bool add_processor(struct thread *t, Value item, void *context)
{
    struct processor_mask *mask = context;
    int i;
    if (!posix_int(t, item, &i)) {
        return false;
    }
    if (i < 0 || i >= MOST_PROCESSORS) {
        return raise_false(t, &ValueError_type, "negative CPU number");
    }
    CPU_SET_S(i, mask->size, mask->bits);
    return true;
}

POSIX_FUNCTION(posix_sched_setaffinity)
{
    int pid;
    if (!posix_int(t, args[0], &pid)) {
        return VALUE_ERROR;
    }
    struct processor_mask mask = {CPU_ALLOC(MOST_PROCESSORS), CPU_ALLOC_SIZE(MOST_PROCESSORS)};
    if (mask.bits == NULL) {
        return raise_no_memory(t);
    }
    CPU_ZERO_S(mask.size, mask.bits);
    Value result = iterate(t, args[1], add_processor, &mask)
                       ? posix_done(t, sched_setaffinity(pid, mask.size, mask.bits), VALUE_UNBOUND)
                       : VALUE_ERROR;
    CPU_FREE(mask.bits);
    mutex_init(); /* spinning pays only beside another processor */
    return result;
}

POSIX_FUNCTION(posix_sched_yield)
{
    (void)t;
    blocking_enter(&t->lock, "sched_yield");
    sched_yield();
    blocking_leave(&t->lock);
    return VALUE_NONE;
}

POSIX_FUNCTION(posix_getloadavg)
{
    double loads[3];
    if (getloadavg(loads, 3) != 3) {
        return raise_error(t, &OSError_type, "Load averages are unobtainable");
    }
    Value items[3];
    for (int i = 0; i < 3; i++) {
        if ((items[i] = float_from_double(t, loads[i])) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return tuple_new(t, items, 3);
}

/* ---- random bytes ---- */

POSIX_FUNCTION(posix_urandom)
{
    int64_t n_bytes;
    if (!number_to_index(t, args[0], &n_bytes)) {
        return VALUE_ERROR;
    }
    if (n_bytes < 0) {
        return raise_error(t, &ValueError_type, "negative argument not allowed");
    }
    Value bytes = bytes_new(t, NULL, (size_t)n_bytes);
    schedule_note_outside("urandom");
    for (size_t done = 0; bytes != VALUE_ERROR && done < (size_t)n_bytes;) {
        ssize_t got = getrandom(value_to_bytes(bytes)->data + done, (size_t)n_bytes - done, 0);
        if (got < 0 && errno != EINTR) {
            return raise_errno(t, VALUE_UNBOUND);
        }
        done += got > 0 ? (size_t)got : 0;
    }
    return bytes;
}

/* ---- names and numbers ---- */

POSIX_FUNCTION(posix_uname)
{
    struct utsname name;
    if (uname(&name) < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    const char *const texts[] = {name.sysname, name.nodename, name.release, name.version,
                                 name.machine};
    Value items[COUNT_OF(texts)];
    for (size_t i = 0; i < COUNT_OF(texts); i++) {
        if ((items[i] = path_to_str(t, texts[i], strlen(texts[i]))) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return struct_sequence_new(t, uname_result_type, items, COUNT_OF(items));
}

POSIX_FUNCTION(posix_times)
{
    struct tms used;
    clock_t elapsed = times(&used);
    if (elapsed == (clock_t)-1) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    const clock_t ticks[] = {used.tms_utime, used.tms_stime, used.tms_cutime, used.tms_cstime,
                             elapsed};
    double per_second = (double)sysconf(_SC_CLK_TCK);
    Value items[COUNT_OF(ticks)];
    for (size_t i = 0; i < COUNT_OF(ticks); i++) {
        if ((items[i] = float_from_double(t, (double)ticks[i] / per_second)) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return struct_sequence_new(t, times_result_type, items, COUNT_OF(items));
}

POSIX_FUNCTION(posix_strerror)
{
    int number;
    char buffer[128];
    return posix_int(t, args[0], &number)
               ? str_from_cstr(t, strerror_r(number, buffer, sizeof buffer))
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_get_terminal_size)
{
    int fd;
    struct winsize size;
    if (!posix_int_or(t, args[0], STDOUT_FILENO, &fd)) {
        return VALUE_ERROR;
    }
    if (ioctl(fd, TIOCGWINSZ, &size) < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    const Value items[] = {value_from_small_int(size.ws_col), value_from_small_int(size.ws_row)};
    return struct_sequence_new(t, terminal_size_type, items, 2);
}

/* ---- file systems ---- */

static Value file_system(struct thread *t, const struct posix_path *path)
{
    struct statvfs s;
    int result;
    BLOCKING(t, result, path->name == NULL ? fstatvfs(path->fd, &s) : statvfs(path->name, &s));
    gc_keep(path->name);
    if (result < 0) {
        return raise_errno(t, path->given);
    }
    const uint64_t numbers[] = {s.f_bsize,  s.f_frsize,  s.f_blocks, s.f_bfree,
                                s.f_bavail, s.f_files,   s.f_ffree,  s.f_favail,
                                s.f_flag,   s.f_namemax, s.f_fsid};
    Value items[COUNT_OF(numbers)];
    for (size_t i = 0; i < COUNT_OF(numbers); i++) {
        if ((items[i] = int_from_uint64(t, numbers[i])) == VALUE_ERROR) {
            return VALUE_ERROR;
        }
    }
    return struct_sequence_new(t, statvfs_result_type, items, COUNT_OF(items));
}

POSIX_FUNCTION(posix_statvfs)
{
    struct posix_path path;
    return posix_path_argument(t, args[0], "statvfs", "path", PATH_OR_FD, &path)
               ? file_system(t, &path)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_fstatvfs)
{
    struct posix_path path = {.given = VALUE_UNBOUND};
    return posix_int(t, args[0], &path.fd) ? file_system(t, &path) : VALUE_ERROR;
}

const struct native_def posix_system_functions[] = {
    {"cpu_count", posix_cpu_count, "()", "Return the number of CPUs in the system.", NATIVE_METHOD},
    {"fstatvfs", posix_fstatvfs, "(fd, /)", NULL, NATIVE_METHOD},
    {"get_terminal_size", posix_get_terminal_size, "(fd=1, /)", NULL, NATIVE_METHOD},
    {"getloadavg", posix_getloadavg, "()", NULL, NATIVE_METHOD},
    {"sched_getaffinity", posix_sched_getaffinity, "(pid, /)", NULL, NATIVE_METHOD},
    {"sched_setaffinity", posix_sched_setaffinity, "(pid, mask, /)", NULL, NATIVE_METHOD},
    {"sched_yield", posix_sched_yield, "()", NULL, NATIVE_METHOD},
    {"statvfs", posix_statvfs, "(path)", NULL, NATIVE_METHOD},
    {"strerror", posix_strerror, "(code, /)", "Translate an error code to a message string.",
     NATIVE_METHOD},
    {"times", posix_times, "()", NULL, NATIVE_METHOD},
    {"uname", posix_uname, "()", NULL, NATIVE_METHOD},
    {"urandom", posix_urandom, "(size, /)", "Return a bytes object containing random bytes.",
     NATIVE_METHOD},
    {0},
};

static bool add_type(struct thread *t, Value module, const char *of, const char *name,
                     const char *const *fields, uint32_t n_visible, Value *root)
{
    if (*root == VALUE_UNBOUND) {
        gc_add_root(root);
    }
    Value type = struct_sequence_type_new(t, of, name, fields, n_visible);
    if (type == VALUE_ERROR) {
        return false;
    }
    *root = type;
    return module_add(t, module, name, type);
}

bool posix_system_init(struct thread *t, Value module)
{
    static const char *const uname_fields[] = {"sysname", "nodename", "release",
                                               "version", "machine",  NULL};
    static const char *const times_fields[] = {
        "user", "system", "children_user", "children_system", "elapsed", NULL};
    static const char *const size_fields[] = {"columns", "lines", NULL};
    static const char *const statvfs_fields[] = {"f_bsize",  "f_frsize",  "f_blocks", "f_bfree",
                                                 "f_bavail", "f_files",   "f_ffree",  "f_favail",
                                                 "f_flag",   "f_namemax", "f_fsid",   NULL};
    return add_type(t, module, "posix", "uname_result", uname_fields, 5, &uname_result_type) &&
           add_type(t, module, "posix", "times_result", times_fields, 5, &times_result_type) &&
           add_type(t, module, "os", "terminal_size", size_fields, 2, &terminal_size_type) &&
           add_type(t, module, "os", "statvfs_result", statvfs_fields, 10, &statvfs_result_type);
}
