# A parser serves one thread at a time: others are refused, and nothing is lost or corrupted.
import threading
from xml.parsers import expat

PART = '<b c="d">text</b>' * 20
N_THREADS, N_ROUNDS = 4, 200


def run():
    parser = expat.ParserCreate()
    parser.buffer_text = True
    started = []
    parser.StartElementHandler = lambda name, attributes: started.append(name)
    parser.CharacterDataHandler = lambda text: None
    parser.Parse('<a>')
    parsed, refused = [], []
    barrier = threading.Barrier(N_THREADS)

    def work():
        barrier.wait()
        for _ in range(N_ROUNDS):
            try:
                parser.Parse(PART)
                parsed.append(1)
            except ValueError:
                refused.append(1)
            try:
                parser.CurrentLineNumber, parser.buffer_used
                parser.EndElementHandler = None
            except ValueError:
                pass

    threads = [threading.Thread(target=work) for _ in range(N_THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    parser.Parse('</a>', True)
    return len(parsed) + len(refused) == N_THREADS * N_ROUNDS, len(started) == 1 + 20 * len(parsed)


print(run())
