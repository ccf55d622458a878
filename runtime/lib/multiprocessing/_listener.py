"""Connections between processes that do not know each other.

Model: a Listener owns a listening socket, of the Internet or of a name in the file system; accept()
and Client() make a Connection of either end. With an authkey both prove to the other that they know
it, without sending it: each answers a random challenge by its keyed digest.

    one that challenges        the other
    CHALLENGE + random  ---->
                        <----  hmac-md5(key, random)
    WELCOME | FAILURE   ---->

Thread-safety with the global lock off: that of sockets; a Listener's state changes in close() only.

Native: nothing of its own; socket, hmac and, for names, tempfile come from the library.
"""

import posix
import socket
from itertools import count

from multiprocessing import util
from multiprocessing.connection import Connection
from multiprocessing.context import AuthenticationError

BUFSIZE = 8192
MESSAGE_LENGTH = 20
CHALLENGE = b'#CHALLENGE#'
WELCOME = b'#WELCOME#'
FAILURE = b'#FAILURE#'

default_family = 'AF_UNIX'
families = ['AF_INET', 'AF_UNIX']

_counter = count()


def arbitrary_address(family):
    """An address that is free."""
    if family == 'AF_INET':
        return 'localhost', 0
    if family == 'AF_UNIX':
        import tempfile
        return tempfile.mktemp(prefix=f'listener-{posix.getpid()}-{next(_counter)}-',
                               dir=util.get_temp_dir())
    raise ValueError('unrecognized family')


def _check_family(family):
    if family == 'AF_PIPE':     # which another system has
        raise ValueError(f'Family {family} is not recognized.')


def address_type(address):
    """The family that an address is of."""
    if type(address) is tuple:
        return 'AF_INET'
    if type(address) is str and address.startswith('\\\\'):
        return 'AF_PIPE'
    if type(address) is str or util.is_abstract_socket_namespace(address):
        return 'AF_UNIX'
    raise ValueError(f'address type of {address!r} unrecognized')


class Listener:
    """Waits for clients at an address."""

    def __init__(self, address=None, family=None, backlog=1, authkey=None):
        family = family or (address and address_type(address)) or default_family
        address = address or arbitrary_address(family)
        _check_family(family)
        if authkey is not None and not isinstance(authkey, bytes):
            raise TypeError('authkey should be a byte string')
        self._listener = SocketListener(address, family, backlog)
        self._authkey = authkey

    def accept(self):
        """The connection to the next client; AuthenticationError if it does not know the key."""
        if self._listener is None:
            raise OSError('listener is closed')
        connection = self._listener.accept()
        if self._authkey is not None:
            _authenticate(connection, self._authkey, deliver_challenge, answer_challenge)
        return connection

    def close(self):
        """Wait no longer."""
        listener, self._listener = self._listener, None
        if listener is not None:
            listener.close()

    @property
    def address(self):
        return self._listener._address

    @property
    def last_accepted(self):
        return self._listener._last_accepted

    def __enter__(self):
        return self

    def __exit__(self, *exc_info):
        self.close()


def Client(address, family=None, authkey=None):
    """A connection to the Listener at address."""
    _check_family(family or address_type(address))
    if authkey is not None and not isinstance(authkey, bytes):
        raise TypeError('authkey should be a byte string')
    connection = SocketClient(address)
    if authkey is not None:
        _authenticate(connection, authkey, answer_challenge, deliver_challenge)
    return connection


class SocketListener:
    """The socket of a Listener; the name of one in the file system goes with it."""

    def __init__(self, address, family, backlog=1):
        self._socket = socket.socket(getattr(socket, family))
        try:
            self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            self._socket.setblocking(True)
            self._socket.bind(address)
            self._socket.listen(backlog)
            self._address = self._socket.getsockname()
        except OSError:
            self._socket.close()
            raise
        self._family = family
        self._last_accepted = None
        self._unlink = None
        if family == 'AF_UNIX' and not util.is_abstract_socket_namespace(address):
            self._unlink = util.Finalize(self, posix.unlink, args=(address,), exitpriority=0)

    def accept(self):
        accepted, self._last_accepted = self._socket.accept()
        accepted.setblocking(True)
        return Connection(accepted.detach())

    def close(self):
        try:
            self._socket.close()
        finally:
            unlink, self._unlink = self._unlink, None
            if unlink is not None:
                unlink()


def SocketClient(address):
    """A connection to the socket that listens at address."""
    with socket.socket(getattr(socket, address_type(address))) as made:
        made.setblocking(True)
        made.connect(address)
        return Connection(made.detach())


# Authentication.

def _authenticate(connection, authkey, *steps):
    try:
        for step in steps:
            step(connection, authkey)
    except BaseException:
        connection.close()
        raise


def _digest(authkey, message):
    import hmac
    return hmac.new(authkey, message, 'md5').digest()


def _check_key(authkey):
    if not isinstance(authkey, bytes):
        raise ValueError(f'Authkey must be bytes, not {type(authkey)!s}')


def deliver_challenge(connection, authkey):
    """Have the other side prove that it knows the key."""
    _check_key(authkey)
    message = posix.urandom(MESSAGE_LENGTH)
    connection.send_bytes(CHALLENGE + message)
    if connection.recv_bytes(256) != _digest(authkey, message):
        connection.send_bytes(FAILURE)
        raise AuthenticationError('digest received was wrong')
    connection.send_bytes(WELCOME)


def answer_challenge(connection, authkey):
    """Prove to the other side that this one knows the key."""
    _check_key(authkey)
    message = connection.recv_bytes(256)
    assert message[:len(CHALLENGE)] == CHALLENGE, f'message = {message!r}'
    connection.send_bytes(_digest(authkey, message[len(CHALLENGE):]))
    if connection.recv_bytes(256) != WELCOME:
        raise AuthenticationError('digest sent was rejected')


# Objects as XML instead of pickles.

class ConnectionWrapper:
    """A connection that sends and receives objects its own way."""

    def __init__(self, conn, dumps, loads):
        self._conn = conn
        self._dumps = dumps
        self._loads = loads
        for name in ('fileno', 'close', 'poll', 'recv_bytes', 'send_bytes'):
            setattr(self, name, getattr(conn, name))

    def send(self, obj):
        self._conn.send_bytes(self._dumps(obj))

    def recv(self):
        return self._loads(self._conn.recv_bytes())


def _xml():
    """What there is to make XML with: asked for before anything is connected, as it may be missing."""
    from xmlrpc import client
    return client


def _with_xml(connection, xml):
    def dumps(obj):
        return xml.dumps((obj,), None, None, None, 1).encode('utf-8')

    def loads(data):
        (obj,), _ = xml.loads(data.decode('utf-8'))
        return obj
    return ConnectionWrapper(connection, dumps, loads)


class XmlListener(Listener):
    """A Listener whose connections speak XML."""

    def accept(self):
        xml = _xml()
        return _with_xml(super().accept(), xml)


def XmlClient(*args, **kwds):
    """A Client whose connection speaks XML."""
    xml = _xml()
    return _with_xml(Client(*args, **kwds), xml)
