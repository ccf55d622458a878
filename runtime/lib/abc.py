"""Abstract base classes (PEP 3119).

Model: a class whose metaclass is ABCMeta keeps the names that instances must not leave abstract,
the classes registered as its virtual subclasses, and a cache of answers to issubclass().  A
negative answer holds only until the next register() anywhere, which changes _generation.

Thread-safety with the global lock off: registry and caches are sets that only grow or are
replaced; two threads that ask the same question compute the same answer.

Registered classes are kept alive by the registry.  Native: type, classmethod, property.
"""

from _abc import _match_as

_generation = 0


def abstractmethod(funcobj):
    """Mark a method that subclasses must override."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    """classmethod and abstractmethod in one; the two decorators together do the same."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    """staticmethod and abstractmethod in one."""

    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    """property and abstractmethod in one."""

    __isabstractmethod__ = True


class ABCMeta(type):
    """Metaclass of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _find_abstract(cls)
        if '__abc_tpflags__' in namespace:
            _match_as(cls, cls.__abc_tpflags__)
            del cls.__abc_tpflags__
        cls._abc_registry = set()
        cls._abc_cache = set()
        cls._abc_negative_cache = set()
        cls._abc_negative_generation = _generation
        return cls

    def register(cls, subclass):
        """Declare subclass, and what derives from it, virtual subclasses of this class."""
        global _generation
        if not isinstance(subclass, type):
            raise TypeError('Can only register classes')
        if issubclass(subclass, cls):
            return subclass
        if issubclass(cls, subclass):
            raise RuntimeError('Refusing to create an inheritance cycle')
        cls._abc_registry.add(subclass)
        _generation += 1
        _match_as(subclass, cls.__flags__)
        return subclass

    def __instancecheck__(cls, instance):
        subclass = instance.__class__
        if subclass in cls._abc_cache:
            return True
        kind = type(instance)
        if kind is subclass:
            return cls.__subclasscheck__(subclass)
        return cls.__subclasscheck__(subclass) or cls.__subclasscheck__(kind)

    def __subclasscheck__(cls, subclass):
        if not isinstance(subclass, type):
            raise TypeError('issubclass() arg 1 must be a class')
        if subclass in cls._abc_cache:
            return True
        if cls._abc_negative_generation != _generation:
            cls._abc_negative_cache = set()
            cls._abc_negative_generation = _generation
        elif subclass in cls._abc_negative_cache:
            return False
        answer = cls.__subclasshook__(subclass)
        if answer is NotImplemented:
            answer = _is_subclass(cls, subclass)
        elif answer is not True and answer is not False:
            raise AssertionError('__subclasshook__ must return either False, True, or NotImplemented')
        (cls._abc_cache if answer else cls._abc_negative_cache).add(subclass)
        return answer


    def _abc_registry_clear(cls):
        """Forget the virtual subclasses, for tests of this class."""
        cls._abc_registry = set()

    def _abc_caches_clear(cls):
        """Forget the answers, for tests of this class."""
        cls._abc_cache = set()
        cls._abc_negative_cache = set()


def _is_subclass(cls, subclass):
    """Without __subclasshook__, which __subclasscheck__ calls itself: typing counts the frames between."""
    if cls in getattr(subclass, '__mro__', ()):
        return True
    for registered in cls._abc_registry.copy():
        if issubclass(subclass, registered):
            return True
    subclasses = cls.__subclasses__()
    if not isinstance(subclasses, list):
        raise TypeError('__subclasses__() must return a list')
    for derived in subclasses:
        if issubclass(subclass, derived):
            return True
    return False


def _find_abstract(cls):
    """Set __abstractmethods__ from the class's own names and those of its bases."""
    names = {name for name, value in cls.__dict__.items()
             if getattr(value, '__isabstractmethod__', False)}
    for base in cls.__bases__:
        for name in getattr(base, '__abstractmethods__', ()):
            if getattr(getattr(cls, name, None), '__isabstractmethod__', False):
                names.add(name)
    cls.__abstractmethods__ = frozenset(names)


def update_abstractmethods(cls):
    """Look again for abstract methods, after methods were added to the class."""
    if hasattr(cls, '__abstractmethods__'):
        _find_abstract(cls)
    return cls


def get_cache_token():
    """Changes whenever a virtual subclass is registered anywhere."""
    return _generation


class ABC(metaclass=ABCMeta):
    """A base class whose only use is its metaclass."""

    __slots__ = ()


def _check_methods(cls, *names):
    """For a __subclasshook__: True if the class has each method, and has not set it to None."""
    for name in names:
        for base in cls.__mro__:
            if name in base.__dict__:
                if base.__dict__[name] is None:
                    return NotImplemented
                break
        else:
            return NotImplemented
    return True
