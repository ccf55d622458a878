# What the system is configured to, and how processes are scheduled.
import os

print(os.sysconf('SC_PAGESIZE') == os.sysconf(os.sysconf_names['SC_PAGE_SIZE']) > 0)
print(os.pathconf('/', 'PC_NAME_MAX'), os.fpathconf(0, os.pathconf_names['PC_PIPE_BUF']) > 0)
print(os.confstr('CS_PATH'), len(os.sysconf_names), len(os.confstr_names), len(os.pathconf_names))
for wrong in ((os.sysconf, 'SC_NOTHING'), (os.confstr, 1.5), (os.pathconf, '/nonexistent', 'PC_NAME_MAX'), (os.fpathconf, -1, 0)):
    try:
        print(wrong[0](*wrong[1:]))
    except (TypeError, ValueError, OSError) as error:
        print(type(error).__name__, error)
print(os.sched_getscheduler(0) == os.SCHED_OTHER, os.sched_getparam(0), os.sched_param(sched_priority=2))
print(os.sched_get_priority_min(os.SCHED_FIFO), os.sched_get_priority_max(os.SCHED_FIFO))
try:
    os.sched_setparam(0, 5)
except TypeError as error:
    print(error)
print(os.getpriority(os.PRIO_PROCESS, 0) == os.nice(0))
print(os.makedev(8, 1), os.major(os.makedev(8, 1)), os.minor(os.makedev(8, 1)))
print('st_mode' in dir(os.stat('/')), 'tm_year' in dir(__import__('time').gmtime(0)))
