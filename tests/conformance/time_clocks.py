"""The clocks of time by name and by number, strptime and tzset."""
import os
import time


def attempt(function, *args):
    try:
        return function(*args)
    except Exception as e:
        return type(e).__name__, str(e)


for name in 'time', 'monotonic', 'perf_counter', 'process_time', 'thread_time':
    print(name, time.get_clock_info(name))
print(attempt(time.get_clock_info, 'x'), attempt(time.get_clock_info, 1))
before = time.monotonic_ns()
print(before <= time.clock_gettime_ns(time.CLOCK_MONOTONIC) <= time.monotonic_ns())
before = time.time()
print(before <= time.clock_gettime(time.CLOCK_REALTIME) <= time.time(), time.clock_getres(time.CLOCK_MONOTONIC))
print(attempt(time.clock_gettime, 99), attempt(time.clock_getres, 'x'), attempt(time.clock_settime, time.CLOCK_MONOTONIC, 0))
print(time.strptime('2024-02-29 13:14:15', '%Y-%m-%d %H:%M:%S'), attempt(time.strptime, 'x', '%Y'))
for zone in 'UTC+5', 'EST+05EDT,M4.1.0,M10.5.0', 'UTC':
    os.environ['TZ'] = zone
    time.tzset()
    print(time.tzname, time.timezone, time.altzone, time.daylight, time.localtime(0)[:6])
