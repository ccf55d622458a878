"""subprocess: output, input, errors of the child before and after exec, descriptors, what preexec_fn does."""
import os
import signal
import subprocess
import sys


def attempt(function, *args, **options):
    try:
        return function(*args, **options)
    except Exception as e:
        return type(e).__name__, str(e)


print(subprocess.run(['echo', 'hi'], capture_output=True, text=True))
print(subprocess.check_output('echo $X; echo err >&2', shell=True, env={'X': 'why'}, stderr=subprocess.STDOUT))
print(attempt(subprocess.run, ['/nonexistent/program']))
print(attempt(subprocess.run, ['true'], cwd='/nonexistent/folder'))
print(attempt(subprocess.run, ['/etc']), attempt(subprocess.run, []), attempt(subprocess.run, ['a\0b']))
print(attempt(subprocess.run, ['false'], check=True))
print(len(subprocess.run(['cat'], input=b'x' * 200000, capture_output=True).stdout))
print(attempt(subprocess.run, ['sleep', '3600'], timeout=0.1)[0])
print(subprocess.run(['sh', '-c', 'kill -9 $$']).returncode, subprocess.getstatusoutput('echo a; exit 3'))

tr = subprocess.Popen(['tr', 'a-z', 'A-Z'], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
print(tr.poll(), tr.communicate('hello'), tr.returncode, tr.args)
sleeper = subprocess.Popen(['sleep', '3600'])
sleeper.terminate()
print(sleeper.wait(), sleeper.poll())

print(subprocess.run(['sh', '-c', 'echo after'], preexec_fn=lambda: os.write(1, b'before\n'), stdout=subprocess.PIPE).stdout)
print(attempt(subprocess.run, ['true'], preexec_fn=lambda: 1 / 0))
reader, writer = os.pipe()
print(subprocess.run(['sh', '-c', f'echo x >&{writer}'], pass_fds=[writer]).returncode, os.read(reader, 10))
print(subprocess.run(['sh', '-c', f'echo x >&{writer}'], stderr=subprocess.DEVNULL).returncode != 0)
print(subprocess.run(['sh', '-c', 'umask; trap'], umask=0o77, stdout=subprocess.PIPE).stdout)
print(subprocess.run(['sh', '-c', 'ps -o sid= -p $$ >/dev/null; kill -PIPE $$']).returncode == -signal.SIGPIPE)
session = subprocess.Popen(['sleep', '3600'], start_new_session=True)
print(os.getsid(session.pid) == session.pid, os.getpgid(session.pid) == session.pid)
session.kill()
print(session.wait())
