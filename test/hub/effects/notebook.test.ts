/** Cells in the interpreter: what they send, what they reach, and how they end. */
import { beforeAll, expect, test, vi } from 'vitest';
import type { Json, JsonObject } from '../../../src/core/json.ts';
import { NOW, PROJECT, testHub } from '../../hub.ts';

// The first interpreter of a process takes seconds to start, and more on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const RED = '\u001b[0;31m';
const END = '\u001b[0m';

/** A hub whose project has a few files, and what cells of `python3` send there. */
function notebook(options: Parameters<typeof testHub>[0] = {}) {
  const files = { 'a.txt': 'hello', 'd/b.txt': 'b' };
  const { hub, projectAs, clock } = testHub({ ...options, project: { files } });
  const call = projectAs('owner');
  const run = (input: string, more: JsonObject = {}) =>
    call('system.jupyterExecute', { kernel: 'python3', input, ...more }) as Promise<JsonObject[]>;
  return { hub, clock, call, run };
}

/** What the cell prints. */
async function printed(run: (input: string) => Promise<JsonObject[]>, input: string): Promise<string> {
  return (await run(input)).map(({ text, evalue }) => text ?? evalue).join('');
}

beforeAll(async () => {
  await notebook().run('1');
});

test('a cell sends the value of its last expression, and nothing for one without', async () => {
  const { run } = notebook();

  expect(await run('sum(range(100))')).toEqual([{ data: { 'text/plain': '4950' } }]);
  expect(await run('x = 1')).toEqual([]);
  expect(await run('1;')).toEqual([]);
  expect(await run('None')).toEqual([]);
  expect(await run('')).toEqual([]);
});

test('what is printed between two flushes is one item, in the order in which the streams were first written to', async () => {
  const { run } = notebook();
  const input = 'import sys\nprint("a")\nprint("e", file=sys.stderr)\nprint("b")\nsys.stdout.flush()\nprint("c")\n7';

  expect(await run(input)).toEqual([
    { name: 'stdout', text: 'a\nb\n' },
    { name: 'stderr', text: 'e\n' },
    { name: 'stdout', text: 'c\n' },
    { data: { 'text/plain': '7' } },
  ]);
});

test('values show all their representations, long collections an entry a line', async () => {
  const { run } = notebook();
  const input = [
    'class Shown:',
    '    def __repr__(self): return "plain"',
    '    def _repr_html_(self): return "<b>rich</b>"',
    '    def _repr_png_(self): return b"png", {"width": 1}',
    'display(Shown())',
    '{"key": list(range(40)), "other": (1,)}',
  ].join('\n');

  const [shown, value] = await run(input);

  expect(shown).toEqual({
    data: { 'text/plain': 'plain', 'text/html': '<b>rich</b>', 'image/png': 'cG5n' },
    metadata: { 'image/png': { width: 1 } },
  });
  const lines = Array.from({ length: 40 }, (_, at) => `${at}`).join(',\n         ');
  expect(value).toEqual({ data: { 'text/plain': `{'key': [${lines}],\n 'other': (1,)}` } });
});

test('clearing the output discards what was sent before', async () => {
  const { run } = notebook();

  const output = await run('from IPython.display import clear_output\nprint(1)\nclear_output()\nprint(2)');

  expect(output).toEqual([{ name: 'stdout', text: '2\n' }]);
});

test('an exception is an item with name, value and a traceback in colour', async () => {
  const { run } = notebook();

  expect(await run('print("before")\n1/0')).toEqual([
    { name: 'stdout', text: 'before\n' },
    {
      traceback: [
        `${RED}${'-'.repeat(75)}${END}`,
        `${RED}ZeroDivisionError${END}${'Traceback (most recent call last)'.padStart(58)}`,
        `Cell \u001b[0;32mIn[1], line 2${END}\n\u001b[1;32m      1${END} print("before")\n\u001b[0;32m----> 2${END} 1/0\n`,
        `${RED}ZeroDivisionError${END}: division by zero`,
      ],
      ename: 'ZeroDivisionError',
      evalue: 'division by zero',
    },
  ]);
  const [deep] = await run('def f(x):\n    return 1 / x\nf(0)');
  expect(String(deep?.traceback)).toContain(
    `Cell \u001b[0;32mIn[1], line 2${END}, in \u001b[0;36mf\u001b[0;34m(x)${END}\n`,
  );
  const [chained] = await run('try:\n    {}["a"]\nexcept KeyError as e:\n    raise ValueError("b") from e');
  expect(chained).toMatchObject({ ename: 'ValueError', evalue: 'b' });
  expect(chained?.traceback).toContain('\nThe above exception was the direct cause of the following exception:\n');
});

