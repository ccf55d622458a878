/*
 * Type parameters (PEP 695) and type aliases. Around a generic definition there is a function of its own, called at
 * once, whose locals are the parameters:
 *
 *     def f[T: B](x: T = d): ...        def parameters(.defaults):
 *                                           T = type_var('T', lambda: B)
 *                                           def f(x: T = d): ...
 *                                           f.__type_params__ = (T,)
 *                                           return f
 *                                       f = parameters((d,))
 */
#include <string.h>

#include "compiler/gen.h"

static const char *intern(struct unit *u, const char *name)
{
    return identifier_intern(u->c->identifiers, name, strlen(name));
}

/* A unit for a scope of types; NULL: failed. */
static struct unit *begin(struct unit *u, const struct ast *node, const char *name,
                          unsigned n_arguments)
{
    struct scope *scope = scope_of(u->c->scopes, node);
    struct unit *inner = unit_create(u->c, u, scope, name, (uint32_t)node->lineno);
    if (inner == NULL) {
        return NULL;
    }
    inner->n_positional = n_arguments;
    inner->code_flags = gen_function_flags(inner, NULL);
    gen_prologue(inner);
    if (scope->sees_class) {
        unsigned mark = inner->next;
        unsigned dict = gen_load_name(inner, node, intern(u, "__classdict__"), ANYWHERE);
        emit(inner, OP_SET_NAMES, 0, dict, 0, 0);
        inner->next = mark;
    }
    return inner;
}

/* A function that evaluates the expression, into the next temporary. */
static void gen_late(struct unit *u, const struct ast *node, const char *name, struct ast *e)
{
    unsigned to = unit_allocate(u, 1);
    struct unit *inner = begin(u, node, name, 0);
    if (inner != NULL) {
        unsigned v = gen_expression(inner, e, ANYWHERE);
        unit_at(inner, e);
        emit(inner, OP_RETURN, 0, v, 0, 0);
        unit_at(u, e);
        gen_make_function(u, inner, 0, to + 1, to);
    }
}

/* A window for the call of a helper of runtime/lib/_generics.py, its first argument in place: a name. */
static unsigned begin_call(struct unit *u, const char *helper, const char *name)
{
    unsigned window = unit_allocate(u, 2);
    emit(u, OP_LOAD_GENERICS, 0, window, 0, unit_name(u, intern(u, helper)));
    if (name != NULL) {
        gen_load_constant(u, identifier_value(u->c, name), unit_allocate(u, 1));
    }
    return window;
}

/* The arguments are those behind the window. */
static void end_call(struct unit *u, unsigned window)
{
    emit(u, OP_CALL, 0, window, u->next - window - 2, 0);
    u->next = window + 1;
}

static void gen_type_variable(struct unit *u, struct ast *node)
{
    struct ast_TypeVar *variable = AST(TypeVar, node);
    struct ast *bound = variable->bound;
    unsigned window = begin_call(u, "type_var", variable->name);
    if (bound != NULL && bound->kind == AST_Tuple) {
        gen_load_constant(u, VALUE_NONE, unit_allocate(u, 1));
    }
    if (bound != NULL) {
        gen_late(u, node, variable->name, bound);
    }
    unit_at(u, node);
    end_call(u, window);
    gen_store_name(u, variable->name, window);
}

static void gen_type_parameter(struct unit *u, struct ast *node)
{
    unit_at(u, node);
    if (node->kind == AST_TypeVar) {
        gen_type_variable(u, node);
        return;
    }
    bool is_tuple = node->kind == AST_TypeVarTuple;
    const char *name = is_tuple ? AST(TypeVarTuple, node)->name : AST(ParamSpec, node)->name;
    unsigned window = begin_call(u, is_tuple ? "type_var_tuple" : "param_spec", name);
    end_call(u, window);
    gen_store_name(u, name, window);
}

/* The parameters, and a tuple of them in the next temporary. */
static unsigned gen_type_parameters(struct unit *u, const ast_type_param_list *parameters)
{
    unsigned to = u->next;
    for (uint32_t i = 0; i < parameters->n; i++) {
        gen_type_parameter(u, parameters->items[i]);
    }
    if (parameters->n == 0) {
        unit_allocate(u, 1);
    }
    emit(u, OP_BUILD_TUPLE, 0, to, to, parameters->n);
    u->next = to + 1;
    return to;
}

/* Makes a function of the finished unit, whose arguments are those behind the window, and calls it. */
static void gen_call_unit(struct unit *u, struct unit *inner, const struct ast *s, unsigned window)
{
    unsigned n = u->next - window - 2;
    unit_at(u, s);
    gen_make_function(u, inner, 0, u->next, window);
    emit(u, OP_CALL, 0, window, n, 0);
    u->next = window + 1;
}

/* --- Functions --- */

static void gen_function_inside(struct unit *u, struct ast_FunctionDef *f,
                                const ast_type_param_list *parameters, unsigned d)
{
    unsigned tuple = gen_type_parameters(u, parameters);
    unsigned to = unit_allocate(u, 1);
    unit_at(u, &f->base);
    if (d & FUNCTION_DEFAULTS) {
        gen_load_name(u, &f->base, intern(u, ".defaults"), unit_allocate(u, 1));
    }
    if (d & FUNCTION_KEYWORD_DEFAULTS) {
        gen_load_name(u, &f->base, intern(u, ".kwdefaults"), unit_allocate(u, 1));
    }
    gen_function_object(u, f, d, to);
    emit(u, OP_STORE_ATTR, 0, to, tuple, unit_name(u, intern(u, "__type_params__")));
    emit_extra(u, 0);
    emit(u, OP_RETURN, 0, to, 0, 0);
}

