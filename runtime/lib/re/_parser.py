"""Patterns as trees, and replacement templates.

A node is a tuple whose first item says what it is:

    ('lit', code point)             one character
    ('any',)                        .
    ('set', is_negated, items)      items: ('lit', c), ('range', first, last), ('class', letter of \\d \\D \\s ...)
    ('class', letter)               the same outside of brackets
    ('at', what)                    what: ^ $ A Z b B
    ('seq', nodes)  ('alt', nodes)
    ('repeat', least, most, kind, node)     kind: '' greedy, '?' lazy, '+' possessive
    ('group', number or None, flags added, flags removed, node)
    ('atomic', node)
    ('look', is_behind, is_negated, node)
    ('ref', number)  ('if', number, yes, no or None)
"""

from ._constants import (FLAG_ASCII, FLAG_DOTALL, FLAG_IGNORECASE, FLAG_LOCALE, FLAG_MULTILINE, FLAG_TEMPLATE,
                         FLAG_UNICODE, FLAG_VERBOSE, FLAG_DEBUG, GLOBAL_FLAGS, MAXGROUPS, MAXREPEAT, TYPE_FLAGS, error)

SPECIAL = frozenset('.\\[{()*+?^$|')
REPEATS = frozenset('*+?{')
DIGITS = frozenset('0123456789')
OCTAL = frozenset('01234567')
HEX = frozenset('0123456789abcdefABCDEF')
LETTERS = frozenset('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ')
BLANKS = frozenset(' \t\n\r\v\f')

ESCAPES = {'a': 7, 'b': 8, 'f': 12, 'n': 10, 'r': 13, 't': 9, 'v': 11, '\\': 92}
PLACES = {'A': 'A', 'b': 'b', 'B': 'B', 'Z': 'Z'}
CLASSES = frozenset('dDsSwW')

FLAGS = {'i': FLAG_IGNORECASE, 'L': FLAG_LOCALE, 'm': FLAG_MULTILINE, 's': FLAG_DOTALL, 'x': FLAG_VERBOSE,
         'a': FLAG_ASCII, 't': FLAG_TEMPLATE, 'u': FLAG_UNICODE}

EMPTY = ('seq', ())


class VerboseWanted(Exception):
    """A global (?x) inside of a pattern that was not being read as verbose: it is read again."""


def warn(message, category=DeprecationWarning):
    """Of what the script wrote that called this package, or one that cannot be told from it."""
    import sys
    import warnings
    level, frame = 2, sys._getframe(1)
    while frame.f_back is not None and frame.f_globals.get('__name__', '').partition('.')[0] in ('re', 'functools'):
        level, frame = level + 1, frame.f_back
    warnings.warn(message, category, stacklevel=level)


class Tokens:
    """The characters of a pattern one by one; a backslash and what follows it are one token."""

    def __init__(self, source):
        self.is_text = isinstance(source, str)
        self.source = source
        self.text = source if self.is_text else str(source, 'latin-1')
        self.index = 0
        self.next = None
        self.advance()

    def advance(self):
        index = self.index
        try:
            token = self.text[index]
        except IndexError:
            self.next = None
            return
        if token == '\\':
            try:
                token += self.text[index + 1]
            except IndexError:
                raise error('bad escape (end of pattern)', self.source, len(self.text) - 1) from None
        self.index = index + len(token)
        self.next = token

    def match(self, token):
        if token == self.next:
            self.advance()
            return True
        return False

    def get(self):
        token = self.next
        self.advance()
        return token

    def get_while(self, n, characters):
        result = ''
        while len(result) < n and self.next in characters:
            result += self.get()
        return result

    def get_until(self, terminator, name):
        result = ''
        while True:
            c = self.next
            self.advance()
            if c is None:
                if not result:
                    raise self.error('missing ' + name)
                raise self.error(f'missing {terminator}, unterminated name', len(result))
            if c == terminator:
                if not result:
                    raise self.error('missing ' + name, 1)
                return result
            result += c

    def tell(self):
        return self.index - len(self.next or '')

    def seek(self, index):
        self.index = index
        self.advance()

    def error(self, message, offset=0):
        if not self.is_text:
            message = message.encode('ascii', 'backslashreplace').decode('ascii')
        return error(message, self.source, self.tell() - offset)

    def check_group_name(self, name, offset):
        if not name.isidentifier():
            raise self.error('bad character in group name %r' % name, len(name) + offset)
        if not (self.is_text or name.isascii()):
            warn('bad character in group name %a at position %d' % (name, self.tell() - len(name) - offset))

    def check_group_number(self, name):
        """After the name and its end."""
        if not (name.isdecimal() and name.isascii()):
            warn('bad character in group name %s at position %d' %
                 (repr(name) if self.is_text else ascii(name), self.tell() - len(name) - 1))


