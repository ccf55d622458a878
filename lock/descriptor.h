/* Files of the recorder and of the scheduler's log, which are written without the heap. */
#ifndef HASP_LOCK_DESCRIPTOR_H
#define HASP_LOCK_DESCRIPTOR_H

#include <errno.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>
#include <unistd.h>

static inline bool descriptor_is_regular(int fd)
{
    struct stat status;
    return fstat(fd, &status) == 0 && S_ISREG(status.st_mode);
}

/* Writes all `n` bytes, whatever signals come. 0 or an errno value; ENOSPC for a file that takes nothing. */
static inline int descriptor_write(int fd, const char *text, size_t n)
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

#endif
