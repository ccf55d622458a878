# pickle: truncated, corrupted and nonsensical pickles, and what is said about each.
import io
import pickle

BAD = [
    b'', b'.', b'(.', b'K', b'\x80\x06.', b'X\x01\0\0\0', b'c\n', b'cbuiltins\n.', b'0.', b'1.', b'(0.', b'N(1.', b'(d', b'(Nd.', b'Nh\0.', b'g1\n.', b'p1\n.',
    b'Np-1\n.', b'Nq\xff.', b'\xff', b'\0', b"'", b'\\', b'~', b'}Nu.', b'}(Nu.', b']Na.', b'Na.', b'(Na.', b'](a.', b'(e.', b'N(K\1e.', b'I1x\n.', b'I\n.',
    b'Fx\n.', b'F\n.', b'F1x\n.', b'F1.5\n.', b'L\n.', b'L12L\n.', b'L12\n.', b'S\n.', b"S'a\n.", b"S'a\\x41'\n.", b'Sa\n.', b"Vabc\\u0041\n.", b'V\n.', b'V\xe9\n.', b'T\xff\xff\xff\xff',
    b'\x8b\xff\xff\xff\xff', b'\x8b\x05\0\0\0', b'\x8e' + b'\xff' * 8, b'\x8d' + b'\xff' * 8, b'\x96' + b'\xff' * 8, b'\x95' + b'\xff' * 8, b'\x95\5\0\0\0\0\0\0\0N.',
    b'\x97.', b'N\x98.', b'Q.', b'NQ.', b'P1\n.', b'\x82\x05.', b'\x82\0.', b'\x84\xff\xff\xff\xff.', b'NR.', b'NNR.', b'N)R.', b'N)\x81.',
    b'cbuiltins\nint\nN\x81.', b'cbuiltins\nint\n)N\x92.', b'Nb.', b'NNb.', b'cbuiltins\nobject\n)\x81}(K\1K\2ub.', b'NN\x93.', b'\x8c\1aN\x93.',
    b'\x80\x04\x8c\x08builtins\x8c\x03nox\x93.', b'\x80\x04\x8c\x08builtins\x8c\x07list.no\x93.', b'\x80\x04\x8c\x08builtins\x8c\x0aa.<locals>\x93.', b'\x80\x04\x8c\x08builtins\x8c\x0blist.append\x93.',
    b'\x80\x03cbuiltins\nlist.append\n.', b'cno_such_module\nx\n.', b'(ibuiltins\nint\n.', b'(cbuiltins\nint\no.', b'(o.', b'o.', b'(K\1K\2o.', b'r\xff\xff\xff\x7f', b'Nj\xff\xff\xff\xff.',
    b'I010\n.', b'I01\n.', b'I00\n.', b'I001\n.', b'I99999999999999999999\n.', b'I0x1f\n.', b'2.', b'N2\x86.', b'\x86.', b'N\x87.', b'\x8a\x01\x80.', b'\x8a\x00.', b'\x8a\x09' + b'\xff' * 9 + b'.',
    b'\x8a\x10' + b'\0' * 15 + b'\x80.', b'\x8a\x09' + b'\0' * 8 + b'\x01.', b'\x8f(K\1\x90.', b'\x8f\x90.', b'(\x90.', b'(K\1\x91.', b'(](\x91.', b'(]\x91.', b'\x89\x88N\x87.', b'\x8c\xff',
    b'N.N.', b'\x8c\x02\xff\xff.', b'\x8c\x03\xed\xa0\x80.', b'(K\1(K\2t0K\3l.', b'(K\1K\2d.', b'](K\1K\2e.', b'}K\1K\2s.', b'}(K\1K\2u.', b'K\1K\2\x86p0\n0g0\n.', b'}](s.', b'}]](u.',
    b'NNNN(NN1\x85.', b'\x8c\x01a\x8c\x01b\x93.', b'cbuiltins\neval\n(S"1+"\ntR.',
]
for data in BAD:
    results = []
    for load in pickle.loads, lambda data: pickle.load(io.BytesIO(data)), lambda data: pickle.load(io.BufferedReader(io.BytesIO(data))):
        try:
            results.append(repr(load(data)))
        except Exception as e:
            results.append(f'{type(e).__name__}: {e}')
    print(data, *dict.fromkeys(results), sep=' | ')

# Every prefix of a good pickle is refused.
def outcome(data):
    try:
        pickle.loads(data)
    except Exception as e:
        return type(e).__name__
    return 'loaded'
for protocol in range(6):
    good = pickle.dumps([1, 'text', {'k': (1.5, None)}, {1, 2}], protocol)
    print(protocol, sorted({outcome(good[:n]) for n in range(len(good))}))
