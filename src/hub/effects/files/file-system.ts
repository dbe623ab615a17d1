/** What a command sees as its file system: the machine around, and the project's own files, live, as its home. */
import { FileError } from '../../../core/files/file-error.ts';
import { LONGEST_PATH, locate, namesBelow } from '../../../core/files/paths.ts';
import {
  type Directory,
  emptyDirectory,
  isDirectory,
  isFile,
  isSymlink,
  type Node,
  nodeAt,
  withChanges,
  withNode,
  withoutNode,
} from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import { copiedInSteps, joined, type Steps } from './stepwise.ts';

/** Where the project's files are kept. */
export interface ProjectHome {
  /** Absolute, without a slash at its end. */
  readonly path: string;
  /** Its files at this moment; `undefined` when there is no such project any more. */
  read(): Directory | undefined;
  write(files: Directory): void;
}

/** Permission bits of the owner, who is the only user there is. [stat.h] */
const MAY_READ = 0o400;
const MAY_WRITE = 0o200;

const FILE_MODE = 0o644;
const DIRECTORY_MODE = 0o755;

/** The last moment that a date can be, in both directions. */
const LATEST = 8.64e15;

const NOTHING = new Uint8Array();

type Check = (after: Directory, before: Directory) => void;

/** All calls are done at once, but for those that take steps. @throws FileError from each of them */
export class ProjectFileSystem {
  readonly #home: ProjectHome;
  readonly #names: readonly string[];
  readonly #now: () => Instant;
  readonly #check: Check;
  #machine: Directory;

  /**
   * @param machine all files but the project's; changed by commands, and gone with them.
   * @param check is shown all files as they would be after a change, and were before, and throws what speaks against it.
   */
  constructor(options: { home: ProjectHome; machine: Directory; now: () => Instant; check: Check }) {
    this.#home = options.home;
    this.#names = namesBelow('', options.home.path) ?? [];
    this.#machine = options.machine;
    this.#now = options.now;
    this.#check = options.check;
  }

  /** All files but the project's, as commands have left them. */
  get machine(): Directory {
    return this.#machine;
  }

  /** The content itself, which never changes. */
  read(path: string): Uint8Array {
    const { node } = this.#place(path);
    if (isDirectory(node)) throw new FileError('EISDIR');
    if (!isFile(node)) throw new FileError('ENOENT');
    if ((node.mode & MAY_READ) === 0) throw new FileError('EACCES');
    return node.content;
  }

  /** @param content is the file's from here on. */
  write(path: string, content: Uint8Array): void {
    this.#put(this.#written(path), content);
  }

  *append(path: string, more: Uint8Array): Steps<void> {
    for (;;) {
      const place = this.#written(path);
      const before = isFile(place.node) ? place.node.content : NOTHING;
      const content = yield* joined(before, more);
      const now = this.#written(path);
      // Written by somebody else meanwhile.
      if (isFile(now.node) && now.node.content !== before) continue;
      this.#put(now, content);
      return;
    }
  }

  stat(path: string, { follow }: { follow: boolean }): Located & { readonly node: Node } {
    return this.#existing(path, { follow });
  }

