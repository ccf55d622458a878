"""Signals.

Model: the native module does the work and its names are handed on.
Signal numbers and the two special handlers are plain ints.

Thread-safety with the global lock off: handlers are set and run in the main thread only.

Native: _signal.
"""

import _signal
from _signal import *

__all__ = [_name for _name in dir(_signal) if not _name.startswith('_')]
