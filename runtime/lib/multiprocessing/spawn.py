"""Starting a process afresh: what its parent says, and what the child does with it.

Model: the child is this interpreter with the options of its parent, told to call spawn_main(). It reads
two pickles from a pipe: how the parent was set up, and the Process object. In between it runs the
main module again, under the name __mp_main__, so that what is defined there can be unpickled.

Thread-safety with the global lock off: of importance is one thread only, as the child has no other yet.

Native: posix, pickle. The child imports nothing that the program does not import itself; runpy only
where the main module is no plain file.
"""

import sys

import posix

from multiprocessing import context, process, util

__all__ = ['_main', 'freeze_support', 'set_executable', 'get_executable', 'get_preparation_data',
           'get_command_line', 'import_main_path']

WINEXE = WINSERVICE = False

_python_exe = sys.executable and sys.executable.encode('utf-8', 'surrogateescape')

old_main_modules = []       # kept: what was defined there may be in use


def set_executable(exe):
    """Choose the interpreter that children run."""
    global _python_exe
    from os import fsencode
    _python_exe = fsencode(exe)


def get_executable():
    return _python_exe


def get_command_line(**kwds):
    """The command that starts a child; kwds are the arguments of spawn_main()."""
    arguments = ', '.join(f'{name}={value!r}' for name, value in kwds.items())
    if getattr(sys, 'frozen', False):
        return [sys.executable, '--multiprocessing-fork',
                *(f'{name}={value!r}' for name, value in kwds.items())]
    program = f'from multiprocessing.spawn import spawn_main; spawn_main({arguments})'
    return [get_executable(), *util._args_from_interpreter_flags(), '-c', program,
            '--multiprocessing-fork']


def is_forking(argv):
    """Is that the command line of a child?"""
    return argv[1:2] == ['--multiprocessing-fork']


def freeze_support():
    """In a child of a program that has been made an executable: do its work, and exit."""
    if is_forking(sys.argv):
        pairs = (argument.split('=') for argument in sys.argv[2:])
        spawn_main(**{name: None if value == 'None' else int(value) for name, value in pairs})
        sys.exit()


# The parent.

def get_preparation_data(name):
    """How this process is set up: what a child called name has to know."""
    if getattr(process.current_process(), '_inheriting', False):
        raise RuntimeError('''
        An attempt has been made to start a new process before the
        current process has finished its bootstrapping phase.

        This probably means that you are not using fork to start your
        child processes and you have forgotten to use the proper idiom
        in the main module:

            if __name__ == '__main__':
                freeze_support()
                ...

        The "freeze_support()" line can be omitted if the program
        is not going to be frozen to produce an executable.''')
    data = {
        'name': name,
        'log_to_stderr': util._log_to_stderr,
        'authkey': process.current_process().authkey,
        'sys_path': [process.ORIGINAL_DIR if entry == '' else entry for entry in sys.path],
        'sys_argv': sys.argv,
        'orig_dir': process.ORIGINAL_DIR,
        'dir': posix.getcwd(),
        'start_method': context._default_context.get_start_method(),
    }
    if util._logger is not None:
        data['log_level'] = util._logger.getEffectiveLevel()
    _add_main(data, sys.modules['__main__'])
    return data


def _add_main(data, main):
    """Say where the main module came from, if it came from anywhere."""
    name = getattr(main.__spec__, 'name', None)
    path = getattr(main, '__file__', None)
    if name is not None:
        data['init_main_from_name'] = name
    elif path is not None:
        from posixpath import isabs, join, normpath
        if not isabs(path) and process.ORIGINAL_DIR is not None:
            path = join(process.ORIGINAL_DIR, path)
        data['init_main_from_path'] = normpath(path)


# The child.

def spawn_main(pipe_handle, parent_pid=None, tracker_fd=None):
    """What the command line of a child calls."""
    assert is_forking(sys.argv), 'Not forking'
    process._tracker_fd = tracker_fd
    sys.exit(_main(pipe_handle, posix.dup(pipe_handle)))


def _main(fd, parent_sentinel):
    """Read what the parent says from fd, and do it; the exit status."""
    from pickle import load
    with open(fd, 'rb') as from_parent:
        process.current_process()._inheriting = True
        try:
            prepare(load(from_parent))
            started = load(from_parent)
        finally:
            del process.current_process()._inheriting
    return started._bootstrap(parent_sentinel)


def prepare(data):
    """Become what get_preparation_data() of the parent described."""
    current = process.current_process()
    if 'name' in data:
        current.name = data['name']
    if 'authkey' in data:
        current.authkey = data['authkey']
    if data.get('log_to_stderr'):
        util.log_to_stderr()
    if 'log_level' in data:
        util.get_logger().setLevel(data['log_level'])
    if 'sys_path' in data:
        sys.path = data['sys_path']
    if 'sys_argv' in data:
        sys.argv = data['sys_argv']
    if 'dir' in data:
        posix.chdir(data['dir'])
    if 'orig_dir' in data:
        process.ORIGINAL_DIR = data['orig_dir']
    if 'start_method' in data:
        context._default_context.set_start_method(data['start_method'], force=True)
    if 'init_main_from_name' in data:
        _run_main_named(data['init_main_from_name'])
    elif 'init_main_from_path' in data:
        import_main_path(data['init_main_from_path'])


def _run_main_named(name):
    """Run the module of that name as __mp_main__, unless it is a __main__.py, which has no guard."""
    current = sys.modules['__main__']
    if name == '__main__' or name.endswith('.__main__') or \
            getattr(current.__spec__, 'name', None) == name:
        return
    from runpy import run_module
    _replace_main(_module_with(run_module(name, run_name='__mp_main__', alter_sys=True)))


def import_main_path(path):
    """Run the file as __mp_main__, unless it is the main module already."""
    leaf = path.rpartition('/')[2]
    if (leaf.rpartition('.')[0] or leaf) == 'ipython' or getattr(sys.modules['__main__'], '__file__', None) == path:
        return
    if path.endswith('.py'):
        _replace_main(_run_file(path))
    else:
        from runpy import run_path
        _replace_main(_module_with(run_path(path, run_name='__mp_main__')))


def _run_file(path):
    """The module that the source file makes. It is in sys.modules while it runs."""
    with open(path, 'rb') as file:
        code = compile(file.read(), path, 'exec', dont_inherit=True)
    module = _module_with({'__file__': path, '__cached__': None, '__package__': ''})
    before = sys.modules.get('__mp_main__')
    sys.modules['__mp_main__'] = module
    try:
        exec(code, module.__dict__)
    except BaseException:
        if before is None:
            sys.modules.pop('__mp_main__', None)
        else:
            sys.modules['__mp_main__'] = before
        raise
    return module


def _module_with(contents):
    module = type(sys)('__mp_main__')
    module.__dict__.update(contents)
    return module


def _replace_main(module):
    old_main_modules.append(sys.modules['__main__'])
    sys.modules['__main__'] = sys.modules['__mp_main__'] = module
