/** A hub: the one mutable cell that holds the current state, and what moves it on. */
import { withCaches } from '../core/caches/caches.ts';
import { copied, LEVELS } from '../core/copied.ts';
import type { Dialect } from '../core/deviations.ts';
import { Refusal, refuse } from '../core/errors.ts';
import type { Instant } from '../core/instant.ts';
import type { Json, JsonObject } from '../core/json.ts';
import type { Background } from '../core/outcome.ts';
import type { KernelSpec } from '../core/projects/cell.ts';
import { settle } from '../core/settle.ts';
import { begun, type HubState, sealed } from '../core/state.ts';
import type { Mail } from '../core/support/records.ts';
import type { Answer, Call } from './call.ts';
import type { Checks, Coverage } from './checks.ts';
import { type Clock, systemClock } from './clock.ts';
import { dialectOf, dispatch, endpointNames } from './dispatch/index.ts';
import { asRefusal, type CallStep, type Deadline, refusedAnswer } from './dispatch/step.ts';
import { type KernelStub, kernelStub } from './effects/kernel-stubs.ts';
import { type CommandPattern, commandStub, type Stub } from './effects/stubs.ts';
import { Epoch } from './epoch.ts';
import { type Eventually, recovered, whenThere } from './eventually.ts';
import type { ArmedFault } from './faults/armed.ts';
import { downAnswer, type Injectable, injected } from './faults/inject.ts';
import { withoutCaches } from './faults/stale.ts';
import { inProcess } from './faults/transport.ts';
import { Faults, type MetFault } from './faults.ts';
import type { FrontProxy } from './front-proxy.ts';
import type { JournalEntry } from './journal/entry.ts';
import { explained } from './journal/explain.ts';
import { changeOf, History, type RowChange } from './journal/history.ts';
import { Note, type StateShape } from './journal/note.ts';
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
import { PendingAnswer } from './pending-answer.ts';
import { Performer, type Runners } from './perform.ts';
import { ReadableAccounts, ReadableProjects } from './readable/readable.ts';

/** Told of each call with its answer, how long it took, in milliseconds of this computer's clock, and which hub it was made at. */
export type AnswerListener = (call: Call, answer: Answer, ms: number, hub: Hub) => void;

/** What a hub begins with. */
export interface HubStart {
  readonly state: HubState;
  readonly stubs?: readonly Stub[] | undefined;
  readonly names?: WorldNames | undefined;
}

export class Hub<Time extends Clock = Clock> {
  readonly clock: Time;
  /** The last calls: what was asked and answered, why something was refused, what it changed. Without secrets. */
  readonly journal: Journal;
  readonly #journalOptions: JournalOptions | undefined;
  readonly #notes: Notes;
  readonly #worldNames: WorldNames;
  readonly #names: NameBook;
  /** Faults that are injected into calls, exactly when asked. */
  readonly faults: Faults;
  readonly #history: History;
  /** Calls that have no answer yet. */
  readonly #inFlight = new Set<PendingAnswer>();
  /** While the hub starts again, by a fault. */
  #down: { readonly id: string; readonly until: Instant } | undefined;
  readonly #startStubs: readonly Stub[];
  readonly #performer: Performer;
  readonly #checks: Checks | undefined;
  readonly #onAnswer: AnswerListener | undefined;
  #proxy: FrontProxy | undefined;
  #state: HubState;
  #calls: number;
  /** Since it was put to its state; made for the first call that has something done outside. */
  #epoch: Epoch | undefined;
  /** Told of each new state. */
  readonly #watchers = new Set<() => void>();
  #madeOperations: BoundCalls | undefined;
  #isEnded = false;

