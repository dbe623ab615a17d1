/** States that random calls of all kinds reach. */
import fc from 'fast-check';
import type { Definition } from '../../../src/core/options.ts';
import type { Settings } from '../../../src/core/settings.ts';
import { hubFunctions, projectFunctions } from '../../../src/endpoints/index.ts';
import type { VirtualClock } from '../../../src/hub/clock.ts';
import type { Hub } from '../../../src/hub/hub.ts';
import { OTHER, OWNER, PROJECT, testHub } from '../../hub.ts';
import { nastyCall, nastyValue } from '../../nasty.ts';
import { nextTurn } from '../../turns.ts';

/** What is done to a hub: a call by somebody, or so many ms that pass. */
export type Step = { readonly name: string; readonly body: object; readonly key: string } | { readonly ms: number };

const caller = fc.constantFrom('sk_owner', 'sk_owner', 'sk_other', 'sk_admin');

/** Calls that succeed, so that every table comes to hold something. */
const EVENTS: readonly (readonly [event: string, body: object])[] = [
  ['create_project', { title: 'Another' }],
  ['create_account', { email_address: 'new@example.com', password: 'secret-1', first_name: 'New', get_api_key: true }],
  ['write_text_file_to_project', { project_id: PROJECT, path: 'A/new.txt', content: 'new' }],
  ['write_text_file_to_project', { project_id: PROJECT, path: 'A/__proto__', content: 'new' }],
  [
    'copy_path_between_projects',
    { src_project_id: PROJECT, src_path: 'A', target_project_id: PROJECT, target_path: 'B', wait_until_done: false },
  ],
  [
    'copy_path_between_projects',
    {
      src_project_id: PROJECT,
      src_path: 'notes.md',
      target_project_id: PROJECT,
      target_path: 'x',
      wait_until_done: false,
      scheduled: '2020-09-17T03:09:00Z',
    },
  ],
  ['create_support_ticket', { email_address: 'a@b.c', subject: 's', body: 'b' }],
  ['log_client_error', { error: 'e' }],
  ['forgot_password', { email_address: 'owner@example.com' }],
  ['user_auth', { account_id: OWNER, password: 'owner-password' }],
  ['user_auth', { account_id: OWNER, password: 'wrong' }],
  [
    'invite_noncloud_collaborators',
    { project_id: PROJECT, to: 'x@example.com', title: 't', link2proj: 'l', email: 'Come', subject: 's' },
  ],
  ['add_collaborator', { project_id: PROJECT, account_id: OTHER }],
  ['remove_collaborator', { project_id: PROJECT, account_id: OTHER }],
  ['project_exec', { project_id: PROJECT, command: 'make' }],
  ['project_exec', { project_id: PROJECT, command: 'make', aggregate: 7 }],
  ['query', { query: { project_log: { project_id: PROJECT, event: { a: -0 }, time: '2020-01-01' } } }],
  ['query', { query: { file_use: { project_id: PROJECT, path: 'notes.md', users: { [OWNER]: { open: 1 } } } } }],
  ['query', { query: { public_paths: { project_id: PROJECT, path: 'A' } } }],
  ['query', { query: { accounts: { account_id: OWNER, editor_settings: { tab_size: 1e308, $number: 'x' } } } }],
  ['query', { query: { accounts: { account_id: OWNER, other_settings: { $number: '-0' }, name: 'Ada' } } }],
  ['query', { query: { projects: { project_id: PROJECT, course: JSON.parse('{"__proto__":{"a":-0}}') } } }],
  ['query', { query: { syncstrings: { project_id: PROJECT, path: 'notes.md', users: [OWNER] } } }],
];

const FUNCTIONS: readonly (readonly [name: string, ...args: unknown[]])[] = [
  ['hub projects.createProject', { title: 'Third', start: true }],
  ['hub projects.start', { project_id: PROJECT }],
  ['hub projects.stop', { project_id: PROJECT }],
  ['hub projects.addCollaborator', { opts: { project_id: PROJECT, account_id: OTHER } }],
  ['hub system.manageApiKeys', { action: 'create', name: 'one', project_id: PROJECT }],
  ['hub system.manageApiKeys', { action: 'create', name: 'two', expire: 1e15 }],
  ['hub system.manageApiKeys', { action: 'delete', id: 1 }],
  ['hub system.logClientError', { event: 'e', error: { a: 1 } }],
  ['hub org.create', { name: 'school' }],
  ['hub org.addUser', { name: 'school', user: OTHER }],
  ['hub org.set', { name: 'school', title: 'School' }],
  ['hub messages.send', { to_ids: [OTHER], subject: 's', body: 'b' }],
  ['hub db.userQuery', { query: { messages: { to_ids: [OTHER], subject: 's', body: 'b', id: 0 } } }],
  ['hub db.touch', { project_id: PROJECT, path: 'notes.md' }],
  ['hub jupyter.execute', { project_id: PROJECT, kernel: 'octave', input: '1' }],
  ['project system.exec', { command: 'make', async_call: true }],
  ['project system.exec', { command: 'never', async_call: true }],
  ['project system.exec', { command: 'fails', async_call: true, bash: true }],
  ['project jupyter.start', 'x.ipynb'],
  ['project system.writeTextFileToProject', { path: 'B/c.txt', content: 'c' }],
  ['project system.deleteFiles', { paths: ['A'] }],
  ['project system.moveFiles', { paths: ['notes.md'], dest: 'A' }],
];

