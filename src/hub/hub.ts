import { copied, LEVELS } from '../core/copied.ts';
import { refuse } from '../core/errors.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { KernelSpec } from '../core/projects/cell.ts';
import { type HubState, sealed } from '../core/state.ts';
import type { Mail } from '../core/support/records.ts';
import type { Answer, Call } from './call.ts';
import { CallRunner } from './call-runner.ts';
import type { Checks, Coverage } from './checks.ts';
import { type Clock, systemClock } from './clock.ts';
import { endpointNames } from './dispatch/index.ts';
import { asRefusal, refusedAnswer } from './dispatch/step.ts';
import { type KernelStub, kernelStub } from './effects/kernel-stubs.ts';
import { type CommandPattern, commandStub, type Stub } from './effects/stubs.ts';
import { Entrance } from './entrance.ts';
import { type Eventually, whenThere } from './eventually.ts';
import { inProcess } from './faults/transport.ts';
import { Faults } from './faults.ts';
import type { FrontProxy } from './front-proxy.ts';
import type { JournalEntry } from './journal/entry.ts';
import { explained } from './journal/explain.ts';
import { changeOf, History, type RowChange } from './journal/history.ts';
import { Note } from './journal/note.ts';
import { type JournalOptions, Notes } from './journal/notes.ts';
import { NameBook, NO_NAMES, type WorldNames } from './journal/people.ts';
import { type AgainOptions, type Replayed, replayed, setClock } from './journal/replay.ts';
import { Journal } from './journal.ts';
import {
  type AnyName,
  type BoundCalls,
  type CallOptions,
  type EndpointsOfV2,
  type EventsOfV1,
  type FunctionsOfConat,
  type OperationAnswer,
  type OperationName,
  type OperationSent,
  operationsBy,
  travellingCall,
} from './operations.ts';
import { Performer, type Runners } from './perform.ts';
import { ReadableAccounts, ReadableProjects } from './readable/readable.ts';
import { StateCell } from './state-cell.ts';

/** Told of each call with its answer, how long it took, in milliseconds of this computer's clock, and which hub it was made at. */
export type AnswerListener = (call: Call, answer: Answer, ms: number, hub: Hub) => void;

/** What a hub begins with. */
export interface HubStart {
  readonly state: HubState;
  readonly stubs?: readonly Stub[] | undefined;
  readonly names?: WorldNames | undefined;
}

/** What a hub is made of besides what it begins with. */
interface HubParts<Time extends Clock> {
  readonly clock?: Time | undefined;
  readonly checks?: Checks | undefined;
  readonly onAnswer?: AnswerListener | undefined;
  readonly proxy?: FrontProxy | undefined;
  readonly journal?: JournalOptions | undefined;
}

export class Hub<Time extends Clock = Clock> {
  readonly clock: Time;
  readonly #options: HubParts<Time> & HubStart;
  readonly #notes: Notes;
  readonly #startStubs: readonly Stub[];
  readonly #performer: Performer;
  readonly #cell: StateCell;
  // What follows is made when it is first needed, so that a fork costs little until it is called.
  #madeNames: NameBook | undefined;
  #madeHistory: History | undefined;
  #madeJournal: Journal | undefined;
  #madeFaults: Faults | undefined;
  #madeChecks: Checks | undefined;
  #madeEntrance: Entrance | undefined;
  #madeOperations: BoundCalls | undefined;
  #isEnded = false;

  constructor(options: HubParts<Time> & HubStart & (Runners | { performer: Performer })) {
    this.#options = options;
    this.clock = options.clock ?? (systemClock as Clock as Time);
    this.#performer = 'performer' in options ? options.performer : new Performer(options);
    if (options.stubs !== undefined) this.#performer.stubs = options.stubs;
    this.#startStubs = this.#performer.stubs;
    this.#notes = new Notes(options.journal);
    this.#cell = new StateCell(options.state, this.clock, this.#notes);
  }

  /** The last calls: what was asked and answered, why something was refused, what it changed. Without secrets. */
  get journal(): Journal {
    this.#madeJournal ??= new Journal(this.#notes, this.#names);
    return this.#madeJournal;
  }

  /** Faults that are injected into calls, exactly when asked. */
  get faults(): Faults {
    this.#madeFaults ??= new Faults(this.#names);
    return this.#madeFaults;
  }

