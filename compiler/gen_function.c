/* Functions, lambdas and classes: code objects inside code objects. */
#include <string.h>

#include "compiler/compiler.h"
#include "compiler/gen.h"

/* --- Prologue --- */

void gen_prologue(struct unit *u)
{
    struct scope *scope = u->scope;
    bool is_function = scope->kind != SCOPE_MODULE && scope->kind != SCOPE_CLASS;
    if (u->code_flags & (CODE_GENERATOR | CODE_COROUTINE | CODE_ASYNC_GENERATOR)) {
        unsigned scratch = unit_allocate(u, 1);
        emit(u, OP_RETURN_GENERATOR, 0, scratch, 0, 0);
        u->next = scratch;
    }
    if (u->n_free > 0) {
        emit(u, OP_COPY_FREE, 0, u->n_locals + u->n_cells, 0, u->n_free);
    }
    for (uint32_t i = 0; i < scope->n_symbols; i++) {
        if (scope->symbols[i].storage == STORAGE_CELL) {
            emit(u, OP_MAKE_CELL, 0, scope->symbols[i].number, 0, 0);
        }
    }
    for (uint32_t i = 0; is_function && i < scope->n_parameters; i++) {
        gen_mark_bound(u, scope->symbols[i].name, true);
    }
}

uint32_t gen_kind_flags(const struct scope *scope)
{
    bool is_async = scope->kind == SCOPE_COMPREHENSION ? scope->is_coroutine
                                                       : scope->node->kind == AST_AsyncFunctionDef;
    if (is_async) {
        return scope->is_generator ? CODE_ASYNC_GENERATOR : CODE_COROUTINE;
    }
    return scope->is_generator ? CODE_GENERATOR : 0;
}

uint32_t gen_function_flags(const struct unit *u, const struct ast_arguments *args)
{
    uint32_t flags = CODE_OPTIMIZED | CODE_NEWLOCALS;
    flags |= u->scope->is_nested ? CODE_NESTED : 0;
    flags |= gen_kind_flags(u->scope);
    flags |= args != NULL && args->vararg != NULL ? CODE_VARARGS : 0;
    flags |= args != NULL && args->kwarg != NULL ? CODE_VARKEYWORDS : 0;
    flags |= u->c->future_annotations ? CODE_FUTURE_ANNOTATIONS : 0;
    return flags;
}

static void set_parameters(struct unit *u, const struct ast_arguments *args)
{
    u->n_positional_only = args->posonlyargs.n;
    u->n_positional = args->posonlyargs.n + args->args.n;
    u->n_keyword_only = args->kwonlyargs.n;
    u->code_flags = gen_function_flags(u, args);
}

/* --- Function objects --- */

/* The variable of `u` that a function inside calls `name`. */
static const struct symbol *symbol_for_inner(struct unit *u, const char *name)
{
    if (u->scope->kind == SCOPE_CLASS && strcmp(name, "__class__") == 0) {
        name = identifier_intern(u->c->identifiers, OWN_CLASS_CELL, sizeof OWN_CLASS_CELL - 1);
    }
    return scope_find(u->scope, name);
}

/* A tuple of the cells that the inner code wants, built from registers of `u`. */
static void gen_closure(struct unit *u, struct unit *inner, unsigned to)
{
    unsigned first = unit_allocate(u, inner->n_free);
    for (unsigned i = 0; i < inner->n_free; i++) {
        const char *name = inner->register_names[inner->n_locals + inner->n_cells + i];
        const struct symbol *symbol = symbol_for_inner(u, name);
        ASSERT(symbol != NULL &&
               (symbol->storage == STORAGE_CELL || symbol->storage == STORAGE_FREE));
        emit(u, OP_MOVE, 0, first + i, symbol->number, 0);
    }
    emit(u, OP_BUILD_TUPLE, 0, to, first, inner->n_free);
}

void gen_make_function(struct unit *u, struct unit *inner, unsigned d, unsigned with, unsigned to)
{
    struct code_position position = u->position;
    Value code = unit_finish(inner);
    if (code == VALUE_ERROR) {
        return;
    }
    u->position = position;
    unsigned mark = u->next;
    if (inner->n_free > 0) {
        unsigned closure = unit_allocate(u, 1);
        gen_closure(u, inner, closure);
        u->next = closure + 1;
        with = d == 0 ? closure : with;
        d |= FUNCTION_CLOSURE;
    }
    emit(u, OP_MAKE_FUNCTION, d, to, unit_constant(u, code), with);
    u->next = mark;
}

