"""Tuples with named fields: hidden fields, construction, pickling, what they refuse."""
import copy
import gc
import os
import pickle
import time


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


T = time.struct_time
for given in range(9), range(10), range(11), (1, 2), range(12), 5:
    print(attempt(T, given))
print(attempt(T, range(9), 5), attempt(T), T(range(9), {'tm_zone': 'X', 'other': 1}).tm_zone, T(range(10), {'tm_zone': 'X'}).tm_zone)
x = T(range(11))
print(len(x), x.tm_zone, x.tm_gmtoff, x[:2], x + (1,), x == tuple(range(9)), hash(x) == hash(tuple(range(9))), list(x))
print(x.__reduce__(), copy.copy(x).tm_gmtoff, pickle.loads(pickle.dumps(x)).tm_zone)
print(T.n_fields, T.n_sequence_fields, T.n_unnamed_fields, T.__match_args__)
print(attempt(setattr, x, 'tm_year', 5), attempt(setattr, x, 'tm_zone', 5), attempt(lambda: T(range(9)).tm_zone))
try:
    class Derived(T):
        pass
except TypeError as e:
    print(e)

stat = os.stat_result(range(19))
print(len(stat), stat.n_fields, stat.n_unnamed_fields, stat.st_mode, stat[7], repr(stat))
match x:
    case T(1, month):
        print('no')
    case T(tm_year=0, tm_gmtoff=10):
        print('matched')

# The hidden fields are kept alive as the visible ones are.
kept = [T(list(range(9)) + ['zone %d' % i, [i]]) for i in range(2000)]
for i in range(5):
    gc.collect()
    garbage = [['filler %d' % j] for j in range(20000)]
print(all(k.tm_zone == 'zone %d' % i and k.tm_gmtoff == [i] for i, k in enumerate(kept)))
