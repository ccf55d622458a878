#include "lock/descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

enum { HIGH = 900 };

/* The same file under a number at HIGH or above; where so many are not allowed, in the upper half of those that are. */
static int move_up(int fd)
{
    struct rlimit limit;
    int low = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur <= HIGH
                  ? (int)limit.rlim_cur / 2
                  : HIGH;
    int high = fcntl(fd, F_DUPFD_CLOEXEC, low);
    if (high < 0) {
        return fd;
    }
    close(fd);
    return high;
}

void own_descriptor_set(struct own_descriptor *d, int fd)
{
    struct stat status = {0};
    d->fd = move_up(fd);
    (void)!fstat(d->fd, &status);
    d->device = status.st_dev;
    d->inode = status.st_ino;
}

static bool is_same_file(const struct own_descriptor *d, int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && status.st_dev == d->device && status.st_ino == d->inode;
}

bool own_descriptor_is_there(const struct own_descriptor *d)
{
    return d->fd >= 0 && is_same_file(d, d->fd);
}

int own_descriptor_reopen(struct own_descriptor *d, const char *path, int flags)
{
    int fd = open(path, flags | O_CLOEXEC);
    if (fd < 0) {
        return errno;
    }
    if (!is_same_file(d, fd)) {
        close(fd);
        return EBADF;
    }
    own_descriptor_set(d, fd);
    return 0;
}

void own_descriptor_close(struct own_descriptor *d)
{
    if (own_descriptor_is_there(d)) {
        close(d->fd);
    }
    d->fd = -1;
}

bool descriptor_is_regular(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

int descriptor_write(int fd, const char *text, size_t n)
{
    while (n > 0) {
        ssize_t done = write(fd, text, n);
        if (done > 0) {
            text += done;
            n -= (size_t)done;
        } else if (done == 0) {
            return ENOSPC;
        } else if (errno != EINTR) {
            return errno;
        }
    }
    return 0;
}

int own_descriptor_write(const struct own_descriptor *d, const char *text, size_t n)
{
    return own_descriptor_is_there(d) ? descriptor_write(d->fd, text, n) : EBADF;
}
