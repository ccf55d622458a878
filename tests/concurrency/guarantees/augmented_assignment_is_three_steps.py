# `x += 1` may lose additions without a lock, but invents none; with a lock it loses none.
import threading

from _trial import THREADS, attack, each

lock = threading.Lock()
plain = guarded = 0
counts = {'plain': 0, 'guarded': 0}
ROUNDS = 1000


def adder(k):
    def add(i):
        global plain, guarded
        plain += 1
        counts['plain'] += 1
        with lock:
            guarded += 1
            counts['guarded'] += 1
    return add


attack(*each(adder), rounds=ROUNDS)
print(guarded, counts['guarded'])
for total in plain, counts['plain']:
    print(ROUNDS // THREADS <= total <= THREADS * ROUNDS)
