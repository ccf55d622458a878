# OSError takes its arguments in __new__, unless a class overrides __init__ alone; ImportError forgets what it is not given.
import copy
import pickle


class WithNew(OSError):
    def __new__(cls, message, extra):
        self = super().__new__(cls, message)
        self.extra = extra
        return self


class WithInit(OSError):
    def __init__(self, number, extra=''):
        super().__init__(number, 'text', 'file')
        self.extra = extra


class WithBoth(OSError):
    def __new__(cls, *args, **keywords):
        return super().__new__(cls, *args)

    def __init__(self, *args, **keywords):
        self.keywords = keywords


def attempt(f):
    try:
        print(repr(f()))
    except Exception as e:
        print(type(e).__name__, e)


e = WithNew('message', 'more')
print(e.args, e.extra, e.errno)
e = WithInit(2, extra='more')
print(e.args, e.filename, e.extra, type(e).__name__)
e = WithBoth(2, 'a', 'name', key=1)
print(e.args, e.filename, e.keywords)
for e in OSError(2, 'a'), OSError(1, 'a', 'f'), OSError(1, 'a', 'f', None, 'g'), OSError('only'), OSError(1, 2, 3, 4, 5, 6):
    twin = pickle.loads(pickle.dumps(e))
    print(type(twin).__name__, twin.args, twin.filename, twin.filename2, e.__reduce__())
print(OSError(1, 'a', None).args, OSError(1, 'a', None).filename)
attempt(lambda: OSError(1, 'a', x=1))
attempt(lambda: ImportError('a', nope=1))
attempt(lambda: NameError(1, nme=2))
attempt(lambda: AttributeError(ob=2))

e = ImportError('text', name='n', path='p')
twin = copy.copy(e)
print(twin.args, twin.name, twin.path, twin.msg)
e.__init__('other')
print(e.args, e.name, e.path, e.msg)
e.__init__()
print(e.args, e.msg)
