"""While a memoryview looks at a bytearray its length cannot change; as soon as nobody has the view it can."""


def show(name, function, *args):
    try:
        print(name, repr(function(*args)))
    except Exception as error:
        print(name, f"{type(error).__name__}: {error}")


def assign(array, key, value):
    array[key] = value
    return array


def delete(array, key):
    del array[key]
    return array


def add(array, other):
    array += other
    return array


def times(array, n):
    array *= n
    return array


changes = {
    "append": lambda a: a.append(1),
    "extend": lambda a: a.extend(b"xyz"),
    "extend by list": lambda a: a.extend([1, 2]),
    "extend by nothing": lambda a: a.extend(b""),
    "insert": lambda a: a.insert(0, 1),
    "pop": lambda a: a.pop(),
    "pop at": lambda a: a.pop(1),
    "pop past the end": lambda a: a.pop(100),
    "remove": lambda a: a.remove(98),
    "remove what is not there": lambda a: a.remove(0),
    "clear": lambda a: a.clear(),
    "reverse": lambda a: a.reverse(),
    "del": lambda a: delete(a, 0),
    "del slice": lambda a: delete(a, slice(0, 2)),
    "del nothing": lambda a: delete(a, slice(1, 1)),
    "del extended": lambda a: delete(a, slice(None, None, 2)),
    "shorter slice": lambda a: assign(a, slice(0, 2), b"x"),
    "equal slice": lambda a: assign(a, slice(0, 2), b"xy"),
    "longer slice": lambda a: assign(a, slice(0, 2), bytearray(b"wxyz")),
    "extended slice": lambda a: assign(a, slice(None, None, 2), b"xy"),
    "item": lambda a: assign(a, 0, 0),
    "+=": lambda a: add(a, b"more"),
    "+= nothing": lambda a: add(a, b""),
    "*= 1": lambda a: times(a, 1),
    "*= 2": lambda a: times(a, 2),
}
for name, change in changes.items():
    array = bytearray(b"abc")
    view = memoryview(array)
    show(name, change, array)
    part = view[1:]
    view.release()
    show(name + ", part", change, array)
    part.release()
    show(name + ", released", change, array)
    print(array)


class Holder:
    pass


holder = Holder()
array = bytearray(b"0123456789")
holder.view = memoryview(array)[2:5]
show("held by an attribute", array.append, 1)
holder.view = None
show("dropped", array.append, 1)
views = [memoryview(array) for _ in range(3)]
del views[1]
show("held by a list", array.append, 1)
views.clear()
show("dropped", array.append, 1)


def generate():
    with memoryview(array) as v:
        yield v[0]


generator = generate()
print(next(generator))
show("held by a generator", array.append, 1)
generator.close()
show("closed", array.append, 1)


def consume(buffer):
    """What protocols do: look through a view, then cut off what was read."""
    total = 0
    while buffer:
        size = buffer[0]
        body = bytes(memoryview(buffer)[1:1 + size])
        total += sum(body)
        del buffer[:1 + size]
    return total


print(consume(bytearray(b"".join(bytes([n, *range(n)]) for n in range(1, 100)))))
buffer = bytearray()
for i in range(200):
    buffer += b"line %d\n" % i
    with memoryview(buffer) as view:
        end = bytes(view).find(b"\n") + 1
        line = view[:end].tobytes()
    del buffer[:end]
    buffer.extend(line[:1])
print(buffer)
