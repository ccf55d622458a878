# date and timedelta: arithmetic, ISO forms, comparisons, and limits.
from datetime import date, timedelta

d = date(2024, 2, 28)
print(d + timedelta(2), d - date(2023, 2, 28), d.replace(month=1), d.weekday(), d.isoweekday(), tuple(d.isocalendar()), d.toordinal())
print(repr(d), d.strftime('%d/%m/%y %A %j'), f'{d:%Y.%m}', d.ctime(), date.fromisoformat('2020-12-31'), date.fromordinal(1), date.fromisocalendar(2021, 1, 1))
t = timedelta(days=1, hours=-3, milliseconds=1500)
print(t, repr(t), t.total_seconds(), -t, abs(-t), t * 2, t / 2, t // timedelta(hours=2), t % timedelta(hours=2), divmod(t, timedelta(hours=5)))
print(timedelta(seconds=-1), timedelta(0.5), timedelta.max, timedelta.resolution, t * 1.5, bool(timedelta()), timedelta(weeks=1) == timedelta(7))
print(date.min, date.max, date(2020, 1, 1) < date(2020, 1, 2), {d: 1}[date(2024, 2, 28)])
for source in ('date(2023, 2, 29)', 'date(0, 1, 1)', 'date(2020, 13, 1)', 'date.max + timedelta(1)', 'timedelta(10**10)', 'd < 3', "date.fromisoformat('2020-1-1')", 'd + 1', 'timedelta(1) / 0', 'date.fromordinal(0)'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__)
