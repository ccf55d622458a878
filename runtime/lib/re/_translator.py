"""From a tree (see _parser) to a pattern of PCRE2, for subjects of one width.

Subjects are matched without UTF: a code unit is a code point, of 1, 2 or 4 bytes as the str stores it. A pattern is
translated for each width that it meets; what a narrow subject cannot contain is left out. All text is ASCII: other
characters are written \\x{...}.

Every construct is written so that PCRE2 means what Python means: \\d, \\s, \\w by their definitions in Python, ^ and $
with their mode spelled out, \\Z as \\z.
"""

from ._constants import (FLAG_ASCII, FLAG_DOTALL, FLAG_IGNORECASE, FLAG_MULTILINE, FLAG_UNICODE, MAXREPEAT, TYPE_FLAGS,
                         error)
from ._parser import children

# PCRE2's greatest bound of a repeat.
MOST_REPEATS = 65535

NOTHING = '(?!)'
ANYTHING = '(?s:.)'

UNICODE_SPACES = ((9, 13), (0x1c, 0x20), (0x85, 0x85), (0xa0, 0xa0), (0x1680, 0x1680), (0x2000, 0x200a),
                  (0x2028, 0x2029), (0x202f, 0x202f), (0x205f, 0x205f), (0x3000, 0x3000))
ASCII_SPACES = ((9, 13), (32, 32))
ASCII_DIGITS = ((48, 57),)
ASCII_WORD = ((48, 57), (65, 90), (95, 95), (97, 122))

# Without ':' and '=': a set that begins and ends with one of them is a POSIX class to PCRE2.
PLAIN = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _<>"%&/\',;!@~`')


def character(code):
    c = chr(code)
    return c if c in PLAIN else '\\x{%x}' % code


def complement(ranges, greatest):
    result, first = [], 0
    for low, high in ranges:
        if first < low:
            result.append((first, low - 1))
        first = high + 1
    if first <= greatest:
        result.append((first, greatest))
    return result


def other_cases(code):
    """The code points that differ from this one in case only."""
    c = chr(code)
    lower = c.lower()
    variants = {lower, c.upper(), lower.upper(), lower.title()}
    variants |= SAME_LOWER.get(lower, frozenset())
    return {ord(v) for v in variants if len(v) == 1} | set(ALIKE.get(code, ()))


# What differs in case for CPython, though not for PCRE2: by a capital of several letters, or by one that they share.
ALIKE = {0x69: (0x130, 0x131), 0x49: (0x130, 0x131), 0x130: (0x69, 0x131), 0x131: (0x69, 0x130), 0x390: (0x1fd3,),
         0x1fd3: (0x390,), 0x3b0: (0x1fe3,), 0x1fe3: (0x3b0,), 0xfb05: (0xfb06,), 0xfb06: (0xfb05,)}

# Lower-case letters that two or more capitals share, beyond what upper() tells: micro sign and mu, the Kelvin sign, ...
SAME_LOWER = {c: frozenset(group) for group in ('k\u212a', 's\u017f', '\xe5\u212b', '\xb5\u03bc', '\u03b8\u03d1\u03f4',
                                                '\u03c9\u2126', '\u03b2\u03d0', '\u03b5\u03f5', '\u03b9\u0345\u1fbe',
                                                '\u03ba\u03f0', '\u03c0\u03d6', '\u03c1\u03f1', '\u03c3\u03c2',
                                                '\u03c6\u03d5', '\u1e61\u1e9b') for c in group}


