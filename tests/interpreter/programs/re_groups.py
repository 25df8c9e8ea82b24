import re

text = "Ada Lovelace <ada@example.org>, Alan Turing <alan@example.com>"
pattern = re.compile(r"(?P<first>\w+) (?P<last>\w+) <(?P<mail>[^>]+)>")
for match in pattern.finditer(text):
    print(match["first"], match.group(2), match.span("mail"), match.groupdict()["mail"])
print(re.findall(r"@(\w+)\.(org|com)", text), re.split(r"\W+", "a, b;c"), re.sub(r"(\w+)@", r"<\1>", text)[:25])
print(re.sub(r"\d+", lambda m: str(int(m[0]) * 2), "a1 b22"), re.fullmatch(r"[a-z]+", "abc1"), re.match("a|b", "ba").end())
print(re.search(r"(?i)TURING", text).start(), re.escape("a.b*"), re.subn("a", "b", "banana"), bool(re.search("^b", "a\nb", re.M)))
print(re.match(r"(\d+)(?:px)?(em)?", "12px").groups(default="-"), re.sub(r"(?<=a)b+", "X", "abbb cb"))
re.compile(r"(unclosed")
