import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { CommonSupplement } from '../../src/contracts/contract.ts';
import { type Contracts, deriveContracts } from '../../src/contracts/derive.ts';
import { type Description, readDescription } from '../../src/contracts/description.ts';
import { CONTRACTS, contractFiles, readContracts, readSupplements } from '../../src/contracts/folder.ts';
import { ofGeneration } from '../../src/contracts/reading.ts';
import type { Schema } from '../../src/contracts/schema.ts';
import { v1 } from '../../src/endpoints/index.ts';

const DESCRIPTION = process.env.COCALC_API_JSON ?? '../shared/api/api-2020-09-17.json';

const common: CommonSupplement = {
  request: { 'x-source': '[a]', properties: { event: {} }, additionalProperties: false },
  answer: { 'x-source': '[b]', properties: { id: { type: 'string' } }, required: ['id'] },
  refusal: {
    'x-source': '[c]',
    properties: { id: { type: 'string' }, error: { type: 'string' } },
    required: ['id', 'error'],
  },
  rejection: { 'x-source': '[d]', type: 'object' },
  rejections: [],
  refusals: { gate: [{ words: 'no <name>', source: '[e]' }] },
};

function describing(event: string, description: string, fields: Record<string, string> = {}): Description {
  return { root: '/api/v1/', gitrev: 'abc', events: { [event]: { description, fields } } };
}

const printed = (request: string, answer: string) =>
  ['```', `curl ${request} https://h/api/v1/move`, `==> ${answer}`, '```', ''].join('\n');

function derive(description: Description, supplement: object): Contracts {
  return deriveContracts(description, { common, events: { move: supplement } });
}

test('parameters come from field texts first, then from examples, then from the supplement', () => {
  const description = describing('move', printed('-d path=a -d speed=1', '{"event":"moved","id":"1"}'), {
    path: 'path of the file (required)',
  });

  const supplement = { request: { properties: { way: { type: 'string', 'x-source': '[s]' } } } };
  const request = derive(description, supplement).endpoints['v1/move']?.request;

  expect(request?.required).toEqual(['path']);
  expect(request?.properties).toMatchObject({
    path: { 'x-from': 'documented', type: 'string' },
    speed: { 'x-from': 'example', type: 'string' },
    way: { 'x-from': 'supplement', 'x-source': '[s]', type: 'string' },
    event: { const: 'move' },
  });
});

test('printed answers are told apart by event, and refusals from successes', () => {
  const description = describing(
    'move',
    printed('-d a=1', '{"event":"moved","id":"1","error":false}') +
      printed('-d a=2', '{"event":"moved","id":"1","error":"no way"}'),
  );

  const contract = derive(description, { refusals: ['gate', { words: 'never', source: '[s]' }] }).endpoints['v1/move'];

  expect(contract?.answers.success.moved?.properties?.error).toEqual({ 'x-from': 'example', const: false });
  expect(contract?.answers.refusal.moved?.properties?.error).toEqual({ 'x-from': 'example', type: 'string' });
  expect(contract?.refusals).toEqual([
    { words: 'no <name>', from: 'example', source: '[e]' },
    { words: 'never', from: 'supplement', source: '[s]' },
  ]);
});

test('a supplement with a mistake is refused, and the mistake named', () => {
  const silent = describing('move', '');

  expect(() => derive(silent, {})).toThrow('supplement of move: the description shows no answer');
  expect(() => derive(silent, { answers: { success: { moved: {} } }, refusals: ['gait'] })).toThrow(
    'supplement of move: no shared words are called "gait"',
  );
  expect(() => derive(silent, { answers: { success: { moved: {} } }, refusals: ['gate'] })).toThrow(
    'supplement of move: it has to have both answers and words of refusals, or neither',
  );
  expect(() => deriveContracts(describing('stay', ''), { common, events: { move: {} } })).toThrow(
    'supplement of move: the description has no such event, so it needs a source',
  );
});

