#include <string.h>

#include "compiler/compiler.h"
#include "compiler/gen.h"

unsigned gen_result_register(struct unit *u, unsigned mark, unsigned want)
{
    if (want != ANYWHERE) {
        return want;
    }
    if (u->next == mark) {
        unit_allocate(u, 1);
    }
    return mark;
}

unsigned gen_finish(struct unit *u, unsigned mark, unsigned to)
{
    u->next = to == mark ? mark + 1 : mark;
    return to;
}

unsigned gen_temporary(struct unit *u, struct ast *e)
{
    unsigned to = unit_allocate(u, 1);
    u->next = to;
    unsigned got = gen_expression(u, e, ANYWHERE);
    if (got != to) {
        unit_at(u, e);
        emit(u, OP_MOVE, 0, to, got, 0);
    }
    u->next = to + 1;
    return to;
}

unsigned gen_operand(struct unit *u, struct ast *e)
{
    return u->scope->has_walrus ? gen_temporary(u, e) : gen_expression(u, e, ANYWHERE);
}

/* --- Operators --- */

/* Consecutive opcodes in the order of enum ast_operator; the _K forms leave out the matrix product. */
static const uint8_t operator_opcodes[] = {
    [AST_Add] = OP_ADD,           [AST_Sub] = OP_SUBTRACT,
    [AST_Mult] = OP_MULTIPLY,     [AST_MatMult] = OP_MATRIX_MULTIPLY,
    [AST_Div] = OP_TRUE_DIVIDE,   [AST_FloorDiv] = OP_FLOOR_DIVIDE,
    [AST_Mod] = OP_REMAINDER,     [AST_Pow] = OP_POWER,
    [AST_LShift] = OP_LEFT_SHIFT, [AST_RShift] = OP_RIGHT_SHIFT,
    [AST_BitAnd] = OP_AND,        [AST_BitOr] = OP_OR,
    [AST_BitXor] = OP_XOR,
};
static const uint8_t operator_k_opcodes[] = {
    [AST_Add] = OP_ADD_K,           [AST_Sub] = OP_SUBTRACT_K,
    [AST_Mult] = OP_MULTIPLY_K,     [AST_MatMult] = 0,
    [AST_Div] = OP_TRUE_DIVIDE_K,   [AST_FloorDiv] = OP_FLOOR_DIVIDE_K,
    [AST_Mod] = OP_REMAINDER_K,     [AST_Pow] = OP_POWER_K,
    [AST_LShift] = OP_LEFT_SHIFT_K, [AST_RShift] = OP_RIGHT_SHIFT_K,
    [AST_BitAnd] = OP_AND_K,        [AST_BitOr] = OP_OR_K,
    [AST_BitXor] = OP_XOR_K,
};

void gen_operator(struct unit *u, enum ast_operator op, unsigned flags, unsigned to, unsigned left,
                  unsigned right)
{
    emit(u, operator_opcodes[op], flags, to, left, right);
}

static unsigned gen_binary(struct unit *u, struct ast *e, unsigned want, unsigned flags);

/* An operand of arithmetic: the result of inner arithmetic is marked as a temporary of this one (runtime/int.h). */
static unsigned arithmetic_operand(struct unit *u, struct ast *e, unsigned temporary_flag,
                                   unsigned *flags)
{
    if (e->kind == AST_BinOp && !u->c->failed) { /* failed: no deeper, there may be no stack */
        unsigned before = u->n_words;
        unsigned got = gen_binary(u, e, ANYWHERE, INT_RESULT_IS_TEMPORARY);
        bool is_operator = u->n_words > before && !u->c->failed &&
                           (instruction_d(u->words[u->n_words - 1]) & INT_RESULT_IS_TEMPORARY);
        *flags |= is_operator ? temporary_flag : 0;
        return got;
    }
    return gen_operand(u, e);
}

