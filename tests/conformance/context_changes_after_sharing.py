# contextvars: what a copy, a view or an iterator of a context has seen stays as it was, however often variables are set after.
import contextvars

variables = [contextvars.ContextVar('v%d' % i) for i in range(5)]
a, b, c, *_ = variables
context = contextvars.Context()

def inside():
    a.set(1)
    a.set(2)
    copy = context.copy()
    a.set(3)
    b.set(4)
    print(context[a], copy[a], b in copy, b in context)
    def in_copy():
        a.set(50)
        c.set(60)
    copy.run(in_copy)
    print(context[a], copy[a], c in context, copy[c])
    items, keys = context.items(), iter(context)
    token = a.set(7)
    c.set(8)
    print(sorted(v for _, v in items), sorted(v.name for v in keys), context[a], len(context))
    a.reset(token)
    print(context[a], context == context.copy())
    seen = []
    for v in context:
        seen.append(v.name)
        variables[len(seen) + 1].set(len(seen))
    print(sorted(seen), len(context))
    tokens = [a.set(i) for i in range(1000)]
    for token in reversed(tokens):
        a.reset(token)
    print(a.get())
    current = contextvars.copy_context()
    d = variables[4]
    tokens = [v.set('new') for v in variables]
    for token in tokens:
        token.var.reset(token)
    print(contextvars.copy_context() == current)

context.run(inside)
print(a.get('outside'), context[a], len(context))
