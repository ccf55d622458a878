# A file that is written and dropped has its contents when another program, a child or nobody but the disk comes after.
import multiprocessing
import os
import shutil
import subprocess
import sys
import tempfile

folder = tempfile.mkdtemp()


def path(name):
    return os.path.join(folder, name)


def write(name):
    open(path(name), 'w').write('text of ' + name)
    open(path(name) + '.bytes', 'wb').write(b'bytes')


def show(name):
    for each in name, name + '.bytes':
        with open(path(each)) as file:
            print(each, repr(file.read()), flush=True)


def fork(job):
    sys.stdout.flush()
    if (pid := os.fork()) == 0:
        job()
        sys.exit(0)
    os.waitpid(pid, 0)


def leave():
    write('left')
    os._exit(0)


def become():
    write('before')
    os.execv('/bin/cp', ['cp', path('before'), path('copy')])


write('read')
print(subprocess.run(['cat', path('read'), path('read.bytes')], capture_output=True).stdout)
write('counted')
os.system(f'wc -c < {path("counted")} > {path("size")}')
print(open(path('size')).read().strip())
write('spawned')
os.waitpid(os.posix_spawn('/bin/cp', ['cp', path('spawned'), path('other')], os.environ), 0)
print(open(path('other')).read())
write('forked')
fork(lambda: None)
show('forked')
fork(leave)
show('left')
fork(become)
print(open(path('copy')).read(), flush=True)
process = multiprocessing.get_context('fork').Process(target=write, args=('process',))
process.start()
process.join()
show('process')
shutil.rmtree(folder)
