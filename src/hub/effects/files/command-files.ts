/** The project's files as the shell sees them: each of its calls is asked of the hub, which has them. */
import type { IFileSystem } from 'just-bash';
import { LONGEST_PATH, resolve } from '../../../core/files/paths.ts';
import type { Node } from '../../../core/files/tree.ts';
import type { Json } from '../../../core/json.ts';
import { decodeText, encodeText, type FileContent, type TextCoding } from './encoding.ts';
import { CHUNK_BYTES, type FileReply, type FileRequest, WITH_REQUEST } from './file-requests.ts';
import { type FileStat, fileKindOf, type Seen, statOf } from './file-stat.ts';
import { KnownFiles } from './known-files.ts';
import { inWords, systemError } from './system-call.ts';

/** Has a request done by the hub. */
export type AskFiles = (request: FileRequest, bytes?: Uint8Array) => Promise<FileReply>;

interface Part {
  readonly size: number;
  readonly entries: readonly (readonly [name: string, kind: Node['kind']])[];
  readonly rest: number | null;
}

/** Files that can be read without an end, or by nobody. */
const ENDLESS = new Set(['/dev/zero', '/dev/full', '/dev/random', '/dev/urandom', '/dev/tty']);

export class CommandFiles implements IFileSystem {
  readonly #ask: AskFiles;
  #uploads = 0;

  /** Why files could not be opened for output, by their paths, in the words of an operating system. */
  readonly unopened = new Map<string, string>();

  /** Directories that were read as files. */
  readonly readDirectories: string[] = [];

  /** Puts what the shell itself has to say in the words of a real one. */
  words: (text: string) => string = (text) => text;

  readonly #notKnown: (path: string) => void;
  readonly #known: KnownFiles;

  /** @param notKnown is told of files whose content is not simulated. @param known what need not be asked for */
  constructor(ask: AskFiles, notKnown: (path: string) => void, known = new KnownFiles()) {
    this.#ask = ask;
    this.#notKnown = notKnown;
    this.#known = known;
  }

  async readFile(path: string, options?: TextCoding): Promise<string> {
    return decodeText(await this.readFileBuffer(path), options);
  }

  async readFileBuffer(path: string): Promise<Uint8Array> {
    if (ENDLESS.has(path)) this.#notKnown(path);
    let content: Uint8Array | undefined;
    let filled = 0;
    try {
      for await (const { size, bytes } of this.#parts({ call: 'read', path }, path)) {
        content ??= new Uint8Array(size);
        content.set(bytes, filled);
        filled += bytes.length;
      }
    } catch (fault) {
      if (String(fault).includes('EISDIR')) this.readDirectories.push(path);
      throw fault;
    }
    return content ?? new Uint8Array();
  }

  async writeFile(path: string, content: FileContent, options?: TextCoding): Promise<void> {
    await this.#write(path, content, options, false);
  }

  async appendFile(path: string, content: FileContent, options?: TextCoding): Promise<void> {
    await this.#write(path, content, options, true);
  }

  async exists(path: string): Promise<boolean> {
    const known = this.#known.exists(path);
    if (known !== undefined) return known;
    const reply = await this.#reply({ call: 'stat', path, follow: true });
    const seen = 'value' in reply ? (reply.value as unknown as Seen) : null;
    this.#known.keep(path, seen);
    return seen !== null;
  }

  async stat(path: string): Promise<FileStat> {
    const known = this.#known.at(path);
    return known === undefined ? this.#stat(path, true) : statOf(known);
  }

  lstat(path: string): Promise<FileStat> {
    return this.#stat(path, false);
  }

  async mkdir(path: string, { recursive = false }: { recursive?: boolean } = {}): Promise<void> {
    await this.#call({ call: 'mkdir', path, recursive }, path);
  }

  async readdir(path: string): Promise<string[]> {
    return (await this.readdirWithFileTypes(path)).map(({ name }) => name);
  }

