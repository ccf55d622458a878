/* The module fcntl: fcntl, ioctl, flock and lockf. Each may wait, and is called outside of the lock. */
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include "runtime/bytes.h"
#include "runtime/memoryview.h"
#include "runtime/modules/posix.h"

enum { MOST_BYTES = 1024 };

/* The low 32 bits of an int: requests are written with and without sign. */
static bool bits_argument(struct thread *t, Value v, unsigned *bits)
{
    int64_t n = 0;
    Value index = v == VALUE_UNBOUND ? value_from_small_int(0) : number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    *bits = int_to_int64(index, &n) ? (unsigned)n : ~0u;
    return true;
}

/* Text or bytes that the call may change: a copy in buffer[MOST_BYTES]. */
static bool copy_argument(struct thread *t, Value v, const char *function, char *buffer,
                          size_t *size)
{
    const char *data;
    Value keep = v;
    if (value_is_str(v) ? (data = str_to_utf8(t, v, size)) == NULL
                        : !bytes_argument(t, v, &data, size, &keep)) {
        return false;
    }
    if (*size > MOST_BYTES) {
        return raise_false(t, &ValueError_type, "%s string arg too long", function);
    }
    memcpy(buffer, data, *size);
    buffer[*size] = '\0';
    gc_keep(keep);
    return true;
}

static bool is_number(struct thread *t, Value v)
{
    return v == VALUE_UNBOUND || value_is_int(v) ||
           (!value_is_str(v) && type_lookup(t, value_type(v), name___index__) != VALUE_UNBOUND);
}

/* args: fd, cmd, arg. */
POSIX_FUNCTION(fcntl_fcntl)
{
    int fd, command, result;
    unsigned number;
    char buffer[MOST_BYTES + 1];
    size_t size;
    if (!posix_descriptor(t, args[0], &fd) || !posix_int(t, args[1], &command)) {
        return VALUE_ERROR;
    }
    if (is_number(t, args[2])) {
        if (!bits_argument(t, args[2], &number)) {
            return VALUE_ERROR;
        }
        BLOCKING(t, result, fcntl(fd, command, (int)number));
        return posix_number(t, result, VALUE_UNBOUND);
    }
    if (!copy_argument(t, args[2], "fcntl", buffer, &size)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, fcntl(fd, command, buffer));
    return result < 0 ? raise_errno(t, VALUE_UNBOUND) : bytes_new(t, buffer, size);
}

/* A buffer that is changed where it lies gives the result, any other its changed copy. */
static Value ioctl_buffer(struct thread *t, int fd, unsigned request, Value v, bool in_place)
{
    char buffer[MOST_BYTES + 1];
    size_t size, room;
    int result;
    if (!copy_argument(t, v, "ioctl", buffer, &size) ||
        (in_place && !writable_length(t, v, "ioctl", &room))) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, ioctl(fd, request, buffer));
    if (in_place) {
        writable_store(v, buffer, size < room ? size : room);
    }
    return result < 0 ? raise_errno(t, VALUE_UNBOUND)
           : in_place ? value_from_small_int(result)
                      : bytes_new(t, buffer, size);
}

/* args: fd, request, arg, mutate_flag. */
POSIX_FUNCTION(fcntl_ioctl)
{
    int fd, result;
    unsigned request, number;
    enum truth mutates = args[3] == VALUE_UNBOUND ? TRUTH_TRUE : object_truth(t, args[3]);
    if (mutates == TRUTH_ERROR || !posix_descriptor(t, args[0], &fd) ||
        !bits_argument(t, args[1], &request)) {
        return VALUE_ERROR;
    }
    if (is_number(t, args[2])) {
        if (!bits_argument(t, args[2], &number)) {
            return VALUE_ERROR;
        }
        BLOCKING(t, result, ioctl(fd, request, (unsigned long)number));
        return posix_number(t, result, VALUE_UNBOUND);
    }
    bool is_constant = value_is_str(args[2]) || value_is_bytes(args[2]);
    return ioctl_buffer(t, fd, request, args[2], mutates == TRUTH_TRUE && !is_constant);
}

POSIX_FUNCTION(fcntl_flock)
{
    int fd, operation, result;
    if (!posix_descriptor(t, args[0], &fd) || !posix_int(t, args[1], &operation)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, flock(fd, operation));
    return posix_done(t, result, VALUE_UNBOUND);
}

static bool offset_argument(struct thread *t, Value v, off_t *offset)
{
    int64_t n = 0;
    bool fine = v == VALUE_UNBOUND || number_to_index(t, v, &n);
    *offset = n;
    return fine;
}

