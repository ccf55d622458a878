"""The node classes of the module ast, made from one table, and the flags of compile() that go with them.

A row is a class and its fields; `?` behind a field: it may be missing, and is None then; `*`: a list. An indented row derives
from the last one that is not.
"""

PyCF_ONLY_AST = 0x400
PyCF_TYPE_COMMENTS = 0x1000
PyCF_ALLOW_TOP_LEVEL_AWAIT = 0x2000

_TABLE = """
mod
 Module body* type_ignores*
 Interactive body*
 Expression body
 FunctionType argtypes* returns
stmt
 FunctionDef name args body* decorator_list* returns? type_comment?
 AsyncFunctionDef name args body* decorator_list* returns? type_comment?
 ClassDef name bases* keywords* body* decorator_list*
 Return value?
 Delete targets*
 Assign targets* value type_comment?
 AugAssign target op value
 AnnAssign target annotation value? simple
 For target iter body* orelse* type_comment?
 AsyncFor target iter body* orelse* type_comment?
 While test body* orelse*
 If test body* orelse*
 With items* body* type_comment?
 AsyncWith items* body* type_comment?
 Match subject cases*
 Raise exc? cause?
 Try body* handlers* orelse* finalbody*
 TryStar body* handlers* orelse* finalbody*
 Assert test msg?
 Import names*
 ImportFrom module? names* level?
 Global names*
 Nonlocal names*
 Expr value
 Pass
 Break
 Continue
expr
 BoolOp op values*
 NamedExpr target value
 BinOp left op right
 UnaryOp op operand
 Lambda args body
 IfExp test body orelse
 Dict keys* values*
 Set elts*
 ListComp elt generators*
 SetComp elt generators*
 DictComp key value generators*
 GeneratorExp elt generators*
 Await value
 Yield value?
 YieldFrom value
 Compare left ops* comparators*
 Call func args* keywords*
 FormattedValue value conversion format_spec?
 JoinedStr values*
 Constant value kind?
 Attribute value attr ctx
 Subscript value slice ctx
 Starred value ctx
 Name id ctx
 List elts* ctx
 Tuple elts* ctx
 Slice lower? upper? step?
expr_context
 Load
 Store
 Del
boolop
 And
 Or
operator
 Add
 Sub
 Mult
 MatMult
 Div
 Mod
 Pow
 LShift
 RShift
 BitOr
 BitXor
 BitAnd
 FloorDiv
unaryop
 Invert
 Not
 UAdd
 USub
cmpop
 Eq
 NotEq
 Lt
 LtE
 Gt
 GtE
 Is
 IsNot
 In
 NotIn
comprehension target iter ifs* is_async
excepthandler
 ExceptHandler type? name? body*
arguments posonlyargs* args* vararg? kwonlyargs* kw_defaults* kwarg? defaults*
arg arg annotation? type_comment?
keyword arg? value
alias name asname?
withitem context_expr optional_vars?
match_case pattern guard? body*
pattern
 MatchValue value
 MatchSingleton value
 MatchSequence patterns*
 MatchMapping keys* patterns* rest?
 MatchClass cls patterns* kwd_attrs* kwd_patterns*
 MatchStar name?
 MatchAs pattern? name?
 MatchOr patterns*
type_ignore
 TypeIgnore lineno tag
"""

# What Python 3.11 does not have is made when the first program with such syntax becomes a tree.
_LATER = """
stmt
 TypeAlias name type_params* value
type_param
 TypeVar name bound?
 ParamSpec name
 TypeVarTuple name
"""

_PLACED = ('lineno', 'col_offset', 'end_lineno', 'end_col_offset')
_WITH_PLACE = ('stmt', 'expr', 'excepthandler', 'arg', 'keyword', 'alias', 'pattern', 'type_param')


class AST:
    """The base of all nodes: positional arguments are the fields in order, keywords set attributes."""

    __module__ = 'ast'
    _fields = ()
    _attributes = ()
    __match_args__ = ()

    def __init__(self, *args, **keywords):
        fields = self._fields
        if len(args) > len(fields):
            plural = '' if len(fields) == 1 else 's'
            raise TypeError(f'{type(self).__name__} constructor takes at most {len(fields)} positional argument{plural}')
        for name, value in zip(fields, args):
            setattr(self, name, value)
        for name, value in keywords.items():
            if name in fields[:len(args)]:
                raise TypeError(f"{type(self).__name__} got multiple values for argument '{name}'")
            setattr(self, name, value)

    def __reduce__(self):
        return type(self), (), self.__dict__


def _make(name, base, fields, attributes, doc):
    names = tuple(field.rstrip('?*') for field in fields)
    namespace = {'__module__': 'ast', '_fields': names, '__match_args__': names, '__doc__': doc}
    if attributes is not None:
        namespace['_attributes'] = attributes
        if attributes:
            namespace.update(end_lineno=None, end_col_offset=None)
    namespace.update((field[:-1], None) for field in fields if field.endswith('?'))
    globals().setdefault(name, type(name, (base,), namespace))


def _shown(name, fields):
    return name if not fields else f'{name}({", ".join(fields)})'


def _make_all(table):
    base = None
    for row in table.split('\n')[1:-1]:
        name, *fields = row.split()
        if row[0] == ' ':
            _make(name, globals()[base], fields, None, _shown(name, fields))
        else:
            base = name
            if base in globals():
                continue
            attributes = _PLACED if name in _WITH_PLACE else ()
            _make(name, AST, fields, attributes, _shown(name, fields))


_make_all(_TABLE)


def __getattr__(name):
    if name in ('TypeAlias', 'TypeVar', 'ParamSpec', 'TypeVarTuple'):
        _make_all(_LATER)
        return globals()[name]
    raise AttributeError(f"module '_ast' has no attribute '{name}'")


# The contexts and operators of the trees that the parser makes: one instance of each, as in CPython.
_shared = {
    shared.__name__: shared()
    for base in (expr_context, boolop, operator, unaryop, cmpop)
    for shared in base.__subclasses__()
}
