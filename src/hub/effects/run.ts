/** What is known of one run of a command while it goes on. */
import type { ResolvedCommandContext } from 'just-bash';
import type { Instant } from '../../core/instant.ts';
import type { Command } from '../../core/projects/command.ts';
import { newHex } from '../../core/random.ts';
import { CommandClock } from './command-clock.ts';
import type { RunPython } from './notebook/program-request.ts';
import { SharedInputs } from './shared-inputs.ts';
import type { Unsimulated } from './unsimulated.ts';

/** What a run needs of the hub. */
export interface RunHost {
  /** The hub's time. */
  now(): Promise<Instant>;
  /** Lets others go first, while the command sleeps. @param elapsedMs what it will have slept by then. */
  sleep(elapsedMs: number): Promise<void>;
}

interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

export class Run {
  readonly project_id: string;
  readonly clock = new CommandClock();
  /** Whether the script is nothing but commands one after the other, in one line. */
  isPlain = true;
  /** Whether the script has one line. */
  isOneLine = true;
  /** Whether it is the command's time that limits its steps. */
  isTimeOfSteps = false;
  /** Seconds of processor time, as the shell shows its limit. */
  cpuLimit = 'unlimited';
  readonly #host: RunHost;
  readonly #chance: string;
  readonly #keptMessages: string[] = [];
  #draws = 0;
  #depth = 0;
  #timedOut = false;
  #died = false;
  #refusal: Unsimulated | undefined;

  constructor({ project_id, timeoutMs, chance }: Command, host: RunHost, rewrite: Run['rewrite']) {
    this.rewrite = rewrite;
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

  #isRaw = false;

  /** Has the next program run as the shell has it. */
  async raw<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#isRaw = true;
    return work();
  }

  /** Whether the program that begins is to be run as the shell has it; asked once. */
  isRaw(): boolean {
    const isRaw = this.#isRaw;
    this.#isRaw = false;
    return isRaw;
  }

  /** Lines that stay as they are: those of a bash inside, which reads no file. */
  get keptMessages(): readonly string[] {
    return this.#keptMessages;
  }

  keepMessages(text: string): void {
    this.#keptMessages.push(...text.split('\n'));
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

  readonly inputs = new SharedInputs();

  #endsAtErrors = false;

  /** Whether the shell may end at errors from now on. @param isSet whether the script that is about to be run has it do so. */
  endsAtErrors(isSet: boolean): boolean {
    this.#endsAtErrors ||= isSet;
    return this.#endsAtErrors;
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

  /** Keeps in mind why the command cannot be simulated, where nothing has to be ended. */
  note(details: Unsimulated): void {
    this.#refusal ??= details;
  }

  /** Puts what the shell itself has to say in the words of a real one. */
  words: (text: string) => string = (text) => text;

  /** The script as the shell can run it, or why it cannot. */
  readonly rewrite: (source: string) => string | Unsimulated;

  /** Runs a program of Python; nothing where there are no processes for it. */
  python: RunPython | undefined;

  /** Both outputs of the last program of which it is known in which order they came. */
  #inOrder = { stdout: '', stderr: '', both: '' };

  keepOrder(order: { readonly stdout: string; readonly stderr: string; readonly both: string }): void {
    this.#inOrder = order;
  }

  /** The outputs as they came, if that is known. */
  orderOf(stdout: string, stderr: string): string | undefined {
    const { both, ...known } = this.#inOrder;
    return known.stdout === stdout && known.stderr === stderr ? both : undefined;
  }

  #killed: Printed | undefined;

  /** Keeps what a program had printed that was killed at a limit within the command's own time. */
  keepKilled(printed: Printed): void {
    this.#killed = printed;
  }

  takeKilled(): Printed | undefined {
    const killed = this.#killed;
    this.#killed = undefined;
    return killed;
  }

  /** A number that the run has not yet given out. */
  number(): number {
    this.#numbers += 1;
    return this.#numbers;
  }

  #numbers = 0;

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
