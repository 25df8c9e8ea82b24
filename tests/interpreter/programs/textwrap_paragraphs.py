import textwrap

text = "The quick brown fox jumped over the lazy dog and then went home to sleep for a very long time."
print(textwrap.fill(text, 30, initial_indent="* ", subsequent_indent="  "))
print(textwrap.wrap("aaaaaaaaaaaa bb", 5), textwrap.shorten(text, 25, placeholder="..."))
print(textwrap.dedent("""
    def f():
        return 1
    """).strip())
print(textwrap.indent("one\n\ntwo", "> "))
textwrap.wrap(text, 0)
