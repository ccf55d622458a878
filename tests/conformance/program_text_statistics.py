# Words, lines and letters of a text: dict, sort keys, formatting, zip and generators.
import re
from collections import Counter, defaultdict
text = '''It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness,
it was the epoch of belief, it was the epoch of incredulity...'''
words = re.findall(r"[a-z']+", text.lower())
counts = Counter(words)
for word, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:6]:
    print(f'{word:<8}{n:>3} {"*" * n} {n / len(words):6.1%}')
by_length = defaultdict(set)
for w in words:
    by_length[len(w)].add(w)
print({k: sorted(v) for k, v in sorted(by_length.items())})
follow = defaultdict(Counter)
for a, b in zip(words, words[1:]):
    follow[a][b] += 1
print(follow['the'].most_common(2), dict(follow['was']), max(follow, key=lambda w: len(follow[w])))
letters = Counter(filter(str.isalpha, text.casefold()))
print(letters.most_common(3), sum(letters.values()), ''.join(sorted(set('abcdefghijklmnopqrstuvwxyz') - letters.keys())))
for n, line in enumerate(text.splitlines(), 1):
    print(f'{n:02}: {line[:20]!r:<25} {len(line):>3} {line.count(" ")} {line[::-1][:5]}')
print(re.sub(r'(\w+) of (\w+)', lambda m: f'{m[2]} of {m[1]}', text.splitlines()[0]), ' '.join(w.capitalize() if i % 2 else w.upper() for i, w in enumerate(words[:6])))
anagrams = defaultdict(list)
for w in 'listen silent enlist google elbow below inlets'.split():
    anagrams[''.join(sorted(w))].append(w)
print([v for v in anagrams.values() if len(v) > 1])
