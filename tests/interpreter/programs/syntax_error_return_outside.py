x = 1
print("never printed")
return x