static unsigned gen_binary(struct unit *u, struct ast *e, unsigned want, unsigned flags)
{
    if (u->c->failed || !compile_has_stack(u->c)) {
        return want == ANYWHERE ? unit_allocate(u, 1) : want;
    }
    struct ast_BinOp *binary = AST(BinOp, e);
    unsigned mark = u->next, k;
    Value v;
    if (gen_constant_value(u, e, &v)) {
        unsigned to = gen_result_register(u, mark, want);
        unit_at(u, e);
        gen_load_constant(u, v, to);
        return gen_finish(u, mark, to);
    }
    bool commutes = binary->op == AST_Add || binary->op == AST_Mult;
    if (commutes && gen_constant_operand(u, binary->left, &k)) {
        unsigned right = arithmetic_operand(u, binary->right, INT_LEFT_IS_TEMPORARY, &flags);
        unsigned to = gen_result_register(u, mark, want);
        unit_at(u, e);
        emit(u, operator_k_opcodes[binary->op], flags | OPERATOR_SWAPPED, to, right, k);
        return gen_finish(u, mark, to);
    }
    unsigned left = arithmetic_operand(u, binary->left, INT_LEFT_IS_TEMPORARY, &flags);
    if (binary->op != AST_MatMult && gen_constant_operand(u, binary->right, &k)) {
        unsigned to = gen_result_register(u, mark, want);
        unit_at(u, e);
        emit(u, operator_k_opcodes[binary->op], flags, to, left, k);
        return gen_finish(u, mark, to);
    }
    unsigned right = arithmetic_operand(u, binary->right, INT_RIGHT_IS_TEMPORARY, &flags);
    unsigned to = gen_result_register(u, mark, want);
    unit_at(u, e);
    gen_operator(u, binary->op, flags, to, left, right);
    return gen_finish(u, mark, to);
}

static unsigned gen_compare(struct unit *u, struct ast *e, unsigned want);

/* `not a is b` and `not a in b` are `a is not b` and `a not in b`: that comparison; NULL for anything else. */
static struct ast *negated_compare(struct unit *u, const struct ast *e)
{
    static const enum ast_compare negated[] = {
        [AST_Is] = AST_IsNot, [AST_IsNot] = AST_Is, [AST_In] = AST_NotIn, [AST_NotIn] = AST_In};
    const struct ast_UnaryOp *unary = (const struct ast_UnaryOp *)e;
    if (unary->op != AST_Not || unary->operand->kind != AST_Compare) {
        return NULL;
    }
    struct ast_Compare *compare = AST(Compare, unary->operand);
    if (compare->ops.n != 1 || compare->ops.items[0] < AST_Is) {
        return NULL;
    }
    struct ast_Compare *copy = compile_allocate(u->c, sizeof *copy);
    enum ast_compare *op = compile_allocate(u->c, sizeof *op);
    if (copy == NULL || op == NULL) {
        return NULL;
    }
    *op = negated[compare->ops.items[0]];
    *copy = *compare;
    copy->ops.items = op;
    return &copy->base;
}

static unsigned gen_unary(struct unit *u, struct ast *e, unsigned want)
{
    static const uint8_t opcodes[] = {[AST_Invert] = OP_INVERT,
                                      [AST_Not] = OP_NOT,
                                      [AST_UAdd] = OP_POSITIVE,
                                      [AST_USub] = OP_NEGATIVE};
    struct ast_UnaryOp *unary = AST(UnaryOp, e);
    unsigned mark = u->next, to;
    Value v;
    if (gen_constant_value(u, e, &v)) {
        to = gen_result_register(u, mark, want);
        unit_at(u, e);
        gen_load_constant(u, v, to);
        return gen_finish(u, mark, to);
    }
    struct ast *negated = negated_compare(u, e);
    if (negated != NULL) {
        return gen_compare(u, negated, want);
    }
    unsigned operand = gen_expression(u, unary->operand, ANYWHERE);
    to = gen_result_register(u, mark, want);
    unit_at(u, e);
    emit(u, opcodes[unary->op], 0, to, operand, 0);
    return gen_finish(u, mark, to);
}

