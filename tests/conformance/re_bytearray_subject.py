# Regular expressions on what may change: groups are read when they are asked for, an iterator keeps it from being resized.
import re
from array import array

subject = bytearray(b'abcdefgh')
match = re.search(b'(b)(c.*)', subject)
subject[:] = b'xyzw'
print(match.group(1), match.group(2), match.groups(), match.span(), match[0], match.string)
del subject[:]
print(match.group(1), match.group())
view = memoryview(bytearray(b'some text'))
match = re.match(rb'\w+', view)
view[0] = ord('S')
print(match.group(), match.string is view)
print(re.findall(b'a.', array('B', b'abacad')), re.split(b',', memoryview(b'a,b')), re.sub(b'a', b'x', bytearray(b'aba')))

subject = bytearray(b'x-y')
found = re.finditer(rb'\w', subject)
print(next(found))
for change in lambda: subject.extend(b'z'), lambda: subject.pop(), lambda: subject.clear():
    try:
        change()
    except BufferError as error:
        print(error)
print([match.group() for match in found], subject.append(1), subject)