  async readdirWithFileTypes(path: string) {
    const all: Part['entries'][number][] = [];
    for await (const { entries } of this.#parts({ call: 'list', path }, path)) all.push(...entries);
    return all
      .map(([name, kind]) => ({ name, ...fileKindOf(kind) }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  async rm(path: string, { recursive = false, force = false } = {}): Promise<void> {
    await this.#call({ call: 'rm', path, recursive, force }, path);
  }

  async cp(source: string, target: string, { recursive = false } = {}): Promise<void> {
    await this.#call({ call: 'cp', source, target, recursive }, source);
  }

  async mv(source: string, target: string): Promise<void> {
    await this.#call({ call: 'mv', source, target }, source);
  }

  resolvePath(base: string, path: string): string {
    return resolve(base, path);
  }

  getAllPaths(): string[] {
    // Patterns are matched by reading directories, which leaves out what they cannot meet.
    return [];
  }

  async chmod(path: string, mode: number): Promise<void> {
    await this.#call({ call: 'chmod', path, mode }, path);
  }

  async symlink(target: string, path: string): Promise<void> {
    await this.#call({ call: 'symlink', target, path }, path);
  }

  async link(existing: string, path: string): Promise<void> {
    await this.#call({ call: 'link', existing, path }, path);
  }

  async readlink(path: string): Promise<string> {
    return (await this.#call({ call: 'readlink', path }, path)) as string;
  }

  async realpath(path: string): Promise<string> {
    return (await this.#call({ call: 'realpath', path }, path)) as string;
  }

  async utimes(path: string, _accessed: Date, modified: Date): Promise<void> {
    await this.#call({ call: 'utimes', path, modified: modified.getTime() }, path);
  }

  async #stat(path: string, follow: boolean): Promise<FileStat> {
    const seen = await this.#call({ call: 'stat', path, follow }, path);
    return statOf(seen as unknown as Seen);
  }

  async #write(path: string, content: FileContent, coding: TextCoding, append: boolean): Promise<void> {
    if (path === '/dev/tty') {
      // Nobody sits at the machine.
      this.unopened.set(path, 'No such device or address');
      throw systemError('ENOENT', { call: 'write', path, append, upload: WITH_REQUEST }, path);
    }
    if (path === '/dev/full') this.#notKnown(path);
    const bytes = encodeText(typeof content === 'string' ? this.words(content) : content, coding);
    const isShort = bytes.length <= CHUNK_BYTES;
    const upload = isShort ? WITH_REQUEST : await this.#upload(bytes, path);
    const request = { call: 'write', path, append, upload } as const;
    const reply = await this.#reply(request, isShort ? bytes : undefined);
    // The shell opens files for output by writing nothing to them.
    if ('failed' in reply && content === '') this.unopened.set(path, inWords(reply.failed));
    valueOf(reply, request, path);
  }

  /** Hands the bytes to the hub, for something that is asked for then. @returns the number of the upload */
  upload(bytes: Uint8Array): Promise<number> {
    return this.#upload(bytes, '');
  }

  async #upload(bytes: Uint8Array, path: string): Promise<number> {
    this.#uploads += 1;
    const request = { call: 'upload', upload: this.#uploads, size: bytes.length } as const;
    for (let at = 0; at < bytes.length; at += CHUNK_BYTES) {
      await this.#call(request, path, bytes.subarray(at, at + CHUNK_BYTES));
    }
    return request.upload;
  }

  async *#parts(first: FileRequest, path: string) {
    let request: FileRequest | undefined = first;
    while (request !== undefined) {
      const reply: FileReply = await this.#reply(request);
      const { rest, ...part } = valueOf(reply, request, path) as unknown as Part;
      yield { ...part, bytes: ('value' in reply ? reply.bytes : undefined) ?? new Uint8Array() };
      request = rest === null ? undefined : { call: 'next', rest };
    }
  }

  async #call(request: FileRequest, path: string, bytes?: Uint8Array): Promise<Json> {
    return valueOf(await this.#reply(request, bytes), request, path);
  }

  /** What no file system takes is not asked of the hub at all. */
  async #reply(request: FileRequest, bytes?: Uint8Array): Promise<FileReply> {
    const values: readonly unknown[] = Object.values(request);
    if (values.some((value) => typeof value === 'string' && isTooLong(value))) return { failed: 'ENAMETOOLONG' };
    if (values.some((value) => typeof value === 'number' && !Number.isSafeInteger(value))) return { failed: 'EINVAL' };
    return this.#ask(request, bytes);
  }
}

function valueOf(reply: FileReply, request: FileRequest, path: string): Json {
  if ('value' in reply) return reply.value;
  if ('failed' in reply) throw systemError(reply.failed, request, path);
  throw new Error('the run is abandoned');
}

function isTooLong(path: string): boolean {
  return path.length > LONGEST_PATH;
}
