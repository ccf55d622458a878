/*
 * try, with, and what return, break and continue do on their way out of them.
 *
 * A block that is left by a jump must do what it would do at its end: run the finally clause, call __exit__, restore the
 * handled exception. That code is generated in place at each such jump, outside of the block's own protection (its range
 * in the exception table is split) and inside of that of the blocks around it.
 *
 * A handler's registers, see handler_place: the exception, then the one that was handled before. A handler's own body is protected by a
 * second handler that restores the latter when an exception leaves it. A handler that only cleans up is no place of its own:
 * it raises again from the word that the exception came from, which frame.f_lineno shows. unwind has put the number of
 * that word behind the exception.
 */
#include "compiler/gen.h"

/* An error at what is being compiled. */
static void fail_here(struct unit *u, const char *message)
{
    struct ast place = unit_place_of_errors(u);
    compile_error(u->c, &place, "%s", message);
}

/* Counts a block; block_pop, or whoever counts one that has no structure, sets the count back. */
static void block_count(struct unit *u)
{
    if (++u->n_blocks > MAX_NESTED_BLOCKS && !u->c->failed) {
        fail_here(u, "too many statically nested blocks");
    }
}

void block_push(struct unit *u, struct block *b, enum block_kind kind)
{
    b->kind = kind;
    b->outer = u->block;
    b->n_outer = u->n_blocks;
    u->block = b;
    block_count(u);
    if (kind != BLOCK_LOOP) {
        unit_protect_start(u, b);
    }
}

void block_pop(struct unit *u)
{
    struct block *b = u->block;
    u->n_blocks = b->n_outer;
    if (b->is_protecting) {
        unit_protect_end(u, b);
    }
    u->block = b->outer;
}

/* __exit__(None, None, None); the callable lies in exit_register and the one above it. */
static void gen_plain_exit(struct unit *u, const struct block *b)
{
    unsigned mark = u->next, base = unit_allocate(u, 5);
    unit_at(u, b->node);
    emit(u, OP_MOVE, 0, base, b->exit_register, 0);
    emit(u, OP_MOVE, 0, base + 1, b->exit_register + 1, 0);
    for (unsigned i = 2; i < 5; i++) {
        gen_load_constant(u, VALUE_NONE, base + i);
    }
    emit(u, OP_CALL_METHOD, 0, base, 3, 0);
    if (b->is_async) {
        u->next = base + 1;
        gen_await_register(u, base, AWAIT_EXIT);
    }
    u->next = mark;
}

void gen_unbind(struct unit *u, const char *name)
{
    unsigned mark = u->next, none = unit_allocate(u, 1);
    gen_load_constant(u, VALUE_NONE, none);
    gen_store_name(u, name, none);
    gen_delete_name(u, name);
    u->next = mark;
}

static const char way_out_of_group[] =
    "'break', 'continue' and 'return' cannot appear in an except* block";

/* What leaving `b` costs; the block itself is no longer on the stack. */
static void gen_leave(struct unit *u, struct block *b)
{
    switch (b->kind) {
    case BLOCK_FINALLY:
        gen_body(u, b->final_body);
        unit_artificial(u);
        break;
    case BLOCK_HANDLER:
        emit(u, OP_POP_HANDLED, 0, b->saved, 0, 0);
        break;
    case BLOCK_HANDLER_NAME:
        gen_unbind(u, b->name);
        break;
    case BLOCK_GROUP_CLAUSE:
        fail_here(u, way_out_of_group);
        break;
    case BLOCK_WITH:
        gen_plain_exit(u, b);
        unit_artificial(u);
        break;
    default:
        break;
    }
}

/* Leaves all blocks from the innermost out to `end` (exclusive). The blocks are as before afterwards. */
static void gen_leave_until(struct unit *u, struct block *end)
{
    struct block *innermost = u->block;
    unsigned n_blocks = u->n_blocks;
    for (struct block *b = innermost; b != end; b = b->outer) {
        if (b->is_protecting) {
            unit_protect_end(u, b);
        }
        u->block = b->outer;
        u->n_blocks = b->n_outer;
        gen_leave(u, b);
    }
    u->block = innermost;
    u->n_blocks = n_blocks;
}

/* After the jump: the blocks protect again. */
static void resume_protection(struct unit *u, struct block *end)
{
    for (struct block *b = u->block; b != end; b = b->outer) {
        if (b->kind != BLOCK_LOOP) {
            unit_protect_start(u, b);
        }
    }
}