test('errors of syntax, of leaving and of asking are told as a kernel without input tells them', async () => {
  const { run } = notebook();

  expect(await run('1 +')).toEqual([
    {
      traceback: [
        `\u001b[0;36m  Cell \u001b[0;32mIn[1], line 1\u001b[0;36m${END}\n${RED}    1 +${END}\n${END}       ^${END}\n${RED}SyntaxError${END}${RED}:${END} invalid syntax\n`,
      ],
      ename: 'SyntaxError',
      evalue: 'invalid syntax (1278102326.py, line 1)',
    },
  ]);
  const [left, warning] = await run('import sys\nsys.exit(3)');
  expect(left).toEqual({
    traceback: [
      'An exception has occurred, use %tb to see the full traceback.\n',
      `${RED}SystemExit${END}${RED}:${END} 3\n`,
    ],
    ename: 'SystemExit',
    evalue: '3',
  });
  expect(warning).toMatchObject({ name: 'stderr' });
  expect(await run('input()')).toMatchObject([
    {
      ename: 'StdinNotImplementedError',
      evalue: 'raw_input was called, but this frontend does not support input requests.',
    },
  ]);
});

test('what only IPython understands is refused by name, and what only looks like it is run', async () => {
  const { run } = notebook();
  const refused = (line: string) => ({
    error: `cocalc-mock-hub does not simulate the line '${line}' in a cell: cells are run by Python itself, without IPython`,
  });

  expect(await run('print(1)\n%matplotlib inline')).toEqual(refused('%matplotlib inline'));
  expect(await run('files = !ls')).toEqual(refused('files = !ls'));
  expect(await run('1', { history: ['%pwd'] })).toEqual(refused('%pwd'));
  expect(await run('x = 7\n(x\n%x)\n"""\n!ls\n"""')).toEqual([{ data: { 'text/plain': "'\\n!ls\\n'" } }]);
});

test.each([
  ['>>> x = 20\n>>> x + 1', '21'],
  ['>>> for i in [1]:\n...     y = i\n>>> y', '1'],
  ['In [3]: x = 2\n   ...: x * 2', '4'],
  ['\n\n  x = 3\n  x', '3'],
  ['_', "''"],
  ['1\n_ + 1', '1'],
  ['[_ for _ in range(2)]', '[0, 1]'],
  ['def In(): return 5\nIn()', '5'],
  ['ls = 4\nls', '4'],
  ['type = 5\ntype', '5'],
  ['"what?"', "'what?'"],
])('a cell is read as IPython reads it: %j', async (input, value) => {
  const { run } = notebook();
  const [first] = await run(input);

  if (input === '1\n_ + 1') expect(first).toMatchObject({ ename: 'TypeError' });
  else expect(first).toEqual({ data: { 'text/plain': value } });
});

test('the last values have names, until a cell sets them itself', async () => {
  const { run } = notebook();

  expect(await run('(_, __, ___)', { history: ['40'] })).toEqual([{ data: { 'text/plain': "(40, '', '')" } }]);
  expect(await run('_', { history: ['_ = 3\n40'] })).toEqual([{ data: { 'text/plain': '3' } }]);
});

test.each([
  'get_ipython().__class__.__name__ != ""',
  'In[1]',
  'Out',
  '_i',
  '_ih',
  '_1',
  'ls',
  'cd d',
  'pwd',
  'cat a.txt',
  'mkdir more',
  'time sum(range(3))',
  'timeit 1',
  'who',
  'exit',
  '%timeit 1',
  '%%bash\nls',
  '!ls',
  'files = !ls',
  '?print',
  'print?',
  'x = print??',
  'str.jo*?',
  '/print 1',
  ';print a',
  ',print a b',
])('what IPython would do with a cell, and Python not, is refused by name: %j', async (input) => {
  const { run } = notebook();

  expect(await run(input)).toEqual({
    error: expect.stringMatching(
      /^cocalc-mock-hub does not simulate the line '.+' in a cell: cells are run by Python itself, without IPython$/,
    ),
  });
});