/* --- Comparisons --- */

/* The right operand: of `in` a list or set of constants may be a tuple or frozenset, as nobody else sees it. */
static unsigned gen_right(struct unit *u, enum ast_compare op, struct ast *e)
{
    bool is_fixed = false;
    Value v = VALUE_NONE;
    if ((op == AST_In || op == AST_NotIn) && e->kind == AST_List) {
        is_fixed = gen_constant_items(u, &AST(List, e)->elts, constant_tuple, &v);
    } else if ((op == AST_In || op == AST_NotIn) && e->kind == AST_Set) {
        is_fixed = gen_constant_items(u, &AST(Set, e)->elts, constant_frozenset, &v);
    }
    if (!is_fixed) {
        return gen_expression(u, e, ANYWHERE);
    }
    unsigned to = unit_allocate(u, 1);
    unit_at(u, e);
    gen_load_constant(u, v, to);
    return to;
}

static void emit_compare(struct unit *u, enum ast_compare op, unsigned to, unsigned left,
                         unsigned right)
{
    static const uint8_t opcodes[] = {
        [AST_Lt] = OP_LESS,         [AST_LtE] = OP_LESS_EQUAL, [AST_Eq] = OP_EQUAL,
        [AST_NotEq] = OP_NOT_EQUAL, [AST_Gt] = OP_GREATER,     [AST_GtE] = OP_GREATER_EQUAL,
        [AST_Is] = OP_IS,           [AST_IsNot] = OP_IS,       [AST_In] = OP_IN,
        [AST_NotIn] = OP_IN};
    emit(u, opcodes[op], op == AST_IsNot || op == AST_NotIn, to, left, right);
}

/* a < b < c: each link's value decides whether to go on; all links but the last keep their right operand. */
static unsigned gen_compare(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Compare *compare = AST(Compare, e);
    unsigned mark = u->next;
    warn_compare(u, e);
    if (compare->ops.n == 1) {
        unsigned left = gen_operand(u, compare->left);
        unsigned right = gen_right(u, compare->ops.items[0], compare->comparators.items[0]);
        unsigned to = gen_result_register(u, mark, want);
        unit_at(u, e);
        emit_compare(u, compare->ops.items[0], to, left, right);
        return gen_finish(u, mark, to);
    }
    unsigned result = unit_allocate(u, 1), kept = unit_allocate(u, 2);
    label end = unit_label(u);
    u->next = kept;
    gen_temporary(u, compare->left);
    for (uint32_t i = 0; i < compare->ops.n; i++) {
        gen_temporary(u, compare->comparators.items[i]);
        unit_at(u, e);
        emit_compare(u, compare->ops.items[i], result, kept, kept + 1);
        if (i + 1 < compare->ops.n) {
            emit_jump(u, OP_JUMP_IF_FALSE, result, end);
            emit(u, OP_MOVE, 0, kept, kept + 1, 0);
            u->next = kept + 1;
        }
    }
    unit_place(u, end);
    u->next = mark + 1;
    if (want != ANYWHERE) {
        emit(u, OP_MOVE, 0, want, result, 0);
        u->next = mark;
        return want;
    }
    return result;
}

/* --- Conditions --- */

