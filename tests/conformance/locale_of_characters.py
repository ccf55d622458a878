# The locale of characters is the environment's, without setlocale().
import subprocess
import sys

code = 'import locale; print(locale.getlocale(), locale.setlocale(locale.LC_CTYPE), locale.setlocale(locale.LC_NUMERIC))'
for name, value in ('LANG', 'C'), ('LC_ALL', 'C'), ('LC_CTYPE', 'C.UTF-8'), ('LANG', ''):
    print(name, value, subprocess.run([sys.executable, '-c', code], env={name: value}, stdout=subprocess.PIPE).stdout)
