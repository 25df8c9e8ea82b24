def run(program, stack=None, words=None):
    stack = [] if stack is None else stack
    words = {} if words is None else words
    tokens = iter(program.split())
    for token in tokens:
        match token:
            case "+" | "-" | "*":
                b, a = stack.pop(), stack.pop()
                stack.append({"+": a + b, "-": a - b, "*": a * b}[token])
            case "dup":
                stack.append(stack[-1])
            case "swap":
                stack[-1], stack[-2] = stack[-2], stack[-1]
            case ":":
                name = next(tokens)
                words[name] = " ".join(iter(lambda: next(tokens), ";"))
            case str(word) if word in words:
                run(words[word], stack, words)
            case _:
                stack.append(int(token))
    return stack


print(run("2 3 + 4 *"), run(": square dup * ; 5 square 1 swap -"))
run("1 +")
