/**
 * Folders that somebody hostile may change at the same time: what is in one is reached through its descriptor, and no link
 * is followed, so that nothing outside is ever read or changed. Linux only, which shows descriptors as paths.
 */
import {
  chmodSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  futimesSync,
  lchownSync,
  lstatSync,
  lutimesSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmdirSync,
  type BigIntStats as Stats,
  symlinkSync,
  unlinkSync,
  utimesSync,
  writeSync,
} from 'node:fs';
import type { Instant } from '../../../core/instant.ts';
import type { Steps } from '../files/stepwise.ts';

export type { Stats };

const { O_RDONLY, O_WRONLY, O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_CREAT, O_EXCL } = constants;
/** Names a file without opening it. [fcntl.h] Node has no name for it. */
const O_PATH = 0o10000000;

const PIECE_BYTES = 2 ** 20;
/** Entries that are done in a step. */
export const STEP_ENTRIES = 200;

/** Whom what is made belongs to; `undefined`: this process. */
export interface Owner {
  readonly uid: number;
  readonly gid: number;
}

export class OpenFolder {
  readonly #fd: number;
  /** What its permissions are again once it is closed. */
  #mode: number | undefined;

  private constructor(fd: number, mode?: number) {
    this.#fd = fd;
    this.#mode = mode;
  }

  /** Opens a folder that is ours, by its path. Its owner may read and change it as long as it is open. */
  static at(path: string): OpenFolder {
    return OpenFolder.#opened(path);
  }

