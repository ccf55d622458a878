# At the end __del__ sees the variables of its module.
import os


class Owner:
    def __init__(self, name):
        self.name = name

    def __del__(self):
        print('del', os.path.basename(self.name), helper())


def helper():
    return 'helped'


first = Owner('/tmp/first')