/* A statement that leaves all blocks up to `end`: if other statements come before the jump, its own line is to be seen. */
static void begin_leaving(struct unit *u, const struct ast *s, const struct block *end)
{
    unit_at(u, s);
    for (const struct block *b = u->block; b != end; b = b->outer) {
        if (b->kind == BLOCK_FINALLY || b->kind == BLOCK_WITH) {
            unit_idle(u, s);
            return;
        }
    }
}

/* What comes after the clean-up that another statement asks for is to look as if it were part of that. */
static void unit_at_unless_artificial(struct unit *u, const struct ast *s)
{
    if (u->position.line > 0) {
        unit_at(u, s);
    }
}

void gen_return(struct unit *u, struct ast *s)
{
    struct ast_Return *statement = AST(Return, s);
    unsigned mark = u->next;
    if (u->scope->kind == SCOPE_MODULE || u->scope->kind == SCOPE_CLASS) {
        compile_error(u->c, s, "'return' outside function");
        return;
    }
    bool leaves_blocks = u->block != NULL;
    Value constant = VALUE_NONE;
    if (statement->value != NULL && u->code_flags & CODE_ASYNC_GENERATOR) {
        compile_error(u->c, s, "'return' with value in async generator");
        return;
    }
    bool is_constant =
        statement->value == NULL || gen_constant_value(u, statement->value, &constant);
    unsigned v = 0;
    if (!is_constant) {
        v = leaves_blocks ? gen_temporary(u, statement->value)
                          : gen_expression(u, statement->value, ANYWHERE);
    }
    struct bound_state state = bound_save(u);
    bool is_on_line = statement->value != NULL && statement->value->lineno == s->lineno;
    if (is_constant) {
        begin_leaving(u, s, NULL);
    }
    unit_at(u, is_on_line ? statement->value : s);
    gen_leave_until(u, NULL);
    unit_at_unless_artificial(u, s);
    if (is_constant) {
        emit_wide(u, OP_RETURN_CONST, 0, (int32_t)unit_constant(u, constant));
    } else {
        emit(u, OP_RETURN, 0, v, 0, 0);
    }
    bound_restore(u, state);
    u->unreachable = true;
    resume_protection(u, NULL);
    u->next = mark;
}

/* NULL: `message`, or that there is a clause of except* in the way, is the error. */
static struct block *enclosing_loop(struct unit *u, struct ast *s, const char *message)
{
    for (struct block *b = u->block; b != NULL; b = b->outer) {
        if (b->kind == BLOCK_LOOP) {
            return b;
        }
        message = b->kind == BLOCK_GROUP_CLAUSE ? way_out_of_group : message;
    }
    compile_error(u->c, s, "%s", message);
    return NULL;
}

static void gen_loop_jump(struct unit *u, struct ast *s, struct block *loop, bool is_break)
{
    struct bound_state state = bound_save(u);
    begin_leaving(u, s, loop);
    gen_leave_until(u, loop);
    unit_at_unless_artificial(u, s);
    emit_jump(u, is_break ? OP_JUMP : loop->continue_op, 0,
              is_break ? loop->break_label : loop->continue_label);
    bound_restore(u, state);
    u->unreachable = true;
    resume_protection(u, loop);
}

void gen_break(struct unit *u, struct ast *s)
{
    struct block *loop = enclosing_loop(u, s, "'break' outside loop");
    if (loop != NULL) {
        gen_loop_jump(u, s, loop, true);
    }
}

void gen_continue(struct unit *u, struct ast *s)
{
    struct block *loop = enclosing_loop(u, s, "'continue' not properly in loop");
    if (loop != NULL) {
        gen_loop_jump(u, s, loop, false);
    }
}

/* --- Handlers --- */

void handler_place(struct unit *u, const struct block *b, unsigned n)
{
    unit_place(u, b->handler);
    u->next = b->exception_register;
    unit_allocate(u, n);
}

/* Begins a handler whose exception is in register `x`: x + 1 keeps what was handled before. */
static void handler_begin(struct unit *u, struct block *b, unsigned x)
{
    emit(u, OP_PUSH_HANDLED, 0, x + 1, x, 0);
    b->saved = x + 1;
    b->handler = unit_label(u);
    b->exception_register = u->next;
    block_push(u, b, BLOCK_HANDLER);
}

void handler_end(struct unit *u, struct block *b)
{
    block_pop(u);
    unit_artificial(u);
    handler_place(u, b, 2);
    emit(u, OP_POP_HANDLED, 0, b->saved, 0, 0);
    emit(u, OP_RERAISE, 0, b->exception_register, b->exception_register + 1, 0);
}

