/*
 * Code objects and functions as passive records. To the runtime an instruction is an opaque 64-bit word;
 * the compiler builds code objects through this header alone and the virtual machine runs them.
 *
 * Registers of a frame, in this order (the names of the first three groups are local_names):
 *
 *     arguments (positional-only, positional, keyword-only, *args, **kwargs), other locals,
 *     cells (one register each, holding a cell; a captured argument has its own register turned into a
 *     cell instead), free variables (cells copied from the closure), temporaries
 */
#ifndef HASP_RUNTIME_CODE_H
#define HASP_RUNTIME_CODE_H

#include "runtime/error.h"
#include "runtime/temporary.h"

/* Values as CPython's co_flags. */
enum code_flag {
    CODE_OPTIMIZED = 0x1, /* locals are registers (functions) */
    CODE_NEWLOCALS = 0x2,
    CODE_VARARGS = 0x4,
    CODE_VARKEYWORDS = 0x8,
    CODE_NESTED = 0x10,
    CODE_GENERATOR = 0x20,
    CODE_COROUTINE = 0x80,
    CODE_ITERABLE_COROUTINE = 0x100, /* a generator that may be awaited: types.coroutine */
    CODE_ASYNC_GENERATOR = 0x200,
    CODE_FUTURE_ANNOTATIONS = 0x1000000,
    /* Of an embedded module that CPython has in C: its frames show in no traceback, as there. By code_new. */
    CODE_STANDS_FOR_C = 0x40000000
};

/* One protected range [start, end) of words; the first entry that contains the word wins. */
struct exception_entry {
    uint32_t start, end; /* in words */
    uint32_t handler;    /* word to continue at */
    /* Receives the exception; the one above it, the number of the word that raised. Registers above that are dead. */
    uint32_t exception_register;
};

/*
 * Where an instruction comes from; columns in UTF-8 bytes, -1 if unknown. One per instruction word. In the compiler and in
 * the table of a code object a negative line is that of an artificial instruction, which is not the beginning of
 * anything: a trace function does not hear of it.
 */
struct code_position {
    int32_t line, end_line;
    int32_t column, end_column;
};

struct code {
    struct object base;

    /* --- Immutable after code_new --- */
    uint32_t flags;
    uint32_t n_positional_only, n_positional /* includes positional-only */, n_keyword_only;
    uint32_t n_parameters; /* all of them, with * and ** */
    uint32_t n_direct;     /* so many positional arguments need no binding; UINT32_MAX: never */
    uint32_t n_pushed; /* n_direct if a call pushes a frame; UINT32_MAX if it makes a generator */
    uint32_t n_locals; /* arguments and other locals */
    uint32_t n_cells, n_free;
    uint32_t n_named;     /* n_locals + n_cells + n_free: registers below are always live */
    uint32_t n_registers; /* size of the window, call windows of callees excluded */
    uint32_t first_line;
    Value name, qualname, filename; /* str, interned where identifiers */
    /* Tuple of str, one for each register below n_named (co_varnames, cellvars, freevars). */
    Value local_names;
    Value constants;    /* tuple */
    Value names;        /* tuple of interned str: attributes and so on */
    Value global_names; /* tuple of interned str: index of LOAD_GLOBAL and its kin */
    Value doc;          /* None or str */
    /* Not 0 for each parameter whose register holds a cell; NULL: none does. */
    struct raw_buffer *captures;
    uint32_t n_words;
    uint64_t fingerprint;               /* of the words as they were compiled */
    struct exception_entry *exceptions; /* in the raw buffer below */
    uint32_t n_exceptions;
    const uint16_t *depths; /* per word: registers live while it runs (GC scans no further) */
    struct raw_buffer *words_buffer, *exceptions_buffer, *depths_buffer, *positions_buffer;

    /* --- Words are rewritten by single atomic stores: inline caches, specialised instructions --- */
    uint64_t *words;

    /* --- 0, or its number where the global lock is recorded (lock/places.h): release, once --- */
    uint32_t place;

