import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Contract } from '../../src/contracts/contract.ts';
import { deriveContracts } from '../../src/contracts/derive.ts';
import { readDescription } from '../../src/contracts/description.ts';
import { type Change, differencesOf } from '../../src/contracts/diff.ts';
import { changesText } from '../../src/contracts/diff-report.ts';
import { textChanges } from '../../src/contracts/diff-texts.ts';
import type { Schema } from '../../src/contracts/schema.ts';

const [OLD, NEW] = ['2020-01-29', '2020-09-17'].map((date) => `../shared/api/api-${date}.json`) as [string, string];

const common = { v1: { rejection: {}, rejections: [] } };

function contractWith(changes: Partial<Contract>): Contract {
  return {
    endpoint: 'v1/move',
    jsonSchemaDialect: '',
    source: { description: '', gitrev: '' },
    request: {},
    encodings: { json: 'documented', form: 'documented' },
    answers: { success: {}, refusal: {} },
    refusals: [],
    examples: [],
    ...changes,
  };
}

function between(old: Partial<Contract>, next: Partial<Contract>): Change[] {
  return differencesOf(
    { common, endpoints: { 'v1/move': contractWith(old) } },
    { common, endpoints: { 'v1/move': contractWith(next) } },
  );
}

const told = (changes: readonly Change[]) => changes.map(({ severity, path, what }) => `${severity} ${path}: ${what}`);

function inRequest(old: Schema, next: Schema): string[] {
  return told(between({ request: { properties: { a: old } } }, { request: { properties: { a: next } } }));
}

function inAnswer(old: Schema, next: Schema): string[] {
  const answers = (schema: Schema) => ({ answers: { success: { moved: { properties: { a: schema } } }, refusal: {} } });
  return told(between(answers(old), answers(next)));
}

test('nothing changed is no change, wherever facts are known from', () => {
  expect(inRequest({ 'x-from': 'documented', type: 'string' }, { 'x-from': 'example', type: 'string' })).toEqual([]);
});

test('an operation that is gone breaks its callers, and a new one does not', () => {
  const endpoints = { 'v1/move': contractWith({}) };

  expect(told(differencesOf({ common, endpoints }, { common, endpoints: {} }))).toEqual(['breaking v1/move: removed']);
  expect(told(differencesOf({ common, endpoints: {} }, { common, endpoints }))).toEqual(['compatible v1/move: added']);
});

test('what narrows a request breaks, what narrows an answer does not', () => {
  const [wide, narrow]: [Schema, Schema] = [{ type: ['string', 'null'] }, { type: 'string' }];

  expect(inRequest(wide, narrow)).toEqual(['breaking request.a: type string or null became string']);
  expect(inRequest(narrow, wide)).toEqual(['compatible request.a: type string became string or null']);
  expect(inAnswer(wide, narrow)).toEqual(['compatible answers.success.moved.a: type string or null became string']);
  expect(inAnswer(narrow, wide)).toEqual(['breaking answers.success.moved.a: type string became string or null']);
  expect(inRequest({ type: 'string' }, {})).toEqual(['compatible request.a: type string became open']);
  expect(inAnswer({ type: 'string' }, { type: 'integer' })).toEqual([
    'breaking answers.success.moved.a: type string became integer',
  ]);
});

test('bounds, forms and constants count by direction, defaults always, units never', () => {
  expect(inRequest({ maximum: 10 }, { maximum: 9 })).toEqual(['breaking request.a: maximum 10 became 9']);
  expect(inRequest({ minLength: 6 }, { minLength: 5 })).toEqual(['compatible request.a: minLength 6 became 5']);
  expect(inAnswer({ minimum: 1 }, {})).toEqual(['breaking answers.success.moved.a: minimum 1 became nothing']);
  expect(inRequest({}, { format: 'uuid' })).toEqual(['breaking request.a: format nothing became "uuid"']);
  expect(inAnswer({}, { format: 'uuid' })).toEqual([
    'compatible answers.success.moved.a: format nothing became "uuid"',
  ]);
  expect(inAnswer({ const: 1 }, { const: 2 })).toEqual(['breaking answers.success.moved.a: value 1 became 2']);
  expect(inRequest({ default: 1 }, { default: 2 })).toEqual(['breaking request.a: default 1 became 2']);
  expect(inRequest({ 'x-unit': 'seconds' }, {})).toEqual(['editorial request.a: x-unit "seconds" became nothing']);
});

