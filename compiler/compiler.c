#include "compiler/compiler.h"

#include "compiler/gen.h"
#include "compiler/parser.h"
#include "compiler/scope_export.h"
#include "compiler/tree.h"
#include "lexer/lexer.h"
#include "runtime/base/source_coding.h"

/* --- Errors --- */

/*
 * The later passes, in CPython, look the text up in the file, so that there is none for strings that are compiled under a name
 * such as <string>. The parser of whole modules does so too, but has the text at hand if there is no file.
 */
static void find_text(const struct compilation *c, const struct source *source,
                      struct error_place *place)
{
    place->may_be_in_file = c->is_parsed || c->mode == COMPILE_EXEC;
    if (source->size == 0 && !c->is_parsed) {
        place->text = "";
        place->ends_line = false;
    } else if (c->error.line > 0 && !c->is_parsed && c->kept == VALUE_UNBOUND) {
        place->text = source_line(source, (uint32_t)c->error.line, &place->n_text);
    }
}

static Value raise_from_pass(struct compilation *c, const struct source *source)
{
    const struct syntax_error *e = &c->error;
    switch (e->kind) {
    case SYNTAX_NO_MEMORY:
        return raise_no_memory(c->t);
    case SYNTAX_TOO_DEEP:
        return raise_error(c->t, &RecursionError_type,
                           "maximum recursion depth exceeded during compilation");
    default:
        break;
    }
    if (e->line == 0 && source->kind == SOURCE_SCRIPT) { /* no text could be read */
        return raise_error(c->t, &SyntaxError_type, "%s", e->message);
    }
    struct error_place place = {
        .line = e->line,
        .column = source_character_column(source, (uint32_t)e->line, e->column) + 1,
        .end_line = e->end_line,
        .ends_line = !e->cuts_line,
    };
    if (e->end_column == SYNTAX_NO_COLUMN) {
        place.has_no_end_column = true;
    } else if (e->end_line > 0) {
        place.end_column =
            source_character_column(source, (uint32_t)e->end_line, e->end_column) + 1;
    }
    find_text(c, source, &place);
    return raise_syntax_error(c->t, e->kind - SYNTAX_ERROR, e->message, c->filename, &place);
}

static void take_lexer_error(struct compilation *c, const struct lexer_error *error,
                             const char *filename)
{
    char message[sizeof c->error.message];
    lexer_error_message(error, filename, message, sizeof message);
    const char *class = lexer_error_class(error);
    enum syntax_error_kind kind = class[0] == 'I'   ? SYNTAX_INDENTATION_ERROR
                                  : class[0] == 'T' ? SYNTAX_TAB_ERROR
                                  : class[0] == 'M' ? SYNTAX_NO_MEMORY
                                                    : SYNTAX_ERROR;
    syntax_error_set(&c->error, kind, (int32_t)error->line, error->column, (int32_t)error->end_line,
                     error->end_column, "%s", message);
}

/*
 * Issues what the passes have noted. One that a filter makes an error of becomes the compilation's SyntaxError, in place of
 * a later one. An exception that is pending stays so.
 */
static bool issue_warnings(struct compilation *c)
{
    for (const struct syntax_warning *w = c->warnings.first; w != NULL; w = w->next) {
        switch (constant_warn(c->t, w->is_deprecation, w->message, c->filename, w->line)) {
        case WARNING_ISSUED:
            break;
        case WARNING_IS_ERROR:
            c->error.kind = SYNTAX_OK;
            c->failed = true;
            return syntax_error_set(&c->error, SYNTAX_ERROR, w->line, w->column, w->end_line,
                                    w->end_column, "%s", w->message);
        case WARNING_RAISED:
            return compile_raised(c);
        }
    }
    c->warnings.first = c->warnings.last = NULL;
    return true;
}

/* --- Modules --- */

static void gen_module_docstring(struct unit *u, const ast_stmt_list *body)
{
    struct ast *e = gen_docstring(body);
    if (e != NULL && !(u->c->flags & COMPILE_STRIP_DOCSTRINGS)) {
        unsigned mark = u->next, r = unit_allocate(u, 1);
        unit_at(u, e);
        u->doc = literal_value(u->c, &AST(Constant, e)->value);
        gen_load_constant(u, u->doc, r);
        gen_store_name(u, identifier_intern(u->c->identifiers, "__doc__", 7), r);
        u->next = mark;
    }
}

