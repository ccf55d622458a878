# datetime and time: zones, folds, parsing and formatting.
from datetime import datetime, time, timedelta, timezone, UTC, tzinfo

dt = datetime(2024, 3, 10, 14, 5, 6, 789)
print(dt, repr(dt), dt.isoformat(timespec='minutes'), dt.isoformat(' ', 'milliseconds'), dt.date(), dt.time(), dt.timetuple()[:8])
east = timezone(timedelta(hours=2, minutes=30), 'East')
aware = dt.replace(tzinfo=east)
print(aware, repr(aware), aware.utcoffset(), aware.tzname(), aware.astimezone(UTC), aware.strftime('%z %Z %H:%M:%S.%f'))
print(aware - datetime(2024, 3, 10, tzinfo=UTC), aware == aware.astimezone(UTC), aware.timestamp(), datetime.fromtimestamp(0, UTC), datetime.fromtimestamp(1.5, east))
print(time(12, 30).isoformat(), time(1, 2, 3, 4, UTC), repr(time(23, 59, fold=1)), time.fromisoformat('04:05:06.5'), time.fromisoformat('T0405+01:00'))
for text in ('2024-01-02', '20240102T030405Z', '2024-01-02T03:04:05.123456+05:30', '2024-W01-2', '2024-01-02 03'):
    print(datetime.fromisoformat(text))
print(datetime.strptime('3 Feb 2021 04:05 PM', '%d %b %Y %I:%M %p'), datetime.strptime('2021-034 +0200', '%Y-%j %z'), datetime.combine(dt.date(), time(1)))
for source in ('dt < aware', 'dt - aware', "datetime.fromisoformat('x')", "datetime.strptime('a', '%Y')", "datetime.strptime('2020x', '%Y')", 'datetime(2020, 1, 1, 25)', 'timezone(timedelta(hours=24))', 'timezone(3)', 'time(24)', 'dt == aware'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__)
print(timezone.utc, repr(UTC), timezone(timedelta(hours=-5)), timezone(timedelta(seconds=3661)))
