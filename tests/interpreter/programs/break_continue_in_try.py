seen = []
for n in range(6):
    try:
        if n == 1:
            continue
        if n == 4:
            break
        seen.append(10 // (n - 2))
    except Exception as error:
        seen.append(str(error))
    else:
        seen.append("ok")
    finally:
        seen.append(n)
else:
    seen.append("never")
print(seen)
while True:
    try:
        break
    except BaseException:
        seen = "caught a break"
    finally:
        print("left the loop")
n