static void gen_jump_compare(struct unit *u, struct ast *e, label target, bool sense)
{
    static const uint8_t opcodes[] = {[AST_Lt] = OP_JUMP_LESS,    [AST_LtE] = OP_JUMP_LESS_EQUAL,
                                      [AST_Eq] = OP_JUMP_EQUAL,   [AST_NotEq] = OP_JUMP_NOT_EQUAL,
                                      [AST_Gt] = OP_JUMP_GREATER, [AST_GtE] = OP_JUMP_GREATER_EQUAL,
                                      [AST_Is] = OP_JUMP_IS,      [AST_IsNot] = OP_JUMP_IS,
                                      [AST_In] = OP_JUMP_IN,      [AST_NotIn] = OP_JUMP_IN};
    static const uint8_t k_opcodes[] = {[AST_Lt] = OP_JUMP_LESS_K,
                                        [AST_LtE] = OP_JUMP_LESS_EQUAL_K,
                                        [AST_Eq] = OP_JUMP_EQUAL_K,
                                        [AST_NotEq] = OP_JUMP_NOT_EQUAL_K,
                                        [AST_Gt] = OP_JUMP_GREATER_K,
                                        [AST_GtE] = OP_JUMP_GREATER_EQUAL_K,
                                        [AST_Is] = OP_JUMP_IS_K,
                                        [AST_IsNot] = OP_JUMP_IS_K,
                                        [AST_In] = 0,
                                        [AST_NotIn] = 0};
    struct ast_Compare *compare = AST(Compare, e);
    enum ast_compare op = compare->ops.items[0];
    bool is_negated = op == AST_IsNot || op == AST_NotIn;
    unsigned mark = u->next, k;
    warn_compare(u, e);
    unsigned left = gen_operand(u, compare->left);
    if (k_opcodes[op] != 0 && gen_constant_operand(u, compare->comparators.items[0], &k)) {
        unit_at(u, e);
        emit_compare_jump(u, k_opcodes[op], sense != is_negated, 0, left, k, target);
    } else {
        unsigned right = gen_right(u, op, compare->comparators.items[0]);
        unit_at(u, e);
        emit_compare_jump(u, opcodes[op], sense != is_negated, 0, left, right, target);
    }
    u->next = mark;
}

static void gen_jump_boolean(struct unit *u, const struct ast *at, struct ast *e, label target,
                             bool sense)
{
    struct ast_BoolOp *boolean = AST(BoolOp, e);
    bool stops_on = boolean->op == AST_Or; /* the truth that decides early */
    label past = unit_label(u);
    struct bound_state first = {0};
    for (uint32_t i = 0; i < boolean->values.n; i++) {
        bool is_last = i + 1 == boolean->values.n;
        if (is_last || stops_on == sense) {
            gen_jump_if(u, at, boolean->values.items[i], target, sense);
        } else {
            gen_jump_if(u, at, boolean->values.items[i], past, stops_on);
        }
        at = gen_place_after_test(boolean->values.items[i], at);
        if (i == 0) {
            first = bound_save(u);
        }
    }
    bound_restore(u, first);
    unit_place(u, past);
}

static void gen_jump_conditional(struct unit *u, const struct ast *at, struct ast *e, label target,
                                 bool sense)
{
    struct ast_IfExp *conditional = AST(IfExp, e);
    label otherwise = unit_label(u), past = unit_label(u);
    gen_jump_if(u, at, conditional->test, otherwise, false);
    struct bound_state after_test = bound_save(u);
    at = gen_place_after_test(conditional->test, at);
    gen_jump_if(u, at, conditional->body, target, sense);
    emit_jump(u, OP_JUMP, 0, past);
    bound_restore(u, after_test);
    unit_place(u, otherwise);
    gen_jump_if(u, gen_place_after_test(conditional->body, at), conditional->orelse, target, sense);
    bound_restore(u, after_test);
    unit_place(u, past);
}