  get #names(): NameBook {
    this.#madeNames ??= new NameBook(this.#options.names ?? NO_NAMES, () => this.#cell.state);
    return this.#madeNames;
  }

  get #history(): History {
    this.#madeHistory ??= new History(this.#notes, this.#options.state);
    return this.#madeHistory;
  }

  /** With a count of this hub's own. */
  get #checks(): Checks | undefined {
    this.#madeChecks ??= this.#options.checks?.fork();
    return this.#madeChecks;
  }

  get #entrance(): Entrance {
    this.#madeEntrance ??= this.#newEntrance();
    return this.#madeEntrance;
  }

  #newEntrance(): Entrance {
    const { proxy, onAnswer } = this.#options;
    return new Entrance({
      cell: this.#cell,
      runner: new CallRunner(this.#cell, this.#performer, this.#notes),
      notes: this.#notes,
      history: this.#history,
      faults: this.faults,
      checks: this.#checks,
      proxy: proxy?.fork(),
      onAnswer: onAnswer && ((call, answer, ms) => onAnswer(call, answer, ms, this)),
    });
  }

  /**
   * All that the hub knows. Keep it to come back to it with `restore`: it never changes. `toDocument` makes JSON of it.
   *
   * It is frozen all through but for the contents of files, since JavaScript freezes no bytes: do not write into those.
   */
  get state(): HubState {
    return sealed(this.#cell.state);
  }

  /**
   * Puts the hub back to a state that it, or another hub, had, or to one of `fromDocument`. Costs nothing at any size.
   *
   * Calls that are under way are ended, commands and cells with them: they are answered by a refusal that says so, and
   * change nothing any more.
   */
  restore(state: HubState): void {
    this.#cell.restore(state);
  }

  /**
   * Ends what is under way, as `restore` does, and refuses all calls from here on: for a hub that is no more, while others
   * which were forked from it go on.
   */
  end(): void {
    this.#isEnded = true;
    this.restore(this.#cell.state);
  }

  /**
   * Another hub with the same commands and stubs, and the same state and time, or those that this one had when the call
   * `at` was answered; or with a state, stubs and names to start with. From here on they share nothing. Its journal is empty.
   */
  fork({ at, start }: { readonly at?: number | undefined; readonly start?: HubStart | undefined } = {}): Hub<Time> {
    const clock = (this.clock.fork?.() ?? this.clock) as Time;
    const moment = at === undefined ? undefined : this.#history.at(at);
    if (moment !== undefined) setClock(clock, moment.time);
    const { checks, onAnswer, proxy, journal, names } = this.#options;
    return new Hub<Time>({
      state: start?.state ?? moment?.state ?? this.#cell.state,
      stubs: start?.stubs,
      clock,
      performer: this.#performer.fork(),
      checks,
      onAnswer,
      proxy,
      journal,
      names: start?.names ?? names,
    });
  }

  /** As `state`. */
  snapshot(): HubState {
    return this.state;
  }

  /** The state after the call of that number; 0: before the first one. @throws RangeError when it is not kept. */
  at(seq: number): HubState {
    return this.#history.at(seq).state;
  }

  /**
   * Goes back to when the call of that number was answered, or forth again: as `restore(at(seq))`, and a virtual clock
   * shows the time of then. The journal keeps what came after it. Work that went on after the deadline of its call is ended.
   *
   * @throws RangeError when it is not kept.
   */
  goTo(seq: number): void {
    const { state, time } = this.#history.at(seq);
    this.restore(state);
    setClock(this.clock, time);
  }

  /** Puts the hub back to how it was made: state, time of a virtual clock, stubs. The journal is empty again, and no fault armed. */
  reset(): void {
    this.restore(this.#history.start);
    setClock(this.clock, this.#history.start.now);
    this.#performer.stubs = this.#startStubs;
    this.#performer.kernelStubs = [];
    this.#notes.clear();
    this.#madeFaults?.disarm();
    this.#madeEntrance?.reset();
  }

  /**
   * What differs between the states after two calls, or between any two states: one item for each row, with the members
   * and files that differ. Without secrets.
   */
  diff(from: number | HubState, to: number | HubState): RowChange[] {
    const { rows, before, after } = this.#history.rows(from, to);
    return rows.map((row) => {
      const change = changeOf(row, before, after) as unknown as Json;
      this.journal.redacted(null, before);
      return this.journal.redacted(change, after) as unknown as RowChange;
    });
  }

  /**
   * Makes calls of a journal again, this hub's or another one's, with the chance and at the times of then as far as those
   * are ahead: `hub.goTo(5); await hub.replay(later, { edit })`, where `edit` gives another call for an entry, or none.
   */
  replay(entries: readonly JournalEntry[], options: AgainOptions = {}): Promise<Replayed[]> {
    const serve = async (note: Note, number: number) => {
      note.numberFrom = number;
      return this.#entrance.pass(note);
    };
    const changedBy = ({ before, after, changesFrom, changesTo }: Note) =>
      before === undefined || after === undefined ? [] : this.#notes.changed(before, after, changesFrom, changesTo);
    return replayed({ clock: this.clock, serve, changedBy }, entries, options);
  }

  /**
   * A trace: the calls that the journal keeps, since the hub was last put to another state, and the state that the first of
   * them found, as a file. It holds no secret, and `openTrace` makes a hub of it.
   */
  async dump(): Promise<Uint8Array<ArrayBuffer>> {
    const [first] = this.#notes.sinceLeap;
    const entries = first === undefined ? [] : this.journal.entries({ after: first.seq - 1 });
    const state = this.journal.redactedDocument(first?.before ?? this.#cell.state);
    const { writeTrace } = await import('./trace/trace.ts');
    return writeTrace(state, entries);
  }

  /** The mail that a hub would have sent, oldest first. */
  get outbox(): readonly Mail[] {
    return [...this.state.outbox.values()];
  }

  /** The projects to look at: `hub.projects.get('essay').files.read('a.txt')`. */
  get projects(): ReadableProjects {
    return new ReadableProjects(() => this.state, this.#names);
  }

  /** The accounts to look at: `hub.accounts.get('alice').email_address`. */
  get accounts(): ReadableAccounts {
    return new ReadableAccounts(() => this.state, this.#names);
  }

  /** What is known of a call, for people: what was asked, how it ended, and of a refusal why. @throws RangeError if it is not kept. */
  explain(seq: number): string {
    return explained(this.journal.entry(seq));
  }

  /**
   * Answers commands by a canned reply instead of the shell: `hub.stubCommand('make', 'all done\n')`.
   *
   * @param pattern the whole command line, that is the text for bash, or program and arguments with spaces between; or
   *   a pattern somewhere in it; or a condition. Of several stubs that are met, the last one made counts.
   * @param reply what is printed, or the parts of a result, or a function that makes one of them.
   * @returns a function that removes the stub.
   */
  stubCommand(pattern: CommandPattern, reply: Stub['reply']): () => void {
    const stub = commandStub(pattern, reply);
    const performer = this.#performer;
    performer.stubs = [...performer.stubs, stub];
    return () => {
      performer.stubs = performer.stubs.filter((other) => other !== stub);
    };
  }

  /**
   * Answers cells of a kernel by a canned reply: `hub.stubKernel('sagemath', '42\n')`. The kernel is listed, too.
   *
   * @param name in lower case. Of several stubs of a name, the last one made counts; also one of `python3` does.
   * @param reply what is printed, or the items of output, or a result, or a function of the cell that makes one of them.
   * @param told what is told of the kernel; the rest is made up.
   * @returns a function that removes the stub.
   */
  stubKernel(name: string, reply: KernelStub['reply'], told: Partial<KernelSpec> = {}): () => void {
    const stub = kernelStub(name, reply, told);
    const performer = this.#performer;
    performer.kernelStubs = [...performer.kernelStubs, stub];
    return () => {
      performer.kernelStubs = performer.kernelStubs.filter((other) => other !== stub);
    };
  }

  /** The canned replies to commands; of several that fit, the last one counts. */
  get stubs(): readonly Stub[] {
    return this.#performer.stubs;
  }

  set stubs(stubs: readonly Stub[]) {
    this.#performer.stubs = stubs;
  }

  /** Ends what the hub and its forks have standing ready outside of this process. Calls start it again when they need it. */
  close(): void {
    this.#performer.close();
  }

  /** Moves the state on by a transition of our own, outside any call. With real caches it may be tried several times. */
  update(transition: (state: HubState) => HubState): void {
    this.#cell.update(transition);
  }

  /**
   * Calls the API in process: `hub.call('v1/ping', {}, { key })`,
   * `hub.call('conat/hub/projects.start', [{ project_id }], { key })`; or, as it travels to the gateway of conat,
   * `hub.call('conat/hub', { name: 'projects.start', args: [{ project_id }] }, { key })`.
   *
   * A call that a hub refuses is answered too, with `kind: 'refusal'` or `'rejection'`.
   *
   * @throws ShapeError for what cannot be sent: a function, `NaN`, an option that there is not.
   */
  call<Name extends `v1/${string}`>(
    name: AnyName<Name>,
    body?: object,
    options?: CallOptions,
  ): Promise<Answer<JsonObject>>;
  call<Name extends string>(name: AnyName<Name>, sent?: object, options?: CallOptions): Promise<Answer>;
  // The last one, since its errors are those that the compiler tells.
  call<Name extends OperationName>(
    name: Name,
    sent?: OperationSent<Name>,
    options?: CallOptions,
  ): Promise<OperationAnswer<Name>>;
  async call(
    name: string,
    sent: object = name.startsWith('conat/') ? [] : {},
    options: CallOptions = {},
  ): Promise<Answer> {
    return this.#served(travellingCall(name, sent, options));
  }

  /** The events of API v1 as functions: `hub.v1.create_project({ title }, { key })`. */
  get v1(): EventsOfV1 {
    return this.#operations.v1;
  }

  /** The functions of conat: `hub.conat.projects.start({ project_id }, { key })`, `hub.conat.project.system.exec({ command }, …)`. */
  get conat(): FunctionsOfConat {
    return this.#operations.conat;
  }

  /** The endpoints of API v2: `hub.v2.projects.create({ title }, { key })`, `hub.v2.auth.signIn({ email, password })`. */
  get v2(): EndpointsOfV2 {
    return this.#operations.v2;
  }

  /**
   * The same functions for one caller: `const teacher = hub.as('teacher'); await teacher.v1.create_project({ title })`.
   *
   * @param caller options, or an account, by the name in the world or by id: it calls with the key that it has by then.
   */
  as(caller: string | CallOptions): BoundCalls {
    if (typeof caller === 'string') this.#names.account(caller);
    return operationsBy(async (name, sent, options) => {
      const own = typeof caller === 'string' ? { key: this.#keyOf(caller) } : caller;
      return this.#served(travellingCall(name, sent, { ...own, ...options }));
    });
  }

  #keyOf(named: string): string {
    const { api_key } = this.accounts.get(named);
    if (api_key === null) throw new Error(`the account "${named}" has no API key; call with hub.as({ key })`);
    return api_key;
  }

  /** Made when they are first asked for. */
  get #operations(): BoundCalls {
    this.#madeOperations ??= this.as({});
    return this.#madeOperations;
  }

  /** As `call`, for a call as it travels. What is sent and what is answered are copies. */
  async serve(sent: Call): Promise<Answer> {
    return this.#served(sent);
  }

  #served(sent: Call): Eventually<Answer> {
    let call: Call;
    try {
      const { name, credential, encoding = 'json', ip, faults, session } = sent;
      call = { name, body: copied(sent.body), credential, encoding, ip, faults, session };
      if (sent.sent !== undefined) call = { ...call, sent: copied(sent.sent) };
      if (sent.place !== undefined) call = { ...call, place: copied(sent.place) };
    } catch (thrown) {
      return refusedAnswer(asRefusal(thrown));
    }
    return whenThere(whenThere(this.serveNow(call), inProcess), (answer) => {
      // A body that is as deep as bodies may be is answered from inside another object.
      const body = copied(answer.body, 2 * LEVELS);
      const isPlain = answer.kind === 'success' && answer.reply === undefined;
      return (isPlain ? { kind: 'success', body } : { ...answer, body }) as Answer;
    });
  }

  /**
   * As `serve`, for adapters: the answer is there at once, unless something has to be waited for. Nothing is copied: the body
   * that is sent is the hub's from then on, and nobody may write into the one that is answered.
   */
  serveNow(call: Call): Eventually<Answer> {
    if (this.#isEnded) return refusedAnswer(refuse('abandoned'));
    return this.#entrance.pass(new Note(call));
  }

  /** Which parts of the API the calls so far made use of, and which they never did. */
  async coverage(): Promise<Coverage> {
    return (await this.#checks?.coverage(endpointNames())) ?? { used: 0, all: 0, endpoints: {} };
  }
}
