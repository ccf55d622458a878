# One compiled pattern, and one match, used by all threads.
import re

from _trial import attack, each

pattern = re.compile(r'(?P<word>[a-z]+)-(\d+)')
match = pattern.search('xx abc-123 yy')


def user(k):
    text = 'w%s-%d ' % ('x' * k, k) * 5

    def use(i):
        assert pattern.findall(text) == [('w' + 'x' * k if k else 'w', str(k))] * 5
        assert match.group('word') == 'abc' and match.span(2) == (7, 10)
        assert pattern.sub(r'\2', 'a-%d' % i) == str(i)
    return use


attack(*each(user), rounds=200)
print(match.groups())
