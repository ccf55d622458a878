import sys
import threading

caught = []
threading.excepthook = lambda args: caught.append((args.exc_type.__name__, str(args.exc_value), args.exc_traceback is not None, args.thread.name))


def fail(n):
    raise ValueError(f"number {n}")


for n in range(3):
    t = threading.Thread(target=fail, args=(n,), name=f"T{n}")
    t.start()
    t.join()
print(caught)
t = threading.Thread(target=sys.exit, args=(5,))
t.start()
t.join()
print(len(caught), "SystemExit ends only its thread")
t = threading.Thread(target=lambda: 1 / 0, name="div")
t.start()
t.join()
print(caught[-1])
threading.excepthook = threading.__excepthook__


class Capture:
    text = ""

    def write(self, s):
        self.text += s

    def flush(self):
        pass


sys.stderr = Capture()
t = threading.Thread(target=fail, args=(9,), name="shown")
t.start()
t.join()
lines = sys.stderr.text.splitlines()
print(lines[0], lines[1], lines[-1], sep="\n")
