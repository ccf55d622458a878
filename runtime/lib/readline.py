"""The module readline, on a line editor that is not GNU's: history, completion, hooks."""

import os as _os

import _line_editor

_history = []
_history_length = -1
_auto_history = True
_completer = None
_delimiters = ' \t\n`~!@#$%^&*()-=+[{]}\\|;:\'",<>/?'
_display_hook = None
_startup_hook = None
_pre_input_hook = None
_span = (0, 0)  # of the word that is being completed
_line = ''
_listed = None  # the line that a Tab had no progress on: the next one lists

backend = 'editline'


# --- History ---

def _fill_editor():
    _line_editor.clear_history()
    for line in _history:
        _line_editor.add_history(line)


def add_history(string, /):
    """Add an item to the history buffer."""
    _history.append(string)
    _line_editor.add_history(string)


def clear_history():
    """Clear the current readline history."""
    _history.clear()
    _line_editor.clear_history()


def get_current_history_length():
    """Return the current (not the maximum) length of history."""
    return len(_history)


def get_history_item(index, /):
    """Return the current contents of history item at one-based index."""
    return _history[index - 1] if 1 <= index <= len(_history) else None


def remove_history_item(pos, /):
    """Remove history item given by its zero-based position."""
    if pos < 0:
        raise ValueError('History index cannot be negative')
    if pos >= len(_history):
        raise ValueError(f'No history item at position {pos}')
    del _history[pos]
    _fill_editor()


def replace_history_item(pos, line, /):
    """Replace history item given by its position with contents of line."""
    if pos < 0:
        raise ValueError('History index cannot be negative')
    if pos >= len(_history):
        raise ValueError(f'No history item at position {pos}')
    _history[pos] = line
    _fill_editor()


def get_history_length():
    """Return the maximum number of lines that will be written to the history file."""
    return _history_length


def set_history_length(length, /):
    """Set the maximal number of lines which will be written to the history file.

    A negative length is used to inhibit history truncation.
    """
    global _history_length
    _history_length = length


def set_auto_history(enabled, /):
    """Enables or disables automatic history."""
    global _auto_history
    _auto_history = bool(enabled)


def _history_path(filename):
    return _os.path.expanduser('~/.history') if filename is None else filename


def read_history_file(filename=None, /):
    """Load a readline history file.

    The default filename is ~/.history.
    """
    with open(_history_path(filename), encoding='utf-8', errors='surrogateescape') as file:
        for line in file:
            add_history(line.rstrip('\n'))


def _write(filename, mode, lines):
    with open(_history_path(filename), mode, encoding='utf-8', errors='surrogateescape') as file:
        file.writelines(line + '\n' for line in lines)


def write_history_file(filename=None, /):
    """Save a readline history file.

    The default filename is ~/.history.
    """
    _write(filename, 'w', _history if _history_length < 0 else _history[len(_history) - _history_length:])


def append_history_file(nelements, filename=None, /):
    """Append the last nelements items of the history list to file.

    The default filename is ~/.history.
    """
    _write(filename, 'a', _history[-nelements:] if nelements > 0 else [])


# --- Completion ---

def set_completer(function=None, /):
    """Set or remove the completer function.

    The function is called as function(text, state), for state in 0, 1, 2, ..., until it returns a non-string value.
    """
    global _completer
    _completer = function


def get_completer():
    """Get the current completer function."""
    return _completer


def set_completer_delims(string, /):
    """Set the word delimiters for completion."""
    global _delimiters
    _delimiters = string


def get_completer_delims():
    """Get the word delimiters for completion."""
    return _delimiters


def set_completion_display_matches_hook(function=None, /):
    """Set or remove the completion display function.

    The function is called as function(substitution, [matches], longest_match_length).
    """
    global _display_hook
    _display_hook = function


def get_completion_type():
    """Get the type of completion being attempted."""
    return ord('\t')


def get_begidx():
    """Get the beginning index of the completion scope."""
    return _span[0]


def get_endidx():
    """Get the ending index of the completion scope."""
    return _span[1]


def get_line_buffer():
    """Return the current contents of the line buffer."""
    return _line


def insert_text(string, /):
    """Insert text into the line buffer at the cursor position."""
    _line_editor.insert(string)


def _columns(words):
    """Words below one another, as many columns as fit the terminal."""
    try:
        width = _os.get_terminal_size().columns
    except OSError:
        width = 80
    words = sorted(words)
    room = max(map(len, words)) + 2
    n_columns = max(1, width // room)
    n_rows = -(-len(words) // n_columns)
    return '\n'.join(''.join(word.ljust(room) for word in words[row::n_rows]).rstrip() for row in range(n_rows))


def _matches(text):
    matches = []
    while isinstance(match := _completer(text, len(matches)), str):
        matches.append(match)
    return matches


def _complete(line):
    """On Tab: (characters to take away, text to put there, what to list)."""
    global _span, _line, _listed
    if _completer is None:
        return 0, '\t', None
    start = max(line.rfind(c) for c in _delimiters) + 1 if _delimiters else 0
    text = line[start:]
    _span, _line = (start, len(line)), line
    matches = _matches(text)
    if not matches:
        return None
    common = _os.path.commonprefix(matches)
    listing = None
    if len(matches) > 1 and common == text:
        if _listed == line and _display_hook is None:
            listing = _columns(dict.fromkeys(match.rpartition('.')[2] or match for match in matches))
        elif _listed == line:
            _display_hook(text, matches, max(map(len, matches)))
        _listed = line
    if not common.startswith(text):  # a completer may mend what has been typed
        return (len(text), common, listing) if len(matches) == 1 else (0, '', listing)
    return 0, common[len(text):], listing


# --- Hooks ---

def set_startup_hook(function=None, /):
    """Set or remove the function that is called before the prompt is printed."""
    global _startup_hook
    _startup_hook = function


def set_pre_input_hook(function=None, /):
    """Set or remove the function that is called before the first character is read."""
    global _pre_input_hook
    _pre_input_hook = function


def _start():
    global _listed
    _listed = None
    for hook in _startup_hook, _pre_input_hook:
        if hook is not None:
            hook()


def _receive(line):
    if _auto_history and line and (not _history or _history[-1] != line):
        add_history(line)


def parse_and_bind(string, /):
    """Execute the init line provided in the string argument. Keys are bound in ~/.editrc here: has no effect."""


def read_init_file(filename=None, /):
    """Execute a readline initialization file. Has no effect."""


def redisplay():
    """Change what's displayed on the screen to reflect contents of the line buffer: done after each hook."""


_line_editor.set_hooks(_complete, _start, _receive)
