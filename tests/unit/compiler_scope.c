/*
 * Scopes: where names live, and what may not be said about them. Scopes are written in order of their beginning, each
 * with its names: l local, c cell, f free, g global by statement, i global found nowhere else; ! is a parameter.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "compiler/parser.h"
#include "compiler/scope.h"
#include "runtime/base/buffer.h"

static void write_scope(struct buffer *out, const struct scope *scope)
{
    static const char letters[] = "-lcfgi";
    buffer_append_format(out, "%s%s(", out->size > 0 ? " " : "", scope->name);
    for (uint32_t i = 0; i < scope->n_symbols; i++) {
        const struct symbol *symbol = &scope->symbols[i];
        buffer_append_format(out, "%s%s:%c%s", i > 0 ? " " : "", symbol->name,
                             letters[symbol->storage], symbol->flags & SYMBOL_PARAMETER ? "!" : "");
    }
    buffer_append_byte(out, ')');
}

/* Writes the scope of `node`, if it has one, and of all below it. */
static void write_scopes(struct buffer *out, struct scopes *scopes, const struct ast *node)
{
    if (node == NULL) {
        return;
    }
    const struct scope *scope = scope_of(scopes, node);
    if (scope != NULL) {
        write_scope(out, scope);
    }
    const struct ast_shape *shape = ast_shape(node->kind);
    for (unsigned i = 0; i < shape->n_fields; i++) {
        const struct ast_field *field = &shape->fields[i];
        if (field->type == FIELD_node) {
            write_scopes(out, scopes, ast_child(node, field));
        } else if (field->type == FIELD_list) {
            const struct ast_list *list = ast_children(node, field);
            for (uint32_t j = 0; j < list->n; j++) {
                write_scopes(out, scopes, list->items[j]);
            }
        }
    }
}

static void write_error(struct buffer *out, const struct source *source,
                        const struct syntax_error *error)
{
    buffer_append_format(out, "%s (%d, %d, %d, ", error->message, error->line,
                         source_character_column(source, (uint32_t)error->line, error->column) + 1,
                         error->end_line);
    if (error->end_column == SYNTAX_NO_COLUMN) {
        buffer_append_format(out, "None)");
        return;
    }
    buffer_append_format(
        out, "%d)",
        source_character_column(source, (uint32_t)error->end_line, error->end_column) + 1);
}

static void build(const char *text, struct buffer *out)
{
    struct source source;
    struct lexer_error lexer_error;
    cr_assert(source_open(&source, "test.py", text, strlen(text), SOURCE_TEXT, &lexer_error));
    struct arena *arena = arena_create();
    struct identifiers *identifiers = identifiers_create(arena);
    struct syntax_error error = {.kind = SYNTAX_OK};
    struct syntax_warnings warnings = {.arena = arena};
    struct ast *tree = parse(arena, identifiers, &source, PARSE_EXEC, NULL, &warnings, &error);
    bool future_annotations = false;
    struct scopes *scopes =
        tree != NULL ? scopes_build(arena, identifiers, tree, NULL, &future_annotations, &error)
                     : NULL;
    if (scopes != NULL) {
        write_scopes(out, scopes, tree);
    } else {
        write_error(out, &source, &error);
    }
    arena_destroy(arena);
    source_close(&source);
}

static void gives(const char *text, const char *expected)
{
    struct buffer out = BUFFER_EMPTY;
    build(text, &out);
    cr_expect_str_eq(buffer_string(&out), expected, "%s\n  gives %s\n  not   %s", text, out.data,
                     expected);
    buffer_free(&out);
}

Test(compiler_scope, a_function_binds_what_it_assigns)
{
    gives("def f(a):\n b = a + c\n", "top(f:l) f(a:l! b:l c:i)");
    gives("def f(a, /, b, *c, d, **e): pass", "top(f:l) f(a:l! b:l! d:l! c:l! e:l!)");
    gives("def f():\n global x\n x = 1\n", "top(f:l x:g) f(x:g)");
    gives("x = lambda y=z: y", "top(x:l z:i) <lambda>(y:l!)");
    gives("def f():\n import a.b, c as d\n from e import g\n", "top(f:l) f(a:l d:l g:l)");
    gives("def f():\n try: pass\n except E as e: pass\n with a as b: pass\n for c in d: pass\n",
          "top(f:l) f(E:i e:l a:i b:l c:l d:i)");
}