  mkdir(path: string, { recursive }: { recursive: boolean }): void {
    const { names, node } = this.#place(path, { strict: !recursive });
    if (node !== undefined) {
      if (recursive && isDirectory(node)) return;
      throw new FileError('EEXIST');
    }
    const present = names.findIndex((_, at) => nodeAt(this.#root(), names.slice(0, at + 1)) === undefined);
    this.#checkChangeable(names.slice(0, present));
    const made = () => emptyDirectory(this.#now(), DIRECTORY_MODE);
    const inside = names.slice(present + 1).reduceRight((below, name) => withChanges(made(), [[name, below]]), made());
    this.#set(names.slice(0, present + 1), inside);
  }

  list(path: string): Directory {
    const { node } = this.#existing(path);
    if (!isDirectory(node)) throw new FileError('ENOTDIR');
    if ((node.mode & MAY_READ) === 0) throw new FileError('EACCES');
    return node;
  }

  rm(path: string, { recursive, force }: { recursive: boolean; force: boolean }): void {
    const { names, node } = this.#place(path, { follow: false, strict: !force });
    if (node === undefined && force) return;
    if (isDirectory(node) && !recursive && !node.entries.isEmpty()) throw new FileError('ENOTEMPTY');
    this.#remove(names);
  }

  *cp(source: string, target: string, { recursive }: { recursive: boolean }): Steps<void> {
    for (;;) {
      const from = this.#existing(source, { follow: false });
      if (isDirectory(from.node) && !recursive) throw new FileError('EISDIR');
      const to = this.#place(target);
      if (startsWith(to.names, from.names)) throw new FileError('EINVAL');
      const copy = yield* copiedInSteps(from.node, to.node, this.#now());
      const now = this.#place(target);
      // Changed by somebody else meanwhile.
      if (now.node !== to.node) continue;
      this.#add(now.names, copy);
      return;
    }
  }

  /** Puts what `change` makes of a directory in its place. */
  change(path: string, change: (files: Directory) => Directory): void {
    const { names } = this.#existing(path);
    const files = this.list(path);
    const changed = change(files);
    if (changed !== files) this.#set(names, changed);
  }

  mv(source: string, target: string): void {
    const from = this.#existing(source, { follow: false });
    const to = this.#place(target, { follow: false });
    if (to.names.join('/') === from.names.join('/')) return;
    if (startsWith(to.names, from.names)) throw new FileError('EINVAL');
    if (isDirectory(to.node) && !to.node.entries.isEmpty()) throw new FileError('ENOTEMPTY');
    this.#checkChangeable(to.names.slice(0, -1));
    this.#checkChangeable(from.names.slice(0, -1));
    const now = this.#now();
    this.#commit(withNode(withoutNode(this.#root(), from.names, now), to.names, from.node, now));
  }

  chmod(path: string, mode: number): void {
    const { names, node } = this.#existing(path);
    this.#checkOurs(names);
    if (!isSymlink(node)) this.#set(names, { ...node, mode: mode & 0o7777 });
  }

  symlink(target: string, path: string): void {
    if (target.length > LONGEST_PATH) throw new FileError('ENAMETOOLONG');
    this.#create(path, { kind: 'symlink', target, modified: this.#now() });
  }

  link(existing: string, path: string): void {
    const { node } = this.#existing(existing, { follow: false });
    if (isDirectory(node)) throw new FileError('EISDIR');
    this.#create(path, node);
  }

  readlink(path: string): string {
    const { node } = this.#existing(path, { follow: false });
    if (!isSymlink(node)) throw new FileError('EINVAL');
    return node.target;
  }

  realpath(path: string): string {
    return `/${this.#existing(path).names.join('/')}`;
  }

  utimes(path: string, modified: Instant): void {
    if (!(Math.abs(modified) <= LATEST)) throw new FileError('EINVAL');
    const { names, node } = this.#existing(path);
    this.#checkOurs(names);
    this.#set(names, { ...node, modified });
  }

  /** All files as one tree. It is put together anew whenever the project's files have changed, also by others. */
  #root(): Directory {
    const home = this.#home.read();
    if (nodeAt(this.#machine, this.#names) === home) return this.#machine;
    this.#machine =
      home === undefined ? withoutNode(this.#machine, this.#names) : withNode(this.#machine, this.#names, home);
    return this.#machine;
  }

  #place(path: string, options: { follow?: boolean; strict?: boolean } = {}): Located {
    if (path.includes('\0')) throw new FileError('ENOENT');
    const place = locate('/', this.#root(), path, { strict: true, ...options });
    // Nothing is outside the root.
    return place as Located;
  }

  #existing(path: string, options?: { follow?: boolean }): Located & { readonly node: Node } {
    const { names, node } = this.#place(path, options);
    if (node === undefined) throw new FileError('ENOENT');
    return { names, node };
  }

  /** The place of a file that may be written. */
  #written(path: string): Located {
    const place = this.#place(path);
    const { node } = place;
    if (isDirectory(node)) throw new FileError('EISDIR');
    if (isFile(node) && !isDevice(place) && (node.mode & MAY_WRITE) === 0) throw new FileError('EACCES');
    return place;
  }

  #put(place: Located, content: Uint8Array): void {
    const { names, node } = place;
    if (isDevice(place)) return;
    const modified = this.#now();
    if (isFile(node)) this.#set(names, { ...node, content, modified });
    else this.#add(names, { kind: 'file', content, modified, mode: FILE_MODE });
  }

  #create(path: string, node: Node): void {
    const { names, node: before } = this.#place(path, { follow: false });
    if (before !== undefined) throw new FileError('EEXIST');
    this.#add(names, node);
  }

  #add(names: readonly string[], node: Node): void {
    this.#checkChangeable(names.slice(0, -1));
    this.#set(names, node);
  }

  #remove(names: readonly string[]): void {
    this.#checkChangeable(names.slice(0, -1));
    this.#commit(withoutNode(this.#root(), names, this.#now()));
  }

  #set(names: readonly string[], node: Node): void {
    this.#commit(withNode(this.#root(), names, node, this.#now()));
  }

  #commit(root: Directory): void {
    this.#check(root, this.#root());
    const before = nodeAt(this.#machine, this.#names);
    const home = nodeAt(root, this.#names);
    this.#machine = root;
    if (isDirectory(home) && home !== before) this.#home.write(home);
  }

  #checkChangeable(names: readonly string[]): void {
    const directory = nodeAt(this.#root(), names);
    if (isDirectory(directory) && (directory.mode & MAY_WRITE) === 0) throw new FileError('EACCES');
  }

  /** Only who owns something may change its mode and times. */
  #checkOurs(names: readonly string[]): void {
    if (names[0] !== 'tmp' && !startsWith(names, this.#names)) throw new FileError('EACCES');
  }
}

interface Located {
  readonly names: readonly string[];
  readonly node: Node | undefined;
}

function startsWith(names: readonly string[], start: readonly string[]): boolean {
  return start.every((name, at) => names[at] === name);
}

/** What is written to a device is gone. */
function isDevice({ names, node }: Located): boolean {
  return names[0] === 'dev' && node !== undefined;
}
