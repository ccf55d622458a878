# try in all its shapes: else, finally, bare except, tuples, re-raising, the name after as.
SNIPPETS = [
    '''try: print('body')
except ValueError: print('no')
else: print('else')
finally: print('finally')
''',
    '''try: int('x')
except (KeyError, ValueError) as e: print(type(e).__name__)
else: print('no')
''',
    '''try: 1 / 0
except ArithmeticError as e: print('parent class', e)
''',
    '''try:
    try: 1 / 0
    except ZeroDivisionError: raise
except ZeroDivisionError as e: print('re-raised', e.__context__)
''',
    '''try:
    try: 1 / 0
    except ZeroDivisionError as e: raise ValueError('new')
except ValueError as v: print(repr(v.__context__), v.__cause__)
''',
    '''e = 'before'
try: 1 / 0
except ZeroDivisionError as e: pass
print('e' in globals())
''',
    '''try: 1 / 0
except ZeroDivisionError as e:
    del e
print('fine')
''',
    '''try: raise KeyboardInterrupt
except Exception: print('no')
except BaseException as e: print(type(e).__name__)
''',
    '''try: 1 / 0
except: print('bare')
''',
    '''try:
    1 / 0
finally: print('finally then error')
''',
    '''try: pass
finally: print('only finally')
''',
    '''def f():
    try: return 'try'
    except: return 'except'
    else: return 'else'
    finally: print('on the way out')
print(f())
''',
    '''def f():
    try: pass
    except: return 'except'
    else: return 'else'
print(f())
''',
    '''def f():
    try: 1 / 0
    except ZeroDivisionError: return 'except'
    finally: return 'finally wins'
print(f())
''',
    '''try: undefined
except NameError as e: print(e, e.name)
''',
    '''try: 1 / 0
except 5: pass
''',
    '''try: 1 / 0
except (ValueError, 'x'): pass
''',
    '''try: pass
except undefined_name: print('never evaluated')
print('ok')
''',
    '''try: 1 / 0
except undefined_name: pass
''',
    '''import sys
try: 1 / 0
except ZeroDivisionError:
    print(sys.exc_info()[0].__name__)
    try: int('x')
    except ValueError: print(sys.exc_info()[0].__name__)
    print(sys.exc_info()[0].__name__)
print(sys.exc_info()[0])
''',
    '''def g():
    try: yield 1
    except ValueError as e: print('inside', e); yield 2
    finally: print('cleanup')
x = g()
next(x)
print(x.throw(ValueError('thrown')))
x.close()
''',
    '''try:
    try: raise ValueError(1)
    finally: raise KeyError(2)
except KeyError as e: print(repr(e.__context__))
''',
    '''class E(Exception):
    def __eq__(self, other): raise RuntimeError
try: raise E
except E: print('no equality asked')
''',
    '''raise ValueError
''',
    '''for i in range(2):
    try: raise IndexError(i)
    except IndexError as err: print(err)
    else: print('no')
''',
]
def run(source):
    try:
        exec(source, {'__name__': 'snippet'})
    except Exception as e:
        print('->', type(e).__name__, ascii(str(e)))
for source in SNIPPETS:
    print('>>>', source.strip().splitlines()[0])
    run(source)