unsigned gen_positional_defaults(struct unit *u, const struct ast_arguments *args)
{
    if (args->defaults.n == 0) {
        return 0;
    }
    unsigned to = u->next;
    for (uint32_t i = 0; i < args->defaults.n; i++) {
        gen_temporary(u, args->defaults.items[i]);
    }
    emit(u, OP_BUILD_TUPLE, 0, to, to, args->defaults.n);
    u->next = to + 1;
    return FUNCTION_DEFAULTS;
}

unsigned gen_keyword_defaults(struct unit *u, const struct ast_arguments *args)
{
    unsigned to = u->next, n = 0;
    for (uint32_t i = 0; i < args->kwonlyargs.n; i++) {
        if (args->kw_defaults.items[i] == NULL) {
            continue;
        }
        const char *name = AST(arg, args->kwonlyargs.items[i])->arg;
        const char *mangled = scope_mangle(u->c->scopes, u->scope, name);
        gen_load_constant(u, identifier_value(u->c, mangled), unit_allocate(u, 1));
        gen_temporary(u, args->kw_defaults.items[i]);
        n++;
    }
    if (n > 0) {
        emit(u, OP_BUILD_DICT, 0, to, to, n);
        u->next = to + 1;
    }
    return n > 0 ? FUNCTION_KEYWORD_DEFAULTS : 0;
}

unsigned gen_annotation(struct unit *u, struct ast *e)
{
    if (!u->c->future_annotations) {
        struct ast *starred = e->kind == AST_Starred ? AST(Starred, e)->value : NULL;
        if (starred != NULL) { /* *args: *Ts */
            unsigned to = unit_allocate(u, 1);
            unsigned got = gen_expression(u, starred, ANYWHERE);
            emit(u, OP_UNPACK, 0, to, got, 1);
            u->next = to + 1;
            return to;
        }
        return gen_temporary(u, e);
    }
    unsigned to = unit_allocate(u, 1);
    gen_load_constant(u, unparse(u->c, e), to);
    return to;
}

static unsigned gen_one_annotation(struct unit *u, const char *name, struct ast *annotation)
{
    if (annotation == NULL) {
        return 0;
    }
    const char *mangled = scope_mangle(u->c->scopes, u->scope, name);
    gen_load_constant(u, identifier_value(u->c, mangled), unit_allocate(u, 1));
    gen_annotation(u, annotation);
    return 1;
}

static unsigned gen_argument_annotations(struct unit *u, const ast_arg_list *list)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < list->n; i++) {
        struct ast_arg *arg = AST(arg, list->items[i]);
        n += gen_one_annotation(u, arg->arg, arg->annotation);
    }
    return n;
}

static unsigned gen_annotations(struct unit *u, const struct ast_arguments *args,
                                struct ast *returns)
{
    unsigned to = u->next;
    unsigned n =
        gen_argument_annotations(u, &args->posonlyargs) + gen_argument_annotations(u, &args->args);
    if (args->vararg != NULL) {
        n += gen_one_annotation(u, AST(arg, args->vararg)->arg, AST(arg, args->vararg)->annotation);
    }
    n += gen_argument_annotations(u, &args->kwonlyargs);
    if (args->kwarg != NULL) {
        n += gen_one_annotation(u, AST(arg, args->kwarg)->arg, AST(arg, args->kwarg)->annotation);
    }
    n += gen_one_annotation(u, "return", returns);
    if (n > 0) {
        emit(u, OP_BUILD_TUPLE, 0, to, to, 2 * n);
        u->next = to + 1;
    }
    return n > 0 ? FUNCTION_ANNOTATIONS : 0;
}

/* --- Docstrings --- */

static bool strips_docstrings(const struct unit *u)
{
    return u->c->flags & COMPILE_STRIP_DOCSTRINGS;
}

/* --- Statements --- */

static void gen_function_body(struct unit *inner, struct ast_FunctionDef *f)
{
    struct ast *doc = gen_docstring(&f->body);
    gen_prologue(inner);
    if (doc != NULL && !strips_docstrings(inner)) {
        inner->doc = literal_value(inner->c, &AST(Constant, doc)->value);
    }
    gen_scope_body(inner, &f->body);
    emit_wide(inner, OP_RETURN_CONST, 0, (int32_t)unit_constant(inner, VALUE_NONE));
}

/* More decorators than these wait in a list. */
enum { MAX_DECORATORS_IN_REGISTERS = 64 };

