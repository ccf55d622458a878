"""Numbers of signals as enums, masks, waiting for blocked signals."""
import os
import signal


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


print(repr(signal.SIGTERM), signal.SIGTERM, signal.Signals(9).name, signal.Handlers.SIG_IGN == 1, repr(signal.SIG_BLOCK))
print(repr(signal.signal(signal.SIGUSR1, signal.SIG_IGN)), repr(signal.getsignal(signal.SIGUSR1)), attempt(signal.Signals, 999))
print(repr(signal.signal(signal.SIGUSR1, lambda number, frame: print('handled', repr(number)))))
signal.raise_signal(signal.SIGUSR1)
print(signal.strsignal(signal.SIGKILL), signal.SIGINT in signal.valid_signals(), signal.default_int_handler is signal.getsignal(signal.SIGINT))

print(signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1, signal.SIGUSR2]) == set(), signal.sigpending())
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending(), repr(signal.sigwait([signal.SIGUSR1])), signal.sigpending())
os.kill(os.getpid(), signal.SIGUSR2)
info = signal.sigwaitinfo({signal.SIGUSR2, signal.SIGUSR1})
print(info.si_signo, info.si_code, info.si_pid == os.getpid(), info.si_uid == os.getuid(), len(info), type(info), info.__match_args__)
print(signal.sigtimedwait([signal.SIGUSR1], 0.01), attempt(signal.sigtimedwait, [signal.SIGUSR1], -1), attempt(signal.sigtimedwait, [10], 'x'))
os.kill(os.getpid(), signal.SIGUSR1)
print(sorted(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])))
for wrong in 5, [0], ['x'], [65]:
    print(attempt(signal.sigwait, wrong), attempt(signal.pthread_sigmask, signal.SIG_BLOCK, wrong))
print(attempt(signal.pthread_sigmask, 99, []), attempt(signal.signal, 0, signal.SIG_DFL), attempt(signal.signal, signal.SIGUSR1, 5))
