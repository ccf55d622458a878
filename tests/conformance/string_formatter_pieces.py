"""string.Formatter's view of a format string: fields, names, errors."""
import _string
for s in ['a{b}c','{','}','a}','{}','{a!r}','{a!r:x}','{a!}','{a!rx}','{a:{b}}','{a:{b','{a','{{','}}','{{}}','{a[}]}','{a!r','{0.x[1][k]:>{w}}','x{{y}}z','{!r}','{:x}','{a!:x}','a{b}}', '{a{b}','{a[{}', '{a:}}']:
    try: print(repr(s), list(_string.formatter_parser(s)))
    except ValueError as e: print(repr(s), e)
for s in ['a','','0','0.x','a[0]','a[b].c','a.','a[','a[]','a[0]x','a..b','007','a.b[c]','[0]','.x','a[99999999999999999999]','99999999999999999999','a[-1]','-1','a]b','a.b]']:
    try:
        f,r=_string.formatter_field_name_split(s); print(repr(s), repr(f), list(r))
    except ValueError as e: print(repr(s), e)
for bad in [5,None]:
    for f in (_string.formatter_parser,_string.formatter_field_name_split):
        try: f(bad)
        except TypeError as e: print(e)
