/** What commands take of an input that others read after them. The shell hands each of them all that there is. */

/** How much was read: a program that stops early leaves a rest that depends on its buffers. */
export type Taken = 'nothing' | 'all' | 'part';

interface Reading {
  readonly number: number;
  readonly input: string;
  taken: Taken;
}

export class SharedInputs {
  readonly #open: Reading[] = [];

  /** A command begins that shares the input. */
  begin(number: number, input: string): void {
    this.#open.push({ number, input, taken: 'nothing' });
  }

  /** A program reads. @param isRest whether it may have come to a rest of the input, in a shell inside */
  take(input: string, taken: Taken, isRest: boolean): void {
    if (input === '') return;
    for (const reading of this.#open) {
      const isSame = reading.input === input || (isRest && reading.input.endsWith(input));
      if (isSame && reading.taken !== 'part') reading.taken = taken;
    }
  }

  /** The command has ended. */
  end(number: number): Taken {
    for (let last = this.#open.pop(); last !== undefined; last = this.#open.pop()) {
      if (last.number === number) return last.taken;
    }
    return 'nothing';
  }
}
