/* Constants: loading them, and expressions whose value is known beforehand. */
#include <string.h>

#include "compiler/gen.h"

void gen_load_small(struct unit *u, int32_t n, unsigned to)
{
    emit_wide(u, OP_LOAD_INT, to, n);
}

void gen_load_constant(struct unit *u, Value v, unsigned to)
{
    if (value_is_small_int(v) && value_to_small_int(v) >= INT32_MIN &&
        value_to_small_int(v) <= INT32_MAX) {
        gen_load_small(u, (int32_t)value_to_small_int(v), to);
    } else {
        emit_wide(u, OP_LOAD_CONST, to, (int32_t)unit_constant(u, v));
    }
}

static bool may_be_constant(const struct ast *e)
{
    return e->kind == AST_Constant || e->kind == AST_Tuple || e->kind == AST_UnaryOp ||
           e->kind == AST_BinOp;
}

/* Each is evaluated once: twice at each level would be 2^n times for n nested tuples. */
bool gen_constant_items(struct unit *u, const ast_expr_list *elts,
                        Value (*make)(struct thread *t, const Value *items, size_t n), Value *v)
{
    for (uint32_t i = 0; i < elts->n; i++) {
        if (!may_be_constant(elts->items[i])) {
            return false;
        }
    }
    Value *items = compile_allocate(u->c, elts->n * sizeof *items);
    for (uint32_t i = 0; items != NULL && i < elts->n; i++) {
        if (!gen_constant_value(u, elts->items[i], &items[i])) {
            return false;
        }
    }
    *v = items == NULL ? VALUE_NONE : make(u->c->t, items, elts->n);
    return *v != VALUE_ERROR || compile_raised(u->c);
}

static const enum unary_op unary_ops[] = {
    [AST_Invert] = UNARY_INVERT, [AST_UAdd] = UNARY_POSITIVE, [AST_USub] = UNARY_NEGATIVE};

bool gen_constant_value(struct unit *u, struct ast *e, Value *v)
{
    Value left, right;
    if (!compile_has_stack(u->c)) {
        return false;
    }
    switch (e->kind) {
    case AST_Constant:
        *v = literal_value(u->c, &AST(Constant, e)->value);
        return !u->c->failed;
    case AST_Tuple:
        return AST(Tuple, e)->ctx == AST_Load &&
               gen_constant_items(u, &AST(Tuple, e)->elts, constant_tuple, v);
    case AST_UnaryOp: {
        struct ast_UnaryOp *unary = AST(UnaryOp, e);
        if (unary->op == AST_Not || !gen_constant_value(u, unary->operand, &left)) {
            return false;
        }
        *v = constant_fold_unary(u->c->t, unary_ops[unary->op], left);
        return *v != VALUE_UNBOUND;
    }
    case AST_BinOp: {
        struct ast_BinOp *binary = AST(BinOp, e);
        if (!gen_constant_value(u, binary->left, &left) ||
            !gen_constant_value(u, binary->right, &right)) {
            return false;
        }
        *v = constant_fold_binary(u->c->t, (int)binary->op, left, right);
        return *v != VALUE_UNBOUND;
    }
    default:
        return false;
    }
}

/* The number of a short decimal literal. */
static bool small_literal(const struct ast_constant *constant, int32_t *n)
{
    if (constant->kind != CONSTANT_INT || constant->base != 10 || constant->n >= 10) {
        return false;
    }
    *n = 0;
    for (size_t i = 0; i < constant->n; i++) {
        *n = *n * 10 + (constant->text[i] - '0');
    }
    return true;
}

bool gen_small_index(const struct ast *e, unsigned *index)
{
    const struct ast_UnaryOp *unary = (const struct ast_UnaryOp *)e;
    bool is_negative = e->kind == AST_UnaryOp && unary->op == AST_USub;
    const struct ast *digits = is_negative ? unary->operand : e;
    int32_t n;
    if (digits->kind != AST_Constant ||
        !small_literal(&((const struct ast_Constant *)digits)->value, &n) || n > INT16_MAX) {
        return false;
    }
    *index = (uint16_t)(is_negative ? -n : n);
    return true;
}

unsigned gen_constant(struct unit *u, struct ast *e, unsigned want)
{
    unsigned mark = u->next, to = gen_result_register(u, mark, want);
    const struct ast_constant *constant = &AST(Constant, e)->value;
    unit_at(u, e);
    int32_t n;
    if (small_literal(constant, &n)) {
        gen_load_small(u, n, to);
    } else {
        emit_wide(u, OP_LOAD_CONST, to, (int32_t)unit_literal(u, constant));
    }
    return gen_finish(u, mark, to);
}

/* The constant index of a literal right operand; false if it is none or the index is too big. */
bool gen_constant_operand(struct unit *u, struct ast *e, unsigned *k)
{
    Value v;
    if (e->kind == AST_Constant) {
        *k = unit_literal(u, &AST(Constant, e)->value);
    } else if (e->kind == AST_UnaryOp && gen_constant_value(u, e, &v)) {
        *k = unit_constant(u, v);
    } else {
        return false;
    }
    return *k <= UINT16_MAX;
}

bool gen_is_debug(const char *name)
{
    return name[0] == '_' && strcmp(name, "__debug__") == 0;
}

bool gen_constant_truth(const struct ast_constant *constant, bool *truth)
{
    int32_t n;
    switch (constant->kind) {
    case CONSTANT_NONE:
    case CONSTANT_FALSE:
        *truth = false;
        return true;
    case CONSTANT_TRUE:
    case CONSTANT_ELLIPSIS:
        *truth = true;
        return true;
    case CONSTANT_STR:
    case CONSTANT_BYTES:
        *truth = constant->n > 0;
        return true;
    case CONSTANT_INT:
        *truth = small_literal(constant, &n) && n != 0;
        return small_literal(constant, &n);
    default:
        return false;
    }
}
