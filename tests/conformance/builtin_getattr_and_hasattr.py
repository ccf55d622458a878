# getattr, setattr, delattr and hasattr with names of all kinds.
class A:
    x = 1
    @property
    def p(self): raise ValueError('from property')
    def __getattr__(self, name):
        if name == 'dyn': return 'dynamic'
        raise AttributeError(name)
a = A()
CASES = [
    "getattr(a, 'x')",
    "getattr(a, 'dyn')",
    "getattr(a, 'zz', 'default')",
    "getattr(a, 'zz')",
    "getattr(a, 'p', 'default')",
    "getattr(a, '')",
    "getattr(a, 'with space', None)",
    'getattr(a, 5)',
    "getattr(a, b'x')",
    'getattr(a)',
    "getattr(a, 'x', 1, 2)",
    "getattr(object=a, name='x')",
    "hasattr(a, 'x')",
    "hasattr(a, 'zz')",
    "hasattr(a, 'dyn')",
    "hasattr(a, 'p')",
    'hasattr(a, 5)',
    'hasattr(a)',
    "setattr(a, 'new', 5)",
    'a.new',
    "setattr(a, 'with space', 6)",
    "getattr(a, 'with space')",
    'vars(a)',
    'setattr(a, 5, 1)',
    "setattr(a, 'x')",
    "setattr(5, 'x', 1)",
    "setattr(A, 'y', 2)",
    'a.y',
    "setattr(int, 'x', 1)",
    "delattr(a, 'new')",
    "delattr(a, 'new')",
    "delattr(a, 'x')",
    "delattr(A, 'y')",
    "delattr(int, 'real')",
    'delattr(a, 5)',
    "getattr(A, '__name__')",
    "setattr(A, '__name__', 'Renamed')",
    'A.__name__',
    "setattr(A, '__name__', 5)",
    "setattr(A, '__name__', 'nul\\0')",
    "delattr(A, '__name__')",
    "getattr(5, 'real')",
    "getattr(None, 'x')",
    "getattr('abc', 'upper')()",
    "hasattr(type, '__abstractmethods__')",
    "getattr(type, '__abstractmethods__')",
    "getattr(A, '__abstractmethods__')",
    "setattr(A, '__dict__', {})",
    "setattr(A, '__doc__', 'doc')",
    'A.__doc__',
    "setattr(a, '__class__', int)",
    "setattr(a, '__dict__', 5)",
    "getattr(a, '__dict__')",
    "object.__getattribute__(a, 'x')",
    "object.__getattribute__(a, 'dyn')",
    "object.__setattr__(a, 'q', 1)",
    "object.__setattr__(A, 'q', 1)",
    "object.__setattr__(int, 'q', 1)",
    "object.__delattr__(a, 'q')",
    "type.__getattribute__(A, 'x')",
    "type.__setattr__(A, 'z', 9)",
    "type.__setattr__(int, 'z', 9)",
    'A.z',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
