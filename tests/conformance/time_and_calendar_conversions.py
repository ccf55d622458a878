# time: struct_time, strftime, strptime and mktime in UTC.
import os, time
os.environ['TZ'] = 'UTC'
time.tzset()
t = time.gmtime(86400 * 365 + 3661)
CASES = [
    't',
    't.tm_year, t[0], t.tm_yday, t.tm_zone, t.tm_gmtoff, len(t), t[:3]',
    "time.strftime('%Y-%m-%d %H:%M:%S', t)",
    "time.strftime('%a %A %b %B %d %j %U %w %W %y %p %I %%', t)",
    "time.strftime('%x %X %c', t)",
    'time.asctime(t)',
    'time.ctime(0)',
    'time.mktime(t)',
    "time.strptime('2020-02-29 12:30', '%Y-%m-%d %H:%M')",
    "time.strptime('1 Jan 99', '%d %b %y')",
    "time.strptime('bad', '%Y')",
    "time.strptime('2020 x', '%Y')",
    'time.gmtime(0)',
    'time.gmtime(-1)',
    'time.gmtime(1e12)',
    'time.gmtime(1e30)',
    "time.gmtime('a')",
    'time.localtime(0) == time.gmtime(0)',
    "time.strftime('%Y', (2020, 1, 1, 0, 0, 0, 0, 1, 0))",
    "time.strftime('%Y', (2020, 13, 1, 0, 0, 0, 0, 1, 0))",
    "time.strftime('%Y', 5)",
    "time.strftime('')",
    "time.strftime('é %Y', t)",
    'time.asctime((2020, 1, 1))',
    'time.struct_time(range(9))',
    'time.struct_time([1])',
    'time.struct_time(range(9)).tm_sec',
    'time.struct_time(range(11)).tm_zone',
    'time.tzname[0], time.timezone, time.daylight, time.altzone',
    'time.sleep(-1)',
    "time.sleep('a')",
    'time.sleep(0)',
    "time.get_clock_info('monotonic').monotonic, time.get_clock_info('time').adjustable",
    "time.get_clock_info('nope')",
    'time.time_ns() > 10 ** 18, time.monotonic() <= time.monotonic(), type(time.perf_counter_ns()).__name__',
    'time.clock_gettime(time.CLOCK_REALTIME) > 0',
    'time.mktime((1, 2))',
    't == tuple(t), hash(t) == hash(tuple(t))',
    't < time.gmtime()',
]
for source in CASES:
    try:
        print(source, '=', ascii(eval(source)))
    except Exception as e:
        print(source, '->', type(e).__name__, ascii(str(e)))
