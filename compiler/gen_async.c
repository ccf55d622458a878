/*
 * await, async for: an awaitable is driven as `yield from` drives an iterator. What an asynchronous `with` adds stands
 * beside the plain one in gen_block.c, an asynchronous comprehension's loops beside the plain ones.
 */
#include "compiler/gen.h"

/* Drives the iterator in register sent + 1; None is in `sent`. */
static void gen_sending(struct unit *u, unsigned sent)
{
    unsigned iterator = sent + 1;
    label again = unit_label(u), done = unit_label(u);
    unit_place(u, again);
    emit_compare_jump(u, OP_SEND, 0, sent, iterator, 0, done);
    emit(u, OP_YIELD, 1, sent, sent, iterator);
    emit_jump(u, OP_LOOP, 0, again);
    unit_place(u, done);
}

void gen_delegate(struct unit *u, enum opcode op, unsigned what, unsigned iterable)
{
    ASSERT(u->next == iterable + 1);
    unsigned sent = iterable, iterator = unit_allocate(u, 1);
    emit(u, op, what, iterator, iterable, 0);
    gen_load_constant(u, VALUE_NONE, sent);
    gen_sending(u, sent);
    u->next = iterable + 1;
}

void gen_await_register(struct unit *u, unsigned awaitable, enum awaited what)
{
    gen_delegate(u, OP_GET_AWAITABLE, what, awaitable);
}

bool gen_is_async(const struct unit *u)
{
    return u->code_flags & (CODE_COROUTINE | CODE_ASYNC_GENERATOR);
}

unsigned gen_await(struct unit *u, struct ast *e, unsigned want)
{
    unsigned mark = u->next;
    if (!gen_is_async(u)) {
        bool is_function = u->scope->kind != SCOPE_MODULE && u->scope->kind != SCOPE_CLASS;
        compile_error(u->c, e,
                      is_function ? "'await' outside async function" : "'await' outside function");
        return gen_finish(u, mark, gen_result_register(u, mark, want));
    }
    unsigned awaitable = gen_temporary(u, AST(Await, e)->value);
    unit_at(u, e);
    gen_await_register(u, awaitable, AWAIT_EXPRESSION);
    return gen_moved(u, mark, want, awaitable);
}

void gen_async_next(struct unit *u, struct async_loop *loop)
{
    unsigned sent = u->next;
    loop->guard = (struct block){.handler = unit_label(u), .exception_register = sent};
    block_push(u, &loop->guard, BLOCK_TRY);
    gen_load_constant(u, VALUE_NONE, unit_allocate(u, 1));
    emit(u, OP_GET_ASYNC_NEXT, 0, unit_allocate(u, 1), loop->iterator, 0);
    gen_sending(u, sent);
    block_pop(u);
    loop->item = sent;
    u->next = sent + 1;
}

void gen_async_end(struct unit *u, struct async_loop *loop)
{
    handler_place(u, &loop->guard, 2);
    emit(u, OP_END_ASYNC_FOR, 0, loop->guard.exception_register, 0, 0);
}

void gen_async_for(struct unit *u, struct ast *s)
{
    struct ast_AsyncFor *statement = AST(AsyncFor, s);
    if (!gen_is_async(u)) {
        compile_error(u->c, s, "'async for' outside async function");
        return;
    }
    label again = unit_label(u);
    struct block loop = {
        .continue_label = again, .continue_op = OP_LOOP, .break_label = unit_label(u)};
    unsigned mark = u->next;
    struct async_loop iteration = {.iterator = mark};
    unsigned iterable = gen_expression(u, statement->iter, ANYWHERE);
    u->next = mark;
    unit_allocate(u, 1);
    unit_at(u, statement->iter);
    emit(u, OP_GET_ASYNC_ITER, 0, iteration.iterator, iterable, 0);
    struct bound_state before = bound_save(u);
    unit_place(u, again);
    unit_at(u, statement->iter);
    gen_async_next(u, &iteration);
    gen_store(u, statement->target, iteration.item);
    u->next = mark + 1;
    block_push(u, &loop, BLOCK_LOOP);
    gen_body(u, &statement->body);
    unit_artificial(u);
    emit_jump(u, OP_LOOP, 0, again);
    block_pop(u);
    bound_restore(u, before);
    unit_at(u, statement->iter);
    gen_async_end(u, &iteration);
    u->next = mark;
    gen_body(u, &statement->orelse);
    bound_restore(u, before);
    unit_place(u, loop.break_label);
}
