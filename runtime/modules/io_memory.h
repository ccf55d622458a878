/*
 * Files in memory: BytesIO and StringIO. The contents, an array of bytes or of characters of four bytes, are a byte store
 * (runtime/byte_store.h), an object of its own: it is what views of BytesIO.getbuffer() look at.
 *
 * Every operation is one critical section on the contents: it copies in or out under their lock, which guards the fields
 * of the file, too.
 */
#ifndef HASP_RUNTIME_MODULES_IO_MEMORY_H
#define HASP_RUNTIME_MODULES_IO_MEMORY_H

#include "runtime/byte_store.h"
#include "runtime/error.h"
#include "runtime/file.h"

struct memory_file {
    struct object base;
    struct byte_store *contents; /* immutable; its lock is the object lock of both */
    /* Under the object lock. */
    size_t position; /* items, not bytes; may lie past the end */
    bool closed;
    uint8_t
        newlines; /* StringIO: enum newline_kind, what was written in the modes that look for them */
    /* Constant after the constructor. */
    uint8_t item_size;    /* 1 or 4 */
    uint8_t newline_mode; /* StringIO: enum newline_mode, NEWLINES_ONLY_LF by default */
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

extern struct type bytes_io_type, string_io_type, memory_contents_type;

/* An empty one of `type`, or of a class derived from it. */
RAISES struct memory_file *memory_new(struct thread *t, struct type *type, uint8_t item_size);
void memory_trace(struct marker *m, struct object *self);

/* BufferError while there are views of the contents. Asked by whatever changes their length, before it makes temporaries:
   they might be collected. */
RAISES MAY_GC bool memory_check_views(struct thread *t, struct memory_file *file);

/* --- io_memory.c: on arrays; each takes the object's lock --- */

/* Overwrites and extends at the position, filling a gap with zeros, by `n` items of `kind` bytes each, at most as many as
   those of the file. false: MemoryError, or ValueError if closed. */
RAISES bool memory_write(struct thread *t, struct memory_file *file, int kind, const void *items,
                         size_t n);
/*
 * A malloc'ed copy of up to `n` items from the position on, which moves behind them; with `until_newline` no further
 * than behind the first line end. NULL: an exception. The caller frees it.
 */
RAISES void *memory_read(struct thread *t, struct memory_file *file, int64_t n, bool until_newline,
                         size_t *n_read);
/* The same of everything, the position left alone. */
RAISES void *memory_contents(struct thread *t, struct memory_file *file, size_t *length);
/* Replaces everything. */
RAISES bool memory_set(struct thread *t, struct memory_file *file, const void *items, size_t n);

/* Adds to the kinds of line ends that were written; what they are. */
void memory_note_newlines(struct memory_file *file, uint8_t seen);
uint8_t memory_newlines(struct memory_file *file);
RAISES bool memory_set_position(struct thread *t, struct memory_file *file, Value position,
                                const char *which);

/* The instance's attributes for __getstate__, a dict or None; and back again. */
RAISES Value memory_attributes(struct thread *t, struct memory_file *file);
RAISES bool memory_set_attributes(struct thread *t, struct memory_file *file, Value attributes,
                                  const char *which);

/* seek, tell, truncate, close, ...: the methods that both classes share. */
#define MEMORY_METHODS(ROW)                                                                        \
    ROW(close, "(self, /)")                                                                        \
    ROW(flush, "(self, /)")                                                                        \
    ROW(isatty, "(self, /)")                                                                       \
    ROW(readable, "(self, /)")                                                                     \
    ROW(seek, "(self, pos, whence=0, /)")                                                          \
    ROW(seekable, "(self, /)")                                                                     \
    ROW(tell, "(self, /)")                                                                         \
    ROW(truncate, "(self, pos=None, /)")                                                           \
    ROW(writable, "(self, /)")
#define DECLARE_MEMORY_METHOD(name, signature)                                                     \
    Value memory_method_##name(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
MEMORY_METHODS(DECLARE_MEMORY_METHOD)
#undef DECLARE_MEMORY_METHOD
#define MEMORY_METHOD_ROW(name, signature)                                                         \
    {#name, memory_method_##name, signature, NULL, NATIVE_METHOD},

RAISES bool memory_check_open(struct thread *t, struct memory_file *file);
Value memory_get_closed(struct thread *t, Value self);

#endif