test.each([
  ['from IPython.display import Image', '`IPython.display.Image`'],
  ['from IPython.display import *', '`IPython.display.__all__`'],
  ['import IPython\nIPython.__version__', '`IPython.__version__`'],
  ['from IPython import get_ipython', '`IPython.get_ipython`'],
  [
    'from IPython.display import HTML\nHTML(filename="a.html")',
    '`IPython.display.HTML` of a file or an address, or with more than its data',
  ],
  ['display(1, display_id=True)', '`display` with `display_id`, `include` or `exclude`'],
])('what `IPython` lacks here is refused by name: %j', async (input, what) => {
  const { run } = notebook();

  expect(await run(input)).toEqual({ error: expect.stringContaining(`does not simulate ${what} in a cell: `) });
});

test('JSON is shown with what IPython tells of it', async () => {
  const { run } = notebook();

  expect(await run('from IPython.display import JSON\nJSON({"a": 1})')).toEqual([
    {
      data: { 'text/plain': '<IPython.core.display.JSON object>', 'application/json': { a: 1 } },
      metadata: { 'application/json': { expanded: false, root: 'root' } },
    },
  ]);
});

test('the history is run before, in silence, errors and all; and nothing else carries over', async () => {
  const { run } = notebook();

  expect(await run('print(a)', { history: ['a = 5', 'print(a)', '1/0'] })).toEqual([{ name: 'stdout', text: '5\n' }]);
  expect(await run('a')).toMatchObject([{ ename: 'NameError', evalue: "name 'a' is not defined" }]);
});

test('cells can wait for what is asynchronous', async () => {
  const { run } = notebook();

  const input = 'import asyncio\nprint(await asyncio.gather(asyncio.sleep(2, "a"), asyncio.sleep(1, "b")))';

  expect(await printed(run, input)).toBe("['a', 'b']\n");
});

test('a cell reads and writes the files of the project, which commands and v1 see', async () => {
  const { hub, call, run } = notebook();
  const input = [
    'import os',
    'print(os.getcwd(), sorted(os.listdir()), open("a.txt").read())',
    'open("new.txt", "w").write("new")',
    'os.makedirs("e/f"); os.symlink("../new.txt", "e/link"); os.chmod("a.txt", 0o600)',
    'os.remove("d/b.txt"); os.rmdir("d")',
  ].join('\n');

  const before = hub.state;
  expect(await printed(run, input)).toBe(`/projects/${PROJECT} ['a.txt', 'd'] hello\n`);

  const command = 'cat new.txt e/link; ls -d e/f; ls d; stat -c %a a.txt';
  expect(await call('system.exec', { command, err_on_exit: false })).toMatchObject({
    stdout: 'newnewe/f\n600\n',
    stderr: "ls: cannot access 'd': No such file or directory\n",
  });
  const read = await hub.call(
    'v1/read_text_file_from_project',
    { project_id: PROJECT, path: 'new.txt' },
    { key: 'sk_owner' },
  );
  expect(read.body).toMatchObject({ content: 'new' });
  hub.restore(before);
  expect(await printed(run, 'import os; print(os.path.exists("new.txt"))')).toBe('False\n');
});

test('a cell that changes no file leaves the tree of the project as it was', async () => {
  const { hub, run } = notebook();
  const before = hub.state.projects.get(PROJECT)?.files;

  await run('open("a.txt").read()');

  expect(hub.state.projects.get(PROJECT)?.files).toBe(before);
});

test('a cell runs in the directory `path`, and at home where there is none', async () => {
  const { run } = notebook();

  expect(await run('import os; os.getcwd()', { path: 'd' })).toEqual([
    { data: { 'text/plain': `'/projects/${PROJECT}/d'` } },
  ]);
  expect(await run('import os; os.getcwd()', { path: 'x' })).toEqual([
    { data: { 'text/plain': `'/projects/${PROJECT}'` } },
  ]);
});

