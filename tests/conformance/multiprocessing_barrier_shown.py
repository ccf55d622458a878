# repr() of a barrier of processes tells its state.
import multiprocessing
import re

barrier = multiprocessing.Barrier(2)


def show():
    print(re.sub('0x[0-9a-f]+', '0x...', repr(barrier)))


show()
barrier.abort()
show()
barrier.reset()
show()
