# Becoming and starting other programs, with arguments and environments; popen both ways.
import os
import sys

env = {'GREETING': 'hi', b'BYTES': 'b', 'PATH': os.environ['PATH']}
show = 'echo "$GREETING $BYTES $0 $1"; exit 3'
print(os.spawnve(os.P_WAIT, '/bin/sh', ['sh', '-c', show, 'zero', 'one'], env),
      os.spawnlp(os.P_WAIT, 'sh', 'sh', '-c', 'exit 4'), os.spawnvpe(os.P_WAIT, 'sh', ['sh', '-c', 'exit 5'], env),
      os.spawnl(os.P_WAIT, '/bin/sh', 'sh', '-c', 'kill -9 $$'), os.spawnv(os.P_WAIT, '/no/such', ['x']), flush=True)
pid = os.spawnle(os.P_NOWAIT, '/bin/sh', 'sh', '-c', 'exit 6', env)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
for source in ('os.execve("/bin/sh", "args", {})', 'os.execve("/bin/sh", [], {})', 'os.execve("/bin/sh", [""], {})', 'os.execve("/bin/sh", ["x"], 5)',
               'os.execve("/bin/sh", ["x"], {"a=b": "c"})', 'os.execve("/bin/sh", ["x"], {"a": 5})', 'os.execve("/no/such", ["x"], {})', 'os.execve("/bin/sh", [5], {})',
               'os.execv("/bin/sh", ["a\\0b"])', 'os.execvp("no-such-program", ["x"])', 'os.spawnv(os.P_WAIT, "x", [])', 'os.spawnv(os.P_WAIT, "x", 5)', 'os.popen(5)', 'os.popen("x", "rw")'):
    try:
        eval(source)
    except Exception as e:
        print(source, '->', type(e).__name__, e)
with os.popen('echo from the shell; exit 2') as pipe:
    print(pipe.read(), end='')
print(pipe.close() if False else os.popen('exit 2').close(), os.popen('true').close(), [line for line in os.popen('echo a; echo b')], flush=True)
writing = os.popen('cat', 'w')
print(writing.write('to cat\n'), writing.close(), flush=True)
sys.stdout.flush()
os.execle('/bin/sh', 'sh', '-c', 'echo became "$GREETING"; exit 0', env)