test('sleeping takes time of the cell alone, and its limit interrupts it with what it sent until then', async () => {
  const { run } = notebook();

  const output = await run(
    'import time\nt = time.time()\ntime.sleep(10)\nprint(round(time.time() - t))\ntime.sleep(25)\nprint("never")',
  );

  expect(output).toEqual({
    error: expect.stringMatching(/^timeout - .*name='system.jupyterExecute', code='408' $/),
  });
  const { hub } = notebook();
  const input = 'import time\nprint("a")\ntime.sleep(31)\nprint("never")';
  const body = {
    name: 'system.jupyterExecute',
    args: [{ kernel: 'python3', input }],
    project_id: PROJECT,
    timeout: 60_000,
  };
  const answer = await hub.call('conat/project', body, { key: 'sk_owner' });
  expect(answer.body).toMatchObject([
    { name: 'stdout', text: 'a\n' },
    { ename: 'KeyboardInterrupt', evalue: '' },
  ]);
});

test('chance and time of a cell are those of the hub', async () => {
  const input =
    'import random, uuid, datetime; print(random.random(), uuid.uuid4(), hash("a"), datetime.datetime.now().date())';
  const [one, other, another] = [notebook(), notebook(), notebook({ seed: 'other' })];

  const text = await printed(one.run, input);

  expect(text).toContain(NOW.slice(0, 10));
  expect(await printed(other.run, input)).toBe(text);
  expect(await printed(another.run, input)).not.toBe(text);
  expect(await printed(one.run, input)).not.toBe(text);
});

test('output over the limits is replaced, tracebacks never are', async () => {
  const { run } = notebook();
  const cut = (kind: string, most: number) => ({
    name: 'stdout',
    output_type: 'stream',
    text: [`Output truncated since it exceeded the ${kind} output limit of ${most} characters`],
  });

  const output = await run('print("x" * 999_000, flush=True)\nprint("y" * 2000, flush=True)\nprint(1)\n1/0');
  expect(output.slice(1)).toMatchObject([
    cut('cell', 1_000_000),
    cut('cell', 1_000_000),
    { ename: 'ZeroDivisionError' },
  ]);
  expect(await run('_ = print("x" * 6_000_000, end="")')).toEqual([cut('global', 5_000_000)]);
});

test('while a cell runs other calls are answered, and at its limit it is interrupted', async () => {
  const { hub, call, run } = notebook({ notebooks: { maxCellMs: 1500 } });
  const order: string[] = [];

  const spinning = run('print("a", flush=True)\nwhile True: pass').then((output) => {
    order.push('cell');
    return output;
  });
  for (let calls = 0; calls < 3; calls += 1) {
    await call('system.ping');
    await hub.call('v1/ping', {}, { key: 'sk_owner' });
    order.push('ping');
  }

  expect(await spinning).toMatchObject([{ name: 'stdout', text: 'a\n' }, { ename: 'KeyboardInterrupt' }]);
  expect(order).toEqual(['ping', 'ping', 'ping', 'cell']);
});

test('a cell that takes no notice of interrupts is killed', async () => {
  const { run } = notebook({ notebooks: { maxCellMs: 500 } });
  const input = 'while True:\n    try:\n        while True: pass\n    except KeyboardInterrupt: pass';

  expect(await run(input)).toEqual({ error: 'Error: Kernel last terminated by signal SIGKILL.' });
  expect(await run('1')).toEqual([{ data: { 'text/plain': '1' } }]);
});

test('a cell finds out nothing of the host, and reaches nothing there', async () => {
  const { run } = notebook();
  process.env.OF_THE_HOST = 'secret';
  const input = `
import gc, os, sys
def attempt(name, work):
    try:
        print(name, repr(work()))
    except BaseException as fault:
        print(name, type(fault).__name__)
for name in ['js', 'pyodide', 'pyodide_js', '_pyodide', '_pyodide_core']:
    attempt(name, lambda: __import__(name))
attempt('environment', lambda: os.environ.get('OF_THE_HOST'))
attempt('passwd', lambda: open('/etc/passwd').read())
attempt('node', lambda: os.path.exists('/work') or os.path.exists('/usr/bin') or os.path.exists('/etc'))
attempt('file url', lambda: __import__('urllib.request').request.urlopen('file:///etc/passwd'))
`;

  const told = (await printed(run, input)).trim().split('\n');

  expect(told.slice(0, 5)).toEqual(
    ['js', 'pyodide', 'pyodide_js', '_pyodide', '_pyodide_core'].map((name) => `${name} ModuleNotFoundError`),
  );
  expect(told).toContain('environment None');
  expect(told).toContain('passwd FileNotFoundError');
  expect(told).toContain('node False');
  expect(told.at(-1)).toMatch(/^file url (?:URLError|FileNotFoundError)$/);
  expect(told.join()).not.toContain('secret');
});