test('an event that no description has is all that its supplement says, with its source', () => {
  const supplement = { source: '[s]', answers: { success: { moved: { 'x-source': '[s]' } } } };

  const contract = derive({ root: '/api/v1/', gitrev: 'abc', events: {} }, supplement).endpoints['v1/move'];

  expect(contract?.source).toEqual({ description: '[s]', gitrev: 'abc' });
  expect(contract?.encodings).toEqual({ json: 'supplement', form: 'supplement' });
  expect(contract?.request).toMatchObject({ 'x-from': 'supplement', 'x-source': '[a]' });
  expect(() => derive(describing('move', ''), supplement)).toThrow(
    'supplement of move: the description has the event, so it needs no source',
  );
});

test('the contracts have all events that are served, each with an answer, or word that there is none', () => {
  const { endpoints } = ofGeneration(readContracts(CONTRACTS), 'v1');
  const answering = Object.values(endpoints).filter(({ answers }) => Object.keys(answers.success).length > 0);
  const silent = Object.values(endpoints).filter(({ neverAnswers }) => neverAnswers !== undefined);

  expect(answering.length + silent.length).toBe(v1.length);
  expect(Object.keys(endpoints).sort()).toEqual(v1.map(({ name }) => name).sort());
  expect(silent.map(({ endpoint }) => endpoint)).toEqual(['v1/metrics', 'v1/start_metrics']);
});

test('every node of every contract says where it is known from, and a supplemented one its source', () => {
  const { common: shared, endpoints } = readContracts(CONTRACTS);
  const schemas = Object.values(endpoints).flatMap(({ request, answers }) => [
    request,
    ...Object.values(answers.success),
    ...Object.values(answers.refusal),
  ]);
  const common = Object.values(shared).flatMap(({ rejection, envelopes = {} }) => [
    rejection,
    ...Object.values(envelopes),
  ]);
  const nodes = [...common, ...schemas].flatMap(nodesOf);

  expect(nodes.length).toBeGreaterThan(500);
  expect(nodes.filter((node) => node['x-from'] === undefined)).toEqual([]);
  expect(nodes.filter((node) => node['x-from'] === 'supplement' && node['x-source'] === undefined)).toEqual([]);
});

test('every refusal says where its words are known from', () => {
  const { endpoints } = readContracts(CONTRACTS);
  const refusals = Object.values(endpoints).flatMap((contract) => contract.refusals);

  expect(refusals.filter(({ from, source }) => from === 'supplement' && !/^\[.+\]$/.test(source ?? ''))).toEqual([]);
});

test('the folder of contracts holds a file for each endpoint, of its name, and what they share', () => {
  const { endpoints } = readContracts(CONTRACTS);
  const files = (folder: string) =>
    readdirSync(`${CONTRACTS}${folder}`, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => `${folder}/${file.slice(0, -'.json'.length)}`);

  expect(readdirSync(CONTRACTS).sort()).toEqual([
    ...['conat', 'conat.json', 'supplements', 'v1', 'v1.json', 'v2', 'v2.json'],
  ]);
  expect([...files('v1'), ...files('conat'), ...files('v2')].sort()).toEqual(Object.keys(endpoints).sort());
});

test.runIf(existsSync(DESCRIPTION))(
  'deriving from the published description again writes the same bytes (runs where the description is at hand)',
  () => {
    const description = readDescription(readFileSync(DESCRIPTION, 'utf8'), DESCRIPTION);

    const files = contractFiles(deriveContracts(description, readSupplements(`${CONTRACTS}/supplements`)));

    expect(files.map(([path, text]) => [path, text === readFileSync(`${CONTRACTS}/${path}`, 'utf8')])).toEqual(
      files.map(([path]) => [path, true]),
    );
  },
);

function nodesOf(schema: Schema): Schema[] {
  const { properties = {}, items, propertyNames, additionalProperties, anyOf = [] } = schema;
  const below = [...Object.values(properties), items, propertyNames, additionalProperties, ...anyOf];
  return [schema, ...below.filter((node): node is Schema => typeof node === 'object').flatMap(nodesOf)];
}
