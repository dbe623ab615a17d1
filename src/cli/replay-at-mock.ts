/** Replays recordings at hubs of our own, whose clocks follow them. */
import { join } from 'node:path';
import { idsIn } from '../conformance/comparison/names.ts';
import type { Exchange } from '../conformance/recordings/har.ts';
import { virtualPace } from '../conformance/recordings/pace.ts';
import { placeholdersIn, placeholdersOf, valuesIn } from '../conformance/recordings/placeholders.ts';
import { earliest, type ReplayOutcome, replay } from '../conformance/recordings/replay.ts';
import { learnedName, type ReplaySetting, UNKNOWN_KEY } from '../conformance/recordings/replay-setting.ts';
import { fetchTarget } from '../conformance/recordings/target.ts';
import { withWrittenRow } from '../core/document.ts';
import { type Caches, defaultSettings, type Profile, type RestBuild } from '../core/settings.ts';
import { changed, type HubState } from '../core/state.ts';
import type { World } from '../hub/world/shape.ts';
import { type CastAccount, castOf, loadWorld, protagonist, startInProcess } from '../server/index.ts';

/** How long projects take to start and to stop, so that what comes meanwhile is seen. */
const LIFECYCLE = { kind: 'after', ms: 1000 } as const;

export interface AtMock {
  readonly setting: ReplaySetting;
  /** Where the setting is, and the worlds that it names. */
  readonly folder: string;
  /** The world for all recordings, in place of those of the setting. */
  readonly world?: string | undefined;
  /** The profile for all of them, in place of those of the setting. */
  readonly profile?: Profile | undefined;
  /** The build of API v2 for all of them, in place of those of the setting. */
  readonly v2?: RestBuild | undefined;
  /** `real` by default, since hubs that are recorded have caches. */
  readonly caches?: Caches | undefined;
  /** Where values of placeholders are looked up that the setting does not tell. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  /** Told of each key that nobody says the owner of, and whose it is taken for. */
  readonly bound?: (placeholder: string, account: string) => void;
}

/**
 * The outcome of each exchange. Recordings that start from one world run one after the other on one hub, in the order
 * in which they were made.
 */
export async function replayAtMock(exchanges: readonly Exchange[], options: AtMock): Promise<ReplayOutcome[]> {
  const { setting, folder, world, environment = {} } = options;
  const namedFor = ({ file }: Exchange) => world ?? setting.worlds?.[file] ?? setting.world ?? 'classroom';
  let outcomes: ReplayOutcome[] = [];
  for (const name of new Set(exchanges.map(namedFor))) {
    const own = exchanges.filter((exchange) => namedFor(exchange) === name);
    const isBeside = world === undefined && name.endsWith('.json');
    const loaded = (await loadWorld(isBeside ? join(folder, name) : name)).world;
    const profile = options.profile ?? setting.profiles?.[name] ?? 'documented';
    const told = new Map([...keysOf(setting, loaded), ...valuesIn(environment, own.flatMap(placeholdersOf))]);
    const guessed = keysByItself(own, loaded, told, Object.keys(setting.answers ?? {}));
    for (const [placeholder, { name: account }] of guessed) options.bound?.(placeholder, account);
    const keys = [...guessed].map(([placeholder, { api_key }]) => [placeholder, String(api_key)] as const);
    const values = new Map([...keys, ...told]);
    const { caches = 'real' } = options;
    const buildOf = ({ file }: Exchange) => options.v2 ?? setting.builds?.[file] ?? 'production';
    const came = await replayInWorld(
      own,
      { setting, world: loaded, profile, buildOf, caches },
      withPasswords(own, values),
    );
    outcomes = outcomes.concat(came);
  }
  return outcomes;
}

async function replayInWorld(
  exchanges: readonly Exchange[],
  {
    setting,
    world,
    profile,
    buildOf,
    caches,
  }: {
    readonly setting: ReplaySetting;
    readonly world: World;
    readonly profile: Profile;
    readonly buildOf: (exchange: Exchange) => RestBuild;
    readonly caches: Caches;
  },
  values: ReadonlyMap<string, string>,
): Promise<ReplayOutcome[]> {
  const start = earliest(exchanges.map(({ started }) => started));
  const { hub, clock, fetch } = startInProcess(start, { world, profile, lifecycle: LIFECYCLE, caches });
  const pace = virtualPace(clock);
  const commandsComputed = backgroundWatch();
  return replay(exchanges, {
    target: fetchTarget('http://hub.example', fetch),
    pace: {
      ...pace,
      async reach(instant, waiting) {
        await commandsComputed(() => hub.state);
        await pace.reach(instant, waiting);
      },
    },
    values,
    // Hubs are recorded one after the other over one database, in one build and then in the other.
    before(exchange, sent) {
      const v2 = buildOf(exchange);
      if (hub.state.v2 !== v2) hub.update((state) => changed(state, { v2 }));
      for (const { file, entry, table, row } of setting.rows ?? []) {
        if (file === exchange.file && entry === exchange.entry)
          hub.update((state) => withWrittenRow(state, table, sent(row)));
      }
    },
    learned: (placeholder, exchange) => learnedName(setting, placeholder, exchange),
    fixed: idsIn(JSON.stringify(world)),
    unordered: Object.keys(setting.unordered ?? {}),
  });
}

