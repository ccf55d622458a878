"""A function whose globals name no builtins gets those of the code that makes it."""
import builtins

function = type(lambda: 0)


def shortest(s): return len(s)


names = {}
f = function(shortest.__code__, names)
print(f.__builtins__ is builtins.__dict__, f('abc'), names)

own = {'len': lambda s: 'own len', 'type': type}
names = {'__builtins__': own}
exec('def f(s): return len(s)\ng = type(f)(f.__code__, {})', names)
try:
    exec('class C: pass', {'__builtins__': own})
except NameError as e:
    print(e)
print(names['f'].__builtins__ is own, names['g'].__builtins__ is own, names['g'](1))
