# compile() of trees that a script has made: what is refused, in which words, and what runs.
import ast

def t(tree, mode='exec', fix=False):
    try:
        if fix: ast.fix_missing_locations(tree)
        r = compile(tree, 'f', mode); print('ok')
    except Exception as e: print(type(e).__name__, str(e).split(' object at 0x')[0])
L=ast.Load()
def E(e): return ast.fix_missing_locations(ast.Expression(e))
def M(*b): return ast.fix_missing_locations(ast.Module(list(b), []))
def N(x, ctx=L): return ast.Name(x, ctx)
S=ast.Store()
C=ast.Constant
t(ast.Expression(ast.Name('a',L)),'eval')
t(ast.Module([ast.Pass()],[]))
t(ast.Module([ast.Pass()]))
t(ast.Module(5,[]))
t(ast.Module((ast.Pass(lineno=1,col_offset=0),),[]))
t(ast.Module([5],[]))
t(ast.Module([None],[]))
t(M(ast.Expr(None)))
t(ast.Module([ast.Expr(lineno=1,col_offset=0)],[]))
t(M(ast.Expr(5)))
t(M(ast.Expr(ast.Pass())))
t(E(ast.Name(5,L)),'eval')
t(E(ast.Name(None,L)),'eval')
t(E(ast.Name('a',S)),'eval')
t(E(ast.Name('a',5)),'eval')
t(E(ast.Name('a')),'eval')
t(E(ast.Name('None',L)),'eval')
t(E(ast.BinOp(N('a'),5,N('b'))),'eval')
t(E(ast.BinOp(N('a'),None,N('b'))),'eval')
t(E(ast.BinOp(N('a'),ast.Add(),None)),'eval')
t(E(ast.UnaryOp(5,N('b'))),'eval')
t(E(ast.BoolOp(ast.Or(),[N('b')])),'eval')
t(E(ast.BoolOp(5,[N('b')])),'eval')
t(E(ast.Compare(N('b'),[],[])),'eval')
t(E(ast.Compare(N('b'),[ast.Lt()],[])),'eval')
t(E(ast.Compare(N('b'),[5],[N('a')])),'eval')
t(E(ast.Dict([N('a')],[])),'eval')
t(E(ast.Dict([None],[None])),'eval')
t(E(ast.Call(N('a'),[None],[])),'eval')
t(E(ast.Call(N('a'),[N('b')],[None])),'eval')
t(E(ast.Call(N('a'),[N('b')],[5])),'eval')
t(E(ast.Call(N('a'),[N('b')],[ast.keyword('x')])),'eval')
t(E(C([])),'eval'); t(E(C((1,[]))),'eval'); t(E(C(object())),'eval'); t(E(C((1,'a',frozenset([1])))),'eval')
t(E(ast.ListComp(N('a'),[])),'eval')
t(E(ast.ListComp(N('a'),[5])),'eval')
t(E(ast.ListComp(N('a'),[ast.comprehension(N('b'),N('c'),[],0)])),'eval')
t(E(ast.ListComp(N('a'),[ast.comprehension(N('b',S),N('c'),[],'x')])),'eval')
t(M(ast.Delete([])))
t(M(ast.Delete([N('a')])))
t(M(ast.Assign([],N('a'))))
t(M(ast.Assign([N('a')],N('a'))))
t(M(ast.Assign([N('a',S)],N('a',S))))
t(M(ast.Assign([ast.Add()],N('a',S))))
t(M(ast.If(N('a'),[],[])))
t(M(ast.For(N('a',S),N('a'),[],[])))
t(M(ast.While(N('a'),[],[])))
t(M(ast.With([],[ast.Pass()])))
t(M(ast.With([ast.withitem(N('a'))],[])))
t(M(ast.Raise(None,N('a'))))
t(M(ast.Try([ast.Pass()],[],[],[])))
t(M(ast.Try([],[],[],[])))
t(M(ast.Try([ast.Pass()],[],[ast.Pass()],[ast.Pass()])))
t(M(ast.Try([ast.Pass()],[ast.ExceptHandler(None,None,[])],[],[])))
t(M(ast.Try([ast.Pass()],[5],[],[])))
t(M(ast.Import([])))
t(M(ast.ImportFrom('a',[],0)))
t(M(ast.ImportFrom('a',[ast.alias('b')],-1)))
t(M(ast.ImportFrom('a',[ast.alias(5)],0)))
t(M(ast.ImportFrom('a',[ast.alias('b')],'q')))
t(M(ast.Global([])))
t(M(ast.Global([5])))

