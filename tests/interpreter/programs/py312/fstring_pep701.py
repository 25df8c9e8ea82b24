songs = ["Take me back to Eden", "Alkaline"]
print(f"playlist: {", ".join(songs)}")
print(f"{f"{f"{1 + 1}"}"} {"\n".join(["a", "b"])}")
print(f"multi {
    songs[0].upper()  # a comment inside
}!")
width = 6
print(f"{"x":>{width}}|{{a: {1}}}|{songs[1]!r:^{width + 8}}|{width=}")
print(f'{'nested' + "quotes"} {'\\'}{'\t'}|')
f"{"abc":d}"
