# An exception while a thread's end is being looked at (Ctrl-C in join(), say) leaves that thread for others to wait for.
import sys
import threading


class Stop(Exception):
    pass


def stopping_at(n):
    """A profile function that raises at the n-th event in there."""
    def profile(frame, event, argument):
        nonlocal n
        n -= frame.f_code is threading.Thread._wait_for_tstate_lock.__code__
        if n == 0:
            sys.setprofile(None)
            raise Stop
    return profile


def interrupted(call, n):
    """Was the call still under way at the n-th event?"""
    sys.setprofile(stopping_at(n))
    try:
        call()
    except Stop:
        return True
    finally:
        sys.setprofile(None)
    return False


for name in 'join', 'is_alive':
    n = 0
    goes_on = True
    while goes_on:
        n += 1
        gate = threading.Event()
        thread = threading.Thread(target=gate.wait)
        thread.start()
        gate.set()
        while thread._tstate_lock.locked():     # it has ended, which nobody has noticed
            gate.wait(0)
        goes_on = interrupted(getattr(thread, name), n)
        other = threading.Thread(target=thread.join)
        other.start()
        other.join()
        if thread.is_alive():
            print(name, 'cut at event', n, 'leaves the thread alive')
    print(name, 'was cut', n > 2)
