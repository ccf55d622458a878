# types: dynamic classes, namespaces, coroutine wrapping, and the kinds of objects.
import types
ns = types.SimpleNamespace(a=1, b=[2])
ns.c = 3
print(ns, ns == types.SimpleNamespace(a=1, b=[2], c=3), vars(ns), types.SimpleNamespace(**{'not id': 1}))
loop = types.SimpleNamespace()
loop.me = loop
print(loop)
C = types.new_class('C', (dict,), {}, lambda n: n.update(x=5))
print(C.x, C.__mro__[1], C.__module__, types.prepare_class('D', (int,), {'metaclass': type})[0], types.resolve_bases((list[int], str)), types.get_original_bases if hasattr(types, 'get_original_bases') else 'no 3.12 function')
class P:
    @types.DynamicClassAttribute
    def attr(self): return 'instance'
print(P().attr)
try:
    P.attr
except AttributeError as e:
    print(type(e).__name__)
@types.coroutine
def gen():
    yield 1
    return 'done'
async def co(): return await gen()
c = co()
print(c.send(None))
try:
    c.send(None)
except StopIteration as e:
    print(e.value)
proxy = types.MappingProxyType({'a': 1})
print(proxy, proxy | {'b': 2}, proxy.copy(), 'a' in proxy, list(reversed(proxy)), proxy == {'a': 1}, len(proxy), proxy.get('z', 0))
kinds = [(lambda: 0, 'FunctionType'), (len, 'BuiltinFunctionType'), ([].append, 'BuiltinMethodType'), (P().__init__, 'MethodWrapperType'), (str.join, 'MethodDescriptorType'), (dict.__dict__['fromkeys'], 'ClassMethodDescriptorType'), (int.__add__, 'WrapperDescriptorType'), (types.FunctionType.__code__, 'GetSetDescriptorType'), (types.FunctionType.__globals__, 'MemberDescriptorType'), (co.__code__, 'CodeType'), (types, 'ModuleType'), (..., 'EllipsisType'), (None, 'NoneType'), (NotImplemented, 'NotImplementedType'), (list[int], 'GenericAlias'), (int | str, 'UnionType'), ((lambda: ns).__closure__, 'NoneType'), (types.CellType(1), 'CellType'), ((i for i in ''), 'GeneratorType')]
for obj, name in kinds:
    print(name, isinstance(obj, getattr(types, name)), end='; ')
print()
m = types.ModuleType('mod', 'the doc')
print(m, m.__doc__, sorted(vars(m)), m.__spec__)
for source in ('types.SimpleNamespace(1)', 'ns.nope', 'proxy["z"]', 'types.MappingProxyType(5)', 'types.ModuleType()', 'm.nope', 'types.CellType().cell_contents', 'types.new_class("X", (bool,))', 'types.FunctionType(1, {})', 'types.GeneratorType()', 'types.NoneType(1)', 'types.EllipsisType()', 'hash(ns)', 'ns < ns', 'hash(proxy)'):
    try:
        print(source, '=', eval(source))
    except Exception as e:
        print(source, '->', type(e).__name__, e)
