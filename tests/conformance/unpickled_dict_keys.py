# Dicts and instances' attributes as pickles fill them, with keys of every kind, twice, and in every order.
import copy
import pickle


class Key:
    def __init__(self, name, mark):
        self.name = name
        self.mark = mark

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        return self.name == (other.name if isinstance(other, Key) else other)

    def __repr__(self):
        return f'<{self.name} {self.mark}>'


class Name(str):
    pass


class Plain:
    pass


class Slotted:
    __slots__ = 'a', 'b', '__dict__'


class Shown:
    """Its __dict__ is not where its attributes are."""

    kept = {}

    @property
    def __dict__(self):
        return self.kept


class Pair(tuple):
    pass


class Stateful:
    def __setstate__(self, state):
        self.state = sorted(state)


def text(s):
    return b'X' + len(s).to_bytes(4, 'little') + s.encode()


def filled(*pairs, opcode=b'u'):
    """The dict that a pickle with these pairs, which are pickled already, gives."""
    body = b''.join(key + value for key, value in pairs)
    start = b'\x80\x04}(' if opcode == b'u' else b'\x80\x04('
    return pickle.loads(start + body + opcode + b'.')


one, float_one, true = b'K\x01', b'G?\xf0\0\0\0\0\0\0', b'\x88'
for opcode in b'u', b'd':
    print(filled((one, text('a')), (float_one, text('b')), (true, text('c')), opcode=opcode))
    print(filled((float_one, text('a')), (one, text('b')), (text('1'), text('c')), opcode=opcode))
    print(filled((text('x'), one), (text('y'), one), (text('x'), true), (text('z'), one), opcode=opcode))
    print(filled((one, one), opcode=opcode), filled(opcode=opcode))
    try:
        print(filled((one, one), (text('k'), one), (b']', one), (text('l'), one), opcode=opcode))
    except TypeError as error:
        print(error)

keys = [Key('k', 1), 'k', Name('k'), 'l', Key('l', 2), 3, 3.0, None, (), -1, -2, 1 << 70, float('inf')]
for i in range(len(keys)):
    made = dict(zip(keys[i:] + keys[:i], range(len(keys))))
    print(pickle.loads(pickle.dumps(made)) == made, list(pickle.loads(pickle.dumps(made)).items()) == list(made.items()))
for n in 1, 2, 5, 6, 7, 100, 1000, 1001, 2500:
    made = {(str(i) if i % 3 else i): i for i in range(n)}
    read = pickle.loads(pickle.dumps(made))
    read['more'] = 1
    print(n, len(read), list(read)[:-1] == list(made), all(read[key] == made[key] for key in made))
    del read['more']
    print(read == made)

for make in Plain, Slotted, Shown, Pair, Stateful:
    thing = make()
    for name, value in ('b', 1), ('c', 2), ('a', 3):
        setattr(thing, name, value)
    for other in pickle.loads(pickle.dumps(thing)), copy.copy(thing), copy.deepcopy(thing):
        names = 'abc' if make is not Stateful else ['state']
        print(make.__name__, [getattr(other, name, None) for name in names], list(vars(other)), Shown.kept)
thing = Plain()
thing.__dict__.update({1: 2, 'x': 3})
print(vars(pickle.loads(pickle.dumps(thing))), vars(copy.copy(thing)))
