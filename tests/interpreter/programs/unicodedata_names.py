import unicodedata

for character in "aé☃½Я":
    print(character, unicodedata.name(character), unicodedata.category(character))
print(unicodedata.lookup("GREEK SMALL LETTER PI"), unicodedata.numeric("½"), unicodedata.normalize("NFD", "é") == "e\u0301")
print("".join(c for c in unicodedata.normalize("NFD", "Crème Brûlée") if not unicodedata.combining(c)))
unicodedata.name("\x00")
