/**
 * The thread that one call's cells run in, and the machine in it that has nothing of Node.
 *
 * Both are functions that are sent there as text, so that they are found from source, from the build and from a bundle
 * alike: they may use nothing but their arguments and JavaScript itself.
 */

/** What the thread is started with. */
export interface WorkerData {
  /** The folder of the package, with a slash at its end. */
  readonly folder: string;
  readonly kernelSource: string;
  /** An interpreter's memory right after it has started; without it one is made. */
  readonly snapshot: Uint8Array | undefined;
  /** 64 KiB each. */
  readonly memoryPages: number;
}

/** A file, directory or link, by its path below the home directory. */
export interface FileEntry {
  readonly path: string;
  readonly mode: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Absent for a directory. */
  readonly content?: Uint8Array;
  readonly target?: string;
}

/** What the thread is told: one call. */
export interface Assignment {
  /** `{ history, input, cwd, env }`, as JSON. */
  readonly cell: string;
  readonly home: string;
  readonly files: readonly FileEntry[];
  readonly chance: string;
  readonly now: number;
  /** How long each cell may sleep. */
  readonly timeMs: number;
  /** Characters of output, of one cell and of all. */
  readonly cellOutput: number;
  readonly totalOutput: number;
}

/** What the thread tells. */
export type Report =
  | { readonly kind: 'ready'; readonly interrupt: SharedArrayBuffer; readonly snapshot: Uint8Array | undefined }
  | { readonly kind: 'cell' }
  | { readonly kind: 'item'; readonly item: string }
  /** More items than anybody wants; there are no others after it. */
  | { readonly kind: 'flood' }
  /** A line that only IPython would understand; no other cells are run. */
  | { readonly kind: 'magic'; readonly line: string }
  | {
      readonly kind: 'done';
      readonly changed: readonly FileEntry[];
      readonly removed: readonly string[];
      readonly sleptMs: number;
    }
  | { readonly kind: 'failed'; readonly fault: string };

/** The text that a worker runs. */
export function workerSource(): string {
  const nodes = ['node:worker_threads', 'node:vm', 'node:fs'].map((name) => `require('${name}')`).join(', ');
  return `'use strict'; (${serve})(${nodes}, ${JSON.stringify(String(machine))});`;
}

/** What the machine offers the thread. Nothing but texts, numbers and functions of the machine's own crosses over. */
interface Machine {
  /** A new array in the machine, for a file that the interpreter asks for by this name. */
  file(name: string, size: number): Uint8Array;
  interrupt(): SharedArrayBuffer;
  load(options: {
    snapshot: Uint8Array | undefined;
    kernelSource: string;
    lockFile: string;
  }): Promise<Uint8Array | undefined>;
  bytes(size: number): Uint8Array;
  put(home: string, entry: FileEntry): void;
  run(assignment: Omit<Assignment, 'files'>): number;
  changes(): { readonly changed: FileEntry[]; readonly removed: string[] };
}

/** What the machine is given: functions that take and give texts and numbers only, and throw nothing. */
interface Host {
  decode(bytes: Uint8Array, coding: string): string | undefined;
  tell(kind: 'cell' | 'item' | 'flood' | 'magic', text: string): void;
  readonly memoryPages: number;
}

