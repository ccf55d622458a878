/*
 * The code generator: one pass over the tree, straight to register code. Expressions say where their value is; a
 * local variable that is certainly bound is used in place, without a copy.
 *
 *     gen_expression.c   operators, names, subscripts, conditions
 *     gen_constant.c     constants, and what is folded into one
 *     gen_display.c      displays, f-strings
 *     gen_call.c         calls, method calls, super()
 *     gen_function.c     functions, lambdas, classes
 *     gen_generic.c      their type parameters, type aliases
 *     gen_comprehension.c
 *     gen_async.c        await, async for
 *     gen_assign.c       targets: assignment, deletion, unpacking
 *     gen_statement.c    statements without exception handling
 *     gen_block.c        what return, break and continue leave; try and with
 *     unparse.c          annotations as text
 *     gen_group.c        except*
 *     gen_match.c        match and its patterns
 *     gen_warning.c      expressions that cannot mean what they say
 */
#ifndef HASP_COMPILER_GEN_H
#define HASP_COMPILER_GEN_H

#include "compiler/unit.h"

/* For `want`: the caller takes the value in whatever register it is (a local, or the first free temporary). */
enum { ANYWHERE = UINT32_MAX };

/*
 * Evaluates `e`. With `want`, the value is put there, by the last instruction that can raise; the result is `want`.
 * With ANYWHERE the result is the register of a local, or the temporary that was `next` (then `next` is one higher).
 */
unsigned gen_expression(struct unit *u, struct ast *e, unsigned want);
/* Into the next free temporary, always: for windows and whatever must survive later evaluations. */
unsigned gen_temporary(struct unit *u, struct ast *e);
/* An operand that later operands must not change: a copy, if one of them may assign to the local. */
unsigned gen_operand(struct unit *u, struct ast *e);
/* Closes the temporaries since `mark` and says where the result goes. */
unsigned gen_result_register(struct unit *u, unsigned mark, unsigned want);
/* Behind the instruction that has written the result: frees all temporaries but it. Its register. */
unsigned gen_finish(struct unit *u, unsigned mark, unsigned to);
/* For the value of a constant expression: true if `e` is one. */
bool gen_constant_value(struct unit *u, struct ast *e, Value *v);
void gen_load_constant(struct unit *u, Value v, unsigned to);
/* A literal that fits an operand, 16 bits with its sign. */
bool gen_small_index(const struct ast *e, unsigned *index);
void gen_load_small(struct unit *u, int32_t n, unsigned to);
unsigned gen_constant(struct unit *u, struct ast *e, unsigned want);
/* The number of a constant that `e` is and that an operand can name; false: it is none. */
bool gen_constant_operand(struct unit *u, struct ast *e, unsigned *k);
/* What `make` makes of the items, if all are constant. */
bool gen_constant_items(struct unit *u, const ast_expr_list *elts,
                        Value (*make)(struct thread *t, const Value *items, size_t n), Value *v);
/* Is the name __debug__: a constant, whatever builtins hold? */
bool gen_is_debug(const char *name);
/* The truth of a literal; false: it is not plain to see (0.0e5). */
bool gen_constant_truth(const struct ast_constant *constant, bool *truth);

/* Jumps to `target` if the truth of `e` is `sense`, else falls through. `at` is the place that tracebacks show if the
   truth cannot be told: the statement or expression around the condition. */
void gen_jump_if(struct unit *u, const struct ast *at, struct ast *e, label target, bool sense);
/*
 * What CPython's compiler takes for its place after a jump on `test`, if it was at `before`: the last comparison that is
 * a condition of its own. Tracebacks show it for what follows in the same construct.
 */
const struct ast *gen_place_after_test(const struct ast *test, const struct ast *before);

/* `name` is as written. The register, as gen_expression. */
unsigned gen_load_name(struct unit *u, const struct ast *at, const char *name, unsigned want);
void gen_store_name(struct unit *u, const char *name, unsigned from);
void gen_delete_name(struct unit *u, const char *name);
/* The register of a local variable that can be a result register directly; ANYWHERE if the name is no such. */
unsigned gen_local_register(struct unit *u, const char *name);
/* Can the parameter not be unbound? */
bool gen_is_bound_parameter(struct unit *u, const struct symbol *symbol);
void gen_mark_bound(struct unit *u, const char *name, bool is_bound);