static Value generate(struct compilation *c, struct ast *tree)
{
    struct unit *u = unit_create(c, NULL, scope_of(c->scopes, tree), "<module>", 1);
    if (u == NULL) {
        return VALUE_ERROR;
    }
    u->code_flags = c->future_annotations ? CODE_FUTURE_ANNOTATIONS : 0;
    if (c->flags & COMPILE_TOP_LEVEL_AWAIT && u->scope->is_coroutine) {
        u->code_flags |= CODE_COROUTINE;
    }
    gen_prologue(u);
    if (tree->kind == AST_Expression) {
        unsigned v = gen_expression(u, AST(Expression, tree)->body, ANYWHERE);
        emit(u, OP_RETURN, 0, v, 0, 0);
        return unit_finish(u);
    }
    if (u->scope->has_annotations) {
        emit(u, OP_SETUP_ANNOTATIONS, 0, 0, 0, 0);
    }
    if (tree->kind == AST_Module) {
        gen_module_docstring(u, &AST(Module, tree)->body);
        gen_scope_body(u, &AST(Module, tree)->body);
    } else {
        gen_body(u, &AST(Interactive, tree)->body);
    }
    emit_wide(u, OP_RETURN_CONST, 0, (int32_t)unit_constant(u, VALUE_NONE));
    return unit_finish(u);
}

/* The passes behind the parser. */
static Value compile_parsed(struct compilation *c, struct ast *tree)
{
    c->is_parsed = true;
    c->future_annotations = c->flags & COMPILE_FUTURE_ANNOTATIONS;
    c->scopes = scopes_build(c->arena, c->identifiers, tree, c->t->c_stack_bound,
                             &c->future_annotations, &c->error);
    if (c->scopes == NULL) {
        return VALUE_ERROR;
    }
    constants_begin(c->t);
    Value code = c->flags & COMPILE_ONLY_SCOPES ? scopes_export(c, c->scopes) : generate(c, tree);
    constants_end(c->t);
    c->lacks_memory = code == VALUE_ERROR; /* or another reason: constants_retry looks */
    return c->raised || issue_warnings(c) ? code : VALUE_ERROR;
}

static bool is_compound(const struct ast *statement)
{
    switch (statement->kind) {
    case AST_FunctionDef:
    case AST_AsyncFunctionDef:
    case AST_ClassDef:
    case AST_GenericDefinition:
    case AST_For:
    case AST_AsyncFor:
    case AST_While:
    case AST_If:
    case AST_With:
    case AST_AsyncWith:
    case AST_Match:
    case AST_Try:
    case AST_TryStar:
        return true;
    default:
        return false;
    }
}

/* At a prompt, `else` or another line of the body may follow until there is an empty line. */
static bool may_go_on(const struct compilation *c, const struct source *source,
                      const struct ast *tree)
{
    bool is_prompt = c->flags & COMPILE_PROMPT;
    bool is_last_empty = source->size < 2 || source->text[source->size - 2] == '\n';
    if (tree == NULL) {
        return is_prompt ? c->error.is_in_token || (c->error.is_at_end && !is_last_empty)
                         : c->error.is_at_end && (c->flags & COMPILE_INCOMPLETE);
    }
    bool needs_newline = c->flags & COMPILE_NEEDS_NEWLINE;
    return tree->kind == AST_Interactive &&
           ((needs_newline && source->lacks_newline) || (is_prompt && !is_last_empty)) &&
           is_compound(((const struct ast_Interactive *)tree)->body.items[0]);
}

/* Words the error anew if the text might go on; the place is its end. */
static void note_incomplete(struct compilation *c, const struct source *source,
                            const struct ast *tree)
{
    if (!may_go_on(c, source, tree)) {
        return;
    }
    bool says_more = c->flags & (COMPILE_INCOMPLETE | COMPILE_PROMPT);
    int32_t line = (int32_t)source->n_lines, column = -1;
    if (c->error.is_in_string) {
        line = c->error.line;
        column = c->error.column;
    } else if (line > 0 && says_more) {
        column =
            (int32_t)(source->size - source->line_starts[line - 1]) - 1 - source->lacks_newline;
    }
    c->error.kind = SYNTAX_OK;
    syntax_error_set(&c->error, SYNTAX_ERROR, line, column, line, -2,
                     says_more ? "incomplete input" : "invalid syntax");
    c->error.cuts_line = source->lacks_newline && line == (int32_t)source->n_lines;
}

static Value compile_open_source(struct compilation *c, const struct source *source)
{
    static const enum parse_mode modes[] = {
        [COMPILE_EXEC] = PARSE_EXEC, [COMPILE_EVAL] = PARSE_EVAL, [COMPILE_SINGLE] = PARSE_SINGLE};
    struct ast *tree = parse(c->arena, c->identifiers, source, modes[c->mode], c->t->c_stack_bound,
                             &c->warnings, &c->error);
    note_incomplete(c, source, tree);
    if (c->is_again) {
        c->warnings.first = c->warnings.last = NULL;
    }
    if (c->error.kind != SYNTAX_OK) {
        tree = NULL;
    }
    if (!issue_warnings(c) || tree == NULL) {
        return VALUE_ERROR;
    }
    if (c->flags & COMPILE_ONLY_TREE) {
        return tree_export(c, tree);
    }
    return compile_parsed(c, tree);
}

