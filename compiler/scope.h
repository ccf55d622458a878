/*
 * Scopes: which variable each name means. One scope for every module, class, function, lambda and comprehension,
 * found by its node; made in one pass over the tree (collecting bindings and uses) and one over the scopes (resolving
 * free names), as CPython's symtable does. Names are mangled here already: scope_mangle.
 */
#ifndef HASP_COMPILER_SCOPE_H
#define HASP_COMPILER_SCOPE_H

#include "compiler/ast.h"
#include "compiler/identifiers.h"
#include "compiler/syntax_error.h"
#include "runtime/base/arena.h"

enum scope_kind {
    SCOPE_MODULE,
    SCOPE_CLASS,
    SCOPE_FUNCTION,
    SCOPE_LAMBDA,
    SCOPE_COMPREHENSION,
    SCOPE_ANNOTATION, /* one that becomes text: walked for its errors, then forgotten */
    SCOPE_TYPE_PARAMETERS, /* `[T]` and what can see T: evaluated at once, as if by a function around the definition */
    SCOPE_TYPE_BOUND, /* of a type parameter, and the value of a type alias: evaluated when asked for */
    SCOPE_TYPE_ALIAS
};

enum storage {
    STORAGE_NONE,            /* the name does not occur in the scope */
    STORAGE_LOCAL,           /* a register (functions); the namespace mapping (modules, classes) */
    STORAGE_CELL,            /* local to a function, captured by an inner scope */
    STORAGE_FREE,            /* of an enclosing function */
    STORAGE_GLOBAL_EXPLICIT, /* by a global statement */
    STORAGE_GLOBAL_IMPLICIT  /* found nowhere else */
};

enum symbol_flag {
    SYMBOL_BOUND = 1, /* assigned, imported, a parameter... in this scope */
    SYMBOL_PARAMETER = 2,
    SYMBOL_USED = 4,
    SYMBOL_GLOBAL = 8, /* global statement */
    SYMBOL_NONLOCAL = 16,
    SYMBOL_ANNOTATED = 32,
    SYMBOL_DELETED =
        64, /* target of del, or name of an except clause: may be unbound after it was bound */
    SYMBOL_OF_CLASS = 128,       /* bound by the class that the scope can see: there, or a global */
    SYMBOL_GLOBAL_OF_CLASS = 256 /* by a global statement of that class */
};

struct symbol {
    const char *name; /* interned, mangled */
    uint32_t flags;
    enum storage storage;
    uint32_t number; /* for the code generator: register or name index */
};

struct scope {
    enum scope_kind kind;
    const char *name; /* interned: "<lambda>", "<listcomp>", ...; of the module "top" */
    const struct ast *node;
    struct scope *parent;   /* NULL for the module */
    const char *class_name; /* of the nearest enclosing class, for mangling; NULL */
    /* In order of first occurrence; parameters first, in the order of registers (*args and **kwargs last). */
    struct symbol *symbols;
    uint32_t n_symbols;
    uint32_t n_parameters;
    bool is_generator, is_coroutine;
    bool is_nested;       /* inside a function, at any distance */
    bool has_annotations; /* module, class: contains annotated assignments */
    bool sees_class; /* SCOPE_TYPE_*: names are those of the class around first, as in its body */
    bool has_walrus; /* an assignment expression, here or in a comprehension inside, binds here */
    struct symbol **index; /* private: hash table by name */
    uint32_t index_mask;
};

struct scopes; /* all of one compilation */

/*
 * Builds the scopes of a tree. NULL: *error is set (or no memory). `future_annotations` is set if the module begins with
 * that import or the flag came in true.
 */
struct scopes *scopes_build(struct arena *arena, struct identifiers *identifiers, struct ast *tree,
                            const char *stack_bound, bool *future_annotations,
                            struct syntax_error *error);

/*
 * The scope of a Module, Expression, Interactive, ClassDef, FunctionDef, Lambda or comprehension node; of the type
 * parameters of a GenericDefinition or TypeAlias; of the bound of a TypeVar; of a type alias's value, by its name's node.
 */
struct scope *scope_of(struct scopes *scopes, const struct ast *node);

/* The symbol of an already mangled name; NULL if it does not occur. */
struct symbol *scope_find(const struct scope *scope, const char *mangled);

/*
 * Whether a class keeps this name in its namespace whatever the storage says: STORAGE_FREE is then only there so
 * that the class's functions can be handed an outer function's cell of the same name.
 */
static inline bool scope_names_namespace(const struct scope *scope, const struct symbol *symbol)
{
    return scope->kind == SCOPE_CLASS && symbol->flags & SYMBOL_BOUND &&
           !(symbol->flags & (SYMBOL_NONLOCAL | SYMBOL_GLOBAL));
}

/*
 * What the name means in the scope itself. STORAGE_FREE may only be there to hand another variable of that name to inner
 * functions.
 */
static inline enum storage scope_storage(const struct symbol *symbol)
{
    return symbol->flags & (SYMBOL_GLOBAL | SYMBOL_GLOBAL_OF_CLASS) ? STORAGE_GLOBAL_EXPLICIT
           : symbol->flags & SYMBOL_OF_CLASS                        ? STORAGE_GLOBAL_IMPLICIT
                                                                    : symbol->storage;
}

static inline bool scope_is_of_types(const struct scope *scope)
{
    return scope->kind == SCOPE_TYPE_PARAMETERS || scope->kind == SCOPE_TYPE_BOUND ||
           scope->kind == SCOPE_TYPE_ALIAS;
}

/*
 * In a class, the cell that its functions know as __class__: a variable beside the one that the class's own body calls so, which
 * may be that of a class further out.
 */
#define OWN_CLASS_CELL ".class"

/* `_Class__name` for a private name inside a class, else the name itself. Interned. */
const char *scope_mangle(struct scopes *scopes, const struct scope *scope, const char *name);

#endif
