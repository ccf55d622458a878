# wait3, wait4, waitid; posix_spawn with its attributes.
import os
import signal


def child(status):
    pid = os.fork()
    if pid == 0:
        os._exit(status)
    return pid


pid = child(3)
got, status, usage = os.wait4(pid, 0)
print(got == pid, os.waitstatus_to_exitcode(status), type(usage), usage.ru_maxrss > 0)
pid = child(4)
got, status, usage = os.wait3(0)
print(got == pid, os.waitstatus_to_exitcode(status), len(usage))
pid = child(5)
result = os.waitid(os.P_PID, pid, os.WEXITED)
print(type(result), result.si_pid == pid, result.si_status, result.si_code == os.CLD_EXITED, result.si_signo == signal.SIGCHLD)
pid = child(6)
os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)
print(os.waitid(os.P_PID, pid, os.WEXITED).si_status)

r, w = os.pipe()
pid = os.posix_spawn('/bin/sh', ['sh', '-c', 'echo $GREETING; cat /dev/fd/7'], {'GREETING': 'hello'}, file_actions=[
    (os.POSIX_SPAWN_DUP2, w, 1), (os.POSIX_SPAWN_CLOSE, r), (os.POSIX_SPAWN_OPEN, 7, '/dev/null', os.O_RDONLY, 0)],
    setsigmask=[signal.SIGUSR1], setsigdef=[signal.SIGINT], resetids=0, setpgroup=0)
print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), os.read(r, 100))
pid = os.posix_spawnp('true', ('true',), os.environ)
print(os.waitpid(pid, 0)[1])
for arguments, options in (
        (('/nonexistent', ['x'], {}), {}), (('/bin/sh', [], {}), {}), (('/bin/sh', [''], {}), {}), (('/bin/sh', 'x', {}), {}),
        (('/bin/sh', ['sh'], 5), {}), (('/bin/sh', ['sh'], {}), {'file_actions': [()]}),
        (('/bin/sh', ['sh'], {}), {'file_actions': [(9,)]}), (('/bin/sh', ['sh'], {}), {'file_actions': [(0, 1)]}),
(('/bin/sh', ['sh'], {}), {'setsigmask': [-1]})):
    try:
        print(os.posix_spawn(*arguments, **options))
    except (OSError, TypeError, ValueError) as error:
        print(type(error).__name__, error)
