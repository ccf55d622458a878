# anext() with a default goes on with a coroutine that is suspended in an await.
import types


@types.coroutine
def pause(what):
    return (yield what)


class Numbers:
    def __init__(self, n):
        self.left = n

    async def __anext__(self):
        print('got', await pause('first'))
        try:
            print('got', await pause('second'))
        except ValueError as e:
            print('caught', e)
        if self.left == 0:
            raise StopAsyncIteration
        self.left -= 1
        return self.left


async def both(numbers):
    return [await anext(numbers, 'default'), await anext(numbers, 'default')]


def drive(coroutine):
    try:
        print(coroutine.send(None))
        print(coroutine.send('a'))
        print(coroutine.send('b'))
        print(coroutine.send('c'))
        print(coroutine.throw(ValueError('thrown')))
    except StopIteration as e:
        print('returned', e.value)


drive(both(Numbers(1)))
step = anext(Numbers(0), 'default')
print(step.send(None), step.send('x'))
try:
    step.throw(ValueError('into the step'))
except StopIteration as e:
    print('returned', e.value)
step = anext(Numbers(0), 'default')
print(step.send(None), step.close())
