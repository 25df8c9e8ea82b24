import hashlib

text = "the quick brown fox".encode()
print(hashlib.md5(text).hexdigest(), hashlib.sha256(text).hexdigest()[:16], hashlib.sha1(b"").hexdigest()[:8])
digest = hashlib.sha256()
for word in text.split():
    digest.update(word)
copy = digest.copy()
copy.update(b"!")
print(digest.hexdigest()[:12], copy.hexdigest()[:12], digest.digest_size, digest.name, digest.digest()[0])
print(hashlib.blake2b(b"x", digest_size=4).hexdigest(), hashlib.new("sha512", b"").hexdigest()[:8])
hashlib.sha256("text")