class State:
    """What a pattern has shown so far."""

    def __init__(self):
        self.flags = 0
        self.names = {}
        self.n_groups = 1
        self.open = set()
        self.closing_order = []   # numbers of groups, by their closing parentheses; negative inside of a look-around
        self.n_looks = 0          # look-arounds around
        self.behind = None        # n_groups at the start of the look-behind around
        self.conditions = {}      # group number of a condition -> its place
        self.widths = [None]      # of each group

    def open_group(self, name):
        number = self.n_groups
        self.n_groups += 1
        self.widths.append(None)
        if self.n_groups > MAXGROUPS:
            raise error('too many groups')
        if name is not None:
            before = self.names.get(name)
            if before is not None:
                raise error('redefinition of group name %r as group %d; was group %d' % (name, number, before))
            self.names[name] = number
        self.open.add(number)
        return number

    def close_group(self, number, node):
        self.open.discard(number)
        self.closing_order.append(-number if self.n_looks else number)
        self.widths[number] = width(node, self)

    def is_closed(self, number):
        return number < self.n_groups and number not in self.open

    def check_behind(self, number, tokens):
        if self.behind is None:
            return
        if not self.is_closed(number):
            raise tokens.error('cannot refer to an open group')
        if number >= self.behind:
            raise tokens.error('cannot refer to group defined in the same lookbehind subpattern')


# --- Nodes ---

def children(node):
    kind = node[0]
    if kind in ('seq', 'alt'):
        return node[1]
    if kind == 'if':
        return node[2:] if node[3] is not None else node[2:3]
    return node[-1:] if kind in ('repeat', 'group', 'atomic', 'look') else ()


# --- Widths ---

def width(node, state):
    """The least and the greatest number of characters that a node matches."""
    kind = node[0]
    if kind in ('lit', 'any', 'set', 'class'):
        return 1, 1
    if kind == 'seq':
        least = most = 0
        for part in node[1]:
            low, high = width(part, state)
            least += low
            most += high
        return min(least, MAXREPEAT - 1), min(most, MAXREPEAT)
    if kind == 'alt':
        widths = [width(part, state) for part in node[1]]
        return min(low for low, _ in widths), max(high for _, high in widths)
    if kind == 'repeat':
        low, high = width(node[4], state)
        return min(low * node[1], MAXREPEAT - 1), min(high * node[2], MAXREPEAT)
    if kind == 'group':
        return width(node[4], state)
    if kind == 'atomic':
        return width(node[1], state)
    if kind == 'ref':
        return state.widths[node[1]] or (0, MAXREPEAT)
    if kind == 'if':
        low, high = width(node[2], state)
        other_low, other_high = width(node[3], state) if node[3] is not None else (0, 0)
        return min(low, other_low), max(high, other_high)
    return 0, 0


# --- Escapes ---

def numeric_escape(tokens, escape, n_digits, in_text_only=True):
    """The value of \\x, \\u or \\U."""
    escape += tokens.get_while(n_digits, HEX)
    if len(escape) != n_digits + 2:
        raise tokens.error('incomplete escape ' + escape, len(escape))
    code = int(escape[2:], 16)
    if code > 0x10ffff:
        raise tokens.error('bad escape ' + escape, len(escape))
    return code


def named_escape(tokens):
    """The value of \\N{...}."""
    from unicodedata import lookup
    if not tokens.match('{'):
        raise tokens.error('missing {')
    name = tokens.get_until('}', 'character name')
    try:
        return ord(lookup(name))
    except (KeyError, TypeError):
        raise tokens.error('undefined character name %r' % name, len(name) + len(r'\N{}')) from None


def character_escape(tokens, escape):
    """The code point of an escape that means one character in brackets and outside; None if it is no such."""
    c = escape[1]
    if c == 'x':
        return numeric_escape(tokens, escape, 2)
    if c == 'u' and tokens.is_text:
        return numeric_escape(tokens, escape, 4)
    if c == 'U' and tokens.is_text:
        return numeric_escape(tokens, escape, 8)
    if c == 'N' and tokens.is_text:
        return named_escape(tokens)
    return None


