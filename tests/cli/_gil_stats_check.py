import json
import sys

path, policy = sys.argv[1:]
sums = json.load(open(path))
assert sums['policy'] == policy
for process in sums['processes']:
    assert process['policy'] == policy and process['exclusive'] == (policy != 'off')
    assert len(process['threads']) == 3, process['threads']
    main = next(t for t in process['threads'] if t['name'] == 'MainThread')
    lives = {t['name']: t['run'] + t['wait'] + t['blocked'] + t['stopped'] for t in process['threads']}
    # The main thread's life is the process's but for its first and last steps.
    assert 0 < lives['MainThread'] <= process['wall'] + 1e-6, (lives, process['wall'])
    for t in process['threads']:
        assert lives[t['name']] <= process['wall'] + 1e-6
        assert t['longest_hold'] <= t['run'] + 1e-6 and t['longest_wait'] <= t['wait'] + 1e-6
        assert t['acquired'] >= 1 and t['native_id'] > 0 and t['threads'] == 1
        # A thread that has been joined may have its very last steps before it.
        assert t['state'] == 'run' if t is main else t['state'] != 'blocked', t
    if policy != 'off':
        assert sum(t['run'] for t in process['threads']) <= process['wall'] + 1e-6
        assert process['forced'] <= process['acquired']
    assert process['acquired'] == sum(t['acquired'] for t in process['threads'])
    held = sum(f['held'] for f in process['functions'])
    ran = sum(t['run'] for t in process['threads'])
    assert held <= ran + 1e-6, (held, ran)
print("each thread's times sum up to its life")
for process in sums['processes']:
    assert 0 <= process['contended'] <= process['wall'] and 0 <= process['contended_share'] <= 1
    if policy == 'off':
        assert process['contended'] == 0
print('contention is within the wall time')
for process in sums['processes']:
    compute = next(f for f in process['functions'] if f['function'] == 'compute')
    assert compute['file'].endswith('_gil_stats_program.py') and compute['line'] == 7, compute
    assert compute['held'] > 0 and compute['holds'] >= 2
print('functions are named')
print('processes:', ', '.join(sorted(p['name'] for p in sums['processes'])))
