"""An object enters itself in a registry before its attributes are set: another thread finds it half made."""

import threading

registry = {}


class Sensor:
    def __init__(self, name, unit):
        registry[name] = self
        self.unit = unit
        self.value = 0


def show():
    for name, sensor in list(registry.items()):
        print(name, sensor.value, sensor.unit)


maker = threading.Thread(target=Sensor, args=('outside', 'degrees'))
viewer = threading.Thread(target=show)
maker.start()
viewer.start()
maker.join()
viewer.join()
