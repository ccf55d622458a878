/*
 * File objects: what open() gives, and sys.stdin, sys.stdout and sys.stderr. One structure under CPython's five names:
 * FileIO (raw), BufferedReader, BufferedWriter, BufferedRandom and TextIOWrapper.
 *
 * A file object is a view of a struct stream (file_stream.h), which holds the descriptor and the bytes; f, f.buffer and
 * f.buffer.raw are views of one stream, so that text is never waiting in a layer of its own: it is encoded when
 * written, and decoded when read, byte for byte where the reader stands. Hence tell() of a text file is a position in
 * bytes, together with the byte order where a mark has told it.
 */
#ifndef HASP_RUNTIME_FILE_H
#define HASP_RUNTIME_FILE_H

#include "runtime/file_stream.h"

enum newline_kind { NEWLINE_LF = 1, NEWLINE_CR = 2, NEWLINE_CRLF = 4 };

/* The argument `newline` of open(). */
enum newline_mode {
    NEWLINES_UNIVERSAL, /* None: all three are read as "\n" */
    NEWLINES_KEPT,      /* "": all three end a line, none is translated */
    NEWLINES_ONLY_LF,
    NEWLINES_ONLY_CR,
    NEWLINES_ONLY_CRLF,
};

/* Up to FILE_ASCII, the bytes below 128 are the text if there are no others; FILE_UTF8_MARKED is utf-8-sig. FILE_OTHER: one of the registry. */
enum file_encoding {
    FILE_UTF8,
    FILE_LATIN1,
    FILE_ASCII,
    FILE_OTHER,
    FILE_UTF8_MARKED,
    FILE_UTF16,
    FILE_UTF32
};

struct file {
    struct object base;
    /* Written by the constructor and by detach(): value_load. UNBOUND: uninitialised or detached. */
    Value stream;
    /* Made on demand: of text its `buffer`, of a buffered file its `raw`. value_load, value_store. */
    Value inner;
    /* What works for a file that is not over a descriptor of ours (file_general.c); then `stream` is UNBOUND. Else
       UNBOUND. value_load, value_store. */
    Value general;
    /* Constant after the constructor, but for reconfigure(): relaxed. */
    Value encoding, errors; /* str; text only */
    Value
        mode; /* str or UNBOUND: as given to open(), or set by a script, for text; value_load, value_store */
    uint8_t encoding_kind; /* enum file_encoding */
    uint8_t newline_mode;  /* enum newline_mode */
    bool strict;           /* errors == "strict" */
    bool has_mark;         /* of the encoding: its text begins with a byte order mark */
    bool big_endian;       /* of an encoding without one */
    bool line_buffering, write_through;
    bool is_detached;                   /* relaxed */
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

extern struct type io_base_type, raw_io_base_type, buffered_io_base_type, text_io_base_type;
extern struct type file_io_type, buffered_reader_type, buffered_writer_type, buffered_random_type,
    text_io_type;

/* enum for type.finalize_rank: what writes through another comes before that. */
enum { FILE_RANK_TEXT = 1, FILE_RANK_BUFFERED, FILE_RANK_RAW, FILE_RANK_STREAM };

void file_trace(struct marker *m, struct object *self);

/* io.UnsupportedOperation, a class made at start-up. */
extern Value unsupported_operation;
COLD Value raise_unsupported(struct thread *t, const char *what);

/* Of exactly that type: nothing of it is overridden. */
static inline bool value_is_text_file(Value v)
{
    return value_type(v) == &text_io_type;
}
/* One of the five classes or derived from one, all of which have their way of being marked. */
static inline bool value_is_file(Value v)
{
    return value_type(v)->trace == file_trace;
}

/* The stream of a file object. NULL: ValueError, it is closed for good or was never opened. */
RAISES struct stream *file_stream(struct thread *t, Value file);

/* open() with its arguments bound; each may be UNBOUND but the first. */
struct open_arguments {
    Value file, mode, buffering, encoding, errors, newline, closefd, opener;
};
RAISES MAY_GC Value file_open(struct thread *t, const struct open_arguments *arguments);
/* The builtin open, a table of one function. */
extern const struct native_def file_open_functions[];

/* After errno says that there are too many open descriptors: some may be garbage that nobody has closed. Collects; true: try
   again. Else false. */
MAY_GC bool file_reclaim_descriptors(struct thread *t);
/* `statement` sets `result`, a new descriptor or less than 0: once more if there was none left but some could be reclaimed. */
#define WITH_DESCRIPTORS(t, result, statement)                                                     \
    for (bool is_last = false;; is_last = true) {                                                  \
        statement;                                                                                 \
        if ((result) >= 0 || is_last || error_pending(t) || !file_reclaim_descriptors(t)) {        \
            break;                                                                                 \
        }                                                                                          \
    }

/* Have options -X warn_default_encoding and -X utf8 been given? */
bool text_warns_of_default_encoding(struct thread *t);
bool text_is_utf8_mode(struct thread *t);

/* Makes the types' start-up data. Once, after the types are ready and before file_standard. */
RAISES bool files_init(struct thread *t);

/* sys.stdin, sys.stdout or sys.stderr: descriptor 0, 1 or 2. None if it is closed. `unbuffered`: option -u. */
RAISES Value file_standard(struct thread *t, int fd, const char *mode, bool unbuffered,
                           Value encoding, const char *error_handler);

/* file.write(s) for an exact TextIOWrapper; `s` is a str. For print(). */
RAISES MAY_GC bool file_write_str(struct thread *t, Value file, Value s);

/* file.flush() of any of the classes above. */
RAISES MAY_GC bool file_flush(struct thread *t, Value file);

/*
 * At exit: writes what is pending in every open file. sys.stdout first: if that fails, its error is reported on stderr
 * as CPython does and false results (exit status 120), without a pending exception.
 */
MAY_GC bool files_flush_all(struct thread *t);

#endif
