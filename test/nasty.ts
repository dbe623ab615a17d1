/** Calls with values of all kinds in their parameters, for tests of what must hold whatever is sent. */
import fc from 'fast-check';
import { required } from '../src/core/options.ts';
import { v1 as endpoints } from '../src/endpoints/index.ts';
import { OTHER, OWNER, PROJECT, UNKNOWN } from './hub.ts';

const nastyTexts = [
  '',
  ' ',
  '\0',
  '\ud800',
  '..',
  '/',
  '../../../etc/passwd',
  '/etc/passwd',
  'a\0b',
  '~/x',
  '$(id)',
  "'; drop table accounts; --",
  '<script>',
  '__proto__',
  'constructor',
  'NaN',
  '1e400',
  '-1',
  '9999-99-99',
  '2020-09-17',
  '{}',
  '[',
  'a@b',
  'owner@example.com',
  'sk_owner',
  '😀'.repeat(1000),
  'x'.repeat(100_000),
  PROJECT,
  PROJECT.toUpperCase(),
  OWNER,
  OTHER,
  UNKNOWN,
];

export const nastyValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...nastyTexts) },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -0, -1, 0.5, 1e21, 1e308, -1e308, 2 ** 53) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 3, stringUnit: 'binary' }) },
  { weight: 1, arbitrary: fc.constant(0).map(() => JSON.parse('{"__proto__":{"a":1},"constructor":{"prototype":1}}')) },
  { weight: 1, arbitrary: fc.constantFrom(...nastyTexts).map((text) => [text, text]) },
  { weight: 1, arbitrary: fc.constantFrom(...nastyTexts).map((text) => ({ [text]: text, x: [{ y: text }] })) },
  { weight: 1, arbitrary: fc.constant(JSON.parse('['.repeat(990) + ']'.repeat(990))) },
);

/** What gets a call further than its first check, so that the later ones meet nasty values as well. */
const plausible: Readonly<Record<string, unknown>> = {
  project_id: PROJECT,
  src_project_id: PROJECT,
  target_project_id: PROJECT,
  account_id: OWNER,
  account_ids: [OWNER],
  email_address: 'owner@example.com',
  old_email_address: 'owner@example.com',
  path: 'notes.md',
  src_path: 'notes.md',
  copy_path_id: UNKNOWN,
};

export interface Nasty {
  readonly event: string;
  readonly members: readonly (readonly [name: string, value: unknown])[];
}

/** A call with values of all kinds in its parameters; those that are needed are nearly always there. */
// Whoever asks may end an account, and the tests with it.
export const nastyCall = fc.constantFrom(...endpoints.filter(({ name }) => name !== 'v1/delete_account')).chain(
  ({ name, request }): fc.Arbitrary<Nasty> =>
    fc.record({
      event: fc.constant(name.replace('v1/', '')),
      members: fc
        .tuple(...Object.entries(request).map(([parameter, rule]) => nastyMember(parameter, rule === required)))
        .map((members) => members.filter((member) => member !== null)),
    }),
);

function nastyMember(name: string, needed: boolean): fc.Arbitrary<readonly [string, unknown] | null> {
  const value = Object.hasOwn(plausible, name)
    ? fc.oneof({ weight: 3, arbitrary: fc.constant(plausible[name]) }, { weight: 1, arbitrary: nastyValue })
    : nastyValue;
  return fc.option(
    value.map((given) => [name, given] as const),
    { freq: needed ? 20 : 2 },
  );
}