t(M(ast.Nonlocal([])))
A=lambda **k: ast.arguments(**{**dict(posonlyargs=[],args=[],vararg=None,kwonlyargs=[],kw_defaults=[],kwarg=None,defaults=[]),**k})
t(M(ast.FunctionDef('f',A(),[],[])))
t(M(ast.FunctionDef('f',A(defaults=[C(1)]),[ast.Pass()],[])))
t(M(ast.FunctionDef('f',A(kwonlyargs=[ast.arg('x')]),[ast.Pass()],[])))
t(M(ast.FunctionDef('f',A(args=[None]),[ast.Pass()],[])))
t(M(ast.FunctionDef('f',A(args=[5]),[ast.Pass()],[])))
t(M(ast.FunctionDef('f',5,[ast.Pass()],[])))
t(M(ast.FunctionDef('f',None,[ast.Pass()],[])))
t(M(ast.FunctionDef('f',A(),[ast.Pass()],[],N('a',S))))
t(M(ast.FunctionDef('f',A(),[None],[])))
t(M(ast.FunctionDef('f',A(),[ast.Pass()])))
t(M(ast.FunctionDef('None',A(),[ast.Pass()],[])))
t(M(ast.ClassDef('f',[],[],[],[])))
t(M(ast.AnnAssign(ast.Attribute(N('a'),'b',S),N('c'),None,1)))
t(M(ast.AnnAssign(N('a',S),N('c'),None,'x')))
t(M(ast.AnnAssign(N('a',S),N('c'))))
t(M(ast.AugAssign(N('a'),ast.Add(),N('b'))))
t(E(ast.Lambda(A(),None)),'eval')
t(E(ast.IfExp(N('a'),N('b'))),'eval')
t(E(ast.Attribute(N('a'),'b',S)),'eval')
t(E(ast.Starred(N('a'),L)),'eval')
t(E(ast.Yield()),'eval')
t(E(ast.Await(N('a'))),'eval')
t(E(ast.Slice()),'eval')
t(E(ast.Tuple([N('a',S)],S)),'eval')
t(E(ast.Tuple([N('a',S)],L)),'eval')
t(E(ast.FormattedValue(N('a'),-1)),'eval')
t(E(ast.FormattedValue(N('a'),'x')),'eval')
t(E(ast.NamedExpr(N('a'),N('b'))),'eval')
t(E(ast.NamedExpr(N('a',S),N('b'))),'eval')
t(M(ast.Match(N('a'),[])))
t(M(ast.Match(N('a'),[5])))
t(M(ast.Match(N('a'),[ast.match_case(ast.MatchValue(N('x')),None,[ast.Pass()])])))
t(M(ast.Match(N('a'),[ast.match_case(ast.MatchSingleton(5),None,[ast.Pass()])])))
t(M(ast.Match(N('a'),[ast.match_case(ast.MatchSequence([5]),None,[ast.Pass()])])))
x=M(ast.Expr(N('a'))); x.body[0].lineno='q'; t(x)
x=M(ast.Expr(N('a'))); x.body[0].lineno=None; t(x)
x=M(ast.Expr(N('a'))); x.body[0].end_lineno=None; t(x)
x=M(ast.Expr(N('a'))); x.body[0].end_lineno=0; t(x)
x=M(ast.Expr(N('a'))); x.body[0].lineno=5; t(x)
x=M(ast.Expr(N('a'))); x.body[0].col_offset=5; t(x)
x=M(ast.Expr(N('a'))); x.body[0].col_offset=-5; t(x)
x=M(ast.Expr(N('a'))); x.body[0].lineno=-5; t(x)
x=M(ast.Expr(N('a'))); x.body[0].lineno=1<<40; t(x)
x=M(ast.Expr(N('a'))); del x.body[0].value.lineno; t(x)
x=M(ast.Expr(N('a'))); del x.body[0].value.col_offset; t(x)
t(ast.Pass()); t(ast.AST()); t(ast.Expression(C(1)),'exec'); t(M(),'eval'); t(M(),'single'); t(ast.Interactive([]),'exec'); t(ast.Interactive([]),'single'); t(E(C(1)),'single')
t(M(ast.Return(C(1)))); t(M(ast.Break())); t(ast.FunctionType([],C(1)))
t(M(ast.expr())); t(M(ast.Expr(ast.expr()))); t(M(ast.stmt()));
t(E(ast.Constant(5, kind=7)), 'eval')
t(E(ast.Num(5)),'eval'); t(E(ast.Str('x')),'eval'); t(E(ast.NameConstant(None)),'eval');t(E(ast.Index(C(1))),'eval')
class MyName(ast.Name): pass
t(E(MyName('q',L)),'eval')
class P: pass
t(E(P()),'eval')
x=M(ast.Expr(C(1))); x.type_ignores=5; t(x)
x=M(ast.FunctionDef('f',A(),[ast.Pass()],[], None, 5)); t(x)
x=E(C(1)); x.body=x; t(x,'eval')
x=ast.UnaryOp(ast.Not(),None); x.operand=x; x.lineno=1;x.col_offset=0; t(ast.Expression(x),'eval')


