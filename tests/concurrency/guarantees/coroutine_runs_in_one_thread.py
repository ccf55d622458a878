# A coroutine, and an asynchronous generator, refuse a second thread with CPython's words.
import types

from _trial import THREADS, attack, each


@types.coroutine
def pause(value):
    yield value


async def steps():
    for n in range(100000):
        await pause(n)


async def agen():
    for n in range(100000):
        yield n


shared, shared_agen = steps(), agen()
got = [[] for _ in range(THREADS)]
refusals = set()


def stepper(k):
    def step(i):
        try:
            got[k].append(shared.send(None))
        except ValueError as error:
            refusals.add(str(error))
        try:
            shared_agen.__anext__().send(None)
        except StopIteration:
            pass
        except (RuntimeError, ValueError) as error:
            refusals.add(str(error).replace('asynchronous ', 'async ').replace('anext(): async', 'async'))
    return step


attack(*each(stepper), rounds=3000)
everything = sorted(sum(got, []))
print(everything == list(range(len(everything))))
print([refusal for refusal in refusals if 'already' not in refusal])
shared.close()
