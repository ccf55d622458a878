/*
 * marshal: CPython's format for plain data (version 4 and below), byte for byte but for the references, which there depend on
 * reference counts. Code objects are the virtual machine's: it gives the functions for them (vm/marshal.c).
 *
 * An object is a type byte and what that says. With MARSHAL_REFERABLE in the byte the reader numbers the object, and 'r'
 * with the number is that object again.
 */
#ifndef HASP_RUNTIME_MODULES_MARSHAL_H
#define HASP_RUNTIME_MODULES_MARSHAL_H

#include "runtime/base/buffer.h"
#include "runtime/error.h"

enum { MARSHAL_VERSION = 4, MARSHAL_REFERABLE = 0x80, MARSHAL_MAX_DEPTH = 2000 };

struct marshal_writer {
    struct thread *t;
    struct buffer out; /* to be freed by who began */
    int64_t version;
    int depth;
    Value seen;      /* dict: word of an object -> its number; UNBOUND: no references */
    bool is_in_code; /* for write_code: this is part of a code object */
    /* Writes a code object behind the type byte. */
    bool (*write_code)(struct marshal_writer *w, Value code);
};
RAISES MAY_GC bool marshal_write(struct marshal_writer *w, Value v);
void marshal_write_int(struct marshal_writer *w, int32_t n);

struct marshal_reader {
    struct thread *t;
    Value source; /* what keeps `data` alive */
    const char *data;
    size_t n, at;
    Value read;       /* the method of a file that gives n more bytes; UNBOUND: there are none */
    Value references; /* list */
    int depth;
    bool is_in_code; /* for read_code: this is part of a code object */
    /* Reads a code object behind the type byte. */
    Value (*read_code)(struct marshal_reader *r);
};
RAISES MAY_GC Value marshal_read(struct marshal_reader *r);
RAISES MAY_GC bool marshal_read_int(struct marshal_reader *r, int32_t *n);
/* The next n bytes; valid until the next read. NULL: EOFError or what the file raised. */
RAISES MAY_GC const char *marshal_read_bytes(struct marshal_reader *r, size_t n);
COLD Value marshal_bad(struct marshal_reader *r, const char *what);

#endif
