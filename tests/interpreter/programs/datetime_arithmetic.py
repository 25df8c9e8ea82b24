from datetime import date, datetime, time, timedelta, timezone

start = datetime(2024, 2, 28, 23, 30)
print(start + timedelta(hours=1), start - timedelta(days=59), (date(2024, 3, 1) - start.date()).days)
print(timedelta(days=1, seconds=-1), timedelta(hours=36) / 2, timedelta(minutes=90) // timedelta(hours=1), -timedelta(1))
print(start.strftime("%d/%m/%y %H:%M"), datetime.strptime("2023-12-25 07:05", "%Y-%m-%d %H:%M"))
print(date.fromisoformat("2024-12-31").isocalendar(), start.isoformat(), date(2024, 1, 1).weekday())
utc = start.replace(tzinfo=timezone.utc)
print(utc.astimezone(timezone(timedelta(hours=-5))), utc.timestamp(), time(13, 5) < time(14))
print(sorted([date(2024, 5, 1), date(2023, 5, 1)]), date.min, f"{start:%A %B}", repr(timedelta(1, 2)))
try:
    datetime(2023, 2, 29)
except ValueError as error:
    print(error)
start < utc
