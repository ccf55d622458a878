# str.count counts matches that do not overlap, within slice-like bounds.
s = 'abababa'
print(s.count('aba'), s.count('ab'), s.count(''), ''.count(''), s.count('a', 1), s.count('a', -3, -1), s.count('', 3, 3), s.count('', 9), s.count('x'))
print('éaéaé'.count('éa'), '\U0001f600\U0001f600'.count('\U0001f600'), 'aaa'.count('aa'), 'a\0b\0'.count('\0'))
for args in ((), (1,), ('a', 'b'), ('a', 1, 2, 3), ('a', 1.5)):
    try:
        print(s.count(*args))
    except TypeError as e:
        print(e)
