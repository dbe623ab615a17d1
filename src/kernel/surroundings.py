"""The machine that an interpreter finds around it: a project's, as far as it goes, and refused by name beyond.

It is loaded before any code of a project runs, and kept in the snapshot that later interpreters begin with.
"""

import asyncio
import json
import linecache
import multiprocessing
import os
import random
import signal
import socket
import subprocess
import sys
import sysconfig
import _thread
import threading
import time
import traceback
import types
import zoneinfo


class Channel:
    """The one way out. A line is a word, a space and a text; what is asked is answered by what can be read then."""

    def __init__(self, path):
        self._descriptor = os.open(path, os.O_RDWR)
        os.unlink(path)

    def send(self, word, text=''):
        line = f'{word} {text}\n'.encode('utf-8', 'replace')
        while line:
            line = line[os.write(self._descriptor, line):]

    def receive(self):
        parts = []
        while part := os.read(self._descriptor, 1 << 16):
            parts.append(part)
        return b''.join(parts).decode()

    def sleep(self, ms):
        """Lets time pass. Returns whether the time that there is has run out then."""
        self.send('sleep', repr(float(ms)))
        return self.receive() == 'late'


channel = None
# As they are before anybody can change them.
_getframe = sys._getframe
STANDARD = sys.stdlib_module_names
LIBRARY = f'/lib/python{sys.version_info[0]}{sys.version_info[1]}.zip/'
SHOWN_LIBRARY = f'/usr/lib/python{sys.version_info[0]}.{sys.version_info[1]}/'


def refuse(what):
    """Ends the call: a project's machine has that, and this interpreter has not."""
    channel.send('unsimulated', what)


def refusing(what):
    def refused(*_, **__):
        refuse(what)
    return refused


# What no project has.
HIDDEN = ('js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', '_pyodide_ffi', 'micropip')
# Modules of Python on other systems.
ELSEWHERE = {'nt', 'msvcrt', 'winreg', 'winsound', '_winapi', '_wmi', '_overlapped', '_scproxy', '_aix_support',
             '_android_support', '_apple_support', '_ios_support', '_osx_support'}
# What else is installed in many places.
INSTALLED = {'IPython', 'ipykernel', 'ipywidgets', 'jupyter', 'jupyter_client', 'jupyter_core', 'jupyterlab', 'nbformat',
             'nbconvert', 'notebook', 'pip', 'wheel', 'virtualenv', 'seaborn', 'plotly', 'torch', 'tensorflow', 'keras',
             'flask', 'django', 'gunicorn', 'dask', 'numba', 'cython', 'Cython', 'nose', 'black', 'ruff', 'flake8', 'isort',
             'mypy', 'tox', 'poetry', 'sage', 'apt', 'gi', 'dbus', 'psutil', 'psycopg2', 'redis', 'boto3', 'docker', 'toml',
             'tabulate', 'rpy2', 'sphinx', 'openpyxl', 'xlsxwriter', 'pyzmq', 'zmq', 'tornado', 'cocalc_api', 'smc_pyutil'}
ALWAYS = {'tzdata': 'the time zones of a machine, `/usr/share/zoneinfo`',
          '_multiprocessing': 'another process, started from Python'}


class NotThere:
    """Modules that only this interpreter has, and no kernel of a project."""
    @staticmethod
    def find_spec(name, path=None, target=None):
        first = name.partition('.')[0]
        if first in HIDDEN:
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)
        if first in ALWAYS:
            refuse(ALWAYS[first])
        if first.startswith('_sysconfigdata'):
            refuse('how Python was built there, `sysconfig`')


class Lacking:
    """Comes last: modules that nobody has found, and that a project's machine has, or may well have."""
    @staticmethod
    def find_spec(name, path=None, target=None):
        first = name.partition('.')[0]
        is_first = first == name or first == 'IPython'
        if is_first and (first in INSTALLED or first in STANDARD and first not in ELSEWHERE) and is_asked_by_project():
            refuse(f'the module `{name}` of Python')