/* The list in the first register, then the window in which all are called. */
static unsigned gen_decorator_list(struct unit *u, const ast_expr_list *decorators)
{
    unsigned list = unit_allocate(u, 1);
    emit(u, OP_BUILD_LIST, 0, list, list, 0);
    for (uint32_t i = 0; i < decorators->n; i++) {
        unsigned got = gen_expression(u, decorators->items[i], ANYWHERE);
        unit_at(u, decorators->items[i]);
        emit(u, OP_LIST_APPEND, 0, list, got, 0);
        u->next = list + 1;
    }
    unit_allocate(u, 2);
    return u->next;
}

static void gen_decorator_list_calls(struct unit *u, const ast_expr_list *decorators, unsigned list)
{
    unsigned window = list + 1;
    for (uint32_t i = decorators->n; i-- > 0;) {
        u->next = window + 3;
        unit_at(u, decorators->items[i]);
        gen_load_small(u, (int32_t)i, window + 1);
        emit(u, OP_GET_ITEM, 0, window, list, window + 1);
        emit(u, OP_CALL, 0, window, 1, 0);
        emit(u, OP_MOVE, 0, window + 2, window, 0);
    }
    emit(u, OP_MOVE, 0, list, window + 2, 0);
    u->next = list + 1;
}

unsigned gen_decorators(struct unit *u, const ast_expr_list *decorators)
{
    if (decorators->n > MAX_DECORATORS_IN_REGISTERS) {
        return gen_decorator_list(u, decorators);
    }
    for (uint32_t i = 0; i < decorators->n; i++) {
        gen_temporary(u, decorators->items[i]);
        unit_allocate(u, 1);
    }
    return u->next;
}

void gen_decorator_calls(struct unit *u, const ast_expr_list *decorators, unsigned base)
{
    if (decorators->n > MAX_DECORATORS_IN_REGISTERS) {
        gen_decorator_list_calls(u, decorators, base);
        return;
    }
    for (uint32_t i = decorators->n; i-- > 0;) {
        unsigned window = base + 2 * i;
        u->next = window + 3;
        unit_at(u, decorators->items[i]);
        emit(u, OP_CALL, 0, window, 1, 0);
        u->next = window + 1;
    }
}

uint32_t gen_first_line(const struct ast *s, const ast_expr_list *decorators)
{
    return (uint32_t)(decorators->n > 0 ? decorators->items[0]->lineno : s->lineno);
}

void gen_function_object(struct unit *u, struct ast_FunctionDef *f, unsigned d, unsigned to)
{
    struct ast *s = &f->base;
    struct ast_arguments *args = AST(arguments, f->args);
    d |= gen_annotations(u, args, f->returns);
    struct unit *inner = unit_create(u->c, u, scope_of(u->c->scopes, s), f->name,
                                     gen_first_line(s, &f->decorator_list));
    if (inner == NULL) {
        return;
    }
    set_parameters(inner, args);
    gen_function_body(inner, f);
    unit_at(u, s);
    gen_make_function(u, inner, d, to + 1, to);
}

void gen_function_statement(struct unit *u, struct ast *s)
{
    struct ast_FunctionDef *f =
        (struct ast_FunctionDef *)s; /* or AsyncFunctionDef: the same fields */
    struct ast_arguments *args = AST(arguments, f->args);
    unsigned mark = u->next;
    unsigned to = gen_decorators(u, &f->decorator_list);
    unit_allocate(u, 1);
    unit_at(u, s);
    unsigned d = gen_positional_defaults(u, args);
    d |= gen_keyword_defaults(u, args);
    gen_function_object(u, f, d, to);
    gen_decorator_calls(u, &f->decorator_list, mark);
    unit_at(u, s);
    gen_store_name(u, f->name, mark);
    u->next = mark;
}

unsigned gen_lambda(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Lambda *lambda = AST(Lambda, e);
    struct ast_arguments *args = AST(arguments, lambda->args);
    unsigned mark = u->next;
    unsigned made = unit_allocate(u, 1);
    unit_at(u, e);
    unsigned d = gen_positional_defaults(u, args);
    d |= gen_keyword_defaults(u, args);
    struct unit *inner =
        unit_create(u->c, u, scope_of(u->c->scopes, e), "<lambda>", (uint32_t)e->lineno);
    if (inner == NULL) {
        return made;
    }
    set_parameters(inner, args);
    gen_prologue(inner);
    unsigned v = gen_expression(inner, lambda->body, ANYWHERE);
    unit_at(inner, lambda->body);
    emit(inner, OP_RETURN, 0, v, 0, 0);
    unit_at(u, e);
    gen_make_function(u, inner, d, made + 1, made);
    u->next = made + 1;
    if (want != ANYWHERE && want != made) {
        emit(u, OP_MOVE, 0, want, made, 0);
        u->next = mark;
        return want;
    }
    return made;
}

