# No room for another thread: an error, and the program goes on; the thread may be started later.
import _thread
import threading

before = threading.stack_size(1 << 47)
threads = [threading.Thread(target=print, args=('ran', i)) for i in range(3)]
for thread in threads:
    try:
        thread.start()
    except RuntimeError as error:
        print(error, thread.is_alive(), thread.ident, threading.active_count(), _thread._count())
try:
    _thread.start_new_thread(print, ('never',))
except RuntimeError as error:
    print(error)
try:
    threads[0].join()
except RuntimeError as error:
    print(error)
timer = threading.Timer(0, print, ['timer'])
try:
    timer.start()
except RuntimeError as error:
    print(error)
threading.stack_size(before)
for thread in [*threads, timer]:
    thread.start()
    thread.join()
print(threading.enumerate() == [threading.main_thread()])
