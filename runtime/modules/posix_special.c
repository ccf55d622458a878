/* posix: descriptors that are no files of a folder (eventfd, memfd, pidfd, pseudo-terminals), and special files. */
#include <fcntl.h>
#include <langinfo.h>
#include <poll.h>
#include <pty.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include "lock/schedule.h"
#include "runtime/bytes.h"
#include "runtime/file.h"
#include "runtime/modules/posix.h"
#include "runtime/modules/posix_argument.h"
#include "runtime/tuple.h"

/* ---- eventfd, memfd, pidfd ---- */

static bool uint64_argument(struct thread *t, Value v, uint64_t *number)
{
    Value index = number_index(t, v);
    return index != VALUE_ERROR &&
           (int_to_uint64(index, number) ||
            (int_sign(index) < 0
                 ? raise_false(t, &ValueError_type, "value must be positive")
                 : raise_false(t, &OverflowError_type,
                               "Python int too large to convert to C unsigned long")));
}

POSIX_FUNCTION(posix_eventfd)
{
    uint64_t start;
    int flags, fd;
    if (!uint64_argument(t, args[0], &start) || !posix_int_or(t, args[1], EFD_CLOEXEC, &flags)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, fd, fd = eventfd((unsigned)start, flags));
    return posix_number(t, fd, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_eventfd_read)
{
    int fd, result;
    eventfd_t count;
    if (!posix_descriptor(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    BLOCKING_AS(t, "eventfd_read", result,
                schedule_await(fd, POLLIN) ? eventfd_read(fd, &count) : -1);
    return result < 0 ? raise_errno(t, VALUE_UNBOUND) : int_from_uint64(t, count);
}

POSIX_FUNCTION(posix_eventfd_write)
{
    int fd, result;
    uint64_t count;
    if (!posix_descriptor(t, args[0], &fd) || !uint64_argument(t, args[1], &count)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, eventfd_write(fd, count));
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_memfd_create)
{
    int flags, fd;
    size_t length;
    const char *name = path_from_value(t, args[0], &length);
    if (name == NULL || !posix_int_or(t, args[1], MFD_CLOEXEC, &flags)) {
        return VALUE_ERROR;
    }
    WITH_DESCRIPTORS(t, fd, BLOCKING(t, fd, memfd_create(name, (unsigned)flags)));
    gc_keep(name);
    return posix_number(t, fd, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_pidfd_open)
{
    int pid, flags;
    return posix_int(t, args[0], &pid) && posix_int_or(t, args[1], 0, &flags)
               ? posix_number(t, syscall(SYS_pidfd_open, pid, (unsigned)flags), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_getrandom)
{
    int64_t size;
    int flags;
    ssize_t got;
    if (!number_to_index(t, args[0], &size) || !posix_int_or(t, args[1], 0, &flags)) {
        return VALUE_ERROR;
    }
    if (size < 0) {
        return raise_os_error(t, EINVAL, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    char *buffer = malloc((size_t)size + 1);
    if (buffer == NULL) {
        return raise_no_memory(t);
    }
    schedule_note_outside("getrandom");
    BLOCKING(t, got, getrandom(buffer, (size_t)size, (unsigned)flags));
    Value v = got < 0 ? raise_errno(t, VALUE_UNBOUND) : bytes_new(t, buffer, (size_t)got);
    free(buffer);
    return v;
}

/* ---- terminals ---- */

static Value pair_of_descriptors(struct thread *t, int a, int b)
{
    return tuple_of(t, 2, value_from_small_int(a), value_from_small_int(b));
}

POSIX_FUNCTION(posix_openpty)
{
    int master, slave, result;
    WITH_DESCRIPTORS(t, result, result = openpty(&master, &slave, NULL, NULL, NULL));
    if (result < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    fcntl(master, F_SETFD, FD_CLOEXEC);
    fcntl(slave, F_SETFD, FD_CLOEXEC);
    return pair_of_descriptors(t, master, slave);
}

/* As forkpty(3), with our own fork between. */
POSIX_FUNCTION(posix_forkpty)
{
    int master, slave, result;
    WITH_DESCRIPTORS(t, result, result = openpty(&master, &slave, NULL, NULL, NULL));
    if (result < 0) {
        return raise_errno(t, VALUE_UNBOUND);
    }
    fcntl(master, F_SETFD, FD_CLOEXEC);
    int pid = posix_fork_process(t, true);
    if (pid < 0) {
        int error = errno;
        close(master);
        close(slave);
        return raise_os_error(t, error, VALUE_UNBOUND, VALUE_UNBOUND);
    }
    if (pid == 0) {
        close(master);
        if (login_tty(slave) < 0) {
            _exit(1);
        }
        return pair_of_descriptors(t, 0, -1);
    }
    close(slave);
    return pair_of_descriptors(t, pid, master);
}

POSIX_FUNCTION(posix_login_tty)
{
    int fd;
    return posix_descriptor(t, args[0], &fd) ? posix_done(t, login_tty(fd), VALUE_UNBOUND)
                                             : VALUE_ERROR;
}

POSIX_FUNCTION(posix_tcgetpgrp)
{
    int fd;
    return posix_int(t, args[0], &fd) ? posix_number(t, tcgetpgrp(fd), VALUE_UNBOUND) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_tcsetpgrp)
{
    int fd, group;
    return posix_int(t, args[0], &fd) && posix_int(t, args[1], &group)
               ? posix_done(t, tcsetpgrp(fd, group), VALUE_UNBOUND)
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_ctermid)
{
    char name[L_ctermid];
    return str_from_cstr(t, ctermid(name));
}

/* The encoding of a terminal, which is the locale's; None for what is no terminal. */
POSIX_FUNCTION(posix_device_encoding)
{
    int fd;
    if (!posix_int(t, args[0], &fd)) {
        return VALUE_ERROR;
    }
    return isatty(fd) ? str_from_cstr(t, nl_langinfo(CODESET)) : VALUE_NONE;
}

/* ---- special files ---- */

static bool device_argument(struct thread *t, Value v, dev_t *device)
{
    uint64_t number = 0;
    Value index = v == VALUE_UNBOUND ? VALUE_UNBOUND : number_index(t, v);
    if (index == VALUE_ERROR) {
        return false;
    }
    if (index != VALUE_UNBOUND && !int_to_uint64(index, &number)) {
        return raise_false(t, &OverflowError_type,
                           int_sign(index) < 0 ? "can't convert negative int to unsigned"
                                               : "int too big to convert");
    }
    *device = number;
    return true;
}

/* args: path, mode, device, dir_fd. */
POSIX_FUNCTION(posix_mknod)
{
    struct posix_path path;
    int mode, dir_fd, result;
    dev_t device = 0;
    if (!posix_path_argument(t, args[0], "mknod", "path", PATH_NAME, &path) ||
        !posix_int_or(t, args[1], 0600, &mode) || !device_argument(t, args[2], &device) ||
        !posix_dir_fd(t, args[3], &dir_fd)) {
        return VALUE_ERROR;
    }
    BLOCKING(t, result, mknodat(dir_fd, path.name, (mode_t)mode, device));
    gc_keep(path.name);
    return posix_done(t, result, VALUE_UNBOUND);
}

POSIX_FUNCTION(posix_makedev)
{
    int major_number, minor_number;
    return posix_int(t, args[0], &major_number) && posix_int(t, args[1], &minor_number)
               ? int_from_uint64(t, makedev((unsigned)major_number, (unsigned)minor_number))
               : VALUE_ERROR;
}

POSIX_FUNCTION(posix_major)
{
    dev_t device;
    return device_argument(t, args[0], &device) ? value_from_small_int(major(device)) : VALUE_ERROR;
}

POSIX_FUNCTION(posix_minor)
{
    dev_t device;
    return device_argument(t, args[0], &device) ? value_from_small_int(minor(device)) : VALUE_ERROR;
}

const struct native_def posix_special_functions[] = {
    {"ctermid", posix_ctermid, "()",
     "Return the name of the controlling terminal for this process.", NATIVE_METHOD},
    {"device_encoding", posix_device_encoding, "(fd)",
     "Return a string describing the encoding of a terminal's file descriptor.", NATIVE_METHOD},
    {"eventfd", posix_eventfd, "(initval, flags=524288)",
     "Creates and returns an event notification file descriptor.", NATIVE_METHOD},
    {"eventfd_read", posix_eventfd_read, "(fd)", "Read eventfd value", NATIVE_METHOD},
    {"eventfd_write", posix_eventfd_write, "(fd, value)", "Write eventfd value.", NATIVE_METHOD},
    {"forkpty", posix_forkpty, "()",
     "Fork a new process with a new pseudo-terminal as controlling tty.", NATIVE_METHOD},
    {"getrandom", posix_getrandom, "(size, flags=0)", "Obtain a series of random bytes.",
     NATIVE_METHOD},
    {"login_tty", posix_login_tty, "(fd, /)",
     "Prepare the tty of which fd is a file descriptor for a new login session.", NATIVE_METHOD},
    {"major", posix_major, "(device, /)",
     "Extracts a device major number from a raw device number.", NATIVE_METHOD},
    {"makedev", posix_makedev, "(major, minor, /)",
     "Composes a raw device number from the major and minor device numbers.", NATIVE_METHOD},
    {"memfd_create", posix_memfd_create, "(name, flags=1)", NULL, NATIVE_METHOD},
    {"minor", posix_minor, "(device, /)",
     "Extracts a device minor number from a raw device number.", NATIVE_METHOD},
    {"mknod", posix_mknod, "(path, mode=384, device=0, *, dir_fd=None)",
     "Create a node in the file system.", NATIVE_METHOD},
    {"openpty", posix_openpty, "()", "Open a pseudo-terminal.", NATIVE_METHOD},
    {"pidfd_open", posix_pidfd_open, "(pid, flags=0)",
     "Return a file descriptor referring to the process *pid*.", NATIVE_METHOD},
    {"tcgetpgrp", posix_tcgetpgrp, "(fd, /)",
     "Return the process group associated with the terminal specified by fd.", NATIVE_METHOD},
    {"tcsetpgrp", posix_tcsetpgrp, "(fd, pgid, /)",
     "Set the process group associated with the terminal specified by fd.", NATIVE_METHOD},
    {0},
};
