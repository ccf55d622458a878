# x op= y asks __iop__, then __op__, then __rop__; None refuses; the result is assigned whatever it is.
class I:
    def __iadd__(self, o): return 'iadd'
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return 'sub'
    __imul__ = None
    def __mul__(self, o): return 'mul'
class R:
    def __radd__(self, o): return 'radd'
    def __rmul__(self, o): return 'rmul'
    def __rmatmul__(self, o): return 'rmatmul'
    def __rpow__(self, o): return 'rpow'
    def __rdivmod__(self, o): return 'rdivmod'
x = I(); x += 1; print(x)
x = I(); x -= 1; print(x)
x = I()
try:
    x *= 1
except TypeError as e:
    print(e)
x = 5; x += R(); print(x)
x = object(); x *= R(); print(x)
x = object(); x @= R(); print(x)
x = 2; x **= R(); print(x)
print(divmod(1, R()))
for statement in ('x = 1; x += "a"', 'x = "a"; x += 1', 'x = []; x += 1', 'x = (); x += []', 'x = None; x -= 1', 'x = {}; x |= 1', 'x = set(); x |= []', 'x = 1.5; x <<= 1', 'x = 1; x @= 2', 'x = b""; x += ""', 'x = "a"; x *= "b"', 'x = "%d"; x %= "a"', 'x = 1; x **= "a"', 'x = 1; x //= 0', 'x = []; x *= 1.0'):
    try:
        exec(statement)
        print(statement, 'ok')
    except Exception as e:
        print(statement, '->', type(e).__name__, e)
class Obj:
    def __getattr__(self, name): print('get', name); return 1
    def __setattr__(self, name, value): print('set', name, value)
    def __getitem__(self, key): print('getitem', key); return 10
    def __setitem__(self, key, value): print('setitem', key, value)
o = Obj()
o.a += 1
o[1, 2:3] -= 5
o.b, o[0] = o.c, o[1]
