# Each thread has a context of its own; one context cannot be entered twice at once.
import contextvars

from _trial import attack, each

variable = contextvars.ContextVar('variable', default='default')
shared = contextvars.copy_context()
refusals = set()


def user(k):
    def use(i):
        token = variable.set((k, i))
        assert variable.get() == (k, i)
        variable.reset(token)
        try:
            shared.run(lambda: variable.set((k, i)) and variable.get())
        except RuntimeError as error:
            refusals.add(str(error).split(':')[0])
    return use


attack(*each(user))
print(variable.get(), refusals <= {'cannot enter context'})
