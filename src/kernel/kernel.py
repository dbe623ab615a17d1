"""The kernel, in Python: it takes the cells of one call and sends items of output.

All that it says and hears goes through one file descriptor, as texts: no object of JavaScript is in here.
"""

import ast
import asyncio
import base64
import builtins
import datetime
import getpass
import inspect
import io
import json
import linecache
import math
import os
import signal
import sys
import time
import traceback
import types

import _ipython as ipython
import _surroundings as surroundings

WIDTH = 79
LONGEST = 1000
BUFFER = 1 << 20


class Kernel:
    """Runs the cells of one call in one namespace."""

    def __init__(self, channel):
        self.channel = channel
        self.count = 0
        self.muted = False
        self.streams = []

    def emit(self, item):
        if not self.muted:
            item = {name: value for name, value in item.items() if value != {}}
            if item:
                self.channel.send('error' if 'traceback' in item else 'item', as_json(item))

    def flush(self):
        while self.streams:
            self.streams[0].flush()

def as_json(item):
    """The text of an item, whatever it holds. [jupyter_client/jsonutil.py json_clean]"""
    clean = cleaned(item, ())
    try:
        text = json.dumps(clean, ensure_ascii=False, allow_nan=False, separators=(',', ':'))
        text.encode()
        return text
    except UnicodeEncodeError:
        # Half a pair of surrogates has no bytes.
        return json.dumps(clean, allow_nan=False, separators=(',', ':'))


MOST_LEVELS = 100


