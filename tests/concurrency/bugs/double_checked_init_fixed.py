"""Double-checked locking: the connection is assigned once it is open."""

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
                    connection = Connection()
                    connection.open('database')
                    self.connection = connection
        return self.connection.send(text)


client = Client()
users = [threading.Thread(target=client.send, args=(text,)) for text in ('one', 'two')]
for user in users:
    user.start()
for user in users:
    user.join()
