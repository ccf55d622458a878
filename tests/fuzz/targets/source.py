"""Source text: the lexer, the parser and the compiler, and the trees of ast."""

import ast
import warnings

MODES = 'exec', 'eval', 'single'
warnings.simplefilter('ignore')


def one_input(data):
    try:
        compile(data, 'input', 'exec')
    except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
        pass
    text = data.decode('utf-8', 'replace')
    for mode in MODES:
        try:
            tree = compile(text, 'input', mode, ast.PyCF_ONLY_AST)
        except (SyntaxError, ValueError, RecursionError, MemoryError, OverflowError):
            continue
        try:
            compile(tree, 'input', mode)
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
