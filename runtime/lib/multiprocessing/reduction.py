"""How objects are pickled on their way to another process.

Model: ForkingPickler knows what other pickles cannot send: connections, sockets and other objects with
a descriptor. To a child that is being started the descriptor goes by inheritance; to any other process
by way of resource_sharer, which sends it over a socket.

Thread-safety with the global lock off: the table of reducers is changed by single operations, and
each pickler has a copy of its own.

Native: pickle; socket, array and functools are imported once they are needed.
"""

import copyreg
import pickle
import sys
from _pickle import _dumps_with_reducers
from io import BytesIO
from types import MethodDescriptorType, MethodType, WrapperDescriptorType

from multiprocessing import context

__all__ = ['send_handle', 'recv_handle', 'ForkingPickler', 'register', 'dump', 'DupFd', 'sendfds',
           'recvfds']

HAVE_SEND_HANDLE = True
ACKNOWLEDGE = False


class ForkingPickler(pickle.Pickler):
    """A pickler with the reducers that were registered here beside those of copyreg."""

    _extra_reducers = {}

    def __init__(self, *args):
        super().__init__(*args)
        self.dispatch_table = _current_table(self._extra_reducers)

    @classmethod
    def register(cls, type, reduce):
        """Have objects of that exact type pickled by reduce(obj)."""
        cls._extra_reducers[type] = reduce

    @classmethod
    def dumps(cls, obj, protocol=None):
        """The pickle of obj, as something bytes-like."""
        if cls is ForkingPickler:
            if len(sys.modules) != _n_modules:
                _register_lazily()
            return _dumps_with_reducers(obj, protocol, cls._extra_reducers)
        buffer = BytesIO()
        cls(buffer, protocol).dump(obj)
        return buffer.getbuffer()

    loads = pickle.loads


register = ForkingPickler.register


def dump(obj, file, protocol=None):
    """Pickle obj into a file."""
    ForkingPickler(file, protocol).dump(obj)


# Types that a program has only if it has imported their module: (module, type, reducer).

def _register_lazily():
    """Register the types whose modules have been imported by now."""
    global _n_modules
    _n_modules = len(sys.modules)
    for module, name, reduce in _lazy:
        found = getattr(sys.modules.get(module), name, None)
        if found is not None:
            ForkingPickler._extra_reducers.setdefault(found, reduce)


def _current_table(extra):
    """The reducers of this moment."""
    if len(sys.modules) != _n_modules:
        _register_lazily()
    return {**copyreg.dispatch_table, **extra}


def _reduce_socket(sock):
    return _rebuild_socket, (DupFd(sock.fileno()), sock.family, sock.type, sock.proto)


def _rebuild_socket(dup, family, type, proto):
    import socket
    return socket.socket(family, type, proto, fileno=dup.detach())


def _reduce_partial(partial):
    return _rebuild_partial, (partial.func, partial.args, partial.keywords or {})


def _rebuild_partial(func, args, keywords):
    from functools import partial
    return partial(func, *args, **keywords)


_n_modules = 0      # when the types below were looked for last
_lazy = [('socket', 'socket', _reduce_socket), ('functools', 'partial', _reduce_partial)]


def _reduce_method(method):
    return getattr, (method.__self__, method.__func__.__name__)


def _reduce_method_descriptor(descriptor):
    return getattr, (descriptor.__objclass__, descriptor.__name__)


register(MethodType, _reduce_method)
register(MethodDescriptorType, _reduce_method_descriptor)
register(WrapperDescriptorType, _reduce_method_descriptor)


# Descriptors.

def sendfds(sock, fds):
    """Send descriptors over a socket of the file system's kind."""
    import socket
    from array import array
    sent = array('i', fds)
    sock.sendmsg([bytes([len(sent) % 256])], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, sent)])


def recvfds(sock, size):
    """Receive that many descriptors; a list."""
    import socket
    from array import array
    received = array('i')
    message, ancillary, _, _ = sock.recvmsg(1, socket.CMSG_SPACE(received.itemsize * size))
    if not message and not ancillary:
        raise EOFError
    if len(ancillary) != 1:
        raise RuntimeError(f'received {len(ancillary)} items of ancdata')
    level, kind, data = ancillary[0]
    if (level, kind) != (socket.SOL_SOCKET, socket.SCM_RIGHTS) or len(data) % received.itemsize:
        raise RuntimeError('Invalid data received')
    received.frombytes(data)
    if len(received) % 256 != message[0]:
        raise AssertionError(f'Len is {len(received)} but msg[0] is {message[0]!r}')
    return list(received)


def send_handle(conn, handle, destination_pid):
    """Send a descriptor over a connection."""
    with _socket_of(conn) as sock:
        sendfds(sock, [handle])


def recv_handle(conn):
    """Receive a descriptor over a connection."""
    with _socket_of(conn) as sock:
        return recvfds(sock, 1)[0]


def _socket_of(conn):
    import socket
    return socket.fromfd(conn.fileno(), socket.AF_UNIX, socket.SOCK_STREAM)


def DupFd(fd):
    """Something picklable whose detach() gives the descriptor in the other process."""
    popen = context.get_spawning_popen()
    if popen is not None:
        return popen.DupFd(popen.duplicate_for_child(fd))
    from multiprocessing import resource_sharer
    return resource_sharer.DupFd(fd)


class AbstractReducer:
    """What a replacement of this module, set as the reducer of a context, derives from."""

    ForkingPickler = ForkingPickler
    register = register
    dump = dump
    send_handle = send_handle
    recv_handle = recv_handle
    sendfds = sendfds
    recvfds = recvfds
    DupFd = DupFd
