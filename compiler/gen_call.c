/* Calls. A window is described at CALL in vm/format/opcodes.def. */
#include "compiler/gen.h"

enum { MAX_ARGUMENTS_IN_REGISTERS = 200 };

static bool needs_unpacking(const ast_expr_list *args, const ast_keyword_list *keywords)
{
    for (uint32_t i = 0; i < args->n; i++) {
        if (args->items[i]->kind == AST_Starred) {
            return true;
        }
    }
    for (uint32_t i = 0; i < keywords->n; i++) {
        if (AST(keyword, keywords->items[i])->arg == NULL) {
            return true;
        }
    }
    return args->n + keywords->n > MAX_ARGUMENTS_IN_REGISTERS;
}

static Value keyword_names_tuple(struct unit *u, const ast_keyword_list *keywords)
{
    Value *names = compile_allocate(u->c, keywords->n * sizeof *names);
    for (uint32_t i = 0; names != NULL && i < keywords->n; i++) {
        names[i] = identifier_value(u->c, AST(keyword, keywords->items[i])->arg);
    }
    return names == NULL ? VALUE_NONE : constant_tuple(u->c->t, names, keywords->n);
}

/*
 * Positional arguments in base + 2: as a tuple, or, if there is but one and that is starred, as whatever is iterable:
 * CPython looks into it after the keywords have been evaluated. True in that case.
 */
static bool gen_argument_tuple(struct unit *u, const struct ast *at, unsigned base,
                               unsigned n_ready, const ast_expr_list *args)
{
    unsigned list = base + 2;
    if (n_ready == 0 && args->n == 1 && args->items[0]->kind == AST_Starred) {
        gen_temporary(u, AST(Starred, args->items[0])->value);
        return true;
    }
    unit_at(u, at);
    emit(u, OP_BUILD_LIST, 0, list, list, n_ready);
    u->next = list + 1;
    for (uint32_t i = 0; i < args->n; i++) {
        bool is_star = args->items[i]->kind == AST_Starred;
        unsigned got = gen_expression(
            u, is_star ? AST(Starred, args->items[i])->value : args->items[i], ANYWHERE);
        unit_at(u, at);
        emit(u, is_star ? OP_LIST_EXTEND : OP_LIST_APPEND, 0, list, got, 0);
        u->next = list + 1;
    }
    unit_at(u, at);
    emit(u, OP_LIST_TO_TUPLE, 0, list, list, 0);
    return false;
}

/* The keywords with a name from number `i` on, as a dict in a new temporary. Where they end. */
static uint32_t gen_named_run(struct unit *u, const struct ast *at,
                              const ast_keyword_list *keywords, uint32_t i)
{
    unsigned dict = unit_allocate(u, 1);
    unit_at(u, at);
    emit(u, OP_BUILD_DICT, 0, dict, dict, 0);
    for (; i < keywords->n && AST(keyword, keywords->items[i])->arg != NULL; i++) {
        struct ast_keyword *keyword = AST(keyword, keywords->items[i]);
        unsigned v = gen_temporary(u, keyword->value), name = unit_allocate(u, 1);
        unit_at(u, at);
        gen_load_constant(u, identifier_value(u->c, keyword->arg), name);
        emit(u, OP_DICT_SET, 0, dict, name, v);
        u->next = dict + 1;
    }
    return i;
}

/*
 * Keywords as a dict in base + 3; unbound without any. They are merged in runs, as CPython does it: a name that a
 * mapping has, too, is noticed when all of its run are evaluated.
 */
static void gen_argument_dict(struct unit *u, const struct ast *at, unsigned base,
                              const ast_keyword_list *keywords)
{
    unsigned dict = unit_allocate(u, 1);
    unit_at(u, at);
    if (keywords->n == 0) {
        emit(u, OP_CLEAR, 0, dict, 0, 0);
        return;
    }
    emit(u, OP_BUILD_DICT, 0, dict, dict, 0);
    for (uint32_t i = 0; i < keywords->n;) {
        struct ast_keyword *keyword = AST(keyword, keywords->items[i]);
        unsigned one = u->next;
        bool is_own = keyword->arg != NULL; /* nobody else knows it */
        if (!is_own) {
            one = gen_expression(u, keyword->value, ANYWHERE);
            i++;
        } else {
            i = gen_named_run(u, at, keywords, i);
        }
        unit_at(u, at);
        emit(u, OP_DICT_MERGE, is_own || i == keywords->n, dict, one, base);
        u->next = dict + 1;
    }
}

void gen_call_window(struct unit *u, const struct ast *at, unsigned base, unsigned n_ready,
                     const ast_expr_list *args, const ast_keyword_list *keywords, bool is_method)
{
    ASSERT(u->next == base + 2 + n_ready);
    if (needs_unpacking(args, keywords)) {
        ASSERT(!is_method);
        bool is_iterable = gen_argument_tuple(u, at, base, n_ready, args);
        gen_argument_dict(u, at, base, keywords);
        unit_at(u, at);
        emit(u, OP_CALL_EX, is_iterable, base, 0, 0);
        u->next = base + 1;
        return;
    }
    for (uint32_t i = 0; i < args->n; i++) {
        gen_temporary(u, args->items[i]);
    }
    for (uint32_t i = 0; i < keywords->n; i++) {
        gen_temporary(u, AST(keyword, keywords->items[i])->value);
    }
    unsigned n = n_ready + args->n + keywords->n;
    if (is_method) {
        unit_at_attribute(u, at, AST(Attribute, AST(Call, at)->func));
    } else {
        unit_at(u, at);
    }
    if (keywords->n > 0) {
        unsigned names = unit_constant(u, keyword_names_tuple(u, keywords));
        emit(u, OP_CALL_KEYWORDS, !is_method, base, n, names);
    } else {
        emit(u, is_method ? OP_CALL_METHOD : OP_CALL, 0, base, n, 0);
    }
    u->next = base + 1;
}

