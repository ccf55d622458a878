# hasattr() and getattr() with a default, of classes: what counts as absent.
class Raises:
    def __init__(self, error):
        self.error = error

    def __get__(self, instance, owner):
        raise self.error(owner.__name__)


class Meta(type):
    of_meta = 'meta'
    gone = property(lambda cls: cls.nothing)
    fails = property(lambda cls: 1 // 0)
    computed = property(lambda cls: cls.__name__)

    def method(cls):
        return cls


class C(metaclass=Meta):
    own = 'own'
    absent = Raises(AttributeError)
    broken = Raises(KeyError)
    gone = 'hidden by the property'


class D(C):
    pass


class WithHook(type):
    def __getattr__(cls, name):
        if name == 'made':
            return name
        raise AttributeError(name)


class E(metaclass=WithHook):
    pass


class Name(str):
    pass


for cls in C, D, E, int:
    for name in 'own', 'of_meta', 'gone', 'fails', 'computed', 'method', 'absent', 'broken', 'made', 'nothing', Name('own'), '__name__':
        try:
            print(cls.__name__, name, hasattr(cls, name), getattr(cls, name, 'default') if name != 'method' else '')
        except Exception as error:
            print(cls.__name__, name, repr(error))
for name in 'nothing', 'gone', 'absent':
    try:
        getattr(D, name)
    except AttributeError as error:
        print(error)
D.nothing = 'now'
print(hasattr(C, 'nothing'), hasattr(D, 'nothing'), hasattr(C, 'gone'))
