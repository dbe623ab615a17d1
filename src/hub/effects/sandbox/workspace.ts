/** One project, laid out in a folder that its commands run in, and kept in step with it in both directions. */
import { chmodSync, chownSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { type Refusal, refuse } from '../../../core/errors.ts';
import { emptyDirectory } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Command, Script } from '../../../core/projects/command.ts';
import { updateProject } from '../../../core/projects/projects.ts';
import type { HubCell } from '../../cell.ts';
import type { DiskLimits } from '../disk-limits.ts';
import type { Steps } from '../files/stepwise.ts';
import { hostnameOf, USER } from '../machine.ts';
import { Places } from '../places.ts';
import { nextTurn } from '../process/real-time.ts';
import { folded, type Held } from './fold.ts';
import { laidOut } from './lay-out.ts';
import { mergedTree } from './merge.ts';
import { OpenFolder } from './open-folder.ts';
import type { PlacesOnDisk } from './places-on-disk.ts';
import type { Room, Sandbox } from './runtime.ts';
import { Stamps } from './stamps.ts';
import { checkUsage } from './usage.ts';

/** How long before a look a file has to be unchanged for a later change to show, in nanoseconds; clocks of file systems tick every 10 ms or faster. */
const TICK_NS = 30_000_000n;

export class Workspace {
  readonly room: Room;
  readonly #disk: PlacesOnDisk;
  readonly #limits: DiskLimits;
  /** One looks at the folder at a time. */
  readonly #turn = new Places(1);
  #held: Held = { tree: emptyDirectory(0), stamps: new Stamps() };
  /** Which run of the project the temporary files are of. */
  #session: string | undefined;
  #running = 0;
  /** What ends the commands that run in it. */
  readonly #ends = new Set<(why: Refusal) => void>();
  #isGone = false;
  #ready: Sandbox | undefined;

  constructor(whose: Pick<Room, 'project_id' | 'home'>, disk: PlacesOnDisk, limits: DiskLimits) {
    this.room = { ...whose, path: disk.make() };
    this.#disk = disk;
    this.#limits = limits;
    this.#makeFolder('home', 0o700);
    this.#makeFolder('tmp', 0o1777);
    this.#makeFolder('etc', 0o755);
    for (const [name, text] of Object.entries(settingsOf(whose)))
      writeFileSync(join(this.room.path, 'etc', name), text, { mode: 0o644 });
  }

  /** Has the command that `end` ends ended with the folder. Returns what is to be called at its end. */
  endWith(end: (why: Refusal) => void): () => void {
    this.#ends.add(end);
    return () => this.#ends.delete(end);
  }

  get isReady(): boolean {
    return this.#ready?.hasEnded === false;
  }

  /** A sandbox that has been made for the next command, if it is still there. */
  takeReady(): Sandbox | undefined {
    const ready = this.#ready;
    this.#ready = undefined;
    return ready?.hasEnded === false ? ready : undefined;
  }

  setReady(sandbox: Sandbox | undefined): void {
    if (this.#ready !== sandbox) this.#ready?.end();
    this.#ready = sandbox;
  }

  get #home(): string {
    return join(this.room.path, 'home');
  }

