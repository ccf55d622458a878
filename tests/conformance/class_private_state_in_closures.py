def make_account(balance):
    class Account:
        total = 0

        def deposit(self, n):
            nonlocal balance
            balance += n
            Account.total += n
            return balance

        def who(self):
            return __class__.__name__, type(self).__name__

    return Account


A, B = make_account(10), make_account(100)
a, b = A(), B()
print(a.deposit(5), A().deposit(1), b.deposit(7), A.total, B.total, A is B, a.who(), A.__qualname__)
class S(A):
    pass
print(S().who(), S().deposit(0), S.total, isinstance(S(), A), isinstance(S(), B), S.__mro__[1] is A)