def cleaned(value, around):
    """The value as JSON has it: numbers that it lacks as texts, bytes as base64, all else by its `str`."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, float):
        return float(value) if math.isfinite(value) else float.__repr__(value)
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, datetime.datetime):
        return value.isoformat()
    if not isinstance(value, (dict, list, tuple, set, frozenset, types.GeneratorType)):
        return str(value)
    if any(value is other for other in around):
        raise ValueError('Circular reference detected')
    if len(around) == MOST_LEVELS:
        raise ValueError(f'more than {MOST_LEVELS} collections in each other')
    inside = (*around, value)
    if isinstance(value, dict):
        return {str(key): cleaned(entry, inside) for key, entry in value.items()}
    return [cleaned(entry, inside) for entry in value]


class Stream(io.TextIOBase):
    """Standard output or error: what is written between two flushes is one item."""
    encoding = 'UTF-8'
    errors = 'replace'

    def __init__(self, kernel, name, descriptor):
        self._kernel, self.name, self._descriptor, self._parts, self._size = kernel, name, descriptor, [], 0

    def fileno(self):
        return self._descriptor

    def writable(self):
        return True

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            if not self._parts:
                self._kernel.streams.append(self)
            self._parts.append(text)
            self._size += len(text)
            if self._size > BUFFER:
                self.flush()
        return len(text)

    def flush(self):
        if self._parts:
            text, self._parts, self._size = ''.join(self._parts), [], 0
            self._kernel.streams.remove(self)
            self._kernel.emit({'name': self.name, 'text': text})

def shape(value, indent=0, behind=0, seen=()):
    """The text that IPython shows for a value: its repr, with long collections one entry a line."""
    plain = brief(value)
    if plain is not None:
        return plain
    kind = type(value)
    opening = {list: '[]', tuple: '()', dict: '{}', set: '{}', frozenset: '{}'}.get(kind)
    if opening is None or kind.__repr__ not in (list.__repr__, tuple.__repr__, dict.__repr__, set.__repr__, frozenset.__repr__):
        return repr(value)
    if id(value) in seen:
        return opening[0] + '...' + opening[1]
    if not value:
        return repr(value)
    first, last = opening
    if kind is frozenset:
        first, last = 'frozenset({', '})'
    if kind is tuple and len(value) == 1:
        last = ',)'
    entries = list(value.items()) if kind is dict else in_order(value) if kind in (set, frozenset) else list(value)
    more = len(entries) > LONGEST
    entries = entries[:LONGEST]
    seen = (*seen, id(value))
    def entry(item, at):
        if kind is not dict:
            return shape(item, at, 1, seen)
        key = shape(item[0], at, 2, seen)
        return key + ': ' + shape(item[1], at + len(key) + 2, 1, seen)
    parts = [entry(item, -10**9) for item in entries] + (['...'] if more else [])
    line = first + ', '.join(parts) + last
    if indent + len(line) + behind <= WIDTH:
        return line
    inner = indent + len(first)
    parts = [entry(item, inner) for item in entries] + (['...'] if more else [])
    return first + (',\n' + ' ' * max(inner, 0)).join(parts) + last

def in_order(values):
    try:
        return sorted(values)
    except Exception:
        return list(values)

def brief(value):
    if isinstance(value, type) and type(value).__repr__ is type.__repr__:
        module = value.__module__
        return value.__qualname__ if module in (None, 'builtins', 'exceptions') else module + '.' + value.__qualname__
    if isinstance(value, types.FunctionType):
        try:
            return f'<function {value.__module__}.{value.__qualname__}{inspect.signature(value)}>'
        except Exception:
            return f'<function {value.__module__}.{value.__qualname__}>'
    return None

REPRESENTATIONS = {
    '_repr_html_': 'text/html', '_repr_markdown_': 'text/markdown', '_repr_svg_': 'image/svg+xml',
    '_repr_png_': 'image/png', '_repr_jpeg_': 'image/jpeg', '_repr_latex_': 'text/latex',
    '_repr_json_': 'application/json', '_repr_javascript_': 'application/javascript', '_repr_pdf_': 'application/pdf',
}

def bundle(value):
    """All representations of a value, by media type, and what is told of them."""
    data, metadata = {'text/plain': shape(value)}, {}
    if isinstance(value, type):
        return data, metadata
    many = getattr(value, '_repr_mimebundle_', None)
    if callable(many):
        made = many(include=None, exclude=None)
        if isinstance(made, tuple):
            made, told = made
            metadata.update(told)
        data.update(made or {})
    for name, media_type in REPRESENTATIONS.items():
        method = getattr(value, name, None)
        if media_type in data or not callable(method):
            continue
        made = method()
        if isinstance(made, tuple):
            made, metadata[media_type] = made
        if made is not None:
            data[media_type] = made
    return {name: encoded(made) for name, made in data.items()}, metadata

def encoded(made):
    return base64.b64encode(made).decode() if isinstance(made, (bytes, bytearray)) else made

class StdinNotImplementedError(NotImplementedError):
    pass

def no_input(prompt=''):
    raise StdinNotImplementedError('raw_input was called, but this frontend does not support input requests.')

RED, GREEN, CYAN, BLUE, BRIGHT, END = '\x1b[0;31m', '\x1b[0;32m', '\x1b[0;36m', '\x1b[0;34m', '\x1b[1;32m', '\x1b[0m'

def error_item(fault, files):
    name, evalue = type(fault).__name__, words_of(fault)
    if isinstance(fault, SystemExit):
        told = ['An exception has occurred, use %tb to see the full traceback.\n', f'{RED}{name}{END}{RED}:{END} {evalue}\n']
    elif isinstance(fault, SyntaxError) and fault.filename in files and not frames_of(fault, files):
        told = [syntax_error(fault, files)]
    else:
        told = in_frames(fault, files)
    return {'traceback': told, 'ename': name, 'evalue': evalue}

def words_of(fault):
    try:
        return str(fault)
    except Exception:
        return '<exception str() failed>'


def syntax_error(fault, files):
    name, number = type(fault).__name__, fault.lineno or 1
    text = (fault.text or linecache.getline(fault.filename, number)).rstrip('\n')
    shown = text.lstrip()
    at = max(0, (fault.offset or 1) - 1 - (len(text) - len(shown)))
    place = f'{CYAN}  Cell {GREEN}In[{files[fault.filename]}], line {number}{CYAN}{END}\n'
    return f'{place}{RED}    {shown}{END}\n{END}    {" " * at}^{END}\n{RED}{name}{END}{RED}:{END} {fault.msg}\n'

def in_frames(fault, files):
    chain = []
    current, why = fault, None
    seen = set()
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        chain.append((current, why))
        if current.__cause__ is not None:
            current, why = current.__cause__, 'The above exception was the direct cause of the following exception:'
        elif current.__context__ is not None and not current.__suppress_context__:
            current, why = current.__context__, 'During handling of the above exception, another exception occurred:'
        else:
            current = None
    told = []
    for current, why in reversed(chain):
        name = type(current).__name__
        head = name + 'Traceback (most recent call last)'.rjust(75 - len(name))
        told += [f'{RED}{"-" * 75}{END}', f'{RED}{name}{END}' + head[len(name):]]
        told += [frame_text(frame, number, files) for frame, number in frames_of(current, files)]
        told.append(f'{RED}{name}{END}: {words_of(current)}')
        if why is not None:
            told.append(f'\n{why}\n')
    return told

def frames_of(fault, files):
    frames = list(traceback.walk_tb(fault.__traceback__))
    start = next((at for at, (frame, _) in enumerate(frames) if frame.f_code.co_filename in files), len(frames))
    return [one for one in frames[start:] if one[0].f_code.co_filename != __file__]

def frame_text(frame, number, files):
    code = frame.f_code
    if code.co_filename in files:
        place = f'Cell {GREEN}In[{files[code.co_filename]}], line {number}{END}'
    else:
        place = f'File {GREEN}{code.co_filename}:{number}{END}'
    if code.co_name != '<module>':
        parameters = inspect.getargvalues(frame)
        names = parameters.args + [f'*{parameters.varargs}'] * bool(parameters.varargs) + [f'**{parameters.keywords}'] * bool(parameters.keywords)
        place += f', in {CYAN}{code.co_name}{BLUE}({", ".join(names)}){END}'
    lines = linecache.getlines(code.co_filename)
    shown = []
    for at in range(max(1, number - 2), min(len(lines), number + 2) + 1):
        text = lines[at - 1].rstrip('\n')
        if at == number:
            shown.append(f'{GREEN}{"-" * (5 - len(str(at)))}> {at}{END} {text}\n')
        else:
            shown.append(f'{BRIGHT}{at:7d}{END} {text}\n')
    return place + '\n' + ''.join(shown)

def name_of_cell(source):
    """As ipykernel names the files of cells: by MurmurHash2 of their text."""
    data = source.encode('utf-8', 'replace')
    mask, m = 0xFFFFFFFF, 0x5BD1E995
    h = 0xC70F6907 ^ len(data)
    whole = len(data) - len(data) % 4
    for at in range(0, whole, 4):
        k = int.from_bytes(data[at:at + 4], 'little') * m & mask
        k = (k ^ k >> 24) * m & mask
        h = (h * m & mask) ^ k
    rest = data[whole:]
    if rest:
        h = (h ^ int.from_bytes(rest, 'little')) * m & mask
    h = (h ^ h >> 13) * m & mask
    return f'/tmp/ipykernel_{os.getpid()}/{h ^ h >> 15}.py'

def sleep(kernel, seconds):
    if seconds < 0:
        raise ValueError('sleep length must be non-negative')
    if seconds >= 0.2:
        kernel.flush()
    if kernel.channel.sleep(seconds * 1000):
        raise KeyboardInterrupt

def make_display(kernel):
    def display(*values, include=None, exclude=None, metadata=None, transient=None, display_id=None, raw=False, clear=False, **others):
        if clear:
            clear_output()
        if display_id is not None or include is not None or exclude is not None:
            surroundings.refuse('`display` with `display_id`, `include` or `exclude`')
        for value in values:
            data, told = (value, {}) if raw else bundle(value)
            # [IPython/core/displaypub.py _validate_data]
            if not isinstance(data, dict):
                raise TypeError(f'data must be a dict, got: {data!r}')
            kernel.flush()
            kernel.emit({'data': data, 'metadata': {**told, **(metadata or {})}})
    def clear_output(wait=False):
        kernel.flush()
        kernel.emit({'clear_output': True})
    ipython.make_package(display, clear_output)
    return display

def run(kernel, source, last_values, files):
    """One cell: its items are sent as they come."""
    source, namespace = ipython.without_prompts(source), last_values.namespace
    kernel.count += 1
    signal.signal(signal.SIGINT, signal.default_int_handler)
    name = name_of_cell(source)
    files[name] = kernel.count
    lines = source.splitlines(keepends=True)
    linecache.cache[name] = (len(source), None, lines, name)
    try:
        tree = ipython.parsed(source, name, namespace)
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
        parts = [(compile(tree, name, 'exec', flags), False)]
        if last is not None:
            parts.append((compile(ast.Expression(last.value), name, 'eval', flags), not source.rstrip().endswith(';')))
        for code, shown in parts:
            value = eval(code, namespace)
            if inspect.iscoroutine(value) and code.co_flags & inspect.CO_COROUTINE:
                value = in_loop(value)
            if shown and value is not None:
                last_values.add(value)
                data, metadata = bundle(value)
                kernel.flush()
                kernel.emit({'data': data, 'metadata': metadata})
        kernel.flush()
    except ipython.Magic:
        raise
    except BaseException as fault:
        # An interrupt while it tells of the first one would end the kernel.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        kernel.flush()
        kernel.emit(error_item(fault, files))
        if isinstance(fault, SystemExit):
            warning = "/usr/local/lib/python3/dist-packages/IPython/core/interactiveshell.py:3585: UserWarning: To exit: use 'exit', 'quit', or Ctrl-D.\n  warn(\"To exit: use 'exit', 'quit', or Ctrl-D.\", stacklevel=1)\n"
            kernel.emit({'name': 'stderr', 'text': warning})

def in_loop(coroutine):
    loop = surroundings.Loop()
    try:
        asyncio.events._set_running_loop(None)
        return loop.run_until_complete(coroutine)
    finally:
        loop.close()

def call(path):
    """All cells of one call, which is read from the path: the history in silence, and the input."""
    channel, cell = surroundings.enter(path)
    kernel = Kernel(channel)
    time.sleep = lambda seconds: sleep(kernel, seconds)
    display = make_display(kernel)
    main = types.ModuleType('__main__')
    namespace = main.__dict__
    namespace.update(__builtins__=builtins, __doc__='Automatically created module for IPython interactive environment')
    leave = lambda keep_kernel=False: None
    builtins.input = getpass.getpass = no_input
    builtins.display, builtins.exit, builtins.quit = display, leave, leave
    sys.modules['__main__'] = main
    sys.argv[:] = ['ipykernel_launcher.py']
    sys.stdin = io.StringIO()
    sys.stdout, sys.stderr = Stream(kernel, 'stdout', 1), Stream(kernel, 'stderr', 2)
    files, last_values = {}, ipython.LastValues(namespace)
    for source, muted in [(cell['history'], True), (cell['input'], False)]:
        if muted and not source:
            continue
        kernel.muted = muted
        channel.send('cell')
        try:
            run(kernel, source, last_values, files)
        except ipython.Magic as magic:
            channel.send('magic', str(magic))
            return
