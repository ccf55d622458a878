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

/* The arguments of TextIOWrapper: encoding, errors and newline into `f`. Each may be None or UNBOUND. A file whose
   encoding_kind is FILE_OTHER then has to become general. */
RAISES bool text_configure(struct thread *t, struct file *f, Value encoding, Value errors,
                           Value newline);
/* TypeError: one is neither str nor absent. */
RAISES bool text_check_arguments(struct thread *t, Value encoding, Value errors);
/* The encoding by name, for None or "locale" that of the locale. */
RAISES Value text_encoding_name(struct thread *t, Value encoding);
/* EncodingWarning if no encoding is given and option -X warn_default_encoding is (file_open.c). */
RAISES MAY_GC bool text_warn_encoding(struct thread *t, Value encoding);
/* In development mode, LookupError: there is no such error handler. Else it is looked for when needed. */
RAISES MAY_GC bool text_check_handler(struct thread *t, Value errors);

/* The argument `newline` as an enum newline_mode, and back. `complaint` is for a text that is none, by %V or %R. */
RAISES bool newline_argument(struct thread *t, Value newline, const char *complaint, uint8_t *mode);
RAISES Value newline_of_mode(struct thread *t, enum newline_mode mode);
/* The attribute `newlines` for a set of enum newline_kind. */
RAISES Value newline_kinds_value(struct thread *t, uint8_t seen);

/* --- Files (file.c) --- */

/* A view of `stream` through one of the types of file.h. */
RAISES Value file_new(struct thread *t, struct type *type, Value stream);

/* The rest of a file, behind what is buffered, into `all` (file_text.c). */
struct buffer;
RAISES MAY_GC bool stream_read_all(struct thread *t, struct stream *s, struct buffer *all);

/* A number of bytes or characters; None or nothing: -1. */
RAISES MAY_GC bool size_argument(struct thread *t, Value v, int64_t *n);

/* Undoes __init__; and flushes, then parts from what is below. */
void file_forget(Value self);
RAISES MAY_GC bool file_detach(struct thread *t, Value self);

/* f.buffer or f.raw: made at the first call. */
RAISES Value file_inner(struct thread *t, Value self, struct type *type);

/* Is there something open that closing `file` would close for good? */
bool file_is_owner(Value file);
/* ResourceWarning "unclosed file <source>" if `file` is over a descriptor that it closes, but has not. Raises nothing. */
MAY_GC void file_warn_unclosed(struct thread *t, Value file, Value source);

/* --- Files over objects of any class (file_general.c) --- */

static inline Value file_general(Value self)
{
    return value_load(&((struct file *)self)->general);
}
/* From now on `self` buffers `raw`, or is the text of `buffer`; configured by text_configure before. */
RAISES MAY_GC bool file_become_buffered(struct thread *t, Value self, Value raw, int64_t size,
                                        bool reads, bool writes);
RAISES MAY_GC bool file_become_text(struct thread *t, Value self, Value buffer);

/* general.method(args[1], ...), up to the first that is UNBOUND; and with args[1] as by size_argument. */
RAISES MAY_GC Value file_forward(struct thread *t, const char *method, const Value *args,
                                 uint32_t n);
RAISES MAY_GC Value file_forward_sized(struct thread *t, const char *method, const Value *args);
RAISES MAY_GC Value file_forward_attribute(struct thread *t, Value self, const char *name);

/* Begins the function of a method that is passed on where the file is such a one. */
#define FORWARDING(linkage, name, forward)                                                         \
    static Value name##_direct(struct thread *t, Value *args, uint32_t n, Value names);            \
    linkage Value name(struct thread *t, Value *args, uint32_t n, Value names)                     \
    {                                                                                              \
        return LIKELY(file_general(args[0]) == VALUE_UNBOUND) ? name##_direct(t, args, n, names)   \
                                                              : (forward);                         \
    }                                                                                              \
    static Value name##_direct(struct thread *t, Value *args, uint32_t n UNUSED, Value names UNUSED)

/* --- The types' parts (file_binary.c, file_text_type.c) --- */
extern const struct native_def raw_methods[], reader_methods[], writer_methods[], random_methods[],
    text_methods[];
extern const struct getset_def raw_getsets[], buffered_getsets[], text_getsets[];
Value raw_next(struct thread *t, Value self);
Value buffered_next(struct thread *t, Value self);
Value text_next(struct thread *t, Value self);
bool text_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
bool raw_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
bool buffered_init(struct thread *t, Value self, Value *args, uint32_t n_args, Value keyword_names);
/* The slot `next` of a class that overrides readline(), and of the abstract ones. */
RAISES MAY_GC Value file_next_by_method(struct thread *t, Value self);

/* The private method _dealloc_warn(source) of files that are not text. */
Value file_method__dealloc_warn(struct thread *t, Value *args, uint32_t n_args,
                                Value keyword_names);

/* The methods that all three tables begin with (file.c). */
#define FILE_METHODS(ROW)                                                                          \
    ROW(close, "Flush and close the IO object.")                                                   \
    ROW(fileno, "Returns underlying file descriptor if one exists.")                               \
    ROW(flush, "Flush write buffers, if applicable.")                                              \
    ROW(isatty, "Return whether this is an 'interactive' stream.")                                 \
    ROW(seekable, "Return whether object supports random access.")
#define FILE_METHOD_READABLE(ROW) ROW(readable, "Return whether object was opened for reading.")
#define FILE_METHOD_WRITABLE(ROW) ROW(writable, "Return whether object was opened for writing.")
#define DECLARE_FILE_METHOD(name, doc)                                                             \
    Value file_method_##name(struct thread *t, Value *args, uint32_t n_args, Value keyword_names);
FILE_METHODS(DECLARE_FILE_METHOD)
FILE_METHOD_READABLE(DECLARE_FILE_METHOD)
FILE_METHOD_WRITABLE(DECLARE_FILE_METHOD)
#undef DECLARE_FILE_METHOD
#define FILE_METHOD_ROW(name, doc) {#name, file_method_##name, "(self, /)", doc, NATIVE_METHOD},

#endif
