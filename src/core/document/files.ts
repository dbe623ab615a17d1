/** A tree of files as a list of all that is in it, with the contents of files aside, once each by their hash. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { fromBase64, toBase64 } from '../base64.ts';
import { baseName, parentOf } from '../files/paths.ts';
import { DEEPEST, type Directory, emptyDirectory, isDirectory, isFile, type Node, withChanges } from '../files/tree.ts';
import type { Json } from '../json.ts';
import { byKind, count, faultAt, list, misshapen, number, type Of, oneOf, placeOf, record, text } from '../shape.ts';

/** `path`: from the home directory on, which has the path `''`. A directory stands before what is in it. */
const directoryEntry = record({ path: text, kind: oneOf('directory'), modified: number, mode: count });
const fileEntry = record({
  path: text,
  kind: oneOf('file'),
  modified: number,
  mode: count,
  /** SHA-256 of the content, in hexadecimal digits. */
  content: text,
});
const linkEntry = record({ path: text, kind: oneOf('symlink'), modified: number, target: text });
const entries = list(byKind({ directory: directoryEntry, file: fileEntry, symlink: linkEntry }));
type Entry = Of<typeof entries>[number];

/** The name of a content. */
export function contentHash(content: Uint8Array): string {
  return bytesToHex(sha256(content));
}

/** Collects contents while trees are written. */
export class ContentWriter {
  readonly #hashes = new Map<Uint8Array, string>();
  readonly #contents = new Map<string, string>();

  /** Hashes to contents in base64. */
  get written(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#contents);
  }

  /** The entries of the tree, in the order in which they are in their directories. */
  entriesOf(home: Directory): Json {
    const found: Entry[] = [];
    const add = (node: Node, path: string): void => {
      found.push(this.#entry(node, path));
      if (!isDirectory(node)) return;
      for (const [name, inner] of node.entries) add(inner, path === '' ? name : `${path}/${name}`);
    };
    add(home, '');
    return found as unknown as Json;
  }

  #entry(node: Node, path: string): Entry {
    const { modified } = node;
    if (isFile(node)) return { path, kind: node.kind, modified, mode: node.mode, content: this.#hashOf(node.content) };
    return node.kind === 'symlink'
      ? { path, kind: node.kind, modified, target: node.target }
      : { path, kind: node.kind, modified, mode: node.mode };
  }

  #hashOf(content: Uint8Array): string {
    const known = this.#hashes.get(content);
    if (known !== undefined) return known;
    const hash = contentHash(content);
    this.#hashes.set(content, hash);
    if (!this.#contents.has(hash)) this.#contents.set(hash, toBase64(content));
    return hash;
  }
}

/** Gives contents to trees that are read. */
export class ContentReader {
  readonly #contents: ReadonlyMap<string, Uint8Array>;
  readonly #unused: Set<string>;
  readonly #place: string;

  /** @throws ShapeError for what is no base64, and for contents that have another hash. */
  constructor(contents: Readonly<Record<string, string>>, place: string) {
    this.#contents = new Map(
      Object.entries(contents).map(([hash, base64]) => [hash, bytesOf(hash, base64, placeOf(place, hash))]),
    );
    this.#unused = new Set(this.#contents.keys());
    this.#place = place;
  }

  /** @throws ShapeError that names the place. */
  treeOf(value: unknown, place: string): Directory {
    const all = entries(value, place);
    const [home] = all;
    if (home?.kind !== 'directory' || home.path !== '') {
      throw faultAt(place, "should begin with the home directory, of the path ''");
    }
    const folders = new Map<string, Folder>([['', { entry: home, inside: new Map() }]]);
    for (const [at, entry] of all.entries()) if (at > 0) this.#add(folders, entry, `${place}[${at}]`);
    return rootOf(folders);
  }

  #add(folders: Map<string, Folder>, entry: Entry, place: string): void {
    const { path } = entry;
    const names = path.split('/');
    const name = names.pop() as string;
    const parent = folders.get(names.join('/'));
    const inPath = placeOf(place, 'path');
    if (parent === undefined || name === '') throw faultAt(inPath, 'should be in a directory that stands before it');
    if (parent.inside.has(name)) throw faultAt(inPath, 'stands there a second time');
    if (names.length >= DEEPEST) throw faultAt(inPath, `is more than ${DEEPEST} names deep`);
    parent.inside.set(name, this.#nodeOf(entry, place));
    if (entry.kind === 'directory') folders.set(path, { entry, inside: new Map() });
  }

  /** A directory is still empty. */
  #nodeOf(entry: Entry, place: string): Node {
    const { kind, modified } = entry;
    if (kind === 'directory') return emptyDirectory(modified, entry.mode);
    if (kind === 'symlink') return { kind, target: entry.target, modified };
    const content = this.#contents.get(entry.content);
    if (content === undefined) throw faultAt(placeOf(place, 'content'), `should be a name in ${this.#place}`);
    this.#unused.delete(entry.content);
    return { kind, content, modified, mode: entry.mode };
  }

  /** @throws ShapeError for a content that no file has. */
  checkAllUsed(): void {
    for (const hash of this.#unused) throw faultAt(placeOf(this.#place, hash), 'is the content of no file');
  }
}

/** A directory while its tree is read. */
interface Folder {
  readonly entry: Of<typeof directoryEntry>;
  readonly inside: Map<string, Node>;
}

/** The home directory, with all the others in it: those that came last are filled first. */
function rootOf(folders: ReadonlyMap<string, Folder>): Directory {
  let filled = emptyDirectory(0);
  for (const [path, { entry, inside }] of [...folders].reverse()) {
    filled = withChanges(emptyDirectory(entry.modified, entry.mode), inside);
    if (path !== '') folders.get(parentOf(path))?.inside.set(baseName(path), filled);
  }
  return filled;
}

function bytesOf(hash: string, base64: string, place: string): Uint8Array {
  let bytes: Uint8Array;
  try {
    bytes = fromBase64(base64);
  } catch {
    throw misshapen(place, 'base64', base64);
  }
  if (contentHash(bytes) !== hash) throw faultAt(place, 'has another hash than its name');
  return bytes;
}
