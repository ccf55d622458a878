"""What the module warnings of the library stands on: its filters and the two functions that issue a warning.

Warnings that C code issues before warnings is imported follow the same defaults (runtime/warning.c).
"""

import sys

# (action, message, category, module, line); the first that matches decides.
filters = [
    ('default', None, DeprecationWarning, '__main__', 0),
    ('ignore', None, DeprecationWarning, None, 0),
    ('ignore', None, PendingDeprecationWarning, None, 0),
    ('ignore', None, ImportWarning, None, 0),
    ('ignore', None, ResourceWarning, None, 0),
]
_defaultaction = 'default'
_onceregistry = {}
_version = 1


def _filters_mutated():
    global _version
    _version += 1


def _is_internal(frame):
    filename = frame.f_code.co_filename
    return 'importlib' in filename and '_bootstrap' in filename


def _caller(stacklevel):
    """The frame that a warning is about; None: there are not so many."""
    try:
        frame = sys._getframe(2)
    except ValueError:
        return None
    if stacklevel <= 0 or _is_internal(frame):
        for _ in range(stacklevel - 1):
            frame = frame and frame.f_back
        return frame
    for _ in range(stacklevel - 1):
        frame = frame.f_back
        while frame is not None and _is_internal(frame):
            frame = frame.f_back
        if frame is None:
            return None
    return frame


def warn(message, category=None, stacklevel=1, source=None):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if isinstance(message, Warning):
        category = type(message)
    elif category is None:
        category = UserWarning
    if not isinstance(category, type) or not issubclass(category, Warning):
        raise TypeError(f"category must be a Warning subclass, not '{type(category).__name__}'")
    frame = _caller(stacklevel)
    if frame is None:
        namespace, filename, line = sys.__dict__, 'sys', 1
    else:
        namespace, filename, line = frame.f_globals, frame.f_code.co_filename, frame.f_lineno
    registry = namespace.setdefault('__warningregistry__', {})
    _issue(message, category, filename, line, namespace.get('__name__', '<string>'), registry, source)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    """Issue a warning, or maybe ignore it or raise an exception."""
    if module is None:
        module = filename[:-3] if filename.endswith('.py') else filename or '<unknown>'
    if module_globals and not isinstance(module_globals, dict):
        raise TypeError(f"module_globals must be a dict, not '{type(module_globals).__name__}'")
    if registry is not None and not isinstance(registry, dict):
        raise TypeError("'registry' must be a dict or None")
    if module_globals:
        import linecache
        linecache.getlines(filename, module_globals)
    _issue(message, category, filename, lineno, module, {} if registry is None else registry, source)


def _action(text, category, module, line):
    warnings = sys.modules.get('warnings')
    for entry in filters if warnings is None else warnings.filters:
        action, message, wanted, name, at = entry
        if (at == 0 or at == line) and issubclass(category, wanted) and _matches(message, text) and \
                _matches(name, module):
            return action
    return _defaultaction if warnings is None else warnings.defaultaction


def _matches(pattern, text):
    """A filter's part: None, a str to be equal to, or a compiled pattern."""
    return pattern is None or (pattern == text if isinstance(pattern, str) else pattern.match(text) is not None)


def _already(registry, key):
    """Notes the key; was it noted before?"""
    if registry.get(key):
        return True
    registry[key] = True
    return False


def _issue(message, category, filename, line, module, registry, source):
    if registry.get('version', 0) != _version:
        registry.clear()
        registry['version'] = _version
    if isinstance(message, Warning):
        text, category = str(message), type(message)
    else:
        text = message
        message = category(message)
    key = (text, category, line)
    if registry.get(key):
        return
    action = _action(text, category, module, line)
    if action == 'ignore':
        return
    if action == 'error':
        raise message
    if action == 'once':
        once = getattr(sys.modules.get('warnings'), 'onceregistry', _onceregistry)
        registry[key] = True
        seen = _already(once, (text, category))
    elif action == 'module':
        registry[key] = True
        seen = _already(registry, (text, category, 0))
    elif action in ('default', 'always'):
        seen = action == 'default' and _already(registry, key)
    else:
        raise RuntimeError(f'Unrecognized action ({action!r}) in warnings.filters:\n {filters!r}')
    if not seen:
        import warnings
        warnings._showwarnmsg(warnings.WarningMessage(message, category, filename, line, source=source))
