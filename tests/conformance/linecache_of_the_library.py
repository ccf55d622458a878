"""Tracebacks made by the module traceback show the lines of all frames, those of the library too."""
import concurrent.futures
import linecache
import threading
import traceback


def lines_of(error):
    return ['line' if frame.line else 'no line in ' + frame.name for frame in traceback.extract_tb(error.__traceback__)]


def catch(function, *arguments):
    try:
        function(*arguments)
    except Exception as error:
        print(set(lines_of(error)))


def hook(args):
    print(set(lines_of(args.exc_value)))


catch(threading.Thread().join)
catch(concurrent.futures.ThreadPoolExecutor, 0)
future = concurrent.futures.Future()
future.set_exception(ValueError())
catch(future.result)
threading.excepthook = hook
thread = threading.Thread(target=len)
thread.start()
thread.join()
file = threading.Thread.run.__code__.co_filename
line = threading.Thread.run.__code__.co_firstlineno
print(linecache.getline(file, line).split()[:2], linecache.getline(file, 10 ** 6) == '')
linecache.checkcache()
print(linecache.getline(file, line).split()[:2])
print([linecache.getlines(name) for name in ('<string>', '<hasp>/no/such.py', '<hasp>/', '<hasp>', '')])
