"""A fork while other threads are in the middle of imports: they do not go on in the child, which can import other modules."""
import os
import shutil
import sys
import tempfile
import threading

N_IMPORTERS = 4
FOLDER = tempfile.mkdtemp()
for number in range(N_IMPORTERS):
    with open(os.path.join(FOLDER, f'slow_{number}.py'), 'w') as file:
        file.write('import __main__\n__main__.begun.release()\n__main__.may_end.wait()\nresult = "whole"\n')
with open(os.path.join(FOLDER, 'quick.py'), 'w') as file:
    file.write('result = "whole"\n')
sys.path.insert(0, FOLDER)
begun, may_end = threading.Semaphore(0), threading.Event()


def child():
    import quick
    threads = [threading.Thread(target=__import__, args=('quick',)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return quick.result == 'whole' and threading.active_count() == 1


importers = [threading.Thread(target=__import__, args=(f'slow_{number}',)) for number in range(N_IMPORTERS)]
for importer in importers:
    importer.start()
    begun.acquire()
statuses = []
for _ in range(3):
    pid = os.fork()
    if pid == 0:
        os._exit(0 if child() else 1)
    statuses.append(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
print(statuses)
may_end.set()
for importer in importers:
    importer.join()
print([sys.modules[f'slow_{number}'].result for number in range(N_IMPORTERS)])
shutil.rmtree(FOLDER)
