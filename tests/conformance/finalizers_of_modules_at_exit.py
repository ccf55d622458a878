"""At exit the finalizers of what imported modules hold run, too, while they can print."""
import os
import subprocess
import sys
import tempfile

MODULE = '''
class Held:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print('finalized', self.name, len(()))
cycle = [Held('in a cycle')]
cycle.append(cycle)
'''
PROGRAMS = {
    'module': 'import held',
    'attribute of another module': 'import held, string\nstring.held = held.Held("held by string")',
    'kept by builtins': 'import builtins, held, sys\nkept = held.Held("in main")\nbuiltins.here = sys.modules[__name__]',
    'exception': 'import held\ntry:\n    raise ValueError(held.Held("in an exception"))\nexcept ValueError as e:\n    held.error = e',
}
with tempfile.TemporaryDirectory() as directory:
    with open(os.path.join(directory, 'held.py'), 'w') as file:
        file.write(MODULE)
    for name, program in PROGRAMS.items():
        done = subprocess.run([sys.executable, '-c', program], cwd=directory, capture_output=True, encoding='utf-8')
        print(name, done.returncode, sorted(done.stdout.splitlines()), done.stderr)