/* --- super().name(...) without making the super object --- */

static bool is_plain_super(struct unit *u, struct ast *e)
{
    if (e->kind != AST_Call || AST(Call, e)->args.n != 0 || AST(Call, e)->keywords.n != 0 ||
        AST(Call, e)->func->kind != AST_Name || u->scope->kind != SCOPE_FUNCTION ||
        u->n_positional == 0) {
        return false;
    }
    const char *super = identifier_intern(u->c->identifiers, "super", 5);
    const struct symbol *symbol = scope_find(u->scope, super);
    const struct symbol *class =
        scope_find(u->scope, identifier_intern(u->c->identifiers, "__class__", 9));
    return AST(Name, AST(Call, e)->func)->id == super && symbol != NULL &&
           symbol->storage == STORAGE_GLOBAL_IMPLICIT && class != NULL &&
           class->storage == STORAGE_FREE && gen_is_bound_parameter(u, &u->scope->symbols[0]);
}

static void gen_super_method(struct unit *u, struct ast_Attribute *attribute, unsigned base)
{
    struct ast *call = attribute->value;
    const char *class_name = identifier_intern(u->c->identifiers, "__class__", 9);
    unsigned class_cell = scope_find(u->scope, class_name)->number;
    gen_load_name(u, call, AST(Name, AST(Call, call)->func)->id, base);
    unsigned pair = unit_allocate(u, 2);
    unit_at(u, call);
    emit(u, OP_MOVE, 0, pair, class_cell, 0);
    gen_load_name(u, call, u->scope->symbols[0].name, pair + 1);
    unit_at_attribute(u, &attribute->base, attribute);
    emit(u, OP_LOAD_SUPER_METHOD, 0, base, pair, gen_attribute_name(u, attribute->attr));
    u->next = base + 2;
}

static bool is_atom(const struct ast *e)
{
    return e->kind == AST_Constant || e->kind == AST_Name;
}

/* Is the value of `e` there at once? Else it may take any time, because something is called or waited for. */
static bool is_quick(const struct ast *e)
{
    switch (e->kind) {
    case AST_Attribute:
        return is_atom(AST(Attribute, e)->value);
    case AST_UnaryOp:
        return is_atom(AST(UnaryOp, e)->operand);
    case AST_BinOp:
        return is_atom(AST(BinOp, e)->left) && is_atom(AST(BinOp, e)->right);
    case AST_Subscript:
        return is_atom(AST(Subscript, e)->value) && is_atom(AST(Subscript, e)->slice);
    default:
        return is_atom(e) || e->kind == AST_Lambda;
    }
}

static bool are_quick(const struct ast_Call *call)
{
    for (uint32_t i = 0; i < call->args.n; i++) {
        struct ast *e = call->args.items[i];
        if (!is_quick(e->kind == AST_Starred ? AST(Starred, e)->value : e)) {
            return false;
        }
    }
    for (uint32_t i = 0; i < call->keywords.n; i++) {
        if (!is_quick(AST(keyword, call->keywords.items[i])->value)) {
            return false;
        }
    }
    return true;
}

/* The callee in base and base + 1; says whether it was looked up as a method. */
static bool gen_callee(struct unit *u, struct ast_Call *call, unsigned base)
{
    bool unpacks = needs_unpacking(&call->args, &call->keywords);
    if (call->func->kind == AST_Attribute && !unpacks) {
        struct ast_Attribute *attribute = AST(Attribute, call->func);
        unit_allocate(u, 2);
        if (is_plain_super(u, attribute->value)) {
            gen_super_method(u, attribute, base);
            return true;
        }
        u->next = base;
        unsigned v = gen_expression(u, attribute->value, ANYWHERE);
        u->next = base;
        unit_allocate(u, 2);
        unit_at_attribute(u, call->func, attribute);
        emit(u, OP_LOAD_METHOD, 0, base, v, gen_attribute_name(u, attribute->attr));
        emit_extra(u, 0);
        return true;
    }
    gen_temporary(u, call->func);
    unsigned self = unit_allocate(u, 1);
    /* Nobody looks at what was there, but the collector, for as long as the arguments take. */
    if (!are_quick(call)) {
        emit(u, OP_CLEAR, 0, self, 0, 0);
    }
    return false;
}

unsigned gen_call(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Call *call = AST(Call, e);
    unsigned base = u->next;
    warn_call(u, e, call->func);
    bool is_method = gen_callee(u, call, base);
    gen_call_window(u, e, base, 0, &call->args, &call->keywords, is_method);
    if (want != ANYWHERE && want != base) {
        emit(u, OP_MOVE, 0, want, base, 0);
        u->next = base;
        return want;
    }
    u->next = base + 1;
    return base;
}
