import uuid

site = uuid.uuid5(uuid.NAMESPACE_DNS, "example.org")
print(site, site.version, site.hex[:8], site.int % 1000, uuid.uuid3(uuid.NAMESPACE_URL, "http://x"))
print(uuid.UUID("12345678123456781234567812345678"), uuid.UUID(int=5), site == uuid.UUID(str(site)), len({site, site}))
print(uuid.uuid4() != uuid.uuid4(), repr(uuid.UUID(int=1)))
uuid.UUID("not-a-uuid")
