def main(arguments):
    if not arguments:
        print("usage: main FILE")
        raise ValueError("no arguments")
    return arguments[0]


print(main(["a.txt"]))
try:
    main([])
finally:
    print("done")
