# Descriptors, __init_subclass__, class annotations and operator overloading as a small query language.
class Expr:
    def __init__(self, text, *args): self.text, self.args = text, args
    def __and__(self, o): return Expr(f'({self.text} AND {o.text})', *self.args, *o.args)
    def __or__(self, o): return Expr(f'({self.text} OR {o.text})', *self.args, *o.args)
    def __invert__(self): return Expr(f'NOT {self.text}', *self.args)
    def __bool__(self): raise TypeError('use & and |')
class Column:
    def __init__(self, kind, default=None): self.kind, self.default = kind, default
    def __set_name__(self, owner, name): self.name, self.owner = name, owner
    def __get__(self, obj, owner): return self if obj is None else obj.__dict__.get(self.name, self.default)
    def __set__(self, obj, value):
        if not isinstance(value, self.kind):
            raise TypeError(f'{self.owner.__name__}.{self.name} must be {self.kind.__name__}, not {type(value).__name__}')
        obj.__dict__[self.name] = value
    def __repr__(self): return f'<Column {self.name}>'
    def _(op):
        return lambda self, other: Expr(f'{self.name} {op} ?', other)
    __eq__, __ne__, __lt__, __le__, __gt__, __ge__ = map(_, ('=', '!=', '<', '<=', '>', '>='))
    __hash__ = object.__hash__
    del _
    def in_(self, *values): return Expr(f"{self.name} IN ({', '.join('?' * len(values))})", *values)
class Model:
    tables = {}
    def __init_subclass__(cls, table=None, **kw):
        super().__init_subclass__(**kw)
        cls.table = table or cls.__name__.lower() + 's'
        cls.columns = {k: v for c in reversed(cls.__mro__) for k, v in vars(c).items() if isinstance(v, Column)}
        Model.tables[cls.table] = cls
    def __init__(self, **values):
        for k, v in values.items():
            if k not in self.columns:
                raise TypeError(f'{type(self).__name__} has no column {k!r}')
            setattr(self, k, v)
    def __repr__(self): return f"{type(self).__name__}({', '.join(f'{k}={getattr(self, k)!r}' for k in self.columns)})"
    @classmethod
    def where(cls, e): return f'SELECT {", ".join(cls.columns)} FROM {cls.table} WHERE {e.text}', e.args
class Person(Model, table='people'):
    name = Column(str)
    age = Column(int, 18)
class Employee(Person):
    salary = Column((int), 0)
print(Model.tables, Person(name='Ann'), Employee(name='Bob', salary=3))
print(Person.where((Person.age > 30) & ~(Person.name == 'x') | Person.age.in_(1, 2)), Employee.where(30 < Employee.age))
for action in ('Person(name=5)', 'Person(nope=1)', 'bool(Person.age > 3)', 'Employee().age + 1', 'Person.age', 'sorted([Person.age, Person.name])', '10 < Person.age < 20'):
    try:
        print(eval(action))
    except TypeError as e:
        print(action, '->', e)
