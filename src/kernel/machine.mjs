// @ts-check
/**
 * The machine that the interpreter runs on: a shell for JavaScript without anything of Node.
 *
 * `machine` is sent as text into a context of its own, so it may use nothing but its argument and JavaScript itself. It is
 * handed functions that take and give texts and numbers, and throw nothing.
 *
 * @typedef {object} Host
 * @property {(kind: string, text: string) => boolean} send says something to the hub; whether that could be done
 * @property {(latin1: string, kind?: 'B' | '1' | '2') => boolean} bytes the same, for bytes, each a character
 * @property {() => number} elapsedMs real time
 * @property {() => boolean} isOrphan whether whoever started this process is gone
 * @property {() => void} end ends the process
 *
 * @typedef {object} Limits
 * @property {number} memoryPages of the interpreter, 64 KiB each
 * @property {number} fileBytes that files may take in all
 * @property {number} files that there may be, besides those of the interpreter itself
 *
 * @typedef {object} Entry a file, directory or link, by its path below a root
 * @property {string} path
 * @property {number} mode
 * @property {number} modified milliseconds since 1970
 * @property {number} [size] of a file's content, which follows
 * @property {string} [target]
 *
 * @typedef {object} Call
 * @property {'kernel' | 'command'} runs
 * @property {{ machine: { uid: number, gid: number } }} told what that is given
 * @property {readonly string[]} roots directories whose changes are told
 * @property {string} chance
 * @property {number} now
 * @property {number} timeMs how long each cell may take, by its own clock
 * @property {readonly number[]} interruptsAtMs real time from the start of a cell
 * @property {number} endAtMs likewise
 * @property {number} cellOutput characters
 * @property {number} totalOutput characters
 * @property {number} mostItems
 * @property {number} mostItemBytes
 */