function serve(
  { parentPort, workerData }: typeof import('node:worker_threads'),
  vm: typeof import('node:vm'),
  fs: typeof import('node:fs'),
  machineSource: string,
): void {
  const { folder, kernelSource, snapshot, memoryPages } = workerData as WorkerData;
  // Code in a context of its own finds there what belongs to JavaScript, and nothing that belongs to Node; and it
  // can make no new code.
  const context = vm.createContext(Object.create(null), { codeGeneration: { strings: false, wasm: true } });
  const run = (source: string, filename: string) => vm.runInContext(source, context, { filename });
  const host: Host = {
    decode(bytes, coding) {
      try {
        return new TextDecoder(coding, { ignoreBOM: true }).decode(bytes);
      } catch {
        return undefined;
      }
    },
    tell: (kind, text) => parentPort?.postMessage({ kind, [kind === 'magic' ? 'line' : 'item']: text }),
    memoryPages,
  };
  const inside = run(`'use strict'; (${machineSource})`, 'machine.js')(host) as Machine;
  // What an import is refused with would be an object of Node's, and so a way out; there are none outside Node.
  const withoutImports = (text: string) => text.replaceAll(/\bimport\(/g, 'noImport(');
  // Should an object of Node's get into the context all the same, no code can be made with it either.
  for (const made of [() => {}, async () => {}, function* () {}, async function* () {}]) {
    Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: undefined });
  }
  const place = (name: string) => {
    const content = fs.readFileSync(`${folder}${name}`);
    inside.file(name, content.length).set(content);
  };
  const report = (told: Report) => parentPort?.postMessage(told);
  const failed = (fault: unknown) => {
    const { stack } = (fault ?? {}) as { stack?: unknown };
    report({ kind: 'failed', fault: String(stack ?? fault) });
  };

  const start = async () => {
    place('pyodide.asm.wasm');
    place('python_stdlib.zip');
    run(withoutImports(fs.readFileSync(`${folder}pyodide.js`, 'utf8')), 'pyodide.js');
    // A module's text as a script's: it exports one function, and would import only under Node.
    const text = fs
      .readFileSync(`${folder}pyodide.asm.mjs`, 'utf8')
      .replace(/export default (\w+);/, 'globalThis.createPyodideModule = $1;')
      .replaceAll('import.meta.url', '"file:///pyodide.asm.mjs"');
    run(withoutImports(text), 'pyodide.asm.mjs');
    // Of the packages that could be fetched none is there.
    const { info } = JSON.parse(fs.readFileSync(`${folder}pyodide-lock.json`, 'utf8')) as { info: unknown };
    const lockFile = JSON.stringify({ info, packages: {} });
    const copy = snapshot && inside.bytes(snapshot.length);
    if (snapshot) copy?.set(snapshot);
    const made = await inside.load({ snapshot: copy, kernelSource, lockFile });
    report({ kind: 'ready', interrupt: inside.interrupt(), snapshot: made });
  };

  parentPort?.on('message', ({ files, ...assignment }: Assignment) => {
    try {
      for (const entry of files) {
        const content = entry.content && inside.bytes(entry.content.length);
        if (entry.content) content?.set(entry.content);
        inside.put(assignment.home, content ? { ...entry, content } : entry);
      }
      const sleptMs = inside.run(assignment);
      report({ kind: 'done', ...inside.changes(), sleptMs });
    } catch (fault) {
      failed(fault);
    }
  });
  start().catch(failed);
}

