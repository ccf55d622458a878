# pickle: the very bytes of each protocol, memo numbers and frames included.
import hashlib
import pickle

class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y

class Empty:
    pass

class Slotted:
    __slots__ = 'a', 'b'

class Items(list):
    pass

class Named(dict):
    pass

class Outer:
    class Inner:
        def method(self):
            pass

recursive_list = []
recursive_list.append(recursive_list)
recursive_tuple = ([],)
recursive_tuple[0].append(recursive_tuple)
recursive_tuple4 = (1, 2, 3, [])
recursive_tuple4[3].append(recursive_tuple4)
recursive_dict = {}
recursive_dict['me'] = recursive_dict
point, friend = Point(1, 'y'), Point(None, 2.5)
point.friend, friend.friend = friend, point
slotted = Slotted()
slotted.a = 'a'
items = Items([1, 2, 3])
items.note = 'n'
named = Named(k='v')
named.note = 'n'
deleted = Point(1, 2)
del deleted.x
deleted.x = 3
shared = 'shared'

VALUES = [
    None, True, False, 0, 1, 255, 256, 65535, 65536, -1, -2**31, 2**31 - 1, 2**31, -2**31 - 1, 2**63, -2**63, -2**63 - 1, -128, -2**15,
    -2**71, 2**71, 10**100, -10**100, -(2**255), 2**2039, 2**2040, -2**2039, -2**2039 - 1,
    0.0, -0.0, 1.0, 1.5, float('inf'), 1e300, 5e-324, 1j,
    '', 'a', 'abc', '\xe9', '\u20ac', '\U0001f600', '\ud800', 'x' * 255, 'x' * 256, 'é' * 127, 'é' * 128, 'a\\b\nc\r\0\x1a',
    b'', b'a', b'\xff' * 255, b'\xff' * 256, bytearray(), bytearray(b'abc'), 'x' * 65535, 'x' * 65536, b'y' * 70000,
    (), (1,), (1, 2), (1, 2, 3), (1, 2, 3, 4), [], [1], [1, 2], list(range(1000)), list(range(1001)), list(range(2500)),
    {}, {1: 2}, {1: 2, 3: 4}, dict.fromkeys(range(1000)), dict.fromkeys(range(1001)), dict.fromkeys(range(2005)),
    set(), {1}, {1, 2}, set(range(1000)), set(range(1001)), frozenset(), frozenset([1, 2]),
    recursive_list, recursive_tuple, recursive_tuple4, recursive_dict, [shared, (shared, shared), {shared: shared}],
    ['x' * 70000, b'y' * 70000, bytearray(b'z' * 70000), 'end'], [[i, 'text'] for i in range(9000)],
    int, type(None), type(...), type(NotImplemented), ..., NotImplemented, len, Outer, Outer.Inner, Outer.Inner.method,
    point, Empty(), deleted, slotted, items, named, [Point(i, i) for i in range(3)],
]
for protocol in range(6):
    print('protocol', protocol)
    for number, value in enumerate(VALUES):
        try:
            data = pickle.dumps(value, protocol)
        except Exception as e:
            print(number, type(e).__name__, e)
            continue
        print(number, data.hex() if len(data) < 120 else (len(data), hashlib.sha1(data).hexdigest()))
        assert type(pickle.loads(data)) is type(value)
