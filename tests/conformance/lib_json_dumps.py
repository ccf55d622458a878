# json.dumps: separators, sorting, indentation, keys of other types, and what cannot be written.
import json

print(json.dumps({'b': [1, 2.5, None, True], 'a': {'x': 'é"\\\n\u2028'}}))
print(json.dumps({'b': 1, 'a': 2}, sort_keys=True, separators=(',', ':')))
print(json.dumps([1, [2, []], {}], indent=2))
print(json.dumps({'k': (1, 2)}, indent='--', ensure_ascii=False))
print(json.dumps({1: 'a', None: 'b', True: 'c', 2.5: 'd'}), json.dumps('\U0001f600'), json.dumps('é', ensure_ascii=False))
print(json.dumps([float('inf'), float('-inf'), float('nan'), 1e100, -0.0, 1e-7]))
for value, options in (({(1, 2): 3}, {}), ({1, 2}, {}), (float('nan'), {'allow_nan': False}), (1j, {})):
    try:
        print(json.dumps(value, **options))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(json.dumps({(1, 2): 3, 'a': 1}, skipkeys=True))
loop = []
loop.append(loop)
try:
    json.dumps(loop)
except ValueError as e:
    print(e)

class Encoder(json.JSONEncoder):
    def default(self, o):
        return sorted(o) if isinstance(o, set) else super().default(o)
print(json.dumps({'s': {3, 1, 2}}, cls=Encoder), json.dumps(3j, default=lambda o: [o.real, o.imag]))
print(''.join(json.JSONEncoder(indent=1).iterencode({'a': [1, {'b': 2}]})))

class I(int):
    def __repr__(self):
        return 'never shown'
print(json.dumps([I(3)]), json.dumps(True), json.dumps('a\x00\x1f\x7f'))
