"""PEP 695: what names mean in type parameters, bounds, aliases and the definitions around them."""


def refuse(function):
    try:
        print('no error:', function())
    except Exception as e:
        print(type(e).__name__, e)


# Parameters are seen by the definition alone
def f[T](x: T = 'default') -> T:
    def inner(): return T
    return inner()


print(f(), f.__annotations__, 'T' in globals())
refuse(lambda: T)
T = 'global T'


def defaults[T](x=T, *, y=T): return x, y, T


print(defaults())

# Bounds are late: they see later parameters, and later globals
def bounds[A: B, B: (int, A), C: Later](): pass


a, b, c = bounds.__type_params__
print(a.__bound__ is b, b.__constraints__[1] is a)
refuse(lambda: c.__bound__)
Later = str
print(c.__bound__)


# A class around is seen, by the annotations too; what is assigned later counts for what is late
class Outer:
    Name = 'of class'
    value: int = 1

    def method[T: Name](self, x: Name, y=Name) -> T:
        return refuse(lambda: Name)

    type Alias[U: Name] = (Name, U, value, Later)
    Base = dict

    class Inner[V: Name](Base):
        seen = V

    Name = 'changed'


print(Outer.method.__annotations__, Outer.method.__defaults__, Outer.method.__type_params__[0].__bound__)
print(Outer.Alias.__value__, Outer.Alias.__type_params__[0].__bound__)
print(Outer.Inner.__bases__, Outer.Inner.seen, Outer.Inner.seen.__bound__)
Outer().method(1)
Outer.value = 'set afterwards'
print(Outer.Alias.__value__, Outer.Alias.__value__ is Outer.Alias.__value__)


# Names of the class that are a function's too
def around(skip):
    x = 'of function'
    late = 'of function'

    class Class:
        if not skip:
            x = 'of class'

        def uses[T](self, a: x): return T, x

        type Early = (x, late)
        late = 'of class'
        type Free = around

    return Class


C = around(False)
print(C.uses.__annotations__, C().uses(1), C.Early.__value__, C.Free.__value__ is around)
refuse(lambda: around(True))


class WithGlobal:
    global G
    G = 'global'

    def g[T](self, x: G): pass

    type A = G


G = 'global again'
print(WithGlobal.g.__annotations__, WithGlobal.A.__value__, 'G' in vars(WithGlobal))


# Type parameters hide what the class calls the same, and are hidden by inner ones
class Hidden[T]:
    T = 'a name of the class'
    type Alias = T

    def method[T](self): return T

    def plain(self): return T


print(Hidden.Alias.__value__, Hidden().method(), Hidden().plain(), Hidden().plain() is Hidden.__type_params__[0])


# Private names, super and __class__
class Private[__T: __B]:
    __B = int

    def method[__U](self): return __class__.__name__, super().__init__.__name__, __T, __U

    type __A = Private


print(Private.__type_params__, Private().method(), Private._Private__A.__value__)
refuse(lambda: Private.__type_params__[0].__bound__)


# Comprehensions and lambdas inside
type Many[T] = [(T, y) for y in 'ab' if (lambda: T)()]
print(Many.__value__)


class InClass:
    n = 'n of class'
    type Parts = [n for _ in 'a']
    type Source = [m for m in n[:1]]
    type Late = lambda: n


n = 'n of module'
print(InClass.Parts.__value__, InClass.Source.__value__, InClass.Late.__value__())


# In functions: closures, nonlocal, redefinition
def counter():
    count = 0

    def step[T]():
        nonlocal count
        count += 1
        return count

    type Now = count
    return step, Now


step, Now = counter()
print(step(), step(), Now.__value__, counter()[1].__value__)
print(f.__code__.co_freevars, f.__qualname__, step.__qualname__, Outer.Inner.__qualname__, C.uses.__qualname__)


# In exec, with mappings for the locals
names = {}
exec('X = 3\ntype A[T: X] = X\ndef f[T](x: X): return T\nclass C[T]: y: X', names)
print(names['A'].__value__, names['f'].__annotations__, names['C'].__annotations__, names['A'].__type_params__[0].__bound__)