  constructor(
    options: {
      clock?: Time | undefined;
      checks?: Checks | undefined;
      onAnswer?: AnswerListener | undefined;
      proxy?: FrontProxy | undefined;
      journal?: JournalOptions | undefined;
    } & HubStart &
      (Runners | { performer: Performer }),
  ) {
    this.#state = options.state;
    this.#calls = options.state.call;
    this.clock = options.clock ?? (systemClock as Clock as Time);
    this.#performer = 'performer' in options ? options.performer : new Performer(options);
    if (options.stubs !== undefined) this.#performer.stubs = options.stubs;
    this.#checks = options.checks;
    this.#onAnswer = options.onAnswer;
    this.#proxy = options.proxy;
    this.#journalOptions = options.journal;
    this.#notes = new Notes(options.journal);
    this.#worldNames = options.names ?? NO_NAMES;
    this.#names = new NameBook(this.#worldNames, () => this.#state);
    this.journal = new Journal(this.#notes, this.#names);
    this.faults = new Faults(this.#names);
    this.#history = new History(this.#notes, options.state);
    this.#startStubs = this.#performer.stubs;
  }

  /**
   * All that the hub knows. Keep it to come back to it with `restore`: it never changes. `toDocument` makes JSON of it.
   *
   * It is frozen all through but for the contents of files, since JavaScript freezes no bytes: do not write into those.
   */
  get state(): HubState {
    return sealed(this.#state);
  }

  /**
   * Puts the hub back to a state that it, or another hub, had, or to one of `fromDocument`. Costs nothing at any size.
   *
   * Calls that are under way are ended, commands and cells with them: they are answered by a refusal that says so, and
   * change nothing any more.
   */
  restore(state: HubState): void {
    this.#notes.leap(this.#state, state);
    this.#epoch?.end();
    this.#epoch = undefined;
    this.#calls = state.call;
    this.#move(state);
  }

  /**
   * Ends what is under way, as `restore` does, and refuses all calls from here on: for a hub that is no more, while others
   * which were forked from it go on.
   */
  end(): void {
    this.#isEnded = true;
    this.restore(this.#state);
  }

  /**
   * Another hub with the same commands and stubs, and the same state and time, or those that this one had when the call
   * `at` was answered; or with a state, stubs and names to start with. From here on they share nothing. Its journal is empty.
   */
  fork({ at, start }: { readonly at?: number | undefined; readonly start?: HubStart | undefined } = {}): Hub<Time> {
    const clock = (this.clock.fork?.() ?? this.clock) as Time;
    const moment = at === undefined ? undefined : this.#history.at(at);
    if (moment !== undefined) setClock(clock, moment.time);
    return new Hub<Time>({
      state: start?.state ?? moment?.state ?? this.#state,
      stubs: start?.stubs,
      clock,
      performer: this.#performer.fork(),
      checks: this.#checks?.fork(),
      onAnswer: this.#onAnswer,
      proxy: this.#proxy?.fork(),
      journal: this.#journalOptions,
      names: start?.names ?? this.#worldNames,
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
   * shows the time of then. The journal keeps what came after it.
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
    this.#proxy = this.#proxy?.fork();
    this.#notes.clear();
    this.faults.disarm();
    this.#down = undefined;
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
      return this.#noted(note);
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
    const state = this.journal.redactedDocument(first?.before ?? this.#state);
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
    const { now, call } = this.#state;
    this.#move(withCaches(begun(sealed(this.#state), now, call), (known) => transition(sealed(known))));
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
    return this.#noted(new Note(call));
  }

  #noted(note: Note): Eventually<Answer> {
    const end = (answer?: Answer) => this.#notes.end(note, answer, this.#state);
    return whenThere(
      // A fault of ours is noted, and shows all the same.
      recovered(
        () => this.#told(note.call, note),
        (thrown) => {
          end();
          throw thrown;
        },
      ),
      (answer) => {
        end(answer);
        return answer;
      },
    );
  }

  #told(call: Call, note: Note): Eventually<Answer> {
    const listener = this.#onAnswer;
    if (listener === undefined) return this.#passed(call, note);
    const start = performance.now();
    return whenThere(this.#passed(call, note), (answer) => {
      listener(call, answer, performance.now() - start, this);
      return answer;
    });
  }

  #passed(call: Call, note: Note): Eventually<Answer> {
    const isSound = this.faults.size === 0 && call.faults === undefined && this.#down === undefined;
    return (isSound ? undefined : this.#spoilt(call, note)) ?? this.#atFront(call, note);
  }

  /** The answer of a call that meets a fault. It counts for no coverage. */
  #spoilt(call: Call, note: Note): Eventually<Answer> | undefined {
    if (this.#down !== undefined && this.clock.now() < this.#down.until) {
      note.injected = { id: this.#down.id, do: 'hub_restart' };
      return downAnswer(this.#down.id);
    }
    this.#down = undefined;
    let met: MetFault | undefined;
    try {
      met = this.faults.metBy(call, this.#state);
    } catch (thrown) {
      return refusedAnswer(asRefusal(thrown));
    }
    if (met === undefined) return undefined;
    const { fault, layer } = met;
    note.injected = { id: fault.id, do: Object.keys(fault.spec.do).join() };
    const hub = this.#injectable(fault);
    return layer.then((found) => injected(fault, found, note, hub));
  }

  #injectable({ id, spec }: ArmedFault): Injectable {
    return {
      clock: this.clock,
      now: this.clock.now(),
      state: () => this.#state,
      abandoned: refusedAnswer(refuse('abandoned')),
      ahead: (call) => settle(this.#state, this.clock.now(), this.#calls + 1, dialectOf(call, this.#state)),
      serve: (note) => this.#serve(note.call, note),
      serveTwice: (note) => this.#serveTwice(note),
      onEnd: (callback) => this.#underWay().onEnd(callback),
      stateAt: (time) => this.#history.stateAt(time),
      restart: (answer) => {
        for (const pending of [...this.#inFlight]) pending.end(answer);
        this.update(withoutCaches);
        const downtimeMs = 'hub_restart' in spec.do ? spec.do.hub_restart.downtime_ms : 0;
        if (downtimeMs > 0) this.#down = { id, until: this.clock.now() + downtimeMs };
      },
    };
  }

  /** Both calls are in the journal, each with the number of the other. */
  async #serveTwice(note: Note): Promise<Answer> {
    const again = new Note(note.call);
    this.#notes.end(note, await this.#serve(note.call, note), this.#state);
    const answer = await this.#serve(again.call, again);
    this.#notes.end(again, answer, this.#state);
    const { id = '', do: what = '' } = note.injected ?? {};
    again.injected = { id, do: what, twin: note.seq };
    note.injected = { id, do: what, twin: again.seq };
    return answer;
  }

  #atFront(call: Call, note: Note): Eventually<Answer> {
    const proxy = this.#proxy;
    if (proxy === undefined) return this.#checked(call, note);
    return proxy.pass(call, this.clock, (passed) => this.#checked(passed, note));
  }

  #checked(call: Call, note: Note): Eventually<Answer> {
    const checks = this.#checks;
    if (checks === undefined) return this.#serve(call, note);
    return whenThere(
      checks.request(call),
      (refused) => refused ?? whenThere(this.#serve(call, note), (answer) => checks.answer(call, answer)),
    );
  }

  /** Which parts of the API the calls so far made use of, and which they never did. */
  async coverage(): Promise<Coverage> {
    return (await this.#checks?.coverage(endpointNames())) ?? { used: 0, all: 0, endpoints: {} };
  }

  #serve(call: Call, note: Note): Eventually<Answer> {
    this.#calls = Math.max(this.#calls, note.numberFrom);
    this.#notes.begin(note, this.#state, this.#calls);
    const state = this.#now(dialectOf(call, this.#state));
    note.time = state.now;
    const { shape } = note;
    const step = shapedStep(dispatch(shape?.before?.(state) ?? state, call), state, shape);
    this.#move(step.state);
    if ('answer' in step) return this.#answered(step, note);
    note.wentOutside = true;
    return this.#through(step, note);
  }

  /** The answer at the end of all that has to be done outside; or at its deadline, while the rest goes on. */
  #through(first: CallStep, note: Note): Promise<Answer> {
    const epoch = this.#underWay();
    return new Promise((resolve, reject) => {
      const pending = new PendingAnswer(this.clock, resolve);
      this.#inFlight.add(pending);
      const stay = epoch.onEnd(() => pending.end(refusedAnswer(refuse('abandoned'))));
      this.#toTheEnd(first, epoch, pending, note)
        .then(resolve, reject)
        .finally(() => {
          stay();
          this.#inFlight.delete(pending);
          pending.leave();
        });
    });
  }

  #underWay(): Epoch {
    this.#epoch ??= new Epoch(this);
    return this.#epoch;
  }

  async #toTheEnd(first: CallStep, epoch: Epoch, pending: PendingAnswer, note: Note): Promise<Answer> {
    const { dialect } = first.state;
    const doer = { epoch, pending, waitUntil: (until: Until) => this.#waitUntil(until, epoch) };
    let step = first;
    let elapsedMs = 0;
    let deadline: Deadline | undefined;
    while ('effect' in step) {
      deadline ??= step.deadline;
      if (deadline !== undefined) pending.expect(deadline);
      const { effect, then } = step;
      await this.#performer.perform(effect.do, doer, (ended) => {
        epoch.check();
        elapsedMs += ended.elapsedMs;
        const next = (known: HubState) => then(known, (state) => effect.then(state, ended.result()));
        const now = this.#now(dialect);
        step = shapedStep(withCaches(now, next), now, note.shape);
        this.#move(step.state);
      });
    }
    const answer = this.#answered(step, note);
    // A command is done before its own time has passed on the hub's clock.
    return deadline !== undefined && elapsedMs >= deadline.ms ? deadline.answer : answer;
  }

  #answered({ state, answer, background }: Extract<CallStep, { readonly answer: Answer }>, note: Note): Answer {
    this.#notes.leave(note, state);
    if (background !== undefined) this.#goOn(background, state.dialect);
    return answer;
  }

  /** Nobody waits; so what is no refusal is a fault of ours that shows as an unhandled rejection. */
  async #goOn(background: Background, dialect: Dialect): Promise<void> {
    const epoch = this.#underWay();
    const result = await this.#performer.run(epoch, background.do.command).catch((thrown) => {
      if (thrown instanceof Refusal || epoch.isOver) return thrown;
      throw thrown;
    });
    if (epoch.isOver) return;
    this.#move(withCaches(this.#now(dialect), (state) => background.then(state, result)));
  }

  async #waitUntil(until: Until, epoch: Epoch): Promise<void> {
    this.#look();
    while (!until(this.#state)) {
      // Where things take a number of calls, each look counts as one of them.
      if (this.#state.nextDue.call === Number.POSITIVE_INFINITY) await this.#somethingNew();
      epoch.check();
      this.#look();
    }
  }

  /** Takes in what has fallen due. Tells nobody of a look that found nothing: two who wait would wake each other for ever. */
  #look(): void {
    const { agenda } = this.#state;
    const state = this.#now();
    if (state.agenda === agenda) this.#state = state;
    else this.#move(state);
  }

  /** Until something falls due, or another call has changed the state. */
  #somethingNew(): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        this.#watchers.delete(wake);
        callOff();
        resolve();
      };
      this.#watchers.add(wake);
      const callOff = this.clock.wake(this.#state.nextDue.at, wake);
    });
  }

  /** The state as it is by now, for the next call or for more of one in that dialect. */
  #now(dialect?: Dialect): HubState {
    this.#calls += 1;
    return settle(this.#state, this.clock.now(), this.#calls, dialect);
  }

  #move(state: HubState): void {
    this.#state = state;
    if (state.touched !== undefined) this.#notes.touch(state.touched);
    for (const watcher of this.#watchers) watcher();
  }
}

/** The step, with what a fault makes of its state. */
function shapedStep(step: CallStep, before: HubState, shape: StateShape | undefined): CallStep {
  return shape?.after === undefined ? step : { ...step, state: shape.after(before, step.state) };
}

type Until = (state: HubState) => boolean;
