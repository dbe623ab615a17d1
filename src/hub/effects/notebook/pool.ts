/** Interpreters that nobody has used, of all hubs of this process, and the memory that they begin with. */
import { Interpreter, type InterpreterOptions } from './interpreter.ts';

/** By what they were started with. */
const idle = new Map<string, Promise<Interpreter>[]>();
/** Those who use interpreters, until they say that they will not any more. */
const users = new Set<object>();

/** A new interpreter that is ready, and `warm` others that stand ready for the next calls. */
export async function takeInterpreter(user: object, options: InterpreterOptions, warm: number): Promise<Interpreter> {
  const snapshot = await snapshotOf(user, options);
  const start = () => started(options, snapshot);
  const waiting = idleOf(options);
  const taken = waiting.shift() ?? start();
  fill(waiting, warm, start);
  try {
    const interpreter = await taken;
    if (!interpreter.hasEnded) return interpreter;
  } catch {
    // It has ended while it stood there; so let another try.
  }
  return start();
}

/** Begins to start what the next call will take. */
export async function warmInterpreters(user: object, options: InterpreterOptions, warm: number): Promise<void> {
  const snapshot = await snapshotOf(user, options);
  if (users.has(user)) fill(idleOf(options), warm, () => started(options, snapshot));
}

/** Ends those that stand ready, if no other hub uses any. */
export function leaveInterpreters(user: object): void {
  if (!users.delete(user) || users.size > 0) return;
  const all = [...idle.values()].flat();
  idle.clear();
  // What cannot start has ended.
  for (const one of all)
    one.then(
      (interpreter) => interpreter.end(),
      () => {},
    );
}

function idleOf(options: InterpreterOptions): Promise<Interpreter>[] {
  const key = JSON.stringify(options);
  const waiting = idle.get(key) ?? [];
  idle.set(key, waiting);
  return waiting;
}

function fill(waiting: Promise<Interpreter>[], warm: number, start: () => Promise<Interpreter>): void {
  while (waiting.length < warm) {
    const next = start();
    // Given to whoever takes it.
    next.catch(() => {});
    waiting.push(next);
  }
}

async function started(options: InterpreterOptions, snapshot: Uint8Array): Promise<Interpreter> {
  const interpreter = await Interpreter.start(options, snapshot);
  await interpreter.ready();
  return interpreter;
}

/** The memory of an interpreter that has just started, for others to begin with: by what runs it. */
const snapshots = new Map<string, Promise<Uint8Array>>();

/** It is the same each time, so it is made once in a process. */
function snapshotOf(user: object, options: InterpreterOptions): Promise<Uint8Array> {
  users.add(user);
  const key = JSON.stringify([options.folder, options.program]);
  const known = snapshots.get(key);
  if (known !== undefined) return known;
  const made = makeSnapshot(options);
  snapshots.set(key, made);
  made.catch(() => snapshots.delete(key));
  return made;
}

async function makeSnapshot(options: InterpreterOptions): Promise<Uint8Array> {
  const interpreter = await Interpreter.start(options);
  try {
    return await interpreter.snapshot();
  } finally {
    interpreter.end();
  }
}
