# calendar: months as text, leap years, week rows, other first weekdays.
import calendar
print(calendar.month(2024, 2), calendar.isleap(1900), calendar.isleap(2000), calendar.leapdays(1990, 2021), calendar.monthrange(2023, 2), calendar.weekday(2000, 1, 1))
c = calendar.TextCalendar(calendar.SUNDAY)
print(c.formatmonth(2021, 8, w=3), list(c.iterweekdays()), c.monthdayscalendar(2021, 2))
print(list(calendar.Calendar().itermonthdates(2023, 1))[:2], calendar.timegm((1970, 1, 2, 0, 0, 0)), calendar.day_name[0], calendar.month_abbr[12], list(calendar.day_abbr))
print(calendar.HTMLCalendar().formatmonth(2022, 5).splitlines()[4], len(calendar.calendar(2020).splitlines()))
for source in ('calendar.monthrange(2020, 13)', 'calendar.setfirstweekday(9)'):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
