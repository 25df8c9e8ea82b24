import difflib

old = ["apple", "banana", "cherry"]
new = ["apple", "blueberry", "cherry", "date"]
print("\n".join(difflib.unified_diff(old, new, "old", "new", lineterm="")))
print(difflib.get_close_matches("appel", ["ape", "apple", "peach"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio())
print([op for op in difflib.SequenceMatcher(None, "qabxcd", "abycdf").get_opcodes() if op[0] != "equal"])
print(list(difflib.ndiff(["one"], ["ore"])))
difflib.get_close_matches("x", [], n=0)