test.each([
  ['import os\nos.system("true")', '`os.system` of Python'],
  ['import os\nos.popen("true")', '`os.popen` of Python'],
  ['import os\nos.fork()', '`os.fork` of Python'],
  ['import subprocess\nsubprocess.run(["true"])', 'the program `true`, started from Python'],
  ['import subprocess\nsubprocess.check_output("ls -l", shell=True)', 'the program `ls -l`, started from Python'],
  ['import pty\npty.spawn("sh")', '`os.forkpty` of Python'],
  ['import threading\nthreading.Thread(target=print).start()', 'a thread of Python'],
  ['import concurrent.futures\nconcurrent.futures.ThreadPoolExecutor().submit(print)', 'a thread of Python'],
  ['import multiprocessing\nmultiprocessing.Process(target=print).start()', 'another process, started from Python'],
  ['import multiprocessing\nmultiprocessing.Pool(1)', 'another process, started from Python'],
  ['import socket\nsocket.create_connection(("127.0.0.1", 80), 1)', 'the network, from Python'],
  ['import urllib.request\nurllib.request.urlopen("http://127.0.0.1/")', 'the network, from Python'],
  ['import zoneinfo\nzoneinfo.ZoneInfo("Europe/Vienna")', 'the time zones of a machine, `/usr/share/zoneinfo`'],
  ['import numpy as np', 'the module `numpy` of Python'],
  ['try:\n    import pandas\nexcept ImportError:\n    pass', 'the module `pandas` of Python'],
  ['import importlib\nimportlib.import_module("requests")', 'the module `requests` of Python'],
  ['import pwd', 'the module `pwd` of Python'],
  ['import signal\nsignal.alarm(1)', '`signal.alarm` of Python'],
])(
  'what an interpreter lacks of a machine is refused by name, whatever the cell would catch: %j',
  async (input, what) => {
    const { run } = notebook();

    expect(
      await run(`try:\n${input.replace(/^/gm, '    ')}\nexcept BaseException as fault:\n    print(fault)`),
    ).toEqual({
      error: `cocalc-mock-hub does not simulate ${what} in a cell: cells are run by an interpreter that has only itself and its standard library; \`hub.stubKernel\` answers for it`,
    });
  },
);

test('cells find the system of a project, and errors with its numbers', async () => {
  const { run } = notebook();
  const input = [
    'import errno, os, platform, sys, time',
    'print(platform.system(), sys.platform, os.uname().nodename, os.getuid(), time.tzname)',
    'try: open("nosuch")',
    'except OSError as fault: print(fault, fault.errno == errno.ENOENT, repr(fault))',
    'try: import nosuch',
    'except ImportError as fault: print(fault)',
    'open("made", "w").close()',
    'print(oct(os.stat("made").st_mode), os.stat("made").st_uid)',
  ].join('\n');

  expect((await printed(run, input)).split('\n')).toEqual([
    `Linux linux project-${PROJECT} 2001 ('UTC', 'UTC')`,
    "[Errno 2] No such file or directory: 'nosuch' True FileNotFoundError(2, 'No such file or directory')",
    "No module named 'nosuch'",
    '0o100644 2001',
    '',
  ]);
});

test('no object of JavaScript is in the interpreter, nor a way to one', async () => {
  const { run } = notebook();
  const input = `
import gc, sys
sys.meta_path[:] = [finder for finder in sys.meta_path if getattr(finder, '__name__', '') != 'NotThere']
def attempt(name, work):
    try:
        print(name, repr(work()))
    except BaseException as fault:
        print(name, type(fault).__name__)
def is_proxy(one):
    return any(kind.__name__ == 'JsProxy' for kind in type(one).__mro__) and not isinstance(one, type)
def all_objects():
    seen, left = set(), list(gc.get_objects())
    while left:
        one = left.pop()
        if id(one) not in seen and one is not seen and one is not left:
            seen.add(id(one))
            yield one
            left.extend(gc.get_referents(one))
gc.collect()
print('proxies', [type(one).__name__ for one in all_objects() if is_proxy(one)])
for name in ['js', 'pyodide_js', 'pyodide', '_pyodide', '_pyodide_core', 'pyodide.code', 'pyodide.ffi', 'micropip']:
    attempt(name, lambda: [one for one in dir(__import__(name, fromlist=['x'])) if not one.startswith('__')])
attempt('run_js', lambda: __import__('pyodide.code', fromlist=['x']).run_js('1 + 1'))
attempt('loop', lambda: __import__('asyncio').get_event_loop())
`;

  const told = await printed(run, input);

  expect(told).toContain('proxies []\n');
  for (const name of ['js', 'pyodide_js']) expect(told).toContain(`${name} ModuleNotFoundError\n`);
  expect(told).toMatch(/^run_js \w*Error$/m);
  expect(told).toMatch(/^loop RuntimeError$/m);
});

