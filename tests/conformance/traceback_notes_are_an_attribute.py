# __notes__ is an attribute like any other: in __dict__, kept by __reduce__, found on the class.
e = ValueError('a')
print(hasattr(e, '__notes__'), e.__dict__)
e.add_note('x')
print(e.__dict__, e.__notes__, vars(e))
e.__notes__ = 5
print(e.__notes__)
for note in (5, 'a'):
    try:
        e.add_note(note)
    except TypeError as error:
        print(error)
del e.__notes__
print(hasattr(e, '__notes__'))
try:
    e.__notes__
except AttributeError as error:
    print(error)


class E(Exception):
    __notes__ = ('class',)


print(E.__notes__, E().__notes__)
e = ValueError(1)
e.add_note('n')
e.foo = 3
print(e.__reduce__(), e.__dict__)
raise E('with the notes of its class')
