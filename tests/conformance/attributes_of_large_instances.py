# An object with more attributes than others of its class: read, changed, deleted and hidden at one place in the program.
import threading


class Large:
    shared = 'of the class'

    def __init__(self, n):
        for i in range(n):
            setattr(self, f'a{i}', i)
        self.last = 'last'
        self.call = len

    def get(self):
        return self.last

    def set(self, v):
        self.last = v


def try_get(o):
    try:
        return o.get()
    except AttributeError as error:
        return str(error)


large = Large(60)
small = Large(0)
for o in (large, small, large, small):
    for v in range(3):
        o.set(v)
        print(try_get(o), o.a1 if o is large else o.call('four'), large.call('five!'))

del large.last
print(try_get(large), try_get(small))
for v in range(3):
    large.set(v)
    print(try_get(large), list(vars(large))[-2:])

Large.last = property(lambda self: 'hidden', lambda self, v: print('to be', v))
large.set(5)
print(try_get(large), vars(large)['last'])
del Large.last
print(try_get(large))
large.set(6)
large.shared = 'its own'
print(try_get(large), large.shared, small.shared)
large.__dict__['last'] = 'by its dict'
print(try_get(large))
large.set(7)
print(large.__dict__['last'], len(vars(large)))


class Other(Large):
    def get(self):
        return 'other', self.last


another = Large(60)
print(try_get(another))
another.__class__ = Other
another.set(8)
print(try_get(another))


# Threads that store and read while the object grows.
def work(k):
    for i in range(200):
        mine.a20 = k, i
        a, b = mine.a20
        setattr(mine, f'b{k}_{i % 10}', a)
    ended.append(b)


mine, ended = Large(40), []
threads = [threading.Thread(target=work, args=(k,)) for k in range(4)]
for t in threads:
    t.start()
for t in threads:
    t.join()
print(len(ended), all(0 <= n < 200 for n in ended), sum(name.startswith('b') for name in vars(mine)))
