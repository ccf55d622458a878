"""A code object in which a byte has changed is refused, or read as something else than code; never run, never a crash."""
import marshal
import types

SOURCE = '''
def outer(a, b=(1, 2.5, 'x'), *, c={'k'}):
    def inner():
        nonlocal b
        b = a
        return [x for x in b if x in {1, 2}]
    try:
        return inner()
    except (TypeError, ValueError) as error:
        raise RuntimeError from error
'''
code = compile(SOURCE, 'source', 'exec')
data = marshal.dumps(code)
taken = 0
for i in range(len(data)):
    for change in 1, 0x80, 0xff:
        damaged = bytearray(data)
        damaged[i] ^= change
        try:
            result = marshal.loads(damaged)
        except (ValueError, EOFError, TypeError, MemoryError):
            continue
        taken += isinstance(result, types.CodeType) and (i > 0 or result != code)
for i in range(len(data)):
    try:
        marshal.loads(data[:i])
    except (ValueError, EOFError, TypeError):
        continue
    taken += 1
print('ok' if taken == 0 else f'FAIL {taken}')
