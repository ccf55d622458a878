"""An object enters itself in a registry when it is complete."""

import threading

registry = {}


class Sensor:
    def __init__(self, name, unit):
        self.unit = unit
        self.value = 0
        registry[name] = self


def show():
    for name, sensor in list(registry.items()):
        print(name, sensor.value, sensor.unit)


maker = threading.Thread(target=Sensor, args=('outside', 'degrees'))
viewer = threading.Thread(target=show)
maker.start()
viewer.start()
maker.join()
viewer.join()
