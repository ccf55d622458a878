/* Statements, those that handle exceptions aside (gen_block.c). */
#include <string.h>

#include "compiler/compiler.h"
#include "compiler/gen.h"

/* --- Loops and conditions --- */

/* Does a jump if `test` is false need no instruction? */
static bool is_always_true(const struct ast *test)
{
    bool truth;
    return test->kind == AST_Constant &&
           gen_constant_truth(&((const struct ast_Constant *)test)->value, &truth) && truth;
}

static void gen_if(struct unit *u, struct ast *s)
{
    struct ast_If *statement = AST(If, s);
    label otherwise = unit_label(u), end = unit_label(u);
    unit_at(u, s);
    if (is_always_true(statement->test)) {
        unit_idle(u, s);
    }
    gen_jump_if(u, s, statement->test, otherwise, false);
    struct bound_state after_test = bound_save(u);
    gen_body(u, &statement->body);
    struct bound_state after_body = bound_save(u);
    if (statement->orelse.n > 0) {
        unit_artificial(u);
        emit_jump(u, OP_JUMP, 0, end);
    }
    unit_place(u, otherwise);
    bound_restore(u, after_test);
    gen_body(u, &statement->orelse);
    bound_meet(u, after_body);
    unit_place(u, end);
}

static void gen_while(struct unit *u, struct ast *s)
{
    struct ast_While *statement = AST(While, s);
    label again = unit_label(u), exhausted = unit_label(u);
    struct block loop = {
        .continue_label = again, .continue_op = OP_LOOP, .break_label = unit_label(u)};
    struct bound_state before = bound_save(u);
    bool is_endless = is_always_true(statement->test);
    if (is_endless && statement->body.items[0]->lineno != s->lineno) {
        unit_idle(u, s); /* once; then the jump back stands for it */
    }
    unit_place(u, again);
    unit_at(u, s);
    gen_jump_if(u, s, statement->test, exhausted, false);
    unit_at(u, s);
    block_push(u, &loop, BLOCK_LOOP);
    gen_body(u, &statement->body);
    if (is_endless) {
        unit_at(u, s);
    } else {
        unit_artificial(u);
    }
    emit_jump(u, OP_LOOP, 0, again);
    block_pop(u);
    bound_restore(u, before);
    unit_place(u, exhausted);
    gen_body(u, &statement->orelse);
    bound_restore(u, before);
    unit_place(u, loop.break_label);
}

static void gen_for(struct unit *u, struct ast *s)
{
    struct ast_For *statement = AST(For, s);
    label again = unit_label(u), exhausted = unit_label(u);
    struct block loop = {
        .continue_label = again, .continue_op = OP_LOOP_FOR, .break_label = unit_label(u)};
    unsigned mark = u->next, iterator = unit_allocate(u, 1);
    u->next = iterator;
    unsigned iterable = gen_expression(u, statement->iter, ANYWHERE);
    u->next = iterator + 1;
    unit_at(u, s);
    emit(u, OP_GET_ITER, 0, iterator, iterable, 0);
    struct bound_state before = bound_save(u);
    unit_place(u, again);
    gen_for_item(u, s, statement->target, iterator, exhausted);
    unit_at(u, s);
    block_push(u, &loop, BLOCK_LOOP);
    gen_body(u, &statement->body);
    unit_artificial(u);
    emit_jump(u, OP_LOOP_FOR, 0, again);
    block_pop(u);
    bound_restore(u, before);
    unit_place(u, exhausted);
    u->next = mark;
    gen_body(u, &statement->orelse);
    bound_restore(u, before);
    unit_place(u, loop.break_label);
}

/* --- Imports --- */

