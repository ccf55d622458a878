"""Annotated assignments in a namespace that is no dict: it is asked for __annotations__ by subscription."""


class Namespace:
    def __init__(self, **names):
        self.log = []
        self.names = names

    def __getitem__(self, key):
        self.log.append(f'get {key}')
        return self.names[key]

    def __setitem__(self, key, value):
        self.log.append(f'set {key}')
        self.names[key] = value


class Upper:
    def __init__(self): self.names = {}
    def __setitem__(self, key, value): self.names[key.upper()] = value


n = Namespace()
exec('x: int = 1\ny: str', {}, n)
print(n.log, n.names)
n = Namespace(__annotations__=Upper())
exec('x: int = 1\n(z): complex = 1j', {}, n)
print(n.log, n.names['__annotations__'].names, n.names['x'])


class Broken(Namespace):
    def __getitem__(self, key): raise ValueError('broken')


try:
    exec('x: int = 1', {}, Broken())
except ValueError as e:
    print(e)
