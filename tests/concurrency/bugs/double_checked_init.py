"""Double-checked locking: the connection is assigned before it is opened, and the quick check sees it."""

import threading


class Connection:
    def __init__(self):
        self.address = None

    def open(self, address):
        self.address = address

    def send(self, text):
        if self.address is None:
            raise RuntimeError('the connection is not open')
        return f'{self.address}: {text}'


class Client:
    def __init__(self):
        self.lock = threading.Lock()
        self.connection = None

    def send(self, text):
        if self.connection is None:
            with self.lock:
                if self.connection is None:
                    self.connection = Connection()
                    self.connection.open('database')
        return self.connection.send(text)


client = Client()
users = [threading.Thread(target=client.send, args=(text,)) for text in ('one', 'two')]
for user in users:
    user.start()
for user in users:
    user.join()
