def connect(host, *, port, secure=False):
    scheme = "https" if secure else "http"
    return f"{scheme}://{host}:{port}"


print(connect("example.org", port=80))
print(connect(port=443, host="example.org", secure=True))
for attempt in ({"host": "a"}, {"host": "a", "port": 1, "path": "/"}):
    try:
        connect(**attempt)
    except TypeError as error:
        print(error)
connect("example.org", 80)
