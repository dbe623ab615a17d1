/** What is known of one run of a command while it goes on. */
import type { ResolvedCommandContext } from 'just-bash';
import type { Instant } from '../../core/instant.ts';
import type { Command } from '../../core/projects/command.ts';
import { newHex } from '../../core/random.ts';
import { CommandClock } from './command-clock.ts';

/** What cannot be simulated, and why; the words of the refusal. */
export interface Unsimulated {
  readonly what: string;
  readonly why: string;
}

/** What a run needs of the hub. */
export interface RunHost {
  /** The hub's time. */
  now(): Promise<Instant>;
  /** Lets others go first, while the command sleeps. @param elapsedMs what it will have slept by then. */
  sleep(elapsedMs: number): Promise<void>;
}

export class Run {
  readonly project_id: string;
  readonly clock = new CommandClock();
  /** Seconds of processor time, as the shell shows its limit. */
  cpuLimit = 'unlimited';
  readonly #host: RunHost;
  readonly #chance: string;
  readonly #keptMessages: string[] = [];
  #draws = 0;
  readonly #bytes: string[] = [];
  #depth = 0;
  #timedOut = false;
  #died = false;
  #refusal: Unsimulated | undefined;

  constructor({ project_id, timeoutMs, chance }: Command, host: RunHost) {
    this.project_id = project_id;
    this.#chance = chance;
    this.#host = host;
    this.clock.limit(timeoutMs, () => {
      this.#timedOut = true;
    });
  }

  /** The hub's time, and what the command has slept. */
  async now(): Promise<Instant> {
    return (await this.#host.now()) + this.clock.elapsedMs;
  }

  async sleep(ms: number): Promise<void> {
    this.clock.sleep(ms);
    if (!this.timedOut) await this.#host.sleep(this.clock.elapsedMs);
  }

  /** A whole number from 0 to 32767, as bash draws it. */
  random(): number {
    this.#draws += 1;
    return Number.parseInt(newHex({ seed: this.#chance, call: this.#draws }, 'RANDOM', 4), 16) & 0x7fff;
  }

  /** Lines that stay as they are: those of a bash inside, which reads no file. */
  get keptMessages(): readonly string[] {
    return this.#keptMessages;
  }

  keepMessages(text: string): void {
    this.#keptMessages.push(...text.split('\n'));
  }

  /** Outputs that have a character for each byte. */
  get bytes(): readonly string[] {
    return this.#bytes;
  }

  keepBytes(output: string): void {
    if (/[\x80-\xff]/.test(output)) this.#bytes.push(output);
  }

  /** Whether another shell runs inside the first one. */
  get isInside(): boolean {
    return this.#depth > 0;
  }

  async inside<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#depth += 1;
    try {
      return await work();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Whether a signal ended the shell. */
  get died(): boolean {
    return this.#died;
  }

  /** Ends the whole run as a signal does. */
  die(context: ResolvedCommandContext): never {
    this.#died = true;
    return this.end(context);
  }

  /** Whether the time is up. */
  get timedOut(): boolean {
    return this.#timedOut;
  }

  /** Why the command cannot be simulated, if that has turned out. */
  get refusal(): Unsimulated | undefined {
    return this.#refusal;
  }

  /** Ends the whole run: nobody knows what a real machine would do next. */
  refuse(context: ResolvedCommandContext, details: Unsimulated): never {
    this.#refusal ??= details;
    return this.end(context);
  }

  /**
   * Ends the whole run, with all that it has printed until then.
   *
   * Exceeding a limit is what the shell lets no script get past; aborting by a signal would lose the output.
   */
  end(context: ResolvedCommandContext): never {
    context.executionScope?.consumeLimited('simulation', 1, 0);
    throw new Error('a shell went on after its end');
  }
}
