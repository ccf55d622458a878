"""staticmethod and classmethod carry the attributes of the function that they wrap."""


def function(x: int, y: 'text' = 2) -> str:
    """What it does."""


function.own = ['an attribute']

for kind in staticmethod, classmethod:
    wrapped = kind(function)
    print(kind.__name__, wrapped.__name__, wrapped.__qualname__, wrapped.__module__, wrapped.__doc__)
    print(wrapped.__annotations__, wrapped.__annotations__ is function.__annotations__)
    print(wrapped.__wrapped__ is function, getattr(wrapped, 'own', 'nothing'), sorted(vars(wrapped)))
    wrapped.other = 1
    print(wrapped.other, hasattr(function, 'other'))

