/* posix: work on descriptors. */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lock/park.h"
#include "lock/schedule.h"
#include "runtime/bytes.h"
#include "runtime/call.h"
#include "runtime/file.h"
#include "runtime/memoryview.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/struct_sequence.h"
#include "runtime/tuple.h"

/* ---- arguments and results ---- */

bool posix_int(struct thread *t, Value v, int *number)
{
    int64_t n;
    *number = 0;
    Value index = value_is_small_int(v) ? v : number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (!int_to_int64(index, &n) || n > INT32_MAX || n < INT32_MIN) {
        return posix_out_of_range(t, "signed integer", index);
    }
    *number = (int)n;
    return true;
}

bool posix_int_or(struct thread *t, Value v, int otherwise, int *number)
{
    *number = otherwise;
    return v == VALUE_UNBOUND || v == VALUE_NONE || posix_int(t, v, number);
}

static bool any_descriptor(struct thread *t, Value v, int *fd)
{
    *fd = -1;
    if (value_is_int(v)) {
        return posix_int(t, v, fd);
    }
    Value name = str_intern_cstr(t, "fileno");
    Value method = name == VALUE_ERROR ? name : object_find_attribute(t, v, name);
    if (method == VALUE_UNBOUND) {
        return raise_false(t, &TypeError_type,
                           "argument must be an int, or have a fileno() method.");
    }
    Value number = method == VALUE_ERROR ? method : call_0(t, method);
    if (number != VALUE_ERROR && !value_is_int(number)) {
        return raise_false(t, &TypeError_type, "fileno() returned a non-integer");
    }
    return number != VALUE_ERROR && posix_int(t, number, fd);
}

bool posix_descriptor(struct thread *t, Value v, int *fd)
{
    return any_descriptor(t, v, fd) &&
           (*fd >= 0 || raise_false(t, &ValueError_type,
                                    "file descriptor cannot be a negative integer (%d)", *fd));
}

Value posix_done(struct thread *t, long result, Value filename)
{
    return result < 0 ? raise_errno(t, filename) : VALUE_NONE;
}

Value posix_number(struct thread *t, long result, Value filename)
{
    return result < 0 ? raise_errno(t, filename) : int_from_int64(t, result);
}

int posix_milliseconds_left(int64_t deadline_ns)
{
    enum { NS_PER_MS = 1000000 };
    if (deadline_ns == PARK_FOREVER) {
        return -1;
    }
    int64_t left = deadline_ns - park_clock_ns();
    int64_t ms = left <= 0 ? 0 : (left + NS_PER_MS - 1) / NS_PER_MS;
    return ms > INT32_MAX ? INT32_MAX : (int)ms;
}

int posix_poll(struct pollfd *fds, size_t n, int64_t deadline_ns)
{
    return schedule_is_active() ? schedule_poll(fds, n, deadline_ns)
                                : poll(fds, n, posix_milliseconds_left(deadline_ns));
}

/* ---- opening and closing ---- */

/* args: path, flags, mode, dir_fd. */
POSIX_FUNCTION(posix_open)
{
    int flags, mode, dir_fd, fd;
    struct posix_path path;
    if (!posix_path_argument(t, args[0], "open", "path", PATH_NAME, &path) ||
        !posix_int(t, args[1], &flags) || !posix_int_or(t, args[2], 0777, &mode) ||
        !posix_dir_fd(t, args[3], &dir_fd)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, fd,
                     BLOCKING(t, fd, openat(dir_fd, path.name, flags | O_CLOEXEC, (mode_t)mode)));
    gc_keep(path.name);
    return posix_number(t, fd, path.given);
}

POSIX_FUNCTION(posix_close)
{
    int fd, result;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    blocking_enter(&t->lock, "close");
    result = close(fd);
    blocking_leave(&t->lock);
    return posix_done(t, result < 0 && errno == EINTR ? 0 : result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_closerange)
{
    int low, high;
    if (!posix_int(t, args[0], &low) || !posix_int(t, args[1], &high)) {
        return VALUE_ERROR;
    }
    for (int fd = low; fd < high; fd++) {
        close(fd);
    }
    return VALUE_NONE;
}

static Value make_pipe(struct thread *t, int flags)
{
    int fds[2], result;
    WITH_DESCRIPTORS(t, result, result = pipe2(fds, flags));
    return result < 0 ? raise_os_error(t, errno, VALUE_UNBOUND, VALUE_UNBOUND)
                      : tuple_of(t, 2, value_from_small_int(fds[0]), value_from_small_int(fds[1]));
}

POSIX_FUNCTION(posix_pipe)
{
    return make_pipe(t, O_CLOEXEC);
}

POSIX_FUNCTION(posix_pipe2)
{
    int flags;
    return posix_int(t, args[0], &flags) ? make_pipe(t, flags) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_dup)
{
    int fd, copy;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, copy, copy = fcntl(fd, F_DUPFD_CLOEXEC, 0));
    return posix_number(t, copy, VALUE_UNBOUND);
}

