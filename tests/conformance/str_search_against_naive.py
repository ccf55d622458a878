# find, rfind, count, split and replace agree with what they mean, in texts and needles of all widths and lengths.
ALPHABETS = ['ab', 'abc', 'a\xe9', 'a\u0416', '\u0416\u0417', 'a\U0001f600', '\U0001f600\U0001f601', 'ab\u0416']
TEXT_LENGTHS = [3, 10, 20, 70, 200, 300]
NEEDLE_LENGTHS = [1, 1, 2, 2, 3, 4, 5, 9, 17, 19, 65, 70]
REPLACEMENTS = ['', 'x', 'xyz', '\xe9', '\u0416\U0001f600', 'q' * 40]


class Random:
    def __init__(self, seed):
        self.state = seed

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) & 0xffffffffffffffff
        return (self.state >> 33) % n

    def choice(self, items):
        return items[self.below(len(items))]


def places(text, needle):
    """All places, overlaps included."""
    return [i for i in range(len(text) - len(needle) + 1) if text[i:i + len(needle)] == needle]


def split(text, needle):
    parts, start = [], 0
    for place in places(text, needle):
        if place >= start:
            parts.append(text[start:place])
            start = place + len(needle)
    return parts + [text[start:]]


def check(text, needle, new, limit):
    found = places(text, needle)
    parts = split(text, needle)
    assert text.find(needle) == (found[0] if found else -1)
    assert text.rfind(needle) == (found[-1] if found else -1)
    assert (needle in text) == bool(found)
    assert text.count(needle) == len(parts) - 1
    assert text.split(needle) == parts
    assert text.replace(needle, new) == new.join(parts)
    kept = needle.join(parts[limit:])
    assert text.replace(needle, new, limit) == (new.join(parts[:limit] + [kept]) if limit < len(parts) else new.join(parts))
    assert text.split(needle, limit) == (parts[:limit] + [kept] if limit < len(parts) else parts)
    return len(found)


random = Random(1)
n_found = 0
for _ in range(400):
    alphabet = random.choice(ALPHABETS)
    other = random.choice(ALPHABETS) if random.below(4) == 0 else alphabet
    text = ''.join(random.choice(alphabet) for _ in range(random.choice(TEXT_LENGTHS)))
    needle = ''.join(random.choice(other) for _ in range(random.choice(NEEDLE_LENGTHS)))
    if random.below(3) == 0 and len(text) > 5:
        start = random.below(len(text) - 1)
        needle = text[start:start + random.choice([1, 2, 3, 8, 20, 66, 100])]
    new, limit = random.choice(REPLACEMENTS), random.below(4)
    n_found += check(text, needle, new, limit)
    n_found += check(text.encode(), needle.encode(), new.encode(), limit)
print(n_found)
