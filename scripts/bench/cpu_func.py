"""The loop of the experiment: its ints grow to about 10**20."""
from timed import timed


def cpu_func(result, niters):
    for i in range(niters):
        result = (result * result * i + 2 * result * i * i + 3) % 10000000
    return result


timed(cpu_func, 1, 1000000)