static Value compile_in_arena(struct compilation *c, const char *text, size_t n)
{
    const char *filename = c->filename_text = constant_text(c->t, c->filename);
    if (filename == NULL) {
        return VALUE_ERROR;
    }
    struct source source;
    struct lexer_error error;
    enum source_kind kind = c->flags & COMPILE_IS_TEXT     ? SOURCE_TEXT
                            : c->flags & COMPILE_IS_SCRIPT ? SOURCE_SCRIPT
                                                           : SOURCE_BYTES;
    Value code = VALUE_ERROR;
    if (!source_open(&source, filename, text, n, kind, &error)) {
        take_lexer_error(c, &error, filename);
    } else {
        code = compile_open_source(c, &source);
    }
    if (code == VALUE_ERROR && !c->raised) {
        if (c->error.kind == SYNTAX_OK) {
            c->error.kind = SYNTAX_NO_MEMORY;
        }
        raise_from_pass(c, &source);
    }
    source_close(&source);
    return code;
}

static Value compile_once(struct compilation *c, const char *source, size_t n)
{
    c->arena = arena_create();
    c->identifiers = c->arena == NULL ? NULL : identifiers_create(c->arena);
    c->warnings.arena = c->arena;
    Value code = c->identifiers == NULL ? raise_no_memory(c->t) : compile_in_arena(c, source, n);
    arena_destroy(c->arena);
    return code;
}

/* The text of a source whose declared encoding the lexer does not know; UNBOUND: the lexer sees to it. */
static Value decode_by_codec(struct thread *t, const char *source, size_t n, Value filename,
                             unsigned flags)
{
    if (flags & COMPILE_IS_TEXT || coding_mark_size(source, n) > 0) {
        return VALUE_UNBOUND;
    }
    struct coding_declaration declaration = coding_find(source, n);
    if (declaration.coding != CODING_OTHER) {
        return VALUE_UNBOUND;
    }
    Value text = constant_decode(t, source, n, declaration.name);
    if (text == VALUE_ERROR &&
        flags & COMPILE_IS_SCRIPT) { /* whatever it was: the lexer says less */
        error_clear(t);
        return VALUE_UNBOUND;
    }
    return text == VALUE_ERROR ? raise_encoding_error(t, filename) : text;
}

Value compile_source(struct thread *t, const char *source, size_t n, Value filename,
                     enum compile_mode mode, unsigned flags)
{
    bool tried = false;
    Value text = decode_by_codec(t, source, n, filename, flags);
    if (text == VALUE_ERROR) {
        return text;
    }
    if (text != VALUE_UNBOUND) {
        source = constant_utf8(t, text, &n);
        if (source == NULL) {
            return VALUE_ERROR;
        }
        flags |= COMPILE_IS_TEXT;
    }
    for (;;) {
        struct compilation c = {
            .t = t, .filename = filename, .flags = flags, .mode = mode, .is_again = tried};
        Value code = compile_once(&c, source, n);
        if (code != VALUE_ERROR || !c.lacks_memory || !constants_retry(t, &tried)) {
            gc_keep(source);
            return code;
        }
    }
}

/* --- Trees of scripts --- */

static Value compile_instance(struct compilation *c, Value root)
{
    static const enum ast_kind kinds[] = {[COMPILE_EXEC] = AST_Module,
                                          [COMPILE_EVAL] = AST_Expression,
                                          [COMPILE_SINGLE] = AST_Interactive};
    Value code = VALUE_ERROR;
    c->kept = tree_list(c->t, 0);
    c->filename_text = constant_text(c->t, c->filename);
    if (c->kept == VALUE_ERROR || c->filename_text == NULL) {
        return VALUE_ERROR;
    }
    struct ast *tree = tree_import(c, root, kinds[c->mode]);
    if (tree != NULL) {
        code = compile_parsed(c, tree);
    }
    if (code == VALUE_ERROR && !c->raised) {
        struct source source;
        struct lexer_error error;
        if (c->error.kind == SYNTAX_OK) {
            c->error.kind = SYNTAX_NO_MEMORY;
        }
        if (source_open(&source, c->filename_text, "", 0, SOURCE_TEXT, &error)) {
            raise_from_pass(c, &source);
        } else {
            raise_no_memory(c->t);
        }
        source_close(&source);
    }
    return code;
}

Value compile_tree(struct thread *t, Value tree, Value filename, enum compile_mode mode,
                   unsigned flags)
{
    bool tried = false;
    for (;;) {
        struct compilation c = {.t = t, .filename = filename, .flags = flags, .mode = mode};
        c.arena = arena_create();
        c.identifiers = c.arena == NULL ? NULL : identifiers_create(c.arena);
        c.warnings.arena = c.arena;
        Value code = c.identifiers == NULL ? raise_no_memory(t) : compile_instance(&c, tree);
        arena_destroy(c.arena);
        if (code != VALUE_ERROR || !c.lacks_memory || !constants_retry(t, &tried)) {
            return code;
        }
    }
}
