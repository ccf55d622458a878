/*
 * The parser of pyexpat: an XML_Parser of the library, and the functions of a script that it calls.
 *
 * One thread at a time uses a parser, and only in a claim: from expat_claim to expat_release it is the `owner`, and every
 * field below `owner` is its own. A call of another thread meanwhile is refused, so nobody waits while a handler runs.
 * The handlers alone may be read at any time.
 */
#ifndef HASP_RUNTIME_MODULES_EXPAT_PARSER_H
#define HASP_RUNTIME_MODULES_EXPAT_PARSER_H

#include "runtime/modules/expat_library.h"

enum expat_handler {
#define HANDLER(name) EXPAT_##name,
#include "runtime/modules/expat_handlers.def"
#undef HANDLER
    EXPAT_N_HANDLERS
};

struct expat_parser {
    struct object base;
    XML_Parser library; /* owned; immutable */
    Value
        parent; /* of an external entity: the parser that it shares its DTD with, or UNBOUND; immutable */
    Value intern;                     /* dict or None; immutable */
    Value handlers[EXPAT_N_HANDLERS]; /* value_load/value_store; None: not set */

    struct thread *owner; /* atomic; NULL: nobody parses */
    uint32_t depth;       /* of nested claims of the owner */
    bool has_failed;      /* a handler has raised: the rest of the calls do nothing */
    bool buffers_text, orders_attributes, wants_specified, wants_prefixes;
    char *text; /* owned; character data that has not been given to its handler yet */
    size_t n_text, text_room;
    int64_t max_text; /* buffer_size */
};
extern struct type expat_parser_type;

extern Value expat_error; /* ExpatError; a root */

/* False: ValueError, another thread parses. */
RAISES bool expat_claim(struct thread *t, struct expat_parser *p);
void expat_release(struct expat_parser *p);

/* --- In a claim --- */

/* Tells the library which calls are wanted, after a change of the handler. */
void expat_install(struct expat_parser *p, enum expat_handler which);
void expat_install_all(struct expat_parser *p);
/* Gives the buffered text to its handler. False: that raised. */
RAISES MAY_GC bool expat_flush_text(struct thread *t, struct expat_parser *p);

#endif
