# Iterating a dict that changes: items that were stored, or the RuntimeError of CPython.
from _trial import attack, each

table = {n: n for n in range(50)}
messages = {'dictionary changed size during iteration', 'dictionary keys changed during iteration'}


def changer(k):
    def change(i):
        table[k, i] = (k, i)
        table.pop((k, i - 5), None)
    return change


def look():
    for view in table, table.keys(), table.values(), table.items(), reversed(table):
        try:
            for item in view:
                assert type(item) in (int, tuple)
        except RuntimeError as error:
            assert str(error) in messages, error
    try:
        assert not table.keys() & {'absent'}
        repr(table), table == {}, table | {}
    except RuntimeError as error:
        assert str(error) in messages, error


attack(*each(changer), rounds=400, watch=[look, look])
print(all(table[n] == n for n in range(50)))
