/*
 * Files of the recorder and of the scheduler's log, which are written without the heap.
 *
 * Their numbers lie so high that scripts do not meet them: those that they get are the same without such a file. A script that
 * closes what it has not opened (os.closerange) may take one away all the same, and open a file of its own under that
 * number; so whoever uses an own_descriptor asks before whether the number still means the file that it did. Between the
 * asking and the use another thread could do both; nothing but the height of the number speaks against that.
 */
#ifndef HASP_LOCK_DESCRIPTOR_H
#define HASP_LOCK_DESCRIPTOR_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

struct own_descriptor {
    int fd; /* -1: none */
    dev_t device;
    ino_t inode;
};
#define OWN_DESCRIPTOR_NONE                                                                        \
    {                                                                                              \
        .fd = -1                                                                                   \
    }

/* Takes `fd` over: moves it up. */
void own_descriptor_set(struct own_descriptor *d, int fd);

/* Is there one, which is still open for its file? */
bool own_descriptor_is_there(const struct own_descriptor *d);

/*
 * One that is not there any more: opens `path` again, with those flags of open(2), if that is still the same file. 0 or an errno
 * value; EBADF: it is another file.
 */
int own_descriptor_reopen(struct own_descriptor *d, const char *path, int flags);

/* Closes it, if it is there: afterwards there is none. */
void own_descriptor_close(struct own_descriptor *d);

bool descriptor_is_regular(int fd);

/* Writes all `n` bytes, whatever signals come. 0 or an errno value; ENOSPC for a file that takes nothing. */
int descriptor_write(int fd, const char *text, size_t n);

/* The same; EBADF if it is not there. */
int own_descriptor_write(const struct own_descriptor *d, const char *text, size_t n);

#endif
