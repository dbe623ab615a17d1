/** Cells that mean harm, or could: what each does, and how its answer looks. */

/** The answer, as JSON. */
type Ends = RegExp;

const KILLED = /signal SIGKILL/;
const DIED = /signal SIG(?:SEGV|KILL)/;
/** By name, whatever the cell would catch. */
const REFUSED = /does not simulate/;
const INTERRUPTED = /KeyboardInterrupt|SIGKILL/;
/** By what there may be in files; a slow machine gets to the end of its time before. */
const FULL = /`notebooks\.maxDiskBytes`|KeyboardInterrupt|SIGKILL/;
/** Likewise. */
const FLOOD = /a cell with that much output|signal SIG(?:SEGV|KILL)/;
const error = (name: string): Ends => new RegExp(`"ename":"${name}"`);

export const HOSTILE_CELLS: Readonly<Record<string, readonly [input: string, ends: Ends]>> = {
  // Loops.
  'an endless loop': ['while True: pass', INTERRUPTED],
  'an endless loop that catches interrupts': [
    'while True:\n    try:\n        while True: pass\n    except BaseException: pass',
    KILLED,
  ],
  'a loop that takes interrupts for nothing': [
    'import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass',
    KILLED,
  ],
  'a sum that never looks up': ['sum(range(10**13))', DIED],
  'a power of a power': ['x = 10**10**8', INTERRUPTED],
  'a regular expression that backtracks': ['import re\nre.match(r"(a+)+$", "a" * 60 + "b")', INTERRUPTED],
  'an endless generator in a list': [
    'import itertools\nlist(itertools.repeat("x" * 1000))',
    /MemoryError|SIG|KeyboardInterrupt/,
  ],
  'an endless generator shown': [
    'from IPython.display import JSON, display\ndisplay(JSON((x for x in iter(int, 1))))',
    /MemoryError|SIG|KeyboardInterrupt/,
  ],
  'an endless coroutine': ['import asyncio\nwhile True: await asyncio.sleep(0)', INTERRUPTED],
  'a wait for nothing': ['import asyncio\nawait asyncio.Future()', INTERRUPTED],
  'an iteration in its own end': ['class A:\n    def __del__(self): A()\nA()\nimport gc; gc.collect()', /^\[|SIG/],
  // Growth.
  'more memory than there is': ['x = bytearray(2 * 10**9)', error('MemoryError')],
  'memory, bit by bit': ['x = []\nwhile True: x.append(bytearray(10**6))', /MemoryError|SIG|KeyboardInterrupt/],
  'a text that doubles': ['x = "x"\nwhile True: x += x', /MemoryError|OverflowError|SIG|KeyboardInterrupt/],
  'nested lists': ['x = []\nfor _ in range(10**6): x = [x]\nx', /RecursionError|MemoryError|SIG|KeyboardInterrupt/],
  recursion: ['def f(): f()\nf()', error('RecursionError')],
  'recursion without a limit': [
    'import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return [f(x) for x in [x]]\nf(1)',
    DIED,
  ],
  'a parser bomb': ['eval("(" * 100000 + ")" * 100000)', /"ename"|SIG/],
  'a number of a million digits': ['int("9" * 10**6)', error('ValueError')],
  'a bomb in a zip': [
    'import io, zipfile\nb = io.BytesIO()\nwith zipfile.ZipFile(b, "w", zipfile.ZIP_DEFLATED) as z: z.writestr("a", bytes(3 * 10**8))\nzipfile.ZipFile(b).extractall("/tmp")',
    /MemoryError|SIG|KeyboardInterrupt|maxDiskBytes/,
  ],
  'a bomb in gzip': [
    'import zlib\nx = zlib.compress(bytes(10**8))\nx = [zlib.decompress(x) for _ in range(100)]',
    /MemoryError|SIG|KeyboardInterrupt/,
  ],
  // Output.
  'output without end': ['while True: print("x" * 1000)', /Output truncated|KeyboardInterrupt|that much output/],
  'output, item by item': ['while True: print("x", flush=True)', /that much output|KeyboardInterrupt/],
  'one value of a gigabyte': ['"x" * 10**9', /Output truncated|MemoryError|SIG|KeyboardInterrupt|that much output/],
  'an error with a hundred megabytes': ['raise Exception("x" * 10**8)', FLOOD],
  'not a number, shown': [
    'from IPython.display import JSON, display\ndisplay(JSON({"mean": float("nan"), "most": float("inf")}))',
    /"mean":"nan","most":"inf"/,
  ],
  'bytes, shown': ['display({"image/png": b"x", "text/plain": {"deep": [b"y"]}}, raw=True)', /"deep":\["eQ=="\]/],
  'a circle, shown': ['a = []\na.append(a)\ndisplay({"text/plain": a}, raw=True)', error('ValueError')],
  'no mapping, shown': ['display(5, raw=True)', error('TypeError')],
  'half a character': ['print("\\ud800")', /"text":"\\ud800\\n"/],
  'a representation that fails': ['class A:\n    def __repr__(self): raise SystemExit\nA()', error('SystemExit')],
  'an error that cannot be told': ['class E(Exception):\n    def __str__(self): raise ValueError\nraise E', error('E')],
  // Files.
  'a file of ten gigabytes, of nothing': ['f = open("big", "wb")\nf.seek(10**10)\nf.write(b"x")\nf.close()', FULL],
  'a file made longer': ['open("big", "wb").truncate(4 * 10**9)', FULL],
  'one write of a gigabyte': [
    'import os\nfd = os.open("big", os.O_CREAT | os.O_WRONLY)\nx = bytes(10**8)\nwhile True: os.write(fd, x)',
    FULL,
  ],
  'forty-eight files of 64 MB': ['x = bytes(64 * 2**20)\nfor i in range(48): open(f"f{i}", "wb").write(x)', FULL],
  'files that are deleted while open': [
    'import os\nx = bytes(10**7)\nfs = []\nwhile True:\n    f = open("f", "wb"); f.write(x); f.flush(); os.unlink("f"); fs.append(f)',
    FULL,
  ],
  'a mapped file': [
    'import mmap\nf = open("m", "w+b"); f.truncate(10**7)\nxs = []\nwhile True: xs.append(mmap.mmap(f.fileno(), 10**7))',
    /MemoryError|OSError|SIG|KeyboardInterrupt/,
  ],
  'a million files': ['for i in range(10**6): open(f"f{i}", "w").close()', FULL],
  'a million links': ['import os\nfor i in range(10**6): os.symlink("x" * 1000, f"l{i}")', FULL],
  'folders in folders': [
    'import os\nwhile True: os.mkdir("d"); os.chdir("d")',
    /maxFiles|OSError|SIG|KeyboardInterrupt/,
  ],
  'a pipe that nobody reads': ['import os\nr, w = os.pipe()\nx = bytes(10**6)\nwhile True: os.write(w, x)', FULL],
  'a pipe with 200 megabytes': [
    'import os\nr, w = os.pipe()\nfor i in range(200): os.write(w, bytes(10**6))',
    /`notebooks\.maxDiskBytes`/,
  ],
  'bytes to the descriptors of output': [
    'import os\nx = b"x" * 10**7\nwhile True: os.write(1, x); os.write(2, x)',
    // What is never ended by a line is kept by the interpreter, until there is no memory.
    /KeyboardInterrupt|signal SIG(?:SEGV|KILL)/,
  ],
  'lines without end to the kernel': [
    'import os\nx = b"item x" * 10**5\nwhile True: os.write(3, x)',
    /SIG|KeyboardInterrupt|maxDiskBytes|OSError/,
  ],
  'nonsense to the kernel': [
    'import os\nfor fd in range(3, 20):\n    try: os.write(fd, b"item {\\"evil\\": 1}\\n")\n    except OSError: pass',
    /what no kernel says|^\[\]/,
  ],
  'every descriptor closed': ['import os\nos.closerange(0, 100)', /^\[|SIGSEGV/],
  // Ways out.
  'an exit': ['import os\nos._exit(0)', DIED],
  'an abort': ['import os\nos.abort()', REFUSED],
  'a signal to itself': ['import os, signal\nos.kill(os.getpid(), signal.SIGKILL)', REFUSED],
  'a signal to all': ['import os\nos.kill(-1, 9)', REFUSED],
  'an exit by name': ['import sys\nsys.exit(1)', error('SystemExit')],
  'a fork': ['import os\nos.fork()', REFUSED],
  'a thread': ['import threading\nthreading.Thread(target=print).start()', REFUSED],
  'a process': ['import subprocess\nsubprocess.run(["sh"])', REFUSED],
  'a process pool': ['import multiprocessing\nmultiprocessing.Pool(2)', REFUSED],
  'a socket': ['import socket\nsocket.create_connection(("127.0.0.1", 1))', REFUSED],
  'a read of nowhere': ['import ctypes\nctypes.string_at(0xfffffff0)', /"ename"|SIG|^\[/],
  'a write of nowhere': ['import ctypes\nctypes.memset(0, 255, 10**8)', /"ename"|SIG|^\[/],
  'JavaScript by ctypes': [
    'import ctypes\nctypes.CDLL(None).emscripten_run_script(b"globalThis.process.exit()")',
    /"ename"|SIG|^\[/,
  ],
  'JavaScript by import': ['__import__("js").process.exit()', error('ModuleNotFoundError')],
  'JavaScript by pyodide': ['import pyodide.code\npyodide.code.run_js("1")', error('ModuleNotFoundError')],
  'JavaScript by what hides it': [
    'import sys\nsys.meta_path[:] = sys.meta_path[1:]\n__import__("js")',
    error('ModuleNotFoundError'),
  ],
  'JavaScript by the core': [
    'import sys\nsys.meta_path[:] = sys.meta_path[1:]\nimport _pyodide_core as c\nc.run_sync(1)',
    /"ename"|SIG/,
  ],
  'a core that is told of its end': [
    'import sys\nsys.meta_path[:] = sys.meta_path[1:]\nimport _pyodide_core as c\nc.trigger_fatal_error()',
    /"ename"|SIG/,
  ],
  'objects changed from below': [
    'import gc\nfor x in gc.get_objects():\n    if isinstance(x, dict): x.clear()',
    /"ename"|SIG|^\[/,
  ],
  'code that is none': [
    '(lambda: 0).__code__ = (lambda: 0).__code__.replace(co_code=b"\\xff" * 100)',
    /"ename"|SIG|^\[/,
  ],
};
