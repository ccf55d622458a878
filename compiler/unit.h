/*
 * A unit: one code object under construction. Emission, registers, labels, constant and name tables, protected ranges.
 * The code generator (gen.h) decides what to emit; nothing here knows a statement from an expression.
 *
 * Temporaries are a stack: `next` is the first free register. Whoever allocates restores it:
 *
 *     unsigned mark = u->next; ... unit_allocate ... emit ...; u->next = mark;
 *
 * and only after the instruction that consumes them, since the depth recorded with each word is `next` at that moment.
 * Everything lies in the compilation's arena, Values too: the collector does not see them there, and needs not, because the
 * code generator reaches no safepoint and has its allocations fail rather than collect (constants_begin).
 */
#ifndef HASP_COMPILER_UNIT_H
#define HASP_COMPILER_UNIT_H

#include "compiler/ast.h"
#include "compiler/compiler.h"
#include "compiler/identifiers.h"
#include "compiler/scope.h"
#include "compiler/syntax_error.h"
#include "compiler/syntax_warning.h"
#include "runtime/code.h"
#include "vm/format/bytecode.h"

/* What all units of one compilation share. */
struct compilation {
    struct thread *t;
    struct arena *arena;
    struct identifiers *identifiers;
    struct scopes *scopes;
    struct syntax_error error;
    struct syntax_warnings warnings;
    bool raised; /* a runtime exception is pending (MemoryError): give up */
    bool failed; /* error or raised or no memory: emission is ignored from here on */
    bool future_annotations;
    bool is_parsed; /* errors come from the later passes */
    /* An earlier attempt lacked memory, after the parser's warnings had been issued. */
    bool is_again;
    bool lacks_memory; /* for constants: worth another attempt */
    unsigned flags;    /* enum compile_flag */
    enum compile_mode mode;
    Value filename;
    const char *filename_text; /* the same in UTF-8 */
    Value kept;                /* from a script's tree: a list of its constants; else UNBOUND */
};

/* A growing table from pointers (interned text) to small numbers. */
struct pointer_table {
    const void **keys; /* in order of insertion */
    uint32_t n, capacity;
    uint32_t *slots; /* open addressing; number + 1, 0 is free */
    uint32_t mask;
};

typedef uint32_t label; /* index into unit->labels */

struct fixup {
    uint32_t word; /* of the instruction, or of the extra word */
    bool is_extra;
    label target;
};

/* As many may be around one another: CPython's CO_MAXBLOCKS. */
enum { MAX_NESTED_BLOCKS = 20 };

/* A construct that statements jump out of; innermost first by `outer`. See gen_block.c. */
enum block_kind {
    BLOCK_LOOP,         /* break and continue end here */
    BLOCK_TRY,          /* protected, nothing to do on the way out */
    BLOCK_FINALLY,      /* protected; the way out runs the statements */
    BLOCK_HANDLER,      /* the way out restores the handled exception from `saved` */
    BLOCK_HANDLER_NAME, /* protected; the way out unbinds the exception's name */
    BLOCK_GROUP_CLAUSE, /* protected; there is no way out of a clause of except* but its end */
    BLOCK_WITH /* protected; the way out calls __exit__(None, None, None), at exit_register */
};
struct block {
    enum block_kind kind;
    struct block *outer;
    label break_label, continue_label;
    enum opcode continue_op; /* of the jump to the latter: LOOP or LOOP_FOR */
    const struct ast_list *final_body;
    const char *name;
    unsigned saved, exit_register;
    /* Protection: [start, here) is protected by the handler while `is_protecting`. */
    bool is_protecting;
    uint32_t start;
    label handler;
    unsigned exception_register;
    bool is_async;          /* async with */
    const struct ast *node; /* of the with item, for the position of the exit call */
    unsigned n_outer;       /* unit->n_blocks outside of it */
};

struct unit {
    struct compilation *c;
    struct unit *parent;
    struct scope *scope;
    Value name, qualname;
    const char *qualname_text;
    uint32_t code_flags;
    uint32_t n_positional_only, n_positional, n_keyword_only;
    uint32_t first_line;
    Value doc;