/* The body of `except ... as name`, which unbinds the name however it is left. */
static void gen_named_body(struct unit *u, struct ast_ExceptHandler *handler)
{
    struct block b = {
        .handler = unit_label(u), .exception_register = u->next, .name = handler->name};
    block_push(u, &b, BLOCK_HANDLER_NAME);
    gen_body(u, &handler->body);
    block_pop(u);
    label end = unit_label(u);
    unit_artificial(u);
    bool was_unreachable = u->unreachable;
    gen_unbind(u, handler->name);
    emit_jump(u, OP_JUMP, 0, end);
    handler_place(u, &b, 2);
    gen_unbind(u, handler->name);
    emit(u, OP_RERAISE, 0, b.exception_register, b.exception_register + 1, 0);
    u->unreachable = was_unreachable;
    unit_place(u, end);
}

static void gen_handler(struct unit *u, struct ast_ExceptHandler *handler, unsigned x,
                        struct block *b, label end)
{
    unsigned mark = u->next;
    label next = unit_label(u);
    unit_at(u, &handler->base);
    if (handler->type != NULL) {
        unsigned classes = gen_expression(u, handler->type, ANYWHERE);
        unit_at(u, &handler->base);
        emit_compare_jump(u, OP_JUMP_IF_NO_MATCH, 0, 0, x, classes, next);
        u->next = mark;
    }
    if (handler->name != NULL) {
        unit_at(u, &handler->base);
        gen_store_name(u, handler->name, x);
        gen_named_body(u, handler);
    } else {
        block_count(u);
        gen_body(u, &handler->body);
        u->n_blocks--;
    }
    u->next = mark;
    unit_artificial(u);
    emit(u, OP_POP_HANDLED, 0, b->saved, 0, 0);
    emit_jump(u, OP_JUMP, 0, end);
    unit_place(u, next);
}

struct bound_state gen_try_begin(struct unit *u, struct ast_Try *s, label end,
                                 struct block *handler)
{
    struct bound_state before = bound_save(u);
    struct block b = {.handler = unit_label(u), .exception_register = u->next};
    unit_at(u, &s->base);
    block_push(u, &b, BLOCK_TRY);
    gen_body(u, &s->body);
    block_pop(u);
    gen_body(u, &s->orelse);
    unit_artificial(u);
    emit_jump(u, OP_JUMP, 0, end);
    struct bound_state after = bound_save(u);
    handler_place(u, &b, 2);
    unit_at(u, s->handlers.items[0]);
    bound_restore(u, before);
    handler_begin(u, handler, b.exception_register);
    return after;
}

/* try: body, except clauses, else. */
static void gen_try_except(struct unit *u, struct ast_Try *s)
{
    unsigned mark = u->next, x = mark;
    label end = unit_label(u);
    struct block inner = {0};
    struct bound_state after = gen_try_begin(u, s, end, &inner);
    for (uint32_t i = 0; i < s->handlers.n; i++) {
        struct ast *handler = s->handlers.items[i];
        if (AST(ExceptHandler, handler)->type == NULL && i + 1 < s->handlers.n) {
            compile_error(u->c, handler, "default 'except:' must be last");
        }
        if (i > 0 && AST(ExceptHandler, handler)->type == NULL) {
            unit_idle(u, handler);
        }
        struct bound_state untouched = bound_save(u);
        gen_handler(u, AST(ExceptHandler, handler), x, &inner, end);
        bound_meet(u, after);
        after = bound_save(u);
        bound_restore(u, untouched);
    }
    unit_at(u, s->handlers.items[s->handlers.n - 1]);
    unit_artificial(u);
    emit(u, OP_RERAISE, 0, x, 0, 0);
    handler_end(u, &inner);
    bound_restore(u, after);
    unit_place(u, end);
    u->next = mark;
}

/* The part of a try statement without its finally clause. */
static void gen_clauses(struct unit *u, struct ast_Try *s)
{
    if (s->handlers.n == 0) {
        gen_body(u, &s->body);
    } else if (s->base.kind == AST_TryStar) {
        gen_except_star(u, s);
    } else {
        gen_try_except(u, s);
    }
}