test('a constant, a choice of one and the type of both are the same; more values widen, fewer narrow', () => {
  const [constant, choice]: [Schema, Schema] = [{ const: 'ok' }, { type: 'string', enum: ['ok'] }];

  expect(inAnswer(constant, choice)).toEqual([]);
  expect(inRequest(choice, constant)).toEqual([]);
  expect(inAnswer({ type: 'string' }, constant)).toEqual(['compatible answers.success.moved.a: value any became "ok"']);
  expect(inAnswer(constant, { type: 'string' })).toEqual(['breaking answers.success.moved.a: value "ok" became any']);
  expect(inRequest(choice, { enum: ['ok', 'no'] })).toEqual(['compatible request.a: value "ok" became "ok" or "no"']);
  expect(inRequest({ enum: ['a', 'b'] }, { enum: ['b', 'a'] })).toEqual([]);
  expect(inAnswer({ anyOf: [{ type: 'object' }, { type: 'object' }] }, { type: 'object' })).toEqual([]);
});

test('a parameter that is now required breaks callers, one that no longer is does not', () => {
  const request = (required: string[]): Partial<Contract> => ({
    request: { properties: { a: {}, b: {} }, required },
  });

  expect(told(between(request([]), request(['a'])))).toEqual(['breaking request.a: now required']);
  expect(told(between(request(['b']), request([])))).toEqual(['compatible request.b: no longer required']);
});

test('members, lists and maps are looked into', () => {
  const map = (type: 'string' | 'integer'): Schema => ({ additionalProperties: { items: { type } } });

  expect(inRequest({}, { properties: { b: {} } })).toEqual(['compatible request.a.b: added']);
  expect(inRequest({ properties: { b: {} } }, {})).toEqual(['breaking request.a.b: removed']);
  expect(inRequest(map('string'), map('integer'))).toEqual(['breaking request.a.*[]: type string became integer']);
  expect(inRequest({}, { additionalProperties: false })).toEqual(['breaking request.a: takes no other members now']);
});

test('a new kind of answer breaks, new words and new examples do not', () => {
  const answering = { answers: { success: { moved: {} }, refusal: {} } };
  const refusing = { refusals: [{ words: 'no', from: 'supplement' as const }] };

  expect(told(between({}, answering))).toEqual(['breaking answers.success.moved: a new kind of answer']);
  expect(told(between(answering, {}))).toEqual(['compatible answers.success.moved: no longer answered']);
  expect(told(between({}, refusing))).toEqual(['compatible refusals: refused with new words: "no"']);
  expect(told(between(refusing, {}))).toEqual(['compatible refusals: no longer refused with: "no"']);
  expect(told(between({}, { examples: [{ number: 1, encoding: 'none', request: {}, repairs: [] }] }))).toEqual([
    'editorial examples: examples changed',
  ]);
});

test('a text that changes no contract is an editorial change, and one that does is told once', () => {
  const describing = (limit: string, way: string) => ({
    root: '',
    gitrev: '',
    events: { move: { description: '', fields: { limit, way } } },
  });
  const [old, next] = [
    describing('time to wait, in seconds', 'its way'),
    describing('how many seconds to wait', 'its way (required)'),
  ];
  const changes = differencesOf(deriveContracts(old), deriveContracts(next));

  expect(told(changes)).toEqual(['breaking request.way: now required']);
  expect(told(textChanges(old, next, changes))).toEqual(['editorial request.limit: described in other words']);
});

test('changes are told as text, JSON and Markdown', () => {
  const changes = between({ request: { properties: { a: {} } } }, {});

  expect(changesText(changes, 'text')).toBe(
    'breaking    v1/move request.a: removed\n1 breaking, 0 compatible, 0 editorial\n',
  );
  expect(JSON.parse(changesText(changes, 'json'))).toEqual(changes);
  expect(changesText(changes, 'markdown')).toContain('| breaking | request | `v1/move request.a` | removed |');
});

test.runIf(existsSync(OLD) && existsSync(NEW))(
  'the two published revisions differ in two events and three parameters (runs where both are at hand)',
  () => {
    const [old, next] = [OLD, NEW].map((file) => deriveContracts(readDescription(readFileSync(file, 'utf8'), file)));

    const changes = differencesOf(old as never, next as never);

    expect(changes.map(({ endpoint, path, severity, what }) => [endpoint, path, severity, what])).toEqual([
      ['v1/create_project', 'request.license', 'compatible', 'added'],
      ['v1/add_collaborator', 'request.token_id', 'compatible', 'added'],
      ['v1/add_collaborator', 'request.project_id', 'compatible', 'no longer required'],
      ['v1/add_license_to_project', 'v1/add_license_to_project', 'compatible', 'added'],
      ['v1/remove_license_from_project', 'v1/remove_license_from_project', 'compatible', 'added'],
    ]);
  },
);
