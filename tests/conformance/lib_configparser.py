# configparser: interpolation, defaults, types, and errors with their lines.
import configparser
import io

c = configparser.ConfigParser()
c.read_string('''
[DEFAULT]
root = /srv
[web]
path = %(root)s/www
port = 8080
debug = yes
list =
    one
    two
; comment
empty =
''')
w = c['web']
print(dict(w), w.getint('port'), w.getboolean('debug'), w['path'], repr(w['list']), c.sections(), c.has_option('web', 'root'), w.get('nope', 'fallback'))
c['new'] = {'a': 1, 'B': 'two'}
c.set('new', 'c', '50%%')
out = io.StringIO()
c.write(out)
print(out.getvalue())
for source in ("c['zz']", "c.get('web', 'zz')", "w['zz']", "w.getint('path')", "w.getboolean('port')", "c.set('new', 'd', '%')", "c.set('new', 'e', 5)", "c.add_section('web')"):
    try:
        print(eval(source))
    except Exception as e:
        print(source, type(e).__name__, e)
for text in ('x = 1', '[a]\n[a]', '[a]\nb=1\nb=2', '[a]\nnonsense', '[a]\nx=%(y)s'):
    try:
        p = configparser.ConfigParser()
        p.read_string(text, 'name')
        p['a']['x']
    except Exception as e:
        print(type(e).__name__, str(e).replace('\n', ' / '))
