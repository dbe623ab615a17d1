"""`python3` as a program that a command runs: what its arguments ask for, and how it ends. [Python/initconfig.c, Modules/main.c]"""

import _sitebuiltins
import atexit
import builtins
import gc
import getpass
import importlib.machinery
import io
import os
import pkgutil
import platform
import runpy
import sys
import textwrap
import time
import traceback
import types
import warnings
import weakref

import _surroundings as surroundings

RECURSION = sys.getrecursionlimit()
# Options without a value that are known, and variables of the environment.
FLAGS = set('BEIPsSuqV')
VARIABLES = {'PYTHONPATH', 'PYTHONDONTWRITEBYTECODE', 'PYTHONUNBUFFERED', 'PYTHONWARNINGS', 'PYTHONNOUSERSITE',
             'PYTHONIOENCODING', 'PYTHONUTF8', 'PYTHONSTARTUP', 'PYTHONHASHSEED', 'PYTHONSAFEPATH', 'PYTHON_COLORS'}


class Asked:
    """What the arguments ask for."""

    def __init__(self, args):
        self.flags, self.warnings, self.kind, self.what = set(), [], 'input', None
        at = 0
        while at < len(args) and self.kind == 'input' and args[at].startswith('-') and args[at] != '-':
            word = args[at]
            at += 1
            if word == '--':
                break
            if word == '--version':
                self.flags.add('V')
                continue
            if word.startswith('--'):
                refuse_option(word)
            for place, letter in enumerate(word[1:], 1):
                if letter in 'cmWX':
                    value = word[place + 1:]
                    if value == '':
                        if at == len(args):
                            refuse_option(f'-{letter}')
                        value = args[at]
                        at += 1
                    self.take(letter, value)
                    break
                if letter not in FLAGS or letter == 'V' and len(word) > 2:
                    refuse_option(f'-{letter}')
                self.flags.add(letter)
        rest = args[at:]
        if self.kind != 'input':
            self.argv = ['-' + self.kind[0], *rest]
        elif rest and rest[0] != '-':
            self.kind, self.what, self.argv = 'file', rest[0], rest
        else:
            self.argv = rest or ['']

    def take(self, letter, value):
        if letter == 'W':
            self.warnings.append(value)
        elif letter == 'X':
            if value not in ('utf8', 'utf8=1'):
                refuse_option(f'-X {value}')
        else:
            self.kind, self.what = {'c': 'code', 'm': 'module'}[letter], value


def refuse_option(option):
    surroundings.refuse(f'the option `{option}` of `python3`')


def check_variables():
    for name, value in os.environ.items():
        is_known = name in VARIABLES
        if name == 'PYTHONHASHSEED':
            is_known = value in ('', 'random')
        if name == 'PYTHONIOENCODING':
            is_known = value.lower() in ('', 'utf8', 'utf-8')
        if name.startswith('PYTHON') and value != '' and not is_known:
            surroundings.refuse(f'the variable `{name}` for Python')


def call(path):
    """Runs the program and never comes back."""
    channel, told = surroundings.enter(path)
    # Signals, which nobody else sends, end it from outside.
    leave = lambda status: channel.send('leave', str(status & 0xff))
    os._exit = leave
    time.sleep = lambda seconds: sleep(channel, seconds)
    getpass.getpass = surroundings.refusing('`getpass` of Python')
    os.getpid, os.getppid = (lambda: told['machine']['pid'] + 1), (lambda: told['machine']['pid'])
    program, *args = [os.fsdecode(arg.encode('latin-1')) for arg in told['args']]
    channel.send('cell')
    asked = Asked(args)
    if 'V' in asked.flags:
        os.write(1, f'Python {platform.python_version()}\n'.encode())
        return leave(0)
    environment = {} if asked.flags & set('EI') else os.environ
    if environment:
        check_variables()
    open_streams('u' in asked.flags or environment.get('PYTHONUNBUFFERED', '') != '')
    sys.dont_write_bytecode = 'B' in asked.flags or environment.get('PYTHONDONTWRITEBYTECODE', '') != ''
    sys.argv[:] = asked.argv
    sys.orig_argv[:] = [program, *args]
    set_warnings([*filter(None, environment.get('PYTHONWARNINGS', '').split(',')), *asked.warnings])
    set_path(asked, environment)
    main = types.ModuleType('__main__')
    vars(main).update(__builtins__=builtins, __spec__=None)
    sys.modules['__main__'] = main
    builtins.exit, builtins.quit = (_sitebuiltins.Quitter(name, 'Ctrl-D (i.e. EOF)') for name in ('exit', 'quit'))
    builtins.help = _sitebuiltins._Helper()
    sys.setrecursionlimit(RECURSION + DEPTH)
    sys.getrecursionlimit = lambda: RECURSION
    status = ended(lambda: run(asked, main, program))
    finish(main)
    leave(status)


# How many calls stand below the first one of the program.
DEPTH = 5


def sleep(channel, seconds):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    channel.sleep(seconds * 1000)


def open_streams(is_unbuffered):
    """Standard files as `create_stdio` has them, in the locale C.UTF-8. [Python/pylifecycle.c]"""
    for name, descriptor, errors in [('stdin', 0, 'surrogateescape'), ('stdout', 1, 'surrogateescape'), ('stderr', 2, 'backslashreplace')]:
        is_input = descriptor == 0
        is_raw = is_unbuffered and not is_input
        binary = open(descriptor, 'rb' if is_input else 'wb', 0 if is_raw else -1, closefd=False)
        (binary if is_raw else binary.raw).name = f'<{name}>'
        stream = io.TextIOWrapper(binary, 'utf-8', errors, '\n' if not is_input else None,
                                  line_buffering=descriptor == 2 and not is_raw, write_through=is_raw)
        stream.mode = 'r' if is_input else 'w'
        setattr(sys, name, stream)
        setattr(sys, f'__{name}__', stream)