  get #tmp(): string {
    return join(this.room.path, 'tmp');
  }

  get isRunning(): boolean {
    return this.#running > 0;
  }

  /** Whether what it holds cannot be relied on any more. */
  get isGone(): boolean {
    return this.#isGone;
  }

  /** Brings the folder in step with the project, for a command that is about to run. */
  async enter(hub: HubCell, { run }: Command): Promise<void> {
    this.#running += 1;
    try {
      await this.#inTurn(this.#laidOut(hub, run.kind === 'script' ? run : undefined));
    } catch (fault) {
      this.#running -= 1;
      this.discard();
      throw fault;
    }
  }

  /**
   * Takes in what the command has changed, as one change of the project.
   *
   * @throws Refusal by name for what a project cannot hold: then nothing of it is taken in.
   */
  async leave(hub: HubCell, { run }: Command): Promise<void> {
    this.#running -= 1;
    // Another command of the project has left what cannot be told apart from what this one did.
    if (this.#isGone) throw refuse('unsimulated', ENDED_WITH_ANOTHER);
    try {
      await this.#inTurn(this.#takenIn(hub, run.kind === 'script' ? run : undefined));
    } catch (fault) {
      this.discard();
      throw fault;
    }
  }

  /** Leaves a command whose doings count for nothing. */
  abandon(): void {
    this.#running -= 1;
    this.discard();
  }

  discard(): void {
    if (this.#isGone) return;
    this.#isGone = true;
    this.setReady(undefined);
    for (const end of this.#ends) end(refuse('unsimulated', ENDED_WITH_ANOTHER));
    this.#disk.remove(this.room.path);
  }

  /**
   * Counts what is in it, for a command that is running.
   *
   * @param isWanted is asked between steps: once nobody wants to know, others go first.
   * @throws Refusal by name when there is too much in it already.
   */
  checkUsage(isWanted: () => boolean): Promise<void> {
    return this.#inTurn(this.#counted(isWanted));
  }

  *#counted(isWanted: () => boolean): Steps<void> {
    const { count, bytes } = this.#held.tree.below;
    const { maxFiles, maxDiskBytes } = this.#limits;
    const most = { maxFiles: Math.max(count, maxFiles), maxDiskBytes: Math.max(bytes, maxDiskBytes) };
    for (const steps of [checkUsage(this.#home, most), checkUsage(this.#tmp, this.#limits)]) {
      for (let step = steps.next(); !step.done; step = isWanted() ? steps.next() : steps.return()) yield;
    }
  }

  *#laidOut(hub: HubCell, script: Script | undefined): Steps<void> {
    const project = hub.state.projects.get(this.room.project_id);
    const session = project?.run?.session_id;
    if (session !== this.#session) yield* this.#emptyTemporary();
    this.#session = session;
    // One that is not there any more has no files.
    const tree = project?.files ?? emptyDirectory(hub.clock.now());
    yield* laidOut(this.#home, this.#held, tree, this.#disk.owner);
    this.#held = { ...this.#held, tree };
    if (script !== undefined) yield* this.#withScript(script, hub.clock.now());
  }

  *#takenIn(hub: HubCell, script: Script | undefined): Steps<void> {
    if (script !== undefined) yield* this.#withoutScript(script);
    yield* checkUsage(this.#tmp, this.#limits);
    const before = this.#held.tree;
    this.#held = yield* folded(this.#home, this.#held, this.#limits, this.#reliableSince());
    const { tree } = this.#held;
    if (tree === before) return;
    hub.update((state) =>
      updateProject(state, this.room.project_id, (project) => ({
        ...project,
        files: mergedTree(before, tree, project.files),
      })),
    );
  }

  /** Before which moment of the file system's clock a change has to be for a later one to show; `undefined`: none does. */
  #reliableSince(): bigint | undefined {
    if (this.isRunning || !this.#disk.notesChanges) return undefined;
    const path = join(this.room.path, 'now');
    writeFileSync(path, '');
    const { ctimeNs } = statSync(path, { bigint: true });
    return ctimeNs - TICK_NS;
  }

  *#emptyTemporary(): Steps<void> {
    const folder = OpenFolder.at(this.#tmp);
    try {
      for (const name of folder.names()) yield* folder.remove(name);
    } finally {
      folder.close();
    }
  }

  *#withScript({ file, source }: Script, modified: Instant): Steps<void> {
    const { owner } = this.#disk;
    yield* this.#inFolderOf(file, true, function* (folder, name) {
      yield* folder.remove(name);
      yield* folder.write(name, utf8ToBytes(source), { mode: 0o700, modified }, owner);
    });
  }

  *#withoutScript({ file }: Script): Steps<void> {
    const [first = '', ...deeper] = namesBelowTmp(file);
    if (deeper.length === 0) yield* this.#inFolderOf(file, false, (folder, name) => folder.remove(name));
    // One that was made for it goes with it.
    else yield* this.#inFolderOf(`/tmp/${first}`, false, (folder, name) => folder.remove(name));
  }

  /** Does something where the file of a script is, in folders that are made where there are none. */
  *#inFolderOf(file: string, isMade: boolean, act: (folder: OpenFolder, name: string) => Steps<void>): Steps<void> {
    const names = namesBelowTmp(file);
    const opened = [OpenFolder.at(this.#tmp)];
    try {
      for (const name of names.slice(0, -1)) {
        const outer = opened.at(-1) as OpenFolder;
        let inner = outer.folder(name);
        if (inner === undefined && isMade) {
          yield* outer.remove(name);
          outer.makeFolder(name, this.#disk.owner);
          inner = outer.folder(name);
        }
        if (inner === undefined) return;
        opened.push(inner);
      }
      yield* act(opened.at(-1) as OpenFolder, names.at(-1) as string);
    } finally {
      for (const folder of opened) folder.close();
    }
  }

  /** Work on the folder, with turns for others between its steps. */
  #inTurn(work: Steps<void>): Promise<void> {
    return this.#turn.occupy(async () => {
      if (this.#isGone) throw refuse('unsimulated', ENDED_WITH_ANOTHER);
      for (let step = work.next(); !step.done; step = work.next()) await nextTurn();
    });
  }

  #makeFolder(name: string, mode: number): void {
    const path = join(this.room.path, name);
    mkdirSync(path);
    if (this.#disk.owner !== undefined) chownSync(path, this.#disk.owner.uid, this.#disk.owner.gid);
    chmodSync(path, mode);
  }
}

/** What a project's programs find of names in the folder `/etc`. */
function settingsOf({ project_id, home }: Pick<Room, 'project_id' | 'home'>) {
  const hostname = hostnameOf(project_id);
  return {
    passwd: `root:x:0:0:root:/root:/bin/bash\n${[USER.name, 'x', USER.uid, USER.gid, '', home, '/bin/bash'].join(':')}\nnobody:x:65534:65534:nobody:/:/bin/false\n`,
    group: `root:x:0:\n${USER.name}:x:${USER.gid}:\nnogroup:x:65534:\n`,
    hosts: `127.0.0.1 localhost ${hostname}\n::1 localhost\n`,
    hostname: `${hostname}\n`,
  };
}

function namesBelowTmp(file: string): readonly string[] {
  const names = file.split('/').slice(1);
  if (names.shift() !== 'tmp' || names.length === 0) throw new Error(`a script is not kept in /tmp: ${file}`);
  return names;
}

const ENDED_WITH_ANOTHER = {
  what: 'this command',
  why: 'another one of its project, which ran at the same time, was ended for what it left in the files of both',
};
