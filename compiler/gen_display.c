/* Displays of tuples, lists, sets and dicts, and f-strings: values that are built from many. */
#include "compiler/gen.h"

/* --- Displays --- */

static bool has_star(const ast_expr_list *list)
{
    for (uint32_t i = 0; i < list->n; i++) {
        if (list->items[i]->kind == AST_Starred) {
            return true;
        }
    }
    return false;
}

/* At most so many elements wait in registers; longer displays are filled one by one. */
enum { MAX_IN_REGISTERS = 64 };

static void gen_display_items(struct unit *u, const struct ast *e, const ast_expr_list *list,
                              unsigned to, enum opcode append, enum opcode extend)
{
    for (uint32_t i = 0; i < list->n; i++) {
        unsigned mark = u->next;
        bool is_star = list->items[i]->kind == AST_Starred;
        struct ast *item = is_star ? AST(Starred, list->items[i])->value : list->items[i];
        unsigned got = gen_expression(u, item, ANYWHERE);
        unit_at(u, e);
        emit(u, is_star ? extend : append, 0, to, got, 0);
        u->next = mark;
    }
}

unsigned gen_sequence(struct unit *u, struct ast *e, const ast_expr_list *elts, unsigned want)
{
    bool is_set = e->kind == AST_Set;
    enum opcode build = is_set                ? OP_BUILD_SET
                        : e->kind == AST_List ? OP_BUILD_LIST
                                              : OP_BUILD_TUPLE;
    unsigned mark = u->next, to;
    if (elts->n <= MAX_IN_REGISTERS && !has_star(elts)) {
        for (uint32_t i = 0; i < elts->n; i++) {
            gen_temporary(u, elts->items[i]);
        }
        to = gen_result_register(u, mark, want);
        unit_at(u, e);
        emit(u, build, 0, to, mark, elts->n);
        return gen_finish(u, mark, to);
    }
    unsigned made = unit_allocate(u, 1);
    unit_at(u, e);
    emit(u, is_set ? OP_BUILD_SET : OP_BUILD_LIST, 0, made, made, 0);
    gen_display_items(u, e, elts, made, is_set ? OP_SET_ADD : OP_LIST_APPEND,
                      is_set ? OP_SET_UPDATE : OP_LIST_EXTEND);
    to = gen_result_register(u, mark, want);
    unit_at(u, e);
    if (e->kind == AST_Tuple) {
        emit(u, OP_LIST_TO_TUPLE, 0, to, made, 0);
    } else if (to != made) {
        emit(u, OP_MOVE, 0, to, made, 0);
    }
    return gen_finish(u, mark, to);
}

unsigned gen_tuple(struct unit *u, struct ast *e, unsigned want)
{
    Value v;
    if (gen_constant_value(u, e, &v)) {
        unsigned mark = u->next, to = gen_result_register(u, mark, want);
        unit_at(u, e);
        gen_load_constant(u, v, to);
        return gen_finish(u, mark, to);
    }
    return gen_sequence(u, e, &AST(Tuple, e)->elts, want);
}

unsigned gen_dict(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_Dict *dict = AST(Dict, e);
    unsigned mark = u->next, made = unit_allocate(u, 1);
    unit_at(u, e);
    emit(u, OP_BUILD_DICT, 0, made, made, 0);
    for (uint32_t i = 0; i < dict->values.n; i++) {
        unsigned inner = u->next;
        if (dict->keys.items[i] == NULL) {
            unsigned other = gen_expression(u, dict->values.items[i], ANYWHERE);
            unit_at(u, e);
            emit(u, OP_DICT_UPDATE, 0, made, other, 0);
        } else {
            unsigned key = gen_operand(u, dict->keys.items[i]);
            unsigned v = gen_expression(u, dict->values.items[i], ANYWHERE);
            unit_at(u, e);
            emit(u, OP_DICT_SET, 0, made, key, v);
        }
        u->next = inner;
    }
    unsigned to = gen_result_register(u, mark, want);
    if (to != made) {
        emit(u, OP_MOVE, 0, to, made, 0);
    }
    return gen_finish(u, mark, to);
}

/* --- f-strings --- */

unsigned gen_formatted(struct unit *u, struct ast *e, unsigned want)
{
    struct ast_FormattedValue *formatted = AST(FormattedValue, e);
    unsigned mark = u->next, spec = 0, d = 0;
    unsigned v = gen_operand(u, formatted->value);
    switch (formatted->conversion) {
    case 's':
        d = 1;
        break;
    case 'r':
        d = 2;
        break;
    case 'a':
        d = 3;
        break;
    default:
        break;
    }
    if (formatted->format_spec != NULL) {
        spec = gen_expression(u, formatted->format_spec, ANYWHERE);
        d |= 4;
    }
    unsigned to = gen_result_register(u, mark, want);
    unit_at(u, e);
    emit(u, OP_FORMAT_VALUE, d, to, v, spec);
    return gen_finish(u, mark, to);
}

unsigned gen_joined(struct unit *u, struct ast *e, unsigned want)
{
    const ast_expr_list *values = &AST(JoinedStr, e)->values;
    if (values->n == 1) {
        return gen_expression(u, values->items[0], want);
    }
    unsigned mark = u->next, n = 0;
    for (uint32_t i = 0; i < values->n; i++) {
        gen_temporary(u, values->items[i]);
        if (++n == MAX_IN_REGISTERS && i + 1 < values->n) {
            emit(u, OP_BUILD_STRING, 0, mark, mark, n);
            u->next = mark + 1;
            n = 1;
        }
    }
    unsigned to = gen_result_register(u, mark, want);
    unit_at(u, e);
    emit(u, OP_BUILD_STRING, 0, to, mark, n);
    return gen_finish(u, mark, to);
}
