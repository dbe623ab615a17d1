/** What a script of `sed` makes of lines. */
import type { PosixPattern } from './posix-patterns.ts';
import type { Address, Piece, SedCommand, Substitution } from './sed-script.ts';

interface Outcome {
  readonly output: string;
  /** What goes to other files. */
  readonly written: ReadonlyMap<string, string>;
  /** The exit code, where the script has ended it. */
  readonly quit: number | undefined;
}

interface Line {
  readonly text: string;
  /** Whether its end was there. */
  readonly isWhole: boolean;
  readonly file: string;
}

/** The most rounds of one script, which may go on for ever. */
const MOST_STEPS = 2_000_000;

export class SedStream {
  readonly #commands: readonly SedCommand[];
  readonly #lines: readonly Line[];
  readonly #isQuiet: boolean;
  readonly #end: string;
  readonly #written = new Map<string, string>();
  #next = 0;
  #space = '';
  #isWhole = true;
  #held = '';
  #output = '';
  #later: string[] = [];
  #files: string[] = [];
  #last: PosixPattern | undefined;
  #isChanged = false;

  constructor(
    commands: readonly SedCommand[],
    inputs: readonly { readonly file: string; readonly lines: readonly string[] }[],
    { isQuiet, end }: { isQuiet: boolean; end: string },
  ) {
    this.#commands = commands;
    this.#isQuiet = isQuiet;
    this.#end = end;
    this.#lines = inputs.flatMap(({ file, lines }) =>
      lines.map((line) => {
        const isWhole = line.endsWith(end);
        return { text: isWhole ? line.slice(0, -1) : line, isWhole, file };
      }),
    );
    for (const { letter, text, substitution } of commands) {
      const file = letter === 'w' ? text : substitution?.file;
      if (file !== undefined) this.#written.set(file, '');
    }
  }

  async run(read: (file: string) => Promise<string>): Promise<Outcome> {
    let quit: number | undefined;
    let isKept = false;
    let steps = 0;
    while (quit === undefined && (isKept || this.#take())) {
      if (!isKept) this.#isChanged = false;
      isKept = false;
      let at = 0;
      let prints = !this.#isQuiet;
      while (at < this.#commands.length) {
        steps += 1;
        if (steps > MOST_STEPS) throw new Error('sed: too many iterations');
        const command = this.#commands[at] as SedCommand;
        at += 1;
        if (!this.#applies(command)) {
          if (command.letter === '{') at = command.end;
          continue;
        }
        const then = this.#do(command);
        if (then === undefined) continue;
        if (then.jump !== undefined) at = then.jump;
        else {
          if (then.isDropped === true) prints = false;
          isKept = then.isKept === true;
          quit = then.quit;
          break;
        }
      }
      if (prints) this.#print(this.#space, this.#isWhole);
      await this.#flush(read);
    }
    return { output: this.#output, written: this.#written, quit };
  }

  #take(): boolean {
    const line = this.#lines[this.#next];
    if (line === undefined) return false;
    this.#next += 1;
    this.#space = line.text;
    this.#isWhole = line.isWhole;
    return true;
  }

  #print(text: string, isWhole = true): void {
    // What follows a line without an end begins a new one all the same.
    if (this.#output !== '' && !this.#output.endsWith(this.#end) && this.#lacksEnd) this.#output += this.#end;
    this.#output += text + (isWhole ? this.#end : '');
    this.#lacksEnd = !isWhole;
  }

  #lacksEnd = false;

  async #flush(read: (file: string) => Promise<string>): Promise<void> {
    for (const text of this.#later) this.#raw(text);
    this.#later = [];
    for (const file of this.#files) this.#raw(await read(file));
    this.#files = [];
  }

  #raw(text: string): void {
    if (text === '') return;
    if (this.#lacksEnd) this.#output += this.#end;
    this.#lacksEnd = false;
    this.#output += text;
  }

  #applies(command: SedCommand): boolean {
    return this.#isMet(command) !== command.isNegated;
  }

  #isMet(command: SedCommand): boolean {
    const { from, to } = command;
    if (from === undefined) return true;
    if (to === undefined) return this.#meets(from);
    const line = this.#next;
    if (command.begun === undefined) {
      const isAtStart = from.kind === 'line' && from.line === 0 && line === 1;
      if (!isAtStart && !this.#meets(from)) return false;
      command.begun = line;
      if (isAtStart ? this.#meets(to) : this.#endsAtOnce(to, line)) command.begun = undefined;
      return true;
    }
    if (to.kind === 'line' && line > to.line) {
      command.begun = undefined;
      return this.#isMetAfresh(command);
    }
    if (this.#endsAt(to, command.begun, line)) command.begun = undefined;
    return true;
  }

  /** A range whose end has been left behind may begin again on the same line. */
  #isMetAfresh(command: SedCommand): boolean {
    return command.from?.kind === 'line' ? false : this.#isMet(command);
  }

  #endsAtOnce(to: Address, line: number): boolean {
    if (to.kind === 'line') return to.line <= line;
    if (to.kind === 'count') return to.count === 0;
    return to.kind === 'last' && this.#isLast;
  }

  #endsAt(to: Address, begun: number, line: number): boolean {
    return to.kind === 'count' ? line >= begun + to.count : this.#meets(to);
  }

  get #isLast(): boolean {
    return this.#next >= this.#lines.length;
  }

  #meets(address: Address): boolean {
    switch (address.kind) {
      case 'line':
        return this.#next === address.line;
      case 'last':
        return this.#isLast;
      case 'step':
        if (address.step === 0) return this.#next === address.first;
        return this.#next >= address.first && (this.#next - address.first) % address.step === 0;
      case 'pattern':
        return this.#used(address.pattern).test(this.#space);
      case 'count':
        return false;
    }
  }

  #used(pattern: PosixPattern | undefined): PosixPattern {
    this.#last = pattern ?? this.#last;
    if (this.#last === undefined) throw new Error('no previous regular expression');
    return this.#last;
  }

  #do(command: SedCommand): { jump?: number; isDropped?: boolean; isKept?: boolean; quit?: number } | undefined {
    const { letter, text, substitution } = command;
    switch (letter) {
      case 's':
        if (substitution !== undefined) this.#substitute(substitution);
        return undefined;
      case 'y':
        this.#transliterate(text);
        return undefined;
      case 'p':
        this.#print(this.#space, this.#isWhole);
        return undefined;
      case 'P':
        this.#print(this.#space.split('\n')[0] ?? '');
        return undefined;
      case 'd':
        return { isDropped: true };
      case 'D': {
        const at = this.#space.indexOf('\n');
        if (at === -1) return { isDropped: true };
        this.#space = this.#space.slice(at + 1);
        return { isDropped: true, isKept: true };
      }
      case 'n':
        if (this.#isLast) return {};
        if (!this.#isQuiet) this.#print(this.#space, this.#isWhole);
        this.#flushTexts();
        this.#take();
        return undefined;
      case 'N': {
        // Without a next line the real one prints what there is, and ends.
        if (this.#isLast) return {};
        this.#flushTexts();
        const before = this.#space;
        this.#take();
        this.#space = `${before}\n${this.#space}`;
        return undefined;
      }
      case 'g':
        this.#space = this.#held;
        return undefined;
      case 'G':
        this.#space += `\n${this.#held}`;
        return undefined;
      case 'h':
        this.#held = this.#space;
        return undefined;
      case 'H':
        this.#held += `\n${this.#space}`;
        return undefined;
      case 'x':
        [this.#space, this.#held] = [this.#held, this.#space];
        return undefined;
      case 'z':
        this.#space = '';
        return undefined;
      case '=':
        this.#raw(`${this.#next}\n`);
        return undefined;
      case 'F':
        this.#raw(`${this.#lines[this.#next - 1]?.file ?? '-'}\n`);
        return undefined;
      case 'i':
        this.#raw(text);
        return undefined;
      case 'a':
        this.#later.push(text);
        return undefined;
      case 'c':
        if (command.to === undefined || command.isNegated || command.begun === undefined) this.#raw(text);
        return { isDropped: true };
      case 'r':
        this.#files.push(text);
        return undefined;
      case 'w':
        this.#write(text);
        return undefined;
      case 'q':
        return { quit: Number(text) };
      case 'Q':
        return { quit: Number(text), isDropped: true };
      case 'b':
        return { jump: this.#place(text) };
      case 't': {
        if (!this.#isChanged) return undefined;
        this.#isChanged = false;
        return { jump: this.#place(text) };
      }
      case 'T':
        if (!this.#isChanged) return { jump: this.#place(text) };
        this.#isChanged = false;
        return undefined;
      default:
        return undefined;
    }
  }

  #flushTexts(): void {
    for (const text of this.#later) this.#raw(text);
    this.#later = [];
  }

  #place(label: string): number {
    if (label === '') return this.#commands.length;
    return this.#commands.findIndex(({ letter, text }) => letter === ':' && text === label);
  }

  #write(file: string): void {
    this.#written.set(file, `${this.#written.get(file) ?? ''}${this.#space}\n`);
  }

  #transliterate(table: string): void {
    const [from = '', to = ''] = table.split('\n');
    const others = [...to];
    const map = new Map([...from].map((character, at) => [character, others[at] ?? '']));
    this.#space = Array.from(this.#space, (character) => map.get(character) ?? character).join('');
  }

  #substitute({ pattern: own, replacement, isAll, number, prints, file }: Substitution): void {
    const pattern = this.#used(own);
    const space = this.#space;
    let result = '';
    let from = 0;
    let found = 0;
    let isDone = false;
    let search = 0;
    while (search <= space.length) {
      const match = pattern.exec(space, search);
      if (match === null) break;
      const [whole] = match;
      const end = match.index + whole.length;
      // Right behind a match an empty one does not count.
      if (whole === '' && found > 0 && match.index === from && search === from && from > 0) {
        search = from + 1;
        continue;
      }
      found += 1;
      if (found >= number) {
        result += space.slice(from, match.index) + replaced(match, replacement);
        from = end;
        isDone = true;
        if (!isAll) break;
      }
      search = whole === '' ? end + 1 : end;
    }
    if (!isDone) return;
    this.#space = result + space.slice(from);
    this.#isChanged = true;
    if (prints) this.#print(this.#space, this.#isWhole);
    if (file !== undefined) this.#write(file);
  }
}

function replaced(match: RegExpExecArray, replacement: readonly Piece[]): string {
  let text = '';
  let lasting = '';
  let once = '';
  for (const piece of replacement) {
    if ('letterCase' in piece) {
      if (/[ul]/.test(piece.letterCase)) once = piece.letterCase;
      else [lasting, once] = [piece.letterCase === 'E' ? '' : piece.letterCase, ''];
      continue;
    }
    const plain = 'text' in piece ? piece.text : (match[piece.group] ?? '');
    if (plain === '') continue;
    const cased = lasting === 'U' ? plain.toUpperCase() : lasting === 'L' ? plain.toLowerCase() : plain;
    const [first = ''] = cased;
    const turned = once === 'u' ? first.toUpperCase() : once === 'l' ? first.toLowerCase() : first;
    text += turned + cased.slice(first.length);
    once = '';
  }
  return text;
}
