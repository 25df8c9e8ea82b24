import string
from string import Formatter, Template

letter = Template("Dear $name, you owe $$${amount}.")
print(letter.substitute(name="Ada", amount=5), letter.safe_substitute(name="Bob"))
print(string.ascii_lowercase[:5], string.digits, string.punctuation[:4], string.capwords("the end of it"))
print(list(Formatter().parse("a {b!r:>{c}} d")), Formatter().format("{0} {x}", 1, x=2))


class Percent(Template):
    delimiter = "%"


print(Percent("%a and $b").substitute(a=1))
letter.substitute(name="Eve")
