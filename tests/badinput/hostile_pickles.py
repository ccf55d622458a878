# Pickles that claim to be long or number their objects as they like take no memory for it; mutated ones are refused.
import copyreg
import io
import pickle
import random
import resource

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024

class Reader:
    def __init__(self, data):
        self.file = io.BytesIO(data)
    def read(self, n):
        assert n <= 4 << 20, n
        return self.file.read(n)
    def readline(self):
        return self.file.readline()

def outcome(data):
    results = set()
    for load in pickle.loads, lambda data: pickle.load(Reader(data)):
        try:
            results.add(type(load(data)).__name__)
        except Exception as e:
            results.add(f'{type(e).__name__}: {e}')
    return ' | '.join(sorted(results))

LENGTHS = [b'\xff' * 7 + b'\x7f', b'\0\0\0\0\0\0\0\x01', b'\0\0\0\0\x40\0\0\0']
before = peak()
for opcode in b'\x8d\x8e\x95\x96':
    for length in LENGTHS:
        print(chr(opcode).encode('latin-1'), outcome(bytes([opcode]) + length + b'abc'))
for opcode in b'BXT\x8b':
    print(chr(opcode).encode(), outcome(bytes([opcode]) + b'\xff\xff\xff\x7f' + b'abc'))
for number in 2**31 - 1, 2**32 - 1, 10**6, 5000:
    number = number.to_bytes(4, 'little')
    print(outcome(b'Nr' + number + b'.'), outcome(b'Nr' + number + b'0j' + number + b'.'), outcome(b'j' + number + b'.'))
print(outcome(b'Np1000000000000000000\n.'), outcome(b'Np99999999999999999999999\n.'), outcome(b'g-1\n.'))
sparse = b''.join(b'Kar' + (i * 2654435761 % 2**32).to_bytes(4, 'little') + b'0' for i in range(2000))
print(outcome(sparse + b'j' + (1999 * 2654435761 % 2**32).to_bytes(4, 'little') + b'.'))
marks = b'(' * 1_000_000
print(outcome(marks + b'.'), outcome(marks + b'1' * 1_000_000 + b'N.'))
print(outcome(b'I' + b'9' * 1_000_000 + b'\n.'), outcome(b'V' + b'x' * 1_000_000), outcome(b'\x8c'))
print(outcome(b']' + b']a' * 0 + b'(' + b']' * 1_000_000 + b'e.'))
nested = b'N' + b'\x85' * 200_000 + b'0N.'
print(outcome(nested))
print('grew by less than 1000 MB:', peak() - before < 1000)

# Mutations: any exception will do, and none may be a crash, a hang or a SystemError.
class Point:
    def __init__(self, x):
        self.x = x
class Safe(pickle.Unpickler):
    def find_class(self, module, name):
        if (module, name) in allowed:
            return super().find_class(module, name)
        raise pickle.UnpicklingError('forbidden')
    def persistent_load(self, pid):
        return pid
allowed = {('__main__', 'Point'), ('builtins', 'set'), ('builtins', 'complex'), ('builtins', 'object'), ('copyreg', '_reconstructor'), ('builtins', 'frozenset'), ('builtins', 'bytearray')}
seeds = []
for protocol in range(6):
    shared = ['s', 2**70]
    seeds.append(pickle.dumps([1, -5, 70000, 'text', 'é' * 100, b'bytes' * 60, (1, 2), (1, 2, 3, 4), {'k': shared, 2: shared}, {1, 2}, frozenset('ab'),
                               1.5, None, True, 2j, Point(shared), bytearray(b'ab'), Point, shared], protocol))
randomness = random.Random(5)
opcodes = bytes(ord(getattr(pickle, name)) for name in pickle.__all__ if name.isupper())
kinds = set()
for i in range(4000):
    data = bytearray(randomness.choice(seeds))
    for _ in range(randomness.randrange(1, 5)):
        at = randomness.randrange(len(data))
        action = randomness.randrange(5)
        if action == 0:
            data[at] = randomness.randrange(256)
        elif action == 1:
            data[at] = randomness.choice(opcodes)
        elif action == 2:
            del data[at:at + randomness.randrange(1, 9)]
        elif action == 3:
            data[at:at] = bytes(randomness.choices(opcodes, k=randomness.randrange(1, 5)))
        else:
            end = at + randomness.randrange(20)
            data[at:at] = data[at:end]
        if not data:
            data = bytearray(b'.')
    source = io.BytesIO(data) if i % 2 else io.BufferedReader(io.BytesIO(data))
    try:
        kinds.add('loaded') if Safe(source).load() is not kinds else None
    except Exception as e:
        kinds.add(type(e).__name__)
print(sorted(kinds & {'loaded', 'UnpicklingError', 'EOFError', 'SystemError'}))
