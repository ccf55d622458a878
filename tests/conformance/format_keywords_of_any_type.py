# Keywords that are no str, for str.format; lists that __eq__ changes while they are compared.
d = {1: 2, 'a': 3, None: 4}
print('{a}'.format(**d), str.format('{a} {0}', 5, **d))
for f in (lambda: '{b}'.format(**d), lambda: dict(**d), lambda: print(**d), lambda: sorted([], **d), lambda: (lambda **k: k)(**d), lambda: '{a}'.format_map(d), lambda: '{1}'.format(**d), lambda: int(**d), lambda: 'a'.split(**d)):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
class E:
    def __init__(self, l): self.l = l
    def __eq__(self, o): self.l.clear(); return False
    def __gt__(self, o): print('asked'); return True
l = []; l += [1, E(l)]
print(l > [1, 2], l)
l += [1, E(l)]; print(l == [1, 2], l); l += [1, E(l)]; print(l != [1, 2], l); l += [1, E(l)]; print([1, 5] >= l)
