"""Regular expressions: reading patterns, matching, substitution templates; of str and bytes."""

import re
import warnings

MOST_PATTERN, MOST_SUBJECT = 40, 24
warnings.simplefilter('ignore')


def use(pattern, subject, template):
    match = pattern.search(subject)
    if match is not None:
        match.groups(), match.groupdict(), match.span(), match.regs, match.lastgroup, repr(match)
        try:
            match.expand(template)
        except (re.error, IndexError):
            pass
    pattern.match(subject, 1), pattern.fullmatch(subject, 0, 5)
    pattern.findall(subject)
    pattern.split(subject, 3)
    try:
        pattern.sub(template, subject)
    except (re.error, IndexError):
        pass


def one_input(data):
    if len(data) < 3:
        return
    flags, n = data[0], data[1] % MOST_PATTERN
    parts = data[2:2 + n], data[2 + n:2 + n + MOST_SUBJECT], data[2 + n + MOST_SUBJECT:][:12]
    for kind in bytes, str:
        pattern, subject, template = parts if kind is bytes else (part.decode('utf-8', 'replace') for part in parts)
        try:
            compiled = re.compile(pattern, flags & (re.I | re.M | re.S | re.X | re.A if flags & 1 else re.I | re.M | re.S | re.X))
            use(compiled, subject, template)
        except (re.error, ValueError, OverflowError, RecursionError, MemoryError):
            pass  # of use(), too: only then does PCRE2 see the pattern, and have something against it
