"""Stands in for CPython's module of functions in C that tests call: as much of it as test_call and test_traceback ask for.

The functions say how they were called. Those without `keywords` in the name refuse keywords, with CPython's messages.
"""

import io
import sys

_HAVE_VECTORCALL = 1 << 11
_METHOD_DESCRIPTOR = 1 << 17


class _Flagged(type):
    """A metaclass whose classes have the flags of types in C that they name; those derived from them have not."""

    @property
    def __flags__(cls):
        return type.__dict__['__flags__'].__get__(cls) | cls.__dict__.get('_flags', 0)


def _refuse_keywords(name, keywords):
    if keywords:
        raise TypeError(f'{name}() takes no keyword arguments')


def _varargs(self, args, keywords):
    _refuse_keywords('_testcapi.meth_varargs', keywords)
    return self, args


def _varargs_keywords(self, args, keywords):
    return self, args, keywords or None


def _o(self, args, keywords):
    _refuse_keywords('_testcapi.meth_o', keywords)
    if len(args) != 1:
        raise TypeError(f'_testcapi.meth_o() takes exactly one argument ({len(args)} given)')
    return self, args[0]


def _noargs(self, args, keywords):
    _refuse_keywords('_testcapi.meth_noargs', keywords)
    if args:
        raise TypeError(f'_testcapi.meth_noargs() takes no arguments ({len(args)} given)')
    return self


def _fastcall(self, args, keywords):
    _refuse_keywords('_testcapi.meth_fastcall', keywords)
    return self, args


_conventions = {
    'meth_varargs': _varargs,
    'meth_varargs_keywords': _varargs_keywords,
    'meth_o': _o,
    'meth_noargs': _noargs,
    'meth_fastcall': _fastcall,
    'meth_fastcall_keywords': _varargs_keywords,
}


def _with_self(convention):
    return lambda self, /, *args, **keywords: convention(self, args, keywords)


def _without_self(convention, self):
    return lambda *args, **keywords: convention(self, args, keywords)


class MethInstance:
    pass


class MethClass:
    pass


class MethStatic:
    pass


for _name, _convention in _conventions.items():
    globals()[_name] = _without_self(_convention, sys.modules[__name__])
    setattr(MethInstance, _name, _with_self(_convention))
    setattr(MethClass, _name, classmethod(_with_self(_convention)))
    setattr(MethStatic, _name, staticmethod(_without_self(_convention, None)))


class MethodDescriptorBase(metaclass=_Flagged):
    """Binds as a function does; says whether it was called with the bound object in front."""

    _flags = _METHOD_DESCRIPTOR | _HAVE_VECTORCALL

    def __call__(self, *args):
        return True

    def __get__(self, instance, owner=None):
        return self if instance is None else type(self.__call__)(self, instance)


class MethodDescriptorDerived(MethodDescriptorBase):
    _flags = _METHOD_DESCRIPTOR | _HAVE_VECTORCALL


class MethodDescriptorNopGet(MethodDescriptorBase):
    def __call__(self, *args):
        return args

    def __get__(self, instance, owner=None):
        return self


class MethodDescriptor2(MethodDescriptorBase):
    _flags = _HAVE_VECTORCALL

    def __call__(self, *args):
        return False


def pyobject_fastcall(function, args):
    return function(*args or ())


def pyobject_fastcalldict(function, args, keywords):
    return function(*args or (), **keywords or {})


def pyobject_vectorcall(function, args, names):
    args, names = args or (), names or ()
    n = len(args) - len(names)
    return function(*args[:n], **dict(zip(names, args[n:])))


def pyvectorcall_call(function, args, keywords=None):
    return function(*args, **keywords or {})


# --- Exceptions ---

def exception_print(exc):
    sys.__excepthook__(type(exc), exc, exc.__traceback__)


class _Mute(Exception):
    pass


def traceback_print(traceback, file):
    """The interpreter's own text, without the line of the exception."""
    text, stderr = io.StringIO(), sys.stderr
    sys.stderr = text
    try:
        sys.__excepthook__(_Mute, _Mute(), traceback)
    finally:
        sys.stderr = stderr
    file.write(''.join(text.getvalue().splitlines(keepends=True)[:-1]))


def raise_exception(kind, n):
    raise kind(*range(n))


def raise_memoryerror():
    raise MemoryError


def make_exception_with_doc(name, doc=None, base=Exception, dict=None):
    module, dot, name = name.rpartition('.')
    if not dot:
        raise SystemError('PyErr_NewException: name must be module.class')
    names = {'__module__': module, **(dict or {})}
    if doc is not None:
        names['__doc__'] = doc
    return type(name, base if isinstance(base, tuple) else (base,), names)


class RecursingInfinitelyError(Exception):
    """Making one makes another."""

    def __new__(cls, *args):
        raise cls

    def __init__(self, *args):
        raise type(self)


class _Unraisable:
    def __init__(self, exc, message, where):
        self.exc_type, self.exc_value, self.exc_traceback = type(exc), exc, exc.__traceback__
        self.err_msg = None if message is None else f'Exception ignored {message}'
        self.object = where


def write_unraisable_exc(exc, message, where):
    sys.unraisablehook(_Unraisable(exc, message, where))
