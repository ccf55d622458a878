# difflib: ratios, opcodes, unified and context diffs, close matches.
import difflib

a, b = 'one two three four'.split(), 'ore tree two four five'.split()
m = difflib.SequenceMatcher(None, a, b)
print(m.get_opcodes(), m.ratio(), m.find_longest_match(), m.get_matching_blocks())
print(difflib.SequenceMatcher(lambda c: c == ' ', 'private Thread', 'private volatile Thread').ratio())
print(*difflib.unified_diff(a, b, 'old', 'new', lineterm=''), sep='\n')
print(*difflib.context_diff(a, b, 'old', 'new', n=1, lineterm=''), sep='\n')
print(*difflib.ndiff(['abcd\n', 'same\n'], ['abXd\n', 'same\n', 'more\n']), sep='', end='')
print(difflib.get_close_matches('appel', ['ape', 'apple', 'peach', 'puppy']), difflib.get_close_matches('x', ['yy']))
print(list(difflib.restore(difflib.ndiff(a, b), 2)) == b, difflib.SequenceMatcher(None, '', '').ratio())
try:
    difflib.get_close_matches('a', [], n=0)
except ValueError as e:
    print(e)
