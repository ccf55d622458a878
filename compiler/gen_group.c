/*
 * except* (PEP 654): every clause may get a part of the exception group, and what the clauses raise is gathered.
 *
 *     x          the exception that was caught
 *     x + 1      what was handled before
 *     raised     list of what the clauses raised
 *     rest       what no clause has taken yet, or None
 *     match      rest + 1: the part that the running clause handles; also its exception
 *
 * An exception in a clause goes into the list and the next clause runs. In the end what is in the list and what is left
 * become one exception again.
 */
#include "compiler/gen.h"

/* Behind a clause that raised: its exception is in R[match]. */
static void gen_collect(struct unit *u, struct ast_ExceptHandler *handler, unsigned raised,
                        unsigned match)
{
    if (handler->name != NULL) {
        gen_unbind(u, handler->name);
    }
    emit(u, OP_LIST_APPEND, 0, raised, match, 0);
}

static void gen_clause(struct unit *u, struct ast_ExceptHandler *handler, unsigned raised,
                       unsigned rest)
{
    unsigned mark = u->next, match = rest + 1;
    label next = unit_label(u);
    struct block b = {.handler = unit_label(u), .exception_register = match};
    unsigned classes = gen_expression(u, handler->type, ANYWHERE);
    unit_at(u, &handler->base);
    emit_compare_jump(u, OP_MATCH_GROUP, 0, rest, classes, 0, next);
    u->next = mark;
    if (handler->name != NULL) {
        gen_store_name(u, handler->name, match);
    }
    block_push(u, &b, BLOCK_GROUP_CLAUSE);
    gen_body(u, &handler->body);
    block_pop(u);
    unit_artificial(u);
    if (handler->name != NULL) {
        gen_unbind(u, handler->name);
    }
    emit_jump(u, OP_JUMP, 0, next);
    unit_place(u, b.handler);
    u->unreachable = false;
    gen_collect(u, handler, raised, match);
    unit_place(u, next);
}

void gen_except_star(struct unit *u, struct ast_Try *s)
{
    unsigned mark = u->next, x = mark;
    label end = unit_label(u), done = unit_label(u);
    struct block inner = {0};
    struct bound_state after = gen_try_begin(u, s, end, &inner);
    struct bound_state before = bound_save(u);
    unsigned raised = unit_allocate(u, 1), rest = unit_allocate(u, 2);
    emit(u, OP_BUILD_LIST, 0, raised, raised, 0);
    emit(u, OP_MOVE, 0, rest, x, 0);
    for (uint32_t i = 0; i < s->handlers.n; i++) {
        gen_clause(u, AST(ExceptHandler, s->handlers.items[i]), raised, rest);
        bound_restore(u, before);
    }
    emit(u, OP_LIST_APPEND, 0, raised, rest, 0);
    emit(u, OP_JOIN_GROUP, 0, rest, x, raised);
    emit_compare_jump(u, OP_JUMP_IS_K, true, 0, rest, unit_constant(u, VALUE_NONE), done);
    emit(u, OP_RERAISE, 0, rest, 0, 0);
    unit_place(u, done);
    emit(u, OP_POP_HANDLED, 0, inner.saved, 0, 0);
    emit_jump(u, OP_JUMP, 0, end);
    handler_end(u, &inner);
    bound_meet(u, after);
    unit_place(u, end);
    u->next = mark;
}
