# Ignoring case, i, I, dotless and dotted I are one letter.
import re

letters = 'iI\u0130\u0131'
for a in letters:
    for b in letters + 'j':
        print(ascii(a), ascii(b), *(bool(re.match(p, b, re.I)) for p in (a, f'[{a}]', f'[^{a}]', f'[{a}-{a}x]')))
print(re.sub('\u0130', '-', 'xiI\u0130\u0131', flags=re.I))
print(re.findall('(?i:\u0130)|i', 'I\u0131i'), re.match('\u0130', 'i'), re.match('(?ia)\u0130', 'i'))
print(re.search('[\u0100-\u0200]', 'only i', re.I), re.search(r'[^\W\u0130]', 'I\u0131i', re.I))
