import { expect, test } from 'vitest';
import type { WorldAccount, WorldProject } from '../../../src/hub/world/shape.ts';
import { id, people, testHub } from '../../hub.ts';

type Subscriptions = WorldAccount['subscriptions'];

const FIRST = id('project', 1);
const SECOND = id('project', 2);

/** A hub whose owner has the subscriptions, and gives the upgrades to one project after the other. */
function upgradesHub(subscriptions: Subscriptions, applied: Record<string, number>[] = [], options = {}) {
  const projects = applied.map((upgrades, at): [string, WorldProject] => [
    `project ${at}`,
    { project_id: id('project', at + 1), users: { owner: { group: 'owner', upgrades } } },
  ]);
  const owner: WorldAccount = { ...people.owner, ...(subscriptions === undefined ? {} : { subscriptions }) };
  // The order of the ids counts, not that of the world.
  return testHub({ accounts: { owner }, projects: Object.fromEntries(projects.reverse()), ...options });
}

const professional = { status: 'active', quantity: 1, plan: 'professional2-month' };
const benefits = {
  cores: 4,
  cpu_shares: 2048,
  disk_quota: 100000,
  member_host: 40,
  memory: 60000,
  memory_request: 4000,
  mintime: 1728000,
  network: 80,
};

test('tells what the plans give and what the projects left of it', async () => {
  const { as } = upgradesHub([professional], [{ cores: 1 }, { memory: 1000, network: 0 }]);

  const answer = await as('owner')('get_available_upgrades', { id: 1 });

  expect(answer).toEqual({
    event: 'available_upgrades',
    total: benefits,
    excess: {},
    available: { ...benefits, cores: 3, memory: 59000 },
    id: 1,
  });
  expect(Object.keys(answer)).toEqual(['event', 'total', 'excess', 'available', 'id']);
});

test('has always_running in the totals, as observed', async () => {
  const { as } = upgradesHub([professional], [], { profile: 'observed' });

  expect(await as('owner')('get_available_upgrades')).toMatchObject({
    total: { always_running: 0, ...benefits },
    available: { always_running: 0, ...benefits },
  });
});

test('adds up the subscriptions that are in force, each as often as it was bought', async () => {
  const { as } = upgradesHub([
    { status: 'active', quantity: 2, plan: 'standard-year' },
    { status: 'trialing', quantity: 1, plan: 'premium' },
    { status: 'canceled', quantity: 9, plan: 'premium' },
    { status: 'active', quantity: 9, plan: 'unheard-of' },
    { status: 'active', quantity: 9, plan: 'toString-month' },
  ]);

  expect((await as('owner')('get_available_upgrades')).total).toEqual({
    cores: 2,
    cpu_shares: 512,
    disk_quota: 50000,
    member_host: 20,
    memory: 30000,
    memory_request: 2000,
    mintime: 864000,
    network: 120,
  });
});

test('knows the plans of its world, which come before its own', async () => {
  const world = { plans: { standard: { memory: 1 }, mine: { network: 7 } } };
  const { as } = upgradesHub(
    [
      { status: 'active', quantity: 3, plan: 'standard-month' },
      { status: 'active', quantity: 1, plan: 'mine' },
    ],
    [],
    { world },
  );

  expect((await as('owner')('get_available_upgrades')).total).toEqual({ memory: 3, network: 7 });
});

test('tells for each project what it has too much, in the order of their ids', async () => {
  const plans = { mine: { memory: 100 } };
  const { as } = upgradesHub(
    [{ status: 'active', quantity: 1, plan: 'mine' }],
    [{ memory: 70 }, { memory: 50, cores: 2 }, { memory: 5 }],
    { world: { plans } },
  );

  expect(await as('owner')('get_available_upgrades', { id: 1 })).toEqual({
    event: 'available_upgrades',
    id: 1,
    total: { memory: 100 },
    excess: { [SECOND]: { memory: 20, cores: 2 }, [id('project', 3)]: { memory: 5 } },
    available: { memory: 0, cores: 0 },
  });
});

test('takes exactly what is there without excess', async () => {
  const world = { plans: { mine: { memory: 100 } } };
  const { as } = upgradesHub([{ status: 'active', quantity: 1, plan: 'mine' }], [{ memory: 100 }], { world });

  const { excess, available } = await as('owner')('get_available_upgrades');

  expect({ excess, available }).toEqual({ excess: {}, available: { memory: 0 } });
});

test('looks only at what the caller itself has given', async () => {
  const owner = { ...people.owner, subscriptions: [professional] };
  const users = { owner: { group: 'owner' }, other: { group: 'collaborator', upgrades: { memory: 5 } } };
  const { as } = testHub({ accounts: { owner }, project: { project_id: FIRST, users } });

  expect((await as('owner')('get_available_upgrades')).available).toEqual(benefits);
});

test('has nothing for a customer without subscriptions', async () => {
  const nothing = { total: {}, excess: {}, available: {} };
  const always = { total: { always_running: 0 }, excess: {}, available: { always_running: 0 } };
  const answerOf = async (subscriptions: Subscriptions, profile: 'documented' | 'observed') => {
    const { total, excess, available } = await upgradesHub(subscriptions, [], { profile }).as('owner')(
      'get_available_upgrades',
    );
    return { total, excess, available };
  };

  expect(await answerOf(null, 'documented')).toEqual(nothing);
  expect(await answerOf(null, 'observed')).toEqual(nothing);
  expect(await answerOf([], 'documented')).toEqual(nothing);
  expect(await answerOf([], 'observed')).toEqual(always);
});

test('refuses those who never were customers', async () => {
  const { as } = testHub();

  expect(await as('owner')('get_available_upgrades', { id: 1 })).toEqual({
    event: 'error',
    id: 1,
    error: 'Error: stripe customer not defined',
  });
});

test('shows a slip of its own where no payment service is connected', async () => {
  const { as } = testHub({ world: { site: { payments: false } } });

  const { error } = await as('owner')('get_available_upgrades');

  expect(error).toHaveLength(6);
  expect(error).toBe(['$', '{err}'].join(''));
});
