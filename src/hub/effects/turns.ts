/** Commands that share their runs: those of one key take turns. */
import type { Work } from '../../core/outcome.ts';

type Sharing = Work & { readonly kind: 'shared' };

interface Waiting {
  readonly sharing: Sharing;
  readonly resume: () => void;
}

/** Who has the turn, and who waits for it, by key. */
export class Turns {
  readonly #waiting = new Map<string, Waiting[]>();

  /**
   * Takes the turn of the key at once, and resolves to the function that gives it up; or, where another has it, waits
   * until it is given up and resolves to `undefined`.
   *
   * Those who wait are let go together, the one with the greatest value first.
   */
  async take(sharing: Sharing): Promise<(() => void) | undefined> {
    const { key } = sharing;
    const waiting = this.#waiting.get(key);
    if (waiting === undefined) {
      this.#waiting.set(key, []);
      return () => this.#giveUp(key);
    }
    await new Promise<void>((resume) => {
      waiting.push({ sharing, resume });
    });
    return undefined;
  }

  #giveUp(key: string): void {
    const waiting = this.#waiting.get(key) ?? [];
    this.#waiting.delete(key);
    for (const { resume } of waiting.sort(byValueDownwards)) resume();
  }
}

/** [smc-util/aggregate.js aggregate_call_f] */
function byValueDownwards({ sharing: one }: Waiting, { sharing: other }: Waiting): number {
  if (one.value === other.value) return 0;
  return (one.value as number) < (other.value as number) ? 1 : -1;
}