# What runs.
def run(tree, mode='exec'):
    names = {}
    code = compile(ast.fix_missing_locations(tree), 'made', mode)
    result = eval(code, names)
    names.pop('__builtins__', None)
    print(ascii(result), names)


run(ast.Module([ast.Assign([N('x', S)], C(value)) for value in ((1, 2.5, (3j, 'a')), )], []))
for value in (0, -1, 7, 10**30, -2.5, float('inf'), 1+2j, 'text', 'su\udc80', b'bytes', (), (1, (2, 'b')), frozenset({4}), None, True, ...):
    run(ast.Expression(C(value)), 'eval')
run(ast.Expression(ast.Tuple([C(value) for value in (1, True, 1.0, 0.0, -0.0, (1,), (True,))], L)), 'eval')
run(ast.Expression(ast.IfExp(C((0,)), C('yes'), C('no'))), 'eval')
run(ast.Expression(ast.BinOp(C(-3), ast.Pow(), C(2))), 'eval')
run(ast.Expression(ast.JoinedStr([C('a'), ast.FormattedValue(C(1.5), -1, ast.JoinedStr([C('>6')])), ast.FormattedValue(C('q'), 114)])), 'eval')
run(ast.Expression(ast.Slice(C(1), None, C(2))), 'eval')
run(ast.Expression(ast.Num(5)), 'eval')
run(ast.Interactive([ast.Expr(C(5)), ast.Expr(C('shown'))]), 'single')
run(ast.parse('def f(a, /, b=2, *c, d, e=5, **g): "doc"; return a, b, c, d, e, g\nx = f(1, d=4), f.__doc__, f.__defaults__\ndel f'))


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.BinOp(node, ast.Mult(), ast.Constant(2)) if isinstance(node.value, int) else node


run(Double().visit(ast.parse('x = [1, 2, *(3 for _ in "ab")]\nwhile x:\n  y = x.pop()\n  if y == 2: break')))
tree = ast.parse('x: int = 1')
print(compile(tree, 'f', 'exec', ast.PyCF_ONLY_AST) is tree)
shared = ast.Name('q', L)
run(ast.Module([ast.Assign([N('q', S)], C(1)), ast.Assign([N('r', S)], ast.BinOp(shared, ast.Add(), shared))], []))

# Positions of tracebacks are the tree's.
tree = ast.fix_missing_locations(ast.Module([ast.Expr(ast.BinOp(C(1), ast.Div(), C(0), lineno=41, col_offset=3, end_lineno=42, end_col_offset=7))], []))
try:
    exec(compile(tree, 'made', 'exec'))
except ZeroDivisionError as e:
    code = e.__traceback__.tb_next.tb_frame.f_code
    print(e.__traceback__.tb_next.tb_lineno, code.co_filename)


# Instances that are no help.
class Bad(ast.Name):
    @property
    def id(self):
        raise KeyError('id')


class Duck:
    lineno = col_offset = 1
    arg, value = 'sep', C(5, lineno=1, col_offset=0)


try:
    compile(E(Bad(ctx=L)), 'f', 'eval')
except KeyError as e:
    print('KeyError', e)
print(eval(compile(E(ast.Call(N('dict'), [], [Duck()])), 'f', 'eval')))
