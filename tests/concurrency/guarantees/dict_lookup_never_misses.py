# A key that stays is found at every moment, by every way of looking, while the table grows and shrinks around it.
from _trial import attack, each

table = {'kept': 'value', 7: 'seven'}


def changer(k):
    def change(i):
        table[k, i] = i
        if i % 50 == 49:
            for n in range(i - 49, i + 1):
                del table[k, n]
    return change


def look():
    for _ in range(10):
        assert table['kept'] == 'value' and table.get(7) == 'seven'
        assert 'kept' in table and 7 in table.keys() and 'absent' not in table
        assert table.get('absent') is None
        assert len(table) >= 2


attack(*each(changer), watch=[look, look])
print(len(table))
