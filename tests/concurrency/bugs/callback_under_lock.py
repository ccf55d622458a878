"""A bus calls listeners under its lock, and a listener takes the shop's; an order takes them the other way round."""

import threading


class Bus:
    def __init__(self):
        self.lock = threading.Lock()
        self.listeners = []

    def publish(self, message):
        with self.lock:
            for listener in self.listeners:
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
