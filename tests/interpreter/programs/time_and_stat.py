import stat
import time

moment = time.gmtime(86400 * 365)
print(time.strftime("%Y-%m-%d", moment), moment.tm_yday, tuple(moment)[:3], time.strptime("3 Feb 2001", "%d %b %Y").tm_wday)
started = time.perf_counter()
time.sleep(0.002)
print(time.perf_counter() - started >= 0.002, time.time() > 1_600_000_000, time.monotonic() >= 0)
print(stat.filemode(0o100644), stat.S_ISDIR(0o040755), oct(stat.S_IRWXU))
time.sleep(-1)
