/*
 * What the files of the symbol pass share: the builder, and symbols under construction.
 *
 *     scope_collect.c, scope_definition.c, scope_generic.c
 *                        walk the tree: make the scopes, note for each name how it is bound and used
 *     scope_resolve.c    walk the scopes: find where each name lives
 */
#ifndef HASP_COMPILER_SCOPE_PRIVATE_H
#define HASP_COMPILER_SCOPE_PRIVATE_H

#include "compiler/recursion.h"
#include "compiler/scope.h"

/* Flags of a symbol that only this pass needs; they continue enum symbol_flag. */
enum {
    SYMBOL_ITERATION = 1 << 16, /* target of a comprehension's for */
    SYMBOL_IMPORTED = 1 << 17,
    SYMBOL_TYPE_PARAMETER = 1 << 18,
};

struct scopes {
    struct arena *arena;
    struct identifiers *identifiers;
    struct scope **all; /* outer ones first */
    uint32_t n_scopes, capacity;
    struct scope **table; /* by node; as large as a power of two */
    uint32_t table_mask;
};

/* A name in a global or nonlocal statement (or bound by := as if by one): where to point if it is wrong. */
struct directive {
    struct directive *next;
    const struct scope *scope;
    const char *name;
    const struct ast *node;
};

struct builder {
    struct scopes *scopes;
    struct syntax_error *error;
    const char *stack_bound;
    struct scope *scope; /* where the walk is */
    struct directive *directives;
    bool future_annotations;
    int32_t last_future_line;
    bool is_comprehension_target;       /* of the current scope; cleared on entering another */
    uint32_t n_comprehension_iterables; /* that we are in, at any distance: no := there */
    /* Names that code generation will need. */
    const char *class_cell, *own_class_cell, *super, *debug, *first_argument, *future;
    const char *class_dict, *type_parameters, *generic_base, *defaults, *keyword_defaults;
};

/* Errors; both return false. */
bool scope_fail(struct builder *b, const struct ast *node, const char *format, ...)
    PRINTF_LIKE(3, 4);
bool scope_fail_no_memory(struct builder *b);
bool scope_fail_too_deep(struct builder *b);

/* A new scope inside the current one, which it does not become. NULL: failed. */
struct scope *scope_create(struct builder *b, enum scope_kind kind, const char *name,
                           const struct ast *node);
/* The symbol of a mangled name, added if it is new. NULL: no memory. */
struct symbol *scope_intern(struct scopes *scopes, struct scope *scope, const char *mangled);

static inline bool scope_is_function(const struct scope *scope)
{
    return scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
}

/* The state of the walk that belongs to one scope. */
struct saved_walk {
    struct scope *scope;
    bool is_comprehension_target;
    uint32_t n_comprehension_iterables;
};
struct saved_walk scope_enter(struct builder *b, struct scope *scope);
void scope_leave(struct builder *b, struct saved_walk saved);

/* The walk. All return false after an error. */
bool scope_visit(struct builder *b, const struct ast *node);
bool scope_visit_list(struct builder *b, const struct ast_list *list);
/* Notes that `name` (not mangled) has `flags` in the current scope. */
bool scope_note(struct builder *b, const char *name, uint32_t flags, const struct ast *node);
bool scope_visit_definition(struct builder *b, const struct ast *node); /* def, class, lambda */
/* The part of a definition that is inside the scope of its type parameters: annotations, bases, the body. */
bool scope_visit_function_inside(struct builder *b, const struct ast_FunctionDef *function);
bool scope_visit_class_inside(struct builder *b, const struct ast_ClassDef *class);
bool scope_visit_defaults(struct builder *b, const struct ast_arguments *args);
bool scope_visit_generic(struct builder *b,
                         const struct ast *node); /* GenericDefinition, TypeAlias */
bool scope_visit_comprehension(struct builder *b, const struct ast *node);
bool scope_visit_walrus(struct builder *b, const struct ast *node);
/* An annotation that becomes text must not await, yield or assign; neither must what stands in scopes of types. */
bool scope_check_annotation(struct builder *b, const char *what, const struct ast *node);
/* What a scope of types is called in messages: "within a type alias" and so on. */
const char *scope_of_types_name(const struct scope *scope, bool in_comprehension);
/* __debug__ is no name to assign to. */
bool scope_check_target(struct builder *b, const char *name, bool is_delete,
                        const struct ast *node);

/* f(a=1, a=2) is an error; `call` is the call or the class. */
bool scope_check_keywords(struct builder *b, const struct ast_list *keywords,
                          const struct ast *call);
bool scope_visit_annotation(struct builder *b, const struct ast *annotation);
/* Remembers the place of a global or nonlocal name of the current scope. */
bool scope_add_directive(struct builder *b, const char *name, const struct ast *node);

/* Reads the __future__ imports at the top of a module. */
bool scope_read_future(struct builder *b, const struct ast *tree);

bool scope_resolve_all(struct builder *b);

#endif