def check_octal(tokens, escape):
    code = int(escape[1:], 8)
    if code > 0o377:
        raise tokens.error('octal escape value %s outside of range 0-0o377' % escape, len(escape))
    return code


def class_escape(tokens, escape):
    """An escape in brackets."""
    c = escape[1]
    if c in ESCAPES:
        return 'lit', ESCAPES[c]
    if c in CLASSES:
        return 'class', c
    code = character_escape(tokens, escape)
    if code is not None:
        return 'lit', code
    if c in OCTAL:
        return 'lit', check_octal(tokens, escape + tokens.get_while(2, OCTAL))
    if c in DIGITS or c in LETTERS:
        raise tokens.error('bad escape ' + escape, len(escape))
    return 'lit', ord(c)


def escape_node(tokens, escape, state):
    """An escape outside of brackets."""
    c = escape[1]
    if c in PLACES:
        return 'at', PLACES[c]
    if c in CLASSES:
        return 'class', c
    if c in ESCAPES:
        return 'lit', ESCAPES[c]
    code = character_escape(tokens, escape)
    if code is not None:
        return 'lit', code
    if c == '0':
        return 'lit', int((escape + tokens.get_while(2, OCTAL))[1:], 8)
    if c in DIGITS:
        return group_escape(tokens, escape, state)
    if c in LETTERS:
        raise tokens.error('bad escape ' + escape, len(escape))
    return 'lit', ord(c)


def group_escape(tokens, escape, state):
    """\\1 to \\99, or three octal digits."""
    if tokens.next in DIGITS:
        escape += tokens.get()
        if escape[1] in OCTAL and escape[2] in OCTAL and tokens.next in OCTAL:
            return 'lit', check_octal(tokens, escape + tokens.get())
    number = int(escape[1:])
    if number >= state.n_groups:
        raise tokens.error('invalid group reference %d' % number, len(escape) - 1)
    if not state.is_closed(number):
        raise tokens.error('cannot refer to an open group', len(escape))
    state.check_behind(number, tokens)
    return 'ref', number


# --- Sets ---

def warn_of_set(what, position):
    warn('Possible %s at position %d' % (what, position), FutureWarning)


def parse_set(tokens):
    here = tokens.tell() - 1
    items = []
    if tokens.next == '[':
        warn_of_set('nested set', tokens.tell())
    is_negated = tokens.match('^')
    while True:
        token = tokens.get()
        if token is None:
            raise tokens.error('unterminated character set', tokens.tell() - here)
        if token == ']' and items:
            break
        if token[0] == '\\':
            first = class_escape(tokens, token)
        else:
            if items and token in '-&~|' and tokens.next == token:
                warn_of_set({'-': 'set difference', '&': 'set intersection', '~': 'set symmetric difference',
                             '|': 'set union'}[token], tokens.tell() - 1)
            first = 'lit', ord(token)
        if not tokens.match('-'):
            items.append(first)
            continue
        last = tokens.get()
        if last is None:
            raise tokens.error('unterminated character set', tokens.tell() - here)
        if last == ']':
            items += [first, ('lit', ord('-'))]
            break
        items.append(parse_range(tokens, token, first, last))
    return 'set', is_negated, tuple(items)


def parse_range(tokens, token, first, last):
    if last[0] == '\\':
        end = class_escape(tokens, last)
    else:
        if last == '-':
            warn_of_set('set difference', tokens.tell() - 2)
        end = 'lit', ord(last)
    if first[0] != 'lit' or end[0] != 'lit' or end[1] < first[1]:
        raise tokens.error(f'bad character range {token}-{last}', len(token) + 1 + len(last))
    return 'range', first[1], end[1]


# --- Repeats ---

def parse_bounds(tokens, token):
    """The bounds of a repeat; None for a brace that is an ordinary character."""
    if token != '{':
        return {'?': (0, 1), '*': (0, MAXREPEAT), '+': (1, MAXREPEAT)}[token]
    if tokens.next == '}':
        return None
    here = tokens.tell()
    low = tokens.get_while(MAXREPEAT, DIGITS)
    high = tokens.get_while(MAXREPEAT, DIGITS) if tokens.match(',') else low
    if not tokens.match('}'):
        tokens.seek(here)
        return None
    least = int(low) if low else 0
    most = int(high) if high else MAXREPEAT
    if (low and least >= MAXREPEAT) or (high and most >= MAXREPEAT):
        raise OverflowError('the repetition number is too large')
    if most < least:
        raise tokens.error('min repeat greater than max repeat', tokens.tell() - here)
    return least, most