/* args: fd, cmd, len, start, whence. */
POSIX_FUNCTION(fcntl_lockf)
{
    int fd, code, whence, result;
    struct flock lock = {0};
    if (!posix_descriptor(t, args[0], &fd) || !posix_int(t, args[1], &code) ||
        !offset_argument(t, args[2], &lock.l_len) || !offset_argument(t, args[3], &lock.l_start) ||
        !posix_int_or(t, args[4], 0, &whence)) {
        return VALUE_ERROR;
    }
    if (code != LOCK_UN && !(code & (LOCK_SH | LOCK_EX))) {
        return raise_error(t, &ValueError_type, "unrecognized lockf argument");
    }
    lock.l_type = code == LOCK_UN ? F_UNLCK : code & LOCK_SH ? F_RDLCK : F_WRLCK;
    lock.l_whence = (short)whence;
    BLOCKING(t, result, fcntl(fd, code & LOCK_NB ? F_SETLK : F_SETLKW, &lock));
    return posix_done(t, result, VALUE_UNBOUND);
}

static const struct native_def functions[] = {
    {"fcntl", fcntl_fcntl, "(fd, cmd, arg=0, /)",
     "Perform the operation `cmd` on file descriptor fd.", NATIVE_METHOD},
    {"flock", fcntl_flock, "(fd, operation, /)",
     "Perform the lock operation `operation` on file descriptor `fd`.", NATIVE_METHOD},
    {"ioctl", fcntl_ioctl, "(fd, request, arg=0, mutate_flag=True, /)",
     "Perform the operation `request` on file descriptor `fd`.", NATIVE_METHOD},
    {"lockf", fcntl_lockf, "(fd, cmd, len=0, start=0, whence=0, /)",
     "A wrapper around the fcntl() locking calls.", NATIVE_METHOD},
    {0},
};

static const struct module_number constants[] = {
    MODULE_NUMBER(LOCK_SH),         MODULE_NUMBER(LOCK_EX),       MODULE_NUMBER(LOCK_NB),
    MODULE_NUMBER(LOCK_UN),         MODULE_NUMBER(LOCK_MAND),     MODULE_NUMBER(LOCK_READ),
    MODULE_NUMBER(LOCK_WRITE),      MODULE_NUMBER(LOCK_RW),       MODULE_NUMBER(F_DUPFD),
    MODULE_NUMBER(F_DUPFD_CLOEXEC), MODULE_NUMBER(F_GETFD),       MODULE_NUMBER(F_SETFD),
    MODULE_NUMBER(F_GETFL),         MODULE_NUMBER(F_SETFL),       MODULE_NUMBER(F_GETLK),
    MODULE_NUMBER(F_SETLK),         MODULE_NUMBER(F_SETLKW),      MODULE_NUMBER(F_OFD_GETLK),
    MODULE_NUMBER(F_OFD_SETLK),     MODULE_NUMBER(F_OFD_SETLKW),  MODULE_NUMBER(F_GETOWN),
    MODULE_NUMBER(F_SETOWN),        MODULE_NUMBER(F_GETSIG),      MODULE_NUMBER(F_SETSIG),
    MODULE_NUMBER(F_RDLCK),         MODULE_NUMBER(F_WRLCK),       MODULE_NUMBER(F_UNLCK),
    MODULE_NUMBER(F_EXLCK),         MODULE_NUMBER(F_SHLCK),       MODULE_NUMBER(F_GETLK64),
    MODULE_NUMBER(F_SETLK64),       MODULE_NUMBER(F_SETLKW64),    MODULE_NUMBER(F_SETLEASE),
    MODULE_NUMBER(F_GETLEASE),      MODULE_NUMBER(F_NOTIFY),      MODULE_NUMBER(F_SETPIPE_SZ),
    MODULE_NUMBER(F_GETPIPE_SZ),    MODULE_NUMBER(F_ADD_SEALS),   MODULE_NUMBER(F_GET_SEALS),
    MODULE_NUMBER(F_SEAL_SEAL),     MODULE_NUMBER(F_SEAL_SHRINK), MODULE_NUMBER(F_SEAL_GROW),
    MODULE_NUMBER(F_SEAL_WRITE),    MODULE_NUMBER(FASYNC),        MODULE_NUMBER(FD_CLOEXEC),
    MODULE_NUMBER(DN_ACCESS),       MODULE_NUMBER(DN_MODIFY),     MODULE_NUMBER(DN_CREATE),
    MODULE_NUMBER(DN_DELETE),       MODULE_NUMBER(DN_RENAME),     MODULE_NUMBER(DN_ATTRIB),
    MODULE_NUMBER(DN_MULTISHOT),
};

bool module_init_fcntl(struct thread *t, Value module)
{
    return module_add_numbers(t, module, constants, COUNT_OF(constants)) &&
           module_add_functions(t, module, functions);
}
