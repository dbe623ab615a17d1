/** What code has to know of contracts, as modules: contracts are files, which a browser cannot read. */
import { publishedIn } from '../../src/contracts/derive-rest.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { mapChildren, type Schema } from '../../src/contracts/schema.ts';
import { isSecretName } from '../../src/core/redaction/names.ts';

const HEADER = '// Written by `npm run refresh` from the contracts.';

/** The text of `src/hub/dispatch/known-names.ts`. */
export function knownNames(): string {
  const { common, endpoints } = readContracts(CONTRACTS);
  const functions = Object.entries(common.conat?.unserved ?? {}).map(([api, { declared, undeclared }]) => {
    const served = Object.keys(endpoints).filter((endpoint) => endpoint.startsWith(`${api}/`));
    const names = [...served.map((endpoint) => endpoint.slice(api.length + 1)), ...declared];
    const groups = [...new Set(names.map((name) => name.slice(0, name.indexOf('.'))))].sort();
    return [api, { groups, declared, undeclared }] as const;
  });
  return [
    HEADER,
    '',
    '/** Messages that are no requests of API v1. */',
    `export const messageNames: readonly string[] = ${asCode(common.v1?.messages?.names ?? [])};`,
    '',
    '/** Groups of functions, and the functions in them that are not served: declared to clients, or not even that. */',
    'export const functionNames: Readonly<',
    "  Record<'conat/hub' | 'conat/project', Readonly<Record<'groups' | 'declared' | 'undeclared', readonly string[]>>>",
    `> = ${asCode(Object.fromEntries(functions))};`,
    '',
  ].join('\n');
}

/** The text of `src/core/redaction/unnamed-secrets.ts`. */
export function unnamedSecrets(): string {
  const isUnnamed = (path: string) => !isSecretName(path.slice(path.lastIndexOf('.') + 1));
  const functions = Object.values(readContracts(CONTRACTS).endpoints).flatMap(({ endpoint, facts }) => {
    const parameters = (facts?.secret?.parameters ?? []).filter(isUnnamed);
    const answers = (facts?.secret?.answers ?? []).filter(isUnnamed);
    const name = endpoint.slice(endpoint.lastIndexOf('/') + 1);
    return parameters.length + answers.length === 0 ? [] : [[name, { parameters, answers }] as const];
  });
  return [
    HEADER,
    '',
    '/** Functions with secrets that no name of a member tells of: paths in the list of arguments, and in the answer. */',
    "export const unnamedSecrets: Readonly<Record<string, Readonly<Record<'parameters' | 'answers', readonly string[]>>>> =",
    `  ${asCode(Object.fromEntries(functions))};`,
    '',
  ].join('\n');
}

const asCode = (value: unknown) => JSON.stringify(value, null, 2);

/** The text of `src/hub/dispatch/described-requests.ts`. */
export function describedRequests(): string {
  const { common, endpoints } = readContracts(CONTRACTS);
  const described = Object.entries(publishedIn({ common, endpoints })).map(([name, { request }]) => {
    const refined = endpoints[`v2/${name}`]?.request['x-refined'];
    const plain = withoutMarks(request);
    const whole = { ...plain, ...(refined && { 'x-refined': refined }) };
    return [`v2/${name}`, Object.keys(plain).length === 0 ? null : whole] as const;
  });
  // A new one is there by its contract.
  const ofContracts = Object.keys(endpoints).filter((name) => name.startsWith('v2/'));
  const ofHub = common.v2?.endpoints?.names.map((name) => `v2/${name}`) ?? [];
  const names = [...new Set([...ofHub, ...ofContracts])].sort();
  return [
    HEADER,
    "import type { DescribedValue } from './described-values.ts';",
    '',
    '/** All endpoints of API v2 that a hub has. */',
    `export const restNames: ReadonlySet<string> = new Set(${asCode(names)});`,
    '',
    '/** What is published of the bodies of endpoints; `null`: nothing is sent. */',
    `export const descriptions: Readonly<Record<string, DescribedValue | null>> = ${JSON.stringify(Object.fromEntries(described))};`,
    '',
  ].join('\n');
}

function withoutMarks(schema: Schema): Schema {
  const { 'x-from': _from, additionalProperties, ...rest } = mapChildren(schema, withoutMarks);
  return typeof additionalProperties === 'object' ? { ...rest, additionalProperties } : rest;
}
