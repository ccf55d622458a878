"""A class that derives from both sequences and mappings is what the first such class in its order is."""
import collections
import collections.abc


class Plain: pass


def kind(x):
    match x:
        case [*_]: first = 'sequence'
        case {}: first = 'mapping'
        case _: first = None
    match x:
        case {}: second = 'mapping'
        case [*_]: second = 'sequence'
        case _: second = None
    return first, first == second


for bases in ((collections.UserDict, collections.abc.Sequence), (Plain, collections.UserDict, collections.abc.Sequence),
              (collections.UserDict, Plain, list), (dict, collections.abc.Sequence, Plain),
              (collections.UserList, collections.abc.Mapping), (list, Plain, collections.abc.Mapping),
              (collections.UserList, dict, Plain), (tuple, collections.abc.Mapping), (Plain,)):
    made = type('C', bases, {'__len__': lambda self: 0, '__getitem__': lambda self, i: None, '__iter__': lambda self: iter(()),
                             '__abstractmethods__': frozenset()})
    print([b.__name__ for b in bases], kind(made()), kind(type('D', (made, list) if issubclass(made, list) else (made,), {})()))
