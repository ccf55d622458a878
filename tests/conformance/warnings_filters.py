"""warnings: filters, registries, stack levels, what is shown."""
import sys
import warnings

sys.stderr = sys.stdout


def attempt(f, *args, **keywords):
    try:
        return f(*args, **keywords)
    except Exception as e:
        return f'{type(e).__name__}: {e}'


def issue(n, level=1):
    for i in range(n):
        warnings.warn('from issue', UserWarning, level)

issue(3)
issue(1, 2)
issue(1, 2)
warnings.warn('deprecated here', DeprecationWarning)
warnings.warn('pending', PendingDeprecationWarning)
warnings.warn(RuntimeWarning('an instance'))
print(attempt(warnings.warn, 'x', int), attempt(warnings.warn, 'x', 5))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter('always')
    issue(2)
    warnings.warn_explicit('explicit', SyntaxWarning, 'file.py', 7, source='src')
    print([(w.category.__name__, str(w.message), w.lineno, w.source) for w in caught], caught[2].filename)
with warnings.catch_warnings():
    warnings.simplefilter('error')
    print(attempt(issue, 1), attempt(warnings.warn, 'boom', ResourceWarning))
    warnings.filterwarnings('ignore', message='.*quiet')
    issue_quiet = lambda: warnings.warn('very quiet one')
    print(attempt(issue_quiet))
    warnings.resetwarnings()
    warnings.filterwarnings('once', category=FutureWarning)
    for line in range(2):
        warnings.warn('only once', FutureWarning)
    warnings.warn('only once', FutureWarning)
    warnings.filterwarnings('module', category=BytesWarning)
    warnings.warn('by module', BytesWarning)
    warnings.warn('by module', BytesWarning)
    warnings.filters.insert(0, ('nonsense', None, Warning, None, 0))
    print(attempt(warnings.warn, 'x').split('\n')[0])
warnings.showwarning = lambda *args, **keywords: print('shown', args[0], args[1].__name__, args[3])
warnings.warn('by hook')
print(attempt(warnings.warn_explicit, 'a', UserWarning, 'f', 1, registry=5), attempt(warnings.simplefilter, 'bad') if 0 else '')
print(sorted(k if isinstance(k, str) else k[0] for k in __warningregistry__))
