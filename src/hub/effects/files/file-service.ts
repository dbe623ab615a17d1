/** Does what commands ask of a project's files: in the hub's own thread, so in small steps, and as little as is asked. */
import { FileError } from '../../../core/files/file-error.ts';
import { type Directory, isFile, isSymlink } from '../../../core/files/tree.ts';
import type { Instant } from '../../../core/instant.ts';
import type { Json } from '../../../core/json.ts';
import { CHUNK_BYTES, type FileReply, type FileRequest, WITH_REQUEST } from './file-requests.ts';
import type { ProjectFileSystem } from './file-system.ts';
import type { Steps } from './stepwise.ts';

/** What a command may not ask for: who does has been taken over. */
class Nonsense extends Error {}

/** Answers that have been begun, and contents that are on their way, at once. */
const MOST_OPEN = 64;

interface Upload {
  readonly content: Uint8Array;
  filled: number;
}

interface Part {
  /** Of a file, and how long it is as a whole. */
  readonly bytes: Uint8Array;
  readonly size: number;
  /** Of a directory. */
  readonly entries: readonly Json[];
}

/** The parts of an answer; the last one is returned. */
type Rest = Generator<Part, Part>;

export class FileService {
  readonly #files: ProjectFileSystem;
  readonly #now: () => Instant;
  readonly #maxBytes: number;
  readonly #tooMuch: () => never;
  /** What has been asked for and not yet been given whole, by number. */
  readonly #rests = new Map<number, Rest>();
  readonly #uploads = new Map<number, Upload>();
  #lastRest = 0;

  /** @param maxBytes how large a content may become; what does not fit is `tooMuch`. */
  constructor(
    files: ProjectFileSystem,
    { now, maxBytes, tooMuch }: { now: () => Instant; maxBytes: number; tooMuch: () => never },
  ) {
    this.#files = files;
    this.#now = now;
    this.#maxBytes = maxBytes;
    this.#tooMuch = tooMuch;
  }

  /** @throws Nonsense and what else the file system throws but errors of files. */
  *answer(request: FileRequest, bytes: Uint8Array): Steps<FileReply> {
    try {
      return yield* this.#do(request, bytes);
    } catch (thrown) {
      if (thrown instanceof FileError) return { failed: thrown.code };
      throw thrown;
    }
  }

  /** What has been uploaded under the number. @throws Nonsense */
  uploaded(upload: number): Uint8Array {
    return this.#contentOf({ upload }, NO_BYTES);
  }

  *#do(request: FileRequest, bytes: Uint8Array): Steps<FileReply> {
    const files = this.#files;
    switch (request.call) {
      case 'stat':
        return { value: this.#stat(request) };
      case 'read':
        return this.#begin(chunks(files.read(request.path)));
      case 'list':
        return this.#begin(pages(files.list(request.path)));
      case 'next':
        return this.#next(request.rest);
      case 'upload':
        this.#receive(request, bytes);
        return DONE;
      case 'write': {
        const content = this.#contentOf(request, bytes);
        if (request.append) yield* files.append(request.path, content);
        else files.write(request.path, content);
        return DONE;
      }
      case 'mkdir':
        files.mkdir(request.path, request);
        return DONE;
      case 'rm':
        files.rm(request.path, request);
        return DONE;
      case 'cp':
        yield* files.cp(request.source, request.target, request);
        return DONE;
      case 'mv':
        files.mv(request.source, request.target);
        return DONE;
      case 'chmod':
        files.chmod(request.path, request.mode);
        return DONE;
      case 'symlink':
        files.symlink(request.target, request.path);
        return DONE;
      case 'link':
        files.link(request.existing, request.path);
        return DONE;
      case 'readlink':
        return { value: files.readlink(request.path) };
      case 'realpath':
        return { value: files.realpath(request.path) };
      case 'utimes':
        files.utimes(request.path, request.modified);
        return DONE;
    }
  }

  #stat(request: { readonly path: string; readonly follow: boolean }): Json {
    const { names, node } = this.#files.stat(request.path, request);
    const isLink = isSymlink(node);
    return {
      kind: node.kind,
      mode: isLink ? null : node.mode,
      size: isFile(node) ? node.content.length : null,
      target: isLink ? node.target : null,
      modified: node.modified,
      now: this.#now(),
      identity: names.join('/'),
    };
  }

  #begin(rest: Rest): FileReply {
    if (this.#rests.size >= MOST_OPEN) throw new Nonsense('too many files are read at once');
    this.#lastRest += 1;
    this.#rests.set(this.#lastRest, rest);
    return this.#next(this.#lastRest);
  }

  #next(number: number): FileReply {
    const rest = this.#rests.get(number);
    if (rest === undefined) throw new Nonsense('nothing is left to be read');
    const { value, done } = rest.next();
    if (done) this.#rests.delete(number);
    const { bytes, ...part } = value;
    return { value: { ...part, rest: done ? null : number }, bytes };
  }

  #receive({ upload, size }: { readonly upload: number; readonly size: number }, bytes: Uint8Array): void {
    const known = this.#uploads.get(upload) ?? this.#newUpload(upload, size);
    if (known.filled + bytes.length > known.content.length) throw new Nonsense('a content is longer than it was to be');
    known.content.set(bytes, known.filled);
    known.filled += bytes.length;
  }

  #newUpload(number: number, size: number): Upload {
    const waiting = [...this.#uploads.values()].reduce((sum, { content }) => sum + content.length, 0);
    if (size < 0 || this.#uploads.size >= MOST_OPEN) throw new Nonsense('too many files are written at once');
    if (waiting + size > this.#maxBytes) this.#tooMuch();
    // Memory is taken up only as it is filled.
    const upload = { content: new Uint8Array(size), filled: 0 };
    this.#uploads.set(number, upload);
    return upload;
  }

  #contentOf({ upload }: { readonly upload: number }, bytes: Uint8Array): Uint8Array {
    // A copy, since `bytes` are a part of what else has been received.
    if (upload === WITH_REQUEST) return bytes.slice();
    const known = this.#uploads.get(upload);
    if (known === undefined || known.filled < known.content.length) throw new Nonsense('a content is not there');
    this.#uploads.delete(upload);
    return known.content;
  }
}

const DONE: FileReply = { value: null };

const NO_BYTES = new Uint8Array();

function* chunks(content: Uint8Array): Rest {
  const part = (at: number) => ({ size: content.length, bytes: content.subarray(at, at + CHUNK_BYTES), entries: [] });
  let at = 0;
  for (; at + CHUNK_BYTES < content.length; at += CHUNK_BYTES) yield part(at);
  return part(at);
}

const PAGE_ENTRIES = 500;

function* pages({ entries }: Directory): Rest {
  const part = (page: readonly Json[]) => ({ size: 0, bytes: NO_BYTES, entries: page });
  let page: Json[] = [];
  for (const [name, { kind }] of entries) {
    if (page.length === PAGE_ENTRIES) {
      yield part(page);
      page = [];
    }
    page.push([name, kind]);
  }
  return part(page);
}
