/*
 * Comprehensions and generator expressions: a function of one argument, the iterator of the outermost iterable, called at
 * once.
 */
#include "compiler/gen.h"

/* What the innermost level does with each element. */
struct comprehension {
    struct ast *node, *element, *value; /* value: of a dict comprehension */
    const ast_comprehension_list *generators;
    enum ast_kind kind;
    unsigned result; /* register of the collection */
};

static struct comprehension describe(struct ast *e)
{
    switch (e->kind) {
    case AST_ListComp:
        return (struct comprehension){
            e, AST(ListComp, e)->elt, NULL, &AST(ListComp, e)->generators, AST_ListComp, 0};
    case AST_SetComp:
        return (struct comprehension){
            e, AST(SetComp, e)->elt, NULL, &AST(SetComp, e)->generators, AST_SetComp, 0};
    case AST_DictComp:
        return (struct comprehension){e,
                                      AST(DictComp, e)->key,
                                      AST(DictComp, e)->value,
                                      &AST(DictComp, e)->generators,
                                      AST_DictComp,
                                      0};
    default:
        return (struct comprehension){
            e, AST(GeneratorExp, e)->elt, NULL, &AST(GeneratorExp, e)->generators, AST_GeneratorExp,
            0};
    }
}

static const char *code_name(enum ast_kind kind)
{
    return kind == AST_ListComp   ? "<listcomp>"
           : kind == AST_SetComp  ? "<setcomp>"
           : kind == AST_DictComp ? "<dictcomp>"
                                  : "<genexpr>";
}

static void gen_element(struct unit *u, const struct comprehension *c, const struct ast *place)
{
    unsigned mark = u->next;
    if (c->kind == AST_DictComp) {
        unsigned key = gen_temporary(u, c->element);
        unsigned v = gen_expression(u, c->value, ANYWHERE);
        unit_at(u, place);
        emit(u, OP_DICT_SET, 0, c->result, key, v);
    } else {
        unsigned v = gen_expression(u, c->element, ANYWHERE);
        unit_at(u, place);
        if (c->kind == AST_GeneratorExp) {
            gen_yield_register(u, unit_allocate(u, 1), v);
        } else {
            emit(u, c->kind == AST_ListComp ? OP_LIST_APPEND : OP_SET_ADD, 0, c->result, v, 0);
        }
    }
    u->next = mark;
}

static void gen_level(struct unit *u, const struct comprehension *c, uint32_t level,
                      const struct ast *place);

/* The conditions of loop number `level` and what is inside of it, up to the back edge. */
static void gen_loop_body(struct unit *u, const struct comprehension *c, uint32_t level,
                          const struct ast *place)
{
    const ast_expr_list *ifs = &AST(comprehension, c->generators->items[level])->ifs;
    label skip = unit_label(u); /* to the back edge, which polls */
    for (uint32_t i = 0; i < ifs->n; i++) {
        gen_jump_if(u, place, ifs->items[i], skip, false);
        place = gen_place_after_test(ifs->items[i], place);
    }
    gen_level(u, c, level + 1, place);
    unit_place(u, skip);
    unit_at(u, c->node);
    unit_artificial(u);
}

static void gen_async_level(struct unit *u, const struct comprehension *c, uint32_t level,
                            const struct ast *place)
{
    struct ast_comprehension *clause = AST(comprehension, c->generators->items[level]);
    unsigned mark = u->next;
    struct async_loop loop = {.iterator = mark};
    if (level == 0) {
        emit(u, OP_MOVE, 0, unit_allocate(u, 1), 0, 0);
    } else {
        unsigned iterable = gen_temporary(u, clause->iter);
        unit_at(u, place);
        emit(u, OP_GET_ASYNC_ITER, 0, loop.iterator, iterable, 0);
    }
    struct bound_state before = bound_save(u);
    label again = unit_label(u);
    unit_place(u, again);
    unit_at(u, place);
    gen_async_next(u, &loop);
    gen_store(u, clause->target, loop.item);
    u->next = mark + 1;
    gen_loop_body(u, c, level, place);
    emit_jump(u, OP_LOOP, 0, again);
    bound_restore(u, before);
    gen_async_end(u, &loop);
    u->next = mark;
}