    /* --- Release store, last one wins: see struct global_cells --- */
    struct global_cells *global_cells;
};

/*
 * The cells of code->global_names for one globals dict, shared by all functions with the same pair. Each
 * element is NULL until resolved (a slow path), then (release store) the cell in the globals; if the name
 * was found in the builtins, that one's cell is beside it.
 */
struct global_cell_pair {
    struct cell *global;  /* may hold UNBOUND: look at `builtin` then */
    struct cell *builtin; /* NULL: none known */
};
struct global_cells {
    struct object base;
    Value globals;  /* dict */
    Value builtins; /* dict */
    uint32_t n;
    struct global_cell_pair cells[];
};

/* A Python function. */
struct function {
    struct object base; /* TYPE_HAS_DICT: attributes after the fields */
    /* --- Immutable --- */
    Value globals; /* dict */
    struct global_cells *global_cells;
    Value closure; /* tuple of cells, or UNBOUND */
    /* --- value_load / value_store; read once per call --- */
    Value code;             /* struct code */
    Value defaults;         /* tuple or None */
    Value keyword_defaults; /* dict or None */
    Value annotations;      /* dict, tuple of name, value pairs, or UNBOUND */
    Value name, qualname, doc, module;
    struct slot_chunk *attribute_slots; /* slots_offset points here */
};

extern struct type code_type, function_type, global_cells_type;

/* What the compiler hands over; all arrays are copied. Tuples and strs must be reachable from C stack. */
struct code_spec {
    uint32_t flags, n_positional_only, n_positional, n_keyword_only, n_locals, n_cells, n_free,
        n_registers, first_line;
    Value name, qualname, filename, local_names, constants, names, global_names, doc;
    const uint8_t *captures; /* a byte for each parameter, or NULL */
    const uint64_t *words;
    const uint16_t *depths;
    const struct code_position *positions;
    uint32_t n_words;
    const struct exception_entry *exceptions;
    uint32_t n_exceptions;
};
RAISES Value code_new(struct thread *t, const struct code_spec *spec);
/* Does calling a function of this code make a generator, a coroutine or an asynchronous generator? */
static inline bool code_is_generator(const struct code *code)
{
    return code->flags & (CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR);
}
/* Gives a code object that was just read, and those in it, the name of the file that it is for. */
void code_set_filename(struct code *code, Value filename);
/* Does the named register i hold a cell (once the function has begun)? */
bool code_captures(const struct code *code, uint32_t i);
struct code_position code_position_at(const struct code *code, uint32_t word); /* line > 0 */
bool code_is_artificial(const struct code *code, uint32_t word);

/* --- Constants, for the compiler --- */
/* Brackets making constants that are kept where the collector does not look: allocation does not collect meanwhile. */
void constants_begin(struct thread *t);
void constants_end(struct thread *t);
/* After what was bracketed has failed for want of memory: once (*tried), collects; true: make all constants again. */
MAY_GC bool constants_retry(struct thread *t, bool *tried);
RAISES Value constant_int(struct thread *t, const char *digits, size_t n, int base);
/* How many decimal digits a constant may have; 0: any number. */
int64_t constant_max_digits(void);
RAISES Value constant_float(struct thread *t, const char *text, size_t n);
RAISES Value constant_imaginary(struct thread *t, const char *text, size_t n);
RAISES Value constant_str(struct thread *t, const char *wtf8, size_t n);  /* surrogates allowed */
RAISES Value constant_name(struct thread *t, const char *utf8, size_t n); /* interned */
RAISES Value constant_bytes(struct thread *t, const char *bytes, size_t n);
/* repr() of an int, float, complex, str, bytes or None, True, False. */
RAISES Value constant_repr(struct thread *t, Value v);
/* UTF-8 of a str, ended by a zero, in collected memory; NULL: MemoryError. */
RAISES const char *constant_text(struct thread *t, Value str);
/* The same with its length, since there may be zeros in it. */
RAISES const char *constant_utf8(struct thread *t, Value str, size_t *n);
/* A source file as a str, in an encoding that only the codecs know. May run Python code. */
RAISES MAY_GC Value constant_decode(struct thread *t, const char *bytes, size_t n,
                                    const char *encoding);
