/** The contracts of functions, which are written by hand from what was recorded and from the sources. */
import { expect, test } from 'vitest';
import { checkAnswer } from '../../src/contracts/check.ts';
import { compile, newAjv } from '../../src/contracts/compile.ts';
import { DIALECT } from '../../src/contracts/contract.ts';
import { CONTRACTS, readContracts } from '../../src/contracts/folder.ts';
import { ofGeneration } from '../../src/contracts/reading.ts';
import { mapChildren, type Schema } from '../../src/contracts/schema.ts';
import { violationText } from '../../src/contracts/violations.ts';
import { required } from '../../src/core/options.ts';
import { hubFunctions, projectFunctions } from '../../src/endpoints/index.ts';
import { createHub } from '../../src/hub/create.ts';
import { recordedCalls } from './recorded-calls.ts';

const { common, endpoints } = ofGeneration(readContracts(CONTRACTS), 'conat');
const contracts = Object.values(endpoints);

const served = Object.keys((await createHub().coverage()).endpoints).filter((name) => name.startsWith('conat/'));

test('every function that is served has a contract, and every contract a function', () => {
  expect(Object.keys(endpoints).sort()).toEqual([...served].sort());
});

test('a function answers a result, or refuses with an error in words that are listed', () => {
  const broken = contracts.filter(({ answers, refusals }) => {
    const kinds = [Object.keys(answers.success).join(), Object.keys(answers.refusal).join()];
    return kinds.join('|') !== (refusals.length > 0 ? 'result|error' : 'result|');
  });

  expect(broken.map(({ endpoint }) => endpoint)).toEqual([]);
});

test('contracts have the same members in the same order, the same dialect and revision, and a list for arguments', () => {
  for (const { endpoint, request, source, jsonSchemaDialect, ...others } of contracts) {
    expect([endpoint, request.type, source, jsonSchemaDialect, Object.keys(others)]).toEqual([
      endpoint,
      'array',
      { description: 'sagemathinc/cocalc', gitrev: '5cb3315c30' },
      DIALECT,
      ['encodings', 'answers', 'refusals', 'examples', 'facts'],
    ]);
  }
});

test('every place of every contract says how it is known and from where, and every answer whether it has other members', () => {
  const faults = contracts.flatMap(({ endpoint, request, answers }) => {
    const schemas = { request, ...answers.success, ...answers.refusal };
    return Object.entries(schemas).flatMap(([name, schema]) =>
      placesOf(schema, name).flatMap(({ place, node }) =>
        faultsOf(node, name).map((fault) => `${endpoint} ${place}: ${fault}`),
      ),
    );
  });

  expect(faults).toEqual([]);
});

test('every refusal says how its words are known, and from where', () => {
  const listed = [
    ...contracts.flatMap(({ endpoint, refusals }) => refusals.map((refusal) => ({ endpoint, ...refusal }))),
    ...(common.conat?.rejections ?? []),
  ];

  expect(listed.length).toBeGreaterThan(20);
  expect(listed.filter(({ from, source = '' }) => !isKnown(from, source))).toEqual([]);
});

test('no words are listed twice for one function', () => {
  const twice = contracts.flatMap(({ endpoint, refusals }) => {
    const texts = refusals.map(({ words }) => JSON.stringify(words));
    return texts.filter((text, at) => texts.indexOf(text) !== at).map((text) => `${endpoint}: ${text}`);
  });

  expect(twice).toEqual([]);
});

test('every answer on record keeps the contract of its function', { timeout: 60_000 }, () => {
  const ajv = newAjv();
  const compiled = new Map(contracts.map((contract) => [contract.endpoint, compile(contract, common, ajv)]));
  const calls = recordedCalls().filter(({ endpoint }) => served.includes(endpoint));
  const faults = calls.flatMap(({ title, endpoint, answer, body }) => {
    const contract = compiled.get(endpoint);
    if (contract === undefined) return [`${endpoint}: has no contract`];
    return checkAnswer(contract, answer, body).map((violation) => `${endpoint}, ${title}: ${violationText(violation)}`);
  });

  expect(calls.length).toBeGreaterThan(150);
  expect([...new Set(faults)]).toEqual([]);
});

test('the names on record that are not served are those of no function', () => {
  const unserved = recordedCalls().filter(({ endpoint }) => !served.includes(endpoint));

  expect([...new Set(unserved.map(({ endpoint }) => endpoint))].sort()).toEqual([...NO_FUNCTIONS].sort());
});

test('the request of every contract names what its function declares, and no more', () => {
  const declared = [...hubFunctions, ...projectFunctions].map(({ name, request, positional }) => {
    const members = positional ? [] : Object.keys(request);
    return [name, { members, required: members.filter((member) => request[member] === required) }] as const;
  });
  const promised = contracts.map(({ endpoint, request: { items } }) => {
    const { properties = {}, required: needed = [] } = items ?? {};
    return [endpoint, { members: Object.keys(properties), required: needed }] as const;
  });

  expect(Object.fromEntries(declared)).toEqual(Object.fromEntries(promised));
});

test('arguments that a function takes by their place are of no object in its contract, and of none where it takes none', () => {
  const positional = [...hubFunctions, ...projectFunctions].filter((one) => one.positional);

  for (const { name, request } of positional) {
    const { items } = endpoints[name]?.request ?? {};
    expect([name, items?.type === 'object', items !== undefined || Object.keys(request).length === 0]).toEqual([
      name,
      false,
      true,
    ]);
  }
});

/** Names that were tried and that nothing has; `ping` alone is one that projects answer before they look for a function. */
const NO_FUNCTIONS = ['hub', 'project'].flatMap((door) =>
  ['', 'constructor.name', 'nosuch.thing', 'ping', 'system.nosuch', 'system.toString'].map(
    (name) => `conat/${door}/${name}`,
  ),
);

interface Place {
  readonly place: string;
  readonly node: Schema;
}

/** All nodes of a schema with where they are. */
function placesOf(node: Schema, place: string): Place[] {
  const below: Place[] = [];
  mapChildren(node, (child) => {
    below.push(...placesOf(child, `${place} > ${nameIn(node, child)}`));
    return child;
  });
  return [{ place, node }, ...below];
}

function nameIn({ properties = {}, items }: Schema, child: Schema): string {
  const [name] = Object.entries(properties).find(([, node]) => node === child) ?? [];
  return name ?? (items === child ? 'items' : 'other');
}

/** @param part of a contract: `request`, or the kind of an answer. */
function faultsOf(node: Schema, part: string): string[] {
  const { 'x-from': from, 'x-source': source = '', properties, additionalProperties } = node;
  const unknown = from === undefined || !isKnown(from, source);
  const halfOpen = part !== 'request' && properties !== undefined && additionalProperties === undefined;
  return [
    ...(unknown ? ['does not say how it is known, and from where'] : []),
    ...(halfOpen ? ['does not say whether it has other members'] : []),
  ];
}

function isKnown(from: string, source: string): boolean {
  return (from === 'recorded' || from === 'supplement') && /^\[.+\]$/.test(source);
}