void gen_jump_if(struct unit *u, const struct ast *at, struct ast *e, label target, bool sense)
{
    if (u->c->failed || !compile_has_stack(u->c)) {
        return;
    }
    switch (e->kind) {
    case AST_UnaryOp:
        if (AST(UnaryOp, e)->op == AST_Not) {
            struct ast *negated = negated_compare(u, e);
            if (negated != NULL) {
                gen_jump_compare(u, negated, target, sense);
                return;
            }
            gen_jump_if(u, at, AST(UnaryOp, e)->operand, target, !sense);
            return;
        }
        break;
    case AST_BoolOp:
        gen_jump_boolean(u, at, e, target, sense);
        return;
    case AST_IfExp:
        gen_jump_conditional(u, at, e, target, sense);
        return;
    case AST_Compare:
        if (AST(Compare, e)->ops.n == 1) {
            gen_jump_compare(u, e, target, sense);
            return;
        }
        break;
    case AST_Name:
        if (gen_is_debug(AST(Name, e)->id)) {
            if (sense != ((u->c->flags & COMPILE_STRIP_ASSERTS) != 0)) {
                emit_jump(u, OP_JUMP, 0, target);
            }
            return;
        }
        break;
    case AST_Constant: {
        bool truth;
        if (gen_constant_truth(&AST(Constant, e)->value, &truth)) {
            if (truth == sense) {
                emit_jump(u, OP_JUMP, 0, target);
            }
            return;
        }
        break;
    }
    default:
        break;
    }
    unsigned mark = u->next;
    unsigned got = gen_expression(u, e, ANYWHERE);
    unit_at(u, e->kind == AST_Compare ? e : at);
    emit_jump(u, sense ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, got, target);
    u->next = mark;
}

const struct ast *gen_place_after_test(const struct ast *test, const struct ast *before)
{
    switch (test->kind) {
    case AST_Compare:
        return test;
    case AST_UnaryOp:
        return AST(UnaryOp, test)->op == AST_Not
                   ? gen_place_after_test(AST(UnaryOp, test)->operand, before)
                   : before;
    case AST_IfExp:
        before = gen_place_after_test(AST(IfExp, test)->test, before);
        before = gen_place_after_test(AST(IfExp, test)->body, before);
        return gen_place_after_test(AST(IfExp, test)->orelse, before);
    case AST_BoolOp:
        for (uint32_t i = 0; i < AST(BoolOp, test)->values.n; i++) {
            before = gen_place_after_test(AST(BoolOp, test)->values.items[i], before);
        }
        return before;
    default:
        return before;
    }
}

/* and, or as values: written to a temporary, since a target variable may be an operand. */
static unsigned gen_boolean(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_BoolOp *boolean = AST(BoolOp, e);
    unsigned mark = u->next, result = unit_allocate(u, 1);
    label end = unit_label(u);
    struct bound_state first = {0};
    for (uint32_t i = 0; i < boolean->values.n; i++) {
        u->next = mark;
        gen_temporary(u, boolean->values.items[i]);
        if (i + 1 < boolean->values.n) {
            unit_at(u, e);
            emit_jump(u, boolean->op == AST_Or ? OP_JUMP_IF_TRUE : OP_JUMP_IF_FALSE, result, end);
        }
        if (i == 0) {
            first = bound_save(u);
        }
    }
    unit_place(u, end);
    bound_restore(u, first);
    if (want != ANYWHERE) {
        emit(u, OP_MOVE, 0, want, result, 0);
        u->next = mark;
        return want;
    }
    return result;
}

static unsigned gen_conditional(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_IfExp *conditional = AST(IfExp, e);
    unsigned mark = u->next;
    label otherwise = unit_label(u), end = unit_label(u);
    gen_jump_if(u, e, conditional->test, otherwise, false);
    struct bound_state after_test = bound_save(u);
    unsigned to = want != ANYWHERE ? want : unit_allocate(u, 1);
    if (want == ANYWHERE) {
        u->next = mark;
        gen_temporary(u, conditional->body);
    } else {
        gen_expression(u, conditional->body, to);
    }
    emit_jump(u, OP_JUMP, 0, end);
    struct bound_state after_body = bound_save(u);
    bound_restore(u, after_test);
    unit_place(u, otherwise);
    u->next = mark;
    if (want == ANYWHERE) {
        gen_temporary(u, conditional->orelse);
    } else {
        gen_expression(u, conditional->orelse, to);
    }
    bound_meet(u, after_body);
    unit_place(u, end);
    return gen_finish(u, mark, to);
}