Test(compiler_scope, inner_functions_capture)
{
    gives("def f():\n x = 1\n def g(): return x\n", "top(f:l) f(x:c g:l) g(x:f)");
    gives("def f(x):\n def g():\n  def h(): x\n", "top(f:l) f(x:c! g:l) g(h:l x:f) h(x:f)");
    gives("def f():\n x = 1\n def g():\n  nonlocal x\n  x = 2\n", "top(f:l) f(x:c g:l) g(x:f)");
    gives("def f():\n global x\n def g(): x\n", "top(f:l x:g) f(x:g g:l) g(x:i)");
    gives("def f():\n x = 1\n def g():\n  global x\n  def h(): x\n",
          "top(f:l x:g) f(x:l g:l) g(x:g h:l) h(x:i)");
}

Test(compiler_scope, classes_do_not_lend_their_names)
{
    gives("class A:\n x = 1\n def f(self): return x\n", "top(A:l) A(x:l f:l) f(self:l! x:i)");
    gives("def f():\n x = 1\n class A:\n  x = 2\n  def g(self): x\n",
          "top(f:l) f(x:c A:l) A(x:f g:l) g(self:l! x:f)");
    gives("class A:\n def f(self): return super()\n",
          "top(A:l) A(f:l .class:c) f(self:l! __class__:f super:i)");
    gives("class A:\n def f(self): self.__x, __y\n", "top(A:l) A(f:l) f(self:l! _A__y:i)");
    gives("class __A:\n def f(self): __x, __y__\n",
          "top(__A:l) __A(f:l) f(self:l! _A__x:i __y__:i)");
}

Test(compiler_scope, comprehensions_are_functions)
{
    gives("[x for x in y]", "top(y:i) <listcomp>(.0:l! x:l)");
    gives("def f(a): return (a for b in c for d in a)",
          "top(f:l) f(a:c! c:i) <genexpr>(.0:l! b:l d:l a:f)");
    gives("def f():\n [y := x for x in z]\n", "top(f:l) f(z:i y:c) <listcomp>(.0:l! x:l y:f)");
    gives("[y := x for x in z]", "top(z:i y:g) <listcomp>(.0:l! x:l y:g)");
}

Test(compiler_scope, declarations_come_first)
{
    gives("def f():\n x = 1\n global x",
          "name 'x' is assigned to before global declaration (3, 2, 3, 10)");
    gives("def f():\n x\n global x", "name 'x' is used prior to global declaration (3, 2, 3, 10)");
    gives("def f(x):\n global x", "name 'x' is parameter and global (2, 2, 2, 10)");
    gives("def f():\n global x\n x: int = 1", "annotated name 'x' can't be global (3, 2, 3, 12)");
    gives("def f():\n nonlocal x", "no binding for nonlocal 'x' found (2, 2, 2, 12)");
    gives("nonlocal x", "nonlocal declaration not allowed at module level (1, 1, 1, 11)");
    gives("def g():\n x=1\n def f():\n  nonlocal x\n  global x",
          "name 'x' is nonlocal and global (4, 3, 4, 13)");
}

Test(compiler_scope, walrus_in_comprehensions_is_restricted)
{
    gives("[x := 1 for x in y]",
          "assignment expression cannot rebind comprehension iteration variable 'x' (1, 2, 1, 3)");
    gives("[y for x in (z := 1)]", "assignment expression cannot be used in a comprehension "
                                   "iterable expression (1, 14, 1, 20)");
    gives("class A:\n [x := 1 for y in z]",
          "assignment expression within a comprehension cannot be used in a class body "
          "(2, 3, 2, 4)");
    gives("[i for i in a if (j := 0) for j in b]",
          "comprehension inner loop cannot rebind assignment expression target 'j' "
          "(1, 31, 1, 32)");
}

Test(compiler_scope, other_errors)
{
    gives("def f(a, *, a): pass", "duplicate argument 'a' in function definition (1, 13, 1, 14)");
    gives("def f(): [(yield) for x in y]", "'yield' inside list comprehension (1, 12, 1, 17)");
    gives("def f():\n from a import *", "import * only allowed at module level (2, 16, 2, 17)");
    gives("f(a=1, a=2)", "keyword argument repeated: a (1, 8, 1, 11)");
    gives("__debug__ = 1", "cannot assign to __debug__ (1, 1, 1, 10)");
    gives("from __future__ import braces", "not a chance (1, 1, 1, None)");
    gives("from __future__ import x", "future feature x is not defined (1, 1, 1, None)");
    gives("x=1\nfrom __future__ import annotations",
          "from __future__ imports must occur at the beginning of the file (2, 1, 2, 35)");
}

Test(compiler_scope, future_annotations_are_not_evaluated)
{
    gives("from __future__ import annotations\ndef f(x: y): z: w",
          "top(annotations:l f:l) f(x:l! z:l)");
}