static void gen_generic_function(struct unit *u, struct ast_GenericDefinition *s)
{
    struct ast_FunctionDef *f = (struct ast_FunctionDef *)s->definition;
    struct ast_arguments *args = AST(arguments, f->args);
    unsigned mark = u->next;
    gen_decorators(u, &f->decorator_list);
    unsigned window = unit_allocate(u, 2);
    unit_at(u, &f->base);
    unsigned d = gen_positional_defaults(u, args);
    d |= gen_keyword_defaults(u, args);
    struct unit *inner =
        begin(u, &s->base, scope_of(u->c->scopes, &s->base)->name, u->next - window - 2);
    if (inner == NULL) {
        return;
    }
    gen_function_inside(inner, f, &s->type_params, d);
    gen_call_unit(u, inner, &f->base, window);
    gen_decorator_calls(u, &f->decorator_list, mark);
    unit_at(u, &f->base);
    gen_store_name(u, f->name, mark);
    u->next = mark;
}

/* --- Classes --- */

/* The bases, and Generic[...] behind them, which is in a variable. */
static bool add_generic_base(struct unit *u, const struct ast_ClassDef *class, ast_expr_list *bases)
{
    struct ast_Name *name = compile_allocate(u->c, sizeof *name);
    bases->n = class->bases.n + 1;
    bases->items = compile_allocate(u->c, bases->n * sizeof(struct ast *));
    if (name == NULL || bases->items == NULL) {
        return false;
    }
    *name =
        (struct ast_Name){.base = class->base, .id = intern(u, ".generic_base"), .ctx = AST_Load};
    name->base.kind = AST_Name;
    for (uint32_t i = 0; i < class->bases.n; i++) {
        bases->items[i] = class->bases.items[i];
    }
    bases->items[class->bases.n] = &name->base;
    return true;
}

static void gen_class_inside(struct unit *u, struct ast_ClassDef *class,
                             const ast_type_param_list *parameters)
{
    ast_expr_list bases;
    if (!add_generic_base(u, class, &bases)) {
        return;
    }
    unsigned tuple = gen_type_parameters(u, parameters);
    gen_store_name(u, intern(u, ".type_params"), tuple);
    unit_at(u, &class->base);
    unsigned window = begin_call(u, "generic_base", NULL);
    emit(u, OP_MOVE, 0, unit_allocate(u, 1), tuple, 0);
    end_call(u, window);
    gen_store_name(u, intern(u, ".generic_base"), window);
    u->next = tuple;
    gen_class_object(u, class, &bases);
    emit(u, OP_RETURN, 0, tuple, 0, 0);
}

static void gen_generic_class(struct unit *u, struct ast_GenericDefinition *s)
{
    struct ast_ClassDef *class = AST(ClassDef, s->definition);
    unsigned mark = u->next;
    gen_decorators(u, &class->decorator_list);
    unsigned window = unit_allocate(u, 2);
    struct unit *inner = begin(u, &s->base, scope_of(u->c->scopes, &s->base)->name, 0);
    if (inner == NULL) {
        return;
    }
    gen_class_inside(inner, class, &s->type_params);
    gen_call_unit(u, inner, &class->base, window);
    gen_decorator_calls(u, &class->decorator_list, mark);
    unit_at(u, &class->base);
    gen_store_name(u, class->name, mark);
    u->next = mark;
}

void gen_generic_definition(struct unit *u, struct ast *s)
{
    struct ast_GenericDefinition *generic = AST(GenericDefinition, s);
    if (generic->definition->kind == AST_ClassDef) {
        gen_generic_class(u, generic);
    } else {
        gen_generic_function(u, generic);
    }
}

/* --- Aliases --- */

/* The alias, into the next temporary. */
static void gen_alias_object(struct unit *u, struct ast_TypeAlias *alias)
{
    const char *name = AST(Name, alias->name)->id;
    unit_at(u, &alias->base);
    unsigned window = begin_call(u, "type_alias", name);
    gen_type_parameters(u, &alias->type_params);
    gen_late(u, alias->name, name, alias->value);
    unit_at(u, &alias->base);
    end_call(u, window);
}

void gen_type_alias(struct unit *u, struct ast *s)
{
    struct ast_TypeAlias *alias = AST(TypeAlias, s);
    unsigned mark = u->next;
    if (alias->type_params.n == 0) {
        gen_alias_object(u, alias);
    } else {
        unsigned window = unit_allocate(u, 2);
        struct unit *inner = begin(u, s, scope_of(u->c->scopes, s)->name, 0);
        if (inner == NULL) {
            return;
        }
        unsigned made = inner->next;
        gen_alias_object(inner, alias);
        emit(inner, OP_RETURN, 0, made, 0, 0);
        gen_call_unit(u, inner, s, window);
    }
    unit_at(u, alias->name);
    gen_store_name(u, AST(Name, alias->name)->id, mark);
    u->next = mark;
}
