/** The language of deeds: what each API says is a call of its contracts, and what is understood does not depend on the API. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { verdictOf } from '../../../src/conformance/language/answer.ts';
import { operationOf } from '../../../src/conformance/language/call.ts';
import type { DeedKind, DeedOf, HubDeed } from '../../../src/conformance/language/deeds.ts';
import { isSpoken, operationFor, speak, understand } from '../../../src/conformance/language/words.ts';
import { checkRequest } from '../../../src/contracts/check.ts';
import { compile } from '../../../src/contracts/compile.ts';
import { GENERATIONS, type Generation, generationOf } from '../../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../../src/contracts/folder.ts';
import type { Json } from '../../../src/core/json.ts';
import { id } from '../../hub.ts';

const contracts = readContracts(CONTRACTS);
const [project_id, account_id, copy_path_id] = [id('project', 1), id('account', 2), id('other', 3)];
const file = { project_id, path: 'a.txt' };
const copying = { ...file, target_project_id: id('project', 2), target_path: 'b.txt', delete_missing: true };

/** One of each kind. */
const SAMPLES: { readonly [Kind in DeedKind]: Omit<DeedOf[Kind], 'kind'> } = {
  identify: {},
  ping: {},
  query: { query: { accounts: { account_id: null } } },
  select: { query: { accounts: { account_id: null } }, options: [{ limit: 1 }] },
  create: { title: 'One', description: 'about' },
  rename: { project_id, title: 'Two' },
  describe: { project_id, description: '' },
  look: { project_id },
  delete: { project_id },
  add: { project_id, account_id },
  remove: { project_id, account_id },
  start: { project_id },
  stop: { project_id },
  state: { project_id },
  touch: { project_id },
  note: { project_id },
  pingProject: { project_id },
  write: { ...file, content: 'text' },
  read: file,
  list: file,
  discard: file,
  move: { ...file, folder: 'folder' },
  renameFile: { ...file, new_path: 'b.txt' },
  exec: { project_id, command: 'ls', args: ['-l'], path: 'folder', err_on_exit: false },
  copy: { ...copying, overwrite_newer: true },
  copyLater: { ...copying, scheduled: '2099-01-01' },
  copyStatus: { copy_path_id },
  cancelCopy: { copy_path_id },
  copies: { project_id, pending: true, limit: 2, offset: 1 },
  share: { ...file, description: 'a file', disabled: false },
  readShared: file,
  listShared: { ...file, start: 1, limit: 2 },
  names: { account_id },
  find: { account_id },
  search: { query: 'Somebody', limit: 1 },
  send: { account_id, subject: 'a note', body: 'text' },
  receive: { type: 'sent', limit: 2, offset: 1 },
  createKey: { name: 'key', project_id, expire: '2001-01-01T00:00:00.000Z' },
  keys: { project_id },
  renameKey: { id: 1, name: 'other' },
  deleteKey: { id: 1, project_id },
  createAccount: { first_name: 'A', last_name: 'B', email_address: 'a@example.com', password: 'password' },
  signIn: { email_address: 'a@example.com', password: 'password' },
  deleteAccount: { account_id },
  createOrganization: { name: 'some' },
};

const KINDS = Object.keys(SAMPLES) as DeedKind[];

const sampleOf = (kind: DeedKind) => ({ kind, ...SAMPLES[kind] }) as HubDeed;

/** What is wrong with the call by its contract; text where it has none. */
function faultsOf(deed: HubDeed, api: Generation): unknown {
  const call = speak(deed, api);
  const contract = contracts.endpoints[operationOf(call)];
  if (contract === undefined) return `no contract of ${operationOf(call)}`;
  const { body = {}, name, args, project_id: of } = call;
  const sent = generationOf(call.api) !== 'conat' ? body : { name, args, ...(of !== undefined && { project_id: of }) };
  return checkRequest(compile(contract, contracts.common), sent);
}

const spoken = KINDS.flatMap((kind) =>
  GENERATIONS.filter((api) => isSpoken(kind, api)).map((api) => [kind, api] as const),
);