/* args: fd, fd2, inheritable. */
POSIX_FUNCTION(posix_dup2)
{
    int from, to;
    if (!posix_int(t, args[0], &from) || !posix_int(t, args[1], &to)) {
        return VALUE_ERROR;
    }
    enum truth inheritable = args[2] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[2]);
    if (inheritable == TRUTH_ERROR) {
        return VALUE_ERROR;
    }
    int result =
        inheritable == TRUTH_TRUE || from == to ? dup2(from, to) : dup3(from, to, O_CLOEXEC);
    return posix_number(t, result, VALUE_UNBOUND);
}

/* ---- reading and writing ---- */

POSIX_FUNCTION(posix_read)
{
    int fd;
    int64_t size;
    ssize_t got;
    if (!posix_int(t, args[0], &fd) || !number_to_index(t, args[1], &size)) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    char small[4096], *buffer = (size_t)size <= sizeof small ? small : malloc((size_t)size);
    if (buffer == NULL) {
        return raise_no_memory(t);
    }
    BLOCKING_AS(t, "read", got,
                size == 0 || schedule_await(fd, POLLIN) ? read(fd, buffer, (size_t)size) : -1);
    Value v = got < 0 ? raise_errno(t, VALUE_UNBOUND) : bytes_new(t, buffer, (size_t)got);
    if (buffer != small) {
        free(buffer);
    }
    return v;
}

POSIX_FUNCTION(posix_write)
{
    int fd;
    const char *data;
    size_t size;
    Value keep;
    ssize_t written;
    if (!posix_int(t, args[0], &fd) || !bytes_argument(t, args[1], &data, &size, &keep)) {
        return VALUE_ERROR;
    }
    BLOCKING_AS(t, "write", written,
                size == 0 || schedule_await(fd, POLLOUT) ? write(fd, data, size) : -1);
    gc_keep(keep);
    /* A signal may have ended the call early: its handler is to run now. */
    if (written >= 0 && (size_t)written < size && !interrupted_retry(t)) {
        return VALUE_ERROR;
    }
    return posix_number(t, written, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_lseek)
{
    int fd, whence;
    int64_t offset;
    if (!posix_int(t, args[0], &fd) || !posix_offset(t, args[1], &offset) ||
        !posix_int(t, args[2], &whence)) {
        return VALUE_ERROR;
    }
    return posix_number(t, lseek(fd, offset, whence), VALUE_UNBOUND);
}

/* args: fd, n, offset. */
POSIX_FUNCTION(posix_pread)
{
    int fd;
    int64_t size, offset;
    ssize_t got;
    if (!posix_int(t, args[0], &fd) || !number_to_index(t, args[1], &size) ||
        !posix_offset(t, args[2], &offset)) {
        return VALUE_ERROR;
    }
    char *buffer = size < 0 ? NULL : malloc((size_t)size + 1);
    if (buffer == NULL) {
        return size < 0 ? raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND)
                        : raise_no_memory(t);
    }
    BLOCKING(t, got, pread(fd, buffer, (size_t)size, offset));
    Value v = got < 0 ? raise_errno(t, VALUE_UNBOUND) : bytes_new(t, buffer, (size_t)got);
    free(buffer);
    return v;
}

POSIX_FUNCTION(posix_pwrite)
{
    int fd;
    int64_t offset;
    const char *data;
    size_t size;
    Value keep;
    ssize_t written;
    if (!posix_int(t, args[0], &fd) || !bytes_argument(t, args[1], &data, &size, &keep) ||
        !posix_offset(t, args[2], &offset)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, written, pwrite(fd, data, size, offset));
    gc_keep(keep);
    return posix_number(t, written, VALUE_UNBOUND);
}

/* ---- state of descriptors ---- */

