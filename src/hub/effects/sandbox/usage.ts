/** How much a folder holds that is being written to, as far as that matters: whether it is too much. */
import { statfsSync } from 'node:fs';
import { DEEPEST } from '../../../core/files/tree.ts';
import type { DiskLimits } from '../disk-limits.ts';
import type { Steps } from '../files/stepwise.ts';
import { deeperThanHeld, tooMuch } from './fold.ts';
import { OpenFolder, STEP_ENTRIES } from './open-folder.ts';

interface Counting {
  readonly most: DiskLimits;
  count: number;
  bytes: number;
}

/** @throws Refusal by name when there is more than that. */
export function* checkUsage(path: string, most: DiskLimits): Steps<void> {
  const folder = OpenFolder.at(path);
  try {
    yield* counted(folder, { most, count: 0, bytes: 0 }, []);
  } finally {
    folder.close();
  }
}

function* counted(folder: OpenFolder, counting: Counting, above: readonly string[]): Steps<void> {
  const { most } = counting;
  if (above.length > DEEPEST) throw deeperThanHeld(above);
  for (const name of folder.names()) {
    const stats = folder.stat(name);
    if (stats === undefined) continue;
    counting.count += 1;
    // Holes take no place, and the rest of a block is nobody's.
    const taken = stats.blocks * 512n;
    if (stats.isFile()) counting.bytes += Number(taken < stats.size ? taken : stats.size);
    if (counting.count > most.maxFiles || counting.bytes > most.maxDiskBytes) throw tooMuch(most);
    if (counting.count % STEP_ENTRIES === 0) yield;
    if (!stats.isDirectory()) continue;
    const inside = folder.folder(name);
    if (inside === undefined) continue;
    try {
      yield* counted(inside, counting, [...above, name.toString()]);
    } finally {
      inside.close();
    }
  }
}

/** What is free on the disk that has the path, and how many more files it takes: changes tell when it is worth counting. */
export function freeAt(path: string): { readonly bytes: number; readonly files: number } {
  const { bavail, bsize, ffree } = statfsSync(path);
  return { bytes: bavail * bsize, files: ffree };
}
