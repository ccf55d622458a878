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


def count_taken(whole, find):
    """How often something else is read than was written, or part of it."""
    data = marshal.dumps(whole)
    taken = 0
    for i in range(len(data)):
        for change in 1, 0x80, 0xff:
            damaged = bytearray(data)
            damaged[i] ^= change
            try:
                result = find(marshal.loads(damaged))
            except (ValueError, EOFError, TypeError, MemoryError, IndexError):
                continue
            taken += isinstance(result, types.CodeType) and result != code
        try:
            marshal.loads(data[:i])
        except (ValueError, EOFError, TypeError):
            continue
        taken += 1
    return taken


taken = count_taken(code, lambda result: result), count_taken(['inner', code, code], lambda result: result[1])
print('ok' if taken == (0, 0) else f'FAIL {taken}')
