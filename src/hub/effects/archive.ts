/**
 * Packs an archive as tar and bzip2 do: the one by a library, the other by the original program, compiled for any machine.
 * Browsers have `archive.browser.ts` in place of this.
 */
import type { TarEntry } from 'modern-tar';
import type { ArchiveEntry } from '../../core/files/archive.ts';
import { resolvePackage } from '../programs.ts';
import { USER } from './machine.ts';

export async function packed(entries: readonly ArchiveEntry[]): Promise<Uint8Array> {
  const { packTar } = await import('modern-tar');
  return compressed(await packTar(entries.map(tarEntry)));
}

function tarEntry({ name, mode, modified, content, target }: ArchiveEntry): TarEntry {
  const owner = { uid: USER.uid, gid: USER.gid, uname: USER.name, gname: USER.name };
  const header = { name, mode, mtime: new Date(modified), size: 0, ...owner };
  if (target !== undefined) return { header: { ...header, type: 'symlink', linkname: target } };
  if (content === undefined) return { header: { ...header, type: 'directory' } };
  return { header: { ...header, type: 'file', size: content.length }, body: content };
}

/** What the program offers; its memory is its own. */
interface Library {
  readonly memory: WebAssembly.Memory;
  __wasm_call_ctors(): void;
  malloc(bytes: number): number;
  BZ2_bzBuffToBuffCompress(
    target: number,
    targetLength: number,
    source: number,
    sourceLength: number,
    blocks: number,
    verbosity: number,
    workFactor: number,
  ): number;
}

/** In 100 kB, as `tar -j` has it. */
const BLOCK_SIZE = 9;
const PAGE_BYTES = 65_536;

/** [bzlib.h BZ2_bzBuffToBuffCompress] */
function compressed(bytes: Uint8Array): Uint8Array {
  const { memory, ...library } = instance();
  library.__wasm_call_ctors();
  // The most that it can come to.
  const most = Math.ceil(bytes.length * 1.01) + 600;
  const [source, target, length] = [bytes.length, most, 4].map((size) => library.malloc(size)) as [
    number,
    number,
    number,
  ];
  new Uint8Array(memory.buffer).set(bytes, source);
  new DataView(memory.buffer).setUint32(length, most, true);
  const code = library.BZ2_bzBuffToBuffCompress(target, length, source, bytes.length, BLOCK_SIZE, 0, 0);
  if (code !== 0) throw new Error(`bzip2 ends with ${code}`);
  const size = new DataView(memory.buffer).getUint32(length, true);
  return new Uint8Array(memory.buffer).slice(target, target + size);
}

let program: WebAssembly.Module | undefined;

/** A new one each time, so that its memory is given back. The loader of its package is not used: it writes globals. */
function instance(): Library {
  const { readFileSync } = process.getBuiltinModule('node:fs');
  program ??= new WebAssembly.Module(readFileSync(resolvePackage('bzip2-wasm/bzip2-1.0.8/bzip2.wasm')));
  let memory: WebAssembly.Memory | undefined;
  const never = () => {
    throw new Error('bzip2 needs nothing of a system but memory');
  };
  const grow = (bytes: number) => {
    memory?.grow(Math.ceil((bytes - memory.buffer.byteLength) / PAGE_BYTES));
    return 1;
  };
  const move = (to: number, from: number, count: number) => {
    new Uint8Array(memory?.buffer ?? new ArrayBuffer()).copyWithin(to, from, from + count);
  };
  const { exports } = new WebAssembly.Instance(program, {
    env: { exit: never, emscripten_resize_heap: grow, emscripten_memcpy_big: move },
    wasi_snapshot_preview1: { fd_close: never, fd_write: never, fd_seek: never },
  });
  const library = exports as unknown as Library;
  memory = library.memory;
  return library;
}
