"""Times with a zone are pickled as CPython does, whose zones have no state: each can read the other's."""
import copy
import datetime
import pickle
import pickletools

ZONES = [datetime.timezone.utc, datetime.timezone(datetime.timedelta(hours=2), 'X'), datetime.timezone(datetime.timedelta(minutes=-90))]
for zone in ZONES:
    for thing in zone, datetime.datetime(2020, 1, 2, 3, 4, 5, 6, zone), datetime.time(1, 2, tzinfo=zone, fold=1):
        for protocol in range(6):
            data = pickle.dumps(thing, protocol)
            codes = [code.name for code, argument, position in pickletools.genops(data)]
            assert pickle.loads(data) == thing
            print(protocol, 'BUILD' in codes, codes.count('REDUCE'))
        assert copy.copy(thing) == copy.deepcopy(thing) == thing
print(ZONES[1].__reduce__())


class Named(datetime.tzinfo):
    def __init__(self, name='none'):
        self.name = name


print(vars(pickle.loads(pickle.dumps(Named('here')))))

# What CPython wrote.
print(repr(pickle.loads(
    b'\x80\x04\x95W\x00\x00\x00\x00\x00\x00\x00\x8c\x08datetime\x94\x8c\x08datetime\x94\x93\x94C\n\x07\xe4\x01\x01\x00\x00\x00\x00\x00\x00\x94h\x00'
    b'\x8c\x08timezone\x94\x93\x94h\x00\x8c\ttimedelta\x94\x93\x94K\x00K\x00K\x00\x87\x94R\x94\x85\x94R\x94\x86\x94R\x94.')))
