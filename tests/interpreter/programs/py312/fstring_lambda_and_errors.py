names = {"a": 1}
print(f"{(lambda x: x * 2)(3)} {[n for n in "ab"]} {names["a"]:03}")
print(f"""{
    1 +
    2
}""")
f"{names["a"]} and {
    names["missing"]
}"
