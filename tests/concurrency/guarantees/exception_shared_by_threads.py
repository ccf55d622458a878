# One exception object raised by all threads: each catches it, its traceback stays a chain.
from _trial import attack, each

error = ValueError('shared')


def raiser(k):
    def throw(i):
        try:
            raise error from KeyError(k)
        except ValueError as caught:
            assert caught is error
            n, traceback = 0, caught.__traceback__
            while traceback is not None and n < 100000:
                n, traceback = n + 1, traceback.tb_next
            assert n < 100000
        if i % 20 == 0:
            error.__traceback__ = None
    return throw


attack(*each(raiser), rounds=200)
print(error.args, type(error.__cause__).__name__)
