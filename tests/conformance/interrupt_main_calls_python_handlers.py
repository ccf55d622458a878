# Only what signal.signal() was given is called, whether the signal itself is blocked or somebody else's.
import _thread
import faulthandler
import signal
import threading

faulthandler.enable(open('/dev/null', 'w'))
_thread.interrupt_main(signal.SIGSEGV)      # faulthandler's, in C
_thread.interrupt_main(signal.SIGTERM)      # the system's
signal.signal(signal.SIGUSR2, signal.SIG_IGN)
_thread.interrupt_main(signal.SIGUSR2)

signal.signal(signal.SIGUSR1, lambda number, frame: print('handler of', signal.Signals(number).name))
_thread.interrupt_main(signal.SIGUSR1)
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
_thread.interrupt_main(signal.SIGUSR1)
print(signal.sigpending())

handled = threading.Event()
signal.signal(signal.SIGUSR1, lambda number, frame: (print('in', threading.current_thread().name), handled.set()))
thread = threading.Thread(target=_thread.interrupt_main, args=(signal.SIGUSR1,))
thread.start()
thread.join()
handled.wait()

for number in (0, -1, signal.NSIG, 'x'):
    try:
        _thread.interrupt_main(number)
    except (ValueError, TypeError) as error:
        print(type(error).__name__, error)
try:
    _thread.interrupt_main()
except KeyboardInterrupt:
    print('interrupted')