def parse_repeat(tokens, token, nodes):
    here = tokens.tell()
    bounds = parse_bounds(tokens, token)
    if bounds is None:
        nodes.append(('lit', ord('{')))
        return
    if not nodes or nodes[-1][0] == 'at':
        raise tokens.error('nothing to repeat', tokens.tell() - here + len(token))
    if nodes[-1][0] == 'repeat':
        raise tokens.error('multiple repeat', tokens.tell() - here + len(token))
    kind = '?' if tokens.match('?') else '+' if tokens.match('+') else ''
    nodes[-1] = ('repeat', *bounds, kind, nodes[-1])


# --- Groups ---

def unexpected_end(tokens):
    return tokens.error('unexpected end of pattern')


def close(tokens, start):
    if not tokens.match(')'):
        raise tokens.error('missing ), unterminated subpattern', tokens.tell() - start)


def parse_flag_letters(tokens, c, is_type_allowed, missing):
    """Letters from `c` on, up to one that is no flag."""
    flags = 0
    while True:
        flag = FLAGS[c]
        if not is_type_allowed and flag & TYPE_FLAGS:
            raise tokens.error("bad inline flags: cannot turn off flags 'a', 'u' and 'L'")
        if tokens.is_text and c == 'L':
            raise tokens.error("bad inline flags: cannot use 'L' flag with a str pattern")
        if not tokens.is_text and c == 'u':
            raise tokens.error("bad inline flags: cannot use 'u' flag with a bytes pattern")
        flags |= flag
        if flag & TYPE_FLAGS and flags & TYPE_FLAGS != flag:
            raise tokens.error("bad inline flags: flags 'a', 'u' and 'L' are incompatible")
        c = tokens.get()
        if c is None:
            raise tokens.error(missing)
        if c in (')-:' if is_type_allowed else ':'):
            return flags, c
        if c not in FLAGS:
            raise tokens.error('unknown flag' if c.isalpha() else missing, len(c))


def parse_flags(tokens, state, c):
    """(?flags), which is for the whole pattern: None; or (?flags-flags: with the flags."""
    added = removed = 0
    if c != '-':
        added, c = parse_flag_letters(tokens, c, True, 'missing -, : or )')
    if c == ')':
        state.flags |= added
        return None
    if added & GLOBAL_FLAGS:
        raise tokens.error('bad inline flags: cannot turn on global flag', 1)
    if c == '-':
        c = tokens.get()
        if c is None:
            raise tokens.error('missing flag')
        if c not in FLAGS:
            raise tokens.error('unknown flag' if c.isalpha() else 'missing flag', len(c))
        removed, c = parse_flag_letters(tokens, c, False, 'missing :')
    if removed & GLOBAL_FLAGS:
        raise tokens.error('bad inline flags: cannot turn off global flag', 1)
    if added & removed:
        raise tokens.error('bad inline flags: flag turned on and off', 1)
    return added, removed


def parse_named_reference(tokens, state):
    name = tokens.get_until(')', 'group name')
    tokens.check_group_name(name, 1)
    number = state.names.get(name)
    if number is None:
        raise tokens.error('unknown group name %r' % name, len(name) + 1)
    if not state.is_closed(number):
        raise tokens.error('cannot refer to an open group', len(name) + 1)
    state.check_behind(number, tokens)
    return 'ref', number


def parse_look(tokens, state, c, start, is_verbose):
    is_behind = c == '<'
    outer = state.behind
    if is_behind:
        c = tokens.get()
        if c is None:
            raise unexpected_end(tokens)
        if c not in '=!':
            raise tokens.error('unknown extension ?<' + c, len(c) + 2)
        if outer is None:
            state.behind = state.n_groups
    state.n_looks += 1
    node = parse_alternatives(tokens, state, is_verbose)
    state.n_looks -= 1
    if is_behind and outer is None:
        state.behind = None
    close(tokens, start)
    if is_behind:
        low, high = width(node, state)
        if low != high:
            raise error('look-behind requires fixed-width pattern')
    return 'look', is_behind, c == '!', node


