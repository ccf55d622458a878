# doctest runs examples, those that print, raise and continue, and tells what fails.
import doctest


def good(x):
    """
    >>> good(2)
    4
    >>> for i in range(2):
    ...     print(i)
    0
    1
    >>> good(None)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for *: 'int' and 'NoneType'
    >>> good([1])   # doctest: +ELLIPSIS
    [1,...]
    """
    return 2 * x


def wrong():
    """
    >>> wrong()
    2
    """
    return 1


print(doctest.run_docstring_examples(good, globals()))
results = doctest.DocTestRunner(verbose=False)
for test in doctest.DocTestFinder().find(wrong, 'wrong', globs=globals()):
    test.filename, test.lineno = 'file.py', 0
    print(results.run(test))
