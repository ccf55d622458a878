"""The home that pickle's errors name as theirs (_pickle.PicklingError), as in CPython.

Thread-safety with the global lock off: names only.
"""

from pickle import (PickleError, Pickler, PicklingError, Unpickler, UnpicklingError, dump, dumps,
                    load, loads)
