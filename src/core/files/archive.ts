/**
 * Reading a directory as a file: the project packs it with tar and bzip2, and reads that. [smc-project/read_write_files.coffee]
 * What is packed, and whether it can be, is told here; packing itself is work.
 */
import { refuse } from '../errors.ts';
import { type Instant, SECOND } from '../instant.ts';
import { temporaryName } from '../projects/temporary-name.ts';
import type { HubState } from '../state.ts';
import { baseName, withoutSlashes } from './paths.ts';
import { MAY_READ } from './project-files.ts';
import { type Directory, isFile, isSymlink, type Node } from './tree.ts';

/** One entry of an archive, with its path in there. */
export interface ArchiveEntry {
  readonly name: string;
  readonly mode: number;
  /** In whole seconds. */
  readonly modified: Instant;
  /** The content of a file, or where a link leads; a directory has neither. */
  readonly content?: Uint8Array;
  readonly target?: string;
}

/** What tar is told to leave out, wherever it is. */
const EXCLUDED = ['.sagemathcloud*', '.forever', '.node*', '.npm', '.sage'];

/** How much is packed: the hub's own thread does it. */
const MOST_BYTES = 2_000_000;
const MOST_ENTRIES = 2000;

const MAY_ENTER = 0o100;
const LINK_MODE = 0o777;

/**
 * The entries of the archive of the directory at the absolute path.
 *
 * @throws Refusal `archive_failed` where tar cannot read something; by name for what is too large to be packed here.
 */
export function archiveEntries(state: HubState, path: string, directory: Directory): readonly ArchiveEntry[] {
  const name = baseName(withoutSlashes(path));
  const file = `${temporaryName(state, '')}.tar.bz2`;
  const exclusions = EXCLUDED.map((pattern) => `--exclude=${pattern}`).join(' ');
  if (!isReadable(directory)) throw refuse('archive_failed', { cmd: `tar ${exclusions} -jcf ${file} ${name}` });
  const { bytes, count } = directory.below;
  if (bytes > MOST_BYTES || count > MOST_ENTRIES) {
    const why = `it is read as an archive, of which ${MOST_BYTES} bytes in ${MOST_ENTRIES} files are packed here at most`;
    throw refuse('unsimulated', { what: `reading the directory '${path}'`, why });
  }
  return entriesOf(name, directory);
}

function isLeftOut(name: string): boolean {
  return EXCLUDED.some((pattern) => (pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern));
}

function isReadable(node: Node): boolean {
  if (isSymlink(node)) return true;
  if (isFile(node)) return (node.mode & MAY_READ) !== 0;
  const isOpen = (node.mode & MAY_READ) !== 0 && (node.mode & MAY_ENTER) !== 0;
  return isOpen && [...node.entries].every(([name, entry]) => isLeftOut(name) || isReadable(entry));
}

function entriesOf(name: string, node: Node): ArchiveEntry[] {
  const modified = Math.floor(node.modified / SECOND) * SECOND;
  if (isSymlink(node)) return [{ name, mode: LINK_MODE, modified, target: node.target }];
  if (isFile(node)) return [{ name, mode: node.mode, modified, content: node.content }];
  const inside = [...node.entries].filter(([entry]) => !isLeftOut(entry));
  const own = { name: `${name}/`, mode: node.mode, modified };
  return [own, ...inside.flatMap(([entry, below]) => entriesOf(`${name}/${entry}`, below))];
}
