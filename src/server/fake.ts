/** Worlds of made-up people, of any size. */
import type { Faker } from '@faker-js/faker';
import { faker } from '@faker-js/faker/locale/en';
import type { World, WorldAccount, WorldProject } from '../hub/world/shape.ts';

export interface FakeWorldOptions {
  /** Fixes everything in the world, for one version of `@faker-js/faker`. */
  readonly seed?: string | number;
  /** How many people there are, besides one site admin. */
  readonly accounts?: number;
  /** How many projects there are; as many as people by default. */
  readonly projects?: number;
}

/** What all made-up times lie before. */
const REFERENCE_DATE = '2020-09-17T00:00:00.000Z';

/**
 * A world of made-up people, `person1`, `person2`, …, and a site admin, `admin`.
 *
 * The projects are owned by the people in turn; each has up to three collaborators and a few files.
 * A person's API key follows from the name: `sk_`, zeros, `person1`; 24 characters after the `sk_`.
 */
export function fakeWorld({ seed = '0', accounts = 10, projects = accounts }: FakeWorldOptions = {}): World {
  const chance = ownFaker(String(seed));
  const names = Array.from({ length: accounts }, (_, index) => `person${index + 1}`);
  const people = names.map((name): [string, WorldAccount] => [name, person(chance, name)]);
  const owned = Array.from({ length: accounts === 0 ? 0 : projects }, (_, index): [string, WorldProject] => [
    `project${index + 1}`,
    project(chance, names, index % accounts),
  ]);
  return {
    description: `${accounts} made-up people and a site admin; ${owned.length} projects.`,
    accounts: Object.fromEntries([['admin', { ...person(chance, 'admin'), groups: ['admin'] }], ...people]),
    projects: Object.fromEntries(owned),
  };
}

// The package's own instance is everybody's; its class is exported only together with all languages, which load slowly.
function ownFaker(seed: string): Faker {
  const OwnFaker = faker.constructor as typeof Faker;
  const own = new OwnFaker({ locale: faker.rawDefinitions });
  own.seed(Array.from(seed, (character) => character.codePointAt(0) as number));
  own.setDefaultRefDate(REFERENCE_DATE);
  return own;
}

function person(chance: Faker, name: string): WorldAccount {
  const first_name = chance.person.firstName();
  const last_name = chance.person.lastName();
  return {
    account_id: chance.string.uuid(),
    first_name,
    last_name,
    email_address: `${name}@example.com`,
    password: `${name}-password`,
    api_key: `sk_${name.padStart(24, '0')}`,
    created: chance.date.past({ years: 3 }).toISOString(),
  };
}

function project(chance: Faker, names: readonly string[], owner: number): WorldProject {
  const title = chance.company.catchPhrase();
  const collaborators = Array.from(
    { length: chance.number.int({ max: 3 }) },
    () => names[chance.number.int({ max: names.length - 1 })] as string,
  );
  const rows = Array.from({ length: 5 }, (_, row) => `${row + 1},${chance.number.int({ max: 100 })}`);
  return {
    project_id: chance.string.uuid(),
    title,
    description: chance.lorem.sentence(),
    users: {
      ...Object.fromEntries(collaborators.map((name) => [name, 'collaborator'])),
      [names[owner] as string]: 'owner',
    },
    created: chance.date.past({ years: 3 }).toISOString(),
    files: {
      'README.md': `# ${title}\n\n${chance.lorem.paragraph()}\n`,
      [`notes/${chance.lorem.slug()}.md`]: `${chance.lorem.paragraphs(2)}\n`,
      'data/measured.csv': `number,value\n${rows.join('\n')}\n`,
    },
  };
}
