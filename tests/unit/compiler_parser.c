/*
 * The parser. A tree is written as its kinds with their children in parentheses, names and constants as they are;
 * `places` gives what ast.dump says of one statement; errors are CPython 3.11's, with lineno, offset, end_lineno and
 * end_offset.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "compiler/parser.h"
#include "runtime/base/buffer.h"

static void write_node(struct buffer *out, const struct ast *node);

static void write_field(struct buffer *out, const struct ast *node, const struct ast_field *field)
{
    const void *value = (const char *)node + field->offset;
    if (field->type == FIELD_node && ast_child(node, field)) {
        write_node(out, ast_child(node, field));
    } else if (field->type == FIELD_list) {
        const struct ast_list *list = value;
        for (uint32_t i = 0; i < list->n; i++) {
            if (list->items[i]) {
                write_node(out, list->items[i]);
            } else {
                buffer_append_string(out, " -");
            }
        }
    } else if (field->type == FIELD_identifier && *(const char *const *)value) {
        buffer_append_format(out, " %s", *(const char *const *)value);
    } else if (field->type == FIELD_constant) {
        const struct ast_constant *constant = value;
        buffer_append_format(out, " '%.*s'", (int)constant->n,
                             constant->text ? constant->text : "");
    }
}

static void write_node(struct buffer *out, const struct ast *node)
{
    const struct ast_shape *shape = ast_shape(node->kind);
    if (node->kind == AST_Name) {
        buffer_append_format(out, " %s", AST(Name, node)->id);
        return;
    }
    buffer_append_format(out, " (%s", shape->name);
    for (unsigned i = 0; i < shape->n_fields; i++) {
        write_field(out, node, &shape->fields[i]);
    }
    buffer_append_byte(out, ')');
}

static void write_error(struct buffer *out, const struct source *source,
                        const struct syntax_error *error)
{
    static const char *const kinds[] = {"OK",       "SyntaxError", "IndentationError",
                                        "TabError", "TooDeep",     "NoMemory"};
    buffer_append_format(
        out, "%s: %s (%d, %d, %d, %d)", kinds[error->kind], error->message, error->line,
        source_character_column(source, (uint32_t)error->line, error->column) + 1, error->end_line,
        source_character_column(source, (uint32_t)error->end_line, error->end_column) + 1);
}

typedef void writer(struct buffer *out, const struct ast *tree);

static void parse_text(const char *text, enum parse_mode mode, struct buffer *out, writer *write)
{
    struct source source;
    struct lexer_error lexer_error;
    cr_assert(source_open(&source, "test.py", text, strlen(text), SOURCE_TEXT, &lexer_error));
    struct arena *arena = arena_create();
    struct identifiers *identifiers = identifiers_create(arena);
    struct syntax_error error = {.kind = SYNTAX_OK};
    struct syntax_warnings warnings = {.arena = arena};
    struct ast *tree = parse(arena, identifiers, &source, mode, NULL, &warnings, &error);
    if (tree) {
        write(out, tree);
    } else {
        write_error(out, &source, &error);
    }
    arena_destroy(arena);
    source_close(&source);
}

static void write_body(struct buffer *out, const struct ast *tree)
{
    const struct ast_list *body = &AST(Module, tree)->body;
    for (uint32_t i = 0; i < body->n; i++) {
        write_node(out, body->items[i]);
    }
}

static void write_dump(struct buffer *out, const struct ast *tree)
{
    char *text;
    size_t size;
    FILE *file = open_memstream(&text, &size);
    ast_dump(file, AST(Module, tree)->body.items[0]);
    fclose(file);
    buffer_append(out, text, size - 1);
    free(text);
}

static void check(const char *text, const char *expected, writer *write)
{
    struct buffer out = BUFFER_EMPTY;
    parse_text(text, PARSE_EXEC, &out, write);
    const char *result = buffer_string(&out);
    result += *result == ' ';
    cr_expect_str_eq(result, expected, "%s\n  gives %s\n  not   %s", text, result, expected);
    buffer_free(&out);
}

static void gives(const char *text, const char *expected)
{
    check(text, expected, write_body);
}

static void places(const char *text, const char *expected)
{
    check(text, expected, write_dump);
}

Test(compiler_parser, operators_bind_by_precedence)
{
    gives("a + b * c", "(Expr (BinOp a (BinOp b c)))");
    gives("a - b - c", "(Expr (BinOp (BinOp a b) c))");
    gives("-a ** -b ** c", "(Expr (UnaryOp (BinOp a (UnaryOp (BinOp b c)))))");
    gives("not a or b and c", "(Expr (BoolOp (UnaryOp a) (BoolOp b c)))");
    gives("a < b is not c not in d", "(Expr (Compare a b c d))");
    gives("a if b else c if d else e", "(Expr (IfExp b a (IfExp d c e)))");
    gives("await a.b(c)[d]", "(Expr (Await (Subscript (Call (Attribute a b) c) d)))");
    gives("lambda a, *b, c=d: e", "(Expr (Lambda (arguments (arg a) (arg b) (arg c) d) e))");
}

Test(compiler_parser, displays_and_comprehensions)
{
    gives("(), (a,), [], {}, {a}, {a: b, **c}",
          "(Expr (Tuple (Tuple) (Tuple a) (List) (Dict) (Set a) (Dict a - b c)))");
    gives("[a for b in c if d if e for f in g]",
          "(Expr (ListComp a (comprehension b c d e) (comprehension f g)))");
    gives("f(a for b, *c in d)",
          "(Expr (Call f (GeneratorExp a (comprehension (Tuple b (Starred c)) d))))");
    gives("{a: b async for c in d}", "(Expr (DictComp a b (comprehension c d)))");
    gives("a[b:c, ::d, *e]", "(Expr (Subscript a (Tuple (Slice b c) (Slice d) (Starred e))))");
    gives("f(a, *b, c=d, **e)", "(Expr (Call f a (Starred b) (keyword c d) (keyword e)))");
}

Test(compiler_parser, strings)
{
    gives("'a' \"b\" r'\\n'", "(Expr (Constant 'ab\\n'))");
    gives("f'a{b!r:{c}>}d' 'e' f''",
          "(Expr (JoinedStr (Constant 'a') (FormattedValue b (JoinedStr (FormattedValue c) "
          "(Constant '>'))) (Constant 'de')))");
    gives("f'{ a = }'", "(Expr (JoinedStr (Constant ' a = ') (FormattedValue a)))");
    gives("f''", "(Expr (JoinedStr))");
}

Test(compiler_parser, assignments)
{
    gives("a = b, c = d", "(Assign a (Tuple b c) d)");
    gives("a.b: c = d", "(AnnAssign (Attribute a b) c d)");
    gives("a[b] **= yield", "(AugAssign (Subscript a b) (Yield))");
    gives("(a := b)", "(Expr (NamedExpr a b))");
    gives("del a, (b, [c])", "(Delete a (Tuple b (List c)))");
    gives("for a, *b in c, d: pass", "(For (Tuple a (Starred b)) (Tuple c d) (Pass))");
}

Test(compiler_parser, compound_statements)
{
    gives("if a: b\nelif c: d\nelse: e", "(If a (Expr b) (If c (Expr d) (Expr e)))");
    gives("with (a as b, c): d", "(With (withitem a b) (withitem c) (Expr d))");
    gives("with (a), b as c: d", "(With (withitem a) (withitem b c) (Expr d))");
    gives("try: a\nexcept b as c: d\nexcept: e\nelse: f\nfinally: g",
          "(Try (Expr a) (ExceptHandler b c (Expr d)) (ExceptHandler (Expr e)) (Expr f) (Expr g))");
    gives("try: a\nexcept* b: c", "(TryStar (Expr a) (ExceptHandler b (Expr c)))");
    gives("@a\nasync def f(b, /, *, c: d = e) -> g: pass",
          "(AsyncFunctionDef f (arguments (arg b) (arg c d) e) (Pass) a g)");
    gives("class A(b, c=d): pass", "(ClassDef A b (keyword c d) (Pass))");
    gives("from ..a.b import c as d, e", "(ImportFrom a.b (alias c d) (alias e))");
}

Test(compiler_parser, match_is_soft)
{
    gives("match(a)\nmatch = case\nmatch[a: b]\nmatch, a",
          "(Expr (Call match a)) (Assign match case) (Expr (Subscript match (Slice a b))) "
          "(Expr (Tuple match a))");
    gives(
        "match a, b:\n case [c, *_] | {'d': e, **f} as g if h: pass\n case A.b(-1, x=None): pass\n",
        "(Match (Tuple a b) (match_case (MatchAs (MatchOr (MatchSequence (MatchAs c) (MatchStar)) "
        "(MatchMapping (Constant 'd') (MatchAs e) f)) g) h (Pass)) (match_case (MatchClass "
        "(Attribute A b) (MatchValue (UnaryOp (Constant '1'))) (MatchSingleton '')) (Pass)))");
}

Test(compiler_parser, nodes_have_the_places_of_cpython)
{
    places("(a) + b\n", "Expr(value=BinOp(left=Name(id='a', ctx=Load(), lineno=1, col_offset=1, "
                        "end_lineno=1, end_col_offset=2), op=Add(), right=Name(id='b', ctx=Load(), "
                        "lineno=1, col_offset=6, end_lineno=1, end_col_offset=7), lineno=1, "
                        "col_offset=0, end_lineno=1, end_col_offset=7), lineno=1, col_offset=0, "
                        "end_lineno=1, end_col_offset=7)");
    places(
        "while a:\n  pass; # c\n\n",
        "While(test=Name(id='a', ctx=Load(), lineno=1, col_offset=6, end_lineno=1, "
        "end_col_offset=7), body=[Pass(lineno=2, col_offset=2, end_lineno=2, "
        "end_col_offset=6)], orelse=[], lineno=1, col_offset=0, end_lineno=2, end_col_offset=7)");
    places("'\xc3\xa4', 1\n",
           "Expr(value=Tuple(elts=[Constant(value='\\xe4', lineno=1, col_offset=0, end_lineno=1, "
           "end_col_offset=4), Constant(value=1, lineno=1, col_offset=6, end_lineno=1, "
           "end_col_offset=7)], ctx=Load(), lineno=1, col_offset=0, end_lineno=1, "
           "end_col_offset=7), lineno=1, col_offset=0, end_lineno=1, end_col_offset=7)");
}

Test(compiler_parser, mistakes_in_expressions)
{
    gives("a b", "SyntaxError: invalid syntax (1, 3, 1, 4)");
    gives("(a b)", "SyntaxError: invalid syntax. Perhaps you forgot a comma? (1, 2, 1, 5)");
    gives("(a if b)", "SyntaxError: expected 'else' after 'if' expression (1, 2, 1, 8)");
    gives("print a",
          "SyntaxError: Missing parentheses in call to 'print'. Did you mean print(...)? "
          "(1, 1, 1, 8)");
    gives("(a\n", "SyntaxError: '(' was never closed (1, 1, 1, 0)");
    gives("f(a=1, b)", "SyntaxError: positional argument follows keyword argument (1, 9, 1, 10)");
    gives("f(a for b in c, d)",
          "SyntaxError: Generator expression must be parenthesized (1, 3, 1, 15)");
    gives("f(a.b=1)",
          "SyntaxError: expression cannot contain assignment, perhaps you meant \"==\"? "
          "(1, 3, 1, 7)");
    gives("[a, b for c in d]",
          "SyntaxError: did you forget parentheses around the comprehension target? (1, 2, 1, 6)");
    gives("{1: 2, 3}", "SyntaxError: ':' expected after dictionary key (1, 8, 1, 0)");
    gives("(*a)", "SyntaxError: cannot use starred expression here (1, 2, 1, 4)");
}

Test(compiler_parser, mistakes_in_assignments)
{
    gives("f() = 1", "SyntaxError: cannot assign to function call here. Maybe you meant '==' "
                     "instead of '='? (1, 1, 1, 4)");
    gives("a = 1 = 2", "SyntaxError: cannot assign to literal (1, 5, 1, 6)");
    gives("None = 1", "SyntaxError: cannot assign to None (1, 1, 1, 5)");
    gives("a + b += 1",
          "SyntaxError: 'expression' is an illegal expression for augmented assignment "
          "(1, 1, 1, 6)");
    gives("(a, b): c", "SyntaxError: only single target (not tuple) can be annotated (1, 1, 1, 7)");
    gives("f(): c", "SyntaxError: illegal target for annotation (1, 1, 1, 4)");
    gives("del f()", "SyntaxError: cannot delete function call (1, 5, 1, 8)");
    gives("for f() in a: pass", "SyntaxError: cannot assign to function call (1, 5, 1, 8)");
    gives("if a = 1: pass",
          "SyntaxError: invalid syntax. Maybe you meant '==' or ':=' instead of '='? "
          "(1, 4, 1, 9)");
}

Test(compiler_parser, mistakes_in_statements)
{
    gives("if a\n  pass", "SyntaxError: expected ':' (1, 5, 1, 5)");
    gives("if a:\npass",
          "IndentationError: expected an indented block after 'if' statement on line 1 "
          "(2, 1, 2, 5)");
    gives("a\n  b", "IndentationError: unexpected indent (2, 2, 2, -1)");
    gives("try: a\nb", "SyntaxError: expected 'except' or 'finally' block (2, 1, 2, 2)");
    gives("try: a\nexcept b, c: d",
          "SyntaxError: multiple exception types must be parenthesized (2, 8, 2, 12)");
    gives("def f(a=1, b): pass", "SyntaxError: non-default argument follows default argument "
                                 "(1, 12, 1, 13)");
    gives("def f(*): pass", "SyntaxError: named arguments must follow bare * (1, 7, 1, 8)");
    gives("from a import b,",
          "SyntaxError: trailing comma not allowed without surrounding parentheses "
          "(1, 17, 1, 17)");
}

Test(compiler_parser, deep_nesting_is_refused)
{
    enum { N = 200000, N_NODES = 5000 };
    char *text = malloc(N + 2);
    memset(text, '-', N);
    strcpy(text + N, "1");
    gives(text, "NoMemory: out of memory (0, 0, 0, 0)");
    strcpy(text + N_NODES, "1");
    gives(text, "TooDeep: maximum recursion depth exceeded during compilation (0, 0, 0, 0)");
    free(text);
}

static void write_kind(struct buffer *out, const struct ast *tree)
{
    buffer_append_string(out, ast_shape(tree->kind)->name);
}

Test(compiler_parser, modes)
{
    struct buffer out = BUFFER_EMPTY;
    parse_text("a, b\n", PARSE_EVAL, &out, write_kind);
    parse_text("if a:\n b\n\n", PARSE_SINGLE, &out, write_kind);
    parse_text("", PARSE_EXEC, &out, write_kind);
    cr_expect_str_eq(buffer_string(&out), "ExpressionInteractiveModule");
    buffer_clear(&out);
    parse_text("a = 1", PARSE_EVAL, &out, write_kind);
    cr_expect_str_eq(buffer_string(&out), "SyntaxError: invalid syntax (1, 3, 1, 4)");
    buffer_free(&out);
}
