/** The interactions in contracts, each made at a hub that stands as it needs it. */
import { expect, test } from 'vitest';
import type { Facts, Interaction } from '../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../src/contracts/folder.ts';
import { commonOf } from '../src/contracts/reading.ts';
import { wordsOf } from '../src/contracts/refusal.ts';
import { saysSo } from '../src/contracts/words.ts';
import { isObject, type Json, type JsonObject } from '../src/core/json.ts';
import { type HubState, type TableName, tableNames, tableOf } from '../src/core/state.ts';
import { type Called, filled, tried } from './interactions.ts';
import { LASTING_ROWS } from './lasting-rows.ts';

const { common, endpoints } = readContracts(CONTRACTS);

const interactions = Object.values(endpoints).flatMap((contract) =>
  (contract.facts?.interactions ?? []).flatMap((one, at) =>
    'impossible' in one ? [] : [{ title: `${contract.endpoint}, interaction ${at + 1}`, contract, interaction: one }],
  ),
);

const refused = interactions.filter(({ interaction }) => interaction.refused !== undefined);
const succeeding = interactions.filter(({ interaction }) => interaction.refused === undefined);

test.for(refused)('$title is refused in the words that it names', async ({ contract, interaction }) => {
  const { refused: words = null } = interaction;
  const listed = [...contract.refusals, ...commonOf(common, contract.endpoint).rejections].map((one) => one.words);

  const { answer } = await tried(contract, interaction);

  expect(listed).toContainEqual(words);
  expect(['refusal', 'rejection']).toContain(answer.kind);
  const came = wordsOf(answer.body);
  expect(saysSo(words, came), `${JSON.stringify(came)} should be ${JSON.stringify(words)}`).toBe(true);
});

test.for(succeeding)('$title succeeds, unless the hub lacks what it asks for', async ({ contract, interaction }) => {
  const { answer } = await tried(contract, interaction);

  const { lacks = [] } = interaction;
  if (answer.kind === 'refusal') expect(lacks).toContain(answer.body.error);
  else expect(answer.kind).toBe('success');
});

/** Members that say when somebody was there, and how a project was found. */
const NOTES = ['last_active', 'last_edited', 'state', 'status'];

test.for(doing('reads'))(
  '$title leaves everything as it is, as its contract says',
  async ({ contract, interaction }) => {
    const { before, hub } = await tried(contract, interaction);

    expect(changedTables(before, hub.state, NOTES)).toEqual([]);
  },
);

test.for(doing('wakes'))('$title does no more than to start a project', async ({ contract, interaction }) => {
  const { before, hub } = await tried(contract, interaction);

  const changed = changedTables(before, hub.state, [...NOTES, 'run', 'run_quota', 'secret_token']);
  expect(changed.filter((name) => name !== 'agenda' && name !== 'kernels')).toEqual([]);
});

function doing(does: Facts['does']) {
  return succeeding.filter(({ contract }) => contract.facts?.does === does);
}

/** What a hub counts of calls, in its memory alone. */
const COUNTED: readonly TableName[] = ['request_times'];

/** The tables whose rows are not as before, but for members of these names. */
function changedTables(before: HubState, after: HubState, notes: readonly string[]): string[] {
  const isKept = (name: string, value: unknown) => (notes.includes(name) ? undefined : value);
  const rowsOf = (state: HubState, name: TableName) => JSON.stringify([...tableOf(state, name).values()], isKept);
  return tableNames.filter((name) => !COUNTED.includes(name) && rowsOf(before, name) !== rowsOf(after, name));
}

type Makes = Exclude<NonNullable<Facts['makes']>, 'nothing'>;

const makers = Object.values(endpoints).flatMap(({ endpoint, facts }) =>
  facts?.makes === undefined || facts.makes === 'nothing' ? [] : [{ endpoint, makes: facts.makes }],
);