test.for(spoken)('"%s" in the words of %s is a call as its contract says', ([kind, api]) => {
  expect(faultsOf(sampleOf(kind), api)).toEqual([]);
  expect(operationOf(speak(sampleOf(kind), api))).toBe(operationFor(kind, api));
});

test('each deed has words in some API, and is refused by name where there are none', () => {
  expect(KINDS.filter((kind) => !GENERATIONS.some((api) => isSpoken(kind, api)))).toEqual([]);
  expect(() => speak(sampleOf('start'), 'v1')).toThrow('there is no "start" through v1');
});

test('all members of a deed are sent by each API that has words for it', () => {
  const missing = spoken.flatMap(([kind, api]) => {
    const sent = JSON.stringify(speak(sampleOf(kind), api));
    const values = Object.values(SAMPLES[kind] as Readonly<Record<string, Json>>);
    return values
      .filter((value) => !sent.includes(JSON.stringify(value)))
      .map((value) => `${kind} ${api}: ${JSON.stringify(value)}`);
  });

  expect(missing).toEqual([]);
});

test.for<[HubDeed, Json, Json, Json]>([
  [{ kind: 'create', title: 'One' }, { event: 'project_created', id: '1', project_id }, project_id, project_id],
  [{ kind: 'read', ...file }, { event: 'x', id: '1', content: 'text' }, 'text', 'text'],
  [{ kind: 'write', ...file, content: '' }, { event: 'x', id: '1' }, null, null],
  [
    { kind: 'query', query: {} },
    { event: 'query', id: '1', query: { a: 1 }, multi_response: false },
    { a: 1 },
    { a: 1 },
  ],
])('what answers to %o share is the same in each API', ([deed, event, result, shared]) => {
  const understood = (api: Generation, value: Json) => {
    const call = speak(deed, api);
    const raw = JSON.stringify(value);
    return understand(deed, { call, answer: { ...verdictOf(call.api, raw), status: 200, raw } });
  };

  expect(understood('conat', result)).toEqual(shared);
  expect(understood('v1', event)).toEqual(shared ?? {});
});

test('a refusal is understood by its words, and silence as nothing', () => {
  const call = speak(sampleOf('read'), 'v1');
  const refused = { outcome: 'refusal', words: 'no', value: { error: 'no' }, status: 200, raw: '' } as const;
  const silence = { outcome: 'timed_out', detail: 'late', status: undefined, raw: '' } as const;

  expect(understand(sampleOf('read'), { call, answer: refused })).toBe('no');
  expect(understand(sampleOf('read'), { call, answer: silence })).toBe(undefined);
});

test('each step of a scenario is a deed of the language, with its members and no others', () => {
  const { scenarios } = JSON.parse(readFileSync('fixtures/scenarios.json', 'utf8')) as {
    scenarios: { name: string; about: DeedKind; steps: { kind: DeedKind; as?: string; why?: string }[] }[];
  };
  const optional = [
    'description',
    'target_path',
    'overwrite_newer',
    'delete_missing',
    'args',
    'path',
    'err_on_exit',
    'disabled',
    'scheduled',
    'type',
    'offset',
  ];
  const strange = scenarios.flatMap(({ name, about, steps }) => [
    ...(steps.some(({ kind }) => kind === about) ? [] : [`${name}: nothing is about ${about}`]),
    ...steps.flatMap(({ as: _as, why: _why, kind, ...members }) => {
      const sample = SAMPLES[kind] ?? {};
      const unknown = Object.keys(members).filter(
        (member) => !Object.hasOwn(sample, member) && !optional.includes(member),
      );
      const absent = Object.keys(sample).filter(
        (member) => !Object.hasOwn(members, member) && !optional.includes(member),
      );
      return [...unknown, ...absent].map((member) => `${name}: ${kind}.${member}`);
    }),
  ]);

  expect(scenarios.length).toBeGreaterThan(15);
  expect(strange).toEqual([]);
});