/* The loops from number `level` on, inside one another. `place` is what tracebacks show: see gen_place_after_test. */
static void gen_level(struct unit *u, const struct comprehension *c, uint32_t level,
                      const struct ast *place)
{
    if (level == c->generators->n) {
        gen_element(u, c, place);
        return;
    }
    struct ast_comprehension *loop = AST(comprehension, c->generators->items[level]);
    if (loop->is_async) {
        gen_async_level(u, c, level, place);
        return;
    }
    unsigned mark = u->next;
    label again = unit_label(u), end = unit_label(u);
    unsigned iterator = unit_allocate(u, 1);
    if (level == 0) {
        emit(u, OP_MOVE, 0, iterator, 0, 0);
    } else {
        u->next = iterator;
        gen_temporary(u, loop->iter);
        unit_at(u, place);
        emit(u, OP_GET_ITER, 0, iterator, iterator, 0);
    }
    struct bound_state before = bound_save(u);
    unit_place(u, again);
    gen_for_item(u, place, loop->target, iterator, end);
    gen_loop_body(u, c, level, place);
    emit_jump(u, OP_LOOP_FOR, 0, again);
    unit_place(u, end);
    bound_restore(u, before);
    u->next = mark;
}

static struct unit *gen_inner(struct unit *u, struct comprehension *c)
{
    struct unit *inner = unit_create(u->c, u, scope_of(u->c->scopes, c->node), code_name(c->kind),
                                     (uint32_t)c->node->lineno);
    if (inner == NULL) {
        return NULL;
    }
    inner->n_positional = 1;
    inner->code_flags = CODE_OPTIMIZED | CODE_NEWLOCALS |
                        (inner->scope->is_nested ? CODE_NESTED : 0) | gen_kind_flags(inner->scope);
    unit_at(inner, c->node);
    gen_prologue(inner);
    if (c->kind == AST_GeneratorExp) {
        gen_level(inner, c, 0, c->node);
        emit_wide(inner, OP_RETURN_CONST, 0, (int32_t)unit_constant(inner, VALUE_NONE));
        return inner;
    }
    c->result = unit_allocate(inner, 1);
    emit(inner,
         c->kind == AST_ListComp  ? OP_BUILD_LIST
         : c->kind == AST_SetComp ? OP_BUILD_SET
                                  : OP_BUILD_DICT,
         0, c->result, c->result, 0);
    gen_level(inner, c, 0, c->node);
    unit_at(inner, c->node);
    emit(inner, OP_RETURN, 0, c->result, 0, 0);
    return inner;
}

unsigned gen_comprehension(struct unit *u, struct ast *e, unsigned want)
{
    struct comprehension c = describe(e);
    unsigned mark = u->next;
    bool is_awaited = gen_kind_flags(scope_of(u->c->scopes, e)) == CODE_COROUTINE;
    if (is_awaited && !gen_is_async(u) && u->scope->kind != SCOPE_COMPREHENSION) {
        compile_error(u->c, e, "asynchronous comprehension outside of an asynchronous function");
        return unit_allocate(u, 1);
    }
    unsigned base = unit_allocate(u, 2);
    struct unit *inner = gen_inner(u, &c);
    if (inner == NULL) {
        return base;
    }
    unit_at(u, e);
    gen_make_function(u, inner, 0, base + 1, base);
    struct ast_comprehension *first = AST(comprehension, c.generators->items[0]);
    unsigned iterator = gen_temporary(u, first->iter);
    unit_at(u, e);
    emit(u, first->is_async ? OP_GET_ASYNC_ITER : OP_GET_ITER, 0, iterator, iterator, 0);
    emit(u, OP_CALL, 0, base, 1, 0);
    u->next = base + 1;
    if (is_awaited) {
        gen_await_register(u, base, AWAIT_EXPRESSION);
    }
    return gen_moved(u, mark, want, base);
}
