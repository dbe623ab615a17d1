/** What the reports of one call come to, and how many there may be. */

import type { JsonObject } from '../../../core/json.ts';
import type { DiskLimits } from '../disk-limits.ts';
import { Nonsense } from './frames.ts';
import type { FileEntry, KernelReport, ProgramStream } from './reports.ts';

/** What has changed below a root. */
export interface Changes {
  readonly changed: readonly FileEntry[];
  readonly removed: readonly string[];
}

/** Is given what a call puts out, as it comes. */
export interface CallOutput {
  readonly item: (item: JsonObject) => void;
  readonly print: (stream: ProgramStream, bytes: Uint8Array) => void;
}

/** How a call's cells ended, or its program. */
export type CallEnd =
  | {
      readonly kind: 'done';
      /** By root. */
      readonly changes: readonly Changes[];
      readonly sleptMs: number;
      /** How much of its input a program has read. */
      readonly readBytes: number;
      /** Of a program that no signal has ended. */
      readonly exitCode: number | null;
    }
  /** By its time or its memory, or since nobody waits for it any more. */
  | { readonly kind: 'killed' }
  /** The interpreter itself has come to grief. */
  | { readonly kind: 'failed'; readonly fault: string }
  | { readonly kind: 'nonsense'; readonly why: string }
  /** More output, or more in files, than there may be. */
  | { readonly kind: 'flood' | 'full' }
  | { readonly kind: 'magic'; readonly line: string }
  | { readonly kind: 'unsimulated'; readonly what: string };

const MOST_CELLS = 2;
export const MOST_ITEMS = 10_000;
export const MOST_OUTPUT_BYTES = 64 * 2 ** 20;

/** Bytes that come in pieces. */
export class CollectedBytes {
  readonly bytes: Uint8Array;
  #at = 0;

  constructor(size: number) {
    this.bytes = new Uint8Array(size);
  }

  get isWhole(): boolean {
    return this.#at === this.bytes.length;
  }

  /** @returns whether that was all. @throws Nonsense */
  take(piece: Uint8Array): boolean {
    if (piece.length > this.bytes.length - this.#at) throw new Nonsense('more bytes than it had said');
    this.bytes.set(piece, this.#at);
    this.#at += piece.length;
    return this.isWhole;
  }
}

export class CallReports {
  readonly #limits: DiskLimits;
  readonly #output: CallOutput;
  readonly #begin: () => void;
  readonly #changes: readonly { readonly changed: FileEntry[]; readonly removed: string[] }[];
  #content: CollectedBytes | undefined;
  #fileBytes = 0;
  #outputBytes = 0;
  #items = 0;
  #cells = 0;

  /** @param roots how many there are. */
  constructor(limits: DiskLimits, roots: number, output: CallOutput, begin: () => void) {
    this.#limits = limits;
    this.#output = output;
    this.#begin = begin;
    this.#changes = Array.from({ length: roots }, () => ({ changed: [], removed: [] }));
  }

  /** @returns how the call has ended, if it has. @throws Nonsense */
  take(report: KernelReport): CallEnd | undefined {
    if (report.kind === 'bytes') return this.#takeBytes(report.bytes);
    if (this.#content?.isWhole === false) throw new Nonsense('fewer bytes than it had said');
    switch (report.kind) {
      case 'cell':
        this.#cells += 1;
        if (this.#cells > MOST_CELLS) throw new Nonsense(`more than ${MOST_CELLS} cells`);
        this.#begin();
        return undefined;
      case 'item':
        return this.#takeItem(report.item, report.bytes);
      case 'printed':
        return this.#takePrinted(report.stream, report.bytes);
      case 'entry':
        return this.#takeEntry(report);
      case 'removed':
        this.#changesIn(report.root).removed.push(report.path);
        return this.#checkCount();
      case 'done':
        return { ...report, changes: this.#changes };
      case 'ready':
        throw new Nonsense('that it has started, again');
      default:
        return report as CallEnd;
    }
  }

  #takeBytes(bytes: Uint8Array): undefined {
    if (this.#content === undefined) throw new Nonsense('bytes of nothing');
    this.#content.take(bytes);
  }

  #takeItem(item: JsonObject, bytes: number): CallEnd | undefined {
    this.#items += 1;
    this.#outputBytes += bytes;
    if (this.#items > MOST_ITEMS || this.#outputBytes > MOST_OUTPUT_BYTES) return { kind: 'flood' };
    this.#output.item(item);
    return undefined;
  }

  #takePrinted(stream: ProgramStream, bytes: Uint8Array): CallEnd | undefined {
    this.#outputBytes += bytes.length;
    if (this.#outputBytes > MOST_OUTPUT_BYTES) return { kind: 'flood' };
    this.#output.print(stream, bytes);
    return undefined;
  }

  #takeEntry({ root, entry, size }: Extract<KernelReport, { kind: 'entry' }>): CallEnd | undefined {
    this.#fileBytes += size ?? 0;
    if (this.#fileBytes > this.#limits.maxDiskBytes) return { kind: 'full' };
    this.#content = size === undefined ? undefined : new CollectedBytes(size);
    this.#changesIn(root).changed.push(
      this.#content === undefined ? entry : { ...entry, content: this.#content.bytes },
    );
    return this.#checkCount();
  }

  #changesIn(root: number) {
    const changes = this.#changes[root];
    if (changes === undefined) throw new Nonsense('a place that it was not given');
    return changes;
  }

  /** Of each there may be as many as there are files, in a kernel that has removed all and made all anew. */
  #checkCount(): CallEnd | undefined {
    const most = this.#limits.maxFiles + 100;
    const isTooMany = ({ changed, removed }: Changes) => changed.length > most || removed.length > most;
    return this.#changes.some(isTooMany) ? { kind: 'full' } : undefined;
  }
}
