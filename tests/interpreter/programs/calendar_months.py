import calendar

print(calendar.isleap(2024), calendar.leapdays(2000, 2025), calendar.monthrange(2024, 2), calendar.weekday(2024, 1, 1))
print(calendar.month(2023, 2))
print(calendar.monthcalendar(2024, 9)[0], list(calendar.day_abbr), calendar.month_name[12])
sundays = calendar.Calendar(firstweekday=6)
print([day for day in sundays.itermonthdays(2023, 10)][:8])
calendar.monthrange(2024, 13)
