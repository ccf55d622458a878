"""The writing half of pickle.

Model: one walk over the object graph. save() looks the exact type up in a table of methods; an
object seen before is written as a reference to its memo entry, which also keeps it alive, so that
its id() stays its own for the whole walk. The output gathers in one bytearray. From protocol 4 on
it consists of frames of about 64 KiB, each with its length in front; long strings stand between
frames.

Protocols 2 to 5 are written; 0 and 1 are written as 2, which every reader of the last twenty years
knows, though objects are asked to reduce themselves for the protocol that was given.

Thread-safety with the global lock off: a Pickler belongs to one thread.  A container that another
thread changes during the walk may be written with or without the change.

Native: object.__reduce_ex__, copyreg, _struct.pack for floats.
"""

import sys

from _pickle_format import (DEFAULT_PROTOCOL, HIGHEST_PROTOCOL, OPCODES, PicklingError, old_name,
                            whichmodule)

globals().update((_name, _byte[0]) for _name, _byte in OPCODES)

_FRAME_SIZE = 64 * 1024
_FRAME_HEADER = bytes(9)
_BATCH = 1000

_FunctionType = type(lambda: None)
_BuiltinType = type(len)
_ModuleType = type(sys)


class _Nothing:
    def method(self):
        pass


_MethodType = type(_Nothing().method)