/* Binary operation `op` (enum ast_operator): registers in, register out. */
void gen_operator(struct unit *u, enum ast_operator op, unsigned flags, unsigned to, unsigned left,
                  unsigned right);

unsigned gen_call(struct unit *u, struct ast *e, unsigned want);
/* A call whose first `n_ready` arguments are in the window [base + 2 ..] already: class statements. */
void gen_call_window(struct unit *u, const struct ast *at, unsigned base, unsigned n_ready,
                     const ast_expr_list *args, const ast_keyword_list *keywords, bool is_method);

unsigned gen_lambda(struct unit *u, struct ast *e, unsigned want);

/* --- Displays and f-strings (gen_display.c) --- */
unsigned gen_tuple(struct unit *u, struct ast *e, unsigned want);
/* A list or set, or a tuple that is not constant. */
unsigned gen_sequence(struct unit *u, struct ast *e, const ast_expr_list *elts, unsigned want);
unsigned gen_dict(struct unit *u, struct ast *e, unsigned want);
unsigned gen_formatted(struct unit *u, struct ast *e, unsigned want);
unsigned gen_joined(struct unit *u, struct ast *e, unsigned want);

/* --- Coroutines (gen_async.c) --- */
/* What an awaitable stands for: the `d` of GET_AWAITABLE, for the wording of its TypeError. */
enum awaited { AWAIT_EXPRESSION, AWAIT_ENTER, AWAIT_EXIT };
/* Drives the iterator of `iterable`, the last temporary, to its end, yielding what it yields; what it returns lands in
   that register. `op` makes the iterator, with operand `what`. */
void gen_delegate(struct unit *u, enum opcode op, unsigned what, unsigned iterable);
/* The same for an awaitable. */
void gen_await_register(struct unit *u, unsigned awaitable, enum awaited what);
/* R[to] = (yield R[v]), in whatever kind of generator this is. */
void gen_yield_register(struct unit *u, unsigned to, unsigned v);
unsigned gen_await(struct unit *u, struct ast *e, unsigned want);
/* The result of an expression whose value lies in `got`, the first temporary since `mark`. */
unsigned gen_moved(struct unit *u, unsigned mark, unsigned want, unsigned got);
void gen_async_for(struct unit *u, struct ast *s);
/* May the unit await? */
bool gen_is_async(const struct unit *u);
/* A loop over an asynchronous iterator: `iterator` and the register above it (for the exception) are the caller's. */
struct async_loop {
    unsigned iterator, item;
    struct block guard;
};
/* Awaits the next item, into the next free temporary `item`; at the end it goes on at gen_async_end. */
void gen_async_next(struct unit *u, struct async_loop *loop);
void gen_async_end(struct unit *u, struct async_loop *loop);
/* CPython's limit for what stands before a star. */
enum { MAX_BEFORE_STAR = 255 };
unsigned gen_comprehension(struct unit *u, struct ast *e, unsigned want);
void gen_function_statement(struct unit *u, struct ast *s);
void gen_class_statement(struct unit *u, struct ast *s);
void gen_generic_definition(struct unit *u, struct ast *s);
void gen_type_alias(struct unit *u, struct ast *s);
/* Evaluates decorators, each into the window in which it will be called; returns the register of its one argument. */
unsigned gen_decorators(struct unit *u, const ast_expr_list *decorators);
/* Calls the decorators from the innermost on; the last result is in register `base`. */
void gen_decorator_calls(struct unit *u, const ast_expr_list *decorators, unsigned base);
/* The line of the first decorator, else of the definition. */
uint32_t gen_first_line(const struct ast *s, const ast_expr_list *decorators);
/* Into the next temporary, and what to tell MAKE_FUNCTION of it; 0: there are none, and nothing is allocated. */
unsigned gen_positional_defaults(struct unit *u, const struct ast_arguments *args);
unsigned gen_keyword_defaults(struct unit *u, const struct ast_arguments *args);
/* The function into register `to`; `d` tells what lies behind it already (MAKE_FUNCTION), up to the next temporary. */
void gen_function_object(struct unit *u, struct ast_FunctionDef *f, unsigned d, unsigned to);
/* The class into the next temporary; `bases` may be others than its own. */
void gen_class_object(struct unit *u, struct ast_ClassDef *class, const ast_expr_list *bases);
/* Flags for the code of the unit; `args` NULL: it has no variable parameters. */
uint32_t gen_function_flags(const struct unit *u, const struct ast_arguments *args);
/* A function object of a finished unit; the window of defaults and so on begins at `with`, closure excluded. */
void gen_make_function(struct unit *u, struct unit *inner, unsigned d, unsigned with, unsigned to);
/* CODE_GENERATOR, CODE_COROUTINE, CODE_ASYNC_GENERATOR or 0. */
uint32_t gen_kind_flags(const struct scope *scope);
/* The first instructions of every function-like unit. */
void gen_prologue(struct unit *u);
/* Sets up mangled attribute name index. */
unsigned gen_attribute_name(struct unit *u, const char *name);
/* The text of an annotation as a constant (future annotations), else its value. */
unsigned gen_annotation(struct unit *u, struct ast *e);
/* The expression as text in a normal form: a str (None, and c->failed, after an error). */
Value unparse(struct compilation *c, struct ast *e);