function called(named: string, args: unknown, key: string): Step {
  const [kind, name] = named.split(' ');
  return { name: `conat/${kind}`, body: { name, args, project_id: PROJECT }, key };
}

/** Each of the calls that succeed, by the owner. */
export const succeeding: readonly Step[] = [
  ...EVENTS.map(([name, body]) => ({ name: `v1/${name}`, body, key: 'sk_owner' })),
  ...FUNCTIONS.map(([name, ...args]) => called(name, args, 'sk_owner')),
];

const event = fc
  .tuple(fc.constantFrom(...EVENTS), caller)
  .map(([[name, body], key]): Step => ({ name: `v1/${name}`, body, key }));
const made = fc.tuple(fc.constantFrom(...FUNCTIONS), caller).map(([[name, ...args], key]) => called(name, args, key));
const nastyEvent = fc
  .tuple(nastyCall, caller)
  .map(([{ event, members }, key]): Step => ({ name: `v1/${event}`, body: Object.fromEntries(members), key }));

const PLAUSIBLE: Readonly<Record<string, unknown>> = {
  project_id: PROJECT,
  account_id: OTHER,
  path: 'notes.md',
  name: 'school',
};

function argumentsOf(request: Definition, positional: boolean): fc.Arbitrary<unknown[]> {
  const members = Object.keys(request).map((name) => {
    const value = fc.option(fc.oneof(fc.constant(PLAUSIBLE[name] ?? 'x'), nastyValue), { nil: undefined });
    return value.map((given) => [name, given] as const);
  });
  return fc.tuple(...members).map((all) => {
    if (positional) return all.map(([, value]) => value ?? null);
    return [Object.fromEntries(all.filter(([, value]) => value !== undefined))];
  });
}

const nastyFunction = fc
  .constantFrom(...hubFunctions, ...projectFunctions)
  .chain(({ name, request, positional = false }) => {
    const [, kind, called_] = name.split('/');
    return fc
      .tuple(argumentsOf(request, positional), caller)
      .map(([args, key]) => called(`${kind} ${called_}`, args, key));
  });

const passing = fc.constantFrom(1, 1000, 60_000, 3_600_000).map((ms): Step => ({ ms }));

export const someStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: event },
  { weight: 4, arbitrary: made },
  { weight: 2, arbitrary: nastyEvent },
  { weight: 2, arbitrary: nastyFunction },
  { weight: 1, arbitrary: passing },
);

/** Of these none waits for the clock, so that two hubs to which they are done see the same times. */
export const someEvent: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: event },
  { weight: 2, arbitrary: nastyEvent },
  { weight: 1, arbitrary: passing },
);

export const someOptions: fc.Arbitrary<Omit<Settings, 'seed' | 'site'>> = fc.record({
  profile: fc.constantFrom('documented', 'observed'),
  v2: fc.constantFrom('production', 'development'),
  lifecycle: fc.constantFrom<Settings['lifecycle']>(
    { kind: 'immediate' },
    { kind: 'after', calls: 2 },
    { kind: 'after', start: 1600, stop: 8000 },
  ),
  caches: fc.constantFrom('none', 'real'),
  home: fc.constantFrom('/projects', '/elsewhere/projects'),
  order: fc.constantFrom('plain', 'disk'),
});

/** A hub whose commands and cells are stubs, and a way to do a step to it, which gives the body of the answer. */
export function stubbedHub(options: Omit<Settings, 'seed' | 'site'>) {
  const { hub, clock } = testHub({
    ...options,
    project: {
      files: { 'notes.md': 'notes', 'copy of notes.md': 'notes', 'A/b': { link: '../notes.md' }, 'A/c': 'c' },
      state: 'running',
    },
    world: { organizations: { founded: { admins: ['owner'] } }, plans: { free: { cores: 1 } } },
  });
  stub(hub);
  leapAhead(clock);
  const take = async (step: Step) => {
    if ('ms' in step) return clock.advance(step.ms);
    return (await hub.call(step.name, step.body, { key: step.key })).body;
  };
  return { hub, clock, take };
}

function stub(hub: Hub): void {
  hub.stubCommand(() => true, { stdout: 'done\n', elapsedMs: 5000 });
  hub.stubCommand(/never/, { elapsedMs: Number.POSITIVE_INFINITY });
  hub.stubCommand(/fails/, { stderr: 'no', exit_code: 1 });
  hub.stubKernel('octave', '1\n');
}

/** Has time leap to what somebody waits for, unless that comes about by itself before. */
function leapAhead(clock: VirtualClock): void {
  const wakeLater = clock.wake.bind(clock);
  clock.wake = (at, wake) => {
    const callOff = wakeLater(at, wake);
    if (at === Number.POSITIVE_INFINITY) return callOff;
    const stay = nextTurn(() => clock.advance(Math.max(0, at - clock.now())));
    return () => {
      stay();
      callOff();
    };
  };
}
