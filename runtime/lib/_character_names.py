"""Characters by name, for escapes `\\N{...}` that are not in source text: the compiler knows the names."""


def lookup(name):
    """The character; KeyError."""
    if not all(c.isalnum() or c in ' -' for c in name):
        raise KeyError(name)
    try:
        return eval("'\\N{" + name + "}'")
    except SyntaxError:
        raise KeyError(name) from None