/* level and from-list in two registers; the module into `to`. */
static void gen_import_name(struct unit *u, struct ast *s, const char *module, int level,
                            const ast_alias_list *from, unsigned to)
{
    unsigned mark = u->next, pair = unit_allocate(u, 2);
    unit_at(u, s);
    gen_load_small(u, level, pair);
    if (from == NULL) {
        gen_load_constant(u, VALUE_NONE, pair + 1);
    } else {
        for (uint32_t i = 0; i < from->n; i++) {
            unsigned r = i == 0 ? pair + 1 : unit_allocate(u, 1);
            gen_load_constant(u, identifier_value(u->c, AST(alias, from->items[i])->name), r);
            if (u->next < r + 1) {
                u->next = r + 1;
            }
            if (i % 60 == 59) { /* long lists: only the first names matter to submodule import */
                break;
            }
        }
        emit(u, OP_BUILD_TUPLE, 0, pair + 1, pair + 1, from->n > 60 ? 60 : from->n);
    }
    u->next = pair + 2;
    emit(u, OP_IMPORT_NAME, 0, to, pair, unit_name(u, module));
    u->next = mark;
}

static void gen_import(struct unit *u, struct ast *s)
{
    const ast_alias_list *names = &AST(Import, s)->names;
    for (uint32_t i = 0; i < names->n; i++) {
        struct ast_alias *alias = AST(alias, names->items[i]);
        unsigned mark = u->next, to = unit_allocate(u, 1);
        gen_import_name(u, s, alias->name, 0, NULL, to);
        const char *dot = strchr(alias->name, '.');
        if (alias->asname == NULL) {
            const char *top = dot == NULL ? alias->name
                                          : identifier_intern(u->c->identifiers, alias->name,
                                                              (size_t)(dot - alias->name));
            gen_store_name(u, top, to);
        } else {
            while (dot != NULL) {
                const char *end = strchr(dot + 1, '.');
                size_t n = end == NULL ? strlen(dot + 1) : (size_t)(end - dot - 1);
                emit(u, OP_IMPORT_FROM, 0, to, to,
                     unit_name(u, identifier_intern(u->c->identifiers, dot + 1, n)));
                dot = end;
            }
            gen_store_name(u, alias->asname, to);
        }
        u->next = mark;
    }
}

static void gen_import_from(struct unit *u, struct ast *s)
{
    struct ast_ImportFrom *import = AST(ImportFrom, s);
    const char *module =
        import->module != NULL ? import->module : identifier_intern(u->c->identifiers, "", 0);
    unsigned mark = u->next, from = unit_allocate(u, 1);
    gen_import_name(u, s, module, import->level, &import->names, from);
    unsigned to = unit_allocate(u, 1);
    for (uint32_t i = 0; i < import->names.n; i++) {
        struct ast_alias *alias = AST(alias, import->names.items[i]);
        if (strcmp(alias->name, "*") == 0) {
            emit(u, OP_IMPORT_STAR, 0, from, 0, 0);
            continue;
        }
        emit(u, OP_IMPORT_FROM, 0, to, from, unit_name(u, alias->name));
        gen_store_name(u, alias->asname != NULL ? alias->asname : alias->name, to);
    }
    u->next = mark;
}

/* --- Small statements --- */

static void gen_raise(struct unit *u, struct ast *s)
{
    struct ast_Raise *raise = AST(Raise, s);
    unsigned mark = u->next, exception = 0, cause = 0, d = 0;
    if (raise->exc != NULL) {
        exception = gen_expression(u, raise->exc, ANYWHERE);
        d = 1;
    }
    if (raise->cause != NULL) {
        cause = gen_expression(u, raise->cause, ANYWHERE);
        d = 2;
    }
    unit_at(u, s);
    emit(u, OP_RAISE, d, exception, cause, 0);
    u->unreachable = true;
    u->next = mark;
}

static void gen_assert(struct unit *u, struct ast *s)
{
    struct ast_Assert *assert = AST(Assert, s);
    warn_assert(u, s, assert->test);
    if (u->c->flags & COMPILE_STRIP_ASSERTS) {
        return;
    }
    unsigned mark = u->next;
    label holds = unit_label(u);
    struct bound_state before = bound_save(u);
    gen_jump_if(u, s, assert->test, holds, true);
    unsigned exception = unit_allocate(u, 1);
    const struct ast *place = gen_place_after_test(assert->test, s);
    unit_at(u, place);
    emit(u, OP_LOAD_ASSERTION_ERROR, 0, exception, 0, 0);
    if (assert->msg != NULL) {
        unit_allocate(u, 1);
        gen_temporary(u, assert->msg);
        unit_at(u, place);
        emit(u, OP_CALL, 0, exception, 1, 0);
    }
    emit(u, OP_RAISE, 1, exception, 0, 0);
    unit_place(u, holds);
    bound_restore(u, before);
    u->next = mark;
}

