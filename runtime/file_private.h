/* What the files runtime/file*.c share: text of a stream, and the method tables of the file types. */
#ifndef HASP_RUNTIME_FILE_PRIVATE_H
#define HASP_RUNTIME_FILE_PRIVATE_H

#include "runtime/file.h"
#include "runtime/native.h"

/*
 * --- Text (file_text.c, file_text_read.c); inside the stream ---
 * `limit` and `n` in characters, negative: none. "" at the end of the file.
 */
RAISES MAY_GC bool text_write(struct thread *t, struct file *f, struct stream *s, Value str);
RAISES MAY_GC Value text_read_line(struct thread *t, struct file *f, struct stream *s,
                                   int64_t limit);
RAISES MAY_GC Value text_read(struct thread *t, struct file *f, struct stream *s, int64_t n);

/* The stream of a TextIOWrapper, entered and open. NULL: an exception is set. */
RAISES MAY_GC struct stream *text_enter(struct thread *t, Value self);

/* Its methods seek() and tell() (file_text_position.c). */
Value text_seek(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
Value text_tell(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);

/* Skips `n` characters. */
RAISES MAY_GC bool text_skip(struct thread *t, struct file *f, struct stream *s, int64_t n);

/* The arguments of TextIOWrapper: encoding, errors and newline into `f`. Each may be None or UNBOUND. */
RAISES bool text_configure(struct thread *t, struct file *f, Value encoding, Value errors,
                           Value newline);

/* The argument `newline` as an enum newline_mode. */
RAISES bool newline_argument(struct thread *t, Value newline, uint8_t *mode);

/* --- Files (file.c) --- */

/* A view of `stream` through one of the types of file.h. */
RAISES Value file_new(struct thread *t, struct type *type, Value stream);

/* The rest of a file, behind what is buffered, into `all` (file_text.c). */
struct buffer;
RAISES MAY_GC bool stream_read_all(struct thread *t, struct stream *s, struct buffer *all);

/* A number of bytes or characters; None or nothing: -1. */
RAISES MAY_GC bool size_argument(struct thread *t, Value v, int64_t *n);

/* f.buffer or f.raw: made at the first call. */
RAISES Value file_inner(struct thread *t, Value self, struct type *type);

/* --- The types' parts (file_binary.c, file_text_type.c) --- */
extern const struct native_def raw_methods[], buffered_methods[], text_methods[];
extern const struct getset_def raw_getsets[], buffered_getsets[], text_getsets[];
Value raw_next(struct thread *t, Value self);
Value buffered_next(struct thread *t, Value self);
Value text_next(struct thread *t, Value self);
bool text_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
bool raw_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
bool buffered_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
/* The slot `next` of a class that overrides readline(), and of the abstract ones. */
RAISES MAY_GC Value file_next_by_method(struct thread *t, Value self);

/* The methods that all three tables begin with (file.c). */
#define FILE_METHODS(ROW)                                                                          \
    ROW(close, "Flush and close the IO object.")                                                   \
    ROW(fileno, "Returns underlying file descriptor if one exists.")                               \
    ROW(flush, "Flush write buffers, if applicable.")                                              \
    ROW(isatty, "Return whether this is an 'interactive' stream.")                                 \
    ROW(readable, "Return whether object was opened for reading.")                                 \
    ROW(seekable, "Return whether object supports random access.")                                 \
    ROW(writable, "Return whether object was opened for writing.")
#define DECLARE_FILE_METHOD(name, doc)                                                             \
    Value file_method_##name(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
FILE_METHODS(DECLARE_FILE_METHOD)
#undef DECLARE_FILE_METHOD
#define FILE_METHOD_ROW(name, doc) {#name, file_method_##name, "(self, /)", doc, NATIVE_METHOD},

#endif
