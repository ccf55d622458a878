"""The loop of the experiment: its ints grow to about 10**20. cpu_func.py [TIMES]"""
import sys

from timed import timed


def cpu_func(result, niters):
    for i in range(niters):
        result = (result * result * i + 2 * result * i * i + 3) % 10000000
    return result


def repeat(times):
    for _ in range(times):
        result = cpu_func(1, 1000000)
    return result


timed(repeat, int(sys.argv[1]) if len(sys.argv) > 1 else 1)
