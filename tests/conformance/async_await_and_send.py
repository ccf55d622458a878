"""await passes what is yielded out and what is sent in; coroutines end by StopIteration and run once."""
import types


class Request:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield ('request', self.value)
        return got


def run(coroutine):
    sent = None
    try:
        while True:
            request = coroutine.send(sent)
            print('yielded', request)
            sent = request[1] * 10
    except StopIteration as stop:
        return stop.value


async def add(x):
    a = await Request(x)
    b = await Request(x + 1)
    return a + b


async def nested(n):
    return 0 if n == 0 else 1 + await nested(n - 1)


@types.coroutine
def old_style():
    got = yield 'old'
    return got


async def use_old_style():
    try:
        return await old_style()
    except ValueError as e:
        print('inside', e)
        return 'recovered'


print(run(add(3)), run(nested(50)))
c = use_old_style()
print(c.send(None), c.cr_suspended, c.cr_running, type(c.cr_await).__name__, c.cr_code.co_name)
try:
    c.send(5)
except StopIteration as stop:
    print(stop.value)
for thrown in [(ValueError('a'),), (ValueError, 'b')]:
    c = use_old_style()
    c.send(None)
    try:
        c.throw(*thrown)
    except StopIteration as stop:
        print(stop.value)
c = use_old_style()
c.send(None)
print(c.close(), c.cr_frame)
for use in [lambda: c.send(None), lambda: c.throw(KeyError), lambda: run(c)]:
    try:
        use()
    except RuntimeError as e:
        print(e)
c = add(1)
try:
    c.send(1)
except TypeError as e:
    print(e)
c.close()


async def raises_stop():
    raise StopIteration(3)

try:
    raises_stop().send(None)
except RuntimeError as e:
    print(repr(e), repr(e.__cause__))


class Bad:
    def __init__(self, result):
        self.result = result

    def __await__(self):
        return self.result


async def await_it(v):
    await v

inner = add(1)
for v in [5, None, Bad(5), Bad(inner), (x for x in [])]:
    try:
        await_it(v).send(None)
    except TypeError as e:
        print(e)
inner.close()
shared = use_old_style()
first = await_it(shared)
first.send(None)
try:
    await_it(shared).send(None)
except RuntimeError as e:
    print(e)
first.close()


def plain_generator():
    yield from shared

for attempt in [lambda: list(plain_generator()), lambda: iter(shared), lambda: [*shared], lambda: next(shared)]:
    try:
        attempt()
    except TypeError as e:
        print(e)
