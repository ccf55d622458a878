# Iterators name the function iter when they are pickled; a script may have taken it away.
import builtins

iterators = [iter([1]), iter((1,)), iter(b'x'), iter(bytearray(b'x')), iter('x'), iter({1: 2}), iter({1}), iter(range(3)),
             reversed([1]), iter(int, 1)]
del builtins.iter
for iterator in iterators:
    try:
        print(type(iterator).__name__, len(iterator.__reduce__()))
    except AttributeError as e:
        print(type(iterator).__name__, e)
