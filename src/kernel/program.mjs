// @ts-check
/**
 * The program of a kernel's process: an interpreter for the cells of one call.
 *
 * It is started with no permissions but to read its own folder and the interpreter's, takes frames from its input, says
 * frames on its output, and ends with its input. A frame is a letter, the length of what follows in four bytes, and that:
 * `src/hub/effects/notebook/frames.ts` has the list.
 */
import { readFileSync, readSync, writeSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { machine } from './machine.mjs';

const HEADER = 5;
const OUTPUT = 1;
const parent = process.ppid;

/** Fills the array from the input; where that ends, so does the process. @param {Uint8Array} target */
function fill(target) {
  for (let at = 0; at < target.length; ) {
    const count = readSync(0, target, at, target.length - at, null);
    if (count === 0) process.exit();
    at += count;
  }
}

/** The next frame. @returns {{ kind: string, text: string }} */
function nextFrame() {
  const header = Buffer.alloc(HEADER);
  fill(header);
  const body = Buffer.alloc(header.readUInt32LE(1));
  fill(body);
  return { kind: String.fromCharCode(Number(header[0])), text: body.toString() };
}

/** @param {string} kind @param {Buffer} body @returns {boolean} */
function say(kind, body) {
  try {
    const header = Buffer.alloc(HEADER);
    header.write(kind, 'latin1');
    header.writeUInt32LE(body.length, 1);
    const frame = Buffer.concat([header, body]);
    for (let at = 0; at < frame.length; ) at += writeSync(OUTPUT, frame, at);
    return true;
  } catch (fault) {
    // Nobody listens any more. Anything else is the end of a stack, or of memory, and the caller's to deal with.
    if (fault instanceof Error && 'code' in fault && fault.code === 'EPIPE') process.exit();
    return false;
  }
}

/** @type {import('./machine.mjs').Host} */
const host = {
  send: (kind, text) => typeof kind === 'string' && typeof text === 'string' && say(kind, Buffer.from(text)),
  bytes: (latin1, kind = 'B') =>
    typeof latin1 === 'string' && /^[B12]$/.test(kind) && say(kind, Buffer.from(latin1, 'latin1')),
  elapsedMs: performance.now.bind(performance),
  isOrphan: () => process.ppid !== parent,
  end: () => process.exit(),
};

const start = JSON.parse(nextFrame().text);
/** @type {string} */
const folder = start.folder;
// Code in a context of its own finds there what belongs to JavaScript, and nothing that belongs to Node; and it can make
// no new code.
const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: true } });
/** @param {string} source @param {string} filename */
const run = (source, filename) => runInContext(source, context, { filename });
/** @type {ReturnType<typeof machine>} */
const inside = run(`'use strict'; (${machine})`, 'machine.js')(host, { ...start.limits });

// What an import is refused with would be an object of Node's, and so a way out; there are none outside Node.
/** @param {string} text */
const withoutImports = (text) => text.replaceAll(/\bimport\(/g, 'noImport(');
// Should an object of Node's get into the context all the same, no code can be made with it either.
for (const made of [() => {}, async () => {}, function* () {}, async function* () {}]) {
  Object.defineProperty(Object.getPrototypeOf(made), 'constructor', { value: undefined });
}
/** @param {string} name */
const place = (name) => {
  const content = readFileSync(`${folder}${name}`);
  inside.file(name, content.length).set(content);
};

place('pyodide.asm.wasm');
place('python_stdlib.zip');
run(withoutImports(readFileSync(`${folder}pyodide.js`, 'utf8')), 'pyodide.js');
// A module's text as a script's: it exports one function, and would import only under Node.
run(
  withoutImports(
    readFileSync(`${folder}pyodide.asm.mjs`, 'utf8')
      .replace(/export default (\w+);/, 'globalThis.createPyodideModule = $1;')
      .replaceAll('import.meta.url', '"file:///pyodide.asm.mjs"')
      // The time zone is UTC, and that is its name.
      .replace(/`UTC\$\{sign\}\$\{hours\}\$\{minutes\}`/, '"UTC"'),
  ),
  'pyodide.asm.mjs',
);
// Of the packages that could be fetched none is there.
const { info, packages } = JSON.parse(readFileSync(`${folder}pyodide-lock.json`, 'utf8'));
/** Modules that a machine may well have. @type {string[]} */
const installed = Object.values(packages).flatMap(({ imports }) => imports);
const lockFile = JSON.stringify({ info, packages: {} });
const sources = Object.fromEntries(
  ['errors', 'surroundings', 'ipython', 'kernel', 'command'].map((name) => [
    name,
    readFileSync(new URL(`${name}.py`, import.meta.url), 'utf8'),
  ]),
);
const snapshot = start.snapshotBytes === 0 ? undefined : inside.bytes(start.snapshotBytes);
if (snapshot) fill(snapshot);
const made = await inside.load({ snapshot, sources, lockFile });
say('R', Buffer.from(JSON.stringify({ snapshotBytes: made?.length ?? 0 })));
for (let at = 0; made && at < made.length; at += 65_536) say('B', Buffer.from(made.subarray(at, at + 65_536)));

for (let frame = nextFrame(); ; frame = nextFrame()) {
  const told = JSON.parse(frame.text);
  if (frame.kind === 'C') {
    inside.run(JSON.stringify({ ...told, told: { ...told.told, installed } }));
    process.exit();
  }
  const { size } = frame.kind === 'I' ? told : told.entry;
  const content = size === undefined ? undefined : inside.bytes(size);
  if (content) fill(content);
  if (frame.kind === 'I') inside.feed(content ?? inside.bytes(0));
  else inside.put(told.root, told.entry, content);
}
