"""What `def f[T]`, `class C[T]` and `type X = ...` make (PEP 695).

The compiler calls type_var, type_var_tuple, param_spec, type_alias and generic_base. Type parameters are instances of
subclasses of those in typing: bounds are evaluated when somebody asks for them, and the variance is left to type checkers.
"""

import sys
import types
import typing


def _module_of_caller():
    """Of whoever called the function that called this one."""
    return sys._getframe(2).f_globals.get('__name__')


class _ByName:
    """Shown, and found again by pickle, by name."""

    __slots__ = ()

    def __repr__(self):
        return self.__name__

    def __reduce__(self):
        return self.__name__


class _Parameter(_ByName):
    __slots__ = ()

    def __mro_entries__(self, bases):
        raise TypeError(f'Cannot subclass an instance of {type(self).__name__}')


class TypeVar(_Parameter, typing.TypeVar, _root=True):
    __module__ = 'typing'
    __doc__ = typing.TypeVar.__doc__
    __covariant__ = __contravariant__ = False
    __infer_variance__ = True

    def __init__(self, name, evaluate_bound, evaluate_constraints, module):
        self.__name__ = name
        self.__module__ = module
        self._evaluate_bound = evaluate_bound
        self._evaluate_constraints = evaluate_constraints

    @property
    def __bound__(self):
        if '_bound' not in self.__dict__:
            self._bound = self._evaluate_bound and self._evaluate_bound()
        return self._bound

    @property
    def __constraints__(self):
        if '_constraints' not in self.__dict__:
            self._constraints = self._evaluate_constraints() if self._evaluate_constraints else ()
        return self._constraints


class TypeVarTuple(_Parameter, typing.TypeVarTuple, _root=True):
    __module__ = 'typing'
    __doc__ = typing.TypeVarTuple.__doc__

    def __init__(self, name, module):
        self.__name__ = name
        self.__module__ = module


class ParamSpec(_Parameter, typing.ParamSpec, _root=True):
    __module__ = 'typing'
    __doc__ = typing.ParamSpec.__doc__
    __covariant__ = __contravariant__ = False
    __infer_variance__ = True
    __bound__ = None

    def __init__(self, name, module):
        self.__name__ = name
        self.__module__ = module


def _parameters(type_params):
    """As a subscription wants them: *Ts for a TypeVarTuple."""
    return tuple(typing.Unpack[p] if isinstance(p, typing.TypeVarTuple) else p for p in type_params)


class TypeAliasType(_ByName):
    """Type alias.

    Type aliases are created through the type statement:

        type Alias = int

    The value is evaluated when somebody asks for __value__.
    """

    __module__ = 'typing'

    def __new__(cls, name, value, *, type_params=()):
        if not isinstance(name, str):
            raise TypeError(f"typealias() argument 'name' must be str, not {type(name).__name__}")
        if not isinstance(type_params, tuple):
            raise TypeError('type_params must be a tuple')
        return cls._make(name, type_params, lambda: value, _module_of_caller())

    def __init_subclass__(cls, /, **keywords):
        raise TypeError("type 'typing.TypeAliasType' is not an acceptable base type")

    @classmethod
    def _make(cls, name, type_params, evaluate, module):
        self = object.__new__(cls)
        self.__dict__.update(__name__=name, __type_params__=type_params, __module__=module, _evaluate=evaluate)
        return self

    def __setattr__(self, name, value):
        if name in ('__name__', '__value__', '__type_params__', '__parameters__', '__module__'):
            raise AttributeError('readonly attribute')
        raise AttributeError(f"'typing.TypeAliasType' object has no attribute '{name}'")

    @property
    def __parameters__(self):
        return _parameters(self.__type_params__)

    @property
    def __value__(self):
        if '_value' not in self.__dict__:
            self.__dict__['_value'] = self._evaluate()
        return self._value

    def __getitem__(self, parameters):
        if not self.__type_params__:
            raise TypeError('Only generic type aliases are subscriptable')
        return types.GenericAlias(self, parameters)

    def __or__(self, other):
        return typing.Union[self, other]

    def __ror__(self, other):
        return typing.Union[other, self]


if not hasattr(typing, 'TypeAliasType'):
    typing.TypeAliasType = TypeAliasType


# For the compiler


def type_var(name, evaluate_bound=None, evaluate_constraints=None):
    return TypeVar(name, evaluate_bound, evaluate_constraints, _module_of_caller())


def type_var_tuple(name):
    return TypeVarTuple(name, _module_of_caller())


def param_spec(name):
    return ParamSpec(name, _module_of_caller())


def type_alias(name, type_params, evaluate):
    return TypeAliasType._make(name, type_params, evaluate, _module_of_caller())


def generic_base(type_params):
    return typing.Generic[_parameters(type_params)]
