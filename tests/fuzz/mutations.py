"""What compile() says about broken sources: python3 mutations.py FILE SEED COUNT, under both interpreters.

Takes COUNT pieces of a few lines from FILE, drops, doubles, replaces and swaps some of their tokens, and prints how
each compiles. The random numbers are its own, so that they are the same under any interpreter.
"""

import sys
import warnings

TOKENS = ['(', ')', '[', ']', '{', '}', ':', ',', ';', '+', '-', '*', '**', '/', '//', '%', '@', '&', '|', '^', '~', '<', '>',
          '==', '!=', '->', '=', '+=', ':=', '.', '...', '\n', '    ', '\t', ' ', "'", '"', '"""', 'f"', 'rb"', '\\', '#', 'if',
          'else', 'elif', 'for', 'in', 'is', 'not', 'and', 'or', 'def', 'class', 'return', 'yield', 'lambda', 'try', 'except',
          'finally', 'with', 'as', 'import', 'from', 'global', 'nonlocal', 'pass', 'break', 'continue', 'raise', 'del', 'assert',
          'while', 'None', 'True', 'x', 'y', '1', '1.5', '0x', '1j', "'a'", 'print', '!', '$', '?', '`', '\xe9', '\u20ac', '{x}',
          'f"{x}"', '0777', '1_', 'async', 'await', 'match', 'case', '_', 'type', 'except*', '\x00', '\x0c', '\r']


class Random:
    """A linear congruential generator of 64 bits, of which the upper half is used."""

    def __init__(self, seed):
        self.state = (seed * 2862933555777941757 + 3037000493) % 2**64

    def below(self, n):
        self.state = (self.state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (self.state >> 33) % n

    def pick(self, items):
        return items[self.below(len(items))]


def split(text):
    """Words and single characters."""
    parts, word = [], ''
    for c in text:
        if c.isalnum() or c == '_':
            word += c
            continue
        if word:
            parts.append(word)
        word = ''
        parts.append(c)
    return parts + [word] if word else parts


def mutate(random, parts):
    for _ in range(1 + random.below(3)):
        parts = parts or ['x']
        i, j = random.below(len(parts)), random.below(len(parts))
        kind = random.below(6)
        if kind == 0:
            del parts[i]
        elif kind == 1:
            parts.insert(i, parts[i])
        elif kind == 2:
            parts.insert(i, random.pick(TOKENS))
        elif kind == 3:
            parts[i] = random.pick(TOKENS)
        elif kind == 4:
            parts[i], parts[j] = parts[j], parts[i]
        else:
            del parts[i:i + 1 + random.below(4)]
    return ''.join(parts)


def pick_piece(random, lines):
    start = random.below(len(lines))
    piece = lines[start:start + 1 + random.below(12)]
    indent = len(piece[0]) - len(piece[0].lstrip(' '))
    return ''.join(line[indent:] if not line[:indent].strip() else line for line in piece)


def outcome(source):
    try:
        compile(source, '<piece>', 'exec')
        return 'compiles'
    except SyntaxError as e:
        return f'{type(e).__name__} {e.msg!a} {e.lineno} {e.offset} {e.end_lineno} {e.end_offset} {e.text!a}'
    except Exception as e:
        return f'{type(e).__name__} {e}'


def main():
    warnings.simplefilter('ignore')
    with open(sys.argv[1], encoding='utf-8') as f:
        lines = f.read().splitlines(True)
    random = Random(int(sys.argv[2]))
    for n in range(int(sys.argv[3])):
        source = mutate(random, split(pick_piece(random, lines)))
        print(n, outcome(source), '<-', ascii(source), flush=True)


main()
