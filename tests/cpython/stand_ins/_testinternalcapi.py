"""Stands in for CPython's module of the same name: what test modules ask of the interpreter's inner workings."""

import sys

SIZEOF_PYGC_HEAD = 0  # objects have no header besides their own


def get_recursion_depth():
    depth, frame = 0, sys._getframe(1)
    while frame is not None:
        depth, frame = depth + 1, frame.f_back
    return depth


def get_config():
    """Of the many settings those that the tests ask for."""
    return {'code_debug_ranges': 'no_debug_ranges' not in sys._xoptions, 'perf_profiling': 0}