test('an interpreter that comes to grief is told of as a kernel that has died', async () => {
  const { run } = notebook();
  const input = 'import sys\nsys.setrecursionlimit(10**9)\ndef f(x): return [f(x) for x in [x]]\nf(1)';

  expect(await run(input)).toEqual({ error: 'Error: Kernel last terminated by signal SIGSEGV.' });
});

test('a cell that wants more memory than there is gets an error of its own', async () => {
  const { run } = notebook({ notebooks: { maxMemoryBytes: 128 * 2 ** 20 } });

  expect(await run('x = bytearray(500_000_000)')).toMatchObject([{ ename: 'MemoryError' }]);
});

test('projects that hold too much, and cells that send too much, are refused by name', async () => {
  const few = notebook({ notebooks: { maxFiles: 3 } });

  expect(await few.run('open("more.txt", "w").close()')).toEqual({
    error: expect.stringContaining('`notebooks.maxFiles`'),
  });
  expect(await few.run('open("a.txt", "w").close()')).toEqual([]);
  expect(await few.run('for i in range(10_000): print(i, flush=True)')).toHaveLength(10_000);
  expect(await few.run('for i in range(10_001): print(i, flush=True)')).toEqual({
    error:
      'cocalc-mock-hub does not simulate a cell with that much output: at most 10000 items are kept, 67108864 bytes of them, and some 100,000 values in each',
  });
});

test('without the package the kernel is not listed, and its cells say how to get it', async () => {
  const { call, run } = notebook({ notebooks: { package: 'not-installed' } });

  expect(await call('editor.jupyterKernels')).toEqual([]);
  expect(await run('1')).toEqual({
    error: expect.stringMatching(
      /^cocalc-mock-hub does not simulate cells of the kernel 'python3': the optional package that runs them cannot be loaded; npm install --save-dev pyodide, or npx -p cocalc-mock-hub -p pyodide cocalc-mock-hub \(Error: Cannot find module/,
    ),
  });
});

test('kernels can be stubbed by name, in front of the interpreter, and forks have them too', async () => {
  const { hub, call, run } = notebook();
  const cell = (kernel: string, input = '1') => call('system.jupyterExecute', { kernel, input });
  const names = async (): Promise<Json[]> =>
    ((await call('editor.jupyterKernels')) as JsonObject[]).map(({ name }) => name as Json);

  const remove = hub.stubKernel('sagemath', ({ input }) => `${input}!\n`, { display_name: 'A Sage', language: 'sage' });
  hub.stubKernel('ir', [{ data: { 'text/plain': '[1] 2' } }]);
  const removePython = hub.stubKernel('python3', '');

  // By what is displayed: `A Sage`, `ir`, `python3`.
  expect(await names()).toEqual(['sagemath', 'ir', 'python3']);
  expect(await cell('sagemath', '2')).toEqual([{ name: 'stdout', text: '2!\n' }]);
  expect(await cell('ir')).toEqual([{ data: { 'text/plain': '[1] 2' } }]);
  expect(await run('1')).toEqual([]);
  const fork = hub.fork();
  remove();
  removePython();
  expect(await run('1')).toEqual([{ data: { 'text/plain': '1' } }]);
  expect(await cell('sagemath')).toMatchObject({ error: expect.stringContaining('No spec available') });
  const body = { name: 'system.jupyterExecute', args: [{ kernel: 'sagemath', input: '3' }], project_id: PROJECT };
  expect((await fork.call('conat/project', body, { key: 'sk_owner' })).body).toEqual([
    { name: 'stdout', text: '3!\n' },
  ]);
});