/** How long a command that nobody waits for may take to be computed before the clock goes on without it. */
const COMPUTED_WITHIN_MS = 2000;
const LOOK_EVERY_MS = 5;

/** Lets commands in the background be computed, whose end the clock of the hub then brings. Each is waited for once. */
function backgroundWatch(): (stateNow: () => HubState) => Promise<void> {
  const given = new Set<string>();
  const open = (state: HubState) =>
    [...state.jobs.values()].flatMap(({ jobs }) =>
      jobs.filter(({ end, job_id }) => end === null && !given.has(job_id)).map(({ job_id }) => job_id),
    );
  return async (stateNow) => {
    const until = performance.now() + COMPUTED_WITHIN_MS;
    while (open(stateNow()).length > 0 && performance.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
    for (const job_id of open(stateNow())) given.add(job_id);
  };
}

/**
 * Accounts for keys whose owner nothing tells: whom the answers to their calls name most often, or else the next one that
 * has a key, site admins last. Keys that an earlier answer gives are learned from there.
 */
function keysByItself(
  exchanges: readonly Exchange[],
  world: World,
  told: ReadonlyMap<string, string>,
  learned: readonly string[],
): Map<string, CastAccount> {
  const cast = castOf(world, defaultSettings);
  const { account: first } = protagonist(cast);
  const rank = (one: CastAccount) => (one === first ? 0 : one.admin ? 2 : 1);
  const free = cast.accounts.filter(({ api_key }) => api_key && ![...told.values()].includes(api_key));
  free.sort((one, other) => rank(one) - rank(other));
  const bound = new Map<string, CastAccount>();
  let answers = '';
  for (const exchange of exchanges) {
    const wanted = placeholdersOf(exchange).filter(
      (name) => /(^|_)KEY(_|$)/.test(name) && !answers.includes(`{{${name}}}`),
    );
    for (const name of wanted.filter((one) => !told.has(one) && !learned.includes(one) && !bound.has(one))) {
      const own = exchanges
        .filter((one) => placeholdersOf(one).includes(name))
        .map(({ answer }) => answer.body)
        .join();
      const named = ({ account_id }: CastAccount) => own.split(account_id).length;
      const [best] = [...free].sort((one, other) => named(other) - named(one));
      if (best === undefined) continue;
      bound.set(name, best);
      free.splice(free.indexOf(best), 1);
    }
    answers += exchange.answer.body;
  }
  return bound;
}

/** Any password does for an account that the recording makes, as long as it is always the same; hubs look at no cookies. */
function withPasswords(exchanges: readonly Exchange[], values: ReadonlyMap<string, string>): Map<string, string> {
  const given = new Set(exchanges.flatMap(({ answer }) => answer.cookies.flatMap(placeholdersIn)));
  const passwords = exchanges
    .flatMap(placeholdersOf)
    .filter((name) => /PASSWORD|COOKIE/.test(name) && !given.has(name));
  return new Map([...passwords.map((name) => [name, `replayed ${name}`] as const), ...values]);
}

function keysOf({ accounts = {}, unknown = [] }: ReplaySetting, world: World): Map<string, string> {
  const known = Object.entries(accounts).map(([placeholder, account]) => [placeholder, keyOf(world, account)] as const);
  const values = new Map(unknown.map((placeholder) => [placeholder, UNKNOWN_KEY]));
  for (const [placeholder, key] of known) if (key !== undefined) values.set(placeholder, key);
  return values;
}

function keyOf({ accounts = {}, api_keys = {} }: World, account: string): string | undefined {
  const keys = Object.entries(api_keys);
  const own = keys.find(([, key]) => key.account_id === account && key.project_id === undefined);
  return own?.[0] ?? accounts[account]?.api_key;
}
