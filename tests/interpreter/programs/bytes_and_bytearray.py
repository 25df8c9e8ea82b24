data = bytes([72, 105]) + b"\x00!"
print(data, data[0], data[:2], list(data), data.hex("-"), bytes.fromhex("48 69"))
buffer = bytearray(b"hello")
buffer[0] = ord("J")
buffer += b" world"
buffer.extend([33, 33])
del buffer[-1]
print(buffer, buffer.upper(), buffer.find(b"w"))
view = memoryview(buffer)
print(view[1:4].tobytes(), len(view))
print("é€".encode(), "é€".encode("utf-16-le"), "é".encode("latin-1"), "é€".encode("ascii", "replace"))
print((1000).to_bytes(2, "big"), int.from_bytes(b"\x03\xe8", "big"))
print(b"%d-%s" % (3, b"x"), b"a,b".split(b","))
buffer[0] = 256