def is_asked_by_project():
    """Whether its own code imports: the standard library knows how to do without."""
    frame = _getframe(2)
    while frame is not None and is_importing(frame.f_code.co_filename):
        frame = frame.f_back
    return frame is None or not frame.f_code.co_filename.startswith((LIBRARY, '<frozen '))


def is_importing(filename):
    return filename.startswith(('<frozen importlib', '<frozen runpy', LIBRARY + 'importlib/'))


class Loop(asyncio.BaseEventLoop):
    """An event loop for one thread that reaches no other: it waits by sleeping."""

    class Selector:
        def __init__(self, loop):
            self.loop = loop
        def select(self, timeout):
            if timeout is None or timeout > 0:
                time.sleep(1e9 if timeout is None else timeout)
            return []
        def close(self):
            pass

    def __init__(self):
        super().__init__()
        self._selector = Loop.Selector(self)
    def _process_events(self, events):
        pass
    def _write_to_self(self):
        pass


class Policy(asyncio.events._BaseDefaultEventLoopPolicy):
    _loop_factory = Loop


def hide_machine():
    """Leaves the interpreter without its ways to JavaScript, as far as Python can."""
    asyncio.run = asyncio.runners.run
    asyncio.events._event_loop_policy = Policy()
    asyncio.events._set_running_loop(None)
    gone = [finder for finder in sys.meta_path if finder.__module__.startswith('_pyodide')]
    sys.meta_path[:] = [NotThere] + [finder for finder in sys.meta_path if finder not in gone] + [Lacking]
    sys.path[:] = [path for path in sys.path if 'site-packages' not in path]
    for finder in gone:
        if not isinstance(finder, type):
            vars(finder).clear()
    for name in [name for name in sys.modules if name.partition('.')[0] in HIDDEN]:
        module = sys.modules.pop(name)
        if isinstance(module, types.ModuleType):
            vars(module).clear()
        else:
            # One of JavaScript's: what has loaded it holds on to it.
            vars(module.__spec__.loader).clear()


# Functions that start, signal or wait for processes. [man 2]
OF_PROCESSES = ('fork forkpty system popen abort kill killpg wait waitpid wait3 wait4 execl execle execlp execlpe execv execve '
                'execvp execvpe spawnl spawnle spawnlp spawnlpe spawnv spawnve spawnvp spawnvpe posix_spawn posix_spawnp').split()
OF_FILES = ('link', 'mkfifo', 'mknod', 'chroot', 'statvfs', 'fstatvfs')
OF_MACHINE = ('nice', 'getloadavg', 'sched_getaffinity', 'setuid', 'setgid', 'setsid', 'getpriority', 'setpriority')


def refuse_beyond():
    """Has what needs more than one process refused by name."""
    other = 'another process, started from Python'
    thread = 'a thread of Python'
    for name in OF_PROCESSES:
        setattr(os, name, refusing(f'`os.{name}` of Python'))
    for name in OF_FILES + OF_MACHINE:
        setattr(os, name, refusing(f'`os.{name}` of Python'))
    for name in ('alarm', 'setitimer', 'pause', 'raise_signal', 'pthread_kill', 'sigwait', 'sigwaitinfo', 'sigtimedwait'):
        setattr(signal, name, refusing(f'`signal.{name}` of Python'))
    subprocess.Popen.__init__ = lambda self, args, *_, **__: refuse(f'the program `{program_of(args)}`, started from Python')
    subprocess.Popen.__del__ = lambda self: None
    for name in ('start_new_thread', 'start_new', 'start_joinable_thread'):
        setattr(_thread, name, refusing(thread))
    threading._start_joinable_thread = refusing(thread)
    multiprocessing.process.BaseProcess.start = refusing(other)
    network = 'the network, from Python'
    for name in ('connect', 'connect_ex', 'bind', 'listen', 'sendto', 'accept'):
        setattr(socket.socket, name, refusing(network))
    for name in ('getaddrinfo', 'gethostbyname', 'gethostbyname_ex', 'gethostbyaddr', 'getnameinfo', 'create_server',
                 'create_connection', 'socketpair', 'getfqdn', 'fromfd'):
        setattr(socket, name, refusing(network))


