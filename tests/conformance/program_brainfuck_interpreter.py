# An interpreter within the interpreter: nested loops, a jump table and a byte tape.
def compile_jumps(code):
    stack, jumps = [], {}
    for i, c in enumerate(code):
        if c == '[':
            stack.append(i)
        elif c == ']':
            j = stack.pop()
            jumps[i], jumps[j] = j, i
    return jumps

def run(code, data=b''):
    jumps, tape, out = compile_jumps(code), bytearray(64), bytearray()
    pc = cell = 0
    inputs = iter(data)
    while pc < len(code):
        match code[pc]:
            case '>': cell += 1
            case '<': cell -= 1
            case '+': tape[cell] = (tape[cell] + 1) & 255
            case '-': tape[cell] = (tape[cell] - 1) % 256
            case '.': out.append(tape[cell])
            case ',': tape[cell] = next(inputs, 0)
            case '[' if not tape[cell]: pc = jumps[pc]
            case ']' if tape[cell]: pc = jumps[pc]
        pc += 1
    return bytes(out)

print(run('++++++++[>++++[>++>+++>+++>+<<<<-]>+>+>->>+[<]<-]>>.>---.+++++++..+++.>>.<-.<.+++.------.--------.>>+.>++.'))
print(run(',[.,]', b'echo'), run('++[->++<]>.'), run('-.'))
try:
    compile_jumps(']')
except IndexError as e:
    print(e)
