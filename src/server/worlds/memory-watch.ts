/** Looks at the memory of the process after each full collection of garbage: only then it is what is really in use. */
import { constants, type PerformanceEntry, PerformanceObserver } from 'node:perf_hooks';

export class MemoryWatch {
  readonly #limitBytes: number;
  readonly #onShort: () => void;
  #observer: PerformanceObserver | undefined;

  constructor(limitBytes: number, onShort: () => void) {
    this.#limitBytes = limitBytes;
    this.#onShort = onShort;
  }

  start(): void {
    if (this.#observer !== undefined) return;
    this.#observer = new PerformanceObserver((list) => {
      const isFull = list.getEntries().some((entry) => kindOfCollection(entry) === constants.NODE_PERFORMANCE_GC_MAJOR);
      if (isFull && usedBytes() > this.#limitBytes) this.#onShort();
    });
    this.#observer.observe({ entryTypes: ['gc'] });
  }

  stop(): void {
    this.#observer?.disconnect();
  }
}

/** Types of Node 20 do not know the member that tells it. */
function kindOfCollection(entry: PerformanceEntry): number | undefined {
  return (entry as PerformanceEntry & { readonly detail?: { readonly kind?: number } }).detail?.kind;
}

/** The heap, and what stands outside of it, as contents of files. */
function usedBytes(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