class Pickler:
    """Writes objects to a binary file (see dump())."""

    def __init__(self, file, protocol=None, *, fix_imports=True, buffer_callback=None):
        self._set_protocol(protocol, fix_imports, buffer_callback)
        try:
            self._write = file.write
        except AttributeError:
            raise TypeError("file must have a 'write' attribute") from None

    def _set_protocol(self, protocol, fix_imports, buffer_callback):
        if protocol is None:
            protocol = DEFAULT_PROTOCOL
        elif protocol < 0:
            protocol = HIGHEST_PROTOCOL
        elif protocol > HIGHEST_PROTOCOL:
            raise ValueError(f'pickle protocol must be <= {HIGHEST_PROTOCOL}')
        if buffer_callback is not None and protocol < 5:
            raise ValueError('buffer_callback needs protocol >= 5')
        self.proto = max(protocol, 2)
        self._reduce_protocol = protocol
        self.fix_imports = fix_imports and protocol < 3
        self.memo = {}
        self.out = bytearray()
        self.frame_start = -1
        # Hooks that a subclass may add; None when there is none, so that save() tests one word.
        self._persistent_id = getattr(self, 'persistent_id', None)
        self._reducer_override = getattr(self, 'reducer_override', None)
        self._dispatch_table = getattr(self, 'dispatch_table', None)

    def clear_memo(self):
        """Forget the objects written so far."""
        self.memo.clear()

    def dump(self, obj):
        """Write obj."""
        self._write(self._dump_bytes(obj))

    def _dump_bytes(self, obj):
        self.out = out = bytearray((PROTO, self.proto))
        if self.proto >= 4:
            self._begin_frame()
        self.save(obj)
        out.append(STOP)
        self._end_frame()
        self.out = bytearray()
        return bytes(out)

    # Frames.

    def _begin_frame(self):
        self.frame_start = len(self.out)
        self.out += _FRAME_HEADER

    def _end_frame(self):
        start = self.frame_start
        if start < 0:
            return
        self.frame_start = -1
        size = len(self.out) - start - len(_FRAME_HEADER)
        if size < 4:
            del self.out[start:start + len(_FRAME_HEADER)]
        else:
            self.out[start:start + len(_FRAME_HEADER)] = b'\x95' + size.to_bytes(8, 'little')

    def _put_long(self, header, data):
        """Write header and data, outside any frame when data is long."""
        if self.frame_start < 0 or len(data) < _FRAME_SIZE:
            self.out += header
            self.out += data
            return
        self._end_frame()
        self.out += header
        self.out += data
        self._begin_frame()

    # The walk.

    def save(self, obj):
        """Write one object."""
        if self._persistent_id is not None:
            pid = self._persistent_id(obj)
            if pid is not None:
                self.save_persistent(pid)
                return
        kind = type(obj)
        writer = _ATOMS.get(kind)
        if writer is not None:
            writer(self, obj)
            return
        known = self.memo.get(id(obj))
        if known is not None:
            self._write_get(known[0])
            return
        writer = _CONTAINERS.get(kind)
        if writer is not None:
            writer(self, obj)
            if len(self.out) - self.frame_start >= _FRAME_SIZE and self.frame_start >= 0:
                self._end_frame()
                self._begin_frame()
            return
        self._save_other(obj, kind)

    def _save_other(self, obj, kind):
        reduced = NotImplemented
        if self._reducer_override is not None:
            reduced = self._reducer_override(obj)
        if reduced is NotImplemented:
            if kind is type:
                self._save_type(obj)
                return
            if kind is _FunctionType:
                self.save_global(obj)
                return
            reduced = self._reduce(obj, kind)
            if reduced is None:
                self.save_global(obj)
                return
        if isinstance(reduced, str):
            self.save_global(obj, reduced)
            return
        if type(reduced) is not tuple:
            raise PicklingError('__reduce__ must return a string or tuple')
        if not 2 <= len(reduced) <= 6:
            raise PicklingError('tuple returned by __reduce__ must contain 2 through 6 elements')
        self.save_reduce(*reduced, obj=obj)

    def _reduce(self, obj, kind):
        """What obj reduces to; None for a class, which is written by name."""
        table = self._dispatch_table
        if table is None:
            table = _copyreg().dispatch_table
        reducer = table.get(kind)
        if reducer is not None:
            return reducer(obj)
        if issubclass(kind, type):
            return None
        if kind is _MethodType:
            return getattr, (obj.__self__, obj.__func__.__name__)
        if kind is _BuiltinType:
            owner = obj.__self__
            if owner is None or type(owner) is _ModuleType:
                return obj.__qualname__
            return getattr, (owner, obj.__name__)
        reduce_ex = getattr(obj, '__reduce_ex__', None)
        if reduce_ex is not None:
            return reduce_ex(self._reduce_protocol)
        reducer = getattr(obj, '__reduce__', None)
        if reducer is not None:
            return reducer()
        raise PicklingError(f"can't pickle {kind.__name__!r} object: {obj!r}")

    def save_reduce(self, func, args, state=None, listitems=None, dictitems=None,
                    state_setter=None, *, obj=None):
        """Write the recipe that rebuilds obj: call func(*args), then add state and items."""
        _check_reduced(func, args, listitems, dictitems, state_setter)
        save, out = self.save, self.out
        name = getattr(func, '__name__', '')
        if name == '__newobj_ex__':
            self._save_newobj_ex(args, obj)
        elif name == '__newobj__':
            self._save_newobj(args, obj)
        else:
            save(func)
            save(args)
            out.append(REDUCE)
        if obj is not None:
            known = self.memo.get(id(obj))
            if known is not None:
                # Writing the arguments met obj itself and wrote it.
                out.append(POP)
                self._write_get(known[0])
                return
            self.memoize(obj)
        if listitems is not None:
            self._batch_appends(listitems)
        if dictitems is not None:
            self._batch_setitems(dictitems)
        if state is not None:
            if state_setter is None:
                save(state)
                out.append(BUILD)
            else:
                save(state_setter)
                save(obj)
                save(state)
                out += b'\x86R0'    # TUPLE2 REDUCE POP: the setter's result is dropped

    def _save_newobj(self, args, obj):
        cls = args[0] if args else None
        if not hasattr(cls, '__new__'):
            raise PicklingError('args[0] from __newobj__ args has the wrong type')
        if obj is not None and cls is not obj.__class__:
            raise PicklingError('args[0] from __newobj__ args has the wrong class')
        self.save(cls)
        self.save(args[1:])
        self.out.append(NEWOBJ)

    def _save_newobj_ex(self, args, obj):
        cls, args, kwargs = args
        if not hasattr(cls, '__new__'):
            raise PicklingError(
                f'first item from NEWOBJ_EX argument tuple must be a class, not '
                f'{type(cls).__name__}')
        if obj is not None and cls is not obj.__class__:
            raise PicklingError('first item from NEWOBJ_EX argument tuple must be the class of '
                                'the object')
        if self.proto >= 4:
            self.save(cls)
            self.save(args)
            self.save(kwargs)
            self.out.append(NEWOBJ_EX)
        else:
            from functools import partial
            self.save(partial(cls.__new__, cls, *args, **kwargs))
            self.save(())
            self.out.append(REDUCE)

    def save_persistent(self, pid):
        self._persistent_id, hook = None, self._persistent_id
        try:
            self.save(pid)
        finally:
            self._persistent_id = hook
        self.out.append(BINPERSID)

    # The memo.

    def memoize(self, obj):
        """Give obj, which was just written, the next memo entry."""
        memo = self.memo
        index = len(memo)
        memo[id(obj)] = index, obj
        if self.proto >= 4:
            self.out.append(MEMOIZE)
        elif index < 256:
            self.out += bytes((BINPUT, index))
        else:
            self.out.append(LONG_BINPUT)
            self.out += index.to_bytes(4, 'little')

    def _write_get(self, index):
        if index < 256:
            self.out += bytes((BINGET, index))
        else:
            self.out.append(LONG_BINGET)
            self.out += index.to_bytes(4, 'little')

    # Atoms.

    def _save_none(self, obj):
        self.out.append(NONE)

    def _save_bool(self, obj):
        self.out.append(NEWTRUE if obj else NEWFALSE)

    def _save_int(self, obj):
        out = self.out
        if 0 <= obj < 0x100:
            out.append(BININT1)
            out.append(obj)
        elif 0 <= obj < 0x10000:
            out.append(BININT2)
            out += obj.to_bytes(2, 'little')
        elif -0x80000000 <= obj < 0x80000000:
            out.append(BININT)
            out += obj.to_bytes(4, 'little', signed=True)
        else:
            size = (obj if obj >= 0 else ~obj).bit_length() // 8 + 1
            if size < 256:
                out += bytes((LONG1, size))
            else:
                out.append(LONG4)
                out += size.to_bytes(4, 'little')
            out += obj.to_bytes(size, 'little', signed=True)

    def _save_float(self, obj):
        self.out.append(BINFLOAT)
        self.out += _pack_float('>d', obj)

    # Strings.

    def _save_str(self, obj):
        data = obj.encode('utf-8', 'surrogatepass')
        size = len(data)
        if size < 256 and self.proto >= 4:
            self.out += bytes((SHORT_BINUNICODE, size))
            self.out += data
        elif size < 1 << 32:
            self._put_long(b'X' + size.to_bytes(4, 'little'), data)
        else:
            self._put_long(b'\x8d' + size.to_bytes(8, 'little'), data)
        self.memoize(obj)

    def _save_bytes(self, obj):
        size = len(obj)
        if self.proto < 3:
            self._save_bytes_as_text(obj)
            return
        if size < 256:
            self.out += bytes((SHORT_BINBYTES, size))
            self.out += obj
        elif size < 1 << 32:
            self._put_long(b'B' + size.to_bytes(4, 'little'), obj)
        else:
            self._put_long(b'\x8e' + size.to_bytes(8, 'little'), obj)
        self.memoize(obj)

    def _save_bytes_as_text(self, obj):
        if not obj:
            self.save_reduce(bytes, (), obj=obj)
            return
        import _codecs
        self.save_reduce(_codecs.encode, (obj.decode('latin1'), 'latin1'), obj=obj)

    def _save_bytearray(self, obj):
        if self.proto >= 5:
            self._put_long(b'\x96' + len(obj).to_bytes(8, 'little'), obj)
            self.memoize(obj)
        elif obj:
            self.save_reduce(bytearray, (bytes(obj),), obj=obj)
        else:
            self.save_reduce(bytearray, (), obj=obj)

    # Containers.

    def _save_tuple(self, obj):
        out = self.out
        size = len(obj)
        if not size:
            out.append(EMPTY_TUPLE)
            return
        save = self.save
        if size > 3:
            out.append(MARK)
        for item in obj:
            save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            # An item led back to this tuple, which is complete in the memo: use that one.
            if size > 3:
                out.append(POP_MARK)
            else:
                out += b'0' * size
            self._write_get(known[0])
            return
        out.append(TUPLE if size > 3 else TUPLE1 + size - 1)
        self.memoize(obj)

    def _save_list(self, obj):
        self.out.append(EMPTY_LIST)
        self.memoize(obj)
        if obj:
            self._batch_appends(obj)

    def _batch_appends(self, items):
        save, out = self.save, self.out
        for batch in _batches(items):
            if len(batch) == 1:
                save(batch[0])
                out.append(APPEND)
                continue
            out.append(MARK)
            for item in batch:
                save(item)
            out.append(APPENDS)

    def _save_dict(self, obj):
        self.out.append(EMPTY_DICT)
        self.memoize(obj)
        if obj:
            self._batch_setitems(obj.items())

    def _batch_setitems(self, items):
        save, out = self.save, self.out
        for batch in _batches(items):
            if len(batch) > 1:
                out.append(MARK)
            for key, value in batch:
                save(key)
                save(value)
            out.append(SETITEMS if len(batch) > 1 else SETITEM)

    def _save_set(self, obj):
        if self.proto < 4:
            self.save_reduce(set, (list(obj),), obj=obj)
            return
        save, out = self.save, self.out
        out.append(EMPTY_SET)
        self.memoize(obj)
        for batch in _batches(obj):
            out.append(MARK)
            for item in batch:
                save(item)
            out.append(ADDITEMS)

    def _save_frozenset(self, obj):
        if self.proto < 4:
            self.save_reduce(frozenset, (list(obj),), obj=obj)
            return
        save, out = self.save, self.out
        out.append(MARK)
        for item in obj:
            save(item)
        known = self.memo.get(id(obj))
        if known is not None:
            out.append(POP_MARK)
            self._write_get(known[0])
            return
        out.append(FROZENSET)
        self.memoize(obj)

    # Names.

    def save_global(self, obj, name=None):
        """Write obj as the name of a global of some module."""
        if name is None:
            name = getattr(obj, '__qualname__', None) or obj.__name__
        module_name = whichmodule(obj, name)
        owner, found = self._look_up(obj, module_name, name)
        if found is not obj:
            raise PicklingError(
                f"Can't pickle {obj!r}: it's not the same object as {module_name}.{name}")
        out = self.out
        if self.proto >= 4:
            self.save(module_name)
            self.save(name)
            out.append(STACK_GLOBAL)
        elif '.' in name:
            self.save_reduce(getattr, (owner, name.rpartition('.')[2]))
        else:
            if self.fix_imports:
                module_name, name = old_name(module_name, name)
            encoding = 'utf-8' if self.proto >= 3 else 'ascii'
            out += f'c{module_name}\n{name}\n'.encode(encoding)
        self.memoize(obj)

    def _look_up(self, obj, module_name, name):
        """The object that the name leads to, and what it is an attribute of."""
        try:
            __import__(module_name)
            found = sys.modules[module_name]
        except (ImportError, KeyError):
            raise PicklingError(
                f"Can't pickle {obj!r}: import of module {module_name!r} failed") from None
        owner = found
        for part in name.split('.'):
            if part == '<locals>':
                raise AttributeError(f"Can't pickle local object {name!r}")
            owner = found
            try:
                found = getattr(found, part)
            except AttributeError:
                raise PicklingError(f"Can't pickle {obj!r}: attribute lookup {name} on "
                                    f"{module_name} failed") from None
        return owner, found

    def _save_type(self, obj):
        singleton = _SINGLETON_TYPES.get(obj, obj)
        if singleton is obj:
            self.save_global(obj)
        else:
            self.save_reduce(type, (singleton,), obj=obj)

    def _save_singleton(self, obj):
        self.save_global(obj, 'Ellipsis' if obj is ... else 'NotImplemented')