  static #opened(path: string | Buffer): OpenFolder {
    const handle = openSync(path, O_PATH | O_DIRECTORY | O_NOFOLLOW);
    try {
      const mode = fstatSync(handle).mode & 0o7777;
      const isClosed = (mode & 0o700) !== 0o700;
      if (isClosed) chmodSync(`/proc/self/fd/${handle}`, mode | 0o700);
      return new OpenFolder(openSync(`/proc/self/fd/${handle}/.`, O_RDONLY | O_DIRECTORY), isClosed ? mode : undefined);
    } finally {
      closeSync(handle);
    }
  }

  close(): void {
    try {
      if (this.#mode !== undefined) fchmodSync(this.#fd, this.#mode);
    } finally {
      closeSync(this.#fd);
    }
  }

  /** Its entries' names, as bytes. */
  names(): Buffer[] {
    return readdirSync(this.#path, { encoding: 'buffer' });
  }

  /** The same as text; `undefined` if one of them may be none. */
  texts(): string[] | undefined {
    const texts = readdirSync(this.#path);
    return texts.some((text) => text.includes('\ufffd')) ? undefined : texts;
  }

  /** Of the folder itself. */
  own(): Stats {
    const stats = fstatSync(this.#fd, { bigint: true });
    if (this.#mode !== undefined) stats.mode = (stats.mode & ~0o7777n) | BigInt(this.#mode);
    return stats;
  }

  /** Of an entry, of a link itself; `undefined` if there is none. */
  stat(name: Name): Stats | undefined {
    return lstatSync(this.#pathOf(name), { bigint: true, throwIfNoEntry: false });
  }

  /** A folder in it; `undefined` if there is none by that name. Its owner may read and change it as long as it is open. */
  folder(name: Name): OpenFolder | undefined {
    return unlessGone(() => OpenFolder.#opened(this.#pathOf(name)));
  }

  /** A file's content, and how it was when that was read; `undefined` if there is no file of at most so many bytes. */
  *read(name: string, mostBytes: number): Steps<{ readonly content: Uint8Array; readonly stats: Stats } | undefined> {
    const file = unlessGone(() => this.#openFile(name));
    if (file === undefined) return undefined;
    try {
      const stats = fstatSync(file, { bigint: true });
      if (!stats.isFile() || stats.size > mostBytes) return undefined;
      const content = new Uint8Array(Number(stats.size));
      let filled = 0;
      while (filled < content.length) {
        const count = readSync(file, content, filled, Math.min(PIECE_BYTES, content.length - filled), filled);
        if (count === 0) break;
        filled += count;
        if (filled < content.length) yield;
      }
      return { content: content.subarray(0, filled), stats };
    } finally {
      closeSync(file);
    }
  }

  #openFile(name: string): number {
    const handle = openSync(this.#pathOf(name), O_PATH | O_NOFOLLOW);
    const path = `/proc/self/fd/${handle}`;
    try {
      const stats = fstatSync(handle);
      const mode = stats.mode & 0o7777;
      if (!stats.isFile() || (mode & 0o400) !== 0) return openSync(path, O_RDONLY | O_NONBLOCK);
      chmodSync(path, mode | 0o400);
      try {
        return openSync(path, O_RDONLY | O_NONBLOCK);
      } finally {
        chmodSync(path, mode);
      }
    } finally {
      closeSync(handle);
    }
  }

  link(name: string): Buffer | undefined {
    return unlessGone(() => readlinkSync(this.#pathOf(name), { encoding: 'buffer' }));
  }

  /** Makes a file where there is nothing; none where a command has removed the folder meanwhile, or made something. */
  *write(name: string, content: Uint8Array, { mode, modified }: Marks, owner?: Owner): Steps<void> {
    const flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
    const file = unlessGone(() => openSync(this.#pathOf(name), flags, 0o600), FORESTALLED);
    if (file === undefined) return;
    try {
      for (let at = 0; at < content.length; ) {
        at += writeSync(file, content, at, Math.min(PIECE_BYTES, content.length - at));
        if (at < content.length) yield;
      }
      if (owner !== undefined) fchownSync(file, owner.uid, owner.gid);
      fchmodSync(file, mode & 0o7777);
      futimesSync(file, seconds(modified), seconds(modified));
    } finally {
      closeSync(file);
    }
  }

  /** Makes a folder where there is nothing. Likewise. */
  makeFolder(name: string, owner?: Owner): void {
    const path = this.#pathOf(name);
    unlessGone(() => {
      mkdirSync(path, 0o700);
      if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
    }, FORESTALLED);
  }

  /** Makes a link where there is nothing. Likewise. */
  makeLink(name: string, target: string, { modified }: Pick<Marks, 'modified'>, owner?: Owner): void {
    const path = this.#pathOf(name);
    unlessGone(() => {
      symlinkSync(target, path);
      if (owner !== undefined) lchownSync(path, owner.uid, owner.gid);
      lutimesSync(path, seconds(modified), seconds(modified));
    }, FORESTALLED);
  }

  /** Gives a file its permissions and time; nothing that is no file. */
  markFile(name: string, { mode, modified }: Marks): void {
    const handle = unlessGone(() => openSync(this.#pathOf(name), O_PATH | O_NOFOLLOW));
    if (handle === undefined) return;
    try {
      if (!fstatSync(handle).isFile()) return;
      // The path leads to the file that is open, whatever has its name by now.
      chmodSync(`/proc/self/fd/${handle}`, mode & 0o7777);
      utimesSync(`/proc/self/fd/${handle}`, seconds(modified), seconds(modified));
    } finally {
      closeSync(handle);
    }
  }

  /** Gives the folder itself its permissions, once it is closed, and its time. */
  mark({ mode, modified }: Marks): void {
    this.#mode = mode & 0o7777;
    futimesSync(this.#fd, seconds(modified), seconds(modified));
  }

  /** Removes what has that name, if anything does, and all below. */
  *remove(name: Name): Steps<void> {
    const stats = this.stat(name);
    if (stats === undefined) return;
    const inside = stats.isDirectory() ? this.folder(name) : undefined;
    if (inside === undefined) {
      unlessGone(() => unlinkSync(this.#pathOf(name)));
      return;
    }
    try {
      for (const [at, entry] of inside.names().entries()) {
        if (at % STEP_ENTRIES === STEP_ENTRIES - 1) yield;
        yield* inside.remove(entry);
      }
      inside.#mode = undefined;
    } finally {
      inside.close();
    }
    unlessGone(() => rmdirSync(this.#pathOf(name)));
  }

  get #path(): string {
    return `/proc/self/fd/${this.#fd}`;
  }

  #pathOf(name: Name): string | Buffer {
    return typeof name === 'string' ? `${this.#path}/${name}` : Buffer.concat([Buffer.from(`${this.#path}/`), name]);
  }
}

/** Permission bits and time of the last change. */
interface Marks {
  readonly mode: number;
  readonly modified: Instant;
}

type Name = string | Buffer;

/**
 * As Node takes it: a little later, since Node cuts off what is less than a nanosecond, and with it a millisecond; and as a text, since
 * for negative numbers Node takes the present time.
 */
function seconds(modified: Instant): string {
  return String((modified + 0.001) / 1000);
}

/** `undefined` where what was to be reached is not there any more, or is something else by now. */
function unlessGone<Result>(act: () => Result, codes: readonly string[] = GONE): Result | undefined {
  try {
    return act();
  } catch (fault) {
    if (codes.includes((fault as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw fault;
  }
}

/** `EINVAL`: no link; `EISDIR`: a folder took the place of a file; `ENOTEMPTY`: something came into a folder. */
const GONE = ['ENOENT', 'ENOTDIR', 'ELOOP', 'EINVAL', 'EISDIR', 'ENOTEMPTY'];

/** Of what is made: its folder was removed, or its place taken. Any other fault is one of ours. */
const FORESTALLED = ['ENOENT', 'EEXIST'];
