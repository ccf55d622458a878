"""sub, subn, split and Scanner."""
import re
print(re.sub('x*', '-', 'abxd'), re.sub('x*', '-', 'abxd', 2), re.sub('b|(?=b)', '-', 'abab'), re.subn('(a)(b)?', r'[\2\1]', 'abac'))
print(re.sub('a', lambda m: m.group().upper() * 2, 'banana', count=2), re.sub('(?P<n>a)', r'<\g<n>\g<0>\g<1>0>', 'xa'))
print(re.sub('.', r'\n\t\\', 'a') == '\n\t\\', re.sub('a', '\\\\g<1>', 'a'), re.sub('a', 'é€', 'xa'), re.sub(b'a', rb'\g<0>\x5c\\', b'a') if 0 else '')
print(re.sub('(a)|b', r'(\1)', 'ab'), re.sub('$', '!', 'a\n'), re.sub('(?m)$', '!', 'a\nb\n'), re.sub('^', '> ', 'a'))
print(re.split('(-)|,', 'a-b,c'), re.split('x*', 'axbc'), re.split('(x*)', 'axbc'), re.split(r'\b', 'ab cd'), re.split('', 'ab'))
print(re.split('a', 'banana', 2), re.split('a', 'banana', maxsplit=-1), re.split(b'-', b'a-b'))
print(re.findall(r'(\w)(\d)?', 'a1b'), re.findall(b'[a-c]', b'abcd'), re.findall('', 'ab'), re.findall('a|', 'ba'))
print(re.sub('a', '', 'aaa') == '', re.sub('q', 'x', 'abc'), re.sub('[^a]', lambda m: None or '', 'abc'))


def number(scanner, text):
    return int(text)


scanner = re.Scanner([(r'[a-z_]\w*', lambda s, t: t), (r'\d+\.\d*', lambda s, t: float(t)), (r'\d+', number),
                      (r'=|\+|-|\*|/', lambda s, t: 'op' + t), (r'\s+', None)])
print(scanner.scan('sum = 3*foo + 312.50+bar'), scanner.scan('a ?b'))

import copy
import pickle
p = re.compile('(?i)a')
print(copy.copy(p) is p, copy.deepcopy(p) is p, pickle.loads(pickle.dumps(p)) == p)
m = p.match('A')
print(copy.copy(m) is m, copy.deepcopy(m) is m)
re.purge()
text = 'word ' * 2000
print(len(re.findall(r'\w+', text)), len(re.sub('o', '00', text)), re.fullmatch('(word )+', text).span(), re.match('(?:.|\n)*', text * 50).end())
print(re.search('(a+)+$', 'a' * 20 + 'b'))
