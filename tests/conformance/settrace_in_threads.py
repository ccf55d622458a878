# Tracing belongs to a thread; threading.settrace and setprofile are for those to come.
import sys
import threading

events = []


def trace(frame, event, argument):
    if frame.f_code.co_name == 'work':
        events.append((threading.current_thread().name, event))
    return trace


def profile(frame, event, argument):
    if frame.f_code.co_name == 'work':
        events.append((threading.current_thread().name, 'profile ' + event))


def work():
    x = sys.gettrace() is trace, sys.getprofile() is profile
    print(threading.current_thread().name, x)


def run(name):
    thread = threading.Thread(target=work, name=name)
    thread.start()
    thread.join()


run('plain')
sys.settrace(trace)
run('still plain')
sys.settrace(None)
threading.settrace(trace)
print(threading.gettrace() is trace, threading.getprofile())
run('traced')
threading.settrace(None)
threading.setprofile(profile)
print(threading.gettrace(), threading.getprofile() is profile)
run('profiled')
threading.setprofile(None)
run('plain again')
work()
print(*events, sep='\n')
