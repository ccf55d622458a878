# Exceptions of one's own, context managers, properties and logging to a string.
import io
import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal

out = io.StringIO()
log = logging.getLogger('bank')
handler = logging.StreamHandler(out)
handler.setFormatter(logging.Formatter('%(levelname)-8s %(name)s %(funcName)s: %(message)s'))
log.addHandler(handler)
log.setLevel(logging.DEBUG)
log.propagate = False

class BankError(Exception): pass
class Insufficient(BankError):
    def __init__(self, need, have):
        super().__init__(f'need {need}, have {have}')
        self.missing = need - have
@dataclass(order=True)
class Account:
    owner: str
    _balance: Decimal = field(default=Decimal(0), compare=False)
    history: list = field(default_factory=list, repr=False, compare=False)
    @property
    def balance(self): return self._balance
    @balance.setter
    def balance(self, value):
        if value < 0: raise Insufficient(-value, self._balance)
        self.history.append((self._balance, value))
        self._balance = value
        log.debug('%s now has %s', self.owner, value)
@contextmanager
def transaction(*accounts):
    before = [(a, a._balance, len(a.history)) for a in accounts]
    try:
        yield
    except BankError as e:
        for a, b, n in before:
            a._balance = b
            del a.history[n:]
        log.warning('rolled back: %s', e, exc_info=False)
        raise
    else:
        log.info('committed %d accounts', len(accounts))
def transfer(a, b, amount):
    with transaction(a, b):
        b.balance += amount
        a.balance -= amount
ann, bob = Account('Ann', Decimal('100.10')), Account('Bob')
transfer(ann, bob, Decimal('30.05'))
try:
    transfer(bob, ann, Decimal(50))
except Insufficient as e:
    print('refused:', e, e.missing)
    log.error('failed', exc_info=True)
print(ann, bob, ann.history, sorted([bob, ann])[0].owner)
lines = out.getvalue().splitlines()
print(*[l for l in lines if not l.startswith(('  ', 'Traceback'))], sep='\n')
log.setLevel('ERROR')
log.info('unseen')
print(log.isEnabledFor(logging.INFO), logging.getLevelName(30), log.getChild('x').name, len(out.getvalue().splitlines()) == len(lines))
