"""A corpus as one text file: an input a line, as the inside of a bytes literal.

    corpus.py unpack FILE FOLDER      each line becomes a file, named as libFuzzer does
    corpus.py pack FOLDER FILE        and back, the short inputs first
    corpus.py replay TARGET...        gives the inputs of the kept corpora to their targets, and prints `ok TARGET`
"""

import ast
import hashlib
import importlib
import os
import sys

KEPT = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), 'corpus')


def read(path):
    with open(path, encoding='ascii') as file:
        return [ast.literal_eval(f"b'{line}'") for line in file.read().splitlines()]


def as_line(data):
    return repr(b'"' + data)[3:-1].replace("\\'", "'").replace("'", "\\'")


def unpack(path, folder):
    os.makedirs(folder, exist_ok=True)
    for data in read(path):
        with open(os.path.join(folder, hashlib.sha1(data).hexdigest()), 'wb') as file:
            file.write(data)


def pack(folder, path):
    inputs = set()
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), 'rb') as file:
            inputs.add(file.read())
    with open(path, 'w', encoding='ascii') as file:
        file.writelines(as_line(data) + '\n' for data in sorted(inputs, key=lambda data: (len(data), data)))


def replay(*targets):
    for name in targets:
        one_input = importlib.import_module(name).one_input
        for data in read(os.path.join(KEPT, name + '.txt')):
            one_input(data)
        print('ok', name)


if __name__ == '__main__':
    {'unpack': unpack, 'pack': pack, 'replay': replay}[sys.argv[1]](*sys.argv[2:])