test.for(makers)(
  '$endpoint makes what its contract says, which is found again and removed',
  async ({ endpoint, makes }) => {
    const interaction = makingOf(endpoint, makes);
    expect(interaction, `${endpoint}: facts.interactions has to have a call that makes a ${makes.kind}`).toBeDefined();
    const { call, values, answer } = await tried({ endpoint }, interaction as Interaction);
    const known = thingMade(makes, filled((interaction?.send ?? {}) as Json, values) as JsonObject, answer.body);
    const as = interaction?.as;

    expect(await found(call, makes, known, as)).toBe(true);
    if ('impossible' in makes.undone) return;
    const { operation, send } = makes.undone;
    // Nobody has the key of an account that was made, but admins may remove it.
    const remover = makes.kind === 'account' ? 'admin' : as;
    expect(await call(operation, filledIn(send, known), remover)).toMatchObject({ kind: 'success' });
    expect(await found(call, makes, known, as)).toBe(false);
  },
);

test.for(succeeding)(
  '$title leaves for good what its contract says, and no more',
  async ({ contract, interaction }) => {
    const { before, hub, answer } = await tried(contract, interaction);
    const gained = Object.entries(LASTING_ROWS).flatMap(([name, kind]) => {
      const count = (state: HubState) => [...tableOf(state, name as TableName).keys()].length;
      const { makes = 'nothing' } = contract.facts ?? {};
      const isMade = name === 'projects' && makes !== 'nothing' && makes.kind === 'project';
      return Array<string>(isMade ? 0 : Math.max(0, count(hub.state) - count(before))).fill(kind);
    });
    // No call can read these, so they are not kept here.
    if (['conat/hub/system.webappError', 'conat/hub/system.userTracking'].includes(contract.endpoint)) return;
    if (answer.kind === 'success') expect(gained.sort()).toEqual([...(contract.facts?.leaves ?? [])].sort());
  },
);

function makingOf(endpoint: string, { when = [{}] }: Makes): Interaction | undefined {
  return succeeding.find(({ contract, interaction }) => {
    if (contract.endpoint !== endpoint) return false;
    const sent = (interaction.send ?? {}) as JsonObject;
    return when.some((some) =>
      Object.entries(some).every(([name, value]) =>
        value === '*' ? at(sent, name) !== null : at(sent, name) === value,
      ),
    );
  })?.interaction;
}

/** What is known of the thing from what was sent and answered. */
function thingMade({ title = [], project, people, id }: Makes, sent: JsonObject, answer: Json): JsonObject {
  const named = people === undefined || people === '' ? sent : (sent[people] as JsonObject);
  if (people !== undefined) return { id: named.account_id as Json, project: named.project_id as Json };
  return {
    title: title.map((path) => at(sent, path)).join(' '),
    ...(id !== undefined && { id: at(answer, id) }),
    ...(project !== undefined && at(sent, project) !== null && { project: at(sent, project) }),
  };
}

/** Whether the call that lists such things shows it. */
async function found(call: Called, { found: listing }: Makes, known: JsonObject, as?: string): Promise<boolean> {
  const { operation, send, rows, id, title, gone } = listing;
  const answer = await call(operation, filledIn(send, known), as);
  if (answer.kind !== 'success') return false;
  const all = at(answer.body, rows);
  if (isObject(all)) return Object.hasOwn(all, String(known.id));
  return (all as JsonObject[]).some((row) => {
    const isGone = gone !== undefined && Object.entries(gone).every(([name, value]) => row[name] === value);
    const called = title === undefined || title.map((name) => row[name]).join(' ') === known.title;
    return !isGone && called && (known.id === undefined || row[id ?? ''] === known.id);
  });
}

/** The parameters with what is known in them; a member of which nothing is known is left out. */
function filledIn(send: Json, known: JsonObject): Json {
  if (typeof send === 'string') {
    const [, name] = /^\{(\w+)\}$/.exec(send) ?? [];
    return name === undefined ? send : (known[name] as Json);
  }
  if (Array.isArray(send)) return send.map((item) => filledIn(item, known));
  if (!isObject(send)) return send;
  const members = Object.entries(send).map(([name, inner]) => [name, filledIn(inner, known)]);
  return Object.fromEntries(members.filter(([, inner]) => inner !== undefined));
}

function at(value: Json, path: string): Json {
  const names = path === '' ? [] : path.split('.');
  return names.reduce<Json>((inner, name) => (inner as JsonObject | null)?.[name] ?? null, value);
}