def program_of(args):
    words = args if isinstance(args, (str, bytes)) else next(iter(args), '')
    text = os.fsdecode(words)
    return text if len(text) <= 100 else text[:100] + '…'


def show_library():
    """Names the files of the standard library in tracebacks as a machine has them."""
    def shown(filename):
        return SHOWN_LIBRARY + filename[len(LIBRARY):] if filename.startswith(LIBRARY) else filename

    class FrameSummary(traceback.FrameSummary):
        __slots__ = ()
        def __init__(self, filename, *others, **more):
            super().__init__(shown(filename), *others, **more)
    lazycache = linecache.lazycache
    def shown_lazycache(filename, module_globals):
        found = lazycache(filename, module_globals)
        if filename.startswith(LIBRARY) and filename in linecache.cache:
            linecache.cache.setdefault(shown(filename), linecache.cache[filename])
        return found
    traceback.FrameSummary = FrameSummary
    linecache.lazycache = shown_lazycache
    walk_stack = traceback.walk_stack
    def stack_of_project(frame):
        # Whoever looks for itself would find this function.
        frames = walk_stack(frame or _getframe().f_back.f_back)
        return ((one, number) for one, number in frames if one.f_code.co_filename != '<kernel>')
    traceback.walk_stack = stack_of_project


def settle():
    """Makes the interpreter one of a project's machine. The name of the system decides what modules do that are loaded later."""
    zoneinfo.reset_tzpath(to=['/usr/share/zoneinfo', '/usr/lib/zoneinfo', '/usr/share/lib/zoneinfo', '/etc/zoneinfo'])
    sysconfig._CONFIG_VARS, sysconfig._CONFIG_VARS_INITIALIZED = None, False
    sys.platform = 'linux'
    sys.maxsize = 2 ** 63 - 1
    sys.executable = sys._base_executable = '/usr/bin/python3'
    sys.prefix = sys.exec_prefix = sys.base_prefix = sys.base_exec_prefix = '/usr'
    refuse_beyond()
    show_library()


def enter(path):
    """Opens the channel. Returns it with what is told by it, in the machine that is told of."""
    global channel
    channel = Channel(path)
    told = json.loads(channel.receive())
    for name in ('_errors', '_surroundings', '_ipython', '_kernel', '_command'):
        del sys.modules[name]
    hide_machine()
    NotThere.__module__ = Lacking.__module__ = 'importlib'
    INSTALLED.update(told['installed'])
    INSTALLED.difference_update(HIDDEN)
    machine = told['machine']
    name, release, version, kind = (machine[member] for member in ('name', 'release', 'version', 'machine'))
    uname = os.uname_result((name, machine['hostname'], release, version, kind))
    os.uname = lambda: uname
    socket.gethostname = lambda: machine['hostname']
    os.getuid = os.geteuid = lambda: machine['uid']
    os.getgid = os.getegid = lambda: machine['gid']
    os.getgroups = lambda: [machine['gid']]
    os.environ.clear()
    os.environ.update(told['env'])
    if os.environ.get('TZ', 'UTC') not in ('', 'UTC', 'UTC0', 'Etc/UTC', 'GMT'):
        refuse('a time zone for Python, `TZ`')
    try:
        os.chdir(told['cwd'])
    except OSError:
        os.chdir(told['env'].get('HOME', '/'))
    random.seed()
    os.umask = umask
    return channel, told


mask = 0o022


def umask(new):
    """The file system asks for it, which knows of no process."""
    global mask
    old, mask = mask, new & 0o777
    channel.send('umask', str(mask))
    return old


settle()