def group_number(tokens, name):
    """A name that should be a number."""
    try:
        number = int(name)
        if number < 0:
            raise ValueError
    except ValueError:
        raise tokens.error('bad character in group name %r' % name, len(name) + 1) from None
    return number


def condition_number(tokens, state):
    name = tokens.get_until(')', 'group name')
    if name.isidentifier():
        tokens.check_group_name(name, 1)
        number = state.names.get(name)
        if number is None:
            raise tokens.error('unknown group name %r' % name, len(name) + 1)
    else:
        number = group_number(tokens, name)
        if not number:
            raise tokens.error('bad group number', len(name) + 1)
        if number >= MAXGROUPS:
            raise tokens.error('invalid group reference %d' % number, len(name) + 1)
        state.conditions.setdefault(number, tokens.tell() - len(name) - 1)
        tokens.check_group_number(name)
    state.check_behind(number, tokens)
    return number


def parse_conditional(tokens, state, start, is_verbose):
    number = condition_number(tokens, state)
    yes = parse_sequence(tokens, state, is_verbose)
    no = None
    if tokens.match('|'):
        no = parse_sequence(tokens, state, is_verbose)
        if tokens.next == '|':
            raise tokens.error('conditional backref with more than two branches')
    close(tokens, start)
    return 'if', number, yes, no


def skip_comment(tokens, start):
    while True:
        if tokens.next is None:
            raise tokens.error('missing ), unterminated comment', tokens.tell() - start)
        if tokens.get() == ')':
            return


def parse_capture(tokens, state, name, start, is_verbose):
    try:
        number = state.open_group(name)
    except error as e:
        raise tokens.error(e.msg, len(name) + 1) from None
    node = parse_alternatives(tokens, state, is_verbose)
    close(tokens, start)
    state.close_group(number, node)
    return 'group', number, 0, 0, node


def parse_flagged(tokens, state, c, start, is_verbose, is_first):
    """(?flags) or (?flags:...)."""
    flags = parse_flags(tokens, state, c)
    if flags is None:
        if not is_first:
            raise tokens.error('global flags not at the start of the expression', tokens.tell() - start)
        if state.flags & FLAG_VERBOSE and not is_verbose:
            raise VerboseWanted
        return None
    added, removed = flags
    is_verbose = (is_verbose or bool(added & FLAG_VERBOSE)) and not removed & FLAG_VERBOSE
    node = parse_alternatives(tokens, state, is_verbose)
    close(tokens, start)
    return 'group', None, added, removed, node


def parse_group(tokens, state, is_verbose, is_first):
    """What follows an opening parenthesis; None for what matches nothing at all."""
    start = tokens.tell() - 1
    if not tokens.match('?'):
        return parse_capture(tokens, state, None, start, is_verbose)
    c = tokens.get()
    if c is None:
        raise unexpected_end(tokens)
    if c == 'P':
        if tokens.match('<'):
            name = tokens.get_until('>', 'group name')
            tokens.check_group_name(name, 1)
            return parse_capture(tokens, state, name, start, is_verbose)
        if tokens.match('='):
            return parse_named_reference(tokens, state)
        c = tokens.get()
        if c is None:
            raise unexpected_end(tokens)
        raise tokens.error('unknown extension ?P' + c, len(c) + 2)
    if c == '#':
        skip_comment(tokens, start)
        return None
    if c in '=!<':
        return parse_look(tokens, state, c, start, is_verbose)
    if c == '(':
        return parse_conditional(tokens, state, start, is_verbose)
    if c in ':>':
        node = parse_alternatives(tokens, state, is_verbose)
        close(tokens, start)
        return ('atomic', node) if c == '>' else ('group', None, 0, 0, node)
    if c in FLAGS or c == '-':
        return parse_flagged(tokens, state, c, start, is_verbose, is_first)
    raise tokens.error('unknown extension ?' + c, len(c) + 1)


# --- Sequences ---

def skip_blank(tokens, token):
    """In a verbose pattern: white space and comments."""
    if token in BLANKS:
        return True
    if token != '#':
        return False
    while True:
        token = tokens.get()
        if token is None or token == '\n':
            return True


