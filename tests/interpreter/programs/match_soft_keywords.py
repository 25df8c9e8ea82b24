match = {"case": 1}
case = "case"
_ = 5
type = "soft"
print(match[case], _, type)
match match:
    case {"case": case}:
        print("matched", case)
match case, _:
    case 1, 5:
        result = "pair"
print(match == {"case": 1}, result)
match(3)
