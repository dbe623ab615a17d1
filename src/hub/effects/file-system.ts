/** What a command sees as its file system: the machine around, and the project's own files, live, as its home. */
import type { IFileSystem } from 'just-bash';
import { FileError } from '../../core/files/file-error.ts';
import { locate, namesBelow, resolve } from '../../core/files/paths.ts';
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
} from '../../core/files/tree.ts';
import type { Instant } from '../../core/instant.ts';
import { type Content, decodeText, encodeText, type TextCoding } from './encoding.ts';
import { type FileStat, kindOf, statOf } from './file-stat.ts';
import { attempt, inWords } from './system-call.ts';

/** Where the project's files are kept. */
export interface Home {
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

type Options = Parameters<IFileSystem['writeFile']>[2];

export class ProjectFileSystem implements IFileSystem {
  readonly #home: Home;
  readonly #names: readonly string[];
  readonly #now: () => Instant;
  readonly #check: (root: Directory) => void;
  #machine: Directory;

  /** Why files could not be opened for output, in turn, in the words of an operating system. */
  readonly unopened: string[] = [];

  /**
   * @param machine all files but the project's; changed by commands, and gone with them.
   * @param check is shown all files as they would be after a change, and throws what speaks against it.
   */
  constructor(options: { home: Home; machine: Directory; now: () => Instant; check: (root: Directory) => void }) {
    this.#home = options.home;
    this.#names = namesBelow('', options.home.path) ?? [];
    this.#machine = options.machine;
    this.#now = options.now;
    this.#check = options.check;
  }

  async readFile(path: string, options?: TextCoding): Promise<string> {
    return decodeText(await this.readFileBuffer(path), options);
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    return attempt('open', path, () => {
      const { node } = this.#place(path);
      if (isDirectory(node)) throw new FileError('EISDIR');
      if (!isFile(node)) throw new FileError('ENOENT');
      if ((node.mode & MAY_READ) === 0) throw new FileError('EACCES');
      return node.content;
    });
  }

  async writeFile(path: string, content: Content, options?: Options): Promise<void> {
    this.#open(path, content, () => encodeText(content, options));
  }

  async appendFile(path: string, content: Content, options?: Options): Promise<void> {
    this.#open(path, content, (before) => joined(before, encodeText(content, options)));
  }

  async exists(path: string): Promise<boolean> {
    try {
      return this.#place(path).node !== undefined;
    } catch {
      return false;
    }
  }