/** Run in the context. It is a shell without Node, as far as the interpreter can tell. */
function machine(host: Host): Machine {
  const files = new Map<string, Uint8Array>();
  // What Node itself throws, as where its stack ends, must not be seen in here.
  const guarded = <Result>(call: () => Result): Result => {
    try {
      return call();
    } catch {
      throw new Error('the machine has failed');
    }
  };
  const tell: Host['tell'] = (kind, text) => guarded(() => host.tell(kind, text));
  const interrupt = new Uint8Array(new SharedArrayBuffer(1));
  const before = new Map<string, { content?: Uint8Array; target?: string; mode: number; modified: number }>();
  const clock = { now: 1_600_000_000_000, sleptMs: 0, looks: 0 };
  const chance = { words: [1, 2, 3, 4] as number[] };
  const directories: { path: string; mode: number; modified: number }[] = [];
  const MOST_ITEMS = 10_000;
  let home = '';
  // biome-ignore lint/suspicious/noExplicitAny: the interpreter's own objects, which its types describe for browsers.
  let python: any;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  let FS: any;
  // biome-ignore lint/suspicious/noExplicitAny: names that a shell for JavaScript has.
  const world = globalThis as any;

  // A look at the clock takes a microsecond: so time is the same in each run, and no loop waits for it in vain.
  const readClock = () => {
    clock.looks += 1;
    return clock.now + clock.sleptMs + clock.looks / 1000;
  };
  Date.now = readClock;
  world.performance = { now: () => readClock() - 1_500_000_000_000 };

  // [sfc32 of PractRand]
  const word = () => {
    let [a = 0, b = 0, c = 0, counter = 0] = chance.words;
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    chance.words = [a, b, c, counter];
    return sum >>> 0;
  };
  const seed = (text: string) => {
    const words = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 1];
    for (let at = 0; at < text.length; at += 1) {
      words[at % 3] = Math.imul((words[at % 3] as number) ^ text.charCodeAt(at), 0x239b961b + at * 2);
    }
    chance.words = words;
    for (let at = 0; at < 16; at += 1) word();
  };
  Math.random = () => word() / 2 ** 32;
  const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  world.crypto = {
    getRandomValues(view: Uint8Array) {
      for (let at = 0; at < view.length; at += 1) view[at] = word();
      return view;
    },
  };
  // In a shell the interpreter has its random bytes from a command: `head -c<n> /dev/urandom | base64`.
  world.os = {
    system(_program: string, args: string[]) {
      const size = Number(/head -c *(\d+)/.exec(args[1] ?? '')?.[1] ?? 0);
      let text = '';
      for (let at = 0; at < Math.ceil((size * 4) / 3); at += 1) text += CHARACTERS.charAt(word() % 64);
      return text.padEnd(Math.ceil(size / 3) * 4, '=');
    },
  };

  world.TextDecoder = class {
    readonly coding: string;
    constructor(coding = 'utf-8') {
      this.coding = coding;
    }
    decode(bytes?: Uint8Array): string {
      const text = bytes === undefined ? '' : guarded(() => host.decode(bytes, this.coding));
      if (text === undefined) throw new TypeError('these bytes cannot be decoded');
      return text;
    }
  };
  world.TextEncoder = class {
    encode(text: string): Uint8Array {
      const bytes = unescape(encodeURIComponent(text));
      return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
    }
    encodeInto(text: string, target: Uint8Array) {
      const bytes = this.encode(text);
      target.set(bytes);
      return { read: text.length, written: bytes.length };
    }
  };
  world.setTimeout = (callback: () => void) => {
    Promise.resolve().then(callback);
    return 0;
  };
  world.clearTimeout = () => {};
  const silent = () => {};
  world.console = { log: silent, info: silent, warn: silent, error: silent };
  world.load = silent;
  world.read = () => {
    throw new Error('there are no such files');
  };
  world.readbuffer = (path: string) => {
    const found = files.get(path.slice(path.lastIndexOf('/') + 1));
    if (found === undefined) throw new Error(`there is no file ${path}`);
    return found.buffer;
  };
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    const limit = host.memoryPages * 65_536;
    if (this.buffer.byteLength + pages * 65_536 > limit) throw new RangeError('there is no more memory');
    return grow.call(this, pages);
  };

  const walk = (path: string, found: (below: string, stat: { mode: number; mtime: Date }) => void) => {
    for (const name of FS.readdir(path) as string[]) {
      if (name === '.' || name === '..') continue;
      const stat = FS.lstat(`${path}/${name}`);
      found(`${path}/${name}`, stat);
      if (FS.isDir(stat.mode)) walk(`${path}/${name}`, found);
    }
  };
  const isSame = (one: Uint8Array | undefined, other: Uint8Array | undefined) => {
    if (one === undefined || other === undefined || one.length !== other.length) return one === other;
    for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
    return true;
  };

  return {
    file(name, size) {
      const content = new Uint8Array(size);
      files.set(name, content);
      return content;
    },
    bytes: (size) => new Uint8Array(size),
    interrupt: () => interrupt.buffer as unknown as SharedArrayBuffer,
    async load({ snapshot, kernelSource, lockFile }) {
      const made = snapshot === undefined;
      python = await world.loadPyodide({
        indexURL: '/lib',
        createPyodideModule: world.createPyodideModule,
        lockFileContents: lockFile,
        jsglobals: Object.create(null),
        enableRunUntilComplete: false,
        env: { HOME: '/tmp', PYTHONHASHSEED: '0' },
        stdout: silent,
        stderr: silent,
        stdin: () => null,
        ...(made ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
      });
      files.clear();
      FS = python.FS;
      if (made) {
        python.runPython(
          `import sys, types\nmodule = types.ModuleType('kernel')\nmodule.__file__ = '<kernel>'\nsys.modules['_kernel'] = module`,
        );
        python.globals.set('source', kernelSource);
        python.runPython("exec(compile(source, '<kernel>', 'exec'), module.__dict__)\ndel source, module");
      }
      return made ? python.makeMemorySnapshot() : undefined;
    },
    put(root, { path, mode, modified, content, target }) {
      if (home === '') {
        home = root;
        FS.mkdirTree(home);
      }
      const full = path === '' ? home : `${home}/${path}`;
      FS.ignorePermissions = true;
      if (target !== undefined) FS.symlink(target, full);
      else if (content === undefined) {
        FS.mkdirTree(full);
        // Its time changes with each entry, so that it is set last.
        directories.push({ path: full, mode, modified });
      } else {
        FS.writeFile(full, content);
        FS.chmod(full, mode);
        FS.utime(full, modified, modified);
      }
      before.set(full, { mode, modified, ...(content && { content }), ...(target !== undefined && { target }) });
    },
    run({ cell, chance: text, now, timeMs, cellOutput, totalOutput }) {
      for (const { path, mode, modified } of directories.reverse()) {
        FS.chmod(path, mode);
        FS.utime(path, modified, modified);
      }
      FS.ignorePermissions = false;
      seed(text);
      clock.now = now;
      clock.sleptMs = 0;
      clock.looks = 0;
      let sleptBefore = 0;
      const sleep = (ms: number) => {
        const end = Math.min(clock.sleptMs + ms, sleptBefore + timeMs);
        const isLate = clock.sleptMs + ms >= sleptBefore + timeMs;
        clock.sleptMs = end;
        return isLate;
      };
      let items = 0;
      let size = 0;
      const send = (item: string, isError: boolean) => {
        items += 1;
        if (items > MOST_ITEMS) {
          if (items === MOST_ITEMS + 1) tell('flood', '');
          return;
        }
        size += item.length;
        const [limit, most] = size > totalOutput ? ['global', totalOutput] : ['cell', cellOutput];
        if (isError || size <= most) return tell('item', item);
        const text = [`Output truncated since it exceeded the ${limit} output limit of ${most} characters`];
        tell('item', JSON.stringify({ name: 'stdout', output_type: 'stream', text }));
      };
      python.setInterruptBuffer(interrupt);
      const call = python.runPython("import sys; sys.modules.pop('_kernel').call");
      const cells = call(send, sleep, (line: string) => tell('magic', line), cell);
      for (;;) {
        const { done } = cells.next();
        if (done) break;
        sleptBefore = clock.sleptMs;
        interrupt[0] = 0;
        tell('cell', '');
      }
      python.setInterruptBuffer(undefined);
      return clock.sleptMs;
    },
    changes() {
      const changed: FileEntry[] = [];
      if (home === '') return { changed, removed: [] };
      FS.ignorePermissions = true;
      const left = new Set(before.keys());
      left.delete(home);
      walk(home, (path, stat) => {
        left.delete(path);
        const known = before.get(path);
        const mode = stat.mode & 0o7777;
        const modified = Math.floor(stat.mtime.getTime());
        const below = path.slice(home.length + 1);
        if (FS.isLink(stat.mode)) {
          const target = FS.readlink(path) as string;
          if (known?.target !== target) changed.push({ path: below, mode, modified, target });
        } else if (FS.isDir(stat.mode)) {
          const isKnown = known !== undefined && known.content === undefined && known.target === undefined;
          if (!isKnown || known.mode !== mode) changed.push({ path: below, mode, modified });
        } else {
          // Without opening it, which a file that may not be read would refuse.
          const node = FS.lookupPath(path, { follow: false }).node;
          const content = (node.contents?.subarray?.(0, node.usedBytes) ?? new Uint8Array(0)) as Uint8Array;
          if (known?.mode !== mode || known.modified !== modified || !isSame(known.content, content)) {
            changed.push({ path: below, mode, modified, content: content.slice() });
          }
        }
      });
      return { changed, removed: [...left].map((path) => path.slice(home.length + 1)) };
    },
  };
}
