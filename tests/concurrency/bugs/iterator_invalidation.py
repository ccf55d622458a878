"""A bus calls its listeners while another thread adds one: the dictionary changes under the loop."""

import threading


class Bus:
    def __init__(self):
        self.listeners = {}

    def subscribe(self, name, listener):
        self.listeners[name] = listener

    def publish(self, message):
        for listener in self.listeners.values():
            listener(message)


bus = Bus()
received = []
bus.subscribe('log', received.append)
bus.subscribe('mail', received.append)
publisher = threading.Thread(target=bus.publish, args=('up',))
subscriber = threading.Thread(target=bus.subscribe, args=('chat', received.append))
publisher.start()
subscriber.start()
publisher.join()
subscriber.join()
assert len(received) in (2, 3)
