/* os.scandir: its iterator and entries, and the reading of directories that it shares with os.listdir. */
#ifndef HASP_RUNTIME_MODULES_POSIX_SCANDIR_H
#define HASP_RUNTIME_MODULES_POSIX_SCANDIR_H

#include "runtime/modules/posix_argument.h"

struct buffer;

/* An entry in the buffer: type (one byte), inode (eight bytes), name, zero byte. */
enum { POSIX_ENTRY_HEADER = 9 };

/* Fills `entries`, which is freed if this fails. */
RAISES MAY_GC bool posix_read_directory(struct thread *t, const struct posix_path *path,
                                        struct buffer *entries);
/* The name as bytes if the directory's name is bytes, else as str. */
RAISES Value posix_entry_name(struct thread *t, Value directory, const char *name);
/* os.stat of a path in C; `filename` is for the error. */
RAISES MAY_GC Value posix_stat_at(struct thread *t, int dir_fd, const char *path, bool follow,
                                  Value filename);

extern struct type directory_entry_type, scandir_iterator_type;
Value posix_scandir(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

#endif
