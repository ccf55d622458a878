"""What an interactive prompt on a terminal has besides its line editor: completion of names, and a history that stays."""

import readline

_completer = None


def complete(text, state):
    """The completer of the library, which is imported when Tab is first pressed."""
    global _completer
    if _completer is None:
        import rlcompleter
        readline.set_completer(complete)
        _completer = rlcompleter.Completer()
    return _completer.complete(text, state)


def _keep_history(path):
    try:
        readline.write_history_file(path)
    except OSError:
        pass


def register():
    """sys.__interactivehook__"""
    import atexit
    import os
    if readline.get_completer() is None:
        readline.set_completer(complete)
    if readline.get_current_history_length() == 0:  # else a start-up file has read another one
        path = os.path.join(os.path.expanduser('~'), '.python_history')
        try:
            readline.read_history_file(path)
        except OSError:
            pass
        atexit.register(_keep_history, path)
