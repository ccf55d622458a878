# pickle: what cannot be pickled, and what the error says.
import copyreg
import io
import pickle
import re
import sys
import threading

def attempt(value, protocol=None):
    try:
        pickle.dumps(value, protocol)
    except BaseException as e:
        print(f'{type(e).__module__}.{type(e).__qualname__}:', re.sub('0x[0-9a-f]+', '0x', str(e)))
    else:
        print('pickled')

class Reduces:
    def __init__(self, *result):
        self.result = result
    def __reduce__(self):
        return self.result

class ReducesTo5:
    def __reduce__(self):
        return 5

attempt(ReducesTo5())
for result in [(), (1,), (int, 1), (1, ()), (int, (), None, 5), (int, (), None, None, 5), (int, (), None, None, None, 5), (1, 2, 3, 4, 5, 6, 7),
               (int, (), None, None, {}.items()), (int, (), None, None, iter([1])), (int, (), None, None, iter([(1, 2, 3)]))]:
    attempt(Reduces(*result))
for protocol in range(2, 5):
    for result in [(copyreg.__newobj_ex__, ()), (copyreg.__newobj_ex__, (1, (), {})), (copyreg.__newobj_ex__, (int, 2, {})), (copyreg.__newobj_ex__, (int, (), 3)),
                   (copyreg.__newobj__, ()), (copyreg.__newobj__, (1,)), (copyreg.__newobj__, (int,))]:
        attempt(Reduces(*result), protocol)

def local():
    def function():
        pass
    class Local:
        pass
    return function, Local, Local(), lambda: 0

for value in local():
    attempt(value, 0)
    attempt(value)
attempt(lambda: 0)
for value in [threading.Lock(), (i for i in ()), sys, {}.keys(), property()]:
    attempt(value)

def gone():
    pass
value = gone
del gone
attempt(value)
class Elsewhere:
    __module__ = 'no_such_module'
attempt(Elsewhere)
class Impostor:
    __qualname__ = 'int'
    __module__ = 'builtins'
attempt(Impostor)
class Endless:
    def __reduce__(self):
        return Endless, (), {'another': Endless()}
class Again:
    def __reduce__(self):
        return pickle.dumps(self)
class Arguments:
    def __reduce__(self):
        return Arguments, (Arguments(),)
for cls in Endless, Again, Arguments:
    try:
        pickle.dumps(cls())
    except RecursionError:
        print('RecursionError')
deep = []
for i in range(100000):
    deep = [deep]
for protocol in range(6):
    try:
        pickle.dumps(deep, protocol)
    except RecursionError:
        print('RecursionError')

class Raises:
    def __reduce__(self):
        raise KeyError('mine')
attempt([1, Raises()])
for arguments in [(1, 6), (1, -2), (1, 'x'), (1, 2.5), ()]:
    try:
        print(pickle.dumps(*arguments))
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
try:
    pickle.dumps(1, 4, buffer_callback=print)
except ValueError as e:
    print(e)
for call in [lambda: pickle.Pickler(5), lambda: pickle.dump(1, 5), lambda: pickle.Pickler(), lambda: pickle.Unpickler(5), lambda: pickle.loads('text'), lambda: pickle.loads(5)]:
    try:
        call()
    except TypeError as e:
        print(e)
class NoInit(pickle.Pickler):
    def __init__(self):
        pass
class NoInitU(pickle.Unpickler):
    def __init__(self):
        pass
for call in lambda: NoInit().dump(1), lambda: NoInitU().load():
    try:
        call()
    except pickle.PickleError as e:
        print(type(e).__name__, e)
class Fails:
    def write(self, data):
        raise OSError('full')
try:
    pickle.dump([1], Fails())
except OSError as e:
    print(e)


class OddArguments:
    def __getnewargs_ex__(self):
        return self.odd


for odd in ((1, {}), ((), 5), ((), None), ((1,),), [(), {}], None):
    value = OddArguments()
    value.odd = odd
    for protocol in 2, 4:
        try:
            pickle.dumps(value, protocol)
        except Exception as e:
            print(odd, protocol, type(e).__name__, e)
