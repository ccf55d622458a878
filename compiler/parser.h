/*
 * The parser: tokens to the tree of compiler/ast.h, by recursive descent with precedence
 * climbing.
 */
#ifndef HASP_COMPILER_PARSER_H
#define HASP_COMPILER_PARSER_H

#include "compiler/ast.h"
#include "compiler/identifiers.h"
#include "compiler/syntax_error.h"
#include "compiler/syntax_warning.h"
#include "lexer/lexer.h"
#include "runtime/base/arena.h"

enum parse_mode { PARSE_EXEC, PARSE_EVAL, PARSE_SINGLE };

/*
 * Parses one source. Module, Expression or Interactive by mode; NULL: *error is set. The tree and
 * all its text lie
 * in the arena, its identifiers are interned in `identifiers`. Notes warnings in either case.
 * `stack_bound` as in recursion.h: a text that needs more stack, or more levels than CPython allows, is
 * SYNTAX_NO_MEMORY.
 */
struct ast *parse(struct arena *arena, struct identifiers *identifiers, const struct source *source,
                  enum parse_mode mode, const char *stack_bound, struct syntax_warnings *warnings,
                  struct syntax_error *error);

#endif