/* --- Attributes, subscripts, names --- */

unsigned gen_attribute_name(struct unit *u, const char *name)
{
    return unit_name(u, scope_mangle(u->c->scopes, u->scope, name));
}

static unsigned gen_attribute(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Attribute *attribute = AST(Attribute, e);
    unsigned mark = u->next;
    unsigned v = gen_expression(u, attribute->value, ANYWHERE);
    unsigned to = gen_result_register(u, mark, want);
    unit_at_attribute(u, e, attribute);
    emit(u, OP_LOAD_ATTR, 0, to, v, gen_attribute_name(u, attribute->attr));
    emit_extra(u, 0);
    return gen_finish(u, mark, to);
}

static unsigned gen_slice(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Slice *slice = AST(Slice, e);
    struct ast *const parts[] = {slice->lower, slice->upper, slice->step};
    unsigned mark = u->next, n = slice->step == NULL ? 2 : 3;
    for (unsigned i = 0; i < n; i++) {
        if (parts[i] != NULL) {
            gen_temporary(u, parts[i]);
        } else {
            unit_at(u, e);
            gen_load_constant(u, VALUE_NONE, unit_allocate(u, 1));
        }
    }
    unsigned to = gen_result_register(u, mark, want);
    unit_at(u, e);
    emit(u, OP_BUILD_SLICE, 0, to, mark, n);
    return gen_finish(u, mark, to);
}

static unsigned gen_subscript(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Subscript *subscript = AST(Subscript, e);
    unsigned mark = u->next;
    warn_subscript(u, e, subscript->value, subscript->slice);
    unsigned v = gen_operand(u, subscript->value), small, to;
    if (gen_small_index(subscript->slice, &small)) {
        to = gen_result_register(u, mark, want);
        unit_at(u, e);
        emit(u, OP_GET_ITEM_INT, 0, to, v, small);
        return gen_finish(u, mark, to);
    }
    unsigned key = gen_expression(u, subscript->slice, ANYWHERE);
    to = gen_result_register(u, mark, want);
    unit_at(u, e);
    emit(u, OP_GET_ITEM, 0, to, v, key);
    return gen_finish(u, mark, to);
}

static unsigned gen_walrus(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_NamedExpr *named = AST(NamedExpr, e);
    unsigned mark = u->next;
    unsigned got = gen_temporary(u, named->value);
    unit_at(u, e);
    gen_store_name(u, AST(Name, named->target)->id, got);
    unsigned to = gen_result_register(u, mark, want);
    if (to != got) {
        emit(u, OP_MOVE, 0, to, got, 0);
    }
    return gen_finish(u, mark, to);
}

/* --- yield --- */

static bool check_in_function(struct unit *u, struct ast *e, const char *what)
{
    bool is_function = u->scope->kind != SCOPE_MODULE && u->scope->kind != SCOPE_CLASS;
    return is_function || compile_error(u->c, e, "'%s' outside function", what);
}

void gen_yield_register(struct unit *u, unsigned to, unsigned v)
{
    if (u->code_flags & CODE_ASYNC_GENERATOR) {
        /* Told apart from what an await inside of it yields to the event loop. */
        unsigned wrapped = unit_allocate(u, 1);
        emit(u, OP_WRAP_ASYNC, 0, wrapped, v, 0);
        v = wrapped;
    }
    emit(u, OP_YIELD, 0, to, v, 0);
}

static unsigned gen_yield(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Yield *yield = AST(Yield, e);
    unsigned mark = u->next;
    if (!check_in_function(u, e, "yield")) {
        return gen_finish(u, mark, gen_result_register(u, mark, want));
    }
    unsigned v;
    if (yield->value != NULL) {
        v = gen_expression(u, yield->value, ANYWHERE);
    } else {
        v = unit_allocate(u, 1);
        unit_at(u, e);
        gen_load_constant(u, VALUE_NONE, v);
    }
    unsigned to = gen_result_register(u, mark, want);
    unit_at(u, e);
    gen_yield_register(u, to, v);
    return gen_finish(u, mark, to);
}

