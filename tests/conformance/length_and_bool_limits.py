# What __len__, __bool__, __length_hint__, __index__, __int__, __float__ and __complex__ may return.
import operator
def make(**methods):
    return type('X', (), {f'__{k}__': (lambda v: lambda self: v)(v) for k, v in methods.items()})()
tests = ['len(make(len=-1))', 'len(make(len=1.5))', 'len(make(len=2**70))', 'len(make(len=True))', 'bool(make(len=0))', 'bool(make(len=-1))', 'bool(make(bool=1))', 'bool(make(bool=False))', 'bool(make(bool=None))',
         'operator.index(make(index=3))', 'operator.index(make(index="a"))', '[10, 20][make(index=1)]', 'range(make(index=3))', '"a" * make(index=3)', 'hex(make(index=255))', 'int(make(index=7))', 'int(make(int=8))', 'int(make(int=1.5))', 'int(make(int=True))', 'int(make(trunc=9))', 'int(make())',
         'float(make(float=1.5))', 'float(make(float=1))', 'float(make(index=4))', 'float(make())', 'complex(make(complex=1j))', 'complex(make(complex=1))', 'complex(make(float=2.0))', 'round(make(index=1))', 'abs(make(abs="abs"))', 'str(make(str=5))', 'repr(make(repr=5))', 'bytes(make(bytes=b"x"))', 'bytes(make(bytes="x"))', 'format(make(format=1))', 'hash(make(hash=1.5))', 'list(make(iter=iter([1]), length_hint=-1))', 'list(make(iter=iter([1]), length_hint="a"))', 'operator.length_hint(make(length_hint=NotImplemented), 7)', 'chr(make(index=65))', 'divmod(make(divmod=1), 1)', 'make(neg="neg").__neg__()', '-make(neg="neg")', '~make()', '+make()', 'len(5)', 'make()[0]', 'make()()', 'del_ = 1']
import warnings
warnings.simplefilter('ignore', DeprecationWarning)
for source in tests:
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
