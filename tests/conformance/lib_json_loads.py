# json.loads: hooks, numbers, duplicate keys, and errors with their positions.
import json
from decimal import Decimal

print(json.loads(' {"a": [1, -2.5e3, true, null, "\\u00e9\\ud83d\\ude00"], "a": 2} '), json.loads('[1.0, 1E2, -0, 0.5]'))
print(json.loads('{"x": 1, "y": {"z": 2}}', object_hook=lambda d: sorted(d)), json.loads('{"b": 1, "a": 2}', object_pairs_hook=list))
print(json.loads('[1.1, 2]', parse_float=Decimal, parse_int=str), json.loads('[NaN, Infinity, -Infinity]', parse_constant=str))
print(json.loads(b'"\xc3\xa9"'), json.loads('"a"'.encode('utf-16')), json.loads(bytearray(b'[]')))
for text in ('', '[1,', '[1 2]', '{"a" 1}', '{a: 1}', '{"a": 1,}', '[1,]', '"abc', '"\\x"', '"\\u12"', 'nul', '01', '1 2', '"\t"', '{"a"', '[', '-', '\ufeff[]'):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as e:
        print(repr(text), '->', e, e.pos)
try:
    json.loads('\n\n  [1,\n x]')
except json.JSONDecodeError as e:
    print(e.msg, e.lineno, e.colno, e.pos)
try:
    json.loads(3)
except TypeError as e:
    print(e)
print(json.loads('"\t"', strict=False), json.JSONDecoder().raw_decode('[1] rest'))