RAISES Value constant_tuple(struct thread *t, const Value *items, size_t n);
RAISES Value constant_frozenset(struct thread *t, const Value *items, size_t n);
/* Folds a pure operator on constants; UNBOUND without an exception if it would raise or grow too big. */
Value constant_fold_binary(struct thread *t, int binary_op, Value v, Value w);
Value constant_fold_unary(struct thread *t, int unary_op, Value v);
/* Same type and value, with 0.0 and -0.0, 1 and True and 1.0 kept apart (recursively in tuples). */
bool constants_are_same(Value v, Value w);
/* Where a SyntaxError is: columns are 1-based character offsets, 0 if unknown. */
struct error_place {
    int line, column, end_line, end_column;
    bool has_no_end_column;
    const char *text; /* the line; borrowed for the call; NULL: not known */
    size_t n_text;
    bool may_be_in_file; /* the text is that line of the file, if there is one */
    /* Show the text with an end of line, whether it has one or not; else with none. */
    bool ends_line;
};
/* v == w, as dict keys have it. */
bool constants_are_equal(struct thread *t, Value v, Value w);
/* Sets SyntaxError (or IndentationError, TabError by `kind` 0, 1, 2) with CPython's attributes. */
COLD Value raise_syntax_error(struct thread *t, int kind, const char *message, Value filename,
                              const struct error_place *place);
/* Makes a SyntaxError of the LookupError or UnicodeDecodeError that constant_decode has raised. */
COLD Value raise_encoding_error(struct thread *t, Value filename);

/*
 * Issues a SyntaxWarning or DeprecationWarning. WARNING_IS_ERROR: a filter has made an exception of it, which is gone again;
 * WARNING_RAISED: something else went wrong and is pending.
 */
enum warning_outcome { WARNING_ISSUED, WARNING_IS_ERROR, WARNING_RAISED };
MAY_GC enum warning_outcome constant_warn(struct thread *t, bool is_deprecation,
                                          const char *message, Value filename, int line);

/* --- Syntax trees as scripts see them: instances of the classes of the module _ast --- */
RAISES MAY_GC Value tree_module(struct thread *t); /* _ast */
RAISES MAY_GC Value tree_class(struct thread *t, Value module, const char *name);
/* The instance of a context or an operator that all parsed trees share. */
RAISES MAY_GC Value tree_shared(struct thread *t, Value module, const char *name);
RAISES MAY_GC Value tree_instance(struct thread *t, Value class); /* without fields; polls */
RAISES MAY_GC bool tree_set(struct thread *t, Value instance, Value field, Value v);
RAISES Value tree_list(struct thread *t, size_t capacity);
RAISES bool tree_append(struct thread *t, Value list, Value v);

/* --- The way back: a script's tree may be anything, and change while it is read --- */
/* Is it an instance of _ast.AST? Of a class, or one derived from it? */
RAISES MAY_GC bool tree_is_node(struct thread *t, Value v, bool *is_node);
bool tree_is_instance(Value v, Value class);
RAISES MAY_GC Value tree_get(struct thread *t, Value v, Value field); /* UNBOUND: missing */
bool tree_is_list(Value v);
uint64_t tree_list_length(Value list);
Value tree_list_item(Value list, uint64_t i); /* UNBOUND: not there */
RAISES MAY_GC bool tree_int(struct thread *t, Value v, int *n);
/* The text of a str or bytes in collected memory. */
RAISES const char *tree_text(struct thread *t, Value v, size_t *n);
enum tree_constant {
    TREE_STR,
    TREE_BYTES,
    TREE_SMALL_INT /* of at most nine digits */,
    TREE_OTHER
};
enum tree_constant tree_constant_kind(Value v);
/* NULL, or the name of the type that cannot be part of a constant. */
const char *tree_constant_refused(struct thread *t, Value v);

RAISES Value function_new(struct thread *t, Value code, Value globals);

#endif
