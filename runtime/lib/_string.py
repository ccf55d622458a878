"""The pieces of a format string, for string.Formatter: what str.format() does with it, step by step."""


def _check(v):
    if not isinstance(v, str):
        raise TypeError('expected str, got ' + type(v).__name__)


def _literal(text, i):
    """The text up to a field or a doubled brace: (literal, where it ends, whether a field follows)."""
    start = i
    while i < len(text):
        c = text[i]
        i += 1
        if c not in '{}':
            continue
        if text[i:i + 1] == c:
            return text[start:i], i + 1, False
        if c == '}' or i == len(text):
            raise ValueError(f"Single '{c}' encountered in format string")
        return text[start:i - 1], i, True
    return text[start:], i, False


def _spec(text, i):
    depth, start = 1, i
    while i < len(text):
        if text[i] == '{':
            depth += 1
        elif text[i] == '}':
            depth -= 1
            if not depth:
                return text[start:i], i + 1
        i += 1
    raise ValueError("unmatched '{' in format spec")


def _conversion(text, i):
    if i >= len(text):
        raise ValueError('end of string while looking for conversion specifier')
    if i + 1 >= len(text):
        raise ValueError("unmatched '{' in format spec")
    conversion, c = text[i], text[i + 1]
    if c == '}':
        return conversion, '', i + 2
    if c != ':':
        raise ValueError("expected ':' after conversion specifier")
    return (conversion, *_spec(text, i + 2))


def _field(text, i):
    """What stands between braces: (name, spec, conversion, where it ends)."""
    start, in_brackets = i, False
    while i < len(text):
        c = text[i]
        if c == '{' and not in_brackets:
            raise ValueError("unexpected '{' in field name")
        in_brackets = c == '[' or in_brackets and c != ']'
        if not in_brackets and c in '}:!':
            name = text[start:i]
            if c == '}':
                return name, '', None, i + 1
            if c == ':':
                spec, end = _spec(text, i + 1)
                return name, spec, None, end
            conversion, spec, end = _conversion(text, i + 1)
            return name, spec, conversion, end
        i += 1
    raise ValueError("expected '}' before end of string")


def _parse(text):
    i = 0
    while i < len(text):
        literal, i, has_field = _literal(text, i)
        if has_field:
            name, spec, conversion, i = _field(text, i)
            yield literal, name, spec, conversion
        else:
            yield literal, None, None, None


def formatter_parser(text):
    """An iterator over (literal text, field name, format spec, conversion)."""
    _check(text)
    return _parse(text)


def _key(part):
    """A part of a field name: a number if all of it is one."""
    if not part.isdecimal():
        return part
    number = int(part)
    if number >= 2 ** 63:
        raise ValueError('Too many decimal digits in format string')
    return number


def _rest(name, i):
    while i < len(name):
        c = name[i]
        i += 1
        if c == '.':
            end = min((p for p in (name.find('.', i), name.find('[', i)) if p >= 0), default=len(name))
            part = name[i:end]
            i = end
        elif c == '[':
            end = name.find(']', i)
            if end < 0:
                raise ValueError("Missing ']' in format string")
            part = name[i:end]
            i = end + 1
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not part:
            raise ValueError('Empty attribute in format string')
        yield (True, part) if c == '.' else (False, _key(part))


def formatter_field_name_split(name):
    """The first part of a field name, and an iterator over (is an attribute, key)."""
    _check(name)
    end = min((p for p in (name.find('.'), name.find('[')) if p >= 0), default=len(name))
    return _key(name[:end]), _rest(name, end)