def set_warnings(options):
    sys.warnoptions[:] = options
    warnings.resetwarnings()
    for category, action, module in [(ResourceWarning, 'ignore', ''), (ImportWarning, 'ignore', ''), (PendingDeprecationWarning, 'ignore', ''),
                                     (DeprecationWarning, 'ignore', ''), (DeprecationWarning, 'default', '__main__')]:
        warnings.filterwarnings(action, category=category, module=module)
    warnings._processoptions(options)


def set_path(asked, environment):
    given = environment.get('PYTHONPATH', '')
    more = [os.path.abspath(path) if path else os.getcwd() for path in given.split(':')] if given else []
    own = os.path.expanduser(f'~/.local/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages')
    has_own = not asked.flags & set('sI') and os.path.isdir(own) and not environment.get('PYTHONNOUSERSITE')
    sys.path[:] = [*more, *sys.path[:], *([own] if has_own else [])]
    sys.path[:] = [path for at, path in enumerate(sys.path) if path and path not in sys.path[:at]]
    if asked.flags & set('IP') or environment.get('PYTHONSAFEPATH') or asked.kind == 'file':
        return
    sys.path.insert(0, os.getcwd() if asked.kind == 'module' else '')


def run(asked, main, program):
    if asked.kind == 'code':
        execute(main, textwrap.dedent(asked.what), '<string>')
    elif asked.kind == 'module':
        runpy._run_module_as_main(asked.what, True)
    elif asked.kind == 'input':
        main.__file__ = '<stdin>'
        execute(main, os.fdopen(os.dup(0), 'rb').read(), '<stdin>')
    else:
        run_file(asked, main, program)


def execute(main, source, filename):
    exec(compile(source, filename, 'exec', dont_inherit=True), vars(main))


def run_file(asked, main, program):
    name = asked.what
    # [Python/fileutils.c _Py_abspath]
    path = name if name.startswith('/') else f'{os.getcwd()}/{name.removeprefix("./")}'
    if not os.path.isfile(path) or pkgutil.get_importer(path) is not None:
        if os.path.isdir(path) or os.path.isfile(path):
            sys.path.insert(0, path)
            return runpy._run_module_as_main('__main__', False)
    try:
        with open(path, 'rb') as file:
            source = file.read()
    except OSError as fault:
        print(f"{program}: can't open file {path!r}: [Errno {fault.errno}] {fault.strerror}", file=sys.stderr)
        raise SystemExit(2) from None
    if path.endswith('.pyc'):
        surroundings.refuse('`python3` of compiled code')
    if not asked.flags & set('IP'):
        sys.path.insert(0, os.path.dirname(os.path.realpath(path)))
    main.__file__, main.__cached__ = path, None
    main.__loader__ = importlib.machinery.SourceFileLoader('__main__', path)
    execute(main, source, path)


def ended(work):
    """Does the work. Returns what the program exits with."""
    try:
        work()
        return 0
    except BaseException as fault:
        return status_of(without_ours(fault))


def without_ours(fault):
    """The exception with the frames that are the program's own."""
    seen = set()
    current = fault
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        rest = current.__traceback__
        while rest is not None and rest.tb_frame.f_code.co_filename == '<kernel>':
            rest = rest.tb_next
        current.__traceback__ = rest
        current = current.__context__
    return fault


def status_of(fault):
    if isinstance(fault, SystemExit):
        return status_of_exit(fault.code)
    hook = sys.excepthook
    try:
        flush(sys.stdout)
        hook(type(fault), fault, fault.__traceback__)
    except SystemExit as leave:
        return status_of_exit(leave.code)
    except BaseException as other:
        print('Error in sys.excepthook:', file=sys.stderr)
        traceback.print_exception(without_ours(other))
        print('\nOriginal exception was:', file=sys.stderr)
        traceback.print_exception(fault)
    return 130 if isinstance(fault, KeyboardInterrupt) else 1


def status_of_exit(code):
    if code is None:
        return 0
    if isinstance(code, int):
        return code & 0xff if -2 ** 63 <= code < 2 ** 63 else 255
    flush(sys.stdout)
    print(code, file=sys.stderr)
    return 1


def flush(stream):
    try:
        stream.flush()
    except Exception:
        # Closed, or put in its place by the program.
        pass


def finish(main):
    """What an interpreter does in the end: files that are still open are closed when nobody has them any more."""
    atexit._run_exitfuncs()
    flush(sys.stdout)
    names = [name for name, module in sys.modules.items() if is_of_project(module)]
    modules = [weakref.ref(sys.modules.pop(name)) for name in reversed(names)]
    sys.modules.pop('__main__', None)
    sys.last_exc = sys.last_value = sys.last_traceback = None
    modules.append(weakref.ref(main))
    rest = vars(main)
    del main
    gc.collect()
    for name in list(rest):
        if name != '__builtins__':
            rest[name] = None
    for module in modules:
        if (found := module()) is not None:
            vars(found).clear()
    gc.collect()
    flush(sys.stdout)
    flush(sys.stderr)


def is_of_project(module):
    path = getattr(module, '__file__', None)
    return isinstance(path, str) and not path.startswith(surroundings.LIBRARY) and path != '<kernel>'