    uint32_t n_words, words_capacity;
    uint64_t *words;
    uint16_t *depths;
    struct code_position *positions;
    struct code_position position; /* of what is being emitted */
    /* Of a statement that does nothing and is still to be emitted, if `has_idle`. */
    struct code_position idle_position;
    bool has_idle;
    bool stands_for_idle; /* the last instruction, though it is artificial */

    unsigned n_locals, n_cells, n_free; /* registers in this order */
    unsigned next, high;                /* temporaries */
    const char **register_names;

    int32_t *labels; /* word, or -1 */
    uint32_t n_labels, labels_capacity;
    struct fixup *fixups;
    uint32_t n_fixups, fixups_capacity;
    struct exception_entry *exceptions; /* handler: a label until the end */
    uint32_t n_exceptions, exceptions_capacity;
    struct block *block;
    unsigned n_blocks; /* around here, as CPython counts them */

    struct pointer_table names, globals;
    Value *constants;
    uint32_t n_constants, constants_capacity;
    const struct ast_constant **literals; /* open addressing: the literals, to share them */
    uint32_t *literal_numbers;
    uint32_t literals_mask, n_literals;

    /* Bit per local: certainly bound here. `unreachable`: after a jump; everything counts as bound. */
    uint64_t *bound;
    bool unreachable;
};

/* NULL: c->failed. */
struct unit *unit_create(struct compilation *c, struct unit *parent, struct scope *scope,
                         const char *name, uint32_t first_line);
/* The code object; ERROR: c->raised or c->error tells. */
RAISES Value unit_finish(struct unit *u);

/* --- Errors: all return false and make the rest of the compilation a no-op --- */
bool compile_error(struct compilation *c, const struct ast *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool compile_no_memory(struct compilation *c);
/* Whether C stack is left to go deeper into the tree; false: that is the compilation's error. */
bool compile_has_stack(struct compilation *c);
void *compile_allocate(struct compilation *c, size_t size); /* zeroed; NULL: failed */
/* A pending runtime exception ends the compilation. */
bool compile_raised(struct compilation *c);

/* --- Emission --- */
void unit_at(struct unit *u, const struct ast *node);
/* What is emitted up to the next unit_at begins no line: see struct code_position. */
void unit_artificial(struct unit *u);
/*
 * A statement that does nothing: its line is to be seen by trace functions all the same. If what follows is artificial, that
 * instruction stands for it, else a NOP, unless the line is seen anyway.
 */
void unit_idle(struct unit *u, const struct ast *node);
struct ast unit_place_of_errors(const struct unit *u);
/* As unit_at for `node`, an attribute or the call of one; if the attribute spans lines, it starts at the name. */
void unit_at_attribute(struct unit *u, const struct ast *node,
                       const struct ast_Attribute *attribute);
void emit(struct unit *u, enum opcode op, unsigned d, unsigned a, unsigned b, unsigned c);
void emit_wide(struct unit *u, enum opcode op, unsigned a, int32_t wide);
void emit_extra(struct unit *u, uint64_t word); /* an extra word of the last instruction */
void emit_jump(struct unit *u, enum opcode op, unsigned a, label target); /* wide jumps */
void emit_compare_jump(struct unit *u, enum opcode op, unsigned d, unsigned a, unsigned b,
                       unsigned c, label target); /* jumps in the extra word */

label unit_label(struct unit *u);
void unit_place(struct unit *u, label l);

/* --- Registers --- */
unsigned unit_allocate(struct unit *u, unsigned n); /* n consecutive temporaries; the first */
static inline bool unit_is_temporary(const struct unit *u, unsigned r)
{
    return r >= u->n_locals + u->n_cells + u->n_free;
}

/* --- Tables --- */
unsigned unit_name(struct unit *u, const char *name);   /* attribute names */
unsigned unit_global(struct unit *u, const char *name); /* global names */
unsigned unit_constant(struct unit *u, Value v);        /* appends */
unsigned unit_literal(struct unit *u, const struct ast_constant *constant);
Value literal_value(struct compilation *c, const struct ast_constant *constant);
Value identifier_value(struct compilation *c, const char *name);

/* --- Protected ranges --- */
void unit_protect_start(struct unit *u, struct block *b);
void unit_protect_end(struct unit *u, struct block *b);

#endif