def _batches(items):
    """Split any iterable into lists of at most _BATCH items."""
    batch = []
    for item in items:
        batch.append(item)
        if len(batch) == _BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _check_reduced(func, args, listitems, dictitems, state_setter):
    if not callable(func):
        raise PicklingError('first item of the tuple returned by __reduce__ must be callable')
    if not isinstance(args, tuple):
        raise PicklingError('second item of the tuple returned by __reduce__ must be a tuple')
    for position, items in (('fourth', listitems), ('fifth', dictitems)):
        if items is not None and not hasattr(items, '__next__'):
            raise PicklingError(f'{position} element of the tuple returned by __reduce__ must be '
                                f'an iterator, not {type(items).__name__}')
    if state_setter is not None and not callable(state_setter):
        raise PicklingError('sixth element of the tuple returned by __reduce__ must be a '
                            f'function, not {type(state_setter).__name__}')


def _copyreg():
    import copyreg
    return copyreg


def _pack_float(form, value):
    global _pack_float
    from _struct import pack as _pack_float
    return _pack_float(form, value)


_SINGLETON_TYPES = {type(None): None, type(...): ..., type(NotImplemented): NotImplemented}

_ATOMS = {type(None): Pickler._save_none, bool: Pickler._save_bool, int: Pickler._save_int,
          float: Pickler._save_float}

_CONTAINERS = {str: Pickler._save_str, bytes: Pickler._save_bytes,
               bytearray: Pickler._save_bytearray, tuple: Pickler._save_tuple,
               list: Pickler._save_list, dict: Pickler._save_dict, set: Pickler._save_set,
               frozenset: Pickler._save_frozenset, type(...): Pickler._save_singleton,
               type(NotImplemented): Pickler._save_singleton}
