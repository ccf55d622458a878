"""inspect tells the kinds of functions apart, through partial too."""
import functools
import inspect


def plain(): pass
def generator(): yield
async def coroutine(): pass
async def asynchronous(): yield


class C:
    async def method(self): pass


for function in plain, generator, coroutine, asynchronous, C.method, C().method, lambda: (yield), print:
    for each in function, functools.partial(function), functools.partial(functools.partial(function), *()):
        print(inspect.isgeneratorfunction(each), inspect.iscoroutinefunction(each), inspect.isasyncgenfunction(each))