class Translator:
    def __init__(self, flags, greatest):
        self.greatest = greatest
        self.flags = flags
        self.uses_properties = bool(flags & FLAG_UNICODE)

    # --- Classes ---

    def class_ranges(self, letter):
        """The ranges of \\d, \\s or \\w; None where Unicode's properties say it."""
        is_ascii = not self.flags & FLAG_UNICODE
        if letter == 's':
            return ASCII_SPACES if is_ascii else UNICODE_SPACES
        if is_ascii:
            return ASCII_DIGITS if letter == 'd' else ASCII_WORD
        return None

    def ranges_text(self, ranges):
        text = ''
        for low, high in ranges:
            if low <= self.greatest:
                high = min(high, self.greatest)
                text += character(low) if low == high else f'{character(low)}-{character(high)}'
        return text

    def class_members(self, letter):
        """As members of a set in brackets; None for Unicode's \\W, which is no union of members."""
        ranges = self.class_ranges(letter.lower())
        if ranges is None:
            return {'d': '\\p{Nd}', 'D': '\\P{Nd}', 'w': '\\p{L}\\p{N}_', 'W': None}[letter]
        if letter.isupper():
            ranges = complement(ranges, self.greatest)
        return self.ranges_text(ranges)

    def class_text(self, letter):
        members = self.class_members(letter)
        return '[^\\p{L}\\p{N}_]' if members is None else f'[{members}]'

    # --- Sets ---

    def literals_of(self, first, last):
        """Members for the characters of a range, their other cases included where they are to be ignored."""
        text = self.ranges_text([(first, last)])
        if not self.flags & FLAG_IGNORECASE:
            return text
        if self.folds_ascii_only():
            for low, high, distance in ((65, 90, 32), (97, 122, -32)):
                low, high = max(first, low), min(last, high)
                if low <= high:
                    text += self.ranges_text([(low + distance, high + distance)])
        elif last > self.greatest and last - first < 0x3000 and self.flags & FLAG_UNICODE:
            # PCRE2 sees only what the width can hold: a capital beyond it may have a small letter within.
            for code in range(max(first, self.greatest + 1), last + 1):
                text += ''.join(character(v) for v in other_cases(code) if v <= self.greatest)
        if self.flags & FLAG_UNICODE and self.greatest > 0xff:
            text += ''.join(character(v) for code, others in ALIKE.items() if first <= code <= last
                            for v in others if v <= self.greatest)
        return text

    def set_text(self, is_negated, items):
        members, has_nonword = '', False
        for item in items:
            if item[0] == 'lit':
                members += self.literals_of(item[1], item[1])
            elif item[0] == 'range':
                members += self.literals_of(item[1], item[2])
            else:
                text = self.class_members(item[1])
                if text is None:
                    has_nonword = True
                else:
                    members += text
        if has_nonword:
            if is_negated:
                return f'(?:(?=[\\p{{L}}\\p{{N}}_])[^{members}])' if members else '[\\p{L}\\p{N}_]'
            return f'(?:[{members}]|[^\\p{{L}}\\p{{N}}_])' if members else '[^\\p{L}\\p{N}_]'
        if not members:
            return ANYTHING if is_negated else NOTHING
        return self.without_folding(f'[{"^" if is_negated else ""}{members}]')

    # --- Case ---

    def folds_ascii_only(self):
        return self.uses_properties and not self.flags & FLAG_UNICODE

    def without_folding(self, text):
        """ASCII rules inside of a Unicode pattern: the cases are written out, PCRE2 must not add others."""
        if self.flags & FLAG_IGNORECASE and self.folds_ascii_only():
            return f'(?-i:{text})'
        return text

    def literal_text(self, code):
        if self.flags & FLAG_IGNORECASE:
            if self.folds_ascii_only():
                c = chr(code)
                if c.isascii() and c.isalpha():
                    return f'(?-i:[{c.lower()}{c.upper()}])'
                return f'(?-i:{self.plain_literal(code)})'
            if not self.flags & FLAG_UNICODE:
                return self.plain_literal(code)
            if code > self.greatest:
                members = ''.join(character(v) for v in sorted(other_cases(code)) if v <= self.greatest)
                return f'[{members}]' if members else NOTHING
            if code in ALIKE and self.greatest > 0xff:
                return '[' + ''.join(character(v) for v in (code, *ALIKE[code]) if v <= self.greatest) + ']'
        return self.plain_literal(code)

    def plain_literal(self, code):
        return character(code) if code <= self.greatest else NOTHING

    # --- Places ---

    def place_text(self, what):
        if what == '^':
            return '(?m:^)' if self.flags & FLAG_MULTILINE else '\\A'
        if what == '$':
            return '(?m:$)' if self.flags & FLAG_MULTILINE else '(?-m:$)'
        if what == 'A':
            return '\\A'
        if what == 'Z':
            return '\\z'
        word = self.class_text('w')
        if what == 'b':
            if self.uses_properties == bool(self.flags & FLAG_UNICODE):
                return '\\b'
            return f'(?:(?<={word})(?!{word})|(?<!{word})(?={word}))'
        # An empty subject has no place that is not a boundary, in Python.
        return f'(?!\\A\\z)(?:(?<={word})(?={word})|(?<!{word})(?!{word}))'

    # --- Nodes ---

    def text(self, node):
        return getattr(self, 'node_' + node[0])(*node[1:])

    def branch(self, node):
        """As a part of a sequence."""
        text = self.text(node)
        return f'(?:{text})' if node[0] == 'alt' else text

    def node_lit(self, code):
        return self.literal_text(code)

    def node_any(self):
        return ANYTHING if self.flags & FLAG_DOTALL else '[^\\n]'

    def node_set(self, is_negated, items):
        return self.set_text(is_negated, items)

    def node_class(self, letter):
        return self.class_text(letter)

    def node_at(self, what):
        return self.place_text(what)

    def node_seq(self, nodes):
        return ''.join([self.branch(node) for node in nodes])

    def node_alt(self, nodes):
        return '|'.join([self.text(node) for node in nodes])

    def node_repeat(self, least, most, kind, node):
        body = self.text(node)  # always one atom: what can be repeated is a character, a set or in parentheses
        if least > MOST_REPEATS or MOST_REPEATS < most < MAXREPEAT:
            return self.long_repeat(least, most, kind, node, body)
        if most == MAXREPEAT:
            bounds = {0: '*', 1: '+'}.get(least, f'{{{least},}}')
        elif (least, most) == (0, 1):
            bounds = '?'
        else:
            bounds = f'{{{least}}}' if least == most else f'{{{least},{most}}}'
        return body + bounds + kind

    def long_repeat(self, least, most, kind, node, body):
        """A bound beyond PCRE2's, in steps of its greatest one."""
        if has_capture(node):
            raise error('a group cannot be repeated more than %d times' % MOST_REPEATS)

        def times(n, form):
            whole, rest = divmod(n, MOST_REPEATS)
            text = ''
            if whole:
                text = f'(?:{body}{form % MOST_REPEATS}{kind}){form % whole}{kind}'
            return text + (f'{body}{form % rest}{kind}' if rest else '')

        text = times(least, '{%d}')
        if most == MAXREPEAT:
            text += f'{body}*{kind}'
        else:
            text += times(most - least, '{0,%d}')
        return f'(?>{text})' if kind == '+' else text

    def node_group(self, number, added, removed, node):
        flags = self.flags
        if added & TYPE_FLAGS:
            self.flags &= ~TYPE_FLAGS
        self.flags = (self.flags | added) & ~removed
        text = self.text(node)
        if number is not None:
            text = f'({text})'
        elif (self.flags ^ flags) & FLAG_IGNORECASE:
            text = f'(?i:{text})' if self.flags & FLAG_IGNORECASE else f'(?-i:{text})'
        else:
            text = f'(?:{text})'
        self.flags = flags
        return text

    def node_atomic(self, node):
        return f'(?>{self.text(node)})'

    def node_look(self, is_behind, is_negated, node):
        return f'(?{"<" if is_behind else ""}{"!" if is_negated else "="}{self.text(node)})'

    def node_ref(self, number):
        return f'\\g{{{number}}}'

    def node_if(self, number, yes, no):
        branches = self.branch(yes)
        if no is not None:
            branches += '|' + self.branch(no)
        return f'(?({number}){branches})'


def has_capture(node):
    return node[0] == 'group' and node[1] is not None or any(map(has_capture, children(node)))


def translate(tree, flags, greatest):
    """The pattern for subjects whose greatest code point is `greatest`."""
    text = Translator(flags, greatest).text(tree)
    return f'(?i:{text})' if flags & FLAG_IGNORECASE else text