void gen_try(struct unit *u, struct ast *statement)
{
    static_assert(sizeof(struct ast_Try) == sizeof(struct ast_TryStar), "one structure for both");
    struct ast_Try *s = (struct ast_Try *)statement;
    unit_idle(u, statement);
    if (s->finalbody.n == 0) {
        gen_clauses(u, s);
        return;
    }
    unsigned mark = u->next, x = mark;
    struct bound_state before = bound_save(u);
    label end = unit_label(u);
    struct block b = {
        .handler = unit_label(u), .exception_register = x, .final_body = &s->finalbody};
    unit_at(u, statement);
    block_push(u, &b, BLOCK_FINALLY);
    gen_clauses(u, s);
    block_pop(u);
    gen_body(u, &s->finalbody);
    unit_artificial(u);
    emit_jump(u, OP_JUMP, 0, end);
    struct bound_state after = bound_save(u);
    handler_place(u, &b, 2);
    bound_restore(u, before);
    struct block inner = {0};
    handler_begin(u, &inner, x);
    gen_body(u, &s->finalbody);
    unit_artificial(u);
    emit(u, OP_RERAISE, 0, x, 0, 0);
    handler_end(u, &inner);
    bound_restore(u, after);
    unit_place(u, end);
    u->next = mark;
}

/* --- with --- */

/* The handler of a with block: calls __exit__ with the exception and goes on if it returns something true. */
static void gen_exit_handler(struct unit *u, struct block *b)
{
    struct block inner = {0};
    unsigned x = b->exception_register, origin = x + 2;
    emit(u, OP_MOVE, 0, origin, x + 1, 0);
    handler_begin(u, &inner, x);
    unsigned base = unit_allocate(u, 5);
    label suppressed = unit_label(u), end = unit_label(u);
    emit(u, OP_MOVE, 0, base, b->exit_register, 0);
    emit(u, OP_MOVE, 0, base + 1, b->exit_register + 1, 0);
    emit(u, OP_EXCEPTION_TRIPLE, 0, base + 2, x, 0);
    emit(u, OP_CALL_METHOD, 0, base, 3, 0);
    u->next = base + 1;
    if (b->is_async) {
        gen_await_register(u, base, AWAIT_EXIT);
    }
    emit_jump(u, OP_JUMP_IF_TRUE, base, suppressed);
    u->next = base;
    emit(u, OP_RERAISE, 0, x, origin, 0);
    unit_place(u, suppressed);
    emit(u, OP_POP_HANDLED, 0, inner.saved, 0, 0);
    emit_jump(u, OP_JUMP, 0, end);
    handler_end(u, &inner);
    unit_place(u, end);
}

static void gen_with_item(struct unit *u, struct ast_With *s, uint32_t i)
{
    if (i == s->items.n) {
        gen_body(u, &s->body);
        return;
    }
    struct ast_withitem *item = AST(withitem, s->items.items[i]);
    bool is_async = s->base.kind == AST_AsyncWith;
    unsigned mark = u->next, exit = mark, body = mark + 2;
    unsigned manager = gen_expression(u, item->context_expr, ANYWHERE); /* perhaps in `exit` */
    u->next = mark;
    unit_allocate(u, 2);
    unit_at(u, &s->base);
    unsigned base = unit_allocate(u, 2);
    emit(u, is_async ? OP_LOAD_ASYNC_ENTER : OP_LOAD_ENTER, 0, base, manager, 0);
    emit(u, is_async ? OP_LOAD_ASYNC_EXIT : OP_LOAD_EXIT, 0, exit, manager, 0);
    emit(u, OP_CALL_METHOD, 0, base, 0, 0);
    u->next = base + 1;
    if (is_async) {
        gen_await_register(u, base, AWAIT_ENTER);
    }
    struct block b = {.handler = unit_label(u),
                      .exception_register = body,
                      .exit_register = exit,
                      .node = &s->base,
                      .is_async = is_async};
    struct bound_state before = bound_save(u);
    label end = unit_label(u);
    block_push(u, &b, BLOCK_WITH);
    if (item->optional_vars != NULL) {
        gen_store(u, item->optional_vars, base);
    }
    u->next = body;
    gen_with_item(u, s, i + 1);
    block_pop(u);
    gen_plain_exit(u, &b);
    unit_artificial(u);
    emit_jump(u, OP_JUMP, 0, end);
    handler_place(u, &b, 3);
    bound_restore(u, before);
    unit_at(u, &s->base);
    gen_exit_handler(u, &b);
    unit_place(u, end);
    u->next = mark;
}

void gen_with(struct unit *u, struct ast *s)
{
    if (s->kind == AST_AsyncWith && !gen_is_async(u)) {
        compile_error(u->c, s, "'async with' outside async function");
        return;
    }
    gen_with_item(u, (struct ast_With *)s, 0); /* AsyncWith has the same fields */
}