unsigned gen_moved(struct unit *u, unsigned mark, unsigned want, unsigned got)
{
    unsigned to = gen_result_register(u, mark, want);
    if (to != got) {
        emit(u, OP_MOVE, 0, to, got, 0);
    }
    return gen_finish(u, mark, to);
}

static unsigned gen_yield_from(struct unit *u, struct ast *e, unsigned want)
{
    unsigned mark = u->next;
    if (!check_in_function(u, e, "yield")) {
        return gen_finish(u, mark, gen_result_register(u, mark, want));
    }
    if (gen_is_async(u)) {
        compile_error(u->c, e, "'yield from' inside async function");
        return gen_finish(u, mark, gen_result_register(u, mark, want));
    }
    unsigned iterable = gen_temporary(u, AST(YieldFrom, e)->value);
    unit_at(u, e);
    gen_delegate(u, OP_GET_YIELD_FROM_ITER, 0, iterable);
    return gen_moved(u, mark, want, iterable);
}

static unsigned gen_name(struct unit *u, struct ast *e, unsigned want)
{
    unit_at(u, e);
    if (gen_is_debug(AST(Name, e)->id)) {
        unsigned mark = u->next, to = gen_result_register(u, mark, want);
        gen_load_constant(u, value_from_bool(!(u->c->flags & COMPILE_STRIP_ASSERTS)), to);
        return gen_finish(u, mark, to);
    }
    return gen_load_name(u, e, AST(Name, e)->id, want);
}

unsigned gen_expression(struct unit *u, struct ast *e, unsigned want)
{
    if (u->c->failed || !compile_has_stack(u->c)) {
        return want == ANYWHERE ? unit_allocate(u, 1) : want;
    }
    switch (e->kind) {
    case AST_Constant:
        return gen_constant(u, e, want);
    case AST_Name:
        return gen_name(u, e, want);
    case AST_BinOp:
        return gen_binary(u, e, want, 0);
    case AST_UnaryOp:
        return gen_unary(u, e, want);
    case AST_Compare:
        return gen_compare(u, e, want);
    case AST_BoolOp:
        return gen_boolean(u, e, want);
    case AST_IfExp:
        return gen_conditional(u, e, want);
    case AST_Call:
        return gen_call(u, e, want);
    case AST_Attribute:
        return gen_attribute(u, e, want);
    case AST_Subscript:
        return gen_subscript(u, e, want);
    case AST_Slice:
        return gen_slice(u, e, want);
    case AST_Tuple:
        return gen_tuple(u, e, want);
    case AST_List:
        return gen_sequence(u, e, &AST(List, e)->elts, want);
    case AST_Set:
        return gen_sequence(u, e, &AST(Set, e)->elts, want);
    case AST_Dict:
        return gen_dict(u, e, want);
    case AST_JoinedStr:
        return gen_joined(u, e, want);
    case AST_FormattedValue:
        return gen_formatted(u, e, want);
    case AST_NamedExpr:
        return gen_walrus(u, e, want);
    case AST_Lambda:
        return gen_lambda(u, e, want);
    case AST_ListComp:
    case AST_SetComp:
    case AST_DictComp:
    case AST_GeneratorExp:
        return gen_comprehension(u, e, want);
    case AST_Yield:
        return gen_yield(u, e, want);
    case AST_YieldFrom:
        return gen_yield_from(u, e, want);
    case AST_Starred:
        compile_error(u->c, e, "can't use starred expression here");
        break;
    case AST_Await:
        return gen_await(u, e, want);
    default:
        UNREACHABLE();
    }
    return want == ANYWHERE ? unit_allocate(u, 1) : want;
}
