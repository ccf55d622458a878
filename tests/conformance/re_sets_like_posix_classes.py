# A set whose members are between colons, dots or equals signs is a set like any other.
import re
import warnings

warnings.simplefilter('ignore')
for pattern in '[:alpha:]', '[^:alpha:]', '[=x=]', '[.x.]', '[:a]', '[a:]', '[[:alpha:]]', '[[=x=]]', '[::]', '[:]', '[==]+':
    print(pattern, re.findall(pattern, 'a:lph[.x=]b]'))