/* --- Classes --- */

static void store_in_class(struct unit *u, const char *name, unsigned r)
{
    emit(u, OP_STORE_NAME, 0, r,
         unit_global(u, identifier_intern(u->c->identifiers, name, strlen(name))), 0);
}

static void store_class_name(struct unit *u, const char *name, Value v)
{
    unsigned mark = u->next, r = unit_allocate(u, 1);
    gen_load_constant(u, v, r);
    store_in_class(u, name, r);
    u->next = mark;
}

/* What scopes of types ask the class for. */
static void gen_class_types(struct unit *u)
{
    unsigned mark = u->next;
    if (scope_is_of_types(u->scope->parent)) {
        const char *name = identifier_intern(u->c->identifiers, ".type_params", 12);
        store_in_class(u, "__type_params__", gen_load_name(u, u->scope->node, name, ANYWHERE));
    }
    u->next = mark;
    const struct symbol *dict =
        scope_find(u->scope, identifier_intern(u->c->identifiers, "__classdict__", 13));
    if (dict != NULL && dict->storage == STORAGE_CELL) {
        unsigned r = unit_allocate(u, 1);
        emit(u, OP_LOAD_LOCALS, 0, r, 0, 0);
        emit(u, OP_STORE_CELL, 0, dict->number, r, 0);
        store_in_class(u, "__classdictcell__", dict->number);
    }
    u->next = mark;
}

static void gen_class_prologue(struct unit *u)
{
    unsigned mark = u->next, r = unit_allocate(u, 1);
    emit(u, OP_LOAD_NAME, 0, r, unit_global(u, identifier_intern(u->c->identifiers, "__name__", 8)),
         0);
    store_in_class(u, "__module__", r);
    u->next = mark;
    store_class_name(u, "__qualname__", u->qualname);
    gen_class_types(u);
    if (u->scope->has_annotations) {
        emit(u, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
    }
}

/* The body returns the cell of __class__, which the class is put into, or None. */
static void gen_class_end(struct unit *u)
{
    const struct symbol *symbol = symbol_for_inner(u, "__class__");
    if (symbol == NULL) {
        emit_wide(u, OP_RETURN_CONST, 0, (int32_t)unit_constant(u, VALUE_NONE));
        return;
    }
    store_in_class(u, "__classcell__", symbol->number);
    emit(u, OP_RETURN, 0, symbol->number, 0, 0);
}

static struct unit *gen_class_body(struct unit *u, struct ast *s)
{
    struct ast_ClassDef *class = AST(ClassDef, s);
    struct unit *inner = unit_create(u->c, u, scope_of(u->c->scopes, s), class->name,
                                     gen_first_line(s, &class->decorator_list));
    if (inner == NULL) {
        return NULL;
    }
    struct ast *doc = gen_docstring(&class->body);
    inner->code_flags = u->c->future_annotations ? CODE_FUTURE_ANNOTATIONS : 0;
    gen_prologue(inner);
    gen_class_prologue(inner);
    if (doc != NULL && !strips_docstrings(inner)) {
        unit_at(inner, doc);
        store_class_name(inner, "__doc__", literal_value(inner->c, &AST(Constant, doc)->value));
    }
    gen_scope_body(inner, &class->body);
    gen_class_end(inner);
    return inner;
}

void gen_class_object(struct unit *u, struct ast_ClassDef *class, const ast_expr_list *bases)
{
    struct ast *s = &class->base;
    unit_at(u, s);
    unsigned base = unit_allocate(u, 2);
    emit(u, OP_LOAD_BUILD_CLASS, 0, base, 0, 0);
    unsigned function = unit_allocate(u, 1);
    struct unit *inner = gen_class_body(u, s);
    if (inner == NULL) {
        return;
    }
    unit_at(u, s);
    gen_make_function(u, inner, 0, function + 1, function);
    gen_load_constant(u, identifier_value(u->c, class->name), unit_allocate(u, 1));
    gen_call_window(u, s, base, 2, bases, &class->keywords, false);
}

void gen_class_statement(struct unit *u, struct ast *s)
{
    struct ast_ClassDef *class = AST(ClassDef, s);
    unsigned mark = u->next;
    gen_decorators(u, &class->decorator_list);
    gen_class_object(u, class, &class->bases);
    gen_decorator_calls(u, &class->decorator_list, mark);
    unit_at(u, s);
    gen_store_name(u, class->name, mark);
    u->next = mark;
}
