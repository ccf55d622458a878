/*
 * The compiler room: source text to code object.
 *
 *     text --lexer--> tokens --parser--> AST (arena) --scope--> symbols --codegen--> struct code
 *
 * One entry. The passes meet in compiler/ast.h and compiler/scope.h; the runtime is reached through runtime/code.h alone
 * (constants, the code object, SyntaxError). No pointer leads from a code object into the arena. Any number
 * of threads may compile at once; constants under construction are kept alive by the C stack.
 */
#ifndef HASP_COMPILER_COMPILER_H
#define HASP_COMPILER_COMPILER_H

#include "runtime/code.h"

enum compile_mode { COMPILE_EXEC, COMPILE_EVAL, COMPILE_SINGLE };

enum compile_flag {
    COMPILE_FUTURE_ANNOTATIONS = 1, /* as if `from __future__ import annotations` stood there */
    COMPILE_STRIP_ASSERTS = 2,      /* -O: __debug__ is False, too */
    COMPILE_STRIP_DOCSTRINGS = 4,   /* -OO */
    COMPILE_IS_TEXT = 8,            /* UTF-8 already decoded from a str: no BOM, no coding line */
    COMPILE_IS_SCRIPT = 16, /* the file that was started: CPython words a few errors apart there */
    COMPILE_ONLY_TREE = 32, /* the result is the tree, as instances of the classes of _ast */
    /* What might become right by more text is the SyntaxError "incomplete input". */
    COMPILE_INCOMPLETE = 64,
    COMPILE_NEEDS_NEWLINE = 128, /* COMPILE_SINGLE: a compound statement must end with one */
    /* COMPILE_SINGLE, lines of a prompt so far: as both, but the last line, if empty, ends a compound statement. */
    COMPILE_PROMPT = 256,
    COMPILE_TOP_LEVEL_AWAIT = 512, /* a module that awaits is the body of a coroutine */
    COMPILE_ONLY_SCOPES = 1024     /* the result is what scopes_export makes */
};

/* What -O, given `level` times, does. */
static inline unsigned compile_level_flags(int level)
{
    return (level >= 1 ? COMPILE_STRIP_ASSERTS : 0u) | (level >= 2 ? COMPILE_STRIP_DOCSTRINGS : 0u);
}

/*
 * Compiles `n` bytes of source. `filename` is a str. The code object (`<module>`), or ERROR with SyntaxError (its
 * attributes set as CPython's), ValueError (NUL bytes), RecursionError or MemoryError. Between the passes, when nothing
 * but the result is alive, warnings are issued: filters may run Python code, and may make a SyntaxError of one.
 */
RAISES MAY_GC Value compile_source(struct thread *t, const char *source, size_t n, Value filename,
                                   enum compile_mode mode, unsigned flags);

/* As compile_source, for a tree that a script has made; TypeError and ValueError for what cannot be one. */
RAISES MAY_GC Value compile_tree(struct thread *t, Value tree, Value filename,
                                 enum compile_mode mode, unsigned flags);

#endif
