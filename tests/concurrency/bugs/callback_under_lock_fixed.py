"""A bus calls a copy of its listeners when it has released its lock."""

import threading


class Bus:
    def __init__(self):
        self.lock = threading.Lock()
        self.listeners = []

    def publish(self, message):
        with self.lock:
            listeners = list(self.listeners)
        for listener in listeners:
            listener(message)


class Shop:
    def __init__(self, bus):
        self.lock = threading.Lock()
        self.bus = bus
        self.stock = 1
        bus.listeners.append(self.restock)

    def restock(self, amount):
        with self.lock:
            self.stock += amount

    def announce(self):
        with self.lock:
            with self.bus.lock:
                return len(self.bus.listeners), self.stock


bus = Bus()
shop = Shop(bus)
supplier = threading.Thread(target=bus.publish, args=(5,))
seller = threading.Thread(target=shop.announce)
supplier.start()
seller.start()
supplier.join()
seller.join()
