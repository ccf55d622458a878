"""The module _datetime does not exist: datetime.py finds that out, and keeps its classes, when it is about to end.

They are CPython's own classes in Python. Instances of their `timezone` have slots, which would be pickled as a state; in CPython
they are instances of a class in C that has no state and cannot read one. So what Hasp pickles would not be readable there.
"""
import sys


def _without_state(self):
    return None


if timezone := getattr(sys.modules.get('datetime'), 'timezone', None):
    timezone.__getstate__ = _without_state
raise ModuleNotFoundError("No module named '_datetime'", name='_datetime')