/* Stores the value of register `from` in a target. */
void gen_store(struct unit *u, struct ast *target, unsigned from);
/* The head of a loop: the next item of `iterator` into `target`, or at the end to `end`. */
void gen_for_item(struct unit *u, const struct ast *place, struct ast *target, unsigned iterator,
                  label end);
void gen_assign_statement(struct unit *u, struct ast *s);
void gen_augmented_assignment(struct unit *u, struct ast *s);
void gen_annotated_assignment(struct unit *u, struct ast *s);
void gen_delete(struct unit *u, struct ast *target);

void gen_body(struct unit *u, const ast_stmt_list *body);
/* That of a function, class or module, whose docstring is no statement. What follows is artificial. */
void gen_scope_body(struct unit *u, const ast_stmt_list *body);
struct ast *gen_docstring(const ast_stmt_list *body); /* NULL: none */
void gen_statement(struct unit *u, struct ast *s);

void gen_return(struct unit *u, struct ast *s);
void gen_break(struct unit *u, struct ast *s);
void gen_continue(struct unit *u, struct ast *s);
void gen_try(struct unit *u, struct ast *s);
void gen_match(struct unit *u, struct ast *s);
void gen_with(struct unit *u, struct ast *s);
void gen_except_star(struct unit *u, struct ast_Try *s);
/* `name = None; del name`: the end of `except ... as name`. */
void gen_unbind(struct unit *u, const char *name);
/* A handler begins here, with so many registers from the block's exception register on. What is protected has not set them
   aside: what lies there is dead when they are written, and a register that nobody writes keeps alive what it held before. */
void handler_place(struct unit *u, const struct block *b, unsigned n);
/* The second handler: restores and passes the exception on. After the last way through the first one. */
void handler_end(struct unit *u, struct block *b);
void block_push(struct unit *u, struct block *b, enum block_kind kind);
void block_pop(struct unit *u);

/* SyntaxWarnings about a comparison, a call, a subscription to be loaded, an assertion. */
void warn_compare(struct unit *u, const struct ast *e);
void warn_call(struct unit *u, const struct ast *e, struct ast *callee);
void warn_subscript(struct unit *u, const struct ast *e, struct ast *container, struct ast *index);
void warn_assert(struct unit *u, const struct ast *s, const struct ast *test);

/* What is certainly bound, at a place where control flow parts or meets. */
struct bound_state {
    uint64_t *bits;
    bool unreachable;
};
struct bound_state bound_save(struct unit *u);
void bound_restore(struct unit *u, struct bound_state state);
void bound_meet(struct unit *u, struct bound_state other); /* both may be the way here */

/*
 * The body of a try statement and its else, which go on at `end`; then the start of `handler`, whose exception is in
 * the first free register. Returns what is bound at `end`; what was bound before the statement is bound now.
 */
struct bound_state gen_try_begin(struct unit *u, struct ast_Try *s, label end,
                                 struct block *handler);

#endif
