# StringIO and BytesIO: what one call writes stands in one piece.
import io

from _trial import THREADS, attack, each

text, data = io.StringIO(), io.BytesIO()


def writer(k):
    def write(i):
        text.write('%d' % k * 10)
        data.write(b'%d' % k * 10)
    return write


attack(*each(writer), rounds=400)
for content in text.getvalue(), data.getvalue().decode():
    pieces = [content[n:n + 10] for n in range(0, len(content), 10)]
    print(len(pieces), sorted(set(pieces)) == ['%d' % k * 10 for k in range(THREADS)])
