from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

zurich, tokyo = ZoneInfo("Europe/Zurich"), ZoneInfo("Asia/Tokyo")
meeting = datetime(2024, 7, 1, 9, 0, tzinfo=zurich)
print(meeting.astimezone(tokyo), meeting.utcoffset(), meeting.tzname())
before = datetime(2024, 3, 31, 1, 30, tzinfo=zurich)
print(before + timedelta(hours=1), (before + timedelta(hours=1)).utcoffset(), before.utcoffset())
print(zurich, meeting.astimezone(ZoneInfo("UTC")) == meeting)
meeting - datetime(2024, 7, 1)