def parse_sequence(tokens, state, is_verbose, is_first=False):
    nodes = []
    while True:
        token = tokens.next
        if token is None or token in '|)':
            break
        tokens.advance()
        if is_verbose and skip_blank(tokens, token):
            continue
        if token[0] == '\\':
            nodes.append(escape_node(tokens, token, state))
        elif token not in SPECIAL:
            nodes.append(('lit', ord(token)))
        elif token == '[':
            nodes.append(parse_set(tokens))
        elif token in REPEATS:
            parse_repeat(tokens, token, nodes)
        elif token == '.':
            nodes.append(('any',))
        elif token == '(':
            node = parse_group(tokens, state, is_verbose, is_first and not nodes)
            if node is not None:
                nodes.append(node)
        else:
            nodes.append(('at', token))
    return nodes[0] if len(nodes) == 1 else ('seq', tuple(nodes))


def parse_alternatives(tokens, state, is_verbose, is_first=False):
    branches = []
    while True:
        branches.append(parse_sequence(tokens, state, is_verbose, is_first and not branches))
        if not tokens.match('|'):
            return branches[0] if len(branches) == 1 else ('alt', tuple(branches))


def check_flags(source, flags):
    if isinstance(source, str):
        if flags & FLAG_LOCALE:
            raise ValueError('cannot use LOCALE flag with a str pattern')
        if flags & FLAG_ASCII and flags & FLAG_UNICODE:
            raise ValueError('ASCII and UNICODE flags are incompatible')
        return flags if flags & FLAG_ASCII else flags | FLAG_UNICODE
    if flags & FLAG_UNICODE:
        raise ValueError('cannot use UNICODE flag with a bytes pattern')
    if flags & FLAG_LOCALE and flags & FLAG_ASCII:
        raise ValueError('ASCII and LOCALE flags are incompatible')
    return flags


def parse(source, flags=0):
    """The tree of a pattern, and its State."""
    for is_verbose in (bool(flags & FLAG_VERBOSE), True):
        tokens = Tokens(source)
        state = State()
        state.flags = flags
        try:
            tree = parse_alternatives(tokens, state, is_verbose, True)
        except VerboseWanted:
            continue
        break
    state.flags = check_flags(source, state.flags)
    if tokens.next is not None:
        raise tokens.error('unbalanced parenthesis')
    for number, place in state.conditions.items():
        if number >= state.n_groups:
            raise error('invalid group reference %d' % number, tokens.source, place)
    return tree, state


# --- Templates of sub() ---

def template_group(tokens, pattern):
    """\\g<name or number>."""
    if not tokens.match('<'):
        raise tokens.error('missing <')
    name = tokens.get_until('>', 'group name')
    if name.isidentifier():
        tokens.check_group_name(name, 1)
        try:
            return pattern.groupindex[name]
        except KeyError:
            raise IndexError('unknown group name %r' % name) from None
    number = group_number(tokens, name)
    if number >= MAXGROUPS or number > pattern.groups:
        raise tokens.error('invalid group reference %d' % number, len(name) + 1)
    tokens.check_group_number(name)
    return number


def template_digits(tokens, token, pattern):
    """\\1 to \\99: a group's number; or three octal digits: a character."""
    if tokens.next in DIGITS:
        token += tokens.get()
        if token[1] in OCTAL and token[2] in OCTAL and tokens.next in OCTAL:
            return chr(check_octal(tokens, token + tokens.get()))
    number = int(token[1:])
    if number > pattern.groups:
        raise tokens.error('invalid group reference %d' % number, len(token) - 1)
    return number


def template_escape(tokens, token, pattern):
    """Text, or the number of a group."""
    c = token[1]
    if c == 'g':
        return template_group(tokens, pattern)
    if c == '0':
        return chr(int((token + tokens.get_while(2, OCTAL))[1:], 8) & 0xff)
    if c in DIGITS:
        return template_digits(tokens, token, pattern)
    if c in ESCAPES:
        return chr(ESCAPES[c])
    if c in LETTERS:
        raise tokens.error('bad escape ' + token, len(token))
    return token


def parse_template(source, pattern):
    """A list of texts and group numbers in turn: text, number, text, ..., text."""
    tokens = Tokens(source)
    parts, text = [], []

    def finish():
        joined = ''.join(text)
        parts.append(joined if tokens.is_text else joined.encode('latin-1'))
        text.clear()

    while True:
        token = tokens.get()
        if token is None:
            break
        meaning = template_escape(tokens, token, pattern) if token[0] == '\\' else token
        if isinstance(meaning, int):
            finish()
            parts.append(meaning)
        else:
            text.append(meaning)
    finish()
    return parts
