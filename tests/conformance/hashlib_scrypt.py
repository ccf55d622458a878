# Keys by scrypt, what is wrong with arguments, and several threads at it.
import hashlib
import threading

RIGHT = dict(salt=b'salt', n=16, r=1, p=1)
CHANGES = [
    {}, dict(salt=b''), dict(salt=bytearray(b'NaCl'), n=1024, r=8, p=16), dict(salt=memoryview(b'NaCl')), dict(n=2), dict(dklen=10),
    dict(dklen=1), dict(maxmem=1 << 20), dict(n=1 << 10, r=8, maxmem=1 << 21),
    dict(salt='x'), dict(salt=None), dict(salt=3), dict(n=None), dict(n=3), dict(n=0), dict(n=1), dict(n=True), dict(n=-2), dict(n=2.0),
    dict(n=1 << 70), dict(n=1 << 20, r=8), dict(r=None), dict(r=-1), dict(r='x'), dict(r=1 << 70), dict(r=1 << 40), dict(p=None),
    dict(p=0), dict(p=[]), dict(maxmem=-1), dict(maxmem=1 << 31), dict(maxmem='x'), dict(maxmem=1.5), dict(maxmem=1), dict(dklen=0),
    dict(dklen=1 << 31), dict(dklen='a'),
]


def attempt(*args, **kwargs):
    try:
        return hashlib.scrypt(*args, **kwargs).hex()
    except Exception as error:
        return type(error).__name__, str(error)


for change in CHANGES:
    print(change if 'salt' not in change else '', attempt(b'password', **RIGHT | change))
for name in RIGHT:
    print(name, attempt(b'password', **{key: value for key, value in RIGHT.items() if key != name}))
print(attempt('text', **RIGHT), attempt(b'a', b'b'), attempt(bytearray(b'password'), **RIGHT))

keys = []
threads = [threading.Thread(target=lambda: keys.append(attempt(b'', salt=b'', n=256, r=4, p=1))) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(keys), set(keys))
