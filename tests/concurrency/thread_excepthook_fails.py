"""What threading.excepthook itself raises is reported alone, without the exception that it was to report."""
import sys
import threading


def start(function):
    thread = threading.Thread(target=function, name='worker')
    thread.start()
    thread.join()


def fail():
    raise ValueError('in a thread')


def bad_hook(args):
    raise KeyError('in the hook')


def last_hook(kind, error, traceback):
    print('sys.excepthook:', kind.__name__, error, error.__suppress_context__, type(error.__context__).__name__)


class Lines:
    def write(self, text):
        if text.startswith('Exception in'):
            print('stderr:', *text.split()[:3])

    def flush(self):
        pass


sys.stderr = Lines()
sys.excepthook, saved = last_hook, sys.excepthook
threading.excepthook = bad_hook
start(fail)
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=fail, name='worker')
threading.excepthook = None
thread.start()
thread.join()
threading.excepthook = threading.__excepthook__
thread = threading.Thread(target=fail)
threading.excepthook = bad_hook
sys.stderr = None
thread.start()
thread.join()
print('end')
