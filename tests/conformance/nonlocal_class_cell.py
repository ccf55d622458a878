"""A method may declare __class__ nonlocal: it is the cell that super() reads."""


class A:
    def f(self):
        return 'A'


class B(A):
    def f(self):
        nonlocal __class__
        return __class__.__name__, super().f()

    def change(self):
        nonlocal __class__
        __class__ = A

    def late(self):
        return __class__.__name__

    def inner(self):
        def deepest():
            nonlocal __class__
            return __class__
        return deepest().__name__


b = B()
print(b.f(), b.late(), b.inner())
b.change()
print(b.late(), b.inner(), type(b).__name__)
try:
    b.f()
except (AttributeError, RuntimeError) as e:
    print(type(e).__name__, e)

for text in 'class C:\n nonlocal __class__', 'def f():\n nonlocal __class__', 'class C:\n x = __class__':
    try:
        exec(text)
        print('ok')
    except (SyntaxError, NameError) as e:
        print(type(e).__name__, e)


class Namespace:
    def method(self):
        print(__class__)
    try:
        __class__
    except NameError as e:
        print(e)
    __class__ = 'in the namespace'
    print(__class__)


Namespace.method(None)


class Outer:
    """Inside a class, __class__ is not yet its own."""
    def method(self):
        class Inner:
            before = __class__

            def own(): return __class__

            class Deeper:
                before = 'namespace'
        return Inner.before, Inner.own(), Inner.__dict__.keys() & {'__class__', '.class'}

    def change(self):
        class Inner:
            nonlocal __class__
            __class__ = 'changed by a class'

            def own(): return __class__
        return __class__, Inner.own()


print(Outer().method(), Outer().change(), Outer().change(), sep='\n')
try:
    class Alone:
        __class__
        def f(): __class__
except NameError as e:
    print(type(e), e)


class ByGlobal:
    global __class__
    __class__ = 'a global'

    def f(): return __class__


print(__class__, ByGlobal.f())