static void gen_expression_statement(struct unit *u, struct ast *s)
{
    struct ast *e = AST(Expr, s)->value;
    unsigned mark = u->next;
    if (u->scope->node->kind == AST_Interactive) {
        unsigned v = gen_expression(u, e, ANYWHERE);
        unit_at(u, s);
        emit(u, OP_PRINT_EXPRESSION, 0, v, 0, 0);
    } else if (e->kind == AST_Constant) {
        unit_idle(u, s);
    } else {
        gen_expression(u, e, ANYWHERE);
    }
    u->next = mark;
}

static void gen_delete_statement(struct unit *u, struct ast *s)
{
    const ast_expr_list *targets = &AST(Delete, s)->targets;
    for (uint32_t i = 0; i < targets->n; i++) {
        gen_delete(u, targets->items[i]);
    }
}

void gen_statement(struct unit *u, struct ast *s)
{
    if (!compile_has_stack(u->c)) {
        return;
    }
    switch (s->kind) {
    case AST_FunctionDef:
    case AST_AsyncFunctionDef:
        gen_function_statement(u, s);
        break;
    case AST_GenericDefinition:
        gen_generic_definition(u, s);
        break;
    case AST_TypeAlias:
        gen_type_alias(u, s);
        break;
    case AST_ClassDef:
        gen_class_statement(u, s);
        break;
    case AST_Return:
        gen_return(u, s);
        break;
    case AST_Delete:
        gen_delete_statement(u, s);
        break;
    case AST_Assign:
        gen_assign_statement(u, s);
        break;
    case AST_AugAssign:
        gen_augmented_assignment(u, s);
        break;
    case AST_AnnAssign:
        gen_annotated_assignment(u, s);
        break;
    case AST_For:
        gen_for(u, s);
        break;
    case AST_While:
        gen_while(u, s);
        break;
    case AST_If:
        gen_if(u, s);
        break;
    case AST_With:
    case AST_AsyncWith:
        gen_with(u, s);
        break;
    case AST_Raise:
        gen_raise(u, s);
        break;
    case AST_Try:
    case AST_TryStar:
        gen_try(u, s);
        break;
    case AST_Assert:
        gen_assert(u, s);
        break;
    case AST_Import:
        gen_import(u, s);
        break;
    case AST_ImportFrom:
        gen_import_from(u, s);
        break;
    case AST_Expr:
        gen_expression_statement(u, s);
        break;
    case AST_Break:
        gen_break(u, s);
        break;
    case AST_Continue:
        gen_continue(u, s);
        break;
    case AST_Pass:
        unit_idle(u, s);
        break;
    case AST_Global:
    case AST_Nonlocal:
        break;
    case AST_AsyncFor:
        gen_async_for(u, s);
        break;
    case AST_Match:
        gen_match(u, s);
        break;
    default:
        UNREACHABLE();
    }
}

static void gen_body_from(struct unit *u, const ast_stmt_list *body, uint32_t first)
{
    for (uint32_t i = first; i < body->n && !u->c->failed; i++) {
        gen_statement(u, body->items[i]);
    }
}

void gen_body(struct unit *u, const ast_stmt_list *body)
{
    gen_body_from(u, body, 0);
}

struct ast *gen_docstring(const ast_stmt_list *body)
{
    if (body->n == 0 || body->items[0]->kind != AST_Expr) {
        return NULL;
    }
    struct ast *e = AST(Expr, body->items[0])->value;
    return e->kind == AST_Constant && AST(Constant, e)->value.kind == CONSTANT_STR ? e : NULL;
}

void gen_scope_body(struct unit *u, const ast_stmt_list *body)
{
    gen_body_from(u, body, gen_docstring(body) != NULL);
    unit_artificial(u);
}
