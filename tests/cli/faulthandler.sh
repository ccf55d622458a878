#!/usr/bin/env bash
# The module faulthandler: tracebacks of a process that crashes, gets a signal, or takes too long.
case ${BUILD-} in
*-address | *-thread | *-undefined)
    echo 'the sanitizers have handlers of their own'
    exit 77
    ;;
esac
. tests/cli/_run.sh
typed() {
    cat >"$TMPDIR/program.py"
    interpreter "$@" "$TMPDIR/program.py" >"$TMPDIR/output" 2>&1
    local status=$?
    sed -E "s#$TMPDIR#TMP#g; s/0x[0-9a-f]{16}/0xIDENT/; /^Extension modules/d; /_run.sh: line /d" "$TMPDIR/output"
    echo "status $status"
}
for crash in _sigsegv _sigabrt _sigfpe _read_null; do
    echo "--- $crash"
    typed -X faulthandler <<END
import faulthandler
def f(n):
    if n:
        return f(n - 1)
    faulthandler.$crash()
f(2)
END
done
echo '--- disabled'
typed <<'END'
import faulthandler
print(faulthandler.is_enabled())
faulthandler.enable()
print(faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable())
faulthandler._sigsegv()
END
echo '--- dump_traceback'
typed <<'END'
import faulthandler, sys, tempfile
exec(compile('def \xe4\u20ac\U0001f40d(): faulthandler.dump_traceback(all_threads=False)', 'na\nme"\xff\u0100', 'exec'))
def deep(n):
    deep(n - 1) if n else faulthandler.dump_traceback(sys.stdout, False)
ä€🐍()
with tempfile.TemporaryFile('w+') as file:
    faulthandler.dump_traceback(file)
    file.seek(0)
    print(file.read())
deep(97)
deep(99)
for wrong in [-1, 'x', None.__class__]:
    try:
        faulthandler.dump_traceback(wrong)
    except Exception as e:
        print(type(e).__name__)
sys.stderr = None
try:
    faulthandler.dump_traceback()
except RuntimeError as e:
    print(e)
END
echo '--- signals'
typed <<'END'
import faulthandler, os, signal, sys
def send(number):
    os.kill(os.getpid(), number)
faulthandler.register(signal.SIGUSR1, all_threads=False)
send(signal.SIGUSR1)
signal.signal(signal.SIGUSR2, lambda number, frame: print('handler', number, flush=True))
faulthandler.register(signal.SIGUSR2, all_threads=False, chain=True)
send(signal.SIGUSR2)
send(signal.SIGUSR2)
print(faulthandler.unregister(signal.SIGUSR2), faulthandler.unregister(signal.SIGUSR2), flush=True)
send(signal.SIGUSR2)
for number in signal.SIGSEGV, 0, 1000:
    try:
        faulthandler.register(number)
    except Exception as e:
        print(type(e).__name__, e)
END
echo '--- time limit'
typed <<'END'
# What a traceback may be taken of stands in one line, so that it tells the same whenever that is.
import _thread, faulthandler, os, time
reader, writer = os.pipe()
told = open(reader, 'rb')
faulthandler.dump_traceback_later(1000)
faulthandler.dump_traceback_later(0.05, file=writer); text = told.readline() + told.readline() + told.readline()
print(text.decode(), end='', flush=True)
in_time = False
while not in_time:
    silent, writer = os.pipe()
    begin = time.monotonic()
    faulthandler.dump_traceback_later(0.1, file=writer)
    faulthandler.cancel_dump_traceback_later()
    in_time = time.monotonic() - begin < 0.1
time.sleep(0.2)
os.set_blocking(silent, False)
try:
    print(os.read(silent, 100), flush=True)
except BlockingIOError:
    print('cancelled', flush=True)
for wrong in 0, -1, 1e30:
    try:
        faulthandler.dump_traceback_later(wrong)
    except Exception as e:
        print(type(e).__name__, e)
hold, started = _thread.allocate_lock(), []
hold.acquire()
def run(): started.append(1); hold.acquire()
_thread.start_new_thread(run, ())
while not started:
    time.sleep(0.01)
faulthandler.dump_traceback_later(0.05, exit=True); time.sleep(3600)
END
