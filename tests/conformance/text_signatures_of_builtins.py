import inspect
import itertools
import types

functions = [
    len, abs, sum, sorted, print, pow, round, globals, isinstance, divmod, format, exec, hasattr, repr, input, id,
    str.split, str.join, str.replace, str.encode, str.isidentifier, list.append, list.insert, list.sort, list.pop,
    dict.setdefault, dict.fromkeys, int.to_bytes, int.from_bytes, int.bit_length, float.hex, float.fromhex, tuple.index,
    bytes.fromhex, bytes.maketrans, bytes.decode, object.__format__, object.__reduce_ex__, type.mro, "x".split, [].append,
    int.__new__, object.__new__,
]
for function in functions:
    print(function.__qualname__, " ".join((function.__text_signature__ or "none").split()))

slots = [
    int.__add__, int.__radd__, int.__neg__, int.__pow__, int.__eq__, list.__iadd__, tuple.__getitem__, list.__setitem__,
    list.__delitem__, list.__contains__, list.__iter__, dict.__len__, dict.__init__, type.__call__, object.__setattr__,
    object.__delattr__, object.__repr__, property.__get__, property.__set__, property.__delete__, int.__index__, (1).__add__,
    [].__len__, bool.__bool__ if "__bool__" in vars(bool) else int.__bool__, str.__mod__, str.__rmul__,
]
for slot in slots:
    print(slot.__name__, slot.__text_signature__, inspect.signature(slot), bool(slot.__doc__))

classes = [object, list, tuple, float, complex, enumerate, reversed, property, types.FunctionType, types.ModuleType]
classes += [itertools.groupby, itertools.count, types.MethodType, int, dict, Exception]
for cls in classes:
    print(cls.__name__, cls.__text_signature__)


class Documented:
    """Documented(a, /, b=1)
--

Text."""


class Plain:
    """Plain(a)

    No signature."""


print(Documented.__text_signature__, inspect.signature(Documented), Plain.__text_signature__, Plain.__doc__ is None)
print(inspect.signature(type("Empty", (), {})), inspect.signature(str.split), inspect.signature("".split))
