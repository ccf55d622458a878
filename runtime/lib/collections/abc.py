"""The public name of _collections_abc.

Thread-safety with the global lock off: names only.  Native: nothing.
"""

from _collections_abc import *
from _collections_abc import __all__