/** @param {Host} host @param {Limits} limits */
export function machine(host, limits) {
  /** @type {Map<string, Uint8Array>} */
  const files = new Map();
  /** @type {Map<string, { content?: Uint8Array, target?: string, mode: number, modified: number }>} */
  const before = new Map();
  const clock = { now: 1_600_000_000_000, sleptMs: 0, looks: 0 };
  const chance = { words: [1, 2, 3, 4] };
  const CHANNEL = '/dev/kernel';
  /** The interpreter's own objects, which its types describe for browsers. @type {any} */
  let python;
  /** @type {any} */
  let FS;
  /** Names that a shell for JavaScript has. @type {any} */
  const world = globalThis;

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
  /** @param {string} text */
  const seed = (text) => {
    const words = [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 1];
    for (let at = 0; at < text.length; at += 1) {
      words[at % 3] = Math.imul(Number(words[at % 3]) ^ text.charCodeAt(at), 0x239b961b + at * 2);
    }
    chance.words = words;
    for (let at = 0; at < 16; at += 1) word();
  };
  Math.random = () => word() / 2 ** 32;
  const CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  world.crypto = {
    /** @param {Uint8Array} view */
    getRandomValues(view) {
      for (let at = 0; at < view.length; at += 1) view[at] = word();
      return view;
    },
  };
  // In a shell the interpreter has its random bytes from a command: `head -c<n> /dev/urandom | base64`.
  world.os = {
    /** @param {string} _program @param {string[]} args */
    system(_program, args) {
      const size = Number(/head -c *(\d+)/.exec(args[1] ?? '')?.[1] ?? 0);
      let text = '';
      for (let at = 0; at < Math.ceil((size * 4) / 3); at += 1) text += CHARACTERS.charAt(word() % 64);
      return text.padEnd(Math.ceil(size / 3) * 4, '=');
    },
  };

  // Character codes, made into text in pieces that are few enough to be arguments.
  const MOST_ARGUMENTS = 8192;
  /** @param {(push: (code: number) => void) => void} fill */
  const textOf = (fill) => {
    let text = '';
    /** @type {number[]} */
    let codes = [];
    fill((code) => {
      if (code > 0xffff) codes.push(0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff));
      else codes.push(code);
      if (codes.length >= MOST_ARGUMENTS) {
        text += String.fromCharCode(...codes);
        codes = [];
      }
    });
    return text + String.fromCharCode(...codes);
  };
  /** @param {Uint8Array} bytes */
  const decodeUtf8 = (bytes) =>
    textOf((push) => {
      for (let at = 0; at < bytes.length; ) {
        const first = Number(bytes[at]);
        at += 1;
        const more = first < 0x80 ? 0 : first < 0xc2 ? -1 : first < 0xe0 ? 1 : first < 0xf0 ? 2 : first < 0xf5 ? 3 : -1;
        let code = more === -1 ? 0xfffd : first & (0x7f >> (more && more + 1));
        for (let left = more; left > 0; left -= 1) {
          const next = bytes[at] ?? 0;
          // Neither a surrogate, nor what has a shorter form, nor beyond the last character.
          const [low, high] = left < more ? [0x80, 0xbf] : (SECOND[first] ?? [0x80, 0xbf]);
          if (next < low || next > high) {
            code = 0xfffd;
            break;
          }
          code = (code << 6) | (next & 0x3f);
          at += 1;
        }
        push(code);
      }
    });
  /** @type {Record<number, readonly [number, number]>} */
  const SECOND = { 224: [0xa0, 0xbf], 237: [0x80, 0x9f], 240: [0x90, 0xbf], 244: [0x80, 0x8f] };
  world.TextDecoder = class {
    constructor(coding = 'utf-8') {
      this.wide = coding.toLowerCase().replace('-', '').startsWith('utf16');
    }
    /** @param {Uint8Array} [bytes] */
    decode(bytes = new Uint8Array(0)) {
      if (!this.wide) return decodeUtf8(bytes);
      return textOf((push) => {
        for (let at = 0; at + 1 < bytes.length; at += 2) push(Number(bytes[at]) | (Number(bytes[at + 1]) << 8));
      });
    }
  };
  world.TextEncoder = class {
    /** @param {string} text */
    encode(text) {
      return Uint8Array.from(unescape(encodeURIComponent(text)), (byte) => byte.charCodeAt(0));
    }
    /** @param {string} text @param {Uint8Array} target */
    encodeInto(text, target) {
      const bytes = this.encode(text);
      target.set(bytes);
      return { read: text.length, written: bytes.length };
    }
  };
  /** @param {() => void} callback */
  world.setTimeout = (callback) => {
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
  /** @param {string} path */
  world.readbuffer = (path) => {
    const found = files.get(path.slice(path.lastIndexOf('/') + 1));
    if (found === undefined) throw new Error(`there is no file ${path}`);
    return found.buffer;
  };
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    const limit = limits.memoryPages * 65_536;
    if (this.buffer.byteLength + pages * 65_536 > limit) throw new RangeError('there is no more memory');
    return grow.call(this, pages);
  };

  /** @param {string} kind @param {string} [text] */
  const say = (kind, text = '') => {
    if (!host.send(kind, text)) throw new Error('the machine has failed');
  };

  /** @param {string} path @param {(below: string, stat: { mode: number, mtime: Date }) => void} found */
  const walk = (path, found) => {
    for (const name of FS.readdir(path)) {
      if (name === '.' || name === '..') continue;
      const stat = FS.lstat(`${path}/${name}`);
      found(`${path}/${name}`, stat);
      if (FS.isDir(stat.mode)) walk(`${path}/${name}`, found);
    }
  };
  /** @param {Uint8Array | undefined} one @param {Uint8Array | undefined} other */
  const isSame = (one, other) => {
    if (one === undefined || other === undefined || one.length !== other.length) return one === other;
    for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
    return true;
  };

  // What files take is counted before anything is copied: an estimate that only grows, until it reaches the limit and
  // what is really there is counted again.
  const used = { bytes: 0, files: 0 };
  let umask = 0o022;
  const NO_SPACE = 51;
  const PIPE_PIECE = 8192;
  const countAgain = () => {
    used.bytes = 0;
    used.files = 0;
    const seen = new Set();
    /** @param {any} node */
    const count = (node) => {
      if (!node || seen.has(node)) return;
      seen.add(node);
      used.files += 1;
      if (node.pipe?.buckets && !seen.has(node.pipe)) {
        seen.add(node.pipe);
        used.bytes += node.pipe.buckets.length * PIPE_PIECE;
      } else if (FS.isFile(node.mode)) used.bytes += node.contents?.length ?? 0;
      else if (FS.isLink(node.mode)) used.bytes += node.link?.length ?? 0;
      else if (FS.isDir(node.mode)) for (const name of Object.keys(node.contents ?? {})) count(node.contents[name]);
    };
    count(FS.root);
    for (const stream of FS.streams) count(stream?.node);
  };
  /** @param {number} bytes @param {number} [more] files */
  const reserve = (bytes, more = 0) => {
    const isTooMuch = () => used.bytes + bytes > limits.fileBytes || used.files + more > limits.files;
    if (isTooMuch()) {
      countAgain();
      if (isTooMuch()) {
        host.send('u', '');
        throw new FS.ErrnoError(NO_SPACE);
      }
    }
    used.bytes += bytes;
    used.files += more;
  };
  /** @param {{ uid: number, gid: number }} owner whose all files are */
  const guardFiles = (owner) => {
    const { dir, file } = FS.filesystems.MEMFS.ops_table;
    const { write } = file.stream;
    /** @param {any} stream @param {any} buffer @param {number} offset @param {number} length @param {number} position @param {boolean} canOwn */
    file.stream.write = (stream, buffer, offset, length, position, canOwn) => {
      const held = stream.node.contents.length;
      const end = position + length;
      // A file that grows is given more than it asks for, up to double, beside what it had.
      if (end > held) reserve(Math.max(end, held < 1_048_576 ? held * 2 : held * 1.125));
      return write(stream, buffer, offset, length, position, canOwn);
    };
    for (const { node } of [dir, file, FS.filesystems.MEMFS.ops_table.link]) {
      const { getattr } = node;
      /** @param {any} of */
      node.getattr = (of) => ({ ...getattr(of), uid: owner.uid, gid: owner.gid });
    }
    const { setattr } = file.node;
    /** @param {any} node @param {any} attr */
    file.node.setattr = (node, attr) => {
      if (attr.size > node.contents.length) reserve(attr.size);
      return setattr(node, attr);
    };
    const { open } = FS;
    /** @param {unknown} path @param {unknown} flags */
    FS.open = (path, flags, mode = 0o666) => open(path, flags, mode & ~umask);
    const { mknod, symlink } = dir.node;
    /** @param {any} parent @param {string} name @param {number} mode @param {unknown} device */
    dir.node.mknod = (parent, name, mode, device) => {
      reserve(0, 1);
      return mknod(parent, name, mode & ~umask, device);
    };
    /** @param {any} parent @param {string} name @param {string} target */
    dir.node.symlink = (parent, name, target) => {
      reserve(target.length, 1);
      return symlink(parent, name, target);
    };
    // Pipes are among no file systems that can be got at; all that is opened comes by here.
    const { createStream } = FS;
    /** @type {any} */
    let pipe;
    /** @param {any} stream @param {number} [fd] */
    FS.createStream = (stream, fd) => {
      if (stream.node?.pipe === undefined || stream.stream_ops === pipe) return createStream(stream, fd);
      const { stream_ops } = stream;
      pipe ??= {
        ...stream_ops,
        /** @param {any} to @param {any} buffer @param {number} offset @param {number} length @param {number} position */
        write(to, buffer, offset, length, position) {
          reserve(length + PIPE_PIECE);
          return stream_ops.write(to, buffer, offset, length, position);
        },
      };
      return createStream({ ...stream, stream_ops: pipe }, fd);
    };
    countAgain();
    limits.files += used.files;
    limits.fileBytes += used.bytes;
  };

  /** The file that the kernel speaks through. @param {Call} call */
  const openChannel = (call) => {
    /** What can be read from it. */
    let reply = new world.TextEncoder().encode(JSON.stringify(call.told));
    let line = new Uint8Array(1024);
    let length = 0;
    let items = 0;
    let size = 0;
    const cell = { sleptBefore: 0, start: 0, interrupts: 0 };

    /** @param {string} item */
    const isTooLong = (item) =>
      item.length > call.mostItemBytes || new world.TextEncoder().encode(item).length > call.mostItemBytes;
    /** @param {string} item @param {boolean} isError */
    const send = (item, isError) => {
      items += 1;
      if (items > call.mostItems) return host.send('f', '');
      size += item.length;
      const [limit, most] = size > call.totalOutput ? ['global', call.totalOutput] : ['cell', call.cellOutput];
      if (isError || size <= most) return isTooLong(item) ? host.send('f', '') : say('i', item);
      const text = [`Output truncated since it exceeded the ${limit} output limit of ${most} characters`];
      return say('i', JSON.stringify({ name: 'stdout', output_type: 'stream', text }));
    };
    /** @param {number} ms @returns whether it is too late then */
    const sleep = (ms) => {
      const isLate = !(clock.sleptMs + ms < cell.sleptBefore + call.timeMs);
      clock.sleptMs = isLate ? cell.sleptBefore + call.timeMs : clock.sleptMs + ms;
      return isLate;
    };
    /** @param {string} text */
    const take = (text) => {
      const space = text.indexOf(' ');
      const [word, rest] = [text.slice(0, space), text.slice(space + 1)];
      if (word === 'item' || word === 'error') send(rest, word === 'error');
      else if (word === 'sleep') {
        const isLate = sleep(Number(rest));
        // A program that is over its time is ended by a signal, of which it does not know.
        if (isLate && call.runs === 'command') leave(call);
        reply = new world.TextEncoder().encode(isLate ? 'late' : 'soon');
      } else if (word === 'leave') leave(call, Number(rest));
      else if (word === 'umask') umask = Number(rest);
      else if (word === 'unsimulated') {
        host.send('n', rest);
        host.end();
      } else if (word === 'magic') say('m', rest);
      else if (word === 'cell') {
        cell.sleptBefore = clock.sleptMs;
        cell.start = host.elapsedMs();
        cell.interrupts = 0;
        if (call.runs === 'command') openOutputs(call);
        say('c');
      }
    };
    const device = FS.makedev(64, 64);
    FS.registerDevice(device, {
      /** @param {any} _ @param {Int8Array} buffer @param {number} offset @param {number} room */
      read(_, buffer, offset, room) {
        const part = reply.subarray(0, room);
        buffer.set(part, offset);
        reply = reply.subarray(part.length);
        return part.length;
      },
      /** @param {any} _ @param {Int8Array} buffer @param {number} offset @param {number} count */
      write(_, buffer, offset, count) {
        const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset + offset, count);
        let from = 0;
        for (let end = bytes.indexOf(10); end !== -1; end = bytes.indexOf(10, from)) {
          const whole =
            length === 0 ? bytes.subarray(from, end) : joined(line.subarray(0, length), bytes.subarray(from, end));
          length = 0;
          from = end + 1;
          take(decodeUtf8(whole));
        }
        const rest = bytes.subarray(from);
        if (length + rest.length > line.length) {
          reserve(2 * (length + rest.length));
          line = joined(line.subarray(0, length), new Uint8Array(length + 2 * rest.length));
        }
        line.set(rest, length);
        length += rest.length;
        return count;
      },
    });
    FS.mkdev(CHANNEL, 0o600, device);

    // What the interpreter looks at all the time, to find out whether it has been interrupted.
    python.setInterruptBuffer({
      get 0() {
        if (host.isOrphan()) host.end();
        const ms = host.elapsedMs() - cell.start;
        if (cell.start === 0 || ms < Number(call.interruptsAtMs[0] ?? call.endAtMs)) return 0;
        if (ms > call.endAtMs) host.end();
        if (cell.interrupts === call.interruptsAtMs.length || ms < Number(call.interruptsAtMs[cell.interrupts]))
          return 0;
        cell.interrupts += 1;
        return SIGINT;
      },
      set 0(_) {},
    });
  };
  const SIGINT = 2;
  /** @param {Uint8Array} one @param {Uint8Array} other */
  const joined = (one, other) => {
    const both = new Uint8Array(one.length + other.length);
    both.set(one);
    both.set(other, one.length);
    return both;
  };

  /** @type {{ path: string, mode: number, modified: number }[]} */
  const directories = [];
  const PIECE = 32_768;
  /** @param {Uint8Array} content @param {'B' | '1' | '2'} [kind] */
  const sendBytes = (content, kind = 'B') => {
    for (let at = 0; at < content.length; at += PIECE) {
      let text = '';
      for (let from = at; from < Math.min(at + PIECE, content.length); from += MOST_ARGUMENTS) {
        text += String.fromCharCode(...content.subarray(from, Math.min(from + MOST_ARGUMENTS, at + PIECE)));
      }
      if (!host.bytes(text, kind)) throw new Error('the machine has failed');
    }
  };
  /** What there is to read for a program. */
  /** @type {Uint8Array} */
  let input = new Uint8Array(0);
  let readBytes = 0;
  /** @param {Call} call */
  const openOutputs = (call) => {
    let printed = 0;
    /** @param {'1' | '2'} kind */
    const to = (kind) => ({
      write(/** @type {Uint8Array} */ buffer) {
        printed += buffer.length;
        if (printed > call.totalOutput) {
          host.send('f', '');
          host.end();
        }
        sendBytes(buffer, kind);
        return buffer.length;
      },
    });
    python.setStdout(to('1'));
    python.setStderr(to('2'));
    python.setStdin({
      read(/** @type {Uint8Array} */ buffer) {
        const part = input.subarray(0, buffer.length);
        buffer.set(part);
        input = input.subarray(part.length);
        readBytes += part.length;
        return part.length;
      },
    });
  };
  /** Ends a program. @param {Call} call @param {number} [exitCode] nothing if a signal ends it */
  const leave = (call, exitCode) => {
    try {
      sendChanges(call.roots);
      host.send('d', JSON.stringify({ sleptMs: clock.sleptMs, readBytes, exitCode: exitCode ?? null }));
    } catch (fault) {
      host.send('x', `${fault}`);
    }
    host.end();
  };
  /** Says what is there in the end that was not before, and the other way round. @param {readonly string[]} roots */
  const sendChanges = (roots) => {
    FS.ignorePermissions = true;
    for (const [root, folder] of roots.entries()) if (before.has(folder)) sendChangesIn(folder, root);
  };
  /** @param {string} home @param {number} root */
  const sendChangesIn = (home, root) => {
    const left = new Set([...before.keys()].filter((path) => path.startsWith(`${home}/`)));
    walk(home, (path, stat) => {
      left.delete(path);
      const known = before.get(path);
      const entry = {
        root,
        path: path.slice(home.length + 1),
        mode: stat.mode & 0o7777,
        modified: Math.floor(stat.mtime.getTime()),
      };
      const { mode, modified } = entry;
      if (FS.isLink(stat.mode)) {
        const target = FS.readlink(path);
        if (known?.target !== target) say('e', JSON.stringify({ ...entry, target }));
      } else if (FS.isDir(stat.mode)) {
        const isKnown = known !== undefined && known.content === undefined && known.target === undefined;
        if (!isKnown || known.mode !== mode) say('e', JSON.stringify(entry));
      } else {
        // Without opening it, which a file that may not be read would refuse.
        const { node } = FS.lookupPath(path, { follow: false });
        const content = node.contents?.subarray?.(0, node.usedBytes) ?? new Uint8Array(0);
        if (known?.mode !== mode || known.modified !== modified || !isSame(known.content, content)) {
          say('e', JSON.stringify({ ...entry, size: content.length }));
          sendBytes(content);
        }
      }
    });
    for (const path of left) say('r', JSON.stringify({ root, path: path.slice(home.length + 1) }));
  };

  return {
    /** A new array in the machine, for a file that the interpreter asks for by this name. @param {string} name @param {number} size */
    file(name, size) {
      const content = new Uint8Array(size);
      files.set(name, content);
      return content;
    },
    /** @param {number} size */
    bytes: (size) => new Uint8Array(size),
    /**
     * @param {{ snapshot: Uint8Array | undefined, sources: Readonly<Record<string, string>>, lockFile: string }} from the
     *   sources of modules, each behind those that it imports
     */
    async load({ snapshot, sources, lockFile }) {
      const isFirst = snapshot === undefined;
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
        ...(isFirst ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
      });
      files.clear();
      FS = python.FS;
      if (!isFirst) return undefined;
      for (const [name, source] of Object.entries(sources)) {
        python.runPython(
          `import sys, types\nmodule = types.ModuleType('_${name}')\nmodule.__file__ = '<kernel>'\nsys.modules['_${name}'] = module`,
        );
        python.globals.set('source', source);
        python.runPython("exec(compile(source, '<kernel>', 'exec'), module.__dict__)\ndel source, module");
      }
      return python.makeMemorySnapshot();
    },
    /** @param {string} root @param {Entry} entry @param {Uint8Array | undefined} content */
    put(root, { path, mode, modified, target }, content) {
      const full = path === '' ? root : `${root}/${path}`;
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
    /** What a program will read. @param {Uint8Array} content */
    feed(content) {
      input = content;
    },
    /** Runs cells or a program. All that comes of them is said to the host. @param {string} text a `Call` */
    run(text) {
      try {
        /** @type {Call} */
        const call = JSON.parse(text);
        for (const { path, mode, modified } of directories.reverse()) {
          FS.chmod(path, mode);
          FS.utime(path, modified, modified);
        }
        for (const path of ['/', '/home', '/lib', '/proc']) FS.chmod(path, 0o555);
        FS.ignorePermissions = false;
        seed(call.chance);
        clock.now = call.now;
        clock.sleptMs = 0;
        clock.looks = 0;
        // What is written to 1 and 2 past Python's own streams is nobody's.
        const nowhere = { write: (/** @type {Uint8Array} */ buffer) => buffer.length };
        python.setStdout(nowhere);
        python.setStderr(nowhere);
        guardFiles(call.told.machine);
        openChannel(call);
        const [fault, words] = python._api.rawRun(`import sys; sys.modules['_${call.runs}'].call('${CHANNEL}')`);
        if (fault !== 0) return host.send('x', `the ${call.runs} itself has failed${words}`);
        sendChanges(call.roots);
        return host.send('d', JSON.stringify({ sleptMs: clock.sleptMs }));
      } catch (fault) {
        return host.send('x', `${fault}`);
      }
    },
  };
}
