/**
 * In the place of the shell's package: what a script could do that has got out of the shell, with all of Node in its hands.
 * A command names what is to be tried; what it prints is how that went.
 */
import { fork, spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import { runInThisContext } from 'node:vm';
import { Worker } from 'node:worker_threads';
import escapes from './escapes.cjs';

const CHANNEL = 1;

export function getCommandNames() {
  return ['true'];
}

export class Bash {
  constructor({ fs: files }) {
    this.files = files;
  }

  registerTransformPlugin() {}

  async exec(line) {
    const [, name = '', argument = ''] = /attack (\w+) ?(.*)/.exec(line) ?? [];
    return { stdout: await outcome(name, argument, this.files), stderr: '', exitCode: 0 };
  }
}

async function outcome(name, argument, files) {
  try {
    return `done: ${await attacks[name](argument, files)}`;
  } catch (fault) {
    return `failed: ${fault.code ?? fault.message}`;
  }
}

const attacks = {
  nothing: () => 'nothing',
  /** Goes on with its files when the command is over, while the next one waits. */
  later: (path, files) => {
    setTimeout(() => files.writeFile(path, 'late'), 100);
    return 'begun';
  },
  wait: () => new Promise((resolve) => setTimeout(resolve, 500, 'waited')),
  read: (path) => fs.readFileSync(path, 'utf8'),
  list: (path) => fs.readdirSync(path).join(' '),
  write: (path) => fs.writeFileSync(path, 'written'),
  append: (path) => fs.appendFileSync(path, 'written'),
  remove: (path) => fs.rmSync(path),
  rename: (path) => fs.renameSync(path, `${path}.moved`),
  link: (path) => fs.symlinkSync('/etc', path),
  chmod: (path) => fs.chmodSync(path, 0o777),
  watch: (path) => fs.watch(path).close(),
  spawn: () => spawned(spawnSync(process.execPath, ['--version'])),
  shell: () => spawned(spawnSync('true', { shell: true })),
  fork: (path) => fork(path).pid,
  thread: () => new Worker('0', { eval: true }).threadId,
  native: (path) => createRequire(import.meta.url)(path),
  // biome-ignore lint/security/noGlobalEval: that it fails is the point.
  eval: () => globalThis.eval('1 + 1'),
  function: () => new Function('return 1')(),
  binding: () => process.binding('fs').internalModuleStat('/etc'),
  kill: () => process.kill(process.ppid, 0),
  environment: () => Object.keys(process.env).sort().join(' '),
  escapes: async (at) => {
    const lines = [];
    await escapes(JSON.parse(at), createRequire(import.meta.url), (line) => lines.push(line));
    return `\n${lines.join('')}`;
  },
  script: () => runInThisContext('typeof require'),

  abort: () => process.abort(),
  exit: () => process.exit(0),
  throw: () => {
    setTimeout(() => {
      throw new Error('thrown later');
    });
    return new Promise(() => {});
  },
  forever: () => new Promise(() => {}),
  loop: () => {
    for (;;);
  },
  buffers: () => fill(() => Buffer.alloc(2 ** 26, 1)),
  values: () => fill(() => Array.from({ length: 2 ** 16 }, (_, at) => ({ at }))),
  doubling: () => {
    let all = [1];
    for (;;) all = [...all, ...all];
  },

  garbage: () => sent(Buffer.alloc(100, 'garbage')),
  longHeader: () => sent(lengths(0xffffffff, 0)),
  longBody: () => sent(lengths(2, 0xffffffff)),
  noJson: () => sent(lengths(4, 0), Buffer.from('nope')),
  deep: () => sent(frameOf('['.repeat(60_000) + ']'.repeat(60_000))),
  flood: () => {
    for (let id = 1; ; id += 1) written(frame({ kind: 'now', id: -id }));
  },
  printed: () => {
    for (;;) written(frame({ kind: 'output', stream: 'stdout' }, Buffer.alloc(2 ** 18, 'x')));
  },
  message: (text) => sent(frameOf(text)),
  /** Has a request sent as it is, and the run go on. */
  request: (text) => {
    fs.writeSync(CHANNEL, frame({ kind: 'file', id: -1, request: JSON.parse(text) }));
    return 'sent';
  },
};

function spawned({ error, status }) {
  if (error) throw error;
  return status;
}

function fill(make) {
  const all = [];
  for (;;) all.push(make());
}

/** What is sent is to be the end of this process. */
function sent(...parts) {
  fs.writeSync(CHANNEL, Buffer.concat(parts));
  return new Promise(() => {});
}

/** All of it, however long the other side takes to read. */
function written(bytes) {
  for (let at = 0; at < bytes.length; ) {
    try {
      at += fs.writeSync(CHANNEL, bytes, at);
    } catch (fault) {
      if (fault.code !== 'EAGAIN') throw fault;
    }
  }
}

function frame(header, body = Buffer.alloc(0)) {
  return frameOf(JSON.stringify(header), body);
}

function frameOf(text, body = Buffer.alloc(0)) {
  const header = Buffer.from(text);
  return Buffer.concat([lengths(header.length, body.length), header, body]);
}

function lengths(header, body) {
  const both = Buffer.alloc(8);
  both.writeUInt32BE(header, 0);
  both.writeUInt32BE(body, 4);
  return both;
}
