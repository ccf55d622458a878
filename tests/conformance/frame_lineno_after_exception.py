"""frame.f_lineno of a frame that an exception has left: the line that raised it, whatever cleaned up behind it."""


def lines_of(function):
    try:
        function()
    except Exception as error:
        entry = error.__traceback__.tb_next
    first = entry.tb_frame.f_code.co_firstlineno
    return entry.tb_frame.f_lineno - first, entry.tb_lineno - first


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *details):
        return None


def no_clause_matches():
    try:
        int('x')
    except TypeError:
        pass
    except (KeyError,
            IndexError) as error:
        print(error)


def raise_in_clause():
    try:
        int('x')
    except ValueError:
        [][0]
        print('not reached')


def raise_in_named_clause():
    try:
        int('x')
    except ValueError as error:
        [][0]
        print('not reached')


def raise_again():
    try:
        int('x')
    except ValueError as error:
        print('handling')
        raise
    finally:
        print('finally')


def raise_in_finally():
    try:
        int('x')
    finally:
        [][0]
        print('not reached')


def with_block():
    with Manager():
        int('x')
        print('not reached')


def nested():
    with Manager(), Manager():
        try:
            with Manager():
                int('x')
        except TypeError as error:
            pass
        print('not reached')


def in_generator():
    def generate():
        with Manager():
            try:
                yield 1
                int('x')
            except KeyError as error:
                pass
            print('not reached')
    iterator = generate()
    next(iterator)
    next(iterator)


for function in (no_clause_matches, raise_in_clause, raise_in_named_clause, raise_again, raise_in_finally, with_block, nested,
                 in_generator):
    print(function.__name__, *lines_of(function))