POSIX_FUNCTION(posix_fsync)
{
    int fd, result;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fsync(fd));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_ftruncate)
{
    int fd, result;
    int64_t length;
    if (!posix_int(t, args[0], &fd) || !posix_offset(t, args[1], &length)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, ftruncate(fd, length));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_isatty)
{
    int fd;
    return posix_int(t, args[0], &fd) ? value_from_bool(isatty(fd)) : VALUE_ERROR;
}

/* One bit among the flags that fcntl gets and sets. */
static Value change_flag(struct thread *t, int fd, int get, int set, int bit, bool on)
{
    int flags = fcntl(fd, get);
    return posix_done(t, flags < 0 ? flags : fcntl(fd, set, on ? flags | bit : flags & ~bit),
                      VALUE_UNBOUND);
}

static Value get_flag(struct thread *t, Value v, int get, int bit, bool inverted)
{
    int fd;
    if (!posix_int(t, v, &fd)) {
        return VALUE_ERROR;
    }
    int flags = fcntl(fd, get);
    return flags < 0 ? raise_errno(t, VALUE_UNBOUND)
                     : value_from_bool(((flags & bit) != 0) != inverted);
}

POSIX_FUNCTION(posix_get_inheritable)
{
    return get_flag(t, args[0], F_GETFD, FD_CLOEXEC, true);
}

POSIX_FUNCTION(posix_set_inheritable)
{
    int fd;
    enum truth on = posix_int(t, args[0], &fd) ? object_truth(t, args[1]) : TRUTH_ERROR;
    return on == TRUTH_ERROR ? VALUE_ERROR
                             : change_flag(t, fd, F_GETFD, F_SETFD, FD_CLOEXEC, on == TRUTH_FALSE);
}

POSIX_FUNCTION(posix_get_blocking)
{
    return get_flag(t, args[0], F_GETFL, O_NONBLOCK, true);
}

POSIX_FUNCTION(posix_set_blocking)
{
    int fd;
    enum truth on = posix_int(t, args[0], &fd) ? object_truth(t, args[1]) : TRUTH_ERROR;
    return on == TRUTH_ERROR ? VALUE_ERROR
                             : change_flag(t, fd, F_GETFL, F_SETFL, O_NONBLOCK, on == TRUTH_FALSE);
}

const struct native_def posix_descriptor_functions[] = {
    {"close", posix_close, "(fd)", "Close a file descriptor.", NATIVE_METHOD},
    {"closerange", posix_closerange, "(fd_low, fd_high, /)", NULL, NATIVE_METHOD},
    {"dup", posix_dup, "(fd, /)", "Return a duplicate of a file descriptor.", NATIVE_METHOD},
    {"dup2", posix_dup2, "(fd, fd2, inheritable=True)", NULL, NATIVE_METHOD},
    {"fdatasync", posix_fsync, "(fd)", NULL, NATIVE_METHOD},
    {"fsync", posix_fsync, "(fd)", "Force write of fd to disk.", NATIVE_METHOD},
    {"ftruncate", posix_ftruncate, "(fd, length, /)", NULL, NATIVE_METHOD},
    {"get_blocking", posix_get_blocking, "(fd, /)", NULL, NATIVE_METHOD},
    {"get_inheritable", posix_get_inheritable, "(fd, /)", NULL, NATIVE_METHOD},
    {"isatty", posix_isatty, "(fd, /)", NULL, NATIVE_METHOD},
    {"lseek", posix_lseek, "(fd, position, whence, /)", NULL, NATIVE_METHOD},
    {"open", posix_open, "(path, flags, mode=0o777, *, dir_fd=None)",
     "Open a file for low level IO.", NATIVE_METHOD},
    {"pipe", posix_pipe, "()", "Create a pipe.", NATIVE_METHOD},
    {"pipe2", posix_pipe2, "(flags, /)", "Create a pipe with flags set atomically.", NATIVE_METHOD},
    {"pread", posix_pread, "(fd, length, offset, /)", NULL, NATIVE_METHOD},
    {"pwrite", posix_pwrite, "(fd, buffer, offset, /)", NULL, NATIVE_METHOD},
    {"read", posix_read, "(fd, length, /)", "Read from a file descriptor.  Returns a bytes object.",
     NATIVE_METHOD},
    {"set_blocking", posix_set_blocking, "(fd, blocking, /)", NULL, NATIVE_METHOD},
    {"set_inheritable", posix_set_inheritable, "(fd, inheritable, /)", NULL, NATIVE_METHOD},
    {"write", posix_write, "(fd, data, /)", "Write a bytes object to a file descriptor.",
     NATIVE_METHOD},
    {0},
};
