/** Many worlds at once: none of them notices the others. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUuid } from '../../../src/core/values.ts';
import { PROJECT, people } from '../../hub.ts';
import { type Ask, worldServer } from './served.ts';

const WORLDS = 200;
const DAY = 86_400_000;

const world = {
  accounts: people,
  projects: {
    course: { project_id: PROJECT, title: 'Course', users: { owner: 'owner' as const }, files: { 'a.txt': 'a' } },
  },
};

interface Sent {
  readonly path: string;
  readonly body: object;
  readonly key: string;
  /** The place among the ids that answers had so far, in which a project is to be found. */
  readonly project: number;
}

const word = fc.stringMatching(/^[a-z]{1,8}$/);
const path = fc.constantFrom('a.txt', 'b.txt', 'c/d.txt', '../x', '');
const calls: readonly fc.Arbitrary<[string, object]>[] = [
  fc.record({ title: word, description: word }).map((body) => ['v1/create_project', body]),
  fc.record({ path, content: word }).map((body) => ['v1/write_text_file_to_project', { project_id: '', ...body }]),
  fc.record({ path }).map((body) => ['v1/read_text_file_from_project', { project_id: '', ...body }]),
  fc.record({ query: word }).map((body) => ['v1/user_search', body]),
  word.map((title) => ['v1/query', { query: { projects: { project_id: '', title } } }]),
  fc.constant(['v1/query', { query: { projects: [{ project_id: null, title: null, last_edited: null }] } }]),
  fc.constant(['v1/add_collaborator', { project_id: '', account_id: people.other.account_id }]),
  fc.constant(['conat/hub', { name: 'system.ping', args: [] }]),
  word.map((name) => ['conat/hub', { name: 'projects.createProject', args: [{ title: name }] }]),
  fc.constant(['v1/delete_project', { project_id: '' }]),
  fc.constant(['v1/ping', { strange: 1 }]),
];
const traffic: fc.Arbitrary<Sent[]> = fc.array(
  fc
    .record({ call: fc.oneof(...calls), key: fc.constantFrom('sk_owner', 'sk_other', 'sk_nobody'), project: fc.nat(5) })
    .map(({ call: [name, body], ...rest }) => ({ path: name, body, ...rest })),
  { minLength: 5, maxLength: 12 },
);

/** What a world answers to its calls, each of which waits for the one before. Projects are those that were answered before. */
async function transcript(ask: Ask, name: string, sent: readonly Sent[]): Promise<string[]> {
  const ids = [PROJECT];
  const answers: string[] = [];
  for (const { path: target, body, key, project } of sent) {
    const id = ids[project % ids.length] as string;
    const text = JSON.stringify(body).replaceAll('"project_id":""', `"project_id":"${id}"`);
    const told = await ask(`/w/${name}/api/${target}`, { body: text, headers: { authorization: `Bearer ${key}` } });
    answers.push(JSON.stringify(told));
    const made: unknown = told.body?.project_id ?? told.body;
    if (isUuid(made as string)) ids.push(made as string);
  }
  return answers;
}

const clockOf = (at: number) => ({
  mode: 'frozen',
  time: new Date(Date.UTC(2020, 0, 1) + at * 17 * DAY).toISOString(),
});

test('200 worlds at 200 dates, with random calls at once, each answer as if they were alone', async () => {
  const seed = Number(process.env.FAST_CHECK_SEED ?? Date.now() % 2 ** 31);
  const all = fc.sample(traffic, { numRuns: WORLDS, seed });
  const [together, alone] = [await worldServer({ world }), await worldServer({ world })];
  for (const { ask } of [together, alone]) {
    for (const at of all.keys()) await ask('/__admin/worlds', { body: { name: `w${at}`, clock: clockOf(at) } });
  }

  const mixed = await Promise.all(all.map((sent, at) => transcript(together.ask, `w${at}`, sent)));

  for (const [at, sent] of all.entries()) {
    expect(mixed[at], `world ${at}, FAST_CHECK_SEED=${seed}`).toEqual(await transcript(alone.ask, `w${at}`, sent));
  }
  const dates = new Set(all.map((_, at) => new Date(together.hubOf(`w${at}`).state.now).toISOString()));
  expect(dates.size).toBe(WORLDS);
  // There was something to mix up.
  expect(new Set(mixed.map(String)).size).toBeGreaterThan(WORLDS / 2);
  expect(mixed.flat().filter((text) => text.includes('"status":200')).length).toBeGreaterThan(WORLDS);
});