  async stat(path: string): Promise<FileStat> {
    return attempt('stat', path, () => statOf(this.#existing(path), this.#now()));
  }

  async lstat(path: string): Promise<FileStat> {
    return attempt('lstat', path, () => statOf(this.#existing(path, { follow: false }), this.#now()));
  }

  async mkdir(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<void> {
    attempt('mkdir', path, () => {
      const { names, node } = this.#place(path, { strict: !recursive });
      if (node !== undefined) {
        if (recursive && isDirectory(node)) return;
        throw new FileError('EEXIST');
      }
      const present = names.findIndex((_, at) => nodeAt(this.#root(), names.slice(0, at + 1)) === undefined);
      this.#checkChangeable(names.slice(0, present));
      for (let depth = present + 1; depth <= names.length; depth += 1) {
        this.#set(names.slice(0, depth), emptyDirectory(this.#now(), DIRECTORY_MODE));
      }
    });
  }

  async readdir(path: string): Promise<string[]> {
    return (await this.readdirWithFileTypes(path)).map(({ name }) => name);
  }

  async readdirWithFileTypes(path: string) {
    return attempt('scandir', path, () => {
      const { node } = this.#existing(path);
      if (!isDirectory(node)) throw new FileError('ENOTDIR');
      if ((node.mode & MAY_READ) === 0) throw new FileError('EACCES');
      return [...node.entries]
        .map(([name, entry]) => ({ name, ...kindOf(entry) }))
        .sort((one, other) => (one.name < other.name ? -1 : 1));
    });
  }

  async rm(path: string, { recursive = false, force = false } = {}): Promise<void> {
    attempt('rm', path, () => {
      const { names, node } = this.#place(path, { follow: false, strict: !force });
      if (node === undefined && force) return;
      if (isDirectory(node) && !recursive && !node.entries.isEmpty()) throw new FileError('ENOTEMPTY');
      this.#remove(names);
    });
  }

  async cp(source: string, target: string, { recursive = false } = {}): Promise<void> {
    attempt('cp', source, () => {
      const from = this.#existing(source, { follow: false });
      if (isDirectory(from.node) && !recursive) throw new FileError('EISDIR');
      const to = this.#place(target);
      if (startsWith(to.names, from.names)) throw new FileError('EINVAL');
      this.#add(to.names, copied(from.node, to.node, this.#now()));
    });
  }

  async mv(source: string, target: string): Promise<void> {
    attempt('rename', source, () => {
      const from = this.#existing(source, { follow: false });
      const to = this.#place(target, { follow: false });
      if (to.names.join('/') === from.names.join('/')) return;
      if (startsWith(to.names, from.names)) throw new FileError('EINVAL');
      if (isDirectory(to.node) && !to.node.entries.isEmpty()) throw new FileError('ENOTEMPTY');
      this.#checkChangeable(to.names.slice(0, -1));
      this.#remove(from.names);
      this.#add(to.names, from.node);
    });
  }

  resolvePath(base: string, path: string): string {
    return resolve(base, path);
  }

  getAllPaths(): string[] {
    // Patterns are matched by reading directories, which leaves out what they cannot meet.
    return [];
  }

  async chmod(path: string, mode: number): Promise<void> {
    attempt('chmod', path, () => {
      const { names, node } = this.#existing(path);
      this.#checkOurs(names);
      if (!isSymlink(node)) this.#set(names, { ...node, mode: mode & 0o7777 });
    });
  }

  async symlink(target: string, path: string): Promise<void> {
    attempt('symlink', path, () => this.#create(path, { kind: 'symlink', target, modified: this.#now() }));
  }

  async link(existing: string, path: string): Promise<void> {
    attempt('link', path, () => {
      const { node } = this.#existing(existing, { follow: false });
      if (isDirectory(node)) throw new FileError('EISDIR');
      this.#create(path, node);
    });
  }

  async readlink(path: string): Promise<string> {
    return attempt('readlink', path, () => {
      const { node } = this.#existing(path, { follow: false });
      if (!isSymlink(node)) throw new FileError('EINVAL');
      return node.target;
    });
  }

  async realpath(path: string): Promise<string> {
    return attempt('realpath', path, () => `/${this.#existing(path).names.join('/')}`);
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    attempt('utime', path, () => {
      const { names, node } = this.#existing(path);
      this.#checkOurs(names);
      this.#set(names, { ...node, modified: modified.getTime() });
    });
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

  #open(path: string, content: Content, contentAfter: (before: Uint8Array) => Uint8Array): void {
    attempt('open', path, () => {
      try {
        this.#put(path, contentAfter);
      } catch (thrown) {
        // The shell opens files for output by writing nothing to them.
        if (thrown instanceof FileError && content === '') this.unopened.push(inWords(thrown.code));
        throw thrown;
      }
    });
  }

  #put(path: string, contentAfter: (before: Uint8Array) => Uint8Array): void {
    const { names, node } = this.#place(path);
    if (names[0] === 'dev' && node !== undefined) return;
    if (isDirectory(node)) throw new FileError('EISDIR');
    if (isFile(node)) {
      if ((node.mode & MAY_WRITE) === 0) throw new FileError('EACCES');
      this.#set(names, { ...node, content: contentAfter(node.content), modified: this.#now() });
    } else {
      const content = contentAfter(new Uint8Array());
      this.#add(names, { kind: 'file', content, modified: this.#now(), mode: FILE_MODE });
    }
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
    this.#check(root);
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

function joined(one: Uint8Array, other: Uint8Array): Uint8Array {
  const both = new Uint8Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

function startsWith(names: readonly string[], start: readonly string[]): boolean {
  return start.every((name, at) => names[at] === name);
}

/** A copy made at `now`, merged into the directory that may be there already. */
function copied(node: Node, there: Node | undefined, now: Instant): Node {
  if (!isDirectory(node)) return { ...node, modified: now };
  const base = isDirectory(there) ? there : emptyDirectory(now, node.mode);
  const copies = [...node.entries].map(([name, entry]) => [name, copied(entry, base.entries.get(name), now)] as const);
  return withChanges({ ...base, modified: now }, copies);
}
