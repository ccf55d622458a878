# Unhashable keys: an empty dict pops any.
from collections import defaultdict
for make in (dict, lambda: defaultdict(int)):
    for src in ['d.pop([], 1)', 'd.pop([])', 'd.pop({})', 'd.get([])', 'd.setdefault([])', '[] in d', 'd.__delitem__([])', 'd[[]]']:
        d = make()
        for full in (0, 1):
            if full: d[1] = 2
            try: print(src, full, eval(src))
            except Exception as e: print(src, full, type(e).__name__, e)
