/** A mock that is checked like any hub. */
import type { ExampleStage } from '../conformance/suites/examples.ts';
import type { CheckRun } from '../conformance/verdict/check.ts';
import type { Profile } from '../core/settings.ts';
import { namedWorld } from '../hub/named-worlds.ts';
import type { World } from '../hub/world/shape.ts';
import { type Cast, protagonist, startServer } from '../server/index.ts';
import { startExampleStage } from './example-stage.ts';

/** What a check is about. */
export type CheckTarget = Pick<CheckRun, 'url' | 'mock' | 'keys'> & { readonly stage?: ExampleStage };

/** Has a fresh mock up while the work is done, and another one for the printed examples. */
export async function withMock<Value>(profile: Profile, work: (mock: CheckTarget) => Promise<Value>): Promise<Value> {
  const server = await startServer({ world: mockWorld(), port: 0, profile });
  const stage = await startExampleStage(profile);
  try {
    return await work({ url: server.url, mock: true, keys: keysOf(server.cast), stage });
  } finally {
    await Promise.all([server.close(), stage.close()]);
  }
}

/** A world in which everything can be run: the teacher of the classroom pays, as some calls need. */
function mockWorld(): World {
  const { accounts = {}, ...classroom } = namedWorld('classroom');
  return { ...classroom, accounts: { ...accounts, teacher: { ...accounts.teacher, subscriptions: [] } } };
}

/** Everybody by name; `self` is whom most calls can be tried with, and `other` the next one. */
function keysOf(cast: Cast): Record<string, string> {
  const { account: self } = protagonist(cast);
  const others = cast.accounts.filter(({ name, admin }) => name !== self?.name && !admin);
  const named = [...cast.accounts, { name: 'self', api_key: self?.api_key }, { ...others[0], name: 'other' }];
  return Object.fromEntries(named.flatMap(({ name, api_key }) => (api_key ? [[name, api_key]] : [])));
}
