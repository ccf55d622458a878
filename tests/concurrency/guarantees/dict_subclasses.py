# defaultdict, OrderedDict and Counter: single operations are those of dict; a missing value is made once for each key
# or more often, but one of them stays.
from collections import Counter, OrderedDict, defaultdict

from _trial import THREADS, attack, each

lists, ordered, counter = defaultdict(list), OrderedDict(), Counter()


def changer(k):
    def change(i):
        lists[k, i].append(i)
        ordered[k, i] = i
        ordered.move_to_end((k, i), last=i % 2 == 0)
        counter[k] += 1
    return change


attack(*each(changer), rounds=400)
print(len(lists), all(lists[k, i] == [i] for k in range(THREADS) for i in range(400)))
print(len(ordered), len(list(ordered)), sorted(counter.items()))
