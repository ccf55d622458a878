"""Where imports from __future__ may stand, and where CPython places the error."""

F = 'from __future__ import '
CASES = ['"doc"\n"x"\n' + F + 'division', '"doc"\n' + F + 'division\n"x"\n' + F + 'division', F + 'division\n"x"\n' + F + 'division',
         F + 'division; import string; ' + F + 'division', F + 'division; import string\n' + F + 'division',
         '"doc"; "b"; ' + F + 'division', 'import a; ' + F + 'division', 'x; ' + F + 'division', '"doc"; ' + F + 'division',
         'b"x"\n' + F + 'division', 'f"x"\n' + F + 'division', '1\n' + F + 'division', 'pass; pass; ' + F + 'division',
         F + 'division\n\nif 1: ' + F + 'division', 'def f():\n ' + F + 'division', F + 'nix', 'import a\n' + F + 'nix', F + 'braces',
         'import a; ' + F + 'braces', F + '*', F + 'division\n' + F + 'nix', 'from .__future__ import division',
         'from .__future__ import nix', 'x=1\nfrom .__future__ import division', F + 'division as x', '"a" "b"\n' + F + 'division',
         F + '(\ndivision,\n); ' + F + 'annotations', 'import a; import b; ' + F + 'division; ' + F + 'division']
for case in CASES:
    try:
        compile(case, '<text>', 'exec')
        print(repr(case), 'ok')
    except SyntaxError as e:
        print(repr(case), e.msg, e.lineno, e.offset, e.end_lineno, e.end_offset, e.text)
