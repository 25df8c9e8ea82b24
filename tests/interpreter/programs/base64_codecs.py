import base64

secret = base64.b64encode("pässword".encode())
print(secret, base64.b64decode(secret).decode(), base64.urlsafe_b64encode(b"\xff\xfe\xfd?"), base64.b32encode(b"hi"))
print(base64.b16encode(b"\x01\xab"), base64.b85encode(b"hello"), base64.a85decode(base64.a85encode(b"hello")), base64.b64decode(b"aGk="))
base64.b64decode("abc")
